"""What was tried when a client did not come, and notice that was given before."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlmodel import select

from coordinator import sessions
from coordinator.changes import Change, InverseCommand, nothing_changed
from coordinator.store.tables import ClientRow, OutreachRow, PlannedAbsenceRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    ExcuseReason,
    GroupSessionId,
    OutreachMethod,
    OutreachOutcome,
    Topic,
)

TOPICS = frozenset({Topic.ATTENDANCE})


def log_outreach(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    outcome: OutreachOutcome,
    *,
    method: OutreachMethod = OutreachMethod.CALL,
    note: str = "",
    at: datetime | None = None,
) -> Change[UUID]:
    """Log an attempt to reach a missing client; `at` is now unless given. Raises `NotFound`."""
    sessions.session_row(work, session_id)
    work.get(ClientRow, client_id)
    row = OutreachRow(
        session_id=session_id,
        client_id=client_id,
        at=at or work.now,
        method=method,
        outcome=outcome,
        note=note.strip(),
        by=work.signed_in,
    )
    work.rows.add(row)
    return Change(
        Action.LOG_OUTREACH,
        session_id,
        TOPICS,
        row.id,
        undo=partial(remove_outreach, outreach_id=row.id),
        detail={"client": str(client_id), "method": method.value, "outcome": outcome.value},
    )


def remove_outreach(work: UnitOfWork, outreach_id: UUID) -> Change[UUID]:
    """Take an entry of the outreach log back. Raises `NotFound`."""
    row = work.get(OutreachRow, outreach_id)
    work.rows.delete(row)
    again = partial(
        log_outreach,
        session_id=row.session_id,
        client_id=row.client_id,
        outcome=row.outcome,
        method=row.method,
        note=row.note,
        at=row.at,
    )
    detail = {"client": str(row.client_id)}
    return Change(Action.REMOVE_OUTREACH, row.session_id, TOPICS, outreach_id, undo=again, detail=detail)


def plan_absence(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    reason: ExcuseReason,
    *,
    expected_at: datetime | None = None,
    note: str = "",
) -> Change[UUID]:
    """Record notice given before a session: away altogether or, with `expected_at`, until then.

    Newer notice replaces what was there. Raises `NotFound`.
    """
    sessions.session_row(work, session_id)
    work.get(ClientRow, client_id)
    row = _planned_absence(work, session_id, client_id)
    undo: InverseCommand = partial(remove_planned_absence, session_id=session_id, client_id=client_id)
    if row is not None:
        undo = partial(
            plan_absence,
            session_id=session_id,
            client_id=client_id,
            reason=row.reason,
            expected_at=row.expected_at,
            note=row.note,
        )
        row.reason, row.expected_at, row.note, row.announced_at = reason, expected_at, note.strip(), work.now
    else:
        row = PlannedAbsenceRow(
            session_id=session_id,
            client_id=client_id,
            expected_at=expected_at,
            reason=reason,
            note=note.strip(),
            announced_at=work.now,
            recorded_by=work.signed_in,
        )
        work.rows.add(row)
    detail = {"client": str(client_id), "reason": reason.value, "until": expected_at.isoformat() if expected_at else ""}
    return Change(Action.PLAN_ABSENCE, session_id, TOPICS, row.id, undo=undo, detail=detail)


def remove_planned_absence(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> Change[UUID | None]:
    """Take notice back, as when the client will come after all; nothing happens where there is none."""
    row = _planned_absence(work, session_id, client_id)
    if row is None:
        return nothing_changed(Action.REMOVE_PLANNED_ABSENCE, None)
    work.rows.delete(row)
    again = partial(
        plan_absence,
        session_id=session_id,
        client_id=client_id,
        reason=row.reason,
        expected_at=row.expected_at,
        note=row.note,
    )
    detail = {"client": str(client_id)}
    return Change(Action.REMOVE_PLANNED_ABSENCE, session_id, TOPICS, row.id, undo=again, detail=detail)


def _planned_absence(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> PlannedAbsenceRow | None:
    wanted = (
        select(PlannedAbsenceRow)
        .where(PlannedAbsenceRow.session_id == session_id)
        .where(PlannedAbsenceRow.client_id == client_id)
    )
    return work.rows.exec(wanted).first()
