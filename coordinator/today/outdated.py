"""What later changes of attendance leave behind: signed notes that want an addendum, exports that no longer hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import col, select

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
from coordinator.summaries.outdated import attendance_changed
from coordinator.today.shapes import Todo, TodoKind
from coordinator.vocabulary import NoteStatus

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
    weeks = sorted({row.week_starts_on for row in newest.values() if attendance_changed(work, row)})
    return [Todo(TodoKind.OUTDATED, 1, starts_on=week, ends_on=week + WEEK - timedelta(days=1)) for week in weeks]
