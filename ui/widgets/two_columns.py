"""Two columns that come to stand below each other where both have no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui.theme import Theme

__all__ = ["TwoColumns"]

ANY_WIDTH = 16_777_215
"""QWIDGETSIZE_MAX, which PySide6 does not name."""

Direction = QBoxLayout.Direction


class TwoColumns(QWidget):
    """A first column of a fixed measure and a second that takes the rest, or both below each other.

    Args:
        theme: the program's theme.
        first, second: what stands in the columns, in reading order.
        width: of the first column, in pixels at 100 % text.
        least: what the second needs beside it, in pixels at 100 % text.
        gap: pixels between them.
    """

    def __init__(
        self,
        theme: Theme,
        first: QLayout,
        second: QLayout,
        *,
        width: int,
        least: int,
        gap: int = 64,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._width, self._least, self._gap = theme, width, least, gap
        self._first, self._second = QWidget(), QWidget()
        self._first.setLayout(first)
        self._second.setLayout(second)
        self._box = QBoxLayout(Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._first, 0)
        self._box.addWidget(self._second, 1)
        theme.changed.connect(self._arrange)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two: they can always stand below each other."""
        hint = super().minimumSizeHint()
        return QSize(max(one.minimumSizeHint().width() for one in (self._first, self._second)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self._theme.px(self._width)
        beside = self.width() >= width + self._gap + self._theme.px(self._least)
        self._box.setDirection(Direction.LeftToRight if beside else Direction.TopToBottom)
        self._box.setSpacing(self._gap if beside else self._gap // 2)
        self._first.setMinimumWidth(width if beside else 0)
        self._first.setMaximumWidth(width if beside else ANY_WIDTH)
        # Below each other they are as wide as the first, by a margin: for a column with a greatest width a layout
        # would reckon its height at the whole one.
        rest = 0 if beside else max(0, self.width() - width)
        from_the_right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._box.setContentsMargins(rest if from_the_right else 0, 0, 0 if from_the_right else rest, 0)
