"""Which exports no longer tell what is recorded: read from the history, so that a new one can say what it replaces."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from coordinator.attendance.later_changes import changed_since, last_changes
from coordinator.store.tables import AuditRow, ExportRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, Audience, ClientId, GroupId, GroupSessionId

WEEK = timedelta(days=7)
HELD = frozenset(
    {
        Action.CANCEL_SESSION,
        Action.RESTORE_SESSION,
        Action.REOPEN_SESSION,
        Action.MOVE_SESSION,
        Action.SET_TOPIC,
        Action.SUBSTITUTE,
    }
)
"""What changes a line of the list of sessions. That one which ran comes to its end is no correction."""
OUTREACH = frozenset({Action.LOG_OUTREACH, Action.REMOVE_OUTREACH})
NOTES = frozenset({Action.SIGN_NOTE, Action.WITHDRAW_SIGNATURE, Action.ADD_ADDENDUM})
OUTSIDE = frozenset({Action.RECORD_SERVICE_TIME, Action.REMOVE_SERVICE_TIME, Action.SET_WEEK_PLAN})


def replaced_by(
    work: UnitOfWork,
    week_starts_on: date,
    group_id: GroupId,
    client_id: ClientId | None,
    audience: Audience,
    members: Collection[ClientId],
    *,
    with_notes: bool,
    with_outreach: bool,
    recipient: str = "",
) -> ExportRow | None:
    """Give the newest export of the same thing for the same reader that tells otherwise than a new one would.

    `recipient` is whom a release names; what went to one is not replaced by what goes to another. `members` are the
    clients whose lines the new one has. None when there is no earlier one, or all still hold.
    """
    wanted = (
        select(ExportRow)
        .where(
            ExportRow.week_starts_on == week_starts_on,
            ExportRow.group_id == group_id,
            ExportRow.client_id == client_id,
            ExportRow.audience == audience,
        )
        .order_by(col(ExportRow.exported_at).desc())
    )
    about = {client_id} if client_id is not None else set(members)
    actions = (NOTES if with_notes else frozenset()) | (OUTREACH if with_outreach else frozenset())
    return next(
        (
            row
            for row in work.rows.exec(wanted)
            if (row.recipient or "").casefold() == recipient.casefold()
            and (attendance_changed(work, row) or _otherwise_changed(work, row, about, actions))
        ),
        None,
    )


def holds_no_more(work: UnitOfWork, export: ExportRow, clients: Collection[ClientId]) -> bool:
    """Say whether anything that an export told of these clients was changed since.

    Its log does not say which boxes were ticked, so a reader who may be told of notes and outreach counts as told.
    """
    actions = frozenset() if export.audience is Audience.REFERRAL else NOTES | OUTREACH
    return attendance_changed(work, export) or _otherwise_changed(work, export, clients, actions)


def attendance_changed(work: UnitOfWork, export: ExportRow) -> bool:
    """Say whether the attendance that an export told was changed since it was made."""
    in_scope = _told_sessions(work, export)
    return any(
        _tells_otherwise(work, export, session_id)
        for session_id, at in last_changes(work, in_scope).items()
        if at > export.exported_at
    )


def _otherwise_changed(
    work: UnitOfWork, export: ExportRow, clients: Collection[ClientId], actions: frozenset[Action]
) -> bool:
    """Say whether notes, attempts to reach somebody, hours outside the group or the sessions themselves changed."""
    told = _told_sessions(work, export)
    notes = work.rows.exec(select(NoteRow).where(col(NoteRow.session_id).in_(told)))
    note_ids = {str(note.id) for note in notes if note.client_id in clients}
    sessions, people = {str(one) for one in told}, {str(one) for one in clients}
    wanted = select(AuditRow).where(
        col(AuditRow.at) > export.exported_at, col(AuditRow.action).in_(actions | HELD | OUTSIDE)
    )
    for entry in work.rows.exec(wanted):
        about = {
            **dict.fromkeys(HELD, entry.subject_id in sessions),
            **dict.fromkeys(NOTES, entry.subject_id in note_ids),
            **dict.fromkeys(OUTREACH, entry.subject_id in sessions and entry.detail.get("client") in people),
            **dict.fromkeys(OUTSIDE, entry.subject_id in people and _in_week(entry, export.week_starts_on)),
        }
        if about[entry.action]:
            return True
    return False


def _in_week(entry: AuditRow, week_starts_on: date) -> bool:
    """Say whether hours outside the group, or a plan, are of a week; entries that name no day are of none."""
    day = entry.detail.get("day", "")
    return bool(day) and week_starts_on <= date.fromisoformat(day) < week_starts_on + WEEK


def _told_sessions(work: UnitOfWork, export: ExportRow) -> list[GroupSessionId]:
    """Give the sessions an export could tell about: what was still to come then is no correction of it."""
    return [row.id for row in work.rows.exec(_sessions_of(export)) if row.starts_at < export.exported_at]


def _sessions_of(export: ExportRow) -> SelectOfScalar[GroupSessionRow]:
    wanted = select(GroupSessionRow).where(
        col(GroupSessionRow.service_date) >= export.week_starts_on,
        col(GroupSessionRow.service_date) < export.week_starts_on + WEEK,
    )
    if export.group_id is not None:
        wanted = wanted.where(GroupSessionRow.group_id == export.group_id)
    return wanted


def _tells_otherwise(work: UnitOfWork, export: ExportRow, session_id: GroupSessionId) -> bool:
    clients = changed_since(work, session_id, export.exported_at)
    return bool(clients) if export.client_id is None else export.client_id in clients
