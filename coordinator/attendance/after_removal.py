"""Who was removed from a session is looked after: a task that stays open until somebody says what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from coordinator import sessions
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change, nothing_changed
from coordinator.store.tables import ClientRow, GroupRow, GroupSessionRow, SafetyTaskRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId, Topic

TOPICS = frozenset({Topic.ATTENDANCE})


@dataclass(frozen=True, slots=True)
class SafetyTask:
    """A client who was removed and whom nobody has followed up yet; `raised_at` in UTC."""

    id: UUID
    session_id: GroupSessionId
    group_name: str
    service_date: date
    client_id: ClientId
    client_name: str
    raised_at: datetime


def safety_tasks(work: UnitOfWork) -> tuple[SafetyTask, ...]:
    """Give the open tasks, oldest first."""
    wanted = (
        select(SafetyTaskRow, GroupSessionRow, GroupRow, ClientRow)
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(SafetyTaskRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .join(ClientRow, col(ClientRow.id) == col(SafetyTaskRow.client_id))
        .where(col(SafetyTaskRow.done_at).is_(None))
        .order_by(col(SafetyTaskRow.raised_at))
    )
    return tuple(
        SafetyTask(
            task.id,
            task.session_id,
            group.name,
            session.service_date,
            task.client_id,
            client.preferred_name,
            task.raised_at,
        )
        for task, session, group, client in work.rows.exec(wanted)
    )


def finish_safety_task(work: UnitOfWork, task_id: UUID, outcome: str) -> Change[UUID]:
    """Say what came of looking after a client who was removed. Raises `NotFound`, `NothingWritten`."""
    row = work.get(SafetyTaskRow, task_id)
    if not outcome.strip():
        raise NothingWritten("outcome")
    if row.done_at is not None:
        return nothing_changed(Action.FINISH_SAFETY_TASK, task_id)
    row.done_at, row.done_by, row.outcome = work.now, work.signed_in, outcome.strip()
    return _changed(row, partial(_reopen, task_id=task_id))


def raise_task(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> bool:
    """Open a task about a client who was just removed, unless one is open; says whether there is a new one."""
    if _open(work, session_id, client_id) is not None:
        return False
    row = SafetyTaskRow(session_id=session_id, client_id=client_id, raised_at=work.now, raised_by=work.signed_in)
    work.rows.add(row)
    return True


def drop_task(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> None:
    """Take the open task about a removal away that was taken back; what somebody finished stays."""
    row = _open(work, session_id, client_id)
    if row is not None:
        work.rows.delete(row)


def _open(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> SafetyTaskRow | None:
    sessions.session_row(work, session_id)
    wanted = (
        select(SafetyTaskRow)
        .where(SafetyTaskRow.session_id == session_id)
        .where(SafetyTaskRow.client_id == client_id)
        .where(col(SafetyTaskRow.done_at).is_(None))
    )
    return work.rows.exec(wanted).first()


def _reopen(work: UnitOfWork, task_id: UUID) -> Change[UUID]:
    row = work.get(SafetyTaskRow, task_id)
    again = partial(finish_safety_task, task_id=task_id, outcome=row.outcome)
    row.done_at, row.done_by, row.outcome = None, None, ""
    return _changed(row, again)


def _changed(row: SafetyTaskRow, undo: partial[Change[UUID]]) -> Change[UUID]:
    detail = {"client": str(row.client_id), "done": str(row.done_at is not None).lower()}
    return Change(Action.FINISH_SAFETY_TASK, row.session_id, TOPICS, row.id, undo=undo, detail=detail)
