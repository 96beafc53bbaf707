"""Invented meetings, written as each platform writes them and read back: the same people, the same seconds."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.attendance.reports import Interval, QuestionCode, Reading, Report, Window, read_report
from coordinator.attendance.reports.union import seconds

NAMES = (
    "Ida Falk", "Amir Haddad", "Nora Berg (she/her)", "Bo Ek", "佐藤 花子", "Łucja Żak", "O'Neill, Sam",
    'Al "Ace" Wood',
    "José Núñez", "Zoé Lambert", "Анна Петрова", "12_Ana Reis",
)  # fmt: skip
ZONES = ("America/New_York", "America/Denver", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney", "UTC")


@dataclass(frozen=True)
class Stay:
    joined: int
    length: int
    waited: int


@dataclass(frozen=True)
class Meeting:
    starts: datetime
    zone: str
    stays: dict[str, list[Stay]]

    def interval(self, stay: Stay) -> Interval:
        start = self.starts + timedelta(seconds=stay.joined)
        return Interval(start, start + timedelta(seconds=stay.length))

    def expected(self, window: Window | None = None) -> dict[str, int]:
        """Seconds of each person, counted on a set of seconds."""
        result = {}
        for name, stays in self.stays.items():
            there = {second for stay in stays for second in range(stay.joined, stay.joined + stay.length)}
            if window is not None:
                first = (window.starts_at - self.starts) // timedelta(seconds=1)
                last = (window.ends_at - self.starts) // timedelta(seconds=1)
                there = {second for second in there if first <= second < last}
            result[name] = len(there)
        return result


stays = st.lists(
    st.builds(Stay, st.integers(0, 3 * 3600), st.integers(1, 2 * 3600), st.sampled_from([0, 0, 45, 300])),
    min_size=1, max_size=4,
)  # fmt: skip
meetings = st.builds(
    Meeting,
    st.integers(0, 4 * 366 * 86400).map(lambda at: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=at)),
    st.sampled_from(ZONES),
    st.dictionaries(st.sampled_from(NAMES), stays, min_size=1, max_size=6),
)
STYLES = {
    "us": "%m/%d/%Y %I:%M:%S %p", "us24": "%m/%d/%Y %H:%M:%S", "iso": "%Y/%m/%d %H:%M:%S", "dots": "%d.%m.%Y %H:%M:%S",
}  # fmt: skip


def table(rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode(encoding)


def as_zoom(meeting: Meeting, style: str, delimiter: str, encoding: str) -> bytes:
    zone = ZoneInfo(meeting.zone)
    rows = [
        ["Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest", "In waiting room"]
    ]

    def row(name: str, span: Interval, waiting: str) -> list[str]:
        joined, left = (at.astimezone(zone).strftime(STYLES[style]) for at in (span.start, span.end))
        return [name, f"{NAMES.index(name)}@example.org", joined, left, str(-(-seconds([span]) // 60)), "Yes", waiting]

    for name, all_stays in meeting.stays.items():
        for stay in all_stays:
            span = meeting.interval(stay)
            if stay.waited:
                rows.append(row(name, Interval(span.start - timedelta(seconds=stay.waited), span.start), "Yes"))
            rows.append(row(name, span, "No"))
    return table(rows, delimiter, encoding)


def as_teams(meeting: Meeting, style: str) -> bytes:
    zone = ZoneInfo(meeting.zone)
    rows = [["1. Summary"], ["Meeting title", "Group"], [], ["2. Participants"]]
    rows.append(["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"])
    details = [["3. In-Meeting Activities"], ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"]]

    def shown(at: datetime) -> str:
        return at.astimezone(zone).strftime(STYLES[style]).replace(" ", ", ", 1)

    def length(total: int) -> str:
        return f"{total // 3600}h {total // 60 % 60}m {total % 60}s"

    for name, all_stays in meeting.stays.items():
        spans = [meeting.interval(stay) for stay in all_stays]
        email = f"{NAMES.index(name)}@example.org"
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        rows.append([name, shown(first), shown(last), length(seconds(spans)), email, email, "Attendee"])
        details += [[name, shown(s.start), shown(s.end), length(seconds([s])), email, "Attendee"] for s in spans]
    return b"\xff\xfe" + table([*rows, [], *details], "\t", "utf-16-le")


def changes_clock(meeting: Meeting) -> bool:
    """Whether the clock changes near the meeting, when a wall time alone cannot always tell the instant."""
    zone = ZoneInfo(meeting.zone)
    offsets = {(meeting.starts + timedelta(hours=hours)).astimezone(zone).utcoffset() for hours in (-3, 0, 3, 6, 9)}
    return len(offsets) > 1


def check(meeting: Meeting, report: Report, window: Window | None = None) -> None:
    if changes_clock(meeting):
        assert {person.name for person in report.people} == set(meeting.stays)
        return
    assert {person.name: person.seconds for person in report.people} == meeting.expected(window)
    assert not report.rejected
    asked = {question.code for question in report.questions}
    assert asked <= {QuestionCode.DATE_ORDER}
    for person in report.people:
        unwindowed = [meeting.interval(stay) for stay in meeting.stays[person.name]]
        if window is None and not asked:
            assert seconds(person.intervals) == seconds([*person.intervals, *unwindowed])


def zoom_comes_back(meeting: Meeting, style: str, delimiter: str, encoding: str) -> None:
    data = as_zoom(meeting, style, delimiter, encoding)
    check(meeting, read_report(data, "participants.csv", Reading(meeting.zone)))
    window = Window(meeting.starts + timedelta(minutes=10), meeting.starts + timedelta(hours=3))
    try_window = read_report(data, "participants.csv", Reading(meeting.zone, window=window))
    check(meeting, try_window, window)
    assert QuestionCode.DATE_ORDER not in {q.code for q in try_window.questions} or _both_orders_fit(meeting, window)


def _both_orders_fit(meeting: Meeting, window: Window) -> bool:
    zone = ZoneInfo(meeting.zone)
    days = {at.astimezone(zone).date() for at in (window.starts_at, window.ends_at)}
    return len(days) > 1 or meeting.starts.astimezone(zone).day <= 12


def near_window(meeting: Meeting) -> bool:
    """Whether somebody's time touches the local days of the window, so that it is a report of that day."""
    return all(stay.joined <= 3 * 3600 for all_stays in meeting.stays.values() for stay in all_stays)


LAYOUTS = st.tuples(
    st.sampled_from(sorted(STYLES)),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = settings(max_examples=2500, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(meeting=meetings.filter(near_window), layout=LAYOUTS)
def test_zoom_comes_back(meeting: Meeting, layout: tuple[str, str, str]) -> None:
    zoom_comes_back(meeting, *layout)


@QUICK
@given(meeting=meetings, style=st.sampled_from(sorted(STYLES)))
def test_teams_comes_back(meeting: Meeting, style: str) -> None:
    check(meeting, read_report(as_teams(meeting, style), "report.csv", Reading(meeting.zone)))


@pytest.mark.slow
@LONG
@given(meeting=meetings.filter(near_window), layout=LAYOUTS)
def test_zoom_comes_back_many_times(meeting: Meeting, layout: tuple[str, str, str]) -> None:
    zoom_comes_back(meeting, *layout)


@pytest.mark.slow
@LONG
@given(meeting=meetings, style=st.sampled_from(sorted(STYLES)))
def test_teams_comes_back_many_times(meeting: Meeting, style: str) -> None:
    check(meeting, read_report(as_teams(meeting, style), "report.csv", Reading(meeting.zone)))
