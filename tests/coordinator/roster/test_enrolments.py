from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator import roster
from coordinator.changes import Change
from coordinator.errors import Conflict, NotFound
from coordinator.roster import ClientDetails, GroupDetails, PlacementResult, Standing
from coordinator.roster.errors import (
    AlreadyWaiting,
    ClientDischarged,
    DatesOutOfOrder,
    EpisodesOverlap,
    GroupArchived,
    GroupStillHasClients,
    NotAdmitted,
    NotWaiting,
    RecordsExist,
    StayBeforeAdmission,
    StaysOverlap,
    StillAdmitted,
)
from coordinator.roster.rules import is_on, most_at_once, overlap
from coordinator.store.tables import AttendanceRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, ClientId, DischargeReason, GroupId, GroupSessionId, Topic
from tests.builders import a_session
from tests.reversing import take_back

TODAY = date(2026, 3, 11)


def group_of(store: Store, capacity: int = 12, name: str = "Mood & Anxiety") -> GroupId:
    return store.write(roster.add_group, GroupDetails(name, capacity=capacity)).outcome


def client_of(store: Store, name: str = "Amara Osei", *, admitted_on: date | None = None) -> ClientId:
    return store.write(roster.add_client, ClientDetails(name), admitted_on=admitted_on).outcome


def names_on(store: Store, group_id: GroupId, day: date = TODAY) -> list[str]:
    return [entry.name for entry in store.read(roster.roster_on, group_id, day)]


def test_enrolling_shows_the_client_on_the_roster_and_admits_them(store: Store) -> None:
    group_id, client_id = group_of(store), client_of(store)
    placement = store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 3, 2)).outcome
    assert placement.result is PlacementResult.ENROLLED
    assert names_on(store, group_id) == ["Amara Osei"]
    assert names_on(store, group_id, date(2026, 3, 1)) == []
    episode = store.read(roster.client, client_id).episode
    assert episode is not None
    assert episode.admitted_on == date(2026, 3, 2)


def test_enrolling_without_a_day_starts_today_in_the_groups_zone(store: Store) -> None:
    group_id = store.write(roster.add_group, GroupDetails("Evening", zone="Pacific/Auckland")).outcome
    store.write(roster.enroll, client_of(store), group_id)
    (entry,) = store.read(roster.roster_from, group_id, TODAY)
    assert entry.starts_on == date(2026, 3, 12)


def test_a_full_group_puts_the_client_on_the_waitlist_and_says_so(store: Store) -> None:
    group_id = group_of(store, capacity=1)
    store.write(roster.enroll, client_of(store, "Amara Osei"), group_id)
    second, third = client_of(store, "Priya Raman"), client_of(store, "Owen Castle")
    first_try = store.write(roster.enroll, second, group_id).outcome
    assert (first_try.result, first_try.position) == (PlacementResult.WAITLISTED, 1)
    assert store.write(roster.enroll, third, group_id).outcome.position == 2
    again = store.write(roster.enroll, second, group_id)
    assert (again.outcome.result, again.outcome.position) == (PlacementResult.STILL_WAITING, 1)
    assert not again.topics
    assert [place.name for place in store.read(roster.waitlist, group_id)] == ["Priya Raman", "Owen Castle"]
    assert store.read(roster.client, second).standing is Standing.WAITING


def test_a_place_that_opens_later_can_be_taken_from_then_on(store: Store) -> None:
    group_id = group_of(store, capacity=1)
    store.write(roster.enroll, client_of(store, "Jolene Baptiste"), group_id, ends_on=TODAY)
    waiting = client_of(store, "Priya Raman")
    store.write(roster.join_waitlist, waiting, group_id)
    assert store.write(roster.enroll, waiting, group_id).outcome.result is PlacementResult.STILL_WAITING
    tomorrow = TODAY + timedelta(days=1)
    assert store.write(roster.enroll, waiting, group_id, starts_on=tomorrow).outcome.result is PlacementResult.ENROLLED
    assert store.read(roster.waitlist, group_id) == ()


