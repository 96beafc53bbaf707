"""Process notes on screen: a place of their own, apart from every record."""

from __future__ import annotations

from ui.process_notes.page import ProcessNotesPage

__all__ = ["ProcessNotesPage"]
