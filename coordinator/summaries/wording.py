"""The words of a document in one language, and how that language writes durations, dates and times.

A wording is a JSON file beside the templates, so a document is translated without touching the program.
Missing words are found when the file is loaded, not when a page is half printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "templates"
MINUTES_IN_AN_HOUR = 60
NOON = 12

Words = str | list[str] | dict[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words. `say` fills a sentence, `choose` takes one of several by a key."""

    words: Mapping[str, Words]

    @classmethod
    def load(cls, locale: str = "en_US", folder: Path = TEMPLATES) -> Wording:
        """Read the wording of a locale such as en_US. Raises FileNotFoundError when it is not shipped."""
        words: dict[str, Words] = json.loads((folder / f"wording_{locale}.json").read_text(encoding="utf-8"))
        return cls(words)

    def say(self, key: str, **facts: str | int) -> str:
        """The sentence under this key with its facts filled in."""
        return self._text(self.words[key], key).format(**facts)

    def choose(self, key: str, choice: str, **facts: str | int) -> str:
        """One of several sentences under this key, with its facts filled in."""
        choices = self.words[key]
        if not isinstance(choices, dict):
            raise TypeError(key)
        return choices[choice].format(**facts)

    def items(self, key: str) -> list[str]:
        """A list of words: the months, the weekdays, the steps of a procedure."""
        found = self.words[key]
        if not isinstance(found, list):
            raise TypeError(key)
        return found

    def duration(self, minutes: int) -> str:
        """Minutes as a person writes them: "9 h", "8 h 45", "40 min"; a dash for nothing at all."""
        hours, rest = divmod(minutes, MINUTES_IN_AN_HOUR)
        if not minutes:
            return self.choose("duration", "none")
        if not hours:
            return self.choose("duration", "minutes", minutes=rest)
        return self.choose("duration", "hours_minutes" if rest else "hours", hours=hours, minutes=rest)

    def total(self, minutes: int) -> str:
        """Like `duration`, but zero is a figure: "0 h"."""
        return self.duration(minutes) if minutes else self.choose("duration", "hours", hours=0)

    def goal_hours(self, minutes: int) -> str:
        """A goal in words: "9 hours"."""
        hours, rest = divmod(minutes, MINUTES_IN_AN_HOUR)
        kind = "odd" if rest else "one" if hours == 1 else "other"
        return self.choose("goal_hours", kind, hours=hours, duration=self.duration(minutes))

    def weekday(self, day: date) -> str:
        """The day of the week in full: "Wednesday"."""
        return self.items("weekdays")[day.weekday()]

    def dated(self, day: date, form: str = "full") -> str:
        """A date in one of the forms "full", "short" (with the weekday), "brief" and "column"."""
        return self.choose(
            "date",
            form,
            weekday=self.items("weekdays_short")[day.weekday()],
            month=self.items("months")[day.month - 1],
            day=day.day,
            year=day.year,
        )

    def week(self, first: date, last: date) -> str:
        """A span of dates, each part said once: "March 2 - 6, 2026" with an en dash."""
        form = "week_one_month" if first.month == last.month else "week_two_months"
        if first.year != last.year:
            form = "week_two_years"
        months = self.items("months")
        return self.choose(
            "date",
            form,
            month=months[first.month - 1],
            day=first.day,
            year=first.year,
            last_month=months[last.month - 1],
            last_day=last.day,
            last_year=last.year,
        )

    def clock(self, moment: time | datetime, *, brief: bool = False) -> str:
        """A time of day on this language's clock; `brief` leaves out the minutes of a full hour."""
        if self.words["clock"] == "24h":
            return f"{moment.hour:02d}:{moment.minute:02d}"
        hour = moment.hour % NOON or NOON
        clock = str(hour) if brief and not moment.minute else f"{hour}:{moment.minute:02d}"
        return self.choose("time", "am" if moment.hour < NOON else "pm", clock=clock)

    def instant(self, moment: datetime) -> str:
        """A date with its time, in the zone the instant carries."""
        return self.choose("date", "instant", date=self.dated(moment.date()), time=self.clock(moment))

    @staticmethod
    def _text(found: Words, key: str) -> str:
        if not isinstance(found, str):
            raise TypeError(key)
        return found
