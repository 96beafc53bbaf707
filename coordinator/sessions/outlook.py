"""Whether a day counts for the payer once one of its sessions is moved, made longer or shorter, or added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coordinator import programs, roster, series
from coordinator.series import Outlook, OutlookKind, Segment
from coordinator.sessions.queries import session, sessions_between
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import GroupId, GroupSessionId, ServiceType, SessionStatus, Weekday


def outlook_of_session(
    work: UnitOfWork,
    session_id: GroupSessionId,
    *,
    starts_at: datetime | None = None,
    minutes: int | None = None,
) -> tuple[Outlook, ...]:
    """Give the day rule that a session misses, held at another time or for another length where they are given.

    `starts_at` is aware. Raises `NotFound`.
    """
    one = session(work, session_id)
    parts = series.fit_segments(one.segments, one.planned_minutes if minutes is None else minutes)
    return _of_day(work, one.group_id, one.zone, starts_at or one.starts_at, parts, but=session_id)


def outlook_of_extra(
    work: UnitOfWork, group_id: GroupId, starts_at: datetime, minutes: int, segments: Sequence[Segment] = ()
) -> tuple[Outlook, ...]:
    """Give the day rule that an extra session misses together with what the group has on that day.

    `starts_at` is aware. Raises `NotFound`.
    """
    parts = segments or (Segment(ServiceType.GROUP_THERAPY, minutes),)
    return _of_day(work, group_id, roster.group(work, group_id).zone, starts_at, parts)


def _of_day(
    work: UnitOfWork,
    group_id: GroupId,
    zone: str,
    starts_at: datetime,
    parts: Sequence[Segment],
    *,
    but: GroupSessionId | None = None,
) -> tuple[Outlook, ...]:
    day = starts_at.astimezone(series.zone_named(zone)).date()
    wanted = programs.rules_on(work, day).min_minutes_per_day
    pause = series.break_minutes(parts)
    counted = sum(part.minutes for part in parts) - pause
    for other in sessions_between(work, day, day, group_id):
        if other.id != but and other.status is not SessionStatus.CANCELLED:
            counted, pause = counted + other.countable_minutes, pause + other.break_minutes
    if counted >= wanted:
        return ()
    name = roster.group(work, group_id).name
    weekday = list(Weekday)[day.weekday()]
    return (Outlook(OutlookKind.DAY_TOO_SHORT, group_id, name, counted, wanted, weekday, pause),)
