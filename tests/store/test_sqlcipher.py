"""The encrypted file opens in the right order, and what is wrong with one is told apart."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coordinator.errors import (
    StoreBusy,
    StoreDamaged,
    StoreDiskFailed,
    StoreEmpty,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreNotEncrypted,
    StoreReadOnly,
    StoreTruncated,
    VaultExists,
    WrongKey,
)
from coordinator.store import sqlcipher
from coordinator.store.sqlcipher import ConnectionCreator, StoreFile, checkpoint, connect, create_store_file
from coordinator.vault.database_key import DatabaseKey

PAGE = 4096


@pytest.fixture(scope="module")
def key() -> DatabaseKey:
    return DatabaseKey.generate()


@pytest.fixture(scope="module")
def filled(key: DatabaseKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of some thirty pages."""
    path = tmp_path_factory.mktemp("filled") / "store.db"
    create_store_file(path, key)
    connection = connect(path, key)
    connection.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, said TEXT)")
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, mark_id INTEGER REFERENCES mark (id))")
    connection.execute("BEGIN")
    for number in range(1000):
        connection.execute("INSERT INTO mark (said) VALUES (?)", (f"made up {number} " + "x" * 80,))
    connection.execute("COMMIT")
    connection.close()
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "store.db"))


def plain_database(_content: bytes, path: Path) -> None:
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE mark (id)")
    plain.close()


def changed(change: Callable[[bytes], bytes]) -> Callable[[bytes, Path], None]:
    def damage(content: bytes, path: Path) -> None:
        path.write_bytes(change(content))

    return damage


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (lambda _content, path: path.unlink(), StoreMissing),
        (changed(lambda _content: b""), StoreEmpty),
        (plain_database, StoreNotEncrypted),
        (changed(lambda content: content[:-100]), StoreTruncated),
        (changed(lambda content: content[: -5 * PAGE]), StoreTruncated),
        (changed(lambda content: content[:PAGE]), StoreTruncated),
        (changed(lambda content: content[:1000]), StoreTruncated),
        (changed(lambda _content: b"Dear Sir or Madam, " * 1000), StoreForeign),
        (changed(lambda _content: b"Hello"), StoreForeign),
        (changed(lambda _content: bytes(8 * PAGE)), StoreForeign),
        (changed(lambda content: flipped(content, 20)), StoreDamaged),
        (changed(lambda content: flipped(content, PAGE - 5)), StoreDamaged),
        (changed(lambda content: bytes(PAGE) + content[PAGE:]), StoreDamaged),
        (changed(lambda content: flipped(content, 3)), StoreDamaged),
    ],
    ids=[
        "missing", "empty", "plain", "cut in a page", "cut between pages", "one page left", "less than a page",
        "letter", "few letters", "zeroes", "first page damaged", "its end damaged", "first page zeroed", "salt damaged",
    ],
)  # fmt: skip
def test_each_wrong_file_has_its_own_error_and_no_new_database_appears(
    path: Path, key: DatabaseKey, damage: Callable[[bytes, Path], None], error: type[StoreError]
) -> None:
    damage(path.read_bytes(), path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(error):
        connect(path, key)
    assert (path.read_bytes() if path.exists() else None) == before
    assert {entry.name for entry in path.parent.iterdir()} <= {"store.db"}


def test_a_wrong_key_is_told_from_a_damaged_file(path: Path) -> None:
    with pytest.raises(WrongKey):
        connect(path, DatabaseKey.generate(), key_is_proved=False)
    with pytest.raises(StoreDamaged):
        connect(path, DatabaseKey.generate())


def test_a_folder_in_the_files_place_is_refused(tmp_path: Path, key: DatabaseKey) -> None:
    (tmp_path / "store.db").mkdir()
    with pytest.raises(StoreError):
        connect(tmp_path / "store.db", key)


def test_the_settings_hold(path: Path, key: DatabaseKey) -> None:
    connection = connect(path, key)
    asked = {
        name: connection.execute(f"PRAGMA {name}").fetchone()
        for name in ("foreign_keys", "journal_mode", "synchronous", "secure_delete", "temp_store", "trusted_schema")
    }
    connection.close()
    assert asked == {
        "foreign_keys": (1,),
        "journal_mode": ("wal",),
        "synchronous": (2,),
        "secure_delete": (1,),
        "temp_store": (2,),
        "trusted_schema": (0,),
    }
    assert "SQLCipher 4" in sqlcipher.cipher_version()


def test_every_file_is_private_with_the_usual_umask(tmp_path: Path, key: DatabaseKey) -> None:
    before = os.umask(0o022)
    try:
        create_store_file(tmp_path / "store.db", key)
        connection = connect(tmp_path / "store.db", key)
        connection.execute("CREATE TABLE mark (id)")
        StoreFile(tmp_path / "store.db", key).copy_into(tmp_path / "copy.db")
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        connection.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("store.db", "store.db-wal", "store.db-shm", "copy.db"), 0o600)


def test_a_new_store_is_never_made_over_a_file(path: Path, key: DatabaseKey) -> None:
    before = path.read_bytes()
    with pytest.raises(VaultExists):
        create_store_file(path, key)
    assert path.read_bytes() == before


def test_closing_empties_the_log(path: Path, key: DatabaseKey) -> None:
    connection = connect(path, key)
    connection.execute("INSERT INTO mark (said) VALUES ('new')")
    assert sqlcipher.wal_of(path).stat().st_size > 0
    assert checkpoint(connection)
    assert sqlcipher.wal_of(path).stat().st_size == 0
    connection.close()
    assert not sqlcipher.wal_of(path).exists()
    assert not sqlcipher.shm_of(path).exists()


