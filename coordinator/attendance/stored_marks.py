"""What is recorded of clients in many sessions at once, read as columns rather than rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_
from sqlalchemy import select as select_columns
from sqlmodel import col

from coordinator.attendance.away import gaps_of
from coordinator.attendance.rules import Presence, Span
from coordinator.store.tables import AttendanceRow, GroupSessionRow, IntervalRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, ExcuseReason, GroupSessionId, MarkSource


@dataclass(frozen=True, slots=True)
class StoredMark:
    """One client's mark in one session, with the intervals and gaps that its minutes follow from."""

    presence: Presence
    announced: bool
    reason: ExcuseReason | None


UNMARKED = StoredMark(Presence(), announced=False, reason=None)


def marks_of(
    work: UnitOfWork, wanted: ColumnElement[bool], client_ids: Collection[ClientId] | None = None
) -> dict[GroupSessionId, dict[ClientId, StoredMark]]:
    """Give what is recorded in the sessions that a condition on `GroupSessionRow` names, by session and client.

    Only of some clients where they are named.
    """
    columns = (
        select_columns(
            col(AttendanceRow.session_id),
            col(AttendanceRow.client_id),
            col(AttendanceRow.mark),
            col(AttendanceRow.late),
            col(AttendanceRow.left_early),
            col(AttendanceRow.arrived_late_minutes),
            col(AttendanceRow.left_early_minutes),
            col(AttendanceRow.away_minutes),
            col(AttendanceRow.source),
            col(AttendanceRow.announced),
        )
        .add_columns(col(AttendanceRow.reason))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(AttendanceRow.session_id))
        .where(wanted)
    )
    if client_ids is not None:
        columns = columns.where(col(AttendanceRow.client_id).in_(client_ids))
    intervals, gaps = _report_intervals(work, wanted, client_ids), gaps_of(work, wanted)
    marks: dict[GroupSessionId, dict[ClientId, StoredMark]] = defaultdict(dict)
    for row in work.rows.connection().execute(columns):
        session, client, mark, late, left, late_minutes, left_minutes, away, source, announced, reason = row
        known = StoredMark(
            Presence(
                mark=mark,
                late=late,
                left_early=left,
                arrived_late_minutes=late_minutes,
                left_early_minutes=left_minutes,
                away_minutes=away,
                source=source,
                intervals=tuple(intervals.get((session, client), ())),
                gaps=gaps.get((session, client), ()),
            ),
            announced=announced,
            reason=reason,
        )
        marks[session][client] = known
    return marks


def _report_intervals(
    work: UnitOfWork, wanted: ColumnElement[bool], client_ids: Collection[ClientId] | None
) -> dict[tuple[GroupSessionId, ClientId], list[Span]]:
    same = and_(
        col(AttendanceRow.session_id) == col(IntervalRow.session_id),
        col(AttendanceRow.client_id) == col(IntervalRow.client_id),
    )
    columns = (
        select_columns(
            col(IntervalRow.session_id),
            col(IntervalRow.client_id),
            col(IntervalRow.joined_at),
            col(IntervalRow.left_at),
        )
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(IntervalRow.session_id))
        .join(AttendanceRow, same)
        .where(wanted, col(AttendanceRow.source) == MarkSource.REPORT)
    )
    if client_ids is not None:
        columns = columns.where(col(IntervalRow.client_id).in_(client_ids))
    intervals: dict[tuple[GroupSessionId, ClientId], list[Span]] = defaultdict(list)
    for session, client, joined_at, left_at in work.rows.connection().execute(columns):
        intervals[session, client].append(Span(joined_at, left_at))
    return intervals
