"""What the series refuses, with its facts."""

from __future__ import annotations

from datetime import date

from coordinator.errors import RuleViolation
from coordinator.vocabulary import BlockId, GroupSessionId


class ZoneUnknown(RuleViolation):
    """There is no such IANA time zone."""

    def __init__(self, zone: str) -> None:
        super().__init__(zone)
        self.zone = zone


class MinutesOutOfRange(RuleViolation):
    """A block or a segment lasts no time, or more than twelve hours."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class SegmentsDoNotAddUp(RuleViolation):
    """The segments together are not as long as the block."""

    def __init__(self, segment_minutes: int, block_minutes: int) -> None:
        super().__init__(f"{segment_minutes} != {block_minutes}")
        self.segment_minutes = segment_minutes
        self.block_minutes = block_minutes


class EndsBeforeStart(RuleViolation):
    """The last day lies before the first."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{last} < {first}")
        self.first = first
        self.last = last


class WeeksOutOfRange(RuleViolation):
    """A block repeats every 1 to 52 weeks."""

    def __init__(self, weeks: int) -> None:
        super().__init__(weeks)
        self.weeks = weeks


class SessionCountOutOfRange(RuleViolation):
    """A block that ends after a number of sessions has 1 to 520 of them."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class WeekdayMissing(RuleViolation):
    """A block needs at least one weekday."""


class WindowTooLong(RuleViolation):
    """Sessions were asked for over more than ten years."""

    def __init__(self, days: int) -> None:
        super().__init__(days)
        self.days = days


class DayOutOfRange(RuleViolation):
    """A plan is made for days from 1900 through 2200."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class NotInPattern(RuleViolation):
    """The block has no session on that date."""

    def __init__(self, block_id: BlockId, day: date) -> None:
        super().__init__(f"{block_id} {day}")
        self.block_id = block_id
        self.day = day


class SessionAlreadyStarted(RuleViolation):
    """The session is running or was held, so the plan cannot change it any more."""

    def __init__(self, session_id: GroupSessionId) -> None:
        super().__init__(session_id)
        self.session_id = session_id
