"""Rows exactly as they lie in the store.

A value can be altered so that it still reads the same: an id in capitals, 2 for true, a blank more in a document.
So beside each row's values stands whether every one of them lies there in the one form in which it was written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Dialect, LargeBinary, Table, Text, cast, func, select
from sqlmodel import Session

from coordinator.store.legible import ILLEGIBLE

AT_ONCE = 1000
UNREADABLE = (*ILLEGIBLE, RecursionError, OverflowError)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row. `values` are None where they cannot be read at all; `key` is then the bytes of its key as text."""

    key: str
    values: Mapping[str, Any] | None
    as_written: bool


Reader = Callable[[Sequence[Any]], StoredRow]


def stored_rows(rows: Session, table: Table, *, order: ColumnElement[Any]) -> Iterator[StoredRow]:
    """Give every row of a table; none is passed over, however it was spoiled."""
    dialect = rows.connection().dialect
    wanted, read = _of_file(table, dialect) if dialect.name == "sqlite" else _of_server(table)
    asked = select(*wanted).order_by(order).execution_options(yield_per=AT_ONCE)
    for found in rows.connection().execute(asked):
        yield read(found)


def _of_file(table: Table, dialect: Dialect) -> tuple[list[ColumnElement[Any]], Reader]:
    """Ask SQLite for the kind and the bytes of each value, which no driver can fail to hand over."""
    columns = list(table.columns)
    forms = [_Form(column, dialect) for column in columns]
    wanted: list[ColumnElement[Any]] = []
    for column in columns:
        wanted += [func.typeof(column), cast(column, LargeBinary)]
    key_at = next(place for place, column in enumerate(columns) if column.primary_key)

    def read(found: Sequence[Any]) -> StoredRow:
        key = (found[2 * key_at + 1] or b"").decode(errors="replace")
        values, as_written = {}, True
        try:
            for place, form in enumerate(forms):
                raw = _plain(found[2 * place], found[2 * place + 1])
                values[form.name], same = form.read(raw)
                as_written = as_written and same
        except UNREADABLE:
            return StoredRow(key, None, as_written=False)
        return StoredRow(key, values, as_written)

    return wanted, read


def _of_server(table: Table) -> tuple[list[ColumnElement[Any]], Reader]:
    """PostgreSQL keeps each value in its own type, so that only documents have more than one form."""
    columns = list(table.columns)
    documents = [column for column in columns if isinstance(column.type, JSON)]
    key_at = next(place for place, column in enumerate(columns) if column.primary_key)

    def read(found: Sequence[Any]) -> StoredRow:
        values = {column.name: found[place] for place, column in enumerate(columns)}
        texts = zip(documents, found[len(columns) :], strict=True)
        same = all(text is None or json.dumps(values[column.name]) == text for column, text in texts)
        return StoredRow(str(found[key_at]), values, same)

    return [*columns, *(cast(column, Text) for column in documents)], read


class _Form:
    """How one column's value is written and read."""

    def __init__(self, column: Column[Any], dialect: Dialect) -> None:
        kind = column.type.dialect_impl(dialect)
        self.name = column.name
        self._bind = kind.bind_processor(dialect)
        self._result = kind.result_processor(dialect, None)

    def read(self, raw: object) -> tuple[object, bool]:
        """Give the value, and whether the program would write it in this very form."""
        if raw is None:
            return None, True
        value = self._result(raw) if self._result is not None else raw
        written = self._bind(value) if self._bind is not None else value
        return value, type(written) is type(raw) and written == raw


def _plain(kind: str, content: bytes | None) -> object:
    """Give the value that a driver would hand over; raises ValueError for text that is none, and for bytes."""
    if kind == "null" or content is None:
        return None
    if kind == "blob":
        raise ValueError(kind)
    text = content.decode()
    if kind == "text":
        return text
    return int(text) if kind == "integer" else float(text)
