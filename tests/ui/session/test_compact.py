"""The compact window shares the session with the page and ends nothing when it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.vocabulary import Mark, SessionStatus
from tests.ui.session.conftest import FORMATS, Desk
from ui.compact.window import CompactWindow
from ui.theme import Theme


def test_marks_in_the_compact_window_show_on_the_page(qtbot: QtBot, desk: Desk, theme: Theme) -> None:
    window = CompactWindow(theme, desk.page.desk, FORMATS, desk.names, product="Session Coordinator")
    qtbot.addWidget(window)
    window.show()
    assert window.windowTitle() == "Session Coordinator"
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    qtbot.keyClick(window.view, "p")
    qtbot.keyClick(window.view, "l")
    qtbot.keyClick(QApplication.focusWidget() or window.view, Qt.Key.Key_Return)
    assert desk.line("Amara").mark is Mark.PRESENT
    assert desk.line("Ben").arrived_late_minutes == 12
    assert desk.page.list.rows[1].buttons["late"].isChecked()
    with qtbot.waitSignal(window.full_wanted, timeout=1000):
        window.activateWindow()
        qtbot.keyClick(window.view, Qt.Key.Key_F8)
    sheet = desk.page.desk.sheet
    assert sheet is not None
    assert sheet.session.status is SessionStatus.LIVE
