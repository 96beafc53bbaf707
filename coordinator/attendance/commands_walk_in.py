"""Who takes part without being on the roster, and how: walk-ins, visitors, ways of taking part."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from coordinator import programs, roster, sessions
from coordinator.attendance import commands, make_ups, records, rules
from coordinator.attendance.facts import Marked, MarkState
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change, nothing_changed
from coordinator.store.tables import AttendanceRow, ModalityChangeRow, VisitorRow, WalkInRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    GroupSessionId,
    Mark,
    Modality,
    Topic,
    VisitorRole,
    WalkInReason,
)

TOPICS = frozenset({Topic.ATTENDANCE})
HERE = frozenset({Mark.PRESENT, Mark.REMOVED})


def add_walk_in(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    reason: WalkInReason,
    note: str = "",
    *,
    makes_up_id: GroupSessionId | None = None,
) -> Change[Marked]:
    """Take a client in who is not on the group's roster that day, with the reason: present, late after the grace.

    A make-up may name the missed session it makes up for. That absence stays as it is, and the minutes count on the
    day on which they are given. The outcome carries `OUTSIDE_ROSTER`. Somebody enrolled, or marked already, only gets
    the reason. While a no-contact flag is up, of the client or of somebody enrolled, `note` says why they may meet.
    Raises `NotFound`, `NotMarkable`, `NotMissed`, `ContactOrderInForce`.
    """
    session = sessions.session_row(work, session_id)
    make_ups.check_missed(work, session, client_id, makes_up_id if reason is WalkInReason.MAKE_UP else None)
    times = records.session_times(work, session)
    row = records.rows_of(work, session_id, (client_id,)).get(client_id)
    before = records.state_of(row) if row is not None else MarkState(client_id)
    known = _walk_in(work, session_id, client_id)
    if known is None:
        day = session.service_date
        roster.check_meeting(work, client_id, session.group_id, note, starts_on=day, ends_on=day)
        known = WalkInRow(
            session_id=session_id,
            client_id=client_id,
            reason=reason,
            recorded_at=work.now,
            recorded_by=work.signed_in,
        )
        work.rows.add(known)
    known.reason, known.note = reason, note.strip()
    known.makes_up_id = makes_up_id if reason is WalkInReason.MAKE_UP else None
    notices = Marked((client_id,)).notices
    if before.mark not in HERE:
        late = rules.stamp_late(work.now, times) or 0
        waited = programs.rules_on(work, session.service_date).grace_minutes
        minutes = late if late > waited else None
        set_to = commands.mark(work, session_id, client_id, Mark.PRESENT, arrived_late_minutes=minutes)
        notices = set_to.outcome.notices
    return Change(
        Action.ADD_WALK_IN,
        session_id,
        TOPICS,
        Marked((client_id,), notices),
        undo=partial(remove_walk_in, session_id=session_id, before=before),
        detail={
            "client": str(client_id),
            "walk_in": reason.value,
            "mark": Mark.PRESENT.value,
            **({"makes_up": str(known.makes_up_id)} if known.makes_up_id is not None else {}),
        },
    )


def remove_walk_in(work: UnitOfWork, session_id: GroupSessionId, before: MarkState) -> Change[Marked]:
    """Take a walk-in off again; the mark stands as it did before. Raises `NotFound`."""
    known = _walk_in(work, session_id, before.client_id)
    if known is None:
        return nothing_changed(Action.REMOVE_WALK_IN, Marked(()))
    again = partial(
        add_walk_in,
        session_id=session_id,
        client_id=before.client_id,
        reason=known.reason,
        note=known.note,
        makes_up_id=known.makes_up_id,
    )
    work.rows.delete(known)
    commands.restore_marks(work, session_id, (before,))
    detail = {"client": str(before.client_id), "mark": before.mark.value}
    return Change(Action.REMOVE_WALK_IN, session_id, TOPICS, Marked((before.client_id,)), undo=again, detail=detail)


def set_modality(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, modality: Modality
) -> Change[Marked]:
    """Say how a client takes part. While they are there during the session, that is a change with its time.

    Before, it holds from the start. After a change the session as a whole is `mixed`. Raises `NotFound`.
    """
    session = sessions.session_row(work, session_id)
    row = records.row_of(work, session_id, client_id)
    changes = _changes(work, session_id, client_id)
    now = changes[-1].modality if changes else row.modality
    if modality is now:
        return nothing_changed(Action.SET_MODALITY, Marked(()))
    before = row.modality
    added: list[UUID] = []
    during = row.mark in HERE and session.starts_at < work.now and Modality.MIXED not in {modality, now}
    if during:
        steps = [] if changes else [(session.starts_at, now)]
        for at, how in (*steps, (work.now, modality)):
            step = ModalityChangeRow(
                session_id=session_id, client_id=client_id, modality=how, at=at, recorded_by=work.signed_in
            )
            work.rows.add(step)
            added.append(step.id)
    row.modality = Modality.MIXED if during else modality
    return Change(
        Action.SET_MODALITY,
        session_id,
        TOPICS,
        Marked((client_id,)),
        undo=partial(_restore_modality, row_id=row.id, modality=before, added=tuple(added), again=modality),
        detail={"client": str(client_id), "modality": modality.value, "during": str(during).lower()},
    )


def _restore_modality(
    work: UnitOfWork, row_id: UUID, modality: Modality, added: tuple[UUID, ...], again: Modality
) -> Change[Marked]:
    row = work.get(AttendanceRow, row_id)
    row.modality = modality
    for step in work.rows.exec(select(ModalityChangeRow).where(col(ModalityChangeRow.id).in_(added))):
        work.rows.delete(step)
    detail = {"client": str(row.client_id), "modality": modality.value, "restored": "true"}
    redo = partial(set_modality, session_id=row.session_id, client_id=row.client_id, modality=again)
    return Change(Action.SET_MODALITY, row.session_id, TOPICS, Marked((row.client_id,)), undo=redo, detail=detail)


def add_visitor(
    work: UnitOfWork,
    session_id: GroupSessionId,
    role: VisitorRole,
    name: str,
    note: str = "",
    *,
    agreed: bool = True,
    joined_at: datetime | None = None,
    left_at: datetime | None = None,
) -> Change[UUID]:
    """Record an interpreter, observer or family member, here from now on: never counted.

    `agreed` says that an interpreter agreed to confidentiality, or that each client here agreed to an observer or a
    family member: without it nobody is admitted. Raises `NothingWritten`.
    """
    sessions.session_row(work, session_id)
    if not name.strip():
        raise NothingWritten("visitor")
    if not agreed:
        raise NothingWritten("agreement")
    row = VisitorRow(
        session_id=session_id,
        role=role,
        name=name.strip(),
        note=note.strip(),
        joined_at=joined_at or work.now,
        left_at=left_at,
        agreed_at=joined_at or work.now,
        recorded_by=work.signed_in,
    )
    work.rows.add(row)
    undo = partial(remove_visitor, visitor_id=row.id)
    return Change(Action.ADD_VISITOR, session_id, TOPICS, row.id, undo=undo, detail={"role": role.value})


def visitor_left(work: UnitOfWork, visitor_id: UUID, *, left_at: datetime | None = None) -> Change[UUID]:
    """Record that a visitor left now, or at an instant. Raises `NotFound`."""
    row = work.get(VisitorRow, visitor_id)
    undo = partial(_visitor_until, visitor_id=visitor_id, left_at=row.left_at)
    row.left_at = left_at or work.now
    return Change(Action.CHANGE_VISITOR, row.session_id, TOPICS, visitor_id, undo=undo, detail={"role": row.role.value})


def _visitor_until(work: UnitOfWork, visitor_id: UUID, left_at: datetime | None) -> Change[UUID]:
    row = work.get(VisitorRow, visitor_id)
    undo = partial(_visitor_until, visitor_id=visitor_id, left_at=row.left_at)
    row.left_at = left_at
    return Change(Action.CHANGE_VISITOR, row.session_id, TOPICS, visitor_id, undo=undo, detail={"role": row.role.value})


def remove_visitor(work: UnitOfWork, visitor_id: UUID) -> Change[UUID]:
    """Take a visitor off. Raises `NotFound`."""
    row = work.get(VisitorRow, visitor_id)
    again = partial(
        add_visitor,
        session_id=row.session_id,
        role=row.role,
        name=row.name,
        note=row.note,
        joined_at=row.joined_at,
        left_at=row.left_at,
    )
    work.rows.delete(row)
    return Change(
        Action.REMOVE_VISITOR, row.session_id, TOPICS, visitor_id, undo=again, detail={"role": row.role.value}
    )


def _walk_in(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> WalkInRow | None:
    wanted = select(WalkInRow).where(WalkInRow.session_id == session_id).where(WalkInRow.client_id == client_id)
    return work.rows.exec(wanted).first()


def _changes(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> list[ModalityChangeRow]:
    wanted = (
        select(ModalityChangeRow)
        .where(ModalityChangeRow.session_id == session_id)
        .where(ModalityChangeRow.client_id == client_id)
        .order_by(col(ModalityChangeRow.at))
    )
    return list(work.rows.exec(wanted))
