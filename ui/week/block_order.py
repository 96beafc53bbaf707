"""A block as the form was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from coordinator.series import Segment, break_minutes
from coordinator.vocabulary import GroupId, Weekday


@dataclass(frozen=True, slots=True)
class BlockOrder:
    """A block as the form was filled in. The zone is an IANA name; `session_count` is for each weekday.

    `despite` is why a clash is accepted; empty where there is none.
    """

    group_id: GroupId
    weekdays: tuple[Weekday, ...]
    starts: time
    segments: tuple[Segment, ...]
    zone: str
    from_on: date
    until_on: date | None
    session_count: int | None
    every_weeks: int
    despite: str = ""

    @property
    def minutes(self) -> int:
        """The length of the block with its breaks."""
        return sum(one.minutes for one in self.segments)

    @property
    def countable_minutes(self) -> int:
        """The length of the block without its breaks."""
        return self.minutes - break_minutes(self.segments)
