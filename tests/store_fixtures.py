"""Fixtures of a real store: an encrypted file of its own for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from coordinator import people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import make_local_engine
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from tests.fakes import FakeClock

WEDNESDAY_8_55 = datetime(2026, 3, 11, 12, 55, tzinfo=UTC)
"""Wednesday, March 11, 2026, 8:55 in New York: five minutes before a nine o'clock group."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(WEDNESDAY_8_55)


@pytest.fixture
def feed() -> ChangeFeed:
    return ChangeFeed()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "store.db"
    key = DatabaseKey(os.urandom(32))
    sqlcipher.create_store_file(path)
    engine = make_local_engine(path, key)
    bring_up_to_date(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, clock: FakeClock, feed: ChangeFeed) -> Store:
    """A store with a program in New York and a facilitator, Renee Alvarado, who is signed in."""
    store = Store(engine, clock=clock, feed=feed)
    store.write(programs.create_program, "Alder Street IOP", "America/New_York")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)
    return store
