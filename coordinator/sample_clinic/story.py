"""The sample clinic's story as plain data: read from `resources/sample_clinic`, in the story's own calendar."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

FOLDER = "sample_clinic"
T = TypeVar("T")

Stay = tuple[str, date, date | None]
Episode = tuple[date, date, str]


class Scale(StrEnum):
    """How much is filled in: one group's last three weeks, the whole clinic, or ten years of it."""

    SMALL = "small"
    CLINIC = "clinic"
    TEN_YEARS = "ten-years"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff beside whoever is signed in."""

    key: str
    name: str
    credentials: str
    states: list[str]


@dataclass(frozen=True, slots=True)
class GroupStory:
    """A group with its weekly blocks; `segments` are services and minutes."""

    name: str
    short_code: str
    colour: str
    capacity: int
    platform: str
    link: str
    weekdays: list[str]
    starts: time
    until: date
    segments: list[list[Any]]
    topics: list[str]
    passcode: str = ""
    backup_link: str = ""
    facilitator: str = "me"


@dataclass(frozen=True, slots=True)
class ClientStory:
    """One made-up client. `entered` is the day the record was made, where it is not that of admission."""

    code: str
    name: str
    pronouns: str
    born: date
    location: str
    callback: str
    legal: str = ""
    shown: str = ""
    """What the video platform calls the client, where that differs from the name."""
    zone: str = ""
    emergency: str = "988"
    contact: list[str] = field(default_factory=list)
    checked: date | None = None
    admitted: date | None = None
    entered: date | None = None
    consent: bool = False
    payer_consent: bool = True
    weekly_goal: int | None = None
    episodes: list[list[Any]] = field(default_factory=list)
    stays: list[list[Any]] = field(default_factory=list)
    waits: list[Any] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    discharged: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Event:
    """What was different about one client in one session; minutes as in `attendance.mark`."""

    on: date
    group: str
    client: str
    mark: str = "present"
    late: int = 0
    left: int = 0
    away: int = 0
    reason: str = "other"
    note: str = ""
    notice: bool = False
    outreach: str = "no_answer"
    called: int = 20


@dataclass(frozen=True, slots=True)
class Individual:
    """Clinical time outside the group."""

    on: date
    at: time
    group: str
    client: str
    service: str = "individual_therapy"
    minutes: int = 60


@dataclass(frozen=True, slots=True)
class Notice:
    """An announced absence; `until` is when the client will come after all."""

    on: date
    group: str
    client: str
    told: datetime
    reason: str
    until: time | None = None


@dataclass(frozen=True, slots=True)
class DateChange:
    """One date of a group that differs from its pattern."""

    on: date
    group: str
    kind: str
    told: datetime
    who: str = ""
    starts: time | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FlagStory:
    """A flag on a client's record."""

    client: str
    kind: str
    text: str
    raised: datetime
    who: str
    read: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """A discharge that is planned for a day to come."""

    client: str
    on: date
    plan: str
    told: datetime


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """What will be done about a client's missing hours."""

    client: str
    week: date
    text: str
    written: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation."""

    on: date
    at: time
    group: str
    client: str
    text: str
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class Unsigned:
    """The notes of a session that still wait; of some a draft is there."""

    on: date
    group: str
    clients: list[str]
    drafts: list[str]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A note in words of its own."""

    on: date
    group: str
    client: str
    participation: str
    response: str
    progress: str
    plan: str
    goals: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ClosureStory:
    """Days on which the clinic is closed; `other_name` is used where the day is not the holiday."""

    first: date
    last: date
    name: str
    other_name: str
    added: date


@dataclass(frozen=True, slots=True)
class Story:
    """All of it."""

    monday: date
    begins: date
    first_session: date
    program: dict[str, Any]
    people: tuple[Person, ...]
    groups: tuple[GroupStory, ...]
    closures: tuple[ClosureStory, ...]
    clients: tuple[ClientStory, ...]
    events: tuple[Event, ...]
    individual: tuple[Individual, ...]
    notices: tuple[Notice, ...]
    changes: tuple[DateChange, ...]
    flags: tuple[FlagStory, ...]
    leaving: tuple[Leaving, ...]
    plans: tuple[WeekPlan, ...]
    seen: tuple[Seen, ...]
    unsigned: tuple[Unsigned, ...]
    own_words: tuple[OwnWords, ...]
    no_report: frozenset[tuple[date, str]]
    texts: dict[str, list[str]]


@cache
def load_story() -> Story:
    """Read the story from the files that ship with the program."""
    clinic, clients, story, texts = (_table(name) for name in ("clinic", "clients", "story", "texts"))
    return Story(
        monday=clinic["monday"],
        begins=clinic["begins"],
        first_session=clinic["first_session"],
        program=clinic["program"],
        people=_all(Person, clinic["facilitator"]),
        groups=_all(GroupStory, clinic["group"]),
        closures=tuple(
            ClosureStory(one["from"], one["to"], one["name"], one["other_name"], one["added"])
            for one in clinic["closure"]
        ),
        clients=_all(ClientStory, clients["client"]),
        events=_all(Event, story["event"]),
        individual=_all(Individual, story["individual"]),
        notices=_all(Notice, story["planned_absence"]),
        changes=_all(DateChange, story["exception"]),
        flags=_all(FlagStory, story["flag"]),
        leaving=_all(Leaving, story["leaving"]),
        plans=_all(WeekPlan, story["week_plan"]),
        seen=_all(Seen, story["observation"]),
        unsigned=_all(Unsigned, story["unsigned"]),
        own_words=_all(OwnWords, story["note"]),
        no_report=frozenset((one["on"], one["group"]) for one in story["no_report"]),
        texts=texts,
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath(FOLDER, f"{name}.toml").read_text(encoding="utf-8"))


def _all(kind: type[T], tables: list[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(kind(**table) for table in tables)
