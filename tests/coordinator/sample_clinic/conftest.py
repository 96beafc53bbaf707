"""A sample clinic filled in once for all tests that only read it."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from coordinator import people, programs, sample_clinic
from coordinator.changes import ChangeFeed
from coordinator.sample_clinic import Filled, Scale
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from tests.fakes import FakeClock
from tests.kept import kept
from tests.store_fixtures import WEDNESDAY_8_55


@dataclass(frozen=True)
class Sample:
    store: Store
    filled: Filled


def a_store(folder: Path, now: datetime) -> Iterator[Store]:
    path, key = folder / "store.db", DatabaseKey.generate()
    (folder / "key").write_bytes(key.raw())
    sqlcipher.create_store_file(path, key)
    local = open_local_store(path, key)
    bring_up_to_date(local.engine)
    store = Store(local.engine, clock=FakeClock(now), feed=ChangeFeed())
    store.write(programs.create_program, "A clinic", "America/Chicago")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW").outcome)
    yield store
    local.close()


def filled_at(folder: Path, now: datetime, scale: Scale = Scale.CLINIC) -> Iterator[Sample]:
    for store in a_store(folder, now):
        yield Sample(store, store.write(sample_clinic.fill, scale).outcome)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The whole clinic, at five to nine on Wednesday, March 11, 2026."""
    folder = tmp_path_factory.mktemp("sample") / "copy"
    shutil.copytree(kept("the sample clinic", _fill), folder)
    key = DatabaseKey((folder / "key").read_bytes())
    me, filled = pickle.loads((folder / "filled").read_bytes())  # noqa: S301  written by this run
    with closing(open_local_store(folder / "store.db", key)) as local:
        store = Store(local.engine, clock=FakeClock(WEDNESDAY_8_55), feed=ChangeFeed())
        store.sign_in(me)
        yield Sample(store, filled)


def _fill(folder: Path) -> None:
    for store in a_store(folder, WEDNESDAY_8_55):
        filled = store.write(sample_clinic.fill, Scale.CLINIC).outcome
        (folder / "filled").write_bytes(pickle.dumps((store.actor, filled)))
