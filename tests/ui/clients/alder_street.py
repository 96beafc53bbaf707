"""A made-up clinic on Wednesday, March 11, 2026, as on the pictures of Groups and Clients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, select

from coordinator import people, roster, series
from coordinator.changes import Change
from coordinator.roster import ClientDetails, ConsentDetails, EmergencyContact, GroupDetails
from coordinator.store.tables import AttendanceRow, FlagRow, GroupSessionRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    ConsentKind,
    FacilitatorId,
    FlagKind,
    GroupColour,
    GroupId,
    Mark,
    SessionStatus,
    Topic,
    Weekday,
)
from tests.remembering import written_once

TODAY = date(2026, 3, 11)
JAN_12, JAN_19, FEB_2, FEB_9, FEB_16 = (date(2026, *day) for day in ((1, 12), (1, 19), (2, 2), (2, 9), (2, 16)))
MOOD = (
    ("Amara Osei", JAN_19),
    ("Ben Castellano", JAN_12),
    ("Chloe Nakamura", FEB_9),
    ("Dana Whitfield", TODAY),
    ("Elias Brandt", FEB_2),
    ("Farah Siddiqui", JAN_12),
    ("Hana Kim", FEB_16),
    ("Jolene Baptiste", date(2025, 12, 1)),
    ("Marcus Oyelaran", JAN_19),
    ("Tomás Rivera", FEB_9),
)
RECOVERY = ("Grace Halloran", "Ivan Petrov", "Keisha Boone", "Liam O\u2019Dowd", "Nina Ferreira")


@dataclass(frozen=True)
class AlderStreet:
    groups: dict[str, GroupId]
    clients: dict[str, ClientId]


@written_once
def fill(store: Store) -> AlderStreet:
    """Groups, blocks, clients, six weeks of attendance."""
    groups = {
        short: _group(store, name, short, colour, capacity)
        for name, short, colour, capacity in (
            ("Mood & Anxiety", "MA", GroupColour.HARBOUR, 12),
            ("Recovery Skills", "RS", GroupColour.PLUM, 12),
            ("DBT Skills", "DBT", GroupColour.MOSS, 8),
            ("Family Education", "FE", GroupColour.CLAY, 10),
        )
    }
    chen = store.write(people.add_facilitator, "Marcus Chen", "LMFT").outcome
    _blocks(store, groups)
    clients: dict[str, ClientId] = {}
    for number, (name, since) in enumerate(MOOD, start=1017):
        clients[name] = _client(store, name, f"A-{number}", since, groups["MA"])
    for number, name in enumerate(RECOVERY, start=1040):
        clients[name] = _client(store, name, f"A-{number}", FEB_2, groups["RS"])
    for number, short in enumerate(["RS"] * 4 + ["DBT"] * 6 + ["FE"] * 6, start=1060):
        _client(store, f"Zoe Client {number}", f"A-{number}", FEB_2, groups[short])
    jolene = store.read(roster.client, clients["Jolene Baptiste"])
    store.write(roster.end_enrolment, jolene.enrolments[0].id, on=TODAY)
    store.write(roster.enroll, clients["Farah Siddiqui"], groups["DBT"], starts_on=date(2026, 3, 17))
    store.write(roster.enroll, clients["Liam O\u2019Dowd"], groups["DBT"], starts_on=FEB_2)
    for name, since, short in (
        ("Priya Raman", date(2026, 3, 4), "MA"),
        ("Owen Castle", date(2026, 3, 9), "MA"),
        ("Uma Lindqvist", date(2026, 3, 2), "RS"),
    ):
        clients[name] = store.write(roster.add_client, ClientDetails(name)).outcome
        store.write(roster.join_waitlist, clients[name], groups[short], since=since)
    store.write(_attendance, groups, clients)
    store.write(_flag, clients["Farah Siddiqui"], chen)
    store.write(
        roster.add_consent,
        clients["Farah Siddiqui"],
        ConsentDetails(ConsentKind.TELEHEALTH, signed_on=JAN_12, expires_on=date(2027, 1, 12)),
    )
    return AlderStreet(groups, clients)


def _group(store: Store, name: str, short: str, colour: GroupColour, capacity: int) -> GroupId:
    details = GroupDetails(
        name,
        short_code=short,
        colour=colour,
        capacity=capacity,
        link="https://zoom.example/j/555010147",
        passcode="481516",
    )
    return store.write(roster.add_group, details).outcome


def _blocks(store: Store, groups: dict[str, GroupId]) -> None:
    week = Weekday
    for short, days, starts in (
        ("MA", [week.MON, week.WED, week.FRI], time(9)),
        ("RS", [week.MON, week.WED, week.THU], time(17, 30)),
        ("DBT", [week.TUE, week.THU], time(9)),
        ("FE", [week.TUE], time(13)),
    ):
        store.write(series.add_block, groups[short], weekdays=days, starts=starts, from_on=date(2025, 12, 1))
    store.write(_plan)


def _plan(work: UnitOfWork) -> Change[int]:
    planned = series.plan_between(work, FEB_2, TODAY + timedelta(days=4))
    return Change(Action.PLAN_SESSIONS, None, frozenset({Topic.SESSIONS}), outcome=planned)


def _client(store: Store, name: str, code: str, since: date, group_id: GroupId) -> ClientId:
    details = ClientDetails(
        name,
        code=code,
        pronouns="she/her",
        usual_location="Home, 27 Orchard Row, Apt 5",
        local_emergency_number="988, county team (555) 010-0190",
    )
    checked_at = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    contact = EmergencyContact("Imran Siddiqui", "brother", "(555) 010-0113", checked_at)
    client_id = store.write(roster.add_client, details, admitted_on=since, contacts=[contact]).outcome
    store.write(roster.enroll, client_id, group_id, starts_on=since)
    return client_id


def _flag(work: UnitOfWork, client_id: ClientId, by: FacilitatorId) -> Change[None]:
    raised_at = datetime(2026, 3, 10, 20, 10, tzinfo=UTC)
    row = FlagRow(
        client_id=client_id,
        kind=FlagKind.SAFETY_PLAN,
        text="Safety plan updated.",
        raised_at=raised_at,
        raised_by=by,
    )
    work.rows.add(row)
    return Change(Action.RAISE_FLAG, client_id, frozenset({Topic.ROSTER}), outcome=None)


def _attendance(work: UnitOfWork, groups: dict[str, GroupId], clients: dict[str, ClientId]) -> Change[None]:
    by_group = {groups["MA"]: [name for name, _ in MOOD], groups["RS"]: list(RECOVERY)}
    since = dict(MOOD)
    wanted = select(GroupSessionRow).where(col(GroupSessionRow.service_date) < TODAY)
    for session in work.rows.exec(wanted).all():
        session.status = SessionStatus.HELD
        session.started_at, session.ended_at = session.starts_at, session.ends_at
        for name in by_group.get(session.group_id, ()):
            if since.get(name, FEB_2) <= session.service_date:
                work.rows.add(_mark(session, name, clients[name]))
    return Change(Action.MARK, None, frozenset({Topic.ATTENDANCE}), outcome=None)


def _mark(session: GroupSessionRow, name: str, client_id: ClientId) -> AttendanceRow:
    row = AttendanceRow(session_id=session.id, client_id=client_id, mark=Mark.PRESENT)
    late = {"Marcus Oyelaran": 45, "Grace Halloran": 15}
    if session.service_date == date(2026, 3, 9):
        if name in late:
            row.late, row.arrived_late_minutes = True, late[name]
        if name == "Hana Kim":
            row.left_early, row.left_early_minutes = True, 30
        if name == "Nina Ferreira":
            row.mark = Mark.ABSENT
    if name == "Farah Siddiqui":
        if session.service_date == date(2026, 2, 6):
            row.late, row.arrived_late_minutes = True, 15
        if session.service_date == date(2026, 2, 11):
            row.mark = Mark.EXCUSED
    return row
