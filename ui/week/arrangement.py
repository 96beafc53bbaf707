"""Where blocks lie in the grid: pure, in minutes of the day and lanes side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from coordinator.sessions import GroupSession
from coordinator.vocabulary import SessionStatus

MINUTES_A_DAY = 24 * 60
EARLIEST_USUAL, LATEST_USUAL = 8, 21


@dataclass(frozen=True, slots=True)
class Placed:
    """A session in the grid. `top` and `length` are minutes on the clock face of its day, cut at midnight.

    Of `lanes` side by side it has the one numbered `lane`.
    """

    session: GroupSession
    day: date
    top: int
    length: int
    lane: int = 0
    lanes: int = 1

    @property
    def bottom(self) -> int:
        """The end, in minutes of the day."""
        return self.top + self.length


def placed(sessions: Iterable[GroupSession], zone: ZoneInfo) -> tuple[Placed, ...]:
    """Lay sessions out by their local start; those that overlap share the column's width."""
    by_day: dict[date, list[Placed]] = {}
    for session in sessions:
        one = place(session, session.starts_at, session.ends_at, zone)
        by_day.setdefault(one.day, []).append(one)
    return tuple(one for day in sorted(by_day) for one in _side_by_side(by_day[day]))


def place(session: GroupSession, starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> Placed:
    """Give the place of a session at a time, as if it were alone."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    top = minutes_of(start.time())
    bottom = minutes_of(end.time()) if end.date() == start.date() else MINUTES_A_DAY
    return Placed(session, start.date(), top, max(15, bottom - top))


def minutes_of(wall: time) -> int:
    """Minutes since midnight on the clock face."""
    return wall.hour * 60 + wall.minute


def hours_shown(found: Sequence[Placed]) -> tuple[int, int]:
    """First and last hour of the grid: 8 to 21, or wider where a session needs it, with some air around."""
    first = min([EARLIEST_USUAL, *((one.top - 30) // 60 for one in found)])
    last = max([LATEST_USUAL, *(-(-(one.bottom) // 60) for one in found)])
    return max(0, first), min(24, last)


def clashes(session: GroupSession, others: Iterable[GroupSession]) -> tuple[GroupSession, ...]:
    """Sessions at the same time that the same facilitator leads; cancelled ones clash with nobody."""
    if session.status is SessionStatus.CANCELLED or session.facilitator_id is None:
        return ()
    return tuple(
        one
        for one in others
        if one.id != session.id
        and one.status is not SessionStatus.CANCELLED
        and one.facilitator_id == session.facilitator_id
        and one.starts_at < session.ends_at
        and session.starts_at < one.ends_at
    )


def _side_by_side(found: list[Placed]) -> list[Placed]:
    ordered = sorted(found, key=lambda one: (one.top, -one.length, one.session.group_name))
    result: list[Placed] = []
    cluster: list[Placed] = []
    ends = -1
    for one in ordered:
        if cluster and one.top >= ends:
            result += _lanes(cluster)
            cluster, ends = [], -1
        cluster.append(one)
        ends = max(ends, one.bottom)
    return result + _lanes(cluster)


def _lanes(cluster: list[Placed]) -> list[Placed]:
    busy_until: list[int] = []
    numbered: list[Placed] = []
    for one in cluster:
        free = next((lane for lane, until in enumerate(busy_until) if until <= one.top), len(busy_until))
        busy_until[free : free + 1] = [one.bottom]
        numbered.append(replace(one, lane=free))
    return [replace(one, lanes=len(busy_until)) for one in numbered]
