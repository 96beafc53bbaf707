"""The Wednesday group as the facilitator finds it after noon: four notes signed, two begun, five to write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coordinator import attendance, notes
from coordinator.attendance import Timing
from coordinator.changes import Change
from coordinator.notes import NoteContent
from coordinator.store.tables import EmergencyContactRow, GoalRow, GroupSessionRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    GroupSessionId,
    Mark,
    OutreachOutcome,
    Participation,
    SessionStatus,
    Topic,
)
from tests.builders import a_client, a_group, a_session
from tests.fakes import FakeClock
from tests.remembering import written_once

NAMES = (
    "Amara Osei",
    "Ben Castellano",
    "Chloe Nakamura",
    "Dana Whitfield",
    "Elias Brandt",
    "Farah Siddiqui",
    "Hana Kim",
    "Jolene Baptiste",
    "Marcus Oyelaran",
    "Tomás Rivera",
)
NINE = datetime(2026, 3, 11, 9, 0)  # noqa: DTZ001  the zone is given beside it
NOON = datetime(2026, 3, 11, 16, 0, tzinfo=UTC)
RESPONSE = (
    "Joined at 9:12 after a connection problem. Named two early warning signs for low mood during the relapse-mapping "
    "exercise and offered feedback to Marcus about asking for help early."
)
PROGRESS = (
    "Reports using the paced-breathing skill on four of the last five days. Sleep still disrupted; agrees to bring the "
    "sleep log on Friday."
)
RISK = "No current safety concerns expressed or observed."


@dataclass(frozen=True)
class Scene:
    """The session, Monday's before it, and the clients by first name."""

    session: GroupSessionId
    monday: GroupSessionId
    clients: dict[str, ClientId]


def _people(work: UnitOfWork) -> Change[Scene]:
    group = a_group(work)
    clients = {
        name.split()[0]: a_client(work, name=name, code=f"A-{place}", group_id=group)
        for place, name in enumerate(NAMES)
    }
    work.rows.add(GoalRow(client_id=clients["Elias"], number=2, label="Keep a steady sleep routine"))
    work.rows.add(
        EmergencyContactRow(client_id=clients["Elias"], name="Nora Brandt", relationship="sister", phone="555-0142")
    )
    monday = a_session(work, group, local_start=NINE.replace(day=9), status=SessionStatus.HELD)
    session = a_session(work, group, local_start=NINE, status=SessionStatus.LIVE)
    return Change(Action.ADD_GROUP, None, frozenset({Topic.ROSTER}), Scene(session, monday, clients))


@written_once
def set_scene(store: Store, clock: FakeClock, *, written: bool = True) -> Scene:
    """Hold the session; with `written` the notes stand as on the picture."""
    scene = store.write(_people).outcome
    start = NOON - timedelta(hours=3)
    elias = scene.clients["Elias"]
    clock.set(start + timedelta(minutes=14))
    store.write(attendance.mark_all_present, scene.session)
    store.write(attendance.set_minutes, scene.session, elias, Timing.LATE, 12)
    store.write(attendance.set_minutes, scene.session, scene.clients["Tomás"], Timing.LATE, 60)
    store.write(attendance.set_minutes, scene.session, scene.clients["Marcus"], Timing.LEFT_EARLY, 20)
    store.write(attendance.mark, scene.session, scene.clients["Hana"], Mark.ABSENT)
    store.write(attendance.log_outreach, scene.session, scene.clients["Hana"], OutreachOutcome.NO_ANSWER)
    store.write(attendance.confirm_location, scene.session, elias, "Home, 418 Larch Ave, Albany, NY")
    clock.set(start + timedelta(minutes=41))
    store.write(attendance.add_observation, scene.session, elias, "Named two warning signs unprompted.")
    clock.set(start + timedelta(minutes=122))
    store.write(attendance.add_observation, scene.session, elias, "Breathing skill 4 of 5 days. Sleep poor.")
    clock.set(NOON)
    store.write(_hold, scene.session)
    clock.set(NOON + timedelta(minutes=21))
    if written:
        _write(store, scene)
    return scene


def _hold(work: UnitOfWork, session_id: GroupSessionId) -> Change[None]:
    work.get(GroupSessionRow, session_id).status = SessionStatus.HELD
    return Change(Action.END_SESSION, session_id, frozenset({Topic.SESSIONS}), None)


def sign(store: Store, session: GroupSessionId, client: ClientId | None, content: NoteContent) -> None:
    """Write and sign a note."""
    digest = store.write(notes.save_draft, session, client, content).outcome
    store.write(notes.sign, session, client, digest)


def a_note(response: str, plan: str = "", **more: str) -> NoteContent:
    """A participation note."""
    sections = {"response": response, **more, "plan": plan}
    return NoteContent("participation", sections, Participation.ACTIVE, (2,))


def _write(store: Store, scene: Scene) -> None:
    who, session = scene.clients, scene.session
    last = a_note("Identified morning routine as a protective factor.", "Sleep log.")
    sign(store, scene.monday, who["Elias"], last)
    group = {"topic": "Relapse mapping", "interventions": "Psychoeducation; mapping on the shared board."}
    sign(store, session, None, NoteContent("group", group))
    sign(store, session, who["Amara"], a_note("Led the check-in and asked others what helped.", "Keep the walk."))
    sign(store, session, who["Ben"], a_note("Mapped two situations at work.", "Call the sponsor before Friday."))
    sign(store, session, who["Chloe"], a_note("Quiet at first, then told of an urge on Sunday.", "Urge log."))
    store.write(notes.save_draft, session, who["Dana"], a_note("First session. Introduced herself."))
    store.write(notes.save_draft, session, who["Elias"], a_note(RESPONSE, "", progress=PROGRESS, risk=RISK))
