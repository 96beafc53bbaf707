"""The open file of one author: its notes, read and written one at a time, each in a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType
from uuid import UUID, uuid4

from sqlalchemy import Column, Date, Integer, MetaData, String, Table, Text, Uuid, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from coordinator.errors import NotFound, StoreTooNew
from coordinator.process_notes.rules import clean
from coordinator.store import sqlcipher
from coordinator.store.columns import UtcDateTime
from coordinator.store.engine import READ_ONLY, LocalStore, open_local_store, store_error_of
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import ClientId

SHAPE = 1
"""The shape of the file; one of a newer program is refused."""

ProcessNoteId = NewType("ProcessNoteId", UUID)

_TABLES = MetaData()
_SHAPE = Table("process_shape", _TABLES, Column("version", Integer, primary_key=True))
_NOTES = Table(
    "process_note",
    _TABLES,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("client_id", Uuid, nullable=True),
    Column("about_on", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
)


class ProcessNoteKind(StrEnum):
    """Which law keeps it apart: 45 CFR 164.501, or 42 CFR 2.11."""

    PSYCHOTHERAPY = "psychotherapy"
    SUD_COUNSELING = "sud_counseling"


@dataclass(frozen=True, slots=True)
class ProcessText:
    """What its author writes: the conversation it is about by day, whom it is about where it is one client."""

    kind: ProcessNoteKind
    about_on: date
    text: str
    client_id: ClientId | None = None

    def __repr__(self) -> str:
        return "<ProcessText, hidden>"


@dataclass(frozen=True, slots=True)
class ProcessNote:
    """One note as it is kept; instants in UTC."""

    id: ProcessNoteId
    content: ProcessText
    begun_at: datetime
    written_at: datetime


class Book:
    """One author's open file. `close` gives it back and forgets the key."""

    def __init__(self, path: Path, key: DatabaseKey) -> None:
        """Open an existing file; raises a `StoreError` that says what is wrong with it."""
        self._path, self._key = path, key
        self._file: LocalStore = open_local_store(path, key)
        with self._reading() as connection:
            shape = connection.execute(select(_SHAPE.c.version)).scalar_one()
        if shape > SHAPE:
            self.close()
            raise StoreTooNew

    @classmethod
    def make(cls, path: Path, key: DatabaseKey) -> Book:
        """Make an empty file, encrypted with this key, and open it; raises `VaultExists` where the name is taken."""
        sqlcipher.create_store_file(path, key)
        file = open_local_store(path, key)
        with file.engine.begin() as connection:
            _TABLES.create_all(connection)
            connection.execute(insert(_SHAPE).values(version=SHAPE))
        file.close()
        return cls(path, key)

    def notes(self) -> tuple[ProcessNote, ...]:
        """Give every note, the newest conversation first."""
        ordered = select(_NOTES).order_by(_NOTES.c.about_on.desc(), _NOTES.c.begun_at.desc())
        with self._reading() as connection:
            return tuple(
                ProcessNote(
                    ProcessNoteId(row.id),
                    ProcessText(ProcessNoteKind(row.kind), row.about_on, row.text, row.client_id),
                    row.begun_at,
                    row.written_at,
                )
                for row in connection.execute(ordered)
            )

    def save(self, note_id: ProcessNoteId | None, content: ProcessText, now: datetime) -> ProcessNoteId:
        """Keep what is written, as a new note where `note_id` is None; raises `NotFound`, or a `StoreError`."""
        said = {
            "kind": content.kind.value,
            "client_id": content.client_id,
            "about_on": content.about_on,
            "text": clean(content.text),
            "written_at": now,
        }
        made = note_id or ProcessNoteId(uuid4())
        try:
            with self._file.engine.begin() as connection:
                if note_id is None:
                    connection.execute(insert(_NOTES).values(id=made, begun_at=now, **said))
                elif not connection.execute(update(_NOTES).where(_NOTES.c.id == made).values(said)).rowcount:
                    raise NotFound("ProcessNote", made)
        except DBAPIError as failure:
            raise store_error_of(failure) from failure
        return made

    def remove(self, note_id: ProcessNoteId) -> None:
        """Remove a note for good; the file overwrites what it deletes. Raises a `StoreError`."""
        try:
            with self._file.engine.begin() as connection:
                connection.execute(_NOTES.delete().where(_NOTES.c.id == note_id))
        except DBAPIError as failure:
            raise store_error_of(failure) from failure

    def copy_into(self, target: Path) -> None:
        """Make a consistent copy, encrypted with the same key, and check it in full; raises a `StoreError`."""
        copier = sqlcipher.StoreFile(self._path, self._key)
        copier.copy_into(target)

    def close(self) -> None:
        """Empty the log, give the file back, and refuse every later use."""
        self._file.close()

    def _reading(self) -> Connection:
        return self._file.engine.execution_options(**{READ_ONLY: True}).connect()
