"""What a payer's rules will say of a plan, and the federal holidays that a clinic may close on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from coordinator import series
from coordinator.changes import Change
from coordinator.series import OutlookKind, Pattern, Recurrence, Segment
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupId, ServiceType, Topic, Weekday
from tests.builders import a_group

FROM = date(2026, 3, 2)
MONDAY = Recurrence(Weekday.MON, time(9), 180, "America/New_York", FROM)
WITH_BREAK = (Segment(ServiceType.GROUP_THERAPY, 165), Segment(ServiceType.BREAK, 15))
THREE_DAYS = (Weekday.MON, Weekday.WED, Weekday.FRI)


@pytest.fixture
def group_id(store: Store) -> GroupId:
    def add(work: UnitOfWork) -> Change[GroupId]:
        return Change(Action.ADD_GROUP, None, frozenset({Topic.ROSTER}), outcome=a_group(work))

    return store.write(add).outcome


def on(days: tuple[Weekday, ...], segments: tuple[Segment, ...] = ()) -> list[Pattern]:
    return [Pattern(replace(MONDAY, weekday=day), segments) for day in days]


def test_three_hours_with_a_break_are_fifteen_minutes_short_of_a_billable_day(store: Store, group_id: GroupId) -> None:
    found = store.read(series.outlook, group_id, on(THREE_DAYS, WITH_BREAK))
    assert {one.kind for one in found} == {OutlookKind.DAY_TOO_SHORT}
    assert [(one.weekday, one.found, one.wanted, one.break_minutes) for one in found] == [
        (day, 165, 180, 15) for day in THREE_DAYS
    ]


def test_three_full_days_miss_nothing(store: Store, group_id: GroupId) -> None:
    assert store.read(series.outlook, group_id, on(THREE_DAYS)) == ()


@pytest.mark.parametrize(
    ("days", "kind", "wanted"),
    [(THREE_DAYS[:2], OutlookKind.TOO_FEW_DAYS, 3), (tuple(Weekday)[:6], OutlookKind.TOO_MANY_DAYS, 5)],
)
def test_the_days_of_a_week_are_counted(
    store: Store, group_id: GroupId, days: tuple[Weekday, ...], kind: OutlookKind, wanted: int
) -> None:
    (found,) = store.read(series.outlook, group_id, on(days))
    assert (found.kind, found.found, found.wanted) == (kind, len(days), wanted)


def test_blocks_that_stand_already_count_with_those_that_are_planned(store: Store, group_id: GroupId) -> None:
    store.write(series.add_block, group_id, weekdays=THREE_DAYS[:2], starts=time(9), from_on=FROM)
    assert store.read(series.outlook, group_id, on((Weekday.FRI,))) == ()
    (standing,) = store.read(series.outlook, group_id)
    assert standing.kind is OutlookKind.TOO_FEW_DAYS


def test_a_closure_that_leaves_a_week_below_nine_hours_is_said_before_and_after(
    store: Store, group_id: GroupId
) -> None:
    store.write(series.add_block, group_id, weekdays=THREE_DAYS, starts=time(9), from_on=FROM)
    (ahead,) = store.read(series.closure_outlook, date(2026, 5, 25), date(2026, 5, 25), "Memorial Day")
    assert (ahead.kind, ahead.found, ahead.wanted) == (OutlookKind.WEEK_BELOW_GOAL, 360, 540)
    assert (ahead.week_starts_on, ahead.closures) == (date(2026, 5, 25), ("Memorial Day",))
    assert store.read(series.closure_outlook, date(2026, 5, 26), date(2026, 5, 26)) == ()
    store.write(series.add_closure, date(2026, 5, 25), date(2026, 5, 25), "Memorial Day")
    assert store.read(series.outlook, group_id) == (ahead,)


def test_a_group_that_never_offered_the_goal_is_not_told_of_a_closure(store: Store, group_id: GroupId) -> None:
    store.write(series.add_block, group_id, weekdays=THREE_DAYS[:2], starts=time(9), from_on=FROM)
    assert store.read(series.closure_outlook, date(2026, 5, 25), date(2026, 5, 25)) == ()


def test_federal_holidays_are_offered_with_what_they_would_cancel(store: Store, group_id: GroupId) -> None:
    store.write(series.add_block, group_id, weekdays=THREE_DAYS, starts=time(9), from_on=FROM)
    store.write(series.add_closure, date(2026, 5, 25), date(2026, 5, 25), "Memorial Day")
    found = store.read(series.holidays_offered, date(2026, 5, 1), date(2026, 7, 31))
    assert [(one.on, one.name, one.observed, one.sessions, one.closed) for one in found] == [
        (date(2026, 5, 25), "Memorial Day", False, 0, True),
        (date(2026, 6, 19), "Juneteenth National Independence Day", False, 1, False),
        (date(2026, 7, 3), "Independence Day", True, 1, False),
        (date(2026, 7, 4), "Independence Day", False, 0, False),
    ]
