"""Blocks, exceptions and closures on a real encrypted store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordinator import people, series, sessions
from coordinator.changes import Change
from coordinator.sessions import GroupSession
from coordinator.store.tables import GroupRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    BlockId,
    ExceptionKind,
    GroupId,
    SessionStatus,
    Topic,
    Weekday,
)
from tests.builders import a_group
from tests.fakes import FakeClock

MON, WED, FRI = date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 13)
THREE_DAYS = (Weekday.MON, Weekday.WED, Weekday.FRI)


@pytest.fixture
def group_id(store: Store) -> GroupId:
    def add(work: UnitOfWork) -> Change[GroupId]:
        group_id = a_group(work)
        work.get(GroupRow, group_id).link = "https://zoom.us/j/85012345678?pwd=a1"
        return Change(Action.ADD_GROUP, group_id, frozenset({Topic.ROSTER}), outcome=group_id)

    return store.write(add).outcome


@pytest.fixture
def block_ids(store: Store, group_id: GroupId) -> tuple[BlockId, ...]:
    return add_three_days(store, group_id).outcome


def add_three_days(store: Store, group_id: GroupId) -> Change[tuple[BlockId, ...]]:
    return store.write(series.add_block, group_id, weekdays=THREE_DAYS, starts=time(9), from_on=date(2026, 3, 2))


def week(store: Store, first: date = MON) -> tuple[GroupSession, ...]:
    return store.read(sessions.sessions_between, first, first + timedelta(days=6))


def starts(store: Store, first: date = MON) -> list[str]:
    return [f"{one.local_start:%a %H:%M}" for one in week(store, first) if one.status is not SessionStatus.CANCELLED]


def undo(store: Store, change: Change[object]) -> Change[object]:
    assert change.undo is not None
    return store.write(change.undo)


def test_three_weekdays_are_added_and_taken_back_together(store: Store, group_id: GroupId) -> None:
    change = add_three_days(store, group_id)
    assert len(change.outcome) == 3
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]
    taken_back = undo(store, change)
    assert starts(store) == []
    assert store.read(series.blocks) == ()
    undo(store, taken_back)
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]


def test_planning_twice_late_and_after_an_absence_changes_nothing_twice(
    store: Store, clock: FakeClock, block_ids: tuple[BlockId, ...]
) -> None:
    assert store.write(sessions.plan_ahead).topics == frozenset()
    clock.advance(days=7)
    assert store.write(sessions.plan_ahead).outcome == 3
    assert store.write(sessions.plan_ahead).outcome == 0
    before = {one.id for one in week(store, date(2026, 4, 20))}
    clock.advance(days=28)
    store.write(sessions.plan_ahead)
    assert {one.id for one in week(store, date(2026, 4, 20))} == before


def test_a_session_beyond_the_planned_days_can_be_changed(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    far = week(store, date(2026, 8, 3))[0]
    store.write(sessions.cancel_session, far.id, "Staff retreat")
    again = store.read(sessions.session, far.id)
    assert (again.status, again.cancel_reason) == (SessionStatus.CANCELLED, "Staff retreat")


def test_a_move_names_the_old_time_and_can_be_taken_back(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    change = store.write(series.move, block_ids[2], FRI, datetime(2026, 3, 12, 22, 0, tzinfo=UTC))
    moved = week(store)[2]
    assert (f"{moved.local_start:%a %H:%M}", moved.exception) == ("Thu 18:00", ExceptionKind.MOVED)
    assert moved.original_starts_at == datetime(2026, 3, 13, 13, 0, tzinfo=UTC)
    back = undo(store, change)
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]
    undo(store, back)
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Thu 18:00"]
    store.write(series.return_to_pattern, block_ids[2], FRI)
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]


def test_a_session_moved_into_another_week_is_there_and_not_here(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    store.write(series.move, block_ids[0], date(2026, 6, 1), datetime(2026, 6, 10, 13, 0, tzinfo=UTC))
    assert starts(store, date(2026, 6, 1)) == ["Wed 09:00", "Fri 09:00"]
    assert starts(store, date(2026, 6, 8)) == ["Mon 09:00", "Wed 09:00", "Wed 09:00", "Fri 09:00"]


def test_a_skipped_date_is_gone_a_cancelled_one_is_shown(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    skipped = store.write(series.skip, block_ids[0], MON + timedelta(weeks=1))
    store.write(series.cancel, block_ids[1], WED + timedelta(weeks=1), "Snow")
    assert [one.status for one in week(store, MON + timedelta(weeks=1))] == [
        SessionStatus.CANCELLED,
        SessionStatus.PLANNED,
    ]
    undo(store, skipped)
    assert len(week(store, MON + timedelta(weeks=1))) == 3


def test_a_substitute_is_named_for_one_date_only(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    chen = store.write(people.add_facilitator, "Mei Chen", "LPC").outcome
    store.write(series.substitute, block_ids[1], WED, chen)
    found = week(store)
    assert [one.facilitator_short for one in found] == ["R. Alvarado", "M. Chen", "R. Alvarado"]
    assert (found[1].exception, found[1].substitute) == (ExceptionKind.SUBSTITUTE, True)
    store.write(series.substitute, block_ids[1], WED, None)
    assert week(store)[1].exception is None


def test_a_closure_lists_and_cancels_its_sessions_and_gives_them_back(
    store: Store, block_ids: tuple[BlockId, ...]
) -> None:
    listed = store.read(series.cancelled_by_closure, WED, FRI)
    assert [one.service_date for one in listed] == [WED, FRI]
    change = store.write(series.add_closure, WED, FRI, "Staff days")
    assert change.detail["sessions"] == "2"
    assert [one.exception for one in week(store)] == [None, ExceptionKind.CLOSURE, ExceptionKind.CLOSURE]
    assert week(store)[1].cancel_reason == "Staff days"
    undo(store, change)
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]


def test_this_and_following_splits_the_series_and_leaves_held_sessions_alone(
    store: Store, clock: FakeClock, block_ids: tuple[BlockId, ...]
) -> None:
    monday = week(store)[0]
    store.write(sessions.end_session, monday.id)
    block = store.read(series.block, block_ids[0])
    later = replace(block.recurrence, starts=time(17, 30))
    change = store.write(series.change_block, block_ids[0], later, block.segments, following=MON, facilitator_id=None)
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]
    assert starts(store, MON + timedelta(weeks=1))[0] == "Mon 17:30"
    assert store.read(sessions.session, monday.id).starts_at == monday.starts_at
    undo(store, change)
    assert starts(store, MON + timedelta(weeks=1))[0] == "Mon 09:00"
    assert len(store.read(series.blocks)) == 3


def test_a_split_keeps_the_ids_and_substitutes_of_planned_sessions(
    store: Store, block_ids: tuple[BlockId, ...]
) -> None:
    chen = store.write(people.add_facilitator, "Mei Chen", "LPC").outcome
    store.write(series.substitute, block_ids[2], FRI, chen)
    friday = week(store)[2]
    block = store.read(series.block, block_ids[2])
    thursday = replace(block.recurrence, weekday=Weekday.THU, starts=time(18))
    change = store.write(
        series.change_block, block_ids[2], thursday, block.segments, following=WED, facilitator_id=None
    )
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Thu 18:00"]
    moved = store.read(sessions.session, friday.id)
    assert (moved.service_date, moved.facilitator_short) == (date(2026, 3, 12), "M. Chen")
    undo(store, change)
    assert store.read(sessions.session, friday.id) == friday


def test_a_removed_block_has_no_more_sessions_and_keeps_its_past(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    change = store.write(series.remove_block, block_ids[2])
    assert starts(store) == ["Mon 09:00", "Wed 09:00"]
    assert starts(store, date(2026, 3, 2)) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]
    undo(store, change)
    assert starts(store) == ["Mon 09:00", "Wed 09:00", "Fri 09:00"]


def test_a_running_session_cannot_be_moved_skipped_or_cancelled(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    store.write(sessions.launch, store.read(sessions.todays_sessions)[0].id)
    with pytest.raises(series.SessionAlreadyStarted):
        store.write(series.move, block_ids[1], WED, datetime(2026, 3, 11, 20, 0, tzinfo=UTC))
    with pytest.raises(series.SessionAlreadyStarted):
        store.write(series.cancel, block_ids[1], WED)
    with pytest.raises(series.SessionAlreadyStarted):
        store.write(series.skip, block_ids[1], WED)
    store.write(series.add_closure, WED, WED, "Power cut")
    assert week(store)[1].status is SessionStatus.LIVE


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"minutes": 0}, series.MinutesOutOfRange),
        ({"minutes": -180}, series.MinutesOutOfRange),
        ({"zone": "Mars/Olympus"}, series.ZoneUnknown),
        ({"until_on": date(2026, 3, 1)}, series.EndsBeforeStart),
        ({"every_weeks": 0}, series.WeeksOutOfRange),
        ({"session_count": 0}, series.SessionCountOutOfRange),
        ({"weekdays": ()}, series.WeekdayMissing),
    ],
)
def test_a_block_that_cannot_be_meant_is_refused_whole(
    store: Store, group_id: GroupId, given: dict[str, object], refusal: type[Exception]
) -> None:
    wanted: dict[str, object] = {"weekdays": THREE_DAYS, "starts": time(9), "from_on": date(2026, 3, 2)} | given
    add: Callable[..., Change[tuple[BlockId, ...]]] = store.write
    with pytest.raises(refusal):
        add(series.add_block, group_id, **wanted)
    assert store.read(series.blocks) == ()


def test_a_date_the_block_does_not_have_is_refused(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    with pytest.raises(series.NotInPattern):
        store.write(series.skip, block_ids[0], date(2026, 3, 10))


def test_two_machines_plan_the_same_sessions(store: Store, block_ids: tuple[BlockId, ...]) -> None:
    planned = store.read(series.planned, MON, FRI)
    rows = week(store)
    assert {one.session_id for one in planned} == {one.id for one in rows}
