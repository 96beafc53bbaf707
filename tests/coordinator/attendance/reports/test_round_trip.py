"""Invented meetings, written as each platform writes them and read back: the same people, the same seconds."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.attendance.reports import (
    DateOrder,
    Interval,
    QuestionCode,
    Reading,
    Report,
    ReportUnreadable,
    Window,
    read_report,
)
from coordinator.attendance.reports.union import overlaps, seconds
from tests.coordinator.attendance.reports.meetings import NAMES, Meeting, meetings
from tests.coordinator.attendance.reports.resaves import table
from tests.coordinator.attendance.reports.writers import STYLES, WRITERS, ends


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
    return table([*rows, [], *details], "\t", "utf-16-le", mark=b"\xff\xfe")


def changes_clock(meeting: Meeting) -> bool:
    """Whether the clock changes near the meeting, when a wall time alone cannot always tell the instant."""
    zone = ZoneInfo(meeting.zone)
    offsets = {(meeting.starts + timedelta(hours=hours)).astimezone(zone).utcoffset() for hours in (-3, 0, 3, 6, 9)}
    return len(offsets) > 1


NO_ADDRESSES = frozenset({"dashboard", "recording", "teams live"})
"""Whose rows say nothing about who is who but the name: two at once are one person with two devices, or two."""


def is_twice_there(meeting: Meeting) -> bool:
    return any(overlaps(map(meeting.interval, all_stays)) for all_stays in meeting.stays.values())


def check(meeting: Meeting, report: Report, window: Window | None = None, platform: str = "") -> None:
    if changes_clock(meeting):
        assert {person.name for person in report.people} == set(meeting.stays)
        return
    assert {person.name: person.seconds for person in report.people} == meeting.expected(window)
    assert not report.rejected
    asked = {question.code for question in report.questions}
    may_ask = {QuestionCode.DATE_ORDER}
    if platform in NO_ADDRESSES and is_twice_there(meeting):
        may_ask.add(QuestionCode.SAME_NAME)
        assert QuestionCode.SAME_NAME in asked
    assert asked <= may_ask
    for person in report.people:
        unwindowed = [meeting.interval(stay) for stay in meeting.stays[person.name]]
        if window is None and not asked:
            assert seconds(person.intervals) == seconds([*person.intervals, *unwindowed])


def zoom_comes_back(meeting: Meeting, style: str, delimiter: str, encoding: str) -> None:
    data = as_zoom(meeting, style, delimiter, encoding)
    check(meeting, read_report(data, "participants.csv", Reading(meeting.zone)))
    window = Window(meeting.starts + timedelta(minutes=10), meeting.starts + timedelta(hours=3))
    try_window = read_report(data, "participants.csv", Reading(meeting.zone, window=window))
    if QuestionCode.DATE_ORDER in {question.code for question in try_window.questions}:
        # The likelier order is shown, and may be of another day than the window.
        assert _both_orders_fit(meeting, window)
    else:
        check(meeting, try_window, window)


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


def both_ways_agree_or_are_asked(meeting: Meeting, data: bytes, name: str) -> None:
    """Where the dates make sense in another order, and then mean another time, the order is asked."""
    report = read_report(data, name, Reading(meeting.zone))
    if QuestionCode.DATE_ORDER in {question.code for question in report.questions}:
        return
    for order in (DateOrder.MDY, DateOrder.DMY):
        try:
            other = read_report(data, name, Reading(meeting.zone, date_order=order))
        except ReportUnreadable:
            continue
        lengths = [one.length for person in other.people for one in person.intervals]
        is_sound = not other.rejected and all(length < timedelta(days=1) for length in lengths)
        same = [person.intervals for person in other.people] == [person.intervals for person in report.people]
        assert same or not is_sound, order


def comes_back(meeting: Meeting, platform: str, style: str) -> None:
    data = WRITERS[platform](meeting, style)
    name = "book.xlsx" if platform == "workbook" else "report.csv"
    report = read_report(data, name, Reading(meeting.zone))
    if platform == "goto" and ends(meeting)[1] - ends(meeting)[0] > timedelta(hours=12):
        return  # clock times alone cannot tell one day from the next
    check(meeting, report, platform=platform)
    if style not in {"dots", "instant"} and not changes_clock(meeting):
        both_ways_agree_or_are_asked(meeting, data, name)


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


PLATFORMS = st.sampled_from(sorted(WRITERS))


@QUICK
@given(meeting=meetings, platform=PLATFORMS, style=st.sampled_from(sorted(STYLES)))
def test_every_platform_comes_back(meeting: Meeting, platform: str, style: str) -> None:
    comes_back(meeting, platform, style)


@pytest.mark.slow
@settings(LONG, max_examples=5000)
@given(meeting=meetings, platform=PLATFORMS, style=st.sampled_from(sorted(STYLES)))
def test_every_platform_comes_back_many_times(meeting: Meeting, platform: str, style: str) -> None:
    comes_back(meeting, platform, style)


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
