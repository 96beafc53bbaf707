"""Which missed session a make-up is for: one line each, the newest chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from coordinator.attendance import MissedSession
from coordinator.vocabulary import GroupSessionId
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import RadioButton, Text, clear_layout, column

__all__ = ["MissedChoice"]

MOST_SHOWN = 4


class MissedChoice(QWidget):
    """Radio buttons of the sessions that a client missed and has not made up for.

    Args:
        theme: the program's theme.
        words: what things are called.
    """

    def __init__(self, theme: Theme, words: AttendanceWords) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._group: QButtonGroup | None = None
        self._sessions: tuple[MissedSession, ...] = ()
        self._box: QVBoxLayout = column(gap=2)
        self.setLayout(self._box)
        self.setAccessibleName(self.tr("Which missed session this makes up for"))
        self.hide()

    @property
    def choice(self) -> GroupSessionId | None:
        """The missed session, or None where none is on record or none of them is meant."""
        place = self._group.checkedId() if self._group is not None else -1
        return self._sessions[place].session_id if 0 <= place < len(self._sessions) else None

    @property
    def buttons(self) -> tuple[RadioButton, ...]:
        """The choices in order, the last one for none of them."""
        return tuple(self.findChildren(RadioButton))

    def show_missed(self, missed: tuple[MissedSession, ...]) -> None:
        """Offer these sessions, newest first."""
        clear_layout(self._box)
        self._sessions = missed[:MOST_SHOWN]
        self._group = QButtonGroup(self)
        if not self._sessions:
            none = self.tr("No missed session of the last 60 days is on record. The reason is kept without one.")
            self._box.addWidget(Text(self._theme, none, "caption", "textSecondary", wrap=True))
            return
        self._box.addWidget(Text(self._theme, self.tr("Makes up for"), "caption", "textMuted"))
        told = [self._words.help.missed(one) for one in self._sessions]
        for place, words in enumerate((*told, self.tr("None of these"))):
            button = RadioButton(self._theme, words)
            self._group.addButton(button, place)
            self._box.addWidget(button)
        self._group.button(0).setChecked(True)
