"""A block as the form was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from coordinator.series import Recurrence, Segment, after_sessions, break_minutes
from coordinator.vocabulary import BlockId, FacilitatorId, GroupId, Weekday


@dataclass(frozen=True, slots=True)
class BlockOrder:
    """A block as the form was filled in. The zone is an IANA name; `session_count` is of all weekdays together.

    `facilitator_id` is who leads it, None the group's own facilitator. `changes` is the block that it takes over from
    `from_on` on, None for a new one. `despite` is why a clash is accepted; empty where there is none.
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
    facilitator_id: FacilitatorId | None = None
    changes: BlockId | None = None

    @property
    def patterns(self) -> tuple[Recurrence, ...]:
        """The pattern of each weekday; raises `SessionCountOutOfRange`."""
        found = tuple(
            Recurrence(day, self.starts, self.minutes, self.zone, self.from_on, self.until_on, self.every_weeks)
            for day in self.weekdays
        )
        return found if self.session_count is None else after_sessions(found, self.session_count)

    @property
    def minutes(self) -> int:
        """The length of the block with its breaks."""
        return sum(one.minutes for one in self.segments)

    @property
    def countable_minutes(self) -> int:
        """The length of the block without its breaks."""
        return self.minutes - break_minutes(self.segments)
