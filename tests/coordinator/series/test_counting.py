"""A number of sessions is one of all weekdays together, and every second week stays every second week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator import roster, series, sessions
from coordinator.roster import GroupDetails
from coordinator.series import Recurrence, SessionCountOutOfRange, Window, after_sessions, occurrences
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import GroupId, SessionStatus, Weekday
from tests.fakes import FakeClock

RRULE_DAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
NEW_YORK = "America/New_York"
FAR = Window(date(2026, 1, 1), date(2035, 12, 31))


@settings(max_examples=200, deadline=None)
@given(
    st.sets(st.sampled_from(Weekday), min_size=1),
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.integers(1, 4),
    st.integers(1, 60),
)
def test_so_many_sessions_are_those_that_dateutil_counts(
    weekdays: set[Weekday], from_on: date, every: int, count: int
) -> None:
    patterns = [Recurrence(day, time(9), 180, NEW_YORK, from_on, None, every) for day in sorted(weekdays)]
    ended = after_sessions(patterns, count)
    found = sorted(one.original_on for pattern in ended for one in occurrences(pattern, FAR))
    reference = rrule.rrule(
        rrule.WEEKLY,
        dtstart=datetime.combine(from_on, time(9)),
        interval=every,
        byweekday=[RRULE_DAYS[day.number] for day in weekdays],
        count=count,
        wkst=rrule.MO,
    )
    assert found == [wall.date() for wall in reference]


@pytest.mark.parametrize("count", [0, -1, 521])
def test_no_sessions_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(SessionCountOutOfRange):
        after_sessions([Recurrence(Weekday.MON, time(9), 180, NEW_YORK, date(2026, 3, 2))], count)


@pytest.fixture
def group_id(store: Store) -> GroupId:
    details = GroupDetails("Morning IOP", link="https://zoom.us/j/85012345678?pwd=a1")
    return store.write(roster.add_group, details).outcome


def dates_of(store: Store, first: date, last: date) -> list[date]:
    found = store.read(sessions.sessions_between, first, last)
    return [one.service_date for one in found if one.status is not SessionStatus.CANCELLED]


def test_ten_sessions_on_three_days_are_ten_sessions(store: Store, group_id: GroupId) -> None:
    three = (Weekday.MON, Weekday.WED, Weekday.FRI)
    store.write(series.add_block, group_id, weekdays=three, starts=time(9), from_on=date(2026, 3, 11), session_count=10)
    found = dates_of(store, date(2026, 3, 1), date(2026, 12, 31))
    assert (len(found), found[0], found[-1]) == (10, date(2026, 3, 11), date(2026, 4, 1))


def test_a_day_on_which_no_session_is_left_gets_no_block(store: Store, group_id: GroupId) -> None:
    days = (Weekday.MON, Weekday.WED)
    store.write(series.add_block, group_id, weekdays=days, starts=time(9), from_on=date(2026, 3, 11), session_count=1)
    assert [one.recurrence.weekday for one in store.read(series.blocks)] == [Weekday.WED]


def test_every_second_week_stays_so_when_a_block_changes_after_a_held_session(
    store: Store, clock: FakeClock, group_id: GroupId
) -> None:
    wednesday = date(2026, 3, 11)
    (block_id,) = store.write(
        series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=wednesday, every_weeks=2
    ).outcome
    clock.advance(hours=1)
    store.write(sessions.launch, store.read(sessions.todays_sessions)[0].id)
    block = store.read(series.block, block_id)
    later = replace(block.recurrence, starts=time(17, 30))
    store.write(series.change_block, block_id, later, block.segments, following=wednesday, facilitator_id=None)
    fortnights = [wednesday + timedelta(weeks=2 * number) for number in range(4)]
    assert dates_of(store, wednesday, fortnights[-1]) == fortnights
    found = store.read(sessions.sessions_between, wednesday, fortnights[-1])
    assert [one.local_start.time() for one in found if one.status is not SessionStatus.CANCELLED] == [
        time(9), time(17, 30), time(17, 30), time(17, 30),
    ]  # fmt: skip


def test_a_closure_does_not_claim_sessions_that_started(store: Store, clock: FakeClock, group_id: GroupId) -> None:
    wednesday = date(2026, 3, 11)
    store.write(series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=wednesday)
    clock.advance(hours=1)
    store.write(sessions.launch, store.read(sessions.todays_sessions)[0].id)
    week_later = wednesday + timedelta(weeks=1)
    listed = store.read(series.cancelled_by_closure, wednesday, week_later)
    assert [one.service_date for one in listed] == [week_later]
    assert store.write(series.add_closure, wednesday, week_later, "Power cut").detail["sessions"] == "1"
