"""The notes screen: the other half of a session's place."""

from ui.notes.page import NotesPage

__all__ = ["NotesPage"]
