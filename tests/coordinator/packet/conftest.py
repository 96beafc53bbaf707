"""Two real vaults: the home clinic with a session at nine, and the guest vault that is made of its packet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordinator import packet, people, sessions
from coordinator.changes import ChangeFeed
from coordinator.store.engine import LocalStore, open_local_store
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.slots import Argon2Cost
from coordinator.vocabulary import FacilitatorId, SessionStatus
from tests.coordinator.attendance.clinic import Clinic, a_clinic
from tests.fakes import FakeClock

SECRET = "orbit lantern copper staple meadow"
QUICK = Argon2Cost(passes=2, lanes=1, memory_kib=19 * 1024)
"""The least that a slot may ask for."""


@dataclass
class Home:
    """The vault that hands over, and to whom."""

    store: Store
    clinic: Clinic
    mallory: FacilitatorId
    file: Path
    back: Path

    def make(self) -> packet.PacketMade:
        self.file.unlink(missing_ok=True)
        return packet.make_packet(self.store, self.clinic.session_id, self.mallory, self.file, SECRET, cost=QUICK)


@dataclass
class Guest:
    """The guest vault, open."""

    vault: Vault
    key: DatabaseKey
    local: LocalStore
    store: Store


@pytest.fixture(autouse=True)
def quick_to_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a guest vault's slots be made with the least work that is allowed: two take a second each otherwise."""
    monkeypatch.setattr(Argon2Cost.__init__, "__defaults__", (QUICK.passes, QUICK.lanes, QUICK.memory_kib))


@pytest.fixture
def home(store: Store, tmp_path: Path) -> Home:
    clinic = a_clinic(store, status=SessionStatus.PLANNED)
    mallory = store.write(people.add_facilitator, "Mallory Chen", "LPC", states=["NY"]).outcome
    store.write(sessions.substitute_facilitator, clinic.session_id, mallory)
    return Home(store, clinic, mallory, tmp_path / "tonight.packet", tmp_path / "back.return")


@pytest.fixture
def opened(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[[Path], Guest]]:
    """Opens a packet, and its guest vault as the program does."""
    open_ones: list[LocalStore] = []

    def open_it(file: Path) -> Guest:
        vault, key = packet.open_packet(file, SECRET, tmp_path / f"guest{len(open_ones)}", clock=clock)
        local = open_local_store(vault.store_path, key)
        open_ones.append(local)
        store = Store(local.engine, clock=clock, feed=ChangeFeed())
        assert store.read(packet.check_guest)
        store.limit(packet.check_in_packet)
        store.sign_in(store.read(_whose))
        return Guest(vault, key, local, store)

    yield open_it
    for one in open_ones:
        one.close()


@pytest.fixture
def guest(home: Home, opened: Callable[[Path], Guest]) -> Guest:
    home.make()
    return opened(home.file)


def _whose(work: UnitOfWork) -> FacilitatorId:
    (session,) = sessions.todays_sessions(work)
    assert session.facilitator_id is not None
    return session.facilitator_id
