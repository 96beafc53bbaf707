"""The program is killed while it marks: no acknowledged mark is lost, each has its entry, nothing is half there.

One process imports everything once and forks for each trial, so that a thousand kills take minutes. The child marks
through the very command that a key press runs, on the encrypted store, and says so after each that returned.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from coordinator import attendance, audit, integrity, people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.sqlcipher import StoreFile
from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import Action, ClientId, Mark
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock

FEW_OR_MANY = [5, pytest.param(1000, marks=pytest.mark.faults)]
CHECKED_EVERY = 50
KEY = DatabaseKey(bytes(range(32)))
PROJECT = Path(__file__).parents[2]
LATEST_SECONDS = 0.15
AFTER_A_MARK = 0.8
"""So many of the kills come after a first mark, the others while the store is opened or a first mark is written."""

MARKING = """
import os, sys
from pathlib import Path
from uuid import UUID
from coordinator import attendance
from coordinator.changes import ChangeFeed
from coordinator.store.engine import open_local_store
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import Mark
from tests.coordinator.attendance.clinic import NINE
from tests.faults.test_mark_kills import minutes_of
from tests.fakes import FakeClock
from datetime import timedelta

path, actor, session, *clients = sys.argv[1:]

local = open_local_store(Path(path), DatabaseKey(bytes(range(32))))
store = Store(local.engine, clock=FakeClock(NINE + timedelta(minutes=20)), feed=ChangeFeed())
store.sign_in(UUID(actor))
# Once over before the first trial, so that each child marks at the speed of a program that runs.
store.write(attendance.mark, UUID(session), UUID(clients[0]), Mark.ABSENT)
local.engine.dispose()
os.write(1, b"warm\\n")

def mark_on(number):
    os.write(1, b"ready\\n")
    while True:
        client = UUID(clients[number % len(clients)])
        store.write(attendance.mark, UUID(session), client, Mark.PRESENT, arrived_late_minutes=minutes_of(number))
        os.write(1, b"marked %d\\n" % number)
        number += 1

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        mark_on(int(line))
    os.write(1, b"child %d\\n" % child)
    os.waitpid(child, 0)
    os.write(1, b"gone\\n")
"""


def minutes_of(number: int) -> int:
    """What the mark of this number says; no two marks of a client in a row say the same."""
    return 1 + number % 170


@dataclass(frozen=True, slots=True)
class Ground:
    """A store with a live session in which clients are marked."""

    path: Path
    actor: str
    clinic: Clinic

    @property
    def clients(self) -> list[ClientId]:
        return list(self.clinic.clients.values())


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    path = tmp_path / "store.db"
    sqlcipher.create_store_file(path, KEY)
    with closing(open_local_store(path, KEY)) as local:
        bring_up_to_date(local.engine)
        store = Store(local.engine, clock=FakeClock(NINE), feed=ChangeFeed())
        store.write(programs.create_program, "Alder Street IOP", "America/New_York")
        actor = store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome
        store.sign_in(actor)
        return Ground(path, str(actor), a_clinic(store))


def marks_kept(work: UnitOfWork) -> int:
    """How many marks have their entry in the history."""
    return work.rows.exec(select(func.count()).where(col(AuditRow.action) == Action.MARK)).one()


def killed(zygote: subprocess.Popen[bytes], number: int, chance: random.Random) -> int:
    """Let a child mark from this number on, kill it at a random moment, and give how many marks it had acknowledged."""
    assert zygote.stdin is not None
    assert zygote.stdout is not None
    zygote.stdin.write(b"%d\n" % number)
    zygote.stdin.flush()
    child, acknowledged, begun = 0, 0, False
    at_least = 1 if chance.random() < AFTER_A_MARK else 0
    while not (begun and child and acknowledged >= at_least):
        word, _, said = zygote.stdout.readline().partition(b" ")
        begun = begun or word == b"ready\n"
        child = int(said) if word == b"child" else child
        acknowledged += word == b"marked"
        assert word, "the marking process ended by itself"
    time.sleep(chance.uniform(0, LATEST_SECONDS))
    os.kill(child, signal.SIGKILL)
    while (line := zygote.stdout.readline()) != b"gone\n":
        assert line, "the marking process ended by itself"
        acknowledged += line.startswith(b"marked")
    return acknowledged


@pytest.mark.timeout(3600)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill is a signal here")
@pytest.mark.parametrize("kills", FEW_OR_MANY)
def test_no_acknowledged_mark_is_lost(ground: Ground, kills: int) -> None:
    chance = random.Random(4)
    clients = ground.clients
    arguments = [str(ground.path), ground.actor, str(ground.clinic.session_id), *map(str, clients)]
    kept, acknowledged_in_all, unacknowledged = 0, 0, 0
    with subprocess.Popen(
        [sys.executable, "-c", MARKING, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT
    ) as zygote:
        assert zygote.stdout is not None
        assert zygote.stdout.readline() == b"warm\n"
        for trial in range(1, kills + 1):
            acknowledged = killed(zygote, kept, chance)
            with closing(open_local_store(ground.path, KEY)) as local:
                store = Store(local.engine, clock=FakeClock(NINE + timedelta(minutes=20)), feed=ChangeFeed())
                committed = store.read(marks_kept) - 1 - kept
                # One more may have been committed in the moment between the commit and the word of it.
                assert acknowledged <= committed <= acknowledged + 1, trial
                kept += committed
                acknowledged_in_all += acknowledged
                unacknowledged += committed - acknowledged
                sheet = store.read(attendance.sheet, ground.clinic.session_id)
                for place, client in enumerate(clients):
                    line = sheet.line(client)
                    assert line is not None
                    last = kept - 1 - (kept - 1 - place) % len(clients)
                    if last >= 0:
                        assert (line.mark, line.arrived_late_minutes) == (Mark.PRESENT, minutes_of(last)), trial
                if trial % CHECKED_EVERY == 0 or trial == kills:
                    assert store.read(audit.verify).intact
                    assert store.read(integrity.verify).intact
            if trial % CHECKED_EVERY == 0 or trial == kills:
                assert StoreFile(ground.path, KEY).problems() == ()
        assert zygote.stdin is not None
        zygote.stdin.close()
    told = f"{kills} kills, {acknowledged_in_all} marks acknowledged and kept, {unacknowledged} kept and not yet told"
    print(told)  # noqa: T201
    assert acknowledged_in_all >= kills // 2
