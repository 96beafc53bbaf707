"""When what is typed goes to the store: soon, and one draft at a time."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QTimer, Signal

from ui.notes.desk import NotesDesk

__all__ = ["DraftPace"]

SAVE_MS = 300
"""From the first unsaved keystroke to the store: on a busy computer too, a crash costs less than two seconds."""


class DraftPace(QTimer):
    """Runs from the first unsaved keystroke. While a draft is still on its way, the next one waits for it.

    On a busy computer, more than one would only queue up, with what is read after each of them.

    Args:
        desk: takes the drafts.
    """

    due = Signal()
    """What is typed should be handed over now."""

    def __init__(self, desk: NotesDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._overdue = False
        self._since = QElapsedTimer()
        self.setSingleShot(True)
        self.setInterval(SAVE_MS)
        self.timeout.connect(self._hand_over)

    def touched(self) -> None:
        """Something was typed.

        Where keys come faster than they are dealt with, the timer's turn may not come: the key that finds it overdue
        hands over itself.
        """
        if not self.isActive():
            self._since.start()
            self.start()
        elif self._since.hasExpired(SAVE_MS):
            self.stop()
            self._hand_over()

    def arrived(self) -> None:
        """A draft is stored."""
        if self._overdue:
            self._hand_over()

    def _hand_over(self) -> None:
        self._overdue = self._desk.writing
        if not self._overdue:
            self.due.emit()
