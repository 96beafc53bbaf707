"""Files that nobody foresaw: columns named by hand and remembered, what is open asked with buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coordinator import attendance
from coordinator.attendance.reports import DateOrder, Question, QuestionCode, Reading
from tests.coordinator.attendance.clinic import MORNING_REPORT, NINE, a_zoom_report
from tests.ui.session.conftest import Desk, desk, report, theme  # noqa: F401  fixtures
from ui.comparison.questions import answers_to

Write = Callable[[bytes], Path]
DOOR_LIST = (
    b"Who was there;Came;Went;Room\r\n"
    b"Amara Osei;2026-03-11 09:00;2026-03-11 12:00;A\r\n"
    b"Dana Whitfield;2026-03-11 09:00;2026-03-11 11:31;A\r\n"
)
COLUMNS = {"Who was there": "name", "Came": "join", "Went": "leave"}


@pytest.fixture
def after(desk: Desk) -> Desk:  # noqa: F811
    desk.store.write(attendance.mark_all_present, desk.clinic.session_id)
    desk.clock.set(NINE + timedelta(minutes=185))
    return desk


def test_columns_are_named_once_and_known_the_next_time(qtbot: QtBot, after: Desk, report: Write) -> None:  # noqa: F811
    page, path = after.comparison, report(DOOR_LIST)
    after.page.compare(path)
    assert page.problem() == "This kind of file is new. Say which column holds what."
    assert not page.mapper.isHidden()
    assert not page.mapper.read.isEnabled()
    for header, field in COLUMNS.items():
        box = page.mapper.boxes[header]
        box.setCurrentIndex(box.findData(field))
    assert page.mapper.read.isEnabled()
    page.mapper.read.click()
    assert page.mapper.isHidden()
    shown = {row.shown.text(): row.says.text() for row in page.table.rows}
    assert shown["Dana Whitfield"] == "Left early 29"
    page.apply.click()
    assert after.line("Dana").left_early_minutes == 29
    again = after.store.read(
        attendance.remembered_columns, attendance.signature_of(("Who was there", "Came", "Went", "Room"))
    )
    assert dict(again) == COLUMNS
    later = path.with_name("next week.csv")
    later.write_bytes(DOOR_LIST.replace(b"11:31", b"11:45"))
    after.page.compare(later)
    assert page.mapper.isHidden()
    assert {row.shown.text() for row in page.table.rows} >= {"Amara Osei", "Dana Whitfield"}


def test_two_columns_cannot_hold_the_same(qtbot: QtBot, after: Desk, report: Write) -> None:  # noqa: F811
    after.page.compare(report(DOOR_LIST))
    mapper = after.comparison.mapper
    for header, field in (COLUMNS | {"Room": "leave"}).items():
        mapper.boxes[header].setCurrentIndex(mapper.boxes[header].findData(field))
    assert not mapper.read.isEnabled()


def test_a_file_that_is_no_table_stays_unreadable(qtbot: QtBot, after: Desk, report: Write) -> None:  # noqa: F811
    after.page.compare(report(b"Nothing of use is in here.\r\n"))
    assert after.comparison.mapper.isHidden()
    assert after.comparison.problem()


def test_a_file_that_earlier_ones_cover_says_so(qtbot: QtBot, after: Desk, report: Write) -> None:  # noqa: F811
    after.page.compare(report(a_zoom_report(*MORNING_REPORT)))
    after.comparison.apply.click()
    part = report(a_zoom_report(("Amara Osei", "09:30:00 AM", "10:30:00 AM")))
    after.page.compare(part)
    assert "Reports that were applied before already say everything in this file." in after.comparison.problem()


@pytest.mark.parametrize(
    ("question", "field", "values"),
    [
        (Question(QuestionCode.DATE_ORDER), "date_order", [DateOrder.MDY, DateOrder.DMY]),
        (Question(QuestionCode.MEETING, ("814 2026", "815 2026")), "meeting", ["814 2026", "815 2026"]),
        (Question(QuestionCode.ENCODING, ("cp1252", "cp1250")), "encoding", ["cp1252", "cp1250"]),
        (Question(QuestionCode.DATE), "zone", []),
    ],
)
def test_each_answer_changes_how_the_file_is_read(question: Question, field: str, values: list[object]) -> None:
    found = answers_to(question, Reading(zone=""))
    assert [getattr(reading, field) for _, reading in found] == values
