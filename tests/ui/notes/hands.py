"""Hands on the keyboard, and a look into the store."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coordinator import notes
from coordinator.store.unit_of_work import Store
from tests.ui.notes.scene import Scene
from ui.notes import NotesPage
from ui.notes.field import NoteField

PATIENCE_MS = 15_000
"""How long a window or a menu may take to come up where every core is busy."""
Ctrl, Alt, Shift = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def field(page: NotesPage, key: str) -> NoteField:
    return page.editor.fields()[key]


def stored(store: Store, scene: Scene, name: str) -> notes.NoteView:
    return store.read(notes.note, scene.session, scene.clients[name])


def type_into(page: NotesPage, key: str, words: str) -> None:
    field(page, key).setFocus()
    field(page, key).moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field(page, key), words)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def type_words(widget: QWidget, words: str) -> None:
    """Type letter by letter."""
    QTest.keyClicks(widget, words)


def save_soon(page: NotesPage) -> None:
    """What the timer does within a second."""
    assert page._soon.isActive()
    assert page._soon.interval() < 1000
    page.save_now()
