"""Sessions outside every pattern: one more, or one that makes up for another that did not take place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from coordinator import series
from coordinator.changes import Change
from coordinator.errors import RuleViolation
from coordinator.series import Segment
from coordinator.sessions import queries
from coordinator.store.tables import GroupRow, GroupSessionRow, MakeUpRow, SessionSegmentRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ExceptionKind, GroupId, GroupSessionId, SessionStatus, Topic

TOPICS = frozenset({Topic.SESSIONS})


class OfAnotherGroup(RuleViolation):
    """A session makes up for one of its own group."""


def add_session(
    work: UnitOfWork,
    group_id: GroupId,
    starts_at: datetime,
    minutes: int = 180,
    *,
    segments: Sequence[Segment] = (),
    makes_up_for: GroupSessionId | None = None,
    despite: str = "",
) -> Change[GroupSessionId]:
    """Add one session outside the pattern, in the group's zone; `starts_at` is aware.

    Without segments all of it is group therapy. `makes_up_for` is the cancelled session that it replaces, which
    may have several; `despite` is why a clash that was shown is accepted. Raises `MinutesOutOfRange`,
    `DayOutOfRange`, `SegmentsDoNotAddUp`, `OfAnotherGroup`, `SessionNotInState` where the other one was not
    cancelled, `NotFound`.
    """
    series.check_day(starts_at.date())
    series.check_minutes(minutes)
    parts = series.check_segments(segments, minutes)
    group = work.get(GroupRow, group_id)
    row = GroupSessionRow(
        id=GroupSessionId(uuid4()),
        group_id=group_id,
        service_date=starts_at.astimezone(series.zone_named(group.zone)).date(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        zone=group.zone,
        planned_minutes=minutes,
        break_minutes=series.break_minutes(parts),
        exception=ExceptionKind.EXTRA,
        planned_at=work.now,
        despite=despite.strip() or None,
    )
    work.rows.add(row)
    for position, part in enumerate(parts):
        work.rows.add(
            SessionSegmentRow(
                session_id=row.id,
                position=position,
                service_type=part.service_type,
                minutes=part.minutes,
                leader_id=part.leader_id,
            )
        )
    if makes_up_for is not None:
        missed = queries.row_in(work, makes_up_for, SessionStatus.CANCELLED)
        if missed.group_id != group_id:
            raise OfAnotherGroup
        work.rows.add(MakeUpRow(session_id=row.id, missed_id=missed.id))
    undo = partial(_withdraw_session, session_id=row.id)
    return Change(Action.ADD_SESSION, row.id, TOPICS, outcome=row.id, undo=undo)


def _withdraw_session(work: UnitOfWork, session_id: GroupSessionId) -> Change[GroupSessionId]:
    row = queries.row_in(work, session_id, SessionStatus.PLANNED)
    row.status, row.exception = SessionStatus.CANCELLED, ExceptionKind.SKIPPED
    undo = partial(_offer_session, session_id=session_id)
    return Change(Action.SKIP_SESSION, session_id, TOPICS, outcome=session_id, undo=undo)


def _offer_session(work: UnitOfWork, session_id: GroupSessionId) -> Change[GroupSessionId]:
    row = queries.row_in(work, session_id, SessionStatus.CANCELLED)
    row.status, row.exception = SessionStatus.PLANNED, ExceptionKind.EXTRA
    undo = partial(_withdraw_session, session_id=session_id)
    return Change(Action.ADD_SESSION, session_id, TOPICS, outcome=session_id, undo=undo)
