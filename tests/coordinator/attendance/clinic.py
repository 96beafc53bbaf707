"""A made-up group on a Wednesday morning: ten clients, as they stand an hour and a quarter into the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coordinator import attendance
from coordinator.attendance import Timing
from coordinator.changes import Change
from coordinator.store.tables import ClientRow, EmergencyContactRow, GroupRow, GroupSessionRow, SessionSegmentRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    ExcuseReason,
    GroupId,
    GroupSessionId,
    Mark,
    OutreachOutcome,
    ServiceType,
    SessionStatus,
    Topic,
)
from tests.builders import a_client, a_group, a_session
from tests.fakes import FakeClock
from tests.remembering import written_once

NINE = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
"""Nine o'clock in New York."""

PEOPLE = (
    ("Amara Osei", "Home, 12 Alder St", "Ama Osei", "mother"),
    ("Ben Castellano", "Home, 7 Birch Rd", "Rita Castellano", "wife"),
    ("Chloe Nakamura", "Work, private office", "Ken Nakamura", "father"),
    ("Dana Whitfield", "Home, 90 Cedar Ln", "", ""),
    ("Elias Brandt", "Home, 3 Elm Ct", "Ute Brandt", "mother"),
    ("Farah Siddiqui", "Sister’s home", "Noor Siddiqui", "sister"),
    ("Hana Kim", "Home, 55 Fir Ave", "Min Kim", "brother"),
    ("Jolene Baptiste", "Home, 8 Gum St", "Paul Baptiste", "husband"),
    ("Marcus Oyelaran", "Car, parked", "Tola Oyelaran", "partner"),
    ("Tomás Rivera", "Home, 418 Larch Ave, Unit 2", "Lucía Rivera", "sister"),
)


@dataclass(frozen=True, slots=True)
class Clinic:
    """Ids of what was made."""

    group_id: GroupId
    session_id: GroupSessionId
    clients: dict[str, ClientId]

    def __getitem__(self, first_name: str) -> ClientId:
        return next(client_id for name, client_id in self.clients.items() if name.split()[0] == first_name)


@written_once
def a_clinic(store: Store, *, status: SessionStatus = SessionStatus.LIVE, break_minutes: int = 0) -> Clinic:
    """The group, its clients with emergency contacts, and the session at nine."""

    def build(work: UnitOfWork) -> Change[Clinic]:
        group_id = a_group(work)
        work.get(GroupRow, group_id).link = "https://zoom.us/j/5550100100"
        session_id = a_session(work, group_id, status=status)
        session = work.get(GroupSessionRow, session_id)
        if break_minutes:
            session.break_minutes = break_minutes
            for place, (service, minutes) in enumerate(
                (
                    (ServiceType.GROUP_THERAPY, 90),
                    (ServiceType.BREAK, break_minutes),
                    (ServiceType.PSYCHOEDUCATION, 90 - break_minutes),
                )
            ):
                segment = SessionSegmentRow(
                    session_id=session_id, position=place, service_type=service, minutes=minutes
                )
                work.rows.add(segment)
        clients = {}
        for number, (name, place_, contact, relationship) in enumerate(PEOPLE):
            client_id = a_client(work, name=name, code=f"A-{1040 + number}", group_id=group_id)
            row = work.get(ClientRow, client_id)
            row.usual_location, row.home_state = place_, "NY"
            if contact:
                phone = f"(555) 010-01{40 + number if number < 9 else 47}"
                person = EmergencyContactRow(client_id=client_id, name=contact, relationship=relationship, phone=phone)
                work.rows.add(person)
            clients[name] = client_id
        topics = frozenset({Topic.ROSTER})
        return Change(Action.ADD_GROUP, group_id, topics, Clinic(group_id, session_id, clients))

    return store.write(build).outcome


@written_once
def a_morning(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    """Mark the session as it stands at 10:14."""
    session, at = clinic.session_id, clinic.__getitem__

    def minute(minutes: int) -> None:
        clock.set(NINE + timedelta(minutes=minutes))

    minute(-10)
    expected = NINE + timedelta(minutes=60)
    store.write(
        attendance.plan_absence,
        session,
        at("Tomás"),
        ExcuseReason.MEDICAL,
        expected_at=expected,
        note="Medical appointment",
    )
    minute(1)
    for name in ("Amara", "Ben", "Chloe", "Dana", "Farah", "Jolene"):
        store.write(attendance.mark, session, at(name), Mark.PRESENT)
        store.write(attendance.confirm_location, session, at(name))
    minute(6)
    store.write(attendance.stamp, session, at("Marcus"), Timing.LATE)
    store.write(attendance.confirm_location, session, at("Marcus"))
    minute(12)
    store.write(attendance.stamp, session, at("Elias"), Timing.LATE)
    store.write(attendance.confirm_location, session, at("Elias"))
    store.write(attendance.mark, session, at("Hana"), Mark.ABSENT)
    minute(20)
    store.write(attendance.log_outreach, session, at("Hana"), OutreachOutcome.NO_ANSWER)
    for name, count in (("Ben", 1), ("Dana", 2), ("Hana", 1), ("Marcus", 1)):
        for number in range(count):
            store.write(attendance.add_observation, session, at(name), f"Spoke of the week, part {number + 1}.")
    minute(58)
    store.write(attendance.stamp, session, at("Marcus"), Timing.LEFT_EARLY)
    minute(68)
    store.write(attendance.stamp, session, at("Tomás"), Timing.LATE)
    minute(74)


def a_zoom_report(*people: tuple[str, str, str], day: str = "03/11/2026") -> bytes:
    """A Zoom participant report: (shown name, join, leave) with wall times such as "09:00:00 AM"."""
    lines = ["Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"]
    lines += [f"{name},,{day} {joined},{day} {left},1,Yes" for name, joined, left in people]
    return "\r\n".join(lines).encode() + b"\r\n"


MORNING_REPORT = (
    ("Renee Alvarado", "08:50:00 AM", "12:02:00 PM"),
    ("Amara Osei", "09:00:00 AM", "12:01:00 PM"),
    ("Ben Castellano", "08:57:00 AM", "12:00:00 PM"),
    ("Chloe Nakamura", "09:01:00 AM", "12:00:00 PM"),
    ("Dana Whitfield", "09:00:00 AM", "11:31:00 AM"),
    ("Elias Brandt", "09:12:00 AM", "10:40:00 AM"),
    ("Elias Brandt", "10:55:00 AM", "12:00:00 PM"),
    ("Farah Siddiqui", "09:00:00 AM", "12:00:00 PM"),
    ("Jolene Baptiste", "09:02:00 AM", "12:00:00 PM"),
    ("Marcus Oyelaran", "09:06:00 AM", "09:58:00 AM"),
    ("Galaxy A54", "10:08:00 AM", "12:00:00 PM"),
)
"""What Zoom says of that morning."""
