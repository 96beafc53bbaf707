"""The header of the notes screen: which session, how many notes are signed, the way to attendance, print."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.notes import NoteList
from ui.notes.words import NoteWords
from ui.theme import Theme
from ui.widgets import Button, SegmentedControl, SessionHeader

__all__ = ["NotesHead"]


class NotesHead(SessionHeader):
    """Title, the switch between the two halves of a session, and *Print*.

    Args:
        theme: the program's theme.
        words: the words of notes.
    """

    attendance_requested = Signal()

    def __init__(self, theme: Theme, words: NoteWords, parent: QWidget | None = None) -> None:
        super().__init__(theme, "slate", "", "", parent=parent)
        self._words = words
        halves = [("attendance", self.tr("Attendance")), ("notes", self.tr("Notes"))]
        name = self.tr("Attendance or notes")
        self.halves = SegmentedControl(theme, halves, name=name, chosen="notes", height=30, role="caption")
        self.print = Button(theme, self.tr("Print"), icon="printer", keys="Ctrl+P")
        self.add_action(self.halves)
        self.add_action(self.print)
        self.body.setContentsMargins(16, 14, 22, 13)
        self.halves.chosen.connect(self._chosen)

    def show_list(self, found: NoteList) -> None:
        """Show the session and how many of its notes are signed."""
        title, subtitle = self._words.heading(found)
        self.set_words(title, subtitle, found.sheet.session.colour.value)

    def _chosen(self, key: str) -> None:
        self.halves.choose("notes")
        if key == "attendance":
            self.attendance_requested.emit()
