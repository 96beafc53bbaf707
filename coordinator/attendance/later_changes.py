"""Whose attendance in a session is no longer what it was at an instant: read from the digests in the history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, select

from coordinator.store import row_seals
from coordinator.store.tables import AttendanceRow, AuditRow, DisconnectionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId

MARKS = frozenset(
    {
        Action.MARK,
        Action.MARK_ALL_PRESENT,
        Action.MARK_UNMARKED_ABSENT,
        Action.RESTORE_MARKS,
        Action.ADD_WALK_IN,
        Action.REMOVE_WALK_IN,
        Action.STEP_OUT,
        Action.COME_BACK,
        Action.REMOVE_STEP_OUT,
        Action.APPLY_REPORT,
        Action.UNDO_REPORT,
    }
)
"""What changes a mark or the times beside it."""
CHUNK = 400


def last_changes(work: UnitOfWork, session_ids: Collection[GroupSessionId]) -> dict[GroupSessionId, datetime]:
    """Give when marks of these sessions were written last; sessions without any are left out."""
    found: dict[GroupSessionId, datetime] = {}
    ids = [str(one) for one in session_ids]
    for start in range(0, len(ids), CHUNK):
        wanted = (
            select(col(AuditRow.subject_id), func.max(col(AuditRow.at)))
            .where(col(AuditRow.subject_id).in_(ids[start : start + CHUNK]), col(AuditRow.action).in_(MARKS))
            .group_by(col(AuditRow.subject_id))
        )
        found |= {GroupSessionId(UUID(subject)): at for subject, at in work.rows.exec(wanted)}
    return found


def changed_since(work: UnitOfWork, session_id: GroupSessionId, at: datetime) -> dict[ClientId, datetime]:
    """Give the clients whose attendance differs from what it was at an instant, with when it was changed last.

    What was changed and put back does not differ. A record whose digest of that instant is not known counts as changed.
    """
    before: dict[str, str] = {}
    after: dict[str, tuple[str, datetime]] = {}
    marked: set[str] = set()
    wanted = select(AuditRow).where(AuditRow.subject_id == str(session_id)).order_by(col(AuditRow.sequence))
    for entry in work.rows.exec(wanted):
        for key, digest in row_seals.of_entry(entry).items():
            if entry.at <= at:
                before[key] = digest
            else:
                after[key] = (digest, entry.at)
                marked |= {key} if entry.action in MARKS else set()
    differs = {
        key: changed
        for key, (digest, changed) in after.items()
        if key in marked and before.get(key, row_seals.GONE) != digest
    }
    return _by_client(work, session_id, differs)


def _by_client(
    work: UnitOfWork, session_id: GroupSessionId, differs: Mapping[str, datetime]
) -> dict[ClientId, datetime]:
    found: dict[ClientId, datetime] = {}
    marks = select(AttendanceRow).where(AttendanceRow.session_id == session_id)
    gaps = select(DisconnectionRow).where(DisconnectionRow.session_id == session_id)
    for row in (*work.rows.exec(marks), *work.rows.exec(gaps)):
        at = differs.get(row_seals.seal_key(row_seals.table_of(type(row)), row.id))
        if at is not None:
            found[row.client_id] = max(at, found.get(row.client_id, at))
    return found
