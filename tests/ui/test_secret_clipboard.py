"""A passcode leaves the clipboard again, unless something else was copied since."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ui.secret_clipboard import CLEAR_AFTER_MS, HINTS, SecretClipboard


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_a_secret_is_marked_for_clipboard_managers(qtbot: QtBot) -> None:
    SecretClipboard().copy("heron-4")
    content = QGuiApplication.clipboard().mimeData()
    assert content.text() == "heron-4"
    assert {kind: bytes(content.data(kind).data()) for kind in HINTS} == HINTS


def test_it_is_cleared_after_a_minute(qtbot: QtBot) -> None:
    clipboard = SecretClipboard()
    clipboard.copy("heron-4")
    assert CLEAR_AFTER_MS == 60_000
    assert clipboard._timer.remainingTime() > 59_000
    with qtbot.waitSignal(clipboard.cleared):
        clipboard._timer.start(1)
    assert text() == ""


def test_what_somebody_copied_since_stays(qtbot: QtBot) -> None:
    clipboard = SecretClipboard()
    clipboard.copy("heron-4")
    QGuiApplication.clipboard().setText("a recipe")
    with qtbot.assertNotEmitted(clipboard.cleared):
        clipboard.clear()
    assert text() == "a recipe"


def test_the_newer_of_two_secrets_is_the_one_that_is_cleared(qtbot: QtBot) -> None:
    clipboard = SecretClipboard()
    clipboard.copy("heron-4")
    clipboard.copy("egret-7")
    clipboard.clear()
    assert text() == ""
    QGuiApplication.clipboard().setText("egret-7")
    clipboard.clear()
    assert text() == "egret-7"
