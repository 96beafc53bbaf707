"""Choosing between my marks and a report's, and applying."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator.attendance import Agreement
from coordinator.vocabulary import AttendanceLabel
from tests.coordinator.attendance.clinic import MORNING_REPORT, NINE, a_morning, a_zoom_report
from tests.ui.session.conftest import Desk, desk, report, theme  # noqa: F401  fixtures
from ui.comparison.row import ReportRow

Write = Callable[[bytes], Path]


@pytest.fixture
def morning(desk: Desk, report: Write) -> Desk:  # noqa: F811
    a_morning(desk.store, desk.clock, desk.clinic)
    desk.clock.set(NINE + timedelta(minutes=185))
    desk.page.compare(report(a_zoom_report(*MORNING_REPORT)))
    return desk


def row(desk: Desk, shown: str) -> ReportRow:  # noqa: F811
    return next(row for row in desk.comparison.table.rows if row.shown.text() == shown)


def test_it_shows_what_the_report_says(morning: Desk) -> None:
    page = morning.comparison
    assert page.head.title.text() == "Compare with the Zoom report"
    assert page.head.subtitle.text() == "Mood & Anxiety, Wednesday, March 11  ·  11 rows read, 1 is you"
    dana = row(morning, "Dana Whitfield")
    assert (dana.times.text(), dana.mine.text(), dana.says.text()) == ("9:00 – 11:31", "Present", "Left early 29")
    assert dana.choice is not None
    assert dana.choice.choice() == "report"
    assert page.apply.text() == "Apply 2 changes"


def test_my_word_reduces_what_is_applied(morning: Desk) -> None:
    dana = row(morning, "Dana Whitfield")
    assert dana.choice is not None
    dana.choice.choose("mine")
    dana.choice.chosen.emit("mine")
    assert morning.comparison.apply.text() == "Apply 1 change"
    morning.comparison.apply.click()
    assert morning.line("Dana").label is AttendanceLabel.PRESENT
    assert morning.line("Elias").away_minutes == 15


def test_a_match_is_offered_confirmed_and_remembered(morning: Desk) -> None:
    galaxy = row(morning, "Galaxy A54")
    assert galaxy.picker is not None
    assert galaxy.picker.currentText() == "Tomás Rivera?"
    assert galaxy.confirm is not None
    galaxy.confirm.click()
    assert row(morning, "Galaxy A54").row.agreement is Agreement.SAME
    morning.comparison.apply.click()
    again = morning.page
    morning.bridge.undo()
    assert again.list.isVisible()


def test_somebody_can_be_left_out(morning: Desk) -> None:
    galaxy = row(morning, "Galaxy A54")
    assert galaxy.picker is not None
    galaxy.picker.setCurrentIndex(galaxy.picker.count() - 1)
    galaxy.picker.activated.emit(galaxy.picker.count() - 1)
    assert row(morning, "Galaxy A54").row.agreement is Agreement.NOT_A_CLIENT


def test_ctrl_enter_applies_and_escape_leaves(morning: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(morning.comparison, Qt.Key.Key_Escape)
    assert morning.line("Dana").label is AttendanceLabel.PRESENT
    assert morning.page.list.isVisible()


def test_one_undo_takes_a_report_back(morning: Desk) -> None:
    morning.comparison.apply.click()
    assert morning.line("Dana").label is AttendanceLabel.LEFT_EARLY
    morning.bridge.undo()
    assert morning.line("Dana").label is AttendanceLabel.PRESENT


def test_the_same_file_again_cannot_be_applied(morning: Desk, report: Write) -> None:  # noqa: F811
    morning.comparison.apply.click()
    morning.page.compare(report(a_zoom_report(*MORNING_REPORT)))
    assert not morning.comparison.apply.isEnabled()
    assert "already" in morning.comparison.problem()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "This file is a picture"),
        (b"", "This file is empty."),
        (a_zoom_report(("Amara Osei", "09:00:00 AM", "12:00:00 PM"), day="03/09/2026"), "This report is of"),
        (b"Name (Original Name),User Email,Total Duration (Minutes),Guest\r\nAmara Osei,,180,Yes\r\n", ""),
    ],
)
def test_what_cannot_be_used_is_said_in_place(desk: Desk, report: Write, content: bytes, words: str) -> None:  # noqa: F811
    desk.page.compare(report(content))
    assert desk.comparison.isVisible()
    assert words in desk.comparison.problem()
    assert desk.line("Amara").mark.value == "unmarked"


def test_a_file_that_is_gone_is_said_in_place(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    desk.page.compare(tmp_path / "gone.csv")
    assert "cannot be opened" in desk.comparison.problem()
    assert not desk.comparison.apply.isEnabled()


def test_a_difference_says_who_typed_the_mark_and_when(morning: Desk) -> None:
    dana, hana = row(morning, "Dana Whitfield"), row(morning, "–")
    assert dana.origin.text() == "Renee Alvarado, 9:01"
    assert dana.origin.text() in dana.accessibleName()
    assert hana.origin.text() == ""
