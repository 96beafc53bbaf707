"""From a store's address to an engine that speaks to it.

One thread uses the store as a rule (`coordinator.worker`); the pool exists for the odd second reader.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from coordinator.errors import RuleViolation, StoreBusy, StoreError, StoreFull, StoreReadOnly, StoreUnreachable
from coordinator.store import sqlcipher
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.network_folders import refuse_network_folder

READ_ONLY = "coordinator_read_only"
"""The execution option of a connection that only reads: it waits for no writer and holds none up."""
_READS = frozenset({"SELECT", "WITH", "PRAGMA", "EXPLAIN", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK"})

_POSTGRES = "postgresql+psycopg"
_VERIFIED = "verify-full"
_WRITER = 5_300_926_417_082
"""The number of the lock that a writer of a shared store holds: arbitrary, and the same in every program."""

_IDLE_MS = 30_000

_SQLSTATES: dict[str, type[StoreError]] = {"53100": StoreFull, "55P03": StoreBusy, "40P01": StoreBusy}
"""What PostgreSQL says of a full disk, a lock that did not come, a deadlock (postgresql.org, appendix A)."""


class UnknownStoreKind(RuleViolation):
    """The address names a kind of store that the program does not have."""


class VerifiedTlsRequired(RuleViolation):
    """A database on another computer is reached over a connection that proves who it is, or not at all."""


@dataclass(frozen=True, slots=True)
class LocalStore:
    """The open store of a vault: its engine, and what only a file needs."""

    engine: Engine
    path: Path
    creator: sqlcipher.ConnectionCreator

    def checkpoint(self) -> bool:
        """Empty the write-ahead log; whether no other process kept it in use."""
        with _driver_connection(self.engine) as connection:
            return sqlcipher.checkpoint(connection)

    def data_version(self) -> int:
        """A number that changes when another process committed."""
        with _driver_connection(self.engine) as connection:
            return sqlcipher.data_version(connection)

    def close(self) -> bool:
        """Give the file back and refuse every later connection with `StoreLocked`; whether the log was emptied.

        A log that cannot be emptied, on a full disk say, is no loss: it is encrypted like the file, and SQLite takes
        it up at the next opening.
        """
        try:
            return self.checkpoint()
        except StoreError:
            return False
        finally:
            self.creator.refuse()
            self.engine.dispose()


@contextmanager
def _driver_connection(engine: Engine) -> Iterator[sqlcipher.Connection]:
    """The driver's own connection, borrowed from the pool for a statement outside any transaction."""
    borrowed = engine.raw_connection()
    try:
        yield cast("sqlcipher.Connection", borrowed.driver_connection)
    except Exception as problem:
        raise sqlcipher.error_of(problem) or problem from problem
    finally:
        borrowed.close()


def open_local_store(path: Path, key: DatabaseKey) -> LocalStore:
    """Open the store file of a vault whose key file proved the key.

    Raises:
        NetworkFolder: it lies on a network drive, where the write-ahead log is not safe.
        StoreError: the subclass says what is wrong with the file.
    """
    refuse_network_folder(path.parent)
    creator = sqlcipher.ConnectionCreator(path, key)
    engine = create_engine(
        "sqlite://",
        module=sqlcipher.driver,
        creator=creator,
        poolclass=QueuePool,  # named, or the empty address would pick a pool that keeps one connection per thread
        pool_size=1,
        max_overflow=4,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_on_sqlite)
    event.listen(engine, "before_cursor_execute", _refuse_to_write_while_reading)
    event.listen(engine, "handle_error", _tell_no_values)
    try:
        engine.connect().close()
    except BaseException:
        creator.refuse()
        engine.dispose()
        raise
    return LocalStore(engine, path, creator)


def make_engine(address: str | Path, key: DatabaseKey | None = None) -> Engine:
    """An engine for a path, ``sqlcipher:///path`` or ``postgresql+psycopg://…``; `LocalStore` offers more for a file.

    Raises:
        UnknownStoreKind: another kind of address, or a file without a key.
        VerifiedTlsRequired: a remote database without ``sslmode=verify-full``.
    """
    if isinstance(address, Path):
        path = address
    else:
        url = make_url(address)
        if url.drivername == _POSTGRES:
            return make_shared_engine(address)
        if url.drivername != "sqlcipher" or not url.database:
            raise UnknownStoreKind(url.drivername)
        path = Path(url.database)
    if key is None:
        raise UnknownStoreKind("a file without a key")
    return open_local_store(path, key).engine


