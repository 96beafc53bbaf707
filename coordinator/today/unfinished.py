"""What is left to finish, and the tips of the first days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlmodel import col, func, select

from coordinator import attendance, notes, programs, roster, sessions, summaries
from coordinator.store.tables import (
    AttendanceRow,
    BlockRow,
    ClientRow,
    ExportRow,
    GroupRow,
    GroupSessionRow,
    ReportImportRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.today.outdated import addenda_wanted, exports_outdated
from coordinator.today.shapes import Todo, TodoKind
from coordinator.vocabulary import GroupSessionId, Mark, Platform, SessionStatus

LOOK_BACK = timedelta(days=21)
REPORT_DAYS = timedelta(days=7)
WITH_REPORT = frozenset({Platform.ZOOM, Platform.TEAMS, Platform.MEET, Platform.WEBEX, Platform.BIGBLUEBUTTON})
"""The platforms that can tell afterwards who was there."""


def todos(work: UnitOfWork, day: date) -> tuple[Todo, ...]:
    """Give what is unfinished: safety first, the oldest first within each kind, the tips of the first days last."""
    return (
        *_safety(work),
        *_not_held(work),
        *_unmarked(work, day),
        *_notes(work),
        *addenda_wanted(work, day),
        *_cosignatures(work),
        *_reports(work, day),
        *_absences(work),
        *_contacts(work),
        *_authorizations(work),
        *_summaries(work, day),
        *exports_outdated(work, day),
        *_tips(work),
    )


def _safety(work: UnitOfWork) -> list[Todo]:
    return [
        Todo(
            TodoKind.SAFETY,
            1,
            one.session_id,
            group_name=one.group_name,
            service_date=one.service_date,
            client_id=one.client_id,
            client_name=one.client_name,
            task_id=one.id,
        )
        for one in attendance.safety_tasks(work)
    ]


def _not_held(work: UnitOfWork) -> list[Todo]:
    return [
        Todo(
            TodoKind.NOT_HELD,
            session_id=one.id,
            group_id=one.group_id,
            group_name=one.group_name,
            service_date=one.service_date,
        )
        for one in sessions.unfinished(work)
        if one.status is SessionStatus.PLANNED
    ]


def _held(work: UnitOfWork, first: date, last: date) -> list[tuple[GroupSessionRow, GroupRow]]:
    wanted = (
        select(GroupSessionRow, GroupRow)
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(
            col(GroupSessionRow.service_date).between(first, last),
            GroupSessionRow.status == SessionStatus.HELD,
        )
        .order_by(col(GroupSessionRow.starts_at))
    )
    return list(work.rows.exec(wanted))


def _unmarked(work: UnitOfWork, day: date) -> list[Todo]:
    held = _held(work, day - LOOK_BACK, day)
    marked: Counter[GroupSessionId] = Counter(
        row.session_id
        for row in work.rows.exec(
            select(AttendanceRow).where(
                col(AttendanceRow.session_id).in_([session.id for session, _group in held]),
                AttendanceRow.mark != Mark.UNMARKED,
            )
        )
    )
    expected = roster.enrolled_counts(work, {(group.id, session.service_date) for session, group in held})
    found = []
    for session, group in held:
        left = expected[group.id, session.service_date] - marked[session.id]
        if left > 0:
            found.append(Todo(TodoKind.UNMARKED, left, session.id, group.id, group.name, session.service_date))
    return found


def _notes(work: UnitOfWork) -> list[Todo]:
    return [
        Todo(
            TodoKind.NOTES,
            one.notes,
            one.session_id,
            one.group_id,
            one.group_name,
            one.service_date,
            due_on=one.due_on,
            overdue=one.overdue,
        )
        for one in notes.unsigned(work)
        # A substitute signs what they led; their notes are theirs to finish.
        if one.facilitator_id in {None, work.actor}
    ]


def _cosignatures(work: UnitOfWork) -> list[Todo]:
    waiting = (
        *((TodoKind.COSIGN, one) for one in notes.awaiting_cosignature(work)),
        *((TodoKind.COSIGN_ADDITION, one) for one in notes.additions_awaiting_cosignature(work)),
    )
    return [
        Todo(
            kind,
            one.count,
            one.session_id,
            one.group_id,
            one.group_name,
            one.service_date,
            due_on=one.due_on,
            overdue=one.overdue,
        )
        for kind, one in waiting
        if work.actor in one.supervisor_ids
    ]


def _reports(work: UnitOfWork, day: date) -> list[Todo]:
    held = _held(work, day - REPORT_DAYS, day)
    imported = set(work.rows.exec(select(ReportImportRow.session_id).where(col(ReportImportRow.undone_at).is_(None))))
    return [
        Todo(TodoKind.REPORT, 1, session.id, group.id, group.name, session.service_date)
        for session, group in held
        if session.id not in imported and (session.platform or group.platform) in WITH_REPORT
    ]


def _absences(work: UnitOfWork) -> list[Todo]:
    return [
        Todo(
            TodoKind.ABSENCES,
            one.count,
            client_id=one.client_id,
            client_name=one.name,
            starts_on=one.first_on,
            ends_on=one.last_on,
            weeks=one.weeks,
        )
        for one in attendance.absences_to_review(work)
    ]


def _authorizations(work: UnitOfWork) -> list[Todo]:
    """Give the payers' approvals that end or run out within two weeks; `count` is what is left of one."""
    return [
        Todo(
            TodoKind.AUTHORIZATION,
            one.use.remaining,
            client_id=one.client_id,
            client_name=one.client_name,
            ends_on=one.warns_of,
            task_id=one.id,
        )
        for one in summaries.authorizations_ending(work)
    ]


def _contacts(work: UnitOfWork) -> list[Todo]:
    return [
        Todo(TodoKind.CONTACT, 1, client_id=one.id, client_name=one.name)
        for one in roster.clients(work)
        if one.contact_missing and one.groups
    ]


def _summaries(work: UnitOfWork, day: date) -> list[Todo]:
    this_week, _end = programs.week_on(work, day)
    starts_on, ends_on = programs.week_on(work, this_week - timedelta(days=1))
    if not _held(work, starts_on, ends_on):
        return []
    exported = work.rows.exec(select(ExportRow).where(ExportRow.week_starts_on == starts_on)).first()
    return [] if exported is not None else [Todo(TodoKind.SUMMARY, 1, starts_on=starts_on, ends_on=ends_on)]


def _tips(work: UnitOfWork) -> list[Todo]:
    program = programs.program(work)
    found = []
    if not work.rows.exec(select(func.count()).select_from(GroupRow)).one():
        found.append(Todo(TodoKind.TIP_GROUP))
    elif not work.rows.exec(select(func.count()).select_from(BlockRow)).one():
        found.append(Todo(TodoKind.TIP_BLOCK))
    if not work.rows.exec(select(func.count()).select_from(ClientRow)).one():
        found.append(Todo(TodoKind.TIP_CLIENTS))
    if not program.clinic_name:
        found.append(Todo(TodoKind.TIP_CLINIC))
    return found
