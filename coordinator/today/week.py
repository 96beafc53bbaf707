"""What stands beside each session of a week: who came, and what is unfinished."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from coordinator import attendance, notes, roster, sessions
from coordinator.store.tables import GroupRow, ReportImportRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.today.changed import changes_of, session_before
from coordinator.today.unfinished import WITH_REPORT
from coordinator.vocabulary import AttendanceLabel, GroupId, GroupSessionId, SessionStatus

AWAY = frozenset(
    {AttendanceLabel.ABSENT, AttendanceLabel.EXCUSED, AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED}
)


@dataclass(frozen=True, slots=True)
class SessionState:
    """One session's figures. `attended` is None until somebody was marked."""

    expected: int
    attended: int | None
    notes_to_sign: int
    report_missing: bool
    changes: int


def week_states(work: UnitOfWork, first: date, last: date) -> Mapping[GroupSessionId, SessionState]:
    """Give the state of every session with a service date from `first` through `last`."""
    found = sessions.sessions_between(work, first, last)
    came: dict[GroupSessionId, list[AttendanceLabel]] = defaultdict(list)
    for fact in attendance.attendance_between(work, first, last):
        if fact.expected or fact.label not in AWAY:
            came[fact.session_id].append(fact.label)
    to_sign = {one.session_id: one.notes for one in notes.unsigned(work)}
    imported = set(work.rows.exec(select(ReportImportRow.session_id).where(col(ReportImportRow.undone_at).is_(None))))
    platforms: dict[GroupId, bool] = {row.id: row.platform in WITH_REPORT for row in work.rows.exec(select(GroupRow))}
    states = {}
    for one in found:
        labels = came.get(one.id, [])
        marked = [label for label in labels if label is not AttendanceLabel.UNMARKED]
        held = one.status is SessionStatus.HELD
        upcoming = one.status is SessionStatus.PLANNED and one.ends_at > work.now
        today = upcoming and one.starts_at.date() == work.now.date()
        states[one.id] = SessionState(
            expected=len(roster.roster_on(work, one.group_id, one.service_date)),
            attended=sum(label not in AWAY for label in marked) if marked else None,
            notes_to_sign=to_sign.get(one.id, 0),
            report_missing=held and one.id not in imported and platforms.get(one.group_id, False),
            changes=len(changes_of(work, one, session_before(work, one))) if today else 0,
        )
    return states