def test_undoing_an_enrolment_gives_the_place_on_the_waitlist_back(store: Store) -> None:
    group_id = group_of(store, capacity=2)
    first, second = client_of(store, "Priya Raman"), client_of(store, "Owen Castle")
    store.write(roster.join_waitlist, first, group_id, since=date(2026, 3, 4))
    store.write(roster.join_waitlist, second, group_id, since=date(2026, 3, 9))
    change = store.write(roster.enroll, first, group_id)
    undone = take_back(store, change)
    assert [place.name for place in store.read(roster.waitlist, group_id)] == ["Priya Raman", "Owen Castle"]
    assert names_on(store, group_id) == []
    assert store.read(roster.client, first).episodes == ()
    take_back(store, undone)
    assert names_on(store, group_id) == ["Priya Raman"]


def test_two_stays_of_one_client_are_kept_apart(store: Store) -> None:
    group_id, client_id = group_of(store), client_of(store)
    store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 30))
    with pytest.raises(StaysOverlap) as refusal:
        store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 1, 30))
    assert refusal.value.ends_on == date(2026, 1, 30)
    store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 3, 2))
    assert names_on(store, group_id, date(2026, 2, 14)) == []
    assert names_on(store, group_id, date(2026, 1, 30)) == ["Amara Osei"]
    assert names_on(store, group_id) == ["Amara Osei"]


def test_lengthening_a_stay_into_the_next_one_is_refused(store: Store) -> None:
    group_id, client_id = group_of(store), client_of(store)
    stay = store.write(
        roster.enroll, client_id, group_id, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 30)
    ).outcome.enrolment_id
    assert stay is not None
    store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 3, 2))
    with pytest.raises(StaysOverlap):
        store.write(roster.end_enrolment, stay, on=date(2026, 3, 5))
    with pytest.raises(DatesOutOfOrder):
        store.write(roster.end_enrolment, stay, on=date(2026, 1, 4))


def test_same_named_clients_show_their_id(store: Store) -> None:
    group_id = group_of(store)
    for name in ("Maria Lopez", "maria  lopez", "Ida Falk"):
        store.write(roster.enroll, client_of(store, name), group_id)
    entries = store.read(roster.roster_on, group_id, TODAY)
    assert [(entry.name, entry.second_identifier_needed) for entry in entries] == [
        ("Ida Falk", False),
        ("Maria Lopez", True),
        ("maria lopez", True),
    ]
    assert len({entry.code for entry in entries}) == 3


def test_moving_a_client_ends_the_old_stay_the_day_before(store: Store) -> None:
    old, new, client_id = group_of(store), group_of(store, name="DBT Skills"), client_of(store)
    stay = store.write(roster.enroll, client_id, old, starts_on=date(2026, 3, 2)).outcome.enrolment_id
    assert stay is not None
    change = store.write(roster.move_client, stay, new, on=TODAY)
    assert names_on(store, old, date(2026, 3, 10)) == ["Amara Osei"]
    assert names_on(store, old) == []
    assert names_on(store, new) == ["Amara Osei"]
    take_back(store, change)
    assert names_on(store, old) == ["Amara Osei"]
    assert names_on(store, new) == []


def test_moving_into_a_full_group_waits_and_keeps_the_present_place(store: Store) -> None:
    old, new, client_id = group_of(store), group_of(store, 1, "DBT Skills"), client_of(store)
    store.write(roster.enroll, client_of(store, "Ida Falk"), new)
    stay = store.write(roster.enroll, client_id, old, starts_on=date(2026, 3, 2)).outcome.enrolment_id
    assert stay is not None
    assert store.write(roster.move_client, stay, new, on=TODAY).outcome.result is PlacementResult.WAITLISTED
    assert names_on(store, old) == ["Amara Osei"]


