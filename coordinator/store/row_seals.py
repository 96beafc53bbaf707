"""Digests of protected rows, kept in the history: a row altered behind the program's back no longer gives its own.

Each entry of the history bears, for every protected row that its transaction wrote, the first 128 bits of SHA-256 over
the whole row as stored. The chain covers that digest like the rest of the entry (45 CFR 164.312(c)(2): a mechanism to
corroborate that records have not been altered). Signed notes carry a digest over what was signed beside it
(`coordinator.notes.seals`).

A draft is saved every second while somebody types, without an entry each time; what it must read is then kept in
`draft_seal` until the next entry takes it over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from uuid import UUID

from sqlalchemy import Select, Table, bindparam, event, inspect
from sqlalchemy import select as select_columns
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, SQLModel, col, delete, select

from coordinator.store.legible import legible
from coordinator.store.stored_rows import StoredRow, stored_rows
from coordinator.store.tables import (
    AbsenceReviewRow,
    AddendumCoSignatureRow,
    AddendumDraftRow,
    AddendumRow,
    AttendanceRow,
    AuditRow,
    ConsentRow,
    CoSignatureRow,
    DisconnectionRow,
    DraftSealRow,
    IntervalRow,
    LicenseReasonRow,
    ModalityChangeRow,
    NoteRow,
    NoteTemplateRow,
    ObservationRow,
    OutreachRow,
    PlannedAbsenceRow,
    SafetyTaskRow,
    ServiceTimeRow,
    VisitorRow,
    WalkInRow,
)
from coordinator.vocabulary import NoteStatus

PROTECTED: tuple[type[SQLModel], ...] = (
    AttendanceRow,
    IntervalRow,
    ObservationRow,
    OutreachRow,
    PlannedAbsenceRow,
    ServiceTimeRow,
    WalkInRow,
    VisitorRow,
    ModalityChangeRow,
    DisconnectionRow,
    LicenseReasonRow,
    AbsenceReviewRow,
    SafetyTaskRow,
    ConsentRow,
    NoteTemplateRow,
    NoteRow,
    AddendumRow,
    CoSignatureRow,
    AddendumCoSignatureRow,
    AddendumDraftRow,
)
_DRAFTED = frozenset({"note", "addendum_draft"})
SEALS = "seals"
"""The key of an entry's detail that holds them: ``table:id=digest``, separated by blanks."""
GONE = "gone"
"""What stands for the digest of a row that was removed."""

RULE = "2."
"""Stands before a digest over every value of a row. Older ones, without it, leave the row's version out."""

_DIGITS = 32
_CHUNK = 500
_WRITTEN = "rows written since the last entry"

Seals = Mapping[str, str]
"""Digest by ``table:id``; `GONE` where the row was removed."""


def watch(rows: Session) -> None:
    """Remember every protected row that this session writes, until `take` asks."""
    rows.info[_WRITTEN] = {}
    event.listen(rows, "after_flush", _remember)


def write_again(rows: Session, row: SQLModel) -> None:
    """Let the next entry bear the seal of a row that was written before without one."""
    rows.info[_WRITTEN][table_of(type(row)).name, row.__dict__["id"]] = row


def is_kept(rows: Session, record_id: UUID) -> bool:
    """Say whether a draft was saved since the last entry that bears its seal."""
    return rows.get(DraftSealRow, record_id) is not None


def is_pending(rows: Session) -> bool:
    """Say whether a protected row was written, other than a draft, that no entry bears yet."""
    rows.flush()
    written: dict[tuple[str, UUID], SQLModel] = rows.info[_WRITTEN]
    return any(not is_draft(row) or inspect(row).deleted for row in written.values())


def is_draft(row: SQLModel) -> bool:
    """Say whether a row is what somebody is still writing."""
    return isinstance(row, AddendumDraftRow) or (isinstance(row, NoteRow) and row.status is NoteStatus.DRAFT)


def take(rows: Session) -> dict[str, str]:
    """Give the seals of what was written since the last call, from what the store holds now; none without `watch`."""
    found = _taken(rows)
    ids = [UUID(key.partition(":")[2]) for key in found if key.partition(":")[0] in _DRAFTED]
    if ids:
        rows.connection().execute(delete(DraftSealRow).where(col(DraftSealRow.id).in_(ids)))
    return found


def keep_drafts(rows: Session) -> None:
    """Write down what the drafts must read that were saved since the last entry."""
    for key, digest in _taken(rows).items():
        kind, _, record = key.partition(":")
        known = rows.get(DraftSealRow, UUID(record)) or DraftSealRow(id=UUID(record), kind=kind, digest="")
        known.digest = digest
        rows.add(known)


