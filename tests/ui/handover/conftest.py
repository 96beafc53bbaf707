"""A home vault with a session that somebody else leads, its packet, and its return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordinator import attendance, packet, people, sessions
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.slots import Argon2Cost
from coordinator.vocabulary import FacilitatorId, Mark, SessionStatus
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock

SECRET = "orbit lantern copper staple meadow"
QUICK = Argon2Cost(passes=2, lanes=1, memory_kib=19 * 1024)


@dataclass
class Evening:
    """What was made of one session."""

    clinic: Clinic
    mallory: FacilitatorId
    file: Path
    back: Path
    guest: Vault
    key: DatabaseKey


@pytest.fixture(autouse=True)
def quick_to_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let slots be made with the least work that is allowed."""
    monkeypatch.setattr(Argon2Cost.__init__, "__defaults__", (QUICK.passes, QUICK.lanes, QUICK.memory_kib))


@pytest.fixture
def substituted(store: Store) -> tuple[Clinic, FacilitatorId]:
    made = a_clinic(store, status=SessionStatus.PLANNED)
    mallory = store.write(people.add_facilitator, "Mallory Chen", "LPC", states=["NY"]).outcome
    store.write(sessions.substitute_facilitator, made.session_id, mallory)
    return made, mallory


@pytest.fixture
def evening(store: Store, substituted: tuple[Clinic, FacilitatorId], tmp_path: Path, clock: FakeClock) -> Evening:
    """The packet is out, and open elsewhere; nothing is recorded yet."""
    made, mallory = substituted
    file = tmp_path / "tonight.packet"
    packet.make_packet(store, made.session_id, mallory, file, SECRET)
    guest, key = packet.open_packet(file, SECRET, tmp_path / "guest", clock=clock)
    return Evening(made, mallory, file, tmp_path / "back.return", guest, key)


@pytest.fixture
def returned(evening: Evening, store: Store, clock: FakeClock) -> Evening:
    """Marked there and here, not the same everywhere; the return is written."""
    clock.set(NINE)
    session, at = evening.clinic.session_id, evening.clinic.__getitem__

    def mark(guest: Store) -> None:
        for name in ("Amara", "Ben", "Chloe"):
            guest.write(attendance.mark, session, at(name), Mark.PRESENT)
        guest.write(attendance.add_observation, session, at("Ben"), "Spoke of the job interview.")
        packet.write_return(guest, evening.back)

    packet.with_store(evening.guest, evening.key, clock, mark)
    store.write(attendance.mark, session, at("Amara"), Mark.ABSENT)
    return evening


Choose = Callable[..., Path | None]
