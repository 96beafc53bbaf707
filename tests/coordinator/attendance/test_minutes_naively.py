"""Minutes against the dullest way there is to count them: one minute at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.attendance import Presence, SessionTimes, Span, attended_minutes, parts_of
from coordinator.vocabulary import Mark, MarkSource, ServiceType

START = datetime(2026, 3, 8, 5, 30, tzinfo=UTC)
"""An hour and a half before clocks change in New York; UTC knows nothing of it."""
MINUTE = timedelta(minutes=1)


@st.composite
def mornings(draw: st.DrawFn) -> tuple[Presence, SessionTimes]:
    """A session with breaks, and somebody who came and went, known by a mark or by a report."""
    length = draw(st.integers(30, 240))
    kinds = st.sampled_from((ServiceType.GROUP_THERAPY, ServiceType.BREAK, ServiceType.PSYCHOEDUCATION))
    segments = draw(st.lists(st.tuples(kinds, st.integers(1, 90)), max_size=5))
    ends_at = START + length * MINUTE
    until = START + draw(st.integers(0, length)) * MINUTE
    times = SessionTimes(START, ends_at, until, parts_of(START, ends_at, segments))
    mark = draw(st.sampled_from(Mark))
    if draw(st.booleans()):
        joins = draw(st.lists(st.tuples(st.integers(-60, 300), st.integers(0, 120)), max_size=6))
        spans = tuple(Span(START + at * MINUTE, START + (at + stay) * MINUTE) for at, stay in joins)
        return Presence(mark=mark, source=MarkSource.REPORT, intervals=spans), times
    late = draw(st.integers(0, length))
    left = draw(st.integers(0, length))
    return Presence(
        mark=mark, late=late > 0, left_early=left > 0, arrived_late_minutes=late, left_early_minutes=left
    ), times


def minute_by_minute(presence: Presence, times: SessionTimes) -> int:
    """Look at every minute of the session by itself."""
    if not presence.attended:
        return 0
    counted = 0
    at = times.starts_at
    while at < times.counts_until:
        if presence.source is MarkSource.REPORT and presence.intervals:
            there = any(one.start <= at < one.end for one in presence.intervals)
        else:
            came = times.starts_at + (presence.arrived_late_minutes or 0) * MINUTE
            went = times.ends_at - (presence.left_early_minutes or 0) * MINUTE
            there = came <= at < went
        counted += there and not any(one.start <= at < one.end for one in times.breaks)
        at += MINUTE
    return counted


@settings(max_examples=200, deadline=None)
@given(mornings())
def test_minutes_are_what_counting_one_by_one_gives(case: tuple[Presence, SessionTimes]) -> None:
    assert attended_minutes(*case) == minute_by_minute(*case)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None)
@given(mornings())
def test_minutes_are_what_counting_one_by_one_gives_in_five_thousand_cases(
    case: tuple[Presence, SessionTimes],
) -> None:
    assert attended_minutes(*case) == minute_by_minute(*case)
