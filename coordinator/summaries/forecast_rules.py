"""Which sessions a client still needs to reach the goal, and which make-ups fit: pure.

A session is worth what it would still add to the credited minutes, were the client to stay to its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator.vocabulary import GroupSessionId


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that has not ended, with what it can still add; instants in UTC."""

    session_id: GroupSessionId
    starts_at: datetime
    ends_at: datetime
    minutes: int


def needed(missing_minutes: int, open_sessions: Sequence[OpenSession]) -> tuple[OpenSession, ...] | None:
    """Give the fewest sessions that bring at least the missing minutes; among those the earliest, in order of start.

    Nothing where nothing is missing, and None where all of them together do not suffice.
    """
    in_order = sorted(open_sessions, key=lambda one: (one.starts_at, str(one.session_id)))
    if missing_minutes <= 0:
        return ()
    count = _fewest(missing_minutes, [one.minutes for one in in_order])
    if count is None:
        return None
    chosen: list[OpenSession] = []
    missing = missing_minutes
    for place, one in enumerate(in_order):
        left = count - len(chosen) - 1
        rest = sorted((later.minutes for later in in_order[place + 1 :]), reverse=True)
        if left >= 0 and one.minutes + sum(rest[:left]) >= missing and len(rest) >= left:
            chosen.append(one)
            missing -= one.minutes
    return tuple(chosen)


def _fewest(missing: int, worth: Sequence[int]) -> int | None:
    total = 0
    for count, minutes in enumerate(sorted(worth, reverse=True), start=1):
        total += minutes
        if total >= missing:
            return count
    return None


def clashes(one: OpenSession, others: Sequence[OpenSession]) -> bool:
    """Say whether a session overlaps one of the others; one that begins as another ends does not."""
    return any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for other in others)