def make_shared_engine(address: str) -> Engine:
    """An engine for a shared PostgreSQL database, ``postgresql+psycopg://…``.

    A server on another computer must prove its name: ``sslmode=verify-full`` is added where nothing is said and any
    other mode is refused (postgresql.org/docs/current/libpq-ssl.html).

    Raises:
        UnknownStoreKind: another kind of address.
        VerifiedTlsRequired: the address asks for less.
    """
    url = make_url(address)
    if url.drivername != _POSTGRES:
        raise UnknownStoreKind(url.drivername)
    engine = create_engine(_verified(url), hide_parameters=True, pool_pre_ping=True, pool_size=1, max_overflow=4)
    event.listen(engine, "begin", _begin_on_postgres)
    event.listen(engine, "handle_error", _tell_no_values)
    return engine


def store_error_of(failure: DBAPIError) -> StoreError | DBAPIError:
    """What a database failure means for the person; the failure itself when it is a defect of the program."""
    original = failure.orig
    found = sqlcipher.error_of(original) if original is not None else None
    if found is not None:
        return found
    if named := _SQLSTATES.get(getattr(original, "sqlstate", None) or ""):
        return named()
    if failure.connection_invalidated or (isinstance(failure, OperationalError) and _is_psycopg(original)):
        return StoreUnreachable()
    return failure


def _begin_on_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: reading first and writing later fails at once when somebody else wrote between.
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _refuse_to_write_while_reading(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    """Let a read transaction only read.

    Not by ``PRAGMA query_only``: each change of such a setting makes SQLite prepare every statement of the connection
    anew (pragma.c, OP_Expire), which took longer than all the reading and writing of a mark.
    """
    if connection.get_execution_options().get(READ_ONLY, False) and statement.split(None, 1)[0].upper() not in _READS:
        raise StoreReadOnly


def _begin_on_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get(READ_ONLY, False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        return
    # One writer at a time, as in a file: what a rule has read still holds when the change is committed, and no two
    # entries of the history follow the same one. The lock goes with the transaction; who sleeps in one is put out
    # (postgresql.org/docs/current/explicit-locking.html, 13.3.5; runtime-config-client.html).
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {sqlcipher.BUSY_TIMEOUT_MS}")
    connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {_IDLE_MS}")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def _tell_no_values(context: ExceptionContext) -> None:
    """Take what was typed out of an error's own words: `hide_parameters` covers the statement only.

    PostgreSQL quotes the key that is there already ("Key (code)=(…)"), and an unknown choice is quoted too.
    """
    original = context.original_exception
    if _is_psycopg(original):
        constraint = getattr(getattr(original, "diag", None), "constraint_name", None)
        said = " ".join(filter(None, (getattr(original, "sqlstate", None), constraint)))
    elif isinstance(original, LookupError):
        said = "unknown choice"
        original.__cause__ = original.__context__ = None  # the key that was not found
    else:
        return
    original.args = (said,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(original).__name__}) {said}",)


def _verified(url: URL) -> URL:
    if all(_is_this_computer(host) for host in _hosts(url)) and "service" not in url.query:
        return url
    mode = url.query.get("sslmode", _VERIFIED)
    if mode != _VERIFIED:
        raise VerifiedTlsRequired
    return url.update_query_dict({"sslmode": _VERIFIED})


def _hosts(url: URL) -> list[str]:
    named = [url.host or "", *_listed(url.query.get("host")), *_listed(url.query.get("hostaddr"))]
    hosts = [host for entry in named for host in entry.split(",") if host]
    return hosts or [host for host in os.environ.get("PGHOST", "").split(",") if host]


def _listed(value: tuple[str, ...] | str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _is_this_computer(host: str) -> bool:
    if host.startswith(("/", "@")) or host == "localhost":  # a socket's folder
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_psycopg(original: BaseException | None) -> bool:
    return type(original).__module__.startswith("psycopg")
