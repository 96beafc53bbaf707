"""Digests of protected rows, kept in the history: a mark altered behind the program's back no longer gives its own.

Signed notes carry a digest of their own (`coordinator.notes.seals`). Marks, times, observations, notice, outreach,
service time, what happened during a session and consents have no signature; so each entry of the history bears, for
every such row that its transaction wrote, the first 128 bits of SHA-256 over the row as stored. The chain covers that
digest like the rest of the entry (45 CFR 164.312(c)(2): a mechanism to corroborate that records have not been altered).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from uuid import UUID

from sqlalchemy import Table, event
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, SQLModel, select

from coordinator.store.legible import legible
from coordinator.store.tables import (
    AbsenceReviewRow,
    AttendanceRow,
    AuditRow,
    ConsentRow,
    DisconnectionRow,
    IntervalRow,
    LicenseReasonRow,
    ModalityChangeRow,
    NoteTemplateRow,
    ObservationRow,
    OutreachRow,
    PlannedAbsenceRow,
    ServiceTimeRow,
    VisitorRow,
    WalkInRow,
)

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
    ConsentRow,
    NoteTemplateRow,
)
SEALS = "seals"
"""The key of an entry's detail that holds them: ``table:id=digest``, separated by blanks."""
GONE = "gone"
"""What stands for the digest of a row that was removed."""

_DIGITS = 32
_CHUNK = 500
_WRITTEN = "rows written since the last entry"

Seals = Mapping[str, str]
"""Digest by ``table:id``; `GONE` where the row was removed."""


def watch(rows: Session) -> None:
    """Remember every protected row that this session writes, until `take` asks."""
    rows.info[_WRITTEN] = {}
    event.listen(rows, "after_flush", _remember)


def is_pending(rows: Session) -> bool:
    """Say whether a protected row was written that no entry bears yet."""
    rows.flush()
    return bool(rows.info[_WRITTEN])


def take(rows: Session) -> dict[str, str]:
    """Give the seals of what was written since the last call, from what the store holds now; none without `watch`."""
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


def current(rows: Session) -> dict[str, str]:
    """Give the seals of all protected rows as they stand; one that cannot be read has none."""
    return {
        seal_key(table_of(kind), row.__dict__["id"]): row_digest(_values(row))
        for kind in PROTECTED
        for row in legible(rows, select(kind).order_by(table_of(kind).c.id))
        if row is not None
    }


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

    Absent values and the version do not count: a column that a later schema adds changes no old digest.
    """
    said = {name: _plain(value) for name, value in values.items() if value is not None and name != "version"}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]


def seal_key(table: Table, row_id: UUID) -> str:
    """Name a row."""
    return f"{table.name}:{row_id}"


def table_of(kind: type[SQLModel]) -> Table:
    """Give the table of a kind of row."""
    table: Table = kind.__table__  # type: ignore[attr-defined]  # SQLModel sets it where table=True
    return table


def _seals(rows: Session, table: Table, ids: list[UUID] | None = None) -> Iterator[tuple[str, str]]:
    wanted = select(*table.columns)
    if ids is not None:
        wanted = wanted.where(table.c.id.in_(ids))
    for row in rows.connection().execute(wanted).mappings():
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
