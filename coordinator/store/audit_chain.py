"""Adds entries to the hash chain; used by the unit of work and by whoever verifies the chain.

Each digest is SHA-256 over the previous digest and a canonical JSON form of the entry, so an altered,
missing or reordered entry breaks every digest after it (45 CFR 164.312(b), (c)(1)).
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlmodel import Session, col, select

from coordinator.changes import Change
from coordinator.store import row_seals
from coordinator.store.sqlcipher_counting import highest_given
from coordinator.store.tables import AuditRow
from coordinator.vocabulary import FacilitatorId

GENESIS = ""


def entry_digest(entry: AuditRow) -> str:
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
    newest: AuditRow | None = None,
) -> AuditRow:
    """Add the entry of a change within the caller's transaction, which already holds the write lock.

    `newest` spares looking up the entry before it where the caller has just added that one itself. The entry bears
    the seals of the protected rows that were written since the one before (`coordinator.store.row_seals`).
    """
    detail = dict(change.detail)
    if seals := row_seals.take(rows):
        detail[row_seals.SEALS] = row_seals.as_text(seals)
    given = 0 if newest is not None else highest_given(rows, AuditRow.__tablename__)
    newest = newest or last_entry(rows)
    entry = AuditRow(
        sequence=max(given, (newest.sequence or 0) if newest else 0) + 1,
        at=at,
        actor_id=actor,
        action=change.action,
        subject_id=str(change.subject_id) if change.subject_id else "",
        topics=" ".join(sorted(change.topics)),
        detail=detail,
        previous=newest.digest if newest else GENESIS,
        digest="",
    )
    entry.digest = entry_digest(entry)
    rows.add(entry)
    return entry
