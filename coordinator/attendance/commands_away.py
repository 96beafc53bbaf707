"""A client who steps out and comes back: several stretches in one session, each with its times."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from sqlmodel import col, select

from coordinator import sessions
from coordinator.attendance import commands, records
from coordinator.attendance.facts import Marked, MarkState
from coordinator.attendance.rules import MarkRefusal, NotMarkable
from coordinator.changes import Change, InverseCommand, nothing_changed
from coordinator.store.tables import DisconnectionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId, Mark, Topic

TOPICS = frozenset({Topic.ATTENDANCE})


def step_out(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> Change[Marked]:
    """Record that a client who is here left the room now and means to come back.

    Minutes stop until they are back; an absence no longer than the program's `gap_merge_minutes` then counts all the
    same. Raises `NotFound`, `NotMarkable` for who is not here.
    """
    session = sessions.session_row(work, session_id)
    row = records.rows_of(work, session_id, (client_id,)).get(client_id)
    times = records.session_times(work, session)
    here = row is not None and row.mark is Mark.PRESENT and times.starts_at <= work.now <= times.ends_at
    if not here or _open(work, session_id, client_id) is not None:
        raise NotMarkable(MarkRefusal.NOT_HERE)
    return _step(work, session_id, client_id, work.now, None)


def come_back(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> Change[Marked]:
    """Record that a client is back now: from a step out, from a dropped connection, or after being marked left early.

    A client who was marked left early is no longer; the time between is kept as an absence with its times. Raises
    `NotFound`, `NotMarkable` for who is not away, or left at a time that nobody recorded.
    """
    session = sessions.session_row(work, session_id)
    away = _open(work, session_id, client_id)
    if away is not None:
        undo = partial(_back_at, row_id=away.id, back_at=None, action=Action.COME_BACK)
        away.back_at = work.now
        return _changed(Action.COME_BACK, away, undo)
    row = records.rows_of(work, session_id, (client_id,)).get(client_id)
    if row is None or row.mark is not Mark.PRESENT or not row.left_early or row.left_early_minutes is None:
        raise NotMarkable(MarkRefusal.NOT_AWAY)
    times = records.session_times(work, session)
    left_at = times.ends_at - timedelta(minutes=row.left_early_minutes)
    if not left_at < work.now <= times.ends_at:
        raise NotMarkable(MarkRefusal.NOT_AWAY)
    before = records.state_of(row)
    commands.restore_marks(work, session_id, (replace(before, left_early=False, left_early_minutes=None),))
    stepped = _step(work, session_id, client_id, left_at, work.now)
    undo_both = partial(_left_again, step=stepped.undo, session_id=session_id, before=before)
    detail = {**stepped.detail, "mark": Mark.PRESENT.value}
    return replace(stepped, action=Action.COME_BACK, undo=undo_both, detail=detail)


def _step(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    left_at: datetime,
    back_at: datetime | None,
    row_id: UUID | None = None,
) -> Change[Marked]:
    row = DisconnectionRow(
        id=row_id or uuid4(),
        session_id=session_id,
        client_id=client_id,
        dropped_at=left_at,
        back_at=back_at,
        stepped_out=True,
        recorded_by=work.signed_in,
    )
    work.rows.add(row)
    return _changed(Action.STEP_OUT, row, partial(_remove_step, row_id=row.id))


def _remove_step(work: UnitOfWork, row_id: UUID) -> Change[Marked]:
    row = work.get(DisconnectionRow, row_id)
    again = partial(
        _step,
        session_id=row.session_id,
        client_id=row.client_id,
        left_at=row.dropped_at,
        back_at=row.back_at,
        row_id=row.id,  # put back, it is the same stretch in the history
    )
    work.rows.delete(row)
    return _changed(Action.REMOVE_STEP_OUT, row, again)


def _back_at(work: UnitOfWork, row_id: UUID, back_at: datetime | None, action: Action) -> Change[Marked]:
    row = work.get(DisconnectionRow, row_id)
    undo = partial(_back_at, row_id=row_id, back_at=row.back_at, action=action)
    row.back_at = back_at
    return _changed(action, row, undo)


def _left_again(
    work: UnitOfWork, step: InverseCommand | None, session_id: GroupSessionId, before: MarkState
) -> Change[object]:
    commands.restore_marks(work, session_id, (before,))
    removed = _done(step, work)
    redo = partial(_back_again, step=removed.undo, session_id=session_id, before=before)
    return replace(removed, undo=redo, detail={**removed.detail, "mark": before.mark.value})


def _back_again(
    work: UnitOfWork, step: InverseCommand | None, session_id: GroupSessionId, before: MarkState
) -> Change[object]:
    commands.restore_marks(work, session_id, (replace(before, left_early=False, left_early_minutes=None),))
    stepped = _done(step, work)
    undo = partial(_left_again, step=stepped.undo, session_id=session_id, before=before)
    return replace(stepped, undo=undo, detail={**stepped.detail, "mark": Mark.PRESENT.value})


def _done(step: InverseCommand | None, work: UnitOfWork) -> Change[object]:
    return step(work) if step is not None else nothing_changed(Action.COME_BACK, None)


def _open(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> DisconnectionRow | None:
    wanted = (
        select(DisconnectionRow)
        .where(DisconnectionRow.session_id == session_id)
        .where(DisconnectionRow.client_id == client_id)
        .where(col(DisconnectionRow.back_at).is_(None))
        .order_by(col(DisconnectionRow.dropped_at).desc())
    )
    return work.rows.exec(wanted).first()


def _changed(action: Action, row: DisconnectionRow, undo: partial[Change[Marked]]) -> Change[Marked]:
    detail = {"client": str(row.client_id), "back": str(row.back_at is not None).lower()}
    return Change(action, row.session_id, TOPICS, Marked((row.client_id,)), undo=undo, detail=detail)
