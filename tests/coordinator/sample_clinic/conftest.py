"""A sample clinic filled in once for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
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
from tests.store_fixtures import WEDNESDAY_8_55


@dataclass(frozen=True)
class Sample:
    store: Store
    filled: Filled


def a_store(folder: Path, now: datetime) -> Iterator[Store]:
    path, key = folder / "store.db", DatabaseKey.generate()
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
    yield from filled_at(tmp_path_factory.mktemp("sample"), WEDNESDAY_8_55)
