"""Clinics that never were: a seed and a few sizes become up to 60 clients and 12 weeks with every kind of trouble.

Plain facts only: instants are whole minutes since an epoch in UTC, so that neither counting knows the other's types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

ZONE = ZoneInfo("America/New_York")
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SERVICES = ("group_therapy", "psychoeducation", "relapse_prevention", "medication_management")
OUTSIDE = ("individual_therapy", "family_therapy", "case_management")
CREDITS = ("exact", "nearest-5", "nearest-15", "floor-15", "full-block-only")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_DAYS = (date(2026, 2, 9), date(2026, 5, 4), date(2026, 10, 5), date(2026, 6, 17))
"""Two of them lead over a change of the clocks."""


@dataclass(frozen=True)
class Thresholds:
    since: date
    adult: int = 540
    adolescent: int = 360
    week_starts: str = "mon"
    credit: str = "nearest-15"
    merge: int = 10
    individual: bool = True
    adult_from: int = 18
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    number: int
    group: int
    day: date
    start: int
    end: int
    parts: tuple[tuple[str, int], ...]
    status: str
    ended: int | None


@dataclass(frozen=True)
class Level:
    since: date
    level: str
    ordered: int | None
    transition_until: date | None


@dataclass(frozen=True)
class Person:
    number: int
    born: date | None
    own_goal: int | None
    stays: tuple[tuple[int, date, date | None], ...]
    levels: tuple[Level, ...]
    outside: tuple[tuple[str, int, int], ...]
    """Service, start, minutes."""


@dataclass(frozen=True)
class Marked:
    mark: str
    late: int | None = None
    """-1: late, and nobody noted how much."""
    left: int | None = None
    away: int = 0
    gaps: tuple[tuple[int, int | None], ...] = ()
    report: tuple[tuple[int, int], ...] = ()
    announced: bool = False
    signed: bool = False
    called: bool = False


@dataclass(frozen=True)
class Clinic:
    rules: tuple[Thresholds, ...]
    bands: tuple[str, ...]
    meetings: tuple[Meeting, ...] = field(repr=False)
    people: tuple[Person, ...] = field(repr=False)
    marks: dict[tuple[int, int], Marked] = field(repr=False)
    """By meeting and person."""
    first: date
    last: date
    now: int


@st.composite
def clinics(draw: st.DrawFn, most_people: int = 60, most_weeks: int = 12) -> Clinic:
    """A clinic of any size; trouble is drawn with it, so that a failure shrinks to a small one."""
    seed = draw(st.integers(0, 2**32 - 1))
    people, weeks = draw(st.integers(1, most_people)), draw(st.integers(1, most_weeks))
    groups, trouble = draw(st.integers(1, 4)), draw(st.sampled_from((0.0, 0.1, 0.3, 0.7)))
    return invent(Random(seed), draw(st.sampled_from(FIRST_DAYS)), weeks, people, groups, trouble)


def minute(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds()) // 60


def instant(at: int) -> datetime:
    return EPOCH + timedelta(minutes=at)


def invent(dice: Random, first: date, weeks: int, people: int, groups: int, trouble: float) -> Clinic:
    last = first + timedelta(days=7 * weeks - 1)
    now = minute(datetime.combine(first + timedelta(days=dice.randint(0, 7 * weeks)), time(dice.randint(0, 23)), ZONE))
    meetings = _meetings(dice, first, last, groups, trouble, now)
    crowd = tuple(_person(dice, number, first, last, groups, trouble, now) for number in range(people))
    marks = {}
    for meeting in meetings:
        for person in crowd:
            there = any(
                group == meeting.group and since <= meeting.day and (until is None or meeting.day <= until)
                for group, since, until in person.stays
            )
            if (there or dice.random() < trouble / 10) and meeting.start < now and dice.random() > 0.05:
                marks[meeting.number, person.number] = _mark(dice, meeting, trouble, now)
    bands = tuple(dice.choice(("adult", "adult", "adolescent")) for _ in range(groups))
    return Clinic(_rules(dice, first, last, trouble), bands, meetings, crowd, marks, first, last, now)


def _rules(dice: Random, first: date, last: date, trouble: float) -> tuple[Thresholds, ...]:
    found = [_thresholds(dice, date(2000, 1, 1), trouble)]
    while dice.random() < trouble and len(found) < 3:
        since = first + timedelta(days=dice.randint(0, (last - first).days))
        if since > found[-1].since:
            found.append(_thresholds(dice, since, trouble))
    return tuple(found)


def _thresholds(dice: Random, since: date, trouble: float) -> Thresholds:
    if dice.random() >= trouble:
        return Thresholds(since, credit=dice.choice(CREDITS))
    return Thresholds(
        since,
        adult=dice.choice((540, 600, 720)),
        adolescent=dice.choice((360, 390)),
        week_starts=dice.choice(WEEKDAYS),
        credit=dice.choice(CREDITS),
        merge=dice.choice((0, 5, 10)),
        individual=dice.random() < 0.5,
        adult_from=dice.choice((18, 21)),
        uncounted=tuple(one for one in (*SERVICES[1:], *OUTSIDE) if dice.random() < 0.15),
    )


def _meetings(dice: Random, first: date, last: date, groups: int, trouble: float, now: int) -> tuple[Meeting, ...]:
    found: list[Meeting] = []
    for group in range(groups):
        hour = dice.choice((0, 1, 9, 9, 10, 13, 17, 22, 23))
        starts, length = time(hour, dice.choice((0, 30))), dice.choice((120, 180, 180, 240))
        for day in sorted(dice.sample(range(7), dice.choice((2, 3, 3, 4)))):
            parts = _parts(dice, length)
            on = first + timedelta(days=day)
            while on <= last:
                found.append(_meeting(dice, len(found), group, on, starts, length, parts, trouble, now))
                on += timedelta(days=7)
    return tuple(found)


def _parts(dice: Random, length: int) -> tuple[tuple[str, int], ...]:
    if dice.random() < 0.3:
        return ()
    parts: list[tuple[str, int]] = []
    while sum(minutes for _service, minutes in parts) < length and len(parts) < 5:
        kind = "break" if len(parts) % 2 else dice.choice(SERVICES)
        parts.append((kind, dice.choice((10, 15)) if kind == "break" else dice.choice((45, 50, 75, 90))))
    return tuple(parts)


def _meeting(
    dice: Random,
    number: int,
    group: int,
    on: date,
    starts: time,
    length: int,
    parts: tuple[tuple[str, int], ...],
    trouble: float,
    now: int,
) -> Meeting:
    wall = datetime.combine(on, starts)
    start = minute(wall.replace(tzinfo=ZONE).astimezone(UTC))
    end = max(start + 30, minute((wall + timedelta(minutes=length)).replace(tzinfo=ZONE).astimezone(UTC)))
    ended = None
    if dice.random() < trouble / 3:
        status = "cancelled"
    elif end <= now:
        status = "held" if dice.random() < 0.9 else "planned"
        if status == "held" and dice.random() < trouble:
            ended = dice.randint(start + 1, end + 30)
    else:
        status = "live" if start <= now else "planned"
    return Meeting(number, group, on, start, end, parts, status, ended)


def _person(dice: Random, number: int, first: date, last: date, groups: int, trouble: float, now: int) -> Person:
    days = (last - first).days

    def any_day() -> date:
        return first + timedelta(days=dice.randint(0, days))

    begun = any_day() if dice.random() < trouble else first - timedelta(days=dice.randint(0, 60))
    ends = any_day() if dice.random() < trouble else None
    group = dice.randrange(groups)
    stays: list[tuple[int, date, date | None]] = [(group, begun, ends if ends is None or ends >= begun else None)]
    if stays[0][2] is not None and dice.random() < 0.7:
        again = stays[0][2] + timedelta(days=dice.choice((1, 1, 5, 12)))
        stays.append((dice.randrange(groups), again, None))
    elif dice.random() < trouble and groups > 1:
        stays.append(((group + 1) % groups, any_day(), None))
    born = None
    if dice.random() < 0.4:
        birthday = any_day() if dice.random() < 0.5 else first - timedelta(days=dice.randint(0, 3000))
        born = birthday.replace(year=birthday.year - dice.choice((17, 18, 20, 21)), day=min(birthday.day, 28))
    levels: dict[date, Level] = {}
    while dice.random() < trouble and len(levels) < 3:
        since = any_day() if dice.random() < 0.7 else first - timedelta(days=20)
        levels[since] = Level(
            since,
            dice.choice(("asam_1", "asam_2_1", "asam_2_5", "mh_op", "mh_iop")),
            dice.choice((None, None, 360, 720)),
            since + timedelta(days=dice.randint(0, 14)) if dice.random() < 0.4 else None,
        )
    outside: list[tuple[str, int, int]] = []
    while dice.random() < 0.4 and len(outside) < 6:
        at = minute(datetime.combine(any_day(), time(dice.randint(7, 22), dice.choice((0, 15, 40))), ZONE))
        if at < now:
            outside.append((dice.choice(OUTSIDE), at, dice.choice((30, 45, 50, 60))))
    return Person(
        number,
        born,
        dice.choice((480, 720)) if dice.random() < trouble / 3 else None,
        tuple(stays),
        tuple(levels[since] for since in sorted(levels)),
        tuple(outside),
    )


def _mark(dice: Random, meeting: Meeting, trouble: float, now: int) -> Marked:
    signed, called = dice.random() < 0.6, dice.random() < 0.5
    if dice.random() < 0.15:
        return Marked(dice.choice(("absent", "excused")), announced=dice.random() < 0.4, signed=signed, called=called)
    if dice.random() >= trouble:
        return Marked("present", signed=signed)
    length, until = meeting.end - meeting.start, min(now, meeting.end)
    if dice.random() < 0.3:
        joins = [dice.randint(-20, length) for _ in range(dice.randint(1, 5))]
        report = tuple((meeting.start + at, meeting.start + at + dice.randint(1, length)) for at in joins)
        return Marked("present", report=report, signed=signed)
    mark = "removed" if dice.random() < 0.1 else "present"
    left = dice.choice((-1, dice.randint(1, 60))) if mark == "removed" or dice.random() < 0.4 else None
    gaps = []
    if dice.random() < 0.3 and until > meeting.start:
        gone = dice.randint(meeting.start, until)
        gaps.append((gone, dice.choice((None, gone + dice.randint(0, 30)))))
    return Marked(
        mark,
        late=dice.choice((-1, dice.randint(1, min(90, length)))) if dice.random() < 0.4 and mark == "present" else None,
        left=left,
        away=dice.choice((0, 0, 7, 25)),
        gaps=tuple(gaps),
        signed=signed,
    )
