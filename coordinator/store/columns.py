"""Column types and field makers that mean the same on SQLCipher and on PostgreSQL."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    event,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    # Every constraint has a name that a later migration can drop on either store.
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

LEAST_NUMBER, GREATEST_NUMBER = -(2**31), 2**31 - 1
"""What PostgreSQL's ``integer`` holds; SQLite would keep larger numbers, and letters too."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes aware values only, since SQLite would drop an offset without a word."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant in UTC to the driver."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant aware, in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text without NUL, which SQLite would keep and PostgreSQL would refuse; stored in NFC."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Give the text normalised; refuse a NUL."""
        del dialect
        if value is None:
            return None
        if "\x00" in value:
            raise ValueError("text must not contain NUL")
        return unicodedata.normalize("NFC", value)


class ShortText(TypeDecorator[str]):
    """Text of at most `length` characters, which SQLite would not count."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        """Take the greatest number of characters."""
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Give the text normalised; refuse a NUL and what is too long."""
        del dialect
        if value is None:
            return None
        if "\x00" in value:
            raise ValueError("text must not contain NUL")
        normal = unicodedata.normalize("NFC", value)
        if len(normal) > self.length:
            raise ValueError("text is too long")
        return normal


@event.listens_for(Table, "after_parent_attach")
def _check_what_sqlite_would_let_pass(table: Table, metadata: MetaData) -> None:
    """Let both stores refuse a number out of range, letters in its place, and text that is too long.

    SQLite's types are advice: it orders every text after every number, so the range refuses letters as well
    (sqlite.org/datatype3.html, section 4.1).
    """
    if metadata is not SQLModel.metadata:
        return
    for column in table.columns:
        if isinstance(column.type, Integer) and not column.primary_key:
            within = f"{column.name} BETWEEN {LEAST_NUMBER} AND {GREATEST_NUMBER}"
            table.append_constraint(CheckConstraint(within, name=f"{column.name}_is_a_number"))
        elif isinstance(column.type, ShortText):
            fits = f"length({column.name}) <= {column.type.length}"
            table.append_constraint(CheckConstraint(fits, name=f"{column.name}_fits"))


def name_key(name: str) -> str:
    """Give the form of a name used for matching and order: compatible, case-folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


# The makers below return Any for the same reason as SQLModel's own Field: the annotation beside them is the type.


def key() -> Any:
    """Make a UUID primary key."""
    return Field(default_factory=uuid4, sa_column=Column(Uuid, primary_key=True))


def reference(target: str, *, optional: bool = False, index: bool = True, unique: bool = False) -> Any:
    """Make a foreign key to `table.column`, checked at commit, so that rows may be written in any order."""
    column = Column(
        Uuid,
        ForeignKey(target, deferrable=True, initially="DEFERRED"),
        nullable=optional,
        index=index,
        unique=unique or None,
    )
    return Field(default=None, sa_column=column) if optional else Field(sa_column=column)


def text(default: str | None = "", *, optional: bool = False, index: bool = False) -> Any:
    """Make a text column; empty by default."""
    column: Column[str] = Column(CleanText, nullable=optional, index=index)
    return Field(default=None if optional else default, sa_column=column)


def required_text(*, index: bool = False, unique: bool = False) -> Any:
    """Make a text column that must be given."""
    return Field(sa_column=Column(CleanText, nullable=False, index=index, unique=unique or None))


def choice(kind: type[StrEnum], default: StrEnum | None = None, *, optional: bool = False) -> Any:
    """Make a column that holds an enumeration's value as checked text."""
    column_type = Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
        length=40,
        name=f"known_{kind.__name__.lower()}",
    )
    column: Column[StrEnum] = Column(column_type, nullable=optional)
    return Field(default=default, sa_column=column) if optional or default is not None else Field(sa_column=column)


def instant(*, optional: bool = False, index: bool = False) -> Any:
    """Make a column for an instant."""
    column = Column(UtcDateTime, nullable=optional, index=index)
    return Field(default=None, sa_column=column) if optional else Field(sa_column=column)


def document() -> Any:
    """Make a column for a small mapping of text to text, stored as JSON."""
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


def short_text(length: int, *, default: str | None = None) -> Any:
    """Make a text column with a checked maximum length in characters."""
    column: Column[str] = Column(ShortText(length), nullable=False)
    return Field(sa_column=column) if default is None else Field(default=default, sa_column=column)


def at_least(column: str, minimum: int) -> CheckConstraint:
    """Make a check that a number is not below `minimum`, or is absent."""
    return CheckConstraint(f"{column} IS NULL OR {column} >= {minimum}", name=f"{column}_at_least_{minimum}")
