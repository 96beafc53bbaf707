"""The keys of the notes screen: what they do, and the actions that listen to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.page import KeyLine

__all__ = ["Key", "add_actions", "key_lines"]


class Key(Enum):
    """What a key does; the value is every sequence that does it, the first of which is shown."""

    NEXT = ("Alt+Down",)
    PREVIOUS = ("Alt+Up",)
    SIGN = ("Ctrl+Return", "Ctrl+Enter")
    INSERT = ("Ctrl+Shift+I",)
    PICKS = ("Ctrl+J",)
    SPELL = ("Ctrl+.",)
    ATTENDANCE = ("Ctrl+Tab",)
    PRINT = ("Ctrl+P",)


def _tr(source: str) -> str:
    return QCoreApplication.translate("NoteKeys", source)


def _words(key: Key) -> str:
    return {
        Key.NEXT: _tr("Next note"),
        Key.PREVIOUS: _tr("Previous note"),
        Key.SIGN: _tr("Sign note"),
        Key.INSERT: _tr("Insert newest observation"),
        Key.PICKS: _tr("Quick picks: skills, approaches, goals"),
        Key.SPELL: _tr("Next misspelled word"),
        Key.ATTENDANCE: _tr("Attendance or notes"),
        Key.PRINT: _tr("Print this note"),
    }[key]


def key_lines() -> tuple[KeyLine, ...]:
    """Give the keys for the sheet that F1 shows."""
    return tuple(KeyLine(key.value[0], _words(key)) for key in Key)


def add_actions(page: QWidget, slots: Mapping[Key, Callable[[], None]]) -> None:
    """Give a page the actions; they work wherever the focus is in its window."""
    for key, slot in slots.items():
        action = QAction(_words(key), page)
        action.setShortcuts([QKeySequence(sequence) for sequence in key.value])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False, act=slot: act())
        page.addAction(action)
