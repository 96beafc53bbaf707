"""Sets of intervals: clip, then unite. Overlaps are never added up."""

from __future__ import annotations

from collections.abc import Iterable

from coordinator.attendance.reports.report import Interval, Window


def united(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The union, in order; touching intervals become one, and an interval without length adds nothing."""
    merged: list[Interval] = []
    for interval in sorted(intervals, key=lambda found: (found.start, found.end)):
        if interval.start >= interval.end:
            continue
        if merged and interval.start <= merged[-1].end:
            if interval.end > merged[-1].end:
                merged[-1] = Interval(merged[-1].start, interval.end)
        else:
            merged.append(interval)
    return tuple(merged)


def clipped(intervals: Iterable[Interval], window: Window) -> tuple[Interval, ...]:
    """The parts of the intervals that lie in the window."""
    parts = (Interval(max(i.start, window.starts_at), min(i.end, window.ends_at)) for i in intervals)
    return tuple(part for part in parts if part.start < part.end)


def seconds(intervals: Iterable[Interval]) -> int:
    """Whole seconds of a union."""
    return round(sum(interval.length.total_seconds() for interval in united(intervals)))


def overlaps(intervals: Iterable[Interval]) -> bool:
    """Whether two of the intervals share some time."""
    ordered = sorted((i for i in intervals if i.start < i.end), key=lambda found: found.start)
    latest = None
    for interval in ordered:
        if latest is not None and interval.start < latest:
            return True
        latest = interval.end if latest is None else max(latest, interval.end)
    return False