def test_a_sound_file_passes_the_full_check(path: Path, key: DatabaseKey) -> None:
    assert StoreFile(path, key).problems() == ()
    assert StoreFile(path, key).row_counts() == {"mark": 1000, "note": 0}


@pytest.mark.parametrize("seed", range(25))
def test_every_flipped_bit_is_found_by_the_full_check(path: Path, key: DatabaseKey, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    content[chance.randrange(PAGE, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    assert StoreFile(path, key).problems()


def test_a_dangling_reference_is_found(path: Path, key: DatabaseKey) -> None:
    connection = connect(path, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO note (mark_id) VALUES (99999)")
    connection.close()
    assert StoreFile(path, key).problems() == ("row 1 of note refers to a missing row of mark",)


def test_a_copy_is_encrypted_with_the_same_key(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    StoreFile(path, key).copy_into(copy)
    assert StoreFile(copy, key).row_counts() == {"mark": 1000, "note": 0}
    with pytest.raises(WrongKey):
        connect(copy, DatabaseKey.generate(), key_is_proved=False)


def test_a_creator_that_was_told_to_refuse_connects_no_more(path: Path, key: DatabaseKey) -> None:
    creator = ConnectionCreator(path, key)
    creator().close()
    creator.refuse()
    with pytest.raises(StoreLocked):
        creator()


def test_another_writer_is_named_after_the_wait(path: Path, key: DatabaseKey) -> None:
    first, second = connect(path, key), connect(path, key)
    second.execute("PRAGMA busy_timeout = 10")
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlcipher.driver.OperationalError) as busy:
        second.execute("BEGIN IMMEDIATE")
    assert isinstance(sqlcipher.error_of(busy.value), StoreBusy)
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (13, StoreFull),
        (8, StoreReadOnly),
        (10, StoreDiskFailed),
        (522, StoreDiskFailed),
        (11, StoreDamaged),
        (26, StoreDamaged),
    ],
)
def test_each_code_has_its_meaning(code: int, error: type[StoreError]) -> None:
    problem = sqlcipher.driver.OperationalError("made up")
    problem.sqlite_errorcode = code
    assert type(sqlcipher.error_of(problem)) is error


def test_a_defect_is_not_dressed_up_as_a_store_error(path: Path, key: DatabaseKey) -> None:
    connection = connect(path, key)
    with pytest.raises(sqlcipher.driver.OperationalError) as defect:
        connection.execute("SELECT nonsense")
    connection.close()
    assert sqlcipher.error_of(defect.value) is None
    assert sqlcipher.error_of(ValueError()) is None


def test_a_full_disk_is_named_and_the_next_write_succeeds(path: Path, key: DatabaseKey) -> None:
    connection = connect(path, key)
    pages = connection.execute("PRAGMA page_count").fetchone()
    assert pages is not None
    connection.execute(f"PRAGMA max_page_count = {pages[0]}")
    with pytest.raises(sqlcipher.driver.OperationalError) as full:
        connection.execute("INSERT INTO mark (said) SELECT said FROM mark")
    assert isinstance(sqlcipher.error_of(full.value), StoreFull)
    connection.execute("PRAGMA max_page_count = 1000000")
    connection.execute("INSERT INTO mark (said) VALUES ('after')")
    connection.close()


def test_noise_that_fits_no_page_is_somebody_elses(path: Path, key: DatabaseKey) -> None:
    path.write_bytes(random.Random(7).randbytes(3 * PAGE + 10))
    with pytest.raises(StoreForeign):
        connect(path, key)


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, key: DatabaseKey) -> None:
    assert isinstance(sqlcipher.error_of(PermissionError(13, "made up")), StoreReadOnly)
    with pytest.raises(FileNotFoundError):
        create_store_file(tmp_path / "nowhere" / "store.db", key)


@pytest.fixture
def not_allowed(path: Path) -> Iterator[None]:
    """Nobody may read the file; the system's user gives up that power for the time."""
    path.chmod(0)
    usual = os.geteuid()
    if usual == 0:
        os.seteuid(65534)
    yield
    os.seteuid(usual)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_file_of_somebody_else_is_named(path: Path, key: DatabaseKey, not_allowed: None) -> None:
    with pytest.raises(StoreReadOnly):
        connect(path, key)


WRITER = """
import sys
from pathlib import Path
from coordinator.store.sqlcipher import connect
from coordinator.vault.database_key import DatabaseKey
connection = connect(Path(sys.argv[1]), DatabaseKey(bytes.fromhex(sys.stdin.readline().strip())))
for number in range(200):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO mark (said) VALUES (?)", (f"{sys.argv[2]} {number}",))
    connection.execute("COMMIT")
connection.close()
"""


def test_two_processes_write_and_neither_loses_a_row(path: Path, key: DatabaseKey) -> None:
    writers = []
    for name in ("desktop", "command"):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name], stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert writer.stdin is not None
        writer.stdin.write(key.hex().encode() + b"\n")
        writer.stdin.flush()
        writers.append(writer)
    for writer in writers:
        _out, errors = writer.communicate(timeout=60)
        assert errors == b""
        assert writer.returncode == 0
    assert StoreFile(path, key).row_counts()["mark"] == 1400
