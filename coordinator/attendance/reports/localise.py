"""Wall times to UTC instants, through repeated hours and hours that do not exist.

Python's zone arithmetic is on wall clocks (PEP 495), so both ends are turned into UTC before anything is subtracted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.report import Flag, Interval, RepeatedHour, Window

_HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_CLOSE = 60.0
_WHICH = {RepeatedHour.FIRST: 0, RepeatedHour.SECOND: -1}


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of a name; raises `ReportUnreadable` (unknown-zone)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as missing:
        raise ReportUnreadable(ReportFault.UNKNOWN_ZONE, detail=name[:60]) from missing


@dataclass(frozen=True, slots=True)
class Instants:
    """The instants one wall time can mean: two in a repeated hour, else one; `exists` is false in a gap."""

    options: tuple[datetime, ...]
    exists: bool


def instants(wall: datetime, zone: ZoneInfo) -> Instants:
    """The UTC instants of a wall time, the first of a repeated time first. An aware time has one."""
    if wall.tzinfo is not None:
        return Instants((wall.astimezone(UTC),), exists=True)
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return Instants((first,), exists=True)
    if first.astimezone(zone).replace(tzinfo=None) != wall:
        return Instants((first,), exists=False)
    return Instants((first, second), exists=True)


def place_one(
    wall: datetime, zone: ZoneInfo, near: Window | None, hour: RepeatedHour | None = None
) -> tuple[datetime, frozenset[Flag]]:
    """One instant: of two, the one a person said, or the one inside `near`; else the first, flagged."""
    found = instants(wall, zone)
    flags = frozenset() if found.exists else frozenset({Flag.IMPOSSIBLE_TIME})
    if len(found.options) == 1:
        return found.options[0], flags
    if hour is not None:
        return found.options[_WHICH[hour]], flags
    inside = [at for at in found.options if near is not None and near.starts_at <= at <= near.ends_at]
    return (inside[0], flags) if len(inside) == 1 else (found.options[0], flags | {Flag.REPEATED_HOUR})


def place_pair(
    joined: datetime,
    left: datetime,
    *,
    stated: int | None,
    zone: ZoneInfo,
    near: Window | None,
    dated: bool,
    hour: RepeatedHour | None = None,
) -> tuple[Interval, frozenset[Flag]] | None:
    """Both ends of a presence in UTC; None when leaving comes before joining.

    In a repeated hour the pair that fits the stated seconds is taken, then the one that lies in `near` (the window or
    the meeting), then that of the hour a person said, then the first, flagged. Clock times without a date (`dated`
    false) that run backwards gain a day when that gives less than twelve hours.
    """
    starts, ends = instants(joined, zone), instants(left, zone)
    flags: frozenset[Flag] = frozenset()
    if not (starts.exists and ends.exists):
        flags = frozenset({Flag.IMPOSSIBLE_TIME})
    pairs = [Interval(start, end) for start in starts.options for end in ends.options if start <= end]
    if not pairs:
        if dated or left + _DAY - joined >= _HALF_DAY:
            return None
        return place_pair(joined, left + _DAY, stated=stated, zone=zone, near=near, dated=True, hour=hour)
    if len(pairs) > 1:
        pairs = _fitting(pairs, stated, near)
    if len(pairs) > 1 and hour is not None:
        return pairs[_WHICH[hour]], flags
    if len(pairs) > 1:
        flags |= {Flag.REPEATED_HOUR}
    return pairs[0], flags


def _fitting(pairs: list[Interval], stated: int | None, near: Window | None) -> list[Interval]:
    if stated is not None:
        misfit = {pair: abs(pair.length.total_seconds() - stated) for pair in pairs}
        least = min(misfit.values())
        pairs = [pair for pair in pairs if misfit[pair] <= least + _CLOSE]
    if near is not None and len(pairs) > 1:
        covered = {pair: overlap(pair, near) for pair in pairs}
        most = max(covered.values())
        pairs = [pair for pair in pairs if covered[pair] == most]
    return pairs


def overlap(interval: Interval, window: Window) -> timedelta:
    """How much of an interval lies in a window."""
    length = min(interval.end, window.ends_at) - max(interval.start, window.starts_at)
    return max(length, timedelta())
