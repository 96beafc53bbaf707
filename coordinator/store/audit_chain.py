"""Adds entries to the hash chain; used by the unit of work and by whoever verifies the chain.

Each digest is SHA-256 over the previous digest and a canonical JSON form of the entry, so an altered,
missing or reordered entry breaks every digest after it (45 CFR 164.312(b), (c)(1)).
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import literal
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from coordinator.changes import Change
from coordinator.store import row_seals
from coordinator.store.sqlcipher_counting import given_to, highest_given
from coordinator.store.tables import AuditRow
from coordinator.vocabulary import Action, FacilitatorId

GENESIS = ""
_AUDIT = row_seals.table_of(AuditRow)
_INSERT = _AUDIT.insert()
_LAST = select_columns(_AUDIT.c.sequence, _AUDIT.c.digest).order_by(_AUDIT.c.sequence.desc()).limit(1)
_NEWEST = _LAST.add_columns(literal(0).label("given"))
_NEWEST_COUNTED = _LAST.add_columns(given_to(AuditRow.__tablename__).label("given"))


class NewEntry(NamedTuple):
    """An entry as it is put together; its fields are the columns of `AuditRow`."""

    sequence: int
    at: datetime
    actor_id: FacilitatorId | None
    action: Action
    subject_id: str
    topics: str
    detail: dict[str, str]
    previous: str
    digest: str


def entry_digest(entry: AuditRow | NewEntry) -> str:
    """Give the digest that the entry must bear, from its content and its `previous`."""
    content = {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "actor": str(entry.actor_id) if entry.actor_id else None,
        "action": entry.action.value,
        "subject": entry.subject_id,
        "topics": entry.topics,
        "detail": entry.detail,
        "previous": entry.previous,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def last_entry(rows: Session) -> AuditRow | None:
    """Give the newest entry, or None in a new vault."""
    return rows.exec(select(AuditRow).order_by(col(AuditRow.sequence).desc()).limit(1)).first()


def append(
    rows: Session,
    change: Change[object],
    *,
    at: datetime,
    actor: FacilitatorId | None,
    newest: NewEntry | None = None,
) -> NewEntry:
    """Add the entry of a change within the caller's transaction, which already holds the write lock.

    `newest` spares looking up the entry before it where the caller has just added that one itself. The entry bears
    the seals of the protected rows that were written since the one before (`coordinator.store.row_seals`).
    """
    detail = dict(change.detail)
    if seals := row_seals.take(rows):
        detail[row_seals.SEALS] = row_seals.as_text(seals)
    sequence, previous = (newest.sequence, newest.digest) if newest is not None else _end_of_chain(rows)
    unsealed = NewEntry(
        sequence=sequence + 1,
        at=at,
        actor_id=actor,
        action=change.action,
        subject_id=str(change.subject_id) if change.subject_id else "",
        topics=" ".join(sorted(change.topics)),
        detail=detail,
        previous=previous,
        digest="",
    )
    entry = unsealed._replace(digest=entry_digest(unsealed))
    rows.connection().execute(_INSERT, entry._asdict())
    return entry


def _end_of_chain(rows: Session) -> tuple[int, str]:
    """Give the highest number that an entry ever had and the digest of the newest one, in one question."""
    newest = _NEWEST_COUNTED if rows.connection().dialect.name == "sqlite" else _NEWEST
    found = rows.connection().execute(newest).one_or_none()
    if found is None:
        return highest_given(rows, AuditRow.__tablename__), GENESIS
    return max(found.sequence, found.given or 0), found.digest
