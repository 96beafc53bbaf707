"""Fixtures of a real store: an encrypted file of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes

import pytest
from sqlalchemy.engine import Engine

from coordinator import people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import LocalStore, open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from tests.fakes import FakeClock
from tests.kept import kept
from tests.remembering import remember, written_once

WEDNESDAY_8_55 = datetime(2026, 3, 11, 12, 55, tzinfo=UTC)
"""Wednesday, March 11, 2026, 8:55 in New York: five minutes before a nine o'clock group."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(WEDNESDAY_8_55)


@pytest.fixture
def feed() -> ChangeFeed:
    return ChangeFeed()


@pytest.fixture(scope="session")
def empty_vault() -> tuple[Path, DatabaseKey]:
    """A closed, encrypted file with every table and no row, and its key; each test copies it."""
    folder = kept("a store with no row", _make_empty)
    return folder / "store.db", DatabaseKey((folder / "key").read_bytes())


def _make_empty(folder: Path) -> None:
    path, key = folder / "store.db", DatabaseKey(token_bytes(32))
    sqlcipher.create_store_file(path, key)
    opened = open_local_store(path, key)
    bring_up_to_date(opened.engine)
    opened.close()
    (folder / "key").write_bytes(key.raw())


@pytest.fixture
def local_store(tmp_path: Path, empty_vault: tuple[Path, DatabaseKey]) -> Iterator[LocalStore]:
    """An encrypted file with every table and no row."""
    empty, key = empty_vault
    opened = open_local_store(Path(shutil.copy(empty, tmp_path / "store.db")), key)
    remember(opened)
    yield opened
    opened.close()


@pytest.fixture
def engine(local_store: LocalStore) -> Engine:
    return local_store.engine


@pytest.fixture
def store(engine: Engine, clock: FakeClock, feed: ChangeFeed) -> Store:
    """A store with a program in New York and a facilitator, Renee Alvarado, who is signed in."""
    store = Store(engine, clock=clock, feed=feed)
    _begin(store)
    return store


@written_once
def _begin(store: Store) -> None:
    store.write(programs.create_program, "Alder Street IOP", "America/New_York")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)
