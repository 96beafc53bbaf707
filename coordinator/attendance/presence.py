"""What intervals say about one client in one session: late, left early, away, and seconds attended. Pure.

Attended time is the union of the intervals inside the session, without its breaks; a gap is never attendance. Joining
short gaps into one stretch is for the eye, and for programs whose dated rule says that a short drop counts
(`gap_merge_minutes`): `merged_seconds` is what such a rule credits, and the intervals themselves are kept either way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from coordinator.attendance.reports.report import Interval, Window
from coordinator.attendance.reports.union import clipped, seconds, united

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Presence:
    """One client in one session; minutes are whole elapsed minutes, rounded down.

    The minutes are None for someone who was not there at all. `away_minutes` is absence between the first arrival and
    the last leaving, breaks not counted. `shown` are the stretches with short gaps joined.
    """

    arrived_late_minutes: int | None
    left_early_minutes: int | None
    away_minutes: int | None
    attended_seconds: int
    merged_seconds: int
    shown: tuple[Interval, ...]

    @property
    def was_there(self) -> bool:
        """Whether the client was in the session for any moment outside its breaks."""
        return self.attended_seconds > 0


def presence(
    intervals: Iterable[Interval], window: Window, breaks: Iterable[Interval] = (), *, gap_merge_minutes: int = 10
) -> Presence:
    """Derive a client's presence from intervals in UTC, the session's window and its breaks.

    Raises ValueError for a negative `gap_merge_minutes`.
    """
    if gap_merge_minutes < 0:
        raise ValueError("gap_merge_minutes is a number of minutes")
    there = united(clipped(intervals, window))
    pauses = united(clipped(breaks, window))
    merged = joined(there, timedelta(minutes=gap_merge_minutes))
    attended = seconds(without(there, pauses))
    if not there:
        return Presence(None, None, None, 0, 0, ())
    first, last = there[0].start, there[-1].end
    outer = (Interval(first, last),)
    away = seconds(without(outer, pauses)) - attended
    return Presence(
        arrived_late_minutes=_counted(Interval(window.starts_at, first), pauses),
        left_early_minutes=_counted(Interval(last, window.ends_at), pauses),
        away_minutes=away // 60,
        attended_seconds=attended,
        merged_seconds=seconds(without(merged, pauses)),
        shown=merged,
    )


def _counted(missed: Interval, pauses: Iterable[Interval]) -> int:
    """Whole minutes missed outside breaks: who comes back when a final break ends has missed no therapy."""
    return timedelta(seconds=seconds(without((missed,), pauses))) // _MINUTE


def joined(intervals: Iterable[Interval], gap: timedelta) -> tuple[Interval, ...]:
    """The intervals with every gap of at most `gap` closed."""
    result: list[Interval] = []
    for interval in united(intervals):
        if result and interval.start - result[-1].end <= gap:
            result[-1] = Interval(result[-1].start, interval.end)
        else:
            result.append(interval)
    return tuple(result)


def without(intervals: Iterable[Interval], holes: Iterable[Interval]) -> tuple[Interval, ...]:
    """The intervals less the holes."""
    left = list(united(intervals))
    for hole in holes:
        pieces: list[Interval] = []
        for part in left:
            pieces.append(Interval(part.start, min(part.end, hole.start)))
            pieces.append(Interval(max(part.start, hole.end), part.end))
        left = [piece for piece in pieces if piece.start < piece.end]
    return united(left)
