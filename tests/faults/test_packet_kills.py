"""The program is killed while a packet is opened or a return is taken in: absent or whole, nothing between."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coordinator import attendance, audit, integrity, packet, people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, open_vault_key
from coordinator.vocabulary import Mark
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

KILLS = 25
SECRET = "orbit lantern copper staple meadow"
KEY = DatabaseKey(bytes(range(32)))

OPENS = """
import sys
from pathlib import Path
from datetime import datetime, UTC
from coordinator import packet
class Clock:
    def now(self):
        return datetime(2026, 3, 11, 13, tzinfo=UTC)
print("ready", flush=True)
packet.open_packet(Path(sys.argv[1]) / "packet", sys.argv[2], Path(sys.argv[1]) / "guest", clock=Clock())
print("open", flush=True)
"""

MERGES = """
import sys
from pathlib import Path
from datetime import datetime, UTC
from uuid import UUID
from coordinator import packet
from coordinator.changes import ChangeFeed
from coordinator.store.engine import open_local_store
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
class Clock:
    def now(self):
        return datetime(2026, 3, 11, 17, tzinfo=UTC)
folder = Path(sys.argv[1])
local = open_local_store(folder / "home.db", DatabaseKey(bytes(range(32))))
store = Store(local.engine, clock=Clock(), feed=ChangeFeed())
store.sign_in(UUID(sys.argv[2]))
store.read(packet.preview, folder / "return")
print("ready", flush=True)
store.write(packet.merge, folder / "return", {})
print("merged", flush=True)
"""


def killed(program: str, *arguments: str, within: float, chance: random.Random) -> bool:
    """Run a program, kill it at a random moment after it began, and say whether it had finished."""
    command = [sys.executable, "-c", program, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    time.sleep(chance.uniform(0.0, within))
    process.kill()
    said, errors = process.communicate()
    assert errors == ""
    return bool(said.strip())


@contextmanager
def the_store(path: Path, clock: FakeClock) -> Iterator[Store]:
    local = open_local_store(path, KEY)
    try:
        yield Store(local.engine, clock=clock, feed=ChangeFeed())
    finally:
        local.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 11, 12, 55, tzinfo=UTC))


@pytest.fixture
def handed_over(tmp_path: Path, clock: FakeClock) -> tuple[Clinic, str]:
    """A home vault and the packet of its session; gives the clinic and who is signed in there."""
    sqlcipher.create_store_file(tmp_path / "home.db", KEY)
    local = open_local_store(tmp_path / "home.db", KEY)
    bring_up_to_date(local.engine)
    store = Store(local.engine, clock=clock, feed=ChangeFeed())
    store.write(programs.create_program, "Alder Street IOP", "America/New_York")
    me = store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome
    store.sign_in(me)
    clinic = a_clinic(store)
    mallory = store.write(people.add_facilitator, "Mallory Chen", "LPC", states=["NY"]).outcome
    packet.make_packet(store, clinic.session_id, mallory, tmp_path / "packet", SECRET)
    local.close()
    return clinic, str(me)


def test_a_guest_vault_is_whole_or_not_there(handed_over: tuple[Clinic, str], tmp_path: Path) -> None:
    chance, whole = random.Random(5), 0
    for _ in range(KILLS):
        killed(OPENS, str(tmp_path), SECRET, within=2.5, chance=chance)
        guest = Vault(tmp_path / "guest")
        if guest.folder.exists():
            key = open_vault_key(guest, SECRET, None)
            clock = FakeClock(NINE)
            assert packet.with_store(guest, key, clock, lambda store: store.read(integrity.verify)).intact
            facts = packet.with_store(guest, key, clock, lambda store: store.read(packet.guest_facts))
            assert facts is not None
            whole += 1
            packet.remove_guest(guest, key, clock=clock)
    assert 0 < whole < KILLS, "some kills came before it was there, and some after"


def test_a_merge_is_whole_or_not_there(handed_over: tuple[Clinic, str], tmp_path: Path, clock: FakeClock) -> None:
    clinic, me = handed_over
    guest, key = packet.open_packet(tmp_path / "packet", SECRET, tmp_path / "guest", clock=clock)
    clock.set(NINE + timedelta(minutes=3))

    def evening(store: Store) -> None:
        for client in clinic.clients.values():
            store.write(attendance.mark, clinic.session_id, client, Mark.PRESENT)
            store.write(attendance.add_observation, clinic.session_id, client, "Spoke of the week.")
        packet.write_return(store, tmp_path / "return")

    packet.with_store(guest, key, clock, evening)
    shutil.copy(tmp_path / "home.db", tmp_path / "before.db")
    chance, whole = random.Random(6), 0
    for _ in range(KILLS):
        for log in ("-wal", "-shm"):
            (tmp_path / f"home.db{log}").unlink(missing_ok=True)
        shutil.copy(tmp_path / "before.db", tmp_path / "home.db")
        finished = killed(MERGES, str(tmp_path), me, within=0.6, chance=chance)
        with the_store(tmp_path / "home.db", clock) as store:
            marks = [line.mark for line in store.read(attendance.sheet, clinic.session_id).lines]
            seen = [len(line.observations) for line in store.read(attendance.sheet, clinic.session_id).lines]
            assert store.read(audit.verify).intact
            assert store.read(integrity.verify).altered == ()
            (out,) = store.read(packet.packets_out)
        is_there = out.merged_at is not None
        assert set(marks) == ({Mark.PRESENT} if is_there else {Mark.UNMARKED})
        assert set(seen) == ({1} if is_there else {0})
        assert is_there or not finished, "what was acknowledged is there"
        whole += is_there
    assert 0 < whole < KILLS, "some kills came before it was there, and some after"
