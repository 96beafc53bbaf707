"""What is said while something is planned: clashes, make-ups, and the list before a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from coordinator import people, roster, series, sessions
from coordinator.changes import Change
from coordinator.series import Recurrence
from coordinator.sessions import ClashKind, OfAnotherGroup, SessionNotInState
from coordinator.store.tables import BlockRow, EnrolmentRow, GroupRow, SeriesExceptionRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.telehealth import Concern, LinkRefused
from coordinator.vocabulary import Action, BlockId, ClientId, ConsentKind, GroupId, Platform, Topic, Weekday
from tests.builders import a_client, a_group
from tests.fakes import FakeClock

NEW_YORK = ZoneInfo("America/New_York")
LINK = "https://zoom.us/j/85012345678?pwd=a1"
BACKUP = "https://meet.google.com/abc-defg-hij"
FROM = date(2026, 3, 2)
MONDAYS = Recurrence(Weekday.MON, time(10), 180, "America/New_York", FROM)


def done(store: Store, write: Callable[[UnitOfWork], object]) -> None:
    def command(work: UnitOfWork) -> Change[None]:
        write(work)
        return Change(Action.CHANGE_GROUP, None, frozenset({Topic.ROSTER}), outcome=None)

    store.write(command)


@pytest.fixture
def morning(store: Store) -> GroupId:
    return new_group(store, "Morning IOP", "MO")


@pytest.fixture
def evening(store: Store) -> GroupId:
    return new_group(store, "Evening IOP", "EV")


def new_group(store: Store, name: str, code: str) -> GroupId:
    def add(work: UnitOfWork) -> Change[GroupId]:
        group_id = a_group(work, name=name, short_code=code)
        work.get(GroupRow, group_id).link = LINK
        return Change(Action.ADD_GROUP, group_id, frozenset({Topic.ROSTER}), outcome=group_id)

    return store.write(add).outcome


def new_client(store: Store, name: str, *groups: GroupId) -> ClientId:
    def add(work: UnitOfWork) -> Change[ClientId]:
        client_id = a_client(work, name=name)
        for group_id in groups:
            work.rows.add(EnrolmentRow(client_id=client_id, group_id=group_id, starts_on=date(2026, 1, 5)))
        return Change(Action.ADD_CLIENT, client_id, frozenset({Topic.ROSTER}), outcome=client_id)

    return store.write(add).outcome


def nine_o_clock(store: Store, group_id: GroupId, weekday: Weekday = Weekday.MON) -> BlockId:
    return store.write(series.add_block, group_id, weekdays=[weekday], starts=time(9), from_on=FROM).outcome[0]


def test_a_block_says_whom_and_what_it_collides_with_and_from_when(
    store: Store, morning: GroupId, evening: GroupId
) -> None:
    nine_o_clock(store, morning)
    new_client(store, "Amara Osei", morning, evening)
    new_client(store, "Ben Ito", morning)
    found = store.read(sessions.clashes_of_block, evening, [MONDAYS])
    assert [(one.kind, one.names) for one in found] == [
        (ClashKind.FACILITATOR, ("Renee Alvarado",)),
        (ClashKind.CLIENT, ("Amara Osei",)),
        (ClashKind.LINK, ()),
    ]
    assert {one.other_group_name for one in found} == {"Morning IOP"}
    first = found[0]
    assert first.starts_at.astimezone(NEW_YORK) == datetime(2026, 3, 16, 10, 0, tzinfo=NEW_YORK)
    assert first.other_starts_at == datetime(2026, 3, 16, 9, 0, tzinfo=NEW_YORK)
    assert first.times == 26


def test_blocks_that_only_touch_do_not_collide(store: Store, morning: GroupId, evening: GroupId) -> None:
    nine_o_clock(store, morning)
    assert store.read(sessions.clashes_of_block, evening, [replace(MONDAYS, starts=time(12))]) == ()
    assert store.read(sessions.clashes_of_block, evening, [replace(MONDAYS, weekday=Weekday.TUE)]) == ()


def test_a_block_that_is_changed_does_not_collide_with_itself(store: Store, morning: GroupId) -> None:
    block_id = nine_o_clock(store, morning)
    new_client(store, "Amara Osei", morning)
    alone = store.read(lambda work: sessions.clashes_of_block(work, morning, [MONDAYS], instead_of=block_id))
    assert alone == ()
    assert store.read(sessions.clashes_of_block, morning, [MONDAYS])


def test_a_session_that_is_moved_or_given_away_says_what_it_meets(
    store: Store, morning: GroupId, evening: GroupId
) -> None:
    done(store, lambda work: setattr(work.get(GroupRow, evening), "link", ""))
    chen = store.write(people.add_facilitator, "M. Chen", "LPC", states=["NY"]).outcome
    done(store, lambda work: setattr(work.get(GroupRow, evening), "facilitator_id", chen))
    nine_o_clock(store, morning)
    tuesday = nine_o_clock(store, evening, Weekday.TUE)
    own = series.session_id(tuesday, date(2026, 3, 17))
    at = datetime(2026, 3, 16, 11, 0, tzinfo=NEW_YORK)
    assert store.read(lambda work: sessions.clashes_of_session(work, own, starts_at=at)) == ()
    renee = store.actor
    found = store.read(lambda work: sessions.clashes_of_session(work, own, starts_at=at, facilitator_id=renee))
    assert [(one.kind, one.names, one.times) for one in found] == [(ClashKind.FACILITATOR, ("Renee Alvarado",), 1)]


def test_a_place_in_a_second_group_says_which_sessions_overlap(
    store: Store, morning: GroupId, evening: GroupId
) -> None:
    nine_o_clock(store, morning)
    nine_o_clock(store, evening)
    client_id = new_client(store, "Amara Osei", morning)
    (found,) = store.read(sessions.clashes_of_enrolment, client_id, evening)
    assert (found.kind, found.names, found.other_group_name) == (ClashKind.CLIENT, ("Amara Osei",), "Morning IOP")
    assert store.read(sessions.clashes_of_enrolment, client_id, morning) == ()


def test_a_group_that_is_fuller_than_its_places_is_named(store: Store, morning: GroupId) -> None:
    for name in ("Amara Osei", "Ben Ito"):
        new_client(store, name, morning)
    done(store, lambda work: setattr(work.get(GroupRow, morning), "capacity", 1))
    (found,) = store.read(sessions.clashes_of_block, morning, [MONDAYS])
    assert (found.kind, found.enrolled, found.capacity) == (ClashKind.CAPACITY, 2, 1)


def test_the_reason_for_a_clash_is_kept_with_what_was_planned(store: Store, morning: GroupId) -> None:
    added = store.write(
        series.add_block, morning, weekdays=[Weekday.MON], starts=time(9), from_on=FROM, despite=" Two rooms "
    )
    block_id = added.outcome[0]
    moved_to = datetime(2026, 3, 17, 9, 0, tzinfo=NEW_YORK)
    change = store.write(series.move, block_id, date(2026, 3, 16), moved_to, None, "Only this once")
    assert "Only this once" not in str(change.detail)
    assert store.read(lambda work: work.get(BlockRow, block_id).despite) == "Two rooms"

    def reasons(work: UnitOfWork) -> list[str]:
        return [row.reason for row in work.rows.exec(select(SeriesExceptionRow))]

    assert store.read(reasons) == ["Only this once"]
    client_id = new_client(store, "Amara Osei")
    placed = store.write(roster.enroll, client_id, morning, despite="Step-down week").outcome
    assert placed.enrolment_id is not None
    stay_id = placed.enrolment_id
    assert store.read(lambda work: work.get(EnrolmentRow, stay_id).despite) == "Step-down week"


def test_an_extra_session_makes_up_for_a_cancelled_one_of_its_group(
    store: Store, morning: GroupId, evening: GroupId
) -> None:
    block_id = nine_o_clock(store, morning)
    missed = series.session_id(block_id, date(2026, 3, 16))
    at = datetime(2026, 3, 17, 9, 0, tzinfo=NEW_YORK)
    with pytest.raises(SessionNotInState):
        store.write(sessions.add_session, morning, at, makes_up_for=missed)
    store.write(sessions.cancel_session, missed, "Facilitator ill")
    with pytest.raises(OfAnotherGroup):
        store.write(sessions.add_session, evening, at, makes_up_for=missed)
    added = store.write(sessions.add_session, morning, at, makes_up_for=missed)
    assert store.read(sessions.session, added.outcome).makes_up_for == missed
    assert store.read(sessions.session, missed).made_up_by == added.outcome
    assert added.undo is not None
    store.write(added.undo)
    assert store.read(sessions.session, missed).made_up_by is None


def test_the_list_before_a_session_names_each_thing_once(
    store: Store, clock: FakeClock, morning: GroupId, evening: GroupId
) -> None:
    nine_o_clock(store, morning, Weekday.WED)
    nine_o_clock(store, evening, Weekday.WED)
    amara = new_client(store, "Amara Osei", morning)
    ben = new_client(store, "Ben Ito", morning)
    contact = roster.EmergencyContact("Kofi Osei", "Brother", "212-555-0142", None)
    store.write(roster.set_emergency_contacts, amara, [contact])
    details = roster.ConsentDetails(ConsentKind.TELEHEALTH, date(2025, 3, 20), expires_on=date(2026, 3, 20))
    store.write(roster.add_consent, amara, details)
    done(store, lambda work: setattr(work.get(GroupRow, morning), "limit_minutes", 40))
    found = store.read(sessions.preflight_of)
    told = [(one.group_name, one.concern, one.client_name) for one in found]
    assert told == [
        ("Evening IOP", Concern.LINK_SHARED, ""),
        ("Morning IOP", Concern.LINK_SHARED, ""),
        ("Morning IOP", Concern.LIMIT_TOO_SHORT, ""),
        ("Morning IOP", Concern.CONTACT_MISSING, "Ben Ito"),
        ("Morning IOP", Concern.CONSENT_EXPIRING, "Amara Osei"),
    ]
    assert found[1].other_group == "Evening IOP"
    assert found[2].limit_minutes == 40
    assert found[3].client_id == ben
    assert (found[4].consent, found[4].expires_on) == (ConsentKind.TELEHEALTH, date(2026, 3, 20))
    clock.advance(hours=12)
    assert store.read(sessions.preflight_of) == ()


def test_a_link_that_nobody_opened_for_ten_months_is_doubted(store: Store, clock: FakeClock, morning: GroupId) -> None:
    nine_o_clock(store, morning, Weekday.WED)
    store.write(sessions.launch, store.read(sessions.todays_sessions)[0].id)
    clock.advance(days=7 * 43)
    store.write(sessions.plan_ahead)
    found = [one.concern for one in store.read(sessions.preflight_of)]
    assert Concern.LINK_UNUSED in found
    clock.advance(days=-7)
    store.write(sessions.plan_ahead)
    assert Concern.LINK_UNUSED not in [one.concern for one in store.read(sessions.preflight_of)]


def test_one_step_takes_the_backup_link_for_this_session_only(store: Store, morning: GroupId) -> None:
    nine_o_clock(store, morning, Weekday.WED)
    today = store.read(sessions.todays_sessions)[0]
    with pytest.raises(LinkRefused):
        store.write(sessions.switch_to_backup, today.id)
    done(store, lambda work: setattr(work.get(GroupRow, morning), "backup_link", BACKUP))
    done(store, lambda work: setattr(work.get(GroupRow, morning), "link", ""))
    (missing,) = store.read(sessions.preflight_of)
    assert (missing.concern, missing.has_backup) == (Concern.LINK_MISSING, True)
    change = store.write(sessions.switch_to_backup, today.id)
    assert (change.outcome.url, change.outcome.platform) == (BACKUP, Platform.MEET)
    assert store.read(sessions.meeting_door, today.id).url == BACKUP
    assert store.read(sessions.preflight_of) == ()
    week_later = series.session_id(today.block_id, today.original_on + timedelta(days=7))  # type: ignore[arg-type, operator]
    with pytest.raises(LinkRefused):
        store.read(sessions.meeting_door, week_later)
    assert change.undo is not None
    store.write(change.undo)
    assert store.read(sessions.preflight_of)[0].concern is Concern.LINK_MISSING
