"""What a substitute does on one evening, and how it comes home."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from coordinator import attendance, notes, packet, roster, sessions
from coordinator.changes import Change
from coordinator.notes import NoteContent
from coordinator.packet import Keep, Merged
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import (
    AddendumKind,
    ClientId,
    FlagKind,
    Mark,
    OutreachOutcome,
    Participation,
    VisitorRole,
)
from tests.coordinator.attendance.clinic import NINE
from tests.coordinator.packet.conftest import Guest, Home
from tests.fakes import FakeClock

SAID = NoteContent("participation", {"response": "Spoke of the week.", "plan": "Sleep log."}, Participation.ACTIVE)
DRAFT = NoteContent("participation", {"response": "Quiet today; half a"}, None)


def an_evening(home: Home, guest: Guest, clock: FakeClock) -> dict[str, datetime]:
    """What a substitute does; gives when."""
    store, session, at = guest.store, home.clinic.session_id, home.clinic.__getitem__
    times = {}
    clock.set(NINE)
    store.write(sessions.launch, session)
    clock.advance(minutes=2)
    times["marked"] = clock.now()
    for name in ("Amara", "Ben", "Chloe"):
        store.write(attendance.mark, session, at(name), Mark.PRESENT)
        store.write(attendance.confirm_location, session, at(name))
    clock.advance(minutes=10)
    store.write(attendance.stamp, session, at("Elias"), attendance.Timing.LATE)
    store.write(attendance.mark, session, at("Hana"), Mark.ABSENT)
    store.write(attendance.log_outreach, session, at("Hana"), OutreachOutcome.NO_ANSWER)
    store.write(attendance.add_observation, session, at("Ben"), "Spoke of the job interview.", follow_up=True)
    store.write(attendance.step_out, session, at("Chloe"))
    clock.advance(minutes=6)
    store.write(attendance.come_back, session, at("Chloe"))
    store.write(attendance.add_visitor, session, VisitorRole.OBSERVER, "Una Trainee")
    store.write(roster.raise_flag, at("Ben"), FlagKind.RISK, "Asked for a call tomorrow")
    store.write(attendance.remove_from_session, session, at("Dana"))
    clock.set(NINE.replace(hour=16))
    store.write(sessions.end_session, session)
    clock.advance(minutes=9)
    times["signed"] = clock.now()
    digest = store.write(notes.save_draft, session, at("Ben"), SAID).outcome
    store.write(notes.sign, session, at("Ben"), digest)
    store.write(notes.add_addendum, session, at("Ben"), "The interview is on Friday.", AddendumKind.ADDENDUM)
    store.write(notes.save_draft, session, at("Amara"), DRAFT)
    return times


def returned(home: Home, guest: Guest) -> Path:
    packet.write_return(guest.store, home.back)
    return home.back


def merged(home: Home, keep: Keep | None = None) -> Change[Merged]:
    found = home.store.read(packet.preview, home.back)
    choices = {str(row.key): keep for row in found.open_rows} if keep is not None else {}
    return home.store.write(packet.merge, home.back, choices, found.digest)


def mark_of(store: Store, home: Home, name: str) -> Mark:
    line = store.read(attendance.sheet, home.clinic.session_id).line(ClientId(home.clinic[name]))
    assert line is not None
    return line.mark
