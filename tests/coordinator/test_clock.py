"""The machine's clock, and one that pretends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from coordinator.clock import ShiftedClock, SystemClock
from tests.fakes import FakeClock


def test_the_machine_s_time_is_in_utc_and_now() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert before <= now <= datetime.now(UTC)


def test_a_pretended_time_runs_on_from_where_it_began() -> None:
    machine = FakeClock(datetime(2026, 3, 11, 12, 55, tzinfo=UTC))
    pretended = ShiftedClock(datetime(2025, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=-4))), machine)
    assert pretended.now() == datetime(2025, 7, 1, 13, 0, tzinfo=UTC)
    assert pretended.now().utcoffset() == timedelta(0)
    machine.advance(minutes=5)
    assert pretended.now() == datetime(2025, 7, 1, 13, 5, tzinfo=UTC)
