"""The question why somebody signs who did not lead the session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ui.notes.reason import ReasonDialog
from ui.theme import Theme


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> ReasonDialog:
    made = ReasonDialog(theme)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.field.hasFocus, timeout=10_000)
    return made


def test_the_caret_is_in_the_line_and_nothing_is_signed_without_a_reason(dialog: ReasonDialog) -> None:
    assert dialog.field.accessibleName() == "Why do you sign?"
    QTest.keyClicks(dialog.field, "   ")
    assert not dialog.sign.isEnabled()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_enter_signs_with_the_reason(dialog: ReasonDialog) -> None:
    QTest.keyClicks(dialog.field, " J. Okafor is on leave. ")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert (dialog.result(), dialog.reason()) == (QDialog.DialogCode.Accepted, "J. Okafor is on leave.")


def test_escape_signs_nothing(dialog: ReasonDialog) -> None:
    QTest.keyClicks(dialog.field, "On leave.")
    QTest.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_it_is_no_wider_than_the_screen_at_the_largest_text(theme: Theme, qtbot: QtBot) -> None:
    theme.set_text_percent(200)
    made = ReasonDialog(theme)
    qtbot.addWidget(made)
    made.show()
    assert made.width() <= made.screen().availableGeometry().width()
