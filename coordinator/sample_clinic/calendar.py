"""From the story's calendar to the present one: the same weekday and wall time, moved by whole weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class StoryCalendar:
    """Moves days of the story so that the week of `now` plays the part of the week of `monday`.

    Wall times stay what they are in `zone`, whatever the clocks did in between.
    """

    monday: date
    now: datetime
    zone: str

    @property
    def shift(self) -> timedelta:
        """Whole weeks between the story and the present."""
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        return today - timedelta(days=today.weekday()) - self.monday

    def day(self, story_day: date) -> date:
        """Give the day that plays the part of a day of the story."""
        return story_day + self.shift

    def at(self, story_day: date, wall: time) -> datetime:
        """Give the UTC instant of a wall time on a day of the story."""
        return datetime.combine(self.day(story_day), wall, ZoneInfo(self.zone)).astimezone(UTC)

    def instant(self, story_time: datetime) -> datetime:
        """Give the UTC instant of a wall time of the story, written without a zone."""
        return self.at(story_time.date(), story_time.time())

    def is_past(self, at: datetime) -> bool:
        """Say whether an instant is not after now."""
        return at <= self.now
