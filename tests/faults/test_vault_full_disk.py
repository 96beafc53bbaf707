"""A full disk is called so, loses nothing, and the next mark succeeds once there is room."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coordinator.errors import StoreFull
from coordinator.store import sqlcipher
from coordinator.store.engine import LocalStore, open_local_store, store_error_of
from coordinator.store.sqlcipher import StoreFile
from coordinator.vault.database_key import DatabaseKey

KEY = DatabaseKey(bytes(range(32)))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one mebibyte, where the tests may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if not sys.platform.startswith("linux") or mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs Linux and its system user")
    asked = [mount, "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(place)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def mark(store: LocalStore, size: int) -> None:
    with store.engine.begin() as rows:
        rows.execute(text("INSERT INTO mark (said) VALUES (:said)"), {"said": "x" * size})
        rows.execute(text("INSERT INTO audit (mark_id) SELECT max(id) FROM mark"))


def marks(store: LocalStore) -> tuple[int, int]:
    with store.engine.connect() as rows:
        counted = rows.execute(text("SELECT (SELECT count(*) FROM mark), (SELECT count(*) FROM audit)")).one()
    return counted[0], counted[1]


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "ballast").open("ab", buffering=0) as ballast:
        while ballast.write(bytes(1024)):
            pass


@pytest.mark.parametrize("points", [5, pytest.param(200, marks=pytest.mark.faults)])
def test_a_full_disk_loses_nothing_and_needs_no_restart(small_disk: Path, points: int) -> None:
    chance = random.Random(5)
    for _ in range(points):
        sqlcipher.create_store_file(small_disk / "store.db", KEY)
        store = open_local_store(small_disk / "store.db", KEY)
        try:
            marks_until_full(store, small_disk, chance)
        finally:
            assert store.close()
        assert StoreFile(small_disk / "store.db", KEY).problems() == ()
        (small_disk / "store.db").unlink()


def marks_until_full(store: LocalStore, disk: Path, chance: random.Random) -> None:
    with store.engine.begin() as rows:
        rows.execute(text("CREATE TABLE mark (id INTEGER PRIMARY KEY, said TEXT)"))
        rows.execute(text("CREATE TABLE audit (id INTEGER PRIMARY KEY, mark_id INTEGER NOT NULL)"))
    (disk / "ballast").write_bytes(bytes(shutil.disk_usage(disk).free - chance.randrange(40_000, 200_000)))
    acknowledged = 0
    with pytest.raises(DBAPIError) as full:  # noqa: PT012  # whichever mark it is that finds no room
        while True:
            mark(store, chance.randrange(10, 4000))
            acknowledged += 1
    assert isinstance(store_error_of(full.value), StoreFull)
    assert marks(store) == (acknowledged, acknowledged)
    (disk / "ballast").unlink()
    mark(store, 10)
    assert marks(store) == (acknowledged + 1, acknowledged + 1)


def test_a_store_that_cannot_be_closed_tidily_is_whole_at_the_next_opening(small_disk: Path) -> None:
    sqlcipher.create_store_file(small_disk / "store.db", KEY)
    store = open_local_store(small_disk / "store.db", KEY)
    with store.engine.begin() as rows:
        rows.execute(text("CREATE TABLE mark (id INTEGER PRIMARY KEY, said TEXT)"))
        rows.execute(text("INSERT INTO mark (said) VALUES (:said)"), {"said": "x" * 100_000})
    fill(small_disk)
    assert store.close() is False
    (small_disk / "ballast").unlink()
    assert StoreFile(small_disk / "store.db", KEY).row_counts() == {"mark": 1}


def test_a_disk_that_is_full_at_the_start_is_called_so_or_opens(small_disk: Path) -> None:
    path = small_disk / "store.db"
    sqlcipher.create_store_file(path, KEY)
    before = path.read_bytes()
    fill(small_disk)
    try:
        open_local_store(path, KEY).close()
    except StoreFull:
        assert path.read_bytes() == before
    with pytest.raises(StoreFull):
        sqlcipher.create_store_file(small_disk / "another.db", KEY)
    assert not (small_disk / "another.db").exists()
