"""Absences in a row without notice: a task to review, never a discharge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from itertools import takewhile
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from coordinator import programs
from coordinator.attendance.facts_in_session import AbsenceStreak
from coordinator.changes import Change
from coordinator.programs import ProgramRules
from coordinator.store.tables import AbsenceReviewRow, AttendanceRow, ClientRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId, Mark, SessionStatus, Topic

LOOK_BACK = timedelta(days=120)
"""Absences that began longer ago than this are history, not a task."""

LIMIT_WEEKS = 12
"""The time that a limit of absences is counted in where the program sets none."""

Missed = tuple[GroupSessionId, date, Mark, bool]


def absences_to_review(work: UnitOfWork) -> tuple[AbsenceStreak, ...]:
    """Give the clients whose latest sessions were all missed without notice, or who reached the limit, by name.

    So many in a row are asked for by the program's rule of today (`review_after_absences`). An attended, excused or
    announced session ends the row, and sessions up to a review are not counted again. Where the program sets a limit
    (`absence_limit` within `absence_limit_weeks`), announced absences count toward it too; excused ones never do.
    Cancelled sessions never count.
    """
    today = work.now.date()
    rules = programs.rules_on(work, today)
    in_a_row = _in_a_row(work, today, rules.review_after_absences)
    seen = {streak.client_id for streak in in_a_row}
    limited = _over_limit(work, today, rules) if rules.absence_limit is not None else []
    found = in_a_row + [streak for streak in limited if streak.client_id not in seen]
    return tuple(sorted(found, key=lambda streak: streak.name.casefold()))


def _in_a_row(work: UnitOfWork, today: date, enough: int) -> list[AbsenceStreak]:
    since = today - LOOK_BACK
    often = (
        select(col(AttendanceRow.client_id))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(AttendanceRow.session_id))
        .where(col(GroupSessionRow.service_date) >= since)
        .where(col(GroupSessionRow.status) != SessionStatus.CANCELLED)
        .where(col(AttendanceRow.mark) == Mark.ABSENT)
        .where(col(AttendanceRow.announced).is_(False))
        .group_by(col(AttendanceRow.client_id))
        .having(func.count() >= enough)
    )
    found = []
    for client_id in work.rows.exec(often).all():
        missed = list(takewhile(_without_notice, _marks(work, client_id, since)))
        until = _reviewed_until(work, client_id)
        counted = [one for one in missed if until is None or one[1] > until]
        if len(counted) >= enough:
            name = work.get(ClientRow, client_id).preferred_name
            found.append(AbsenceStreak(client_id, name, len(counted), counted[-1][1], counted[0][1], counted[0][0]))
    return found


def _over_limit(work: UnitOfWork, today: date, rules: ProgramRules) -> list[AbsenceStreak]:
    weeks = rules.absence_limit_weeks or LIMIT_WEEKS
    since = today - timedelta(weeks=weeks)
    limit = rules.absence_limit or 1
    often = (
        select(col(AttendanceRow.client_id))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(AttendanceRow.session_id))
        .where(col(GroupSessionRow.service_date) > since)
        .where(col(GroupSessionRow.status) != SessionStatus.CANCELLED)
        .where(col(AttendanceRow.mark) == Mark.ABSENT)
        .group_by(col(AttendanceRow.client_id))
        .having(func.count() >= limit)
    )
    found = []
    for client_id in work.rows.exec(often).all():
        until = _reviewed_until(work, client_id)
        missed = [one for one in _marks(work, client_id, since) if one[2] is Mark.ABSENT and one[1] > since]
        counted = [one for one in missed if until is None or one[1] > until]
        if len(missed) >= limit and counted:
            name = work.get(ClientRow, client_id).preferred_name
            last = missed[0]
            found.append(AbsenceStreak(client_id, name, len(missed), missed[-1][1], last[1], last[0], weeks))
    return found


def review_absences(work: UnitOfWork, client_id: ClientId, until: date, note: str = "") -> Change[UUID]:
    """Record that a client's absences up to a day were looked at, and what follows. Raises `NotFound`."""
    work.get(ClientRow, client_id)
    row = AbsenceReviewRow(
        client_id=client_id, until=until, note=note.strip(), reviewed_at=work.now, reviewed_by=work.signed_in
    )
    work.rows.add(row)
    undo = partial(_take_review_back, review_id=row.id)
    return _reviewed(client_id, row.id, until, undo)


def _take_review_back(work: UnitOfWork, review_id: UUID) -> Change[UUID]:
    row = work.get(AbsenceReviewRow, review_id)
    again = partial(review_absences, client_id=row.client_id, until=row.until, note=row.note)
    work.rows.delete(row)
    return _reviewed(row.client_id, review_id, row.until, again)


def _reviewed(client_id: ClientId, review_id: UUID, until: date, undo: partial[Change[UUID]]) -> Change[UUID]:
    detail = {"until": until.isoformat()}
    topics = frozenset({Topic.ATTENDANCE})
    return Change(Action.REVIEW_ABSENCES, client_id, topics, review_id, undo=undo, detail=detail)


def _marks(work: UnitOfWork, client_id: ClientId, since: date) -> Iterable[Missed]:
    """The client's marks, newest first; sessions nobody marked yet say nothing."""
    wanted = (
        select(
            col(GroupSessionRow.id),
            col(GroupSessionRow.service_date),
            col(AttendanceRow.mark),
            col(AttendanceRow.announced),
        )
        .join(AttendanceRow, col(GroupSessionRow.id) == col(AttendanceRow.session_id))
        .where(col(AttendanceRow.client_id) == client_id)
        .where(col(AttendanceRow.mark) != Mark.UNMARKED)
        .where(col(GroupSessionRow.service_date) >= since)
        .where(col(GroupSessionRow.status) != SessionStatus.CANCELLED)
        .order_by(col(GroupSessionRow.starts_at).desc())
    )
    return [(one, day, mark, announced) for one, day, mark, announced in work.rows.exec(wanted)]


def _without_notice(one: Missed) -> bool:
    return one[2] is Mark.ABSENT and not one[3]


def _reviewed_until(work: UnitOfWork, client_id: ClientId) -> date | None:
    wanted = select(func.max(col(AbsenceReviewRow.until))).where(col(AbsenceReviewRow.client_id) == client_id)
    return work.rows.exec(wanted).one()