def kept_drafts(rows: Session) -> dict[str, str]:
    """Give what drafts must read that were saved without an entry."""
    return {
        f"{one.kind}:{one.id}": one.digest
        for one in legible(rows, select(DraftSealRow).order_by(col(DraftSealRow.id)))
        if one is not None
    }


def _taken(rows: Session) -> dict[str, str]:
    if _WRITTEN not in rows.info:
        return {}
    rows.flush()
    written: dict[tuple[str, UUID], SQLModel] = rows.info[_WRITTEN]
    if not written:
        return {}
    rows.info[_WRITTEN] = {}
    found: dict[str, str] = {}
    for kind in PROTECTED:
        table = table_of(kind)
        ids = [row_id for name, row_id in written if name == table.name]
        found |= dict.fromkeys((seal_key(table, row_id) for row_id in ids), GONE)
        for start in range(0, len(ids), _CHUNK):
            found |= dict(_seals(rows, table, ids[start : start + _CHUNK]))
    return found


def standing(rows: Session) -> Iterator[tuple[str, StoredRow]]:
    """Give every protected row as it lies in the store, by the name that its seal has."""
    for kind in PROTECTED:
        table = table_of(kind)
        for row in stored_rows(rows, table, order=table.c.id):
            row_id = row.values["id"] if row.values is not None else row.key
            yield f"{table.name}:{row_id}", row


def bears(row: StoredRow, expected: str) -> bool:
    """Say whether a row gives the digest that the history has of it, in the very form in which it was written."""
    if row.values is None or not row.as_written:
        return False
    digest = row_digest(row.values) if expected.startswith(RULE) else _older_digest(row.values)
    return digest == expected


def seals_of(written: Iterable[SQLModel]) -> dict[str, str]:
    """Give the seals of protected rows that are inserted past the session, many at a time."""
    return {
        seal_key(table_of(type(row)), row.__dict__["id"]): row_digest(_values(row))
        for row in written
        if isinstance(row, PROTECTED)
    }


def as_text(seals: Seals) -> str:
    """Write seals as they stand in an entry."""
    return " ".join(f"{key}={digest}" for key, digest in sorted(seals.items()))


def of_entry(entry: AuditRow) -> dict[str, str]:
    """Read the seals that an entry bears; text that is none, as a forger may leave, is passed over."""
    detail: object = entry.detail
    said = detail.get(SEALS) if isinstance(detail, dict) else None
    pairs = (pair.partition("=") for pair in said.split()) if isinstance(said, str) else ()
    return {key: digest for key, equals, digest in pairs if equals}


def row_digest(values: Mapping[str, object]) -> str:
    """Give the digest over a row's values by column.

    Absent values do not count: a column that a later schema adds changes no old digest.
    """
    return RULE + _digest({name: _plain(value) for name, value in values.items() if value is not None})


def _older_digest(values: Mapping[str, object]) -> str:
    return _digest({name: _plain(value) for name, value in values.items() if value is not None and name != "version"})


def _digest(said: Mapping[str, object]) -> str:
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]


def seal_key(table: Table, row_id: UUID) -> str:
    """Name a row."""
    return f"{table.name}:{row_id}"


def table_of(kind: type[SQLModel]) -> Table:
    """Give the table of a kind of row."""
    table: Table = kind.__table__  # type: ignore[attr-defined]  # SQLModel sets it where table=True
    return table


@cache
def _rows_with_ids(table: Table, *, single: bool) -> Select[*tuple[object, ...]]:
    """Build the question once: putting it together takes longer than the answer does, and a list longer than one."""
    named = table.c.id == bindparam("ids") if single else table.c.id.in_(bindparam("ids", expanding=True))
    return select_columns(*table.columns).where(named)


def _seals(rows: Session, table: Table, ids: list[UUID]) -> Iterator[tuple[str, str]]:
    single = len(ids) == 1
    question = _rows_with_ids(table, single=single)
    for row in rows.connection().execute(question, {"ids": ids[0] if single else ids}).mappings():
        yield seal_key(table, row["id"]), row_digest({str(name): value for name, value in row.items()})


def _values(row: SQLModel) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in table_of(type(row)).columns}


def _remember(rows: AnySession, _context: UOWTransaction) -> None:
    written: dict[tuple[str, UUID], SQLModel] = rows.info[_WRITTEN]
    for changed in (rows.new, rows.dirty, rows.deleted):
        for row in changed:
            if isinstance(row, PROTECTED):
                written[table_of(type(row)).name, row.__dict__["id"]] = row


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
