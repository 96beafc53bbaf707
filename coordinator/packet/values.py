"""Rows as plain values and back: each column in the one form that its type has in a file, and no column unasked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import JSON, Boolean, Column, Date, Integer, Uuid
from sqlalchemy import Enum as EnumType
from sqlmodel import SQLModel

from coordinator.packet.errors import PacketFault, PacketUnusable
from coordinator.store.columns import GREATEST_NUMBER, LEAST_NUMBER, UtcDateTime
from coordinator.store.row_seals import table_of

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
Values: TypeAlias = Mapping[str, Plain]
"""A row's columns by name."""
RowT = TypeVar("RowT", bound=SQLModel)


def canonical(value: object) -> bytes:
    """Give the one form in which a value is written: JSON with sorted keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(values: Values) -> str:
    """Give the digest by which two states of the same thing are compared."""
    return hashlib.sha256(canonical(dict(values))).hexdigest()[:32]


def values_of(row: SQLModel, names: Iterable[str]) -> dict[str, Plain]:
    """Give some columns of a row."""
    return {name: _plain(getattr(row, name)) for name in names}


def typed(kind: type[SQLModel], values: Values, names: Iterable[str]) -> dict[str, object]:
    """Give the columns of a row as it holds them; raises `PacketUnusable` for a value that its column cannot hold."""
    wanted = set(names)
    if set(values) != wanted:
        raise PacketUnusable(PacketFault.DAMAGED)
    columns = table_of(kind).columns
    return {name: _typed(columns[name], values[name]) for name in wanted}


def row_from(kind: type[RowT], columns: Mapping[str, object]) -> RowT:
    """Make a row of columns that `typed` gave."""
    return kind(**columns)


def names_of(kind: type[SQLModel], *without: str) -> tuple[str, ...]:
    """Give the names of a table's columns, but for some."""
    return tuple(column.name for column in table_of(kind).columns if column.name not in without)


def instant_of(value: Plain) -> datetime:
    """Read an instant; raises `PacketUnusable`."""
    try:
        at = datetime.fromisoformat(_text(value))
    except ValueError:
        raise PacketUnusable(PacketFault.DAMAGED) from None
    if at.tzinfo is None:
        raise PacketUnusable(PacketFault.DAMAGED)
    return at.astimezone(UTC)


def id_of(value: Plain) -> UUID:
    """Read an id in its one form; raises `PacketUnusable`."""
    try:
        found = UUID(_text(value))
    except ValueError:
        raise PacketUnusable(PacketFault.DAMAGED) from None
    if str(found) != value:
        raise PacketUnusable(PacketFault.DAMAGED)
    return found


def mapping_of(value: Plain) -> dict[str, Plain]:
    """Give a value that is a mapping; raises `PacketUnusable` for any other."""
    if not isinstance(value, dict):
        raise PacketUnusable(PacketFault.DAMAGED)
    return value


def list_of(value: Plain) -> list[Plain]:
    """Give a value that is a list; raises `PacketUnusable` for any other."""
    if not isinstance(value, list):
        raise PacketUnusable(PacketFault.DAMAGED)
    return value


def text_of(value: Plain) -> str:
    """Give a value that is text; raises `PacketUnusable` for any other."""
    return _text(value)


def read_json(content: bytes) -> dict[str, Plain]:
    """Understand a document; raises `PacketUnusable` where it is none."""
    try:
        found = json.loads(content.decode())
    except (ValueError, RecursionError):
        raise PacketUnusable(PacketFault.DAMAGED) from None
    return mapping_of(found)


def _plain(value: object) -> Plain:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | Enum | UUID):
        return str(value.value if isinstance(value, Enum) else value)  # a date reads as its ISO form
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    raise TypeError(type(value).__name__)


def _typed(column: Column[object], value: Plain) -> object:
    if value is None:
        if not column.nullable:
            raise PacketUnusable(PacketFault.DAMAGED)
        return None
    kind = column.type
    if isinstance(kind, Uuid):
        return id_of(value)
    if isinstance(kind, UtcDateTime):
        return instant_of(value)
    if isinstance(kind, JSON):
        return value
    if isinstance(kind, Boolean | Integer):
        return _number(value, whether=isinstance(kind, Boolean))
    return _word(kind, _text(value))


def _word(kind: object, value: str) -> object:
    try:
        if isinstance(kind, EnumType) and kind.enum_class is not None:
            return kind.enum_class(value)
        if isinstance(kind, Date):
            return date.fromisoformat(value)
    except ValueError:
        raise PacketUnusable(PacketFault.DAMAGED) from None
    return value


def _number(value: Plain, *, whether: bool) -> int:
    if not isinstance(value, int) or isinstance(value, bool) is not whether:
        raise PacketUnusable(PacketFault.DAMAGED)
    if not LEAST_NUMBER <= value <= GREATEST_NUMBER:
        raise PacketUnusable(PacketFault.DAMAGED)
    return value


def _text(value: Plain) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise PacketUnusable(PacketFault.DAMAGED)
    return value
