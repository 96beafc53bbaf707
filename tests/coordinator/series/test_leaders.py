"""Who leads: a block, one of its segments, one of its dates; and what that collides with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from coordinator import people, roster, series, sessions
from coordinator.errors import NotFound
from coordinator.roster import GroupDetails
from coordinator.series import Recurrence, Segment
from coordinator.sessions import ClashKind, GroupSession, leading_spans
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import FacilitatorId, GroupId, ServiceType, Weekday
from tests.fakes import FakeClock

MON, WED = date(2026, 3, 9), date(2026, 3, 11)
LINK = "https://zoom.us/j/85012345678?pwd=a1"


@pytest.fixture
def chen(store: Store) -> FacilitatorId:
    return store.write(people.add_facilitator, "Mei Chen", "LPC").outcome


@pytest.fixture
def group_id(store: Store) -> GroupId:
    return store.write(roster.add_group, GroupDetails("Morning IOP", link=LINK)).outcome


def parts_with(leader: FacilitatorId) -> tuple[Segment, ...]:
    return (
        Segment(ServiceType.GROUP_THERAPY, 90),
        Segment(ServiceType.BREAK, 15),
        Segment(ServiceType.PSYCHOEDUCATION, 75, leader),
    )


def on(store: Store, day: date) -> GroupSession:
    (found,) = store.read(sessions.sessions_between, day, day)
    return found


def test_a_segment_keeps_its_leader_near_and_far(store: Store, group_id: GroupId, chen: FacilitatorId) -> None:
    parts = parts_with(chen)
    store.write(
        series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=date(2026, 3, 2), segments=parts
    )
    assert on(store, WED).segments == parts
    assert on(store, WED + timedelta(weeks=40)).segments == parts
    assert store.read(series.blocks)[0].segments == parts
    assert on(store, WED).facilitator == "Renee Alvarado, LCSW"


def test_a_longer_session_lengthens_its_last_segment_with_its_leader(
    store: Store, group_id: GroupId, chen: FacilitatorId
) -> None:
    store.write(
        series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=MON, segments=parts_with(chen)
    )
    store.write(sessions.move_session, on(store, WED).id, on(store, WED).starts_at, 210)
    assert on(store, WED).segments[-1] == Segment(ServiceType.PSYCHOEDUCATION, 105, chen)


def test_a_block_has_a_leader_of_its_own_whom_a_substitute_replaces(
    store: Store, clock: FakeClock, group_id: GroupId, chen: FacilitatorId
) -> None:
    store.write(series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=MON, facilitator_id=chen)
    today = on(store, WED)
    assert (today.facilitator_short, today.substitute) == ("M. Chen", False)
    assert on(store, WED + timedelta(weeks=40)).facilitator_short == "M. Chen"
    okafor = store.write(people.add_facilitator, "Ada Okafor", "LMFT").outcome
    store.write(sessions.substitute_facilitator, today.id, okafor)
    assert (on(store, WED).facilitator_short, on(store, WED).substitute) == ("A. Okafor", True)
    store.write(sessions.substitute_facilitator, today.id, None)
    assert on(store, WED).facilitator_short == "M. Chen"
    clock.set(datetime(2026, 3, 11, 13, 0, tzinfo=UTC))
    store.write(sessions.launch, today.id)
    store.write(sessions.return_to_planned, today.id)
    assert (on(store, WED).facilitator_short, on(store, WED).substitute) == ("M. Chen", False)


def test_another_leader_from_one_date_on_and_back(store: Store, group_id: GroupId, chen: FacilitatorId) -> None:
    (block_id,) = store.write(
        series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=date(2026, 3, 2)
    ).outcome
    block = store.read(series.block, block_id)
    change = store.write(
        series.change_block, block_id, block.recurrence, block.segments, following=WED, facilitator_id=chen
    )
    weeks = [WED + timedelta(weeks=number) for number in range(-1, 3)]
    assert [on(store, day).facilitator_short for day in weeks] == ["R. Alvarado", "M. Chen", "M. Chen", "M. Chen"]
    assert change.undo is not None
    back = store.write(change.undo)
    assert [on(store, day).facilitator_short for day in weeks] == ["R. Alvarado"] * 4
    assert back.undo is not None
    store.write(back.undo)
    assert [on(store, day).facilitator_short for day in weeks] == ["R. Alvarado", "M. Chen", "M. Chen", "M. Chen"]


def test_nobody_leads_who_does_not_work_here(store: Store, group_id: GroupId) -> None:
    nobody = FacilitatorId(UUID(int=7))
    for given in ({"facilitator_id": nobody}, {"segments": (Segment(ServiceType.GROUP_THERAPY, 180, nobody),)}):
        with pytest.raises(NotFound):
            store.write(
                series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=MON,
                **given,
            )  # fmt: skip
    assert store.read(series.blocks) == ()


def test_spans_follow_the_segments_and_leave_nothing_over(chen: FacilitatorId) -> None:
    me = FacilitatorId(UUID(int=1))
    start = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
    end = start + timedelta(minutes=200)
    change = start + timedelta(minutes=105)
    after = start + timedelta(minutes=180)
    assert leading_spans(start, end, parts_with(chen), me) == (
        (me, start, change),
        (chen, change, after),
        (me, after, end),
    )
    assert leading_spans(start, end, parts_with(chen), None) == ((chen, change, after),)
    assert leading_spans(start, end, (), me) == ((me, start, end),)
    cut = start + timedelta(minutes=60)
    assert leading_spans(start, cut, parts_with(chen), me) == ((me, start, cut),)


def test_a_clash_is_found_for_the_part_that_somebody_leads(
    store: Store, group_id: GroupId, chen: FacilitatorId
) -> None:
    other = store.write(roster.add_group, GroupDetails("Evening IOP", facilitator_id=chen)).outcome
    store.write(
        series.add_block, group_id, weekdays=[Weekday.WED], starts=time(9), from_on=MON, segments=parts_with(chen)
    )
    wednesdays = Recurrence(Weekday.WED, time(9), 60, "America/New_York", MON)

    def clashing(starts: time) -> list[tuple[str, ...]]:
        found = store.read(sessions.clashes_of_block, other, [replace(wednesdays, starts=starts)])
        return [one.names for one in found if one.kind is ClashKind.FACILITATOR]

    assert clashing(time(9)) == [], "she comes at a quarter to eleven only"
    assert clashing(time(10)) == [("Mei Chen",)]
    mine = store.read(
        sessions.clashes_of_block, other, [wednesdays], facilitator_id=store.read(roster.group, group_id).facilitator_id
    )
    assert [one.names for one in mine if one.kind is ClashKind.FACILITATOR] == [("Renee Alvarado",)]
