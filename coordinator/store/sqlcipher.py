"""The encrypted store file. The only file of the program that knows SQLite.

The order in which a file is opened matters: see `connect`. A missing or empty file would otherwise open under any key
as a new, empty database, and a half-checked one would show somebody else's data or none.
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol, cast

import sqlcipher3.dbapi2

from coordinator.errors import (
    StoreBusy,
    StoreDamaged,
    StoreDiskFailed,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTruncated,
    VaultExists,
    WrongKey,
)
from coordinator.store.file_kinds import PAGE_BYTES, checked_size, refuse_plain, why_closed
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.private_files import create_private_file, error_of_system

BUSY_TIMEOUT_MS = 5000
LEAST_SQLITE = (3, 51, 3)  # earlier ones can corrupt a write-ahead log: sqlite.org/wal.html, "WAL-reset bug"

driver = sqlcipher3.dbapi2  # what the engine is built on

_KEY_DIGITS = re.compile(r"[0-9a-f]{64}")
_SPACE_OF_A_WRITE = 256 * 1024

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

_SETTINGS = (
    ("foreign_keys", "ON", 1),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),  # NORMAL lost commits in 1,415 of 2,000 simulated power cuts
    ("busy_timeout", str(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),  # nothing unencrypted in the system's temporary folder
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    # The key is wiped either way. Locking and wiping each of SQLite's pages took a third of a mark's time for words
    # that stand in Python's memory as well; a lock ends the process.
    ("cipher_memory_security", "OFF", "0"),
)


class Rows(Protocol):
    """What a statement gave."""

    def fetchone(self) -> Sequence[object] | None:
        """The next row."""
        ...

    def fetchall(self) -> list[Sequence[object]]:
        """All rows that are left."""
        ...


class Connection(Protocol):
    """A connection to an encrypted store, as far as this program uses one directly."""

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Rows:
        """Run one statement."""
        ...

    def close(self) -> None:
        """Give the file back."""
        ...


def connect(path: Path, key: DatabaseKey, *, key_is_proved: bool = True) -> Connection:
    """Open an existing store; never make one.

    ``key_is_proved`` says that the key file's check value vouched for the key: a file it does not open is then
    damaged, and otherwise the key is wrong. SQLite itself answers both with "file is not a database".

    Raises:
        StoreMissing, StoreEmpty, StoreNotEncrypted, StoreForeign, StoreTruncated, StoreDamaged, WrongKey: what is
            wrong with the file or the key.
        StoreFull, StoreReadOnly, StoreBusy, StoreDiskFailed: what kept it from being opened.
    """
    check_driver()
    size = checked_size(path)
    connection = _open_file(path)
    try:
        _give_key(connection, key)
        _prove_key(connection, path, key_is_proved=key_is_proved)
        _set_up(connection)
    except driver.Error as problem:
        connection.close()
        raise error_of(problem, path) or problem from None
    except BaseException:
        connection.close()
        raise
    if size % PAGE_BYTES and not _has_content(wal_of(path)):
        connection.close()
        raise StoreTruncated
    return connection


def create_store_file(path: Path, key: DatabaseKey) -> None:
    """Make a new, empty, encrypted store with mode 0600.

    The file is made before SQLite sees it, because its log files take over its mode; SQLite's own would be 0644.

    Raises:
        VaultExists: the name is taken.
        StoreFull and others of `StoreError`: it could not be made; nothing is left behind.
    """
    check_driver()
    try:
        create_private_file(path)
    except FileExistsError:
        raise VaultExists from None
    except OSError as problem:
        raise error_of_system(problem) or problem from None
    try:
        connection = _open_file(path)
        with closing(connection):
            _give_key(connection, key)
            # SQLite writes the first page at the first change of the file, and encrypts it then.
            connection.execute("PRAGMA user_version = 0")
            _set_up(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        refuse_plain(path)
    except BaseException as problem:
        for leftover in (path, wal_of(path), shm_of(path)):
            leftover.unlink(missing_ok=True)
        if isinstance(problem, driver.Error):
            raise error_of(problem, path) or problem from None
        raise


class ConnectionCreator:
    """Makes connections for an engine until it is told to refuse.

    A disposed engine silently reopens at the next use, so a lock needs this: after `refuse` nothing connects and the
    key is no longer held here.
    """

    def __init__(self, path: Path, key: DatabaseKey, *, key_is_proved: bool = True) -> None:
        self._path = path
        self._key: DatabaseKey | None = key
        self._key_is_proved = key_is_proved

    def __call__(self) -> Connection:
        """A fresh connection.

        Raises:
            StoreLocked: `refuse` was called.
        """
        if self._key is None:
            raise StoreLocked
        return connect(self._path, self._key, key_is_proved=self._key_is_proved)

    def refuse(self) -> None:
        """From now on connect no more, and forget the key."""
        self._key = None


class StoreFile:
    """Copies and checks store files with one key, each on a connection of its own."""

    def __init__(self, path: Path, key: DatabaseKey) -> None:
        self._path = path
        self._key = key

    def copy_into(self, target: Path) -> None:
        """A consistent encrypted copy, of the same key, in ``target``: missing, or an empty file. Mode 0600.

        Raises:
            StoreFull and others of `StoreError`: the target is no copy.
        """
        if not target.exists():
            create_private_file(target)
        with self._opened(self._path) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        refuse_plain(target)

    def problems(self, path: Path | None = None) -> tuple[str, ...]:
        """What the full check finds in a store file: each page's signature, then the structure, then references.

        Empty when all is well. The log is emptied first: the page check reads the main file only and would report
        pages that a crash left half written there, although the log holds them whole.
        """
        with self._opened(path or self._path) as connection:
            checkpoint(connection)
            return integrity_problems(connection)

    def row_counts(self, path: Path | None = None) -> Mapping[str, int]:
        """How many rows each table holds."""
        with self._opened(path or self._path) as connection:
            tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
            return {str(name): _row_count(connection, str(name)) for (name,) in tables}

    @contextmanager
    def _opened(self, path: Path) -> Iterator[Connection]:
        with closing(connect(path, self._key)) as connection:
            try:
                yield connection
            except driver.Error as problem:
                raise error_of(problem, path) or problem from None


def checkpoint(connection: Connection) -> bool:
    """Move the write-ahead log into the main file and empty it; whether nobody else kept it in use."""
    row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return row is not None and row[0] == 0


def integrity_problems(connection: Connection) -> tuple[str, ...]:
    """What SQLCipher's and SQLite's own checks say, without "ok"; call `checkpoint` first."""
    try:
        signatures = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        structure = connection.execute("PRAGMA integrity_check").fetchall()
        references = connection.execute("PRAGMA foreign_key_check").fetchall()
    except driver.DatabaseError as problem:
        if isinstance(error_of(problem), StoreDamaged):
            return (str(problem),)
        raise
    found = [str(row[0]) for row in [*signatures, *structure] if row[0] != "ok"]
    return (*found, *(f"row {row[1]} of {row[0]} refers to a missing row of {row[2]}" for row in references))


def data_version(connection: Connection) -> int:
    """A number that changes when another connection committed (sqlite.org/pragma.html#pragma_data_version)."""
    row = connection.execute("PRAGMA data_version").fetchone()
    return cast("int", row[0]) if row else 0


def error_of(problem: BaseException, path: Path | None = None) -> StoreError | None:
    """What a driver's exception means for the person; None when it is a defect of the program.

    ``path`` lets a disk error on a full disk be called by its cause: at 100 % SQLite says only "disk I/O error".
    """
    if isinstance(problem, OSError):
        return error_of_system(problem)
    code = getattr(problem, "sqlite_errorcode", None)
    if not isinstance(problem, driver.Error) or not isinstance(code, int):
        return None
    if code & 0xFF in {_IOERR, _CANTOPEN} and path is not None and _is_disk_full(path):
        return StoreFull()
    kind = {
        _BUSY: StoreBusy,
        _LOCKED: StoreBusy,
        _READONLY: StoreReadOnly,
        _CANTOPEN: StoreReadOnly,
        _IOERR: StoreDiskFailed,
        _FULL: StoreFull,
        _CORRUPT: StoreDamaged,
        _NOTADB: StoreDamaged,
    }.get(code & 0xFF)
    return kind() if kind else None


def check_driver() -> None:
    """Refuse to run on a library that would write plain files or corrupt its log.

    Raises:
        RuntimeError: the installed library is not SQLCipher, or is too old.
    """
    with closing(driver.connect(":memory:")) as connection:
        version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise RuntimeError("The installed SQLite does not encrypt")
    if driver.sqlite_version_info < LEAST_SQLITE:
        raise RuntimeError(f"SQLite {driver.sqlite_version} is older than {LEAST_SQLITE}")


def cipher_version() -> str:
    """The SQLCipher and SQLite versions, for the report about this installation."""
    with closing(driver.connect(":memory:")) as connection:
        return f"SQLCipher {connection.execute('PRAGMA cipher_version').fetchone()[0]}, SQLite {driver.sqlite_version}"


def wal_of(path: Path) -> Path:
    """The write-ahead log beside a store file."""
    return path.with_name(path.name + "-wal")


def shm_of(path: Path) -> Path:
    """The shared memory file beside a store file."""
    return path.with_name(path.name + "-shm")


def _open_file(path: Path) -> Connection:
    try:
        opened = driver.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_MS / 1000,
        )
    except driver.Error as problem:
        raise error_of(problem, path) or problem from None
    return cast("Connection", opened)


def _give_key(connection: Connection, key: DatabaseKey) -> None:
    digits = key.hex()
    if not _KEY_DIGITS.fullmatch(digits):  # SQLCipher would take 63 digits for a passphrase
        raise WrongKey
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to the standard error stream
    connection.execute(f"PRAGMA key = \"x'{digits}'\"")


def _prove_key(connection: Connection, path: Path, *, key_is_proved: bool) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except driver.DatabaseError as problem:
        code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
        if code == _NOTADB:
            raise why_closed(path, key_is_proved=key_is_proved) from None
        if code == _CORRUPT:
            # The key fits, but the header counts more pages than there are.
            raise StoreTruncated from None
        raise


def _set_up(connection: Connection) -> None:
    for name, value, expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        answer = connection.execute(f"PRAGMA {name}").fetchone()
        if answer is None or answer[0] != expected:
            raise RuntimeError(f"The store does not accept {name} = {value}: {answer}")


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _row_count(connection: Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    row = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608  # a name from the schema
    return cast("int", row[0]) if row else 0


def _is_disk_full(path: Path) -> bool:
    return shutil.disk_usage(path.parent).free < _SPACE_OF_A_WRITE
