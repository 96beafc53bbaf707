"""One row in every table that a store has, made from what the store itself says of its columns."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Integer, MetaData, String, Table, Text, Time, select
from sqlalchemy.types import JSON

MAKER = UUID("6f1c2f0e-6d0f-4a55-9d3b-5c0f6d1a7b21")
SAID = "Planted – ñ"
Rows = dict[str, list[dict[str, object]]]


def reflected(connection: Connection) -> MetaData:
    """The tables as the store has them now; nothing of the program's own idea of them, nor the index of words."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _metadata: not is_word_index(name))
    return found


def is_word_index(table: str) -> bool:
    """Whether this is the index of words, which each store keeps in its own way, with tables of its own."""
    return table.startswith("note_search")


def plant(connection: Connection, known: MetaData | None = None) -> None:
    """Add one row to every table that has none; each reference points at the first row of its table.

    `known` spares asking the store for its tables again.
    """
    keys: dict[str, object] = {}
    for table in (known or reflected(connection)).sorted_tables:
        if table.name == "alembic_version":
            continue
        (key,) = table.primary_key.columns
        first = connection.execute(select(key).order_by(key)).first()
        row = {column.name: _value(table, column, keys) for column in table.columns}
        keys[table.name] = row[key.name] if first is None else first[0]
        if first is None:
            connection.execute(table.insert().values(row))


def rows_of(connection: Connection, known: MetaData | None = None) -> Rows:
    """Everything in the store, table by table. `known` spares asking the store for its tables again."""
    tables = (table for table in (known or reflected(connection)).sorted_tables if table.name != "alembic_version")
    return {
        table.name: [dict(row._mapping) for row in connection.execute(table.select())]
        for table in tables
    }  # fmt: skip


def _value(table: Table, column: Column[object], keys: dict[str, object]) -> object:  # noqa: C901, PLR0911  one line a kind of column
    kind = column.type
    if column.foreign_keys:
        (reference,) = column.foreign_keys
        return keys[reference.column.table.name]
    if column.primary_key:
        return 1 if isinstance(kind, Integer) else _key(table.name, kind)
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, JSON):
        return {"said": SAID}
    if isinstance(kind, Integer):
        return 60
    if isinstance(kind, DateTime):
        return datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
    if isinstance(kind, Date):
        return date(2026, 3, 11)
    if isinstance(kind, Time):
        return time(9, 0)
    if isinstance(kind, Text):
        return SAID
    if isinstance(kind, String):
        return _choice(table, column) or SAID[: kind.length]
    raise TypeError(f"{table.name}.{column.name}: {kind!r}")


def _key(table: str, kind: object) -> object:
    made = uuid5(MAKER, table)
    return made.hex if isinstance(kind, String) else made


def _choice(table: Table, column: Column[object]) -> str | None:
    """The first of the values that a check allows: `role IN ('facilitator', …)` or PostgreSQL's way to say so."""
    for check in table.constraints:
        said = str(getattr(check, "sqltext", ""))
        if re.match(rf"\W*{column.name}\W", said) and (first := re.search(r"'([^']+)'", said)):
            return first[1]
    return None
