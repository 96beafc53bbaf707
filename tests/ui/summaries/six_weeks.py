"""Mood & Anxiety from January 26 to March 6, 2026, written through the front doors as it would have happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from coordinator import attendance, notes, people, programs, roster, series, sessions
from coordinator.attendance import Timing
from coordinator.notes import NoteContent
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.store.unit_of_work import Store
from coordinator.summaries import set_week_plan
from coordinator.vocabulary import (
    ClientId,
    ExcuseReason,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    Mark,
    OutreachOutcome,
    Participation,
    ServiceType,
    Weekday,
)
from tests.fakes import FakeClock
from tests.remembering import written_once

ZONE = ZoneInfo("America/New_York")
JAN_26, FEB_2, FEB_9 = date(2026, 1, 26), date(2026, 2, 2), date(2026, 2, 9)
FEB_16, FEB_23, MAR_2 = date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2)

PEOPLE = (
    ("Amara Osei", "A-1040", JAN_26),
    ("Ben Castellano", "A-1041", JAN_26),
    ("Chloe Nakamura", "A-1042", FEB_9),
    ("Elias Brandt", "A-1044", FEB_2),
    ("Farah Siddiqui", "A-1045", JAN_26),
    ("Hana Kim", "A-1046", FEB_16),
    ("Jolene Baptiste", "A-1047", JAN_26),
    ("Marcus Oyelaran", "A-1048", JAN_26),
    ("Owen Gallagher", "A-1049", JAN_26),
    ("Tomás Rivera", "A-1050", FEB_9),
)
ABSENT, EXCUSED, LATE, EARLY = "absent", "excused", "late", "early"
EVENTS: tuple[tuple[str, date, str, int], ...] = (
    ("Ben", date(2026, 2, 4), ABSENT, 0),
    ("Farah", date(2026, 2, 6), LATE, 15),
    ("Elias", date(2026, 2, 11), LATE, 30),
    ("Farah", date(2026, 2, 13), ABSENT, 0),
    ("Marcus", date(2026, 2, 9), ABSENT, 0),
    ("Marcus", date(2026, 2, 11), EXCUSED, 0),
    ("Hana", date(2026, 2, 25), ABSENT, 0),
    ("Marcus", date(2026, 2, 27), EARLY, 105),
    ("Elias", date(2026, 3, 2), LATE, 10),
    ("Tomás", date(2026, 3, 2), ABSENT, 0),
    ("Ben", date(2026, 3, 4), LATE, 18),
    ("Hana", date(2026, 3, 4), ABSENT, 0),
    ("Marcus", date(2026, 3, 4), EARLY, 60),
    ("Jolene", date(2026, 3, 6), EXCUSED, 0),
)
INDIVIDUAL = (
    ("Ben", date(2026, 2, 24)),
    *((name, date(2026, 3, 5)) for name in ("Ben", "Farah", "Jolene", "Marcus", "Tomás")),
)
UNSIGNED = (("Hana", date(2026, 3, 6)), ("Owen", date(2026, 3, 6)))


@dataclass(frozen=True, slots=True)
class SixWeeks:
    """Ids of what was made, by first name."""

    group_id: GroupId
    clients: dict[str, ClientId]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant on New York's clock."""
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


@written_once
def six_weeks(store: Store, clock: FakeClock, *, weeks: int = 6, signed: bool = True) -> SixWeeks:
    """Live through the weeks; the clock stands where it stood before when they are over."""
    afterwards = clock.now()
    clock.set(at(JAN_26, 7))
    program = store.read(programs.program)
    store.write(
        partial(
            programs.change_program,
            clinic_name="Alder Street IOP",
            address="418 Alder Street, Albany, NY",
            phone="(555) 010-0140",
            zone="America/New_York",
            confidentiality_notice="",
            part2_covered=True,
        ),
        program.id,
    )
    group_id = store.write(
        roster.add_group,
        GroupDetails("Mood & Anxiety", short_code="MA", link="https://zoom.us/j/5550100100"),
    ).outcome
    block = partial(series.add_block, weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI))
    store.write(partial(block, starts=time(9), from_on=JAN_26), group_id)
    clients = {}
    for name, code, starts_on in PEOPLE:
        added = store.write(partial(roster.add_client, admitted_on=starts_on), ClientDetails(name, code=code))
        store.write(partial(roster.enroll, starts_on=starts_on), added.outcome, group_id)
        clients[name.split()[0]] = added.outcome
    made = SixWeeks(group_id, clients)
    store.write(series.add_closure, FEB_16, FEB_16, "Presidents’ Day")
    first = MAR_2 - timedelta(days=7 * (weeks - 1))
    monday = JAN_26
    while monday <= MAR_2:
        clock.set(at(monday, 7))
        store.write(series.plan_ahead)
        if monday >= first:
            _live_through(store, clock, made, monday, signed=signed)
        monday += timedelta(days=7)
    store.write(set_week_plan, clients["Hana"], MAR_2, "Care manager told")
    store.write(set_week_plan, clients["Jolene"], MAR_2, "No make-up available")
    store.write(set_week_plan, clients["Tomás"], MAR_2, "Make-up Tue Mar 10")
    clock.set(afterwards)
    store.write(series.plan_ahead)
    return made


def _live_through(store: Store, clock: FakeClock, made: SixWeeks, monday: date, *, signed: bool) -> None:
    for session in store.read(sessions.sessions_between, monday, monday + timedelta(days=6), made.group_id):
        if session.status.value == "cancelled":
            continue
        day = session.service_date
        clock.set(at(day, 9, 15))
        store.write(attendance.mark_all_present, session.id)
        for name, on, what, minutes in EVENTS:
            if on == day:
                _happen(store, clock, session.id, made.clients[name], what, minutes, name)
        clock.set(at(day, 12, 5))
        store.write(sessions.end_session, session.id)
        if signed and monday == MAR_2:
            _write_notes(store, clock, made, session.id, day)
    for name, day in INDIVIDUAL:
        if monday <= day < monday + timedelta(days=7):
            service = ServiceType.INDIVIDUAL_THERAPY
            store.write(attendance.record_service_time, made.clients[name], service, at(day, 14), 60)


def _happen(
    store: Store, clock: FakeClock, session: GroupSessionId, client: ClientId, what: str, minutes: int, name: str
) -> None:
    if what == ABSENT:
        store.write(attendance.mark, session, client, Mark.ABSENT)
        reached = OutreachOutcome.REACHED if name == "Tomás" else OutreachOutcome.NO_ANSWER
        clock.advance(minutes=5)
        store.write(attendance.log_outreach, session, client, reached)
    elif what == EXCUSED:
        store.write(partial(attendance.excuse, reason_note="Childcare"), session, client, ExcuseReason.FAMILY)
    else:
        timing = Timing.LATE if what == LATE else Timing.LEFT_EARLY
        store.write(attendance.set_minutes, session, client, timing, minutes)


def _write_notes(store: Store, clock: FakeClock, made: SixWeeks, session: GroupSessionId, day: date) -> None:
    clock.advance(minutes=10)
    sections = {"response": "Named two early warning signs for low mood.", "plan": "Bring the sleep log."}
    content = NoteContent("participation", sections, Participation.ACTIVE)
    for name, client in made.clients.items():
        if (name, day) in UNSIGNED:
            continue
        digest = store.write(notes.save_draft, session, client, content).outcome
        store.write(notes.sign, session, client, digest)


def a_second_facilitator(store: Store) -> FacilitatorId:
    """Somebody else on the staff."""
    return store.write(people.add_facilitator, "Jonas Weber", "LPC").outcome
