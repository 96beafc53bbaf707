"""Asks why somebody signs a note of a session that they did not lead."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QWidget


def ask_reason(parent: QWidget) -> str:
    """Ask for the reason, which becomes part of what is signed; empty where the reader does not sign after all."""
    title = QCoreApplication.translate("NotesPage", "Sign anyway")
    question = QCoreApplication.translate("NotesPage", "Why do you sign for whoever led the session?")
    reason, agreed = QInputDialog.getText(parent, title, question)
    return reason.strip() if agreed else ""
