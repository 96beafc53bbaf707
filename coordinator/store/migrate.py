"""Brings a store's schema up to date: refuse what is newer, snapshot, upgrade.

Run as ``python -m coordinator.store.migrate URL`` by the administrator of a shared store.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from coordinator.errors import StoreDamaged, StoreTooNew, StoreTooOld
from coordinator.store.engine import make_shared_engine
from coordinator.store.sqlcipher_schema import make_tables

VERSIONS = Path(__file__).with_name("migrations") / "versions"

KNOWN = tuple(sorted(revision.name.partition("_")[0] for revision in VERSIONS.glob("[0-9]*_*.py")))
"""Every revision, oldest first: a revision file starts with its number. Reading names saves Alembic at each start."""

HEAD = KNOWN[-1]
"""The newest revision that this program knows."""


def revision_of(engine: Engine) -> str | None:
    """Give the revision that the store is at, or None for a store without tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def bring_up_to_date(engine: Engine, snapshot: Callable[[], None] | None = None) -> None:
    """Upgrade a store to `HEAD` if it is older, after taking a snapshot of one that holds records.

    An empty file has its tables made as they are today (`coordinator.store.sqlcipher_schema`).

    Raises `StoreTooNew`, leaving the file as it is, when a newer program wrote it.
    """
    revision = revision_of(engine)
    if revision == HEAD:
        return
    _refuse_newer(revision)
    if revision is None and engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            make_tables(connection)
        return
    if revision is not None and snapshot is not None:
        snapshot()
    upgrade(engine)


def require_current(engine: Engine) -> None:
    """Refuse a shared store that is newer (`StoreTooNew`) or older (`StoreTooOld`) than the program."""
    revision = revision_of(engine)
    _refuse_newer(revision)
    if revision != HEAD:
        raise StoreTooOld


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision not in KNOWN:
        raise StoreTooNew


def upgrade(engine: Engine) -> None:
    """Go through every migration that the store has not seen, in one transaction."""
    from alembic import command  # noqa: PLC0415  only an upgrade pays for this import
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent).replace("%", "%%"))  # "%" would start a reference
    with engine.connect() as connection, _foreign_keys_off(connection), connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
        _check_foreign_keys(connection)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """Switch enforcement off outside a transaction: a batch migration would cascade its deletes otherwise."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    assert driver is not None  # noqa: S101  an open connection has one
    cursor = driver.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()


def _check_foreign_keys(connection: Connection) -> None:
    """Find what a revision orphaned while nothing was enforced; raises `StoreDamaged`, and so rolls back."""
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreDamaged


def main() -> None:
    """Upgrade the shared store whose URL stands on the command line."""
    (url,) = sys.argv[1:]
    engine = make_shared_engine(url)
    try:
        bring_up_to_date(engine)
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()
