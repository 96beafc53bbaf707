"""A session of Mood & Anxiety with three clients, and notes to write about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordinator import attendance
from coordinator.changes import Change
from coordinator.notes import NoteContent
from coordinator.store.tables import GoalRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupId, GroupSessionId, Mark, Participation, SessionStatus, Topic
from tests.builders import a_client, a_group, a_session
from tests.remembering import written_once

NINE = datetime(2026, 3, 11, 9, 0)  # noqa: DTZ001  the zone is given beside it


@dataclass(frozen=True)
class Morning:
    """One group, its sessions of Monday and Wednesday, and who is in it."""

    group: GroupId
    monday: GroupSessionId
    session: GroupSessionId
    amara: ClientId
    elias: ClientId
    hana: ClientId
    marcus: ClientId

    @property
    def clients(self) -> tuple[ClientId, ...]:
        return self.amara, self.elias, self.hana, self.marcus


def a_morning(work: UnitOfWork) -> Change[Morning]:
    """Add the group; everybody's attendance is still open."""
    group = a_group(work)
    names = ("Amara Osei", "Elias Brandt", "Hana Kim", "Marcus Oyelaran")
    clients = [a_client(work, name=name, code=f"A-{place}", group_id=group) for place, name in enumerate(names)]
    work.rows.add(GoalRow(client_id=clients[1], number=2, label="Sleep routine"))
    monday = a_session(work, group, local_start=NINE.replace(day=9), status=SessionStatus.HELD)
    wednesday = a_session(work, group, local_start=NINE, status=SessionStatus.HELD)
    return Change(Action.ADD_GROUP, None, frozenset({Topic.ROSTER}), Morning(group, monday, wednesday, *clients))


@written_once
def mark_them(store: Store, morning: Morning) -> None:
    """Amara on time, Elias 12 minutes late, Hana absent, Marcus gone 20 minutes early."""
    store.write(attendance.mark_all_present, morning.session)
    store.write(attendance.set_minutes, morning.session, morning.elias, attendance.Timing.LATE, 12)
    store.write(attendance.set_minutes, morning.session, morning.marcus, attendance.Timing.LEFT_EARLY, 20)
    store.write(attendance.mark, morning.session, morning.hana, Mark.ABSENT)


RESPONSE = "Joined at 9:12 after a connection problem. Named two early warning signs for low mood."


def written(response: str = RESPONSE, plan: str = "Bring the sleep log on Friday.") -> NoteContent:
    """A participation note with its required sections."""
    return NoteContent("participation", {"response": response, "plan": plan}, Participation.ACTIVE, (2,))
