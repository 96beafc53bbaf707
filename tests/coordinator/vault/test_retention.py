"""A year of snapshots thins to what is promised."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coordinator.vault.retention import NEVER_FEWER, to_keep

START = datetime(2026, 1, 1, 17, 30, tzinfo=UTC)
instants = st.lists(st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)), max_size=60)  # noqa: DTZ001


def test_a_year_of_days_with_eight_snapshots_each() -> None:
    now, present = START, set[datetime]()
    for day in range(365):
        for half_hour in range(8):
            now = START + timedelta(days=day, minutes=30 * half_hour)
            present = set(to_keep({*present, now}, now=now))
        assert len(present) <= 8 * 3 + 12 + 10 + 9
    older = sorted((instant for instant in present if now - instant > timedelta(days=2)), reverse=True)
    daily, weekly, monthly = older[:12], older[12:22], older[22:]
    assert {instant.date() for instant in daily} == {daily[0].date() - timedelta(days=back) for back in range(12)}
    assert len({instant.isocalendar()[:2] for instant in weekly}) == len(weekly) == 10
    assert len({instant.month for instant in monthly}) == len(monthly) == 9
    assert now - monthly[-1] > timedelta(days=300)


@given(instants)
def test_never_fewer_than_three_and_always_the_newest(taken: list[datetime]) -> None:
    now = datetime(2027, 6, 1, tzinfo=UTC)
    kept = to_keep(taken, now=now)
    assert kept <= set(taken)
    assert len(kept) >= min(NEVER_FEWER, len(set(taken)))
    assert not taken or max(taken) in kept


@given(instants)
def test_thinning_twice_removes_nothing_more(taken: list[datetime]) -> None:
    now = datetime(2026, 12, 31, tzinfo=UTC)
    once = to_keep(taken, now=now)
    assert to_keep(once, now=now) == once


def test_a_clock_set_back_removes_nothing_from_the_future() -> None:
    ahead = {START + timedelta(days=day) for day in range(30)}
    assert to_keep(ahead, now=START) == ahead
