"""On screen a signed note takes no letter: every key, every field and every button of its page is tried."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from sqlalchemy import select

from coordinator import integrity
from coordinator.store.row_seals import table_of
from coordinator.store.tables import NoteRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from tests.fakes import FakeClock
from tests.ui.notes.scene import Scene
from ui.notes import NotesPage

FORGED = "Forged words."


def signed(work: UnitOfWork) -> list[dict[str, Any]]:
    table = table_of(NoteRow)
    rows = work.rows.connection().execute(select(table).where(table.c.status == "signed").order_by(table.c.id))
    return [dict(row) for row in rows.mappings()]


def test_neither_key_nor_field_nor_button_changes_a_signed_note(
    page: NotesPage, store: Store, scene: Scene, clock: FakeClock
) -> None:
    clock.advance(minutes=5)
    before = store.read(signed)
    assert len(before) == 5
    for client in (scene.clients["Amara"], None):
        page.show_note(client)
        tried: set[str] = set()
        for widget in page.editor.findChildren(QWidget):
            _try(widget)
            tried.add(type(widget).__name__)
            assert store.read(signed) == before, (type(widget).__name__, widget.accessibleName())
        assert "NoteField" in tried
        for key in (Qt.Key.Key_Return, Qt.Key.Key_I, Qt.Key.Key_Z, Qt.Key.Key_V, Qt.Key.Key_X):
            for held in (
                Qt.KeyboardModifier.ControlModifier,
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            ):
                QTest.keyClick(QApplication.focusWidget() or page, key, held)
        page.sign()
        page.editor.insert_newest()
        page.save_now()
        assert store.read(signed) == before
    assert store.read(integrity.verify).intact


def _try(widget: QWidget) -> None:
    if isinstance(widget, QTextEdit | QPlainTextEdit | QLineEdit):
        widget.setFocus()
        QTest.keyClicks(widget, FORGED)
        QTest.keyClick(widget, Qt.Key.Key_Backspace)
    elif isinstance(widget, QComboBox):
        for place in range(widget.count()):
            widget.setCurrentIndex(place)
            widget.activated.emit(place)
    elif (
        isinstance(widget, QAbstractButton) and widget.isEnabled() and widget.isVisible() and not _opens_a_menu(widget)
    ):
        widget.click()


def _opens_a_menu(button: QAbstractButton) -> bool:
    return getattr(button, "menu", lambda: None)() is not None
