"""The notes screen, the other half of a session's place; all notes searched, and one client's read in order."""

from ui.notes.finding import FindNotes
from ui.notes.page import NotesPage
from ui.notes.reader import NotesReader

__all__ = ["FindNotes", "NotesPage", "NotesReader"]
