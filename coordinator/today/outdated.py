"""What later changes of attendance leave behind: signed notes that want an addendum, exports that no longer hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from coordinator.attendance.later_changes import changed_since, last_changes
from coordinator.store.tables import (
    AddendumRow,
    ClientRow,
    ExportRow,
    GroupRow,
    GroupSessionRow,
    NoteRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.today.shapes import Todo, TodoKind
from coordinator.vocabulary import GroupSessionId, NoteStatus

LOOK_BACK = timedelta(days=60)
WEEK = timedelta(days=7)


def addenda_wanted(work: UnitOfWork, day: date) -> list[Todo]:
    """Give the signed notes of the last 60 days whose client's attendance was changed since, without an addendum."""
    wanted = (
        select(NoteRow, GroupSessionRow, GroupRow, ClientRow)
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .join(ClientRow, col(ClientRow.id) == col(NoteRow.client_id))
        .where(NoteRow.status == NoteStatus.SIGNED, col(GroupSessionRow.service_date) >= day - LOOK_BACK)
        .order_by(col(GroupSessionRow.starts_at))
    )
    signed = list(work.rows.exec(wanted))
    changed = last_changes(work, {session.id for _, session, _, _ in signed})
    found = []
    for note, session, group, client in signed:
        last = changed.get(session.id)
        if last is None or note.signed_at is None or last <= note.signed_at:
            continue
        since = max(_added_at(work, note), note.signed_at)
        if client.id not in changed_since(work, session.id, since):
            continue
        found.append(
            Todo(
                TodoKind.ADDENDUM,
                1,
                session.id,
                group.id,
                group.name,
                session.service_date,
                client_id=client.id,
                client_name=client.preferred_name,
            )
        )
    return found


def _added_at(work: UnitOfWork, note: NoteRow) -> datetime:
    added = select(col(AddendumRow.signed_at)).where(AddendumRow.note_id == note.id)
    return max(work.rows.exec(added), default=note.created_at)


def exports_outdated(work: UnitOfWork, day: date) -> list[Todo]:
    """Give the weeks whose newest export of a kind tells other figures than are recorded now, oldest first."""
    newest: dict[tuple[object, ...], ExportRow] = {}
    wanted = (
        select(ExportRow).where(col(ExportRow.week_starts_on) >= day - LOOK_BACK).order_by(col(ExportRow.exported_at))
    )
    for row in work.rows.exec(wanted):
        newest[row.week_starts_on, row.group_id, row.client_id, row.audience] = row
    weeks = sorted({row.week_starts_on for row in newest.values() if _is_outdated(work, row)})
    return [Todo(TodoKind.OUTDATED, 1, starts_on=week, ends_on=week + WEEK - timedelta(days=1)) for week in weeks]


def _is_outdated(work: UnitOfWork, export: ExportRow) -> bool:
    in_scope = [
        session
        for session in work.rows.exec(_sessions_of(export))
        if session.starts_at < export.exported_at  # what was still to come could not be told
    ]
    changed = last_changes(work, [session.id for session in in_scope])
    return any(
        _tells_otherwise(work, export, session_id, export.exported_at)
        for session_id, at in changed.items()
        if at > export.exported_at
    )


def _sessions_of(export: ExportRow) -> SelectOfScalar[GroupSessionRow]:
    wanted = select(GroupSessionRow).where(
        col(GroupSessionRow.service_date) >= export.week_starts_on,
        col(GroupSessionRow.service_date) < export.week_starts_on + WEEK,
    )
    if export.group_id is not None:
        wanted = wanted.where(GroupSessionRow.group_id == export.group_id)
    return wanted


def _tells_otherwise(work: UnitOfWork, export: ExportRow, session_id: GroupSessionId, at: datetime) -> bool:
    clients = changed_since(work, session_id, at)
    return bool(clients) if export.client_id is None else export.client_id in clients