def test_discharge_ends_stays_and_waiting_and_undo_restores_them(store: Store) -> None:
    here, later, waiting = group_of(store), group_of(store, name="DBT Skills"), group_of(store, name="Family Education")
    client_id = client_of(store, admitted_on=date(2026, 1, 5))
    store.write(roster.enroll, client_id, here, starts_on=date(2026, 1, 5))
    store.write(roster.enroll, client_id, later, starts_on=date(2026, 3, 17))
    store.write(roster.join_waitlist, client_id, waiting)
    before = store.read(roster.client, client_id)
    change = store.write(roster.discharge, client_id, on=TODAY, reason=DischargeReason.COMPLETED)
    after = store.read(roster.client, client_id)
    assert after.standing is Standing.DISCHARGED
    assert [(stay.group.name, stay.ends_on) for stay in after.enrolments] == [("Mood & Anxiety", TODAY)]
    assert after.waitlist_places == ()
    assert names_on(store, here) == ["Amara Osei"]
    assert names_on(store, here, TODAY + timedelta(days=1)) == []
    assert [line.name for line in store.read(roster.clients, standing=Standing.DISCHARGED)] == ["Amara Osei"]
    take_back(store, change)
    assert store.read(roster.client, client_id) == before


def test_readmission_is_a_new_episode_and_keeps_the_old_one(store: Store) -> None:
    group_id, client_id = group_of(store), client_of(store, admitted_on=date(2026, 1, 5))
    store.write(roster.discharge, client_id, on=date(2026, 2, 6), reason=DischargeReason.LEFT_AGAINST_ADVICE)
    with pytest.raises(ClientDischarged):
        store.write(roster.enroll, client_id, group_id)
    with pytest.raises(EpisodesOverlap):
        store.write(roster.readmit, client_id, on=date(2026, 2, 6))
    store.write(roster.readmit, client_id, on=date(2026, 3, 9))
    with pytest.raises(StillAdmitted):
        store.write(roster.readmit, client_id, on=TODAY)
    with pytest.raises(StayBeforeAdmission):
        store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 2, 20))
    store.write(roster.enroll, client_id, group_id)
    found = store.read(roster.client, client_id)
    assert [(episode.admitted_on, episode.discharged_on) for episode in found.episodes] == [
        (date(2026, 1, 5), date(2026, 2, 6)),
        (date(2026, 3, 9), None),
    ]
    assert found.standing is Standing.ACTIVE


def test_discharge_asks_for_an_open_episode_and_a_day_after_admission(store: Store) -> None:
    with pytest.raises(NotAdmitted):
        store.write(roster.discharge, client_of(store), on=TODAY, reason=DischargeReason.MOVED)
    with pytest.raises(DatesOutOfOrder):
        store.write(
            roster.discharge, client_of(store, admitted_on=TODAY), on=date(2026, 3, 1), reason=DischargeReason.MOVED
        )


def test_the_waitlist_keeps_its_order_and_can_be_changed(store: Store) -> None:
    group_id = group_of(store)
    ids = [client_of(store, name) for name in ("Ada Lund", "Bo Stern", "Cy Park")]
    for client_id in ids:
        store.write(roster.join_waitlist, client_id, group_id)
    with pytest.raises(AlreadyWaiting):
        store.write(roster.join_waitlist, ids[0], group_id)
    change = store.write(roster.move_on_waitlist, ids[2], group_id, position=1)
    assert [place.name for place in store.read(roster.waitlist, group_id)] == ["Cy Park", "Ada Lund", "Bo Stern"]
    take_back(store, change)
    store.write(roster.leave_waitlist, ids[0], group_id)
    assert [(place.position, place.name) for place in store.read(roster.waitlist, group_id)] == [
        (1, "Bo Stern"),
        (2, "Cy Park"),
    ]
    with pytest.raises(NotWaiting):
        store.write(roster.leave_waitlist, ids[0], group_id)


