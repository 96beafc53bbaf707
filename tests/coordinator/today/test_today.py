"""Today shows what 8:55 needs: the next session, what changed, what is unfinished."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from coordinator import attendance, roster, series, sessions, today
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.series import Segment
from coordinator.store.unit_of_work import Store
from coordinator.today import ChangeKind, TodoKind
from coordinator.vocabulary import ClientId, ExcuseReason, GroupId, Mark, ServiceType, Weekday
from tests.fakes import FakeClock

MONDAY = date(2026, 3, 9)
NINE = time(9)


def a_clinic(store: Store) -> tuple[GroupId, list[ClientId]]:
    group = store.write(
        roster.add_group,
        GroupDetails(name="Mood & Anxiety", link="https://us02web.zoom.us/j/5550101470", passcode="481516"),
    ).outcome
    members = []
    for name in ("Amara Osei", "Ben Castellano"):
        details = ClientDetails(preferred_name=name)
        client = store.write(roster.add_client, details, admitted_on=date(2026, 1, 5)).outcome
        store.write(roster.enroll, client, group, starts_on=date(2026, 1, 5))
        members.append(client)
    segments = (Segment(ServiceType.GROUP_THERAPY, 180),)
    store.write(
        series.add_block,
        group,
        weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI),
        starts=NINE,
        from_on=date(2026, 2, 2),
        segments=segments,
    )
    store.write(sessions.plan_ahead)
    return group, members


def test_the_next_session_leads(store: Store) -> None:
    a_clinic(store)
    found = store.read(today.today)
    assert found.day == date(2026, 3, 11)
    assert [one.session.group_name for one in found.sessions] == ["Mood & Anxiety"]
    assert found.sessions[0].expected == 2
    assert found.sessions[0].passcode == "481516"
    assert found.upcoming is None


def test_a_first_session_without_contact_is_a_change(store: Store) -> None:
    group, _members = a_clinic(store)
    dana = store.write(roster.add_client, ClientDetails(preferred_name="Dana Whitfield")).outcome
    store.write(roster.enroll, dana, group, starts_on=date(2026, 3, 11))
    changes = store.read(today.today).sessions[0].changes
    first = next(one for one in changes if one.client_id == dana)
    assert first.kind is ChangeKind.FIRST_SESSION
    assert first.contact_missing


def test_an_announced_absence_is_a_change(store: Store) -> None:
    _group, members = a_clinic(store)
    session = store.read(sessions.next_session)
    assert session is not None
    until = datetime(2026, 3, 11, 14, tzinfo=UTC)
    store.write(attendance.plan_absence, session.id, members[0], ExcuseReason.MEDICAL, expected_at=until)
    change = store.read(today.today).sessions[0].changes[0]
    assert (change.kind, change.expected_at) == (ChangeKind.PLANNED_ABSENCE, until)


def test_what_was_held_leaves_notes_and_a_report_to_finish(store: Store, clock: FakeClock) -> None:
    _group, members = a_clinic(store)
    session = store.read(sessions.next_session)
    assert session is not None
    store.write(sessions.launch, session.id)
    clock.advance(hours=1)
    for client in members:
        store.write(attendance.mark, session.id, client, Mark.PRESENT)
    clock.advance(hours=3)
    store.write(sessions.end_session, session.id)
    kinds = {todo.kind: todo for todo in store.read(today.to_finish).todos}
    assert kinds[TodoKind.NOTES].count == 3
    assert kinds[TodoKind.REPORT].session_id == session.id
    assert TodoKind.UNMARKED not in kinds


def test_three_absences_without_notice_ask_for_a_look_until_somebody_had_it(store: Store, clock: FakeClock) -> None:
    _group, members = a_clinic(store)
    for _ in range(3):
        session = store.read(sessions.next_session)
        assert session is not None
        clock.set(session.starts_at)
        store.write(sessions.launch, session.id)
        store.write(attendance.mark, session.id, members[0], Mark.ABSENT)
        clock.set(session.ends_at)
        store.write(sessions.end_session, session.id)
    found = [one for one in store.read(today.to_finish).todos if one.kind is TodoKind.ABSENCES]
    assert [(one.client_id, one.count) for one in found] == [(members[0], 3)]
    assert found[0].ends_on is not None
    store.write(attendance.review_absences, members[0], found[0].ends_on)
    assert not [one for one in store.read(today.to_finish).todos if one.kind is TodoKind.ABSENCES]


def test_an_empty_vault_says_where_to_begin(store: Store) -> None:
    kinds = [todo.kind for todo in store.read(today.to_finish).todos]
    assert TodoKind.TIP_GROUP in kinds
    assert TodoKind.TIP_CLIENTS in kinds


def test_who_can_no_longer_reach_the_goal_is_named_while_there_is_time(store: Store, clock: FakeClock) -> None:
    clock.set(datetime(2026, 3, 9, 14, tzinfo=UTC))
    _group, members = a_clinic(store)
    session = store.read(sessions.next_session)
    assert session is not None
    store.write(sessions.launch, session.id)
    store.write(attendance.mark, session.id, members[0], Mark.ABSENT)
    store.write(attendance.mark, session.id, members[1], Mark.PRESENT)
    forecast = store.read(today.to_finish).forecast
    assert forecast is not None
    assert [one.client_id for one in forecast.falling_short] == [members[0]]
    assert forecast.falling_short[0].hours.best_still_possible == 360
