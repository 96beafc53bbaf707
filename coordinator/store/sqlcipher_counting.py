"""How far the file has counted: it keeps that apart from the rows themselves (sqlite.org/autoinc.html)."""

from __future__ import annotations

from sqlalchemy import Integer, ScalarSelect, String, column, select, table
from sqlmodel import Session

_COUNT = table("sqlite_sequence", column("name", String), column("seq", Integer))


def given_to(table_name: str) -> ScalarSelect[int]:
    """Give the highest number that a row of this table ever had, as part of a larger question to an SQLite file."""
    return select(_COUNT.c.seq).where(_COUNT.c.name == table_name).scalar_subquery()


def highest_given(rows: Session, table_name: str) -> int:
    """Give the highest number that a row of this table ever had; 0 in a store that does not count so.

    A row that was cut off the end is missed by it.
    """
    if rows.connection().dialect.name != "sqlite":
        return 0
    return rows.connection().execute(select(_COUNT.c.seq).where(_COUNT.c.name == table_name)).scalar() or 0
