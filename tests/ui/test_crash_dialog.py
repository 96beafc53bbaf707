"""A mistake of the program is shown without a word of what clients or staff typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ui.crash_dialog import CrashDialog, safe_report

CLIENT = "Amara Osei"


def fail() -> None:
    raise ValueError(f"cannot read {CLIENT}")


def a_report() -> str:
    with pytest.raises(ValueError, match=CLIENT) as raised:
        fail()
    return safe_report(raised.type, raised.tb)


def test_the_report_names_the_place_and_no_client() -> None:
    report = a_report()
    assert report.startswith("ValueError\n")
    assert "tests/ui/test_crash_dialog.py:" in report
    assert "a_report" in report
    assert CLIENT not in report


def test_the_hook_writes_the_report_and_no_message(capsys: pytest.CaptureFixture[str], qapp: QApplication) -> None:
    try:
        fail()
    except ValueError as failure:
        CrashDialog().hook(type(failure), failure, failure.__traceback__)
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert CLIENT not in written


def test_the_details_can_be_copied_and_work_goes_on(qtbot: QtBot) -> None:
    shown: list[str] = []

    def copy_then_go_on() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        shown.extend((box.text(), box.detailedText()))
        buttons = {button.text(): button for button in box.buttons()}
        report = box.detailedText()
        QGuiApplication.clipboard().clear()
        buttons["Copy details"].click()
        assert QGuiApplication.clipboard().text() == report

    QTimer.singleShot(50, copy_then_go_on)
    CrashDialog().show(a_report(), None)
    assert shown[0] == "Something went wrong in the program."
    assert CLIENT not in shown[1]


def test_control_c_in_a_terminal_is_no_mistake(capsys: pytest.CaptureFixture[str], qapp: QApplication) -> None:
    CrashDialog().hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
