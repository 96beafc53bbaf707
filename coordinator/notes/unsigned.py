"""What still waits for a signature, over all sessions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import programs
from coordinator.notes import rules
from coordinator.notes.facts import UnsignedNotes
from coordinator.programs import ProgramRules
from coordinator.programs.rules import rules_in_force
from coordinator.store.tables import AttendanceRow, EnrolmentRow, GroupRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupId, GroupSessionId, Mark, NoteStatus, SessionStatus

Stay = tuple[ClientId, date, date | None]


def unsigned(work: UnitOfWork, group_id: GroupId | None = None) -> tuple[UnsignedNotes, ...]:
    """Give every held session with notes to sign, oldest first: the group's note and one for each client expected.

    Nothing is due for a cancelled session, nor before one has been held.
    """
    held = (
        select(GroupSessionRow, GroupRow)
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(GroupSessionRow.status == SessionStatus.HELD)
        .order_by(col(GroupSessionRow.starts_at))
    )
    if group_id is not None:
        held = held.where(GroupSessionRow.group_id == group_id)
    timeline = programs.rules_timeline(work)
    stays, came, written = _stays(work), _came(work), _written(work)
    found = []
    for session, group in work.rows.exec(held):
        clients: set[ClientId | None] = {
            client
            for client, first, last in stays.get(group.id, ())
            if first <= session.service_date and (last is None or session.service_date <= last)
        }
        wanted = clients | came.get(session.id, set()) | {None}
        notes = written.get(session.id, {})
        left = {client for client in wanted if notes.get(client) is not NoteStatus.SIGNED}
        if left:
            found.append(_waiting(work, session, group, timeline, len(left), len(left & set(notes))))
    return tuple(found)


def _waiting(
    work: UnitOfWork,
    session: GroupSessionRow,
    group: GroupRow,
    timeline: tuple[ProgramRules, ...],
    notes: int,
    drafts: int,
) -> UnsignedNotes:
    due_on = rules.due_on(session.service_date, rules_in_force(timeline, session.service_date).note_due_days)
    return UnsignedNotes(
        session_id=session.id,
        group_id=group.id,
        group_name=group.name,
        service_date=session.service_date,
        starts_at=session.starts_at,
        facilitator_id=session.facilitator_id or group.facilitator_id,
        notes=notes,
        drafts=drafts,
        due_on=due_on,
        overdue=work.now.astimezone(ZoneInfo(session.zone)).date() > due_on,
    )


def _stays(work: UnitOfWork) -> dict[GroupId, list[Stay]]:
    stays: dict[GroupId, list[Stay]] = defaultdict(list)
    wanted = select(
        col(EnrolmentRow.group_id), col(EnrolmentRow.client_id), col(EnrolmentRow.starts_on), col(EnrolmentRow.ends_on)
    )
    for group_id, client_id, starts_on, ends_on in work.rows.exec(wanted):
        stays[group_id].append((client_id, starts_on, ends_on))
    return stays


def _came(work: UnitOfWork) -> dict[GroupSessionId, set[ClientId | None]]:
    """Who was there, on the roster or not."""
    came: dict[GroupSessionId, set[ClientId | None]] = defaultdict(set)
    wanted = select(col(AttendanceRow.session_id), col(AttendanceRow.client_id)).where(
        col(AttendanceRow.mark).in_([Mark.PRESENT, Mark.REMOVED])
    )
    for session_id, client_id in work.rows.exec(wanted):
        came[session_id].add(client_id)
    return came


def _written(work: UnitOfWork) -> dict[GroupSessionId, dict[UUID | None, NoteStatus]]:
    written: dict[GroupSessionId, dict[UUID | None, NoteStatus]] = defaultdict(dict)
    wanted = select(col(NoteRow.session_id), col(NoteRow.client_id), col(NoteRow.status))
    for session_id, client_id, status in work.rows.exec(wanted):
        written[session_id][client_id] = status
    return written
