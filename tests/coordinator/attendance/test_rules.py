"""Minutes and labels, against a second implementation that counts minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.attendance import rules
from coordinator.attendance.licensure import is_licensed_in, state_in
from coordinator.attendance.rules import (
    MarkRefusal,
    MinutesOutOfRange,
    NotMarkable,
    Presence,
    SessionTimes,
    Span,
)
from coordinator.vocabulary import AttendanceLabel, Mark, MarkSource, ServiceType, SessionStatus

NINE = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def the_session(
    *segments: tuple[ServiceType, int], until: datetime = NOON, break_minutes: int = 0, cancelled: bool = False
) -> SessionTimes:
    return SessionTimes(NINE, NOON, until, rules.parts_of(NINE, NOON, segments, break_minutes), cancelled)


WITH_BREAK = the_session((ServiceType.GROUP_THERAPY, 90), (ServiceType.BREAK, 15), (ServiceType.PSYCHOEDUCATION, 75))


def minutes_of(times: SessionTimes = WITH_BREAK, **facts: object) -> int:
    return rules.attended_minutes(Presence(**facts), times)  # type: ignore[arg-type]


def test_present_for_the_whole_session_counts_all_but_the_break() -> None:
    assert minutes_of(mark=Mark.PRESENT) == 165


@pytest.mark.parametrize("mark", [Mark.UNMARKED, Mark.ABSENT, Mark.EXCUSED])
def test_who_was_not_there_has_no_minutes(mark: Mark) -> None:
    assert minutes_of(mark=mark) == 0


def test_late_and_left_early_are_taken_off() -> None:
    late = minutes_of(mark=Mark.PRESENT, late=True, arrived_late_minutes=12)
    both = minutes_of(mark=Mark.PRESENT, late=True, arrived_late_minutes=6, left_early=True, left_early_minutes=122)
    assert late == 153
    assert both == 52


def test_a_break_inside_the_missed_time_is_not_taken_off_twice() -> None:
    assert minutes_of(mark=Mark.PRESENT, late=True, arrived_late_minutes=95) == 75
    assert minutes_of(mark=Mark.PRESENT, left_early=True, left_early_minutes=85) == 90


def test_a_break_of_known_length_only_lies_in_the_middle() -> None:
    times = the_session(break_minutes=20)
    assert rules.attended_minutes(Presence(mark=Mark.PRESENT), times) == 160
    assert times.breaks == (Span(at(80), at(100)),)


def test_minutes_that_were_not_recorded_are_not_invented() -> None:
    presence = Presence(mark=Mark.PRESENT, late=True)
    assert rules.attended_minutes(presence, WITH_BREAK) == 165
    assert not presence.minutes_known


def test_a_running_session_counts_to_now() -> None:
    assert minutes_of(the_session(until=at(74)), mark=Mark.PRESENT) == 74
    assert minutes_of(the_session(until=at(-5)), mark=Mark.PRESENT) == 0


def test_a_session_that_ended_early_counts_to_its_end_and_an_overrun_does_not_count() -> None:
    held = SessionStatus.HELD
    assert rules.counts_until(held, NOON, at(150), at(900)) == at(150)
    assert rules.counts_until(held, NOON, at(200), at(900)) == NOON
    assert rules.counts_until(held, NOON, None, at(900)) == NOON
    assert rules.counts_until(SessionStatus.LIVE, NOON, None, at(30)) == at(30)


def test_removed_counts_to_the_moment() -> None:
    assert minutes_of(mark=Mark.REMOVED, left_early=True, left_early_minutes=120) == 60


def test_a_report_counts_the_union_inside_the_session() -> None:
    two_devices = (Span(at(-3), at(40)), Span(at(30), at(60)), Span(at(100), at(200)))
    presence = Presence(mark=Mark.PRESENT, source=MarkSource.REPORT, intervals=two_devices)
    assert rules.attended_minutes(presence, the_session()) == 140
    assert rules.attended_minutes(presence, WITH_BREAK) == 135


def test_a_mark_typed_after_the_report_is_the_newer_word() -> None:
    presence = Presence(mark=Mark.PRESENT, intervals=(Span(at(0), at(30)),))
    assert rules.attended_minutes(presence, WITH_BREAK) == 165


def test_a_cancelled_session_counts_for_nobody() -> None:
    presence = Presence(mark=Mark.PRESENT)
    assert rules.attended_minutes(presence, the_session(cancelled=True)) == 0
    assert rules.label_of(presence, expected=True, cancelled=True) is AttendanceLabel.CANCELLED


def test_labels() -> None:
    def label(*, expected: bool = True, **facts: object) -> AttendanceLabel:
        return rules.label_of(Presence(**facts), expected=expected, cancelled=False)  # type: ignore[arg-type]

    assert label() is AttendanceLabel.UNMARKED
    assert label(expected=False) is AttendanceLabel.NOT_EXPECTED
    assert label(expected=False, mark=Mark.ABSENT) is AttendanceLabel.NOT_EXPECTED
    assert label(expected=False, mark=Mark.PRESENT) is AttendanceLabel.PRESENT
    assert label(mark=Mark.PRESENT, late=True) is AttendanceLabel.LATE
    assert label(mark=Mark.PRESENT, left_early=True) is AttendanceLabel.LEFT_EARLY
    assert label(mark=Mark.PRESENT, late=True, left_early=True) is AttendanceLabel.LATE_AND_LEFT_EARLY
    assert label(mark=Mark.EXCUSED) is AttendanceLabel.EXCUSED
    assert label(mark=Mark.REMOVED, left_early=True) is AttendanceLabel.REMOVED


def test_a_clock_change_inside_the_session_bends_nothing() -> None:
    # 00:30 to 03:30 in New York on March 8, 2026 lasts two hours.
    start, end = datetime(2026, 3, 8, 5, 30, tzinfo=UTC), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    times = SessionTimes(start, end, end, rules.parts_of(start, end, ()))
    assert rules.attended_minutes(Presence(mark=Mark.PRESENT), times) == 120


def test_stamps_are_the_clock_and_nothing_outside_the_session() -> None:
    times = the_session()
    assert rules.stamp_late(at(12.9), times) == 12
    assert rules.stamp_left(at(58), times) == 122
    assert rules.stamp_left(at(57.5), times) == 123
    assert rules.stamp_late(at(-1), times) is None
    assert rules.stamp_left(at(181), times) is None


def test_minutes_and_marks_that_cannot_be() -> None:
    with pytest.raises(MinutesOutOfRange):
        rules.check_minutes(181, WITH_BREAK)
    with pytest.raises(MinutesOutOfRange):
        rules.check_minutes(-1, WITH_BREAK)
    rules.check_minutes(None, WITH_BREAK)
    with pytest.raises(NotMarkable) as cancelled:
        rules.check_markable(SessionStatus.CANCELLED, NINE, Mark.PRESENT, now=NINE)
    assert cancelled.value.refusal is MarkRefusal.CANCELLED
    with pytest.raises(NotMarkable) as early:
        rules.check_markable(SessionStatus.PLANNED, NINE, Mark.PRESENT, now=at(-61))
    assert early.value.refusal is MarkRefusal.TOO_EARLY
    rules.check_markable(SessionStatus.PLANNED, NINE, Mark.EXCUSED, now=at(-9999))


def test_states_in_locations() -> None:
    assert state_in("12 Elm St, Albany, NY 12207") == "NY"
    assert state_in("Car, parked in Hoboken NJ") == "NJ"
    assert state_in("Work, private office") == ""
    assert state_in("OK") == ""
    assert is_licensed_in("NY", ("NY", "NJ"))
    assert not is_licensed_in("VT", ("NY", "NJ"))
    assert is_licensed_in("", ("NY",))


SERVICES = st.sampled_from(list(ServiceType))
MINUTE = st.integers(-30, 260)


@st.composite
def sessions(draw: st.DrawFn) -> SessionTimes:
    length = draw(st.integers(1, 240))
    segments = draw(st.lists(st.tuples(SERVICES, st.integers(1, 90)), max_size=4))
    end = at(length)
    return SessionTimes(NINE, end, min(end, at(draw(MINUTE))), rules.parts_of(NINE, end, segments))


@st.composite
def presences(draw: st.DrawFn) -> Presence:
    pairs = draw(st.lists(st.tuples(MINUTE, MINUTE), max_size=4))
    minutes = st.none() | st.integers(0, 200)
    return Presence(
        mark=draw(st.sampled_from(list(Mark))),
        late=True,
        left_early=True,
        arrived_late_minutes=draw(minutes),
        left_early_minutes=draw(minutes),
        source=draw(st.sampled_from(MarkSource)),
        intervals=tuple(Span(at(first), at(last)) for first, last in pairs),
    )


def minute_by_minute(presence: Presence, times: SessionTimes) -> dict[ServiceType, int]:
    """Ask of every minute of the session whether it counts."""
    counted: dict[ServiceType, int] = {}
    length = int((times.ends_at - NINE).total_seconds()) // 60
    for minute in range(length):
        middle = at(minute + 0.5)
        if presence.mark not in (Mark.PRESENT, Mark.REMOVED) or middle > times.counts_until:
            continue
        if presence.source is MarkSource.REPORT and presence.intervals:
            there = any(span.start <= middle < span.end for span in presence.intervals)
        else:
            from_start = minute >= (presence.arrived_late_minutes or 0)
            there = from_start and minute < length - (presence.left_early_minutes or 0)
        service = next(part.service for part in times.parts if part.span.start <= middle < part.span.end)
        if there and service is not ServiceType.BREAK:
            counted[service] = counted.get(service, 0) + 1
    return counted


@given(presences(), sessions())
def test_minutes_agree_with_counting_every_minute(presence: Presence, times: SessionTimes) -> None:
    counted = minute_by_minute(presence, times)
    assert rules.attended_minutes(presence, times) == sum(counted.values())
    assert dict(rules.service_minutes(presence, times)) == counted


@given(st.lists(st.tuples(st.integers(0, 10800), st.integers(0, 10800)), max_size=5))
def test_seconds_are_rounded_once_and_services_always_add_up(pairs: list[tuple[int, int]]) -> None:
    intervals = tuple(Span(at(a / 60), at(b / 60)) for a, b in pairs if b > a)
    presence = Presence(mark=Mark.PRESENT, source=MarkSource.REPORT, intervals=intervals)
    total = rules.attended_minutes(presence, WITH_BREAK)
    assert sum(minutes for _, minutes in rules.service_minutes(presence, WITH_BREAK)) == total
    if intervals:
        seconds = sum(span.seconds for span in rules.attended_spans(presence, WITH_BREAK))
        assert abs(total * 60 - seconds) <= 30