def test_a_group_with_clients_is_not_archived_and_an_archived_one_takes_nobody(store: Store) -> None:
    group_id, client_id = group_of(store), client_of(store)
    stay = store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 3, 2)).outcome.enrolment_id
    assert stay is not None
    with pytest.raises(GroupStillHasClients) as refusal:
        store.write(roster.archive_group, group_id)
    assert (refusal.value.enrolled, refusal.value.waiting) == (1, 0)
    store.write(roster.end_enrolment, stay, on=date(2026, 3, 10))
    change = store.write(roster.archive_group, group_id)
    assert store.read(roster.groups) == ()
    with pytest.raises(GroupArchived):
        store.write(roster.enroll, client_id, group_id)
    take_back(store, change)
    assert [found.name for found in store.read(roster.groups)] == ["Mood & Anxiety"]


def test_an_enrolment_under_which_attendance_was_taken_is_not_undone(store: Store) -> None:
    group_id, client_id = group_of(store), client_of(store)
    change = store.write(roster.enroll, client_id, group_id)
    attended(store, group_id, client_id)
    with pytest.raises(RecordsExist):
        take_back(store, change)
    assert names_on(store, group_id) == ["Amara Osei"]


def test_undo_refuses_what_somebody_changed_meanwhile(store: Store) -> None:
    group_id, client_id = group_of(store), client_of(store)
    change = store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 3, 2))
    stay = change.outcome.enrolment_id
    assert stay is not None
    store.write(roster.end_enrolment, stay, on=TODAY)
    with pytest.raises(Conflict):
        take_back(store, change)


def test_an_unknown_group_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.write(roster.enroll, client_of(store), GroupId(client_of(store, "Ida Falk")))


def attended(store: Store, group_id: GroupId, client_id: ClientId) -> None:
    def mark(work: UnitOfWork) -> Change[GroupSessionId]:
        session_id = a_session(work, group_id)
        work.rows.add(AttendanceRow(session_id=session_id, client_id=client_id))
        return Change(Action.MARK, session_id, frozenset({Topic.ATTENDANCE}), outcome=session_id)

    store.write(mark)


days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
stay_dates = st.tuples(days, st.one_of(st.none(), days)).filter(lambda stay: stay[1] is None or stay[0] <= stay[1])


@given(st.lists(stay_dates, max_size=8), stay_dates)
def test_most_at_once_agrees_with_counting_every_day(
    stays: list[tuple[date, date | None]], wanted: tuple[date, date | None]
) -> None:
    first, last = wanted
    every_day = [first + timedelta(days=n) for n in range(((last or date(2026, 4, 2)) - first).days + 1)]
    assert most_at_once(stays, first, last) == max(sum(is_on(*stay, day) for stay in stays) for day in every_day)


@given(stay_dates, stay_dates)
def test_overlap_means_sharing_a_day(one: tuple[date, date | None], other: tuple[date, date | None]) -> None:
    every_day = [date(2026, 1, 1) + timedelta(days=n) for n in range(100)]
    assert overlap(*one, *other) == any(is_on(*one, day) and is_on(*other, day) for day in every_day)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(stay_dates, min_size=1, max_size=6), st.lists(days, min_size=1, max_size=4))
def test_the_roster_on_a_day_is_whoever_was_let_in(
    store: Store, stays: list[tuple[date, date | None]], asked: list[date]
) -> None:
    number = len(store.read(roster.groups))
    group_id = store.write(roster.add_group, GroupDetails(f"Group {number}", short_code=f"G{number}")).outcome
    client_id = client_of(store)
    accepted: list[tuple[date, date | None]] = []
    for starts_on, ends_on in stays:
        try:
            placement = store.write(roster.enroll, client_id, group_id, starts_on=starts_on, ends_on=ends_on)
        except (StaysOverlap, StayBeforeAdmission):
            continue
        assert placement.outcome.result is PlacementResult.ENROLLED
        assert not any(overlap(starts_on, ends_on, *other) for other in accepted)
        accepted.append((starts_on, ends_on))
    for day in asked:
        here = [stay for stay in accepted if is_on(*stay, day)]
        entries = store.read(roster.roster_on, group_id, day)
        assert [(entry.starts_on, entry.ends_on) for entry in entries] == here
