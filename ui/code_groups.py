"""A code shown once, in numbered groups, some of which are typed back to show that it was kept."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import Theme
from ui.widgets import Text, row

ASKED = 2
MOST, FEWEST = 4, 2
"""How many groups stand in a row, and how many where four have no room."""
READ_AS = str.maketrans("OIL", "011")
"""The alphabet has no O, I and L, so they are read as the digits they look like."""


def choose_asked(groups: Sequence[str]) -> tuple[int, ...]:
    """Choose at random which groups are typed back; gives their places from 0, in order."""
    return tuple(sorted(random.sample(range(len(groups)), ASKED)))


def is_typed_alike(typed: str, group: str) -> bool:
    """Whether what was typed is the group; case, spaces, hyphens and look-alikes do not matter."""
    return _plain(typed) == _plain(group)


class CodeGroups(QWidget):
    """Shows the groups with their numbers, four in a row, or two where four have no room.

    Args:
        theme: the program's theme.
        groups: the code's groups, in order.
        role: the type role of the groups.
        gaps: pixels between neighbours, across and down.
    """

    def __init__(
        self,
        theme: Theme,
        groups: Sequence[str],
        *,
        role: str = "subtitle",
        gaps: tuple[int, int] = (20, 8),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._across = theme, role, gaps[0]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(gaps[0])
        self._grid.setVerticalSpacing(gaps[1])
        self._shown = [self._group(number, group) for number, group in enumerate(groups, 1)]
        self._in_a_row = 0
        theme.changed.connect(self._arrange)
        self._arrange()

    def sizeHint(self) -> QSize:
        """Four beside each other."""
        return QSize(self._needed(MOST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for two beside each other."""
        return QSize(self._needed(FEWEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again how many stand in a row."""
        super().resizeEvent(event)
        self._arrange()

    def _group(self, number: int, group: str) -> QWidget:
        words = Text(self._theme, group, self._role, passcode=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        words.setAccessibleName(self.tr("Group {number}: {group}").format(number=number, group=" ".join(group)))
        shown = QWidget(self)
        shown.setLayout(row(Text(self._theme, str(number), "caption", "textMuted"), words, None, gap=10))
        return shown

    def _needed(self, in_a_row: int) -> int:
        widest = max(one.sizeHint().width() for one in self._shown)
        return in_a_row * widest + (in_a_row - 1) * self._across

    def _arrange(self) -> None:
        in_a_row = MOST if self.width() >= self._needed(MOST) else FEWEST
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for place, one in enumerate(self._shown):
            self._grid.addWidget(one, place // in_a_row, place % in_a_row)


def _plain(group: str) -> str:
    return "".join(group.split()).replace("-", "").upper().translate(READ_AS)
