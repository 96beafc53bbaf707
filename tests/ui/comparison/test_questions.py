"""What a report leaves open is asked with a button for each answer; several files of one meeting are one report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from coordinator import attendance
from coordinator.attendance import Agreement
from coordinator.attendance.reports import Question, QuestionCode, Reading, RepeatedHour, Sameness
from tests.coordinator.attendance.clinic import NINE, a_zoom_report
from tests.ui.session.conftest import Desk, desk, report, theme  # noqa: F401  fixtures
from ui.comparison.questions import answers_to
from ui.widgets import LinkButton

Write = Callable[[bytes], Path]
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n"


def line(name: str, email: str, joined: str, left: str) -> str:
    return f"{name},{email},03/11/2026 {joined},03/11/2026 {left},1,Yes\r\n"


TWO_EMAILS = HEADER + line("Dana Whitfield", "dana@example.org", "09:00:00 AM", "10:00:00 AM") + line(
    "Dana Whitfield", "whitfield@example.org", "10:00:00 AM", "12:00:00 PM"
)  # fmt: skip
AT_ONCE = HEADER + line("Dana Whitfield", "", "09:00:00 AM", "11:00:00 AM") + line(
    "Dana Whitfield", "", "10:00:00 AM", "12:00:00 PM"
)  # fmt: skip
ONE_ADDRESS = HEADER + line("Dana Whitfield", "home@example.org", "09:00:00 AM", "12:00:00 PM") + line(
    "Elias Brandt", "home@example.org", "09:00:00 AM", "12:00:00 PM"
)  # fmt: skip


@pytest.fixture
def after(desk: Desk) -> Desk:  # noqa: F811
    desk.store.write(attendance.mark_all_present, desk.clinic.session_id)
    desk.clock.set(NINE + timedelta(minutes=185))
    return desk


def answers(desk: Desk) -> dict[str, LinkButton]:  # noqa: F811
    QCoreApplication.processEvents()
    return {button.text(): button for button in desk.comparison.findChildren(LinkButton) if button.isVisible()}


def shown(desk: Desk) -> dict[str, tuple[Agreement, str]]:  # noqa: F811
    rows = desk.comparison.table.rows
    return {row.shown.text(): (row.row.agreement, row.says.text()) for row in rows if row.row.people}


def test_two_of_one_name_are_asked_and_nobody_is_assigned(after: Desk, report: Write) -> None:  # noqa: F811
    after.page.compare(report(TWO_EMAILS.encode()))
    assert after.comparison.problem().startswith("Dana Whitfield joined with different e-mail addresses.")
    agreements = [row.row.agreement for row in after.comparison.table.rows if row.shown.text() == "Dana Whitfield"]
    assert agreements == [Agreement.TO_MATCH, Agreement.TO_MATCH]
    answers(after)["One person"].click()
    assert after.comparison.problem() == ""
    assert shown(after)["Dana Whitfield"] == (Agreement.SAME, "Present")


def test_the_other_answer_keeps_them_apart(after: Desk, report: Write) -> None:  # noqa: F811
    after.page.compare(report(AT_ONCE.encode()))
    assert "Dana Whitfield joined more than once at the same time" in after.comparison.problem()
    answers(after)["Several people"].click()
    assert after.comparison.problem() == ""
    dana = [row for row in after.comparison.table.rows if row.shown.text() == "Dana Whitfield"]
    assert [row.row.agreement for row in dana] == [Agreement.TO_MATCH, Agreement.TO_MATCH]


def test_one_address_of_two_names_is_asked(after: Desk, report: Write) -> None:  # noqa: F811
    after.page.compare(report(ONE_ADDRESS.encode()))
    assert "Dana Whitfield and Elias Brandt share one e-mail address" in after.comparison.problem()
    answers(after)["Several people"].click()
    assert after.comparison.problem() == ""
    assert shown(after)["Elias Brandt"][0] is Agreement.SAME


def test_an_answer_says_what_it_answers(after: Desk, report: Write) -> None:  # noqa: F811
    after.page.compare(report(ONE_ADDRESS.encode()))
    assert "share one e-mail address" in answers(after)["One person"].accessibleName()


def test_what_was_answered_is_what_is_applied(after: Desk, report: Write) -> None:  # noqa: F811
    late = TWO_EMAILS.replace("09:00:00 AM", "09:30:00 AM")
    after.page.compare(report(late.encode()))
    answers(after)["One person"].click()
    after.comparison.apply.click()
    assert after.line("Dana").arrived_late_minutes == 30


def test_the_repeated_hour_has_two_answers() -> None:
    question = Question(QuestionCode.REPEATED_HOUR, ("first", "second"))
    found = answers_to(question, Reading(zone="America/New_York"))
    assert [reading.repeated_hour for _, reading in found] == [RepeatedHour.FIRST, RepeatedHour.SECOND]


def test_earlier_answers_stay() -> None:
    one = Question(QuestionCode.SAME_NAME, ("one-person", "several-people"), (0,), "dana whitfield")
    reading = Reading(zone="UTC", same_name=(("elias brandt", Sameness.ONE_PERSON),))
    assert answers_to(one, reading)[1][1].same_name == (
        ("elias brandt", Sameness.ONE_PERSON), ("dana whitfield", Sameness.SEVERAL_PEOPLE),
    )  # fmt: skip


def test_the_files_of_a_restarted_meeting_are_compared_and_taken_in_together(
    after: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    del qtbot
    first, second = tmp_path / "run 1.csv", tmp_path / "run 2.csv"
    first.write_bytes(a_zoom_report(("Dana Whitfield", "09:00:00 AM", "10:00:00 AM")))
    second.write_bytes(a_zoom_report(("Dana Whitfield", "10:30:00 AM", "12:00:00 PM")))
    after.page.compare(first, second)
    assert shown(after)["Dana Whitfield"] == (Agreement.DIFFERS, "Away 30")
    after.comparison.apply.click()
    assert after.line("Dana").away_minutes == 30
    after.page.compare(second, first)
    assert "already" in after.comparison.problem()
    after.page.compare(second)
    assert "already" in after.comparison.problem() or "say everything" in after.comparison.problem()
