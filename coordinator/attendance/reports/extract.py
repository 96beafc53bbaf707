"""What a reader takes from a file before times have a meaning: connections, events and facts of the meeting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coordinator.attendance.reports.report import DateOrder, Platform, Rejected
from coordinator.attendance.reports.wall_times import read_time

_DAY_BEHIND = re.compile(r", \d{1,4}/\d{1,2}/\d{1,4}$")


class Kind(StrEnum):
    """What a row stands for."""

    PERSON = "person"
    HOST = "host"
    PHONE = "phone"
    WAITING = "waiting"
    ANONYMOUS = "anonymous"
    ARTEFACT = "artefact"


class Shape(StrEnum):
    """What a row's times mean: presence, the outer ends of presence with gaps, or a total only."""

    INTERVAL = "interval"
    SPAN = "span"
    TOTAL = "total"


class Action(StrEnum):
    """What an event log says happened."""

    JOINED = "joined"
    JOINED_BEFORE = "joined-before"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Connection:
    """One row: shown name, e-mail, wall times as written ("" where missing), stated seconds or None."""

    row: int
    name: str
    email: str = ""
    joined: str = ""
    left: str = ""
    stated: int | None = None
    kind: Kind = Kind.PERSON
    shape: Shape = Shape.INTERVAL
    instance: str = ""
    utc: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an event log; `key` tells the connections of one person apart where the log does."""

    row: int
    name: str
    action: Action
    at: str
    key: str = ""
    utc: bool = False
    kind: Kind = Kind.PERSON


@dataclass(frozen=True, slots=True)
class RawMeeting:
    """The meeting block as written."""

    title: str = ""
    id: str = ""
    starts: str = ""
    ends: str = ""
    seconds: int | None = None


def instances_of(meetings: Iterable[RawMeeting]) -> dict[RawMeeting, str]:
    """What tells the meetings of one file apart: the ID or title, and the day where one was held on several.

    Two runs on one day are one meeting that was restarted.
    """
    found = list(dict.fromkeys(meetings))
    days: dict[str, set[str]] = defaultdict(set)
    for one in found:
        days[one.id or one.title].add(_day(one))
    return {
        one: f"{one.id or one.title}, {_day(one)}" if len(days[one.id or one.title] - {""}) > 1 else one.id or one.title
        for one in found
    }


def without_day(instance: str) -> str:
    """The ID or title of an instance."""
    return _DAY_BEHIND.sub("", instance)


def _day(meeting: RawMeeting) -> str:
    wall = read_time(meeting.starts)
    return "/".join(map(str, wall.parts)) if wall is not None and wall.parts is not None else ""


@dataclass(frozen=True, slots=True)
class Extract:
    """Everything a reader found.

    `totals` are summed presences by shown name and e-mail, for comparison only;
    `appearance` is the order of people where a list of people stands before their rows.

    `tolerance` is by how many seconds a stated duration may differ from the times, `long_tolerance` the same from one
    hour up. `day` is the date that the file or its name gives to clock times, `order` the date order
    that the format prescribes.
    """

    platform: Platform
    variant: str
    connections: tuple[Connection, ...] = ()
    events: tuple[Event, ...] = ()
    meeting: RawMeeting = RawMeeting()
    meetings: tuple[tuple[str, RawMeeting], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    appearance: tuple[tuple[str, str], ...] = ()
    tolerance: int = 60
    long_tolerance: int = 60
    day: date | None = None
    order: DateOrder | None = None

    @property
    def row_count(self) -> int:
        """How many rows of people the file has, rejected ones included."""
        return len(self.connections) + len(self.events) + len(self.rejected)


_YES = frozenset(
    ("yes", "y", "true", "sim", "sí", "si", "oui", "ja", "да", "evet", "はい", "예", "네", "是", "tak", "1")
)


def is_yes(text: str) -> bool:
    """Whether a cell of a yes/no column says yes, in the listed languages."""
    return text.strip().casefold() in _YES


_TOTALS = frozenset(
    (
        "total", "totals", "grand total", "sum", "sum total", "summe", "gesamt", "insgesamt", "somme", "totale",
        "totaal", "suma", "razem", "toplam", "итого", "всего", "合計", "합계", "总计", "average", "count",
    )
)  # fmt: skip


def is_total(name: str) -> bool:
    """Whether a row's first word says that somebody added the rows above it up, in the listed languages."""
    return name.strip(" :*").casefold() in _TOTALS


_PHONE = re.compile(r"\+?[\d*][\d*\s().-]{5,19}")


_HOST = re.compile(r"\((?:host|anfitrião)\b")


def kind_of(name: str, role: str = "") -> Kind:
    """Host, phone, nobody or person, by the shown name and the role column."""
    bare = re.sub(r"\s*\((?:unverified|external|guest)\)", "", name, flags=re.IGNORECASE).strip()
    if not bare:
        return Kind.ANONYMOUS
    if _PHONE.fullmatch(bare) and sum(c.isdigit() or c == "*" for c in bare) > 5:  # noqa: PLR2004 - a phone number
        return Kind.PHONE
    lowered = name.casefold()
    if _HOST.search(lowered) or role.casefold() in {"organizer", "organiser", "host", "moderator"}:
        return Kind.HOST
    return Kind.PERSON
