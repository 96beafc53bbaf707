"""Missed sessions that a client may make up for in another one: the absence stays, the link says what became of it."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from coordinator.attendance.facts_in_session import MissedSession
from coordinator.errors import RuleViolation
from coordinator.store.tables import AttendanceRow, GroupRow, GroupSessionRow, WalkInRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupSessionId, Mark, SessionStatus

LOOK_BACK = timedelta(days=60)
"""Sessions missed longer ago than this are not offered."""
MISSED = (Mark.ABSENT, Mark.EXCUSED)


class NotMissed(RuleViolation):
    """A make-up names a session that the client did not miss, or that was made up for already."""


def missed_sessions(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> tuple[MissedSession, ...]:
    """Give the sessions before this one that a client missed and has not made up for, newest first.

    Raises `NotFound` for a session that is not known.
    """
    return _missed(work, work.get(GroupSessionRow, session_id), client_id)


def made_up(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> MissedSession | None:
    """Give the session in which a client made up for this one, if they did."""
    wanted = (
        select(GroupSessionRow, GroupRow)
        .join(WalkInRow, col(WalkInRow.session_id) == col(GroupSessionRow.id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(WalkInRow.makes_up_id == session_id, WalkInRow.client_id == client_id)
    )
    row = work.rows.exec(wanted).first()
    return _fact(*row) if row is not None else None


def facts_of(work: UnitOfWork, session_ids: set[GroupSessionId]) -> dict[GroupSessionId, MissedSession]:
    """Give what is said of sessions that were made up for."""
    wanted = (
        select(GroupSessionRow, GroupRow)
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(col(GroupSessionRow.id).in_(session_ids))
    )
    return {session.id: _fact(session, group) for session, group in work.rows.exec(wanted)} if session_ids else {}


def check_missed(
    work: UnitOfWork, session: GroupSessionRow, client_id: ClientId, missed_id: GroupSessionId | None
) -> None:
    """Refuse a make-up for a session that was not missed; raises `NotMissed`."""
    if missed_id is None:
        return
    known = select(WalkInRow).where(
        WalkInRow.session_id == session.id, WalkInRow.client_id == client_id, WalkInRow.makes_up_id == missed_id
    )
    if work.rows.exec(known).first() is not None:
        return
    if missed_id not in {one.session_id for one in _missed(work, session, client_id)}:
        raise NotMissed


def _missed(work: UnitOfWork, before: GroupSessionRow, client_id: ClientId) -> tuple[MissedSession, ...]:
    made_up_for = select(col(WalkInRow.makes_up_id)).where(
        WalkInRow.client_id == client_id, col(WalkInRow.makes_up_id).is_not(None)
    )
    wanted = (
        select(GroupSessionRow, GroupRow)
        .join(AttendanceRow, col(AttendanceRow.session_id) == col(GroupSessionRow.id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(AttendanceRow.client_id == client_id, col(AttendanceRow.mark).in_(MISSED))
        .where(col(GroupSessionRow.status) != SessionStatus.CANCELLED)
        .where(col(GroupSessionRow.starts_at) < before.starts_at)
        .where(col(GroupSessionRow.starts_at) >= before.starts_at - LOOK_BACK)
        .where(col(GroupSessionRow.id).not_in(made_up_for))
        .order_by(col(GroupSessionRow.starts_at).desc())
    )
    return tuple(_fact(session, group) for session, group in work.rows.exec(wanted))


def _fact(session: GroupSessionRow, group: GroupRow) -> MissedSession:
    return MissedSession(session.id, group.name, session.service_date)
