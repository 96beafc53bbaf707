"""What another program's calendar offers, and what of it is no block, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from coordinator.errors import InputUnusable
from coordinator.series import Recurrence
from coordinator.vocabulary import Weekday


class CalendarFault(StrEnum):
    """Why a file cannot be used at all."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_EVENTS = "too-many-events"
    TOO_DEEP = "too-deep"
    LINE_TOO_LONG = "line-too-long"
    NOT_A_CALENDAR = "not-a-calendar"
    ENCODING = "encoding"


class CalendarUnusable(InputUnusable):
    """The file is no calendar that can be read. `line` counts from 1, where it is known."""

    def __init__(self, fault: CalendarFault, line: int | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.line = line


class CalendarProblemKind(StrEnum):
    """Why an event became no block, or what of it was left out."""

    ONCE = "once"
    ALL_DAY = "all-day"
    NOT_WEEKLY = "not-weekly"
    RULE_UNREADABLE = "rule-unreadable"
    TIME_UNREADABLE = "time-unreadable"
    LENGTH = "length"
    TOO_MANY_SESSIONS = "too-many-sessions"
    ZONE_UNKNOWN = "zone-unknown"
    CANCELLED = "cancelled"
    CHANGED_DATES = "changed-dates"
    ADDED_DATES = "added-dates"
    NO_ZONE = "no-zone"


LEFT_OUT = frozenset({CalendarProblemKind.CHANGED_DATES, CalendarProblemKind.ADDED_DATES, CalendarProblemKind.NO_ZONE})
"""Problems of a block that is proposed all the same."""


@dataclass(frozen=True, slots=True)
class CalendarProblem:
    """What was wrong with an event that begins at `line`. `title` is as the file has it, for the screen only."""

    kind: CalendarProblemKind
    line: int
    title: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ProposedBlock:
    """A weekly block that an event could become. `skipped` are the dates that the file leaves out."""

    title: str
    weekdays: tuple[Weekday, ...]
    starts: time
    minutes: int
    zone: str
    from_on: date
    until_on: date | None
    every_weeks: int
    skipped: tuple[date, ...]
    line: int

    def recurrences(self) -> tuple[Recurrence, ...]:
        """Give the pattern of each weekday."""
        return tuple(
            Recurrence(day, self.starts, self.minutes, self.zone, self.from_on, self.until_on, self.every_weeks)
            for day in self.weekdays
        )


@dataclass(frozen=True, slots=True)
class CalendarProposals:
    """What a calendar file offers, and what of it was left out, in the order of the file."""

    blocks: tuple[ProposedBlock, ...]
    problems: tuple[CalendarProblem, ...]
    events: int
