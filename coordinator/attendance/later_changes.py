"""Whose attendance in a session is no longer what it was at an instant: read from the history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
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
        Action.MERGE_PACKET,
        Action.UNMERGE_PACKET,
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


@dataclass(frozen=True, slots=True)
class SessionHistory:
    """What the history says of one session, and its marks as they stand; good while the transaction lasts."""

    entries: tuple[AuditRow, ...]
    marks: tuple[AttendanceRow, ...]

    def changed_since(self, at: datetime, *, brought_is_new: bool = False) -> dict[ClientId, datetime]:
        """Give the clients whose attendance differs from what it was at an instant, with when it was changed last.

        A mark that was changed and put back bears the time of the first one again, so it does not differ. A step-out
        that stood then and was removed since does. A mark that a substitute gave before the instant and that came by
        packet after it was not known here then (`brought_is_new`), but the substitute knew it when they signed.
        """
        brought: set[str] = set()
        marked_then: dict[str, datetime] = {}
        seals_then: dict[str, str] = {}
        seals_now: dict[str, str] = {}
        written: dict[str, datetime] = {}
        told_of: dict[str, str] = {}
        for entry in self.entries:
            for key, seal in row_seals.of_entry(entry).items():
                seals_now[key] = seal
                told_of[key] = entry.detail.get("client", "") or _told_of_gap(entry, key)
                if entry.at <= at:
                    seals_then[key] = seal
                if entry.at > at and entry.action is Action.MERGE_PACKET:
                    brought.add(key)
                if entry.action in MARKS:
                    (marked_then if entry.at <= at else written)[key] = entry.at
        found: dict[ClientId, datetime] = {}
        for row in self.marks:
            key = row_seals.seal_key(row_seals.table_of(AttendanceRow), row.id)
            stood = key not in marked_then if row.marked_at is None else _stood(row.marked_at, marked_then.get(key), at)
            if key in written and (not stood or (brought_is_new and key in brought)):
                found[row.client_id] = written[key]
        gaps = f"{row_seals.table_of(DisconnectionRow).name}:"
        for key, changed in written.items():
            if key.startswith(gaps) and told_of[key] and seals_now[key] != seals_then.get(key, row_seals.GONE):
                client_id = ClientId(UUID(told_of[key]))
                found[client_id] = max(changed, found.get(client_id, changed))
        return found


def _told_of_gap(entry: AuditRow, key: str) -> str:
    """Give whose time away a row is, where an entry is about several clients: those that came by packet are."""
    pairs = (pair.partition("=") for pair in entry.detail.get("gaps", "").split())
    return {row: client for row, _, client in pairs}.get(key.partition(":")[2], "")


def history_of(work: UnitOfWork, session_id: GroupSessionId) -> SessionHistory:
    """Read what was recorded about one session, oldest first."""
    entries = select(AuditRow).where(AuditRow.subject_id == str(session_id)).order_by(col(AuditRow.sequence))
    marks = select(AttendanceRow).where(AttendanceRow.session_id == session_id)
    return SessionHistory(tuple(work.rows.exec(entries)), tuple(work.rows.exec(marks)))


def changed_since(work: UnitOfWork, session_id: GroupSessionId, at: datetime) -> dict[ClientId, datetime]:
    """Give the clients whose attendance in a session differs from what it was at an instant."""
    return history_of(work, session_id).changed_since(at)


def _stood(marked_at: datetime, marked_then: datetime | None, at: datetime) -> bool:
    """Say whether a mark given at `marked_at` is the one that stood at an instant, by the last entry before it.

    Marks that came without an entry, as those of a roster of before, have none.
    """
    return marked_at <= at and marked_then in {None, marked_at}
