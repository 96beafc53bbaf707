"""Exports as they may come that no sample shows: people and minutes worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordinator.attendance.reports import Reading, Report, Role, read_report
from tests.coordinator.attendance.reports.unseen_others import OTHERS
from tests.coordinator.attendance.reports.unseen_shape import Case
from tests.coordinator.attendance.reports.unseen_zoom import ZOOM

CASES = {**ZOOM, **OTHERS}


def read(case: Case) -> Report:
    data = case.content if isinstance(case.content, bytes) else case.content.encode()
    return read_report(data, case.name, Reading("America/New_York", date=case.day, date_order=case.order))


@pytest.mark.parametrize("name", CASES)
def test_people_and_minutes(name: str) -> None:
    case = CASES[name]
    report = read(case)
    found = {person.name: None if person.seconds is None else round(person.seconds / 60, 2) for person in report.people}
    assert found == {who: None if minutes is None else round(minutes, 2) for who, minutes in case.minutes.items()}
    assert {person.name for person in report.people if person.role is Role.HOST} == set(case.hosts)


def test_a_live_event_is_in_utc() -> None:
    person = read(CASES["teams: a live event in UTC"]).people[0]
    assert person.intervals[0].start == datetime(2026, 3, 4, 19, 0, tzinfo=UTC)
