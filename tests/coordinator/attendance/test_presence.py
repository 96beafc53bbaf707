"""Late, left early, away and attended: facts from intervals, by hand and against a count by the minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.attendance.presence import presence
from coordinator.attendance.reports import Interval, Window

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SESSION = Window(START, START + timedelta(hours=3))


def span(first: float, last: float) -> Interval:
    return Interval(START + timedelta(minutes=first), START + timedelta(minutes=last))


BREAK = span(85, 95)


def test_there_from_start_to_end() -> None:
    found = presence([span(-5, 190)], SESSION, [BREAK])
    assert (found.arrived_late_minutes, found.left_early_minutes, found.away_minutes) == (0, 0, 0)
    assert found.attended_seconds == 170 * 60


def test_late_and_left_early_together() -> None:
    found = presence([span(12.9, 150)], SESSION, [BREAK])
    assert (found.arrived_late_minutes, found.left_early_minutes, found.away_minutes) == (12, 30, 0)


def test_a_gap_is_away_and_merges_only_for_the_eye() -> None:
    found = presence([span(0, 30), span(38, 180)], SESSION, gap_merge_minutes=10)
    assert (found.away_minutes, found.attended_seconds, found.merged_seconds) == (8, 172 * 60, 180 * 60)
    assert found.shown == (span(0, 180),)
    apart = presence([span(0, 30), span(41, 180)], SESSION, gap_merge_minutes=10)
    assert (apart.away_minutes, apart.merged_seconds, len(apart.shown)) == (11, 169 * 60, 2)


def test_a_break_is_neither_attended_nor_missed() -> None:
    found = presence([span(0, 85), span(95, 180)], SESSION, [BREAK])
    assert (found.away_minutes, found.attended_seconds) == (0, 170 * 60)
    back_after_break = presence([span(95, 180)], SESSION, [BREAK])
    assert back_after_break.arrived_late_minutes == 85


def test_not_there_at_all() -> None:
    found = presence([span(-60, -10)], SESSION, [BREAK])
    assert (found.arrived_late_minutes, found.left_early_minutes, found.away_minutes) == (None, None, None)
    assert not found.was_there


def test_a_negative_gap_is_refused() -> None:
    with pytest.raises(ValueError, match="gap_merge_minutes"):
        presence([], SESSION, gap_merge_minutes=-1)


spans = st.lists(st.tuples(st.integers(-30, 210), st.integers(1, 90)), max_size=6)


@settings(max_examples=100)
@given(stays=spans, pauses=st.lists(st.tuples(st.integers(0, 170), st.integers(1, 20)), max_size=2))
def test_agrees_with_a_count_minute_by_minute(stays: list[tuple[int, int]], pauses: list[tuple[int, int]]) -> None:
    found = presence(
        [span(first, first + length) for first, length in stays], SESSION, [span(f, f + n) for f, n in pauses]
    )
    there = {m for first, length in stays for m in range(first, first + length) if 0 <= m < 180}
    paused = {m for first, length in pauses for m in range(first, first + length) if 0 <= m < 180}
    assert found.attended_seconds == 60 * len(there - paused)
    if there:
        outer = set(range(min(there), max(there) + 1))
        assert found.arrived_late_minutes == len(set(range(min(there))) - paused)
        assert found.left_early_minutes == len(set(range(max(there) + 1, 180)) - paused)
        assert found.away_minutes == len(outer - there - paused)
