"""A year of a thousand series with exceptions, against the two programs that others would use."""

from __future__ import annotations

import random
import time as machine_time
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import icalendar
import pytest
import recurring_ical_events
from dateutil import rrule

from coordinator.interchange import CalendarUnusable, read_calendar
from coordinator.interchange.calendar import Stamp, block_events
from coordinator.interchange.time_zones import time_zone
from coordinator.series import Block, DateException, Recurrence, Segment, Window, planned_sessions, rules
from coordinator.vocabulary import BlockId, ExceptionKind, GroupId, ServiceType, Weekday
from tests.coordinator.interchange.test_calendar_reading import BOMBS, the_longest_calendar

pytestmark = pytest.mark.benchmark

SERIES = 1_000
SLOWER_SERIES = 50
"""The slower program gets every twentieth series; the ratio is of the same ones."""
FASTER_THAN_READING = 20
ROUNDS = 5
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles")
DAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
Series = tuple[Block, dict[date, tuple[DateException, ...]]]


def a_thousand_series() -> list[Series]:
    chance = random.Random(20260311)
    made: list[Series] = []
    for number in range(SERIES):
        recurrence = Recurrence(
            chance.choice(list(Weekday)),
            time(chance.randrange(24), chance.choice((0, 15, 30, 45))),
            180,
            chance.choice(ZONES),
            YEAR.first,
            None,
            chance.choice((1, 1, 1, 2)),
        )
        parts = (Segment(ServiceType.GROUP_THERAPY, 180),)
        block = Block(BlockId(UUID(int=number)), GroupId(UUID(int=0)), recurrence, parts)
        days = chance.sample([one.original_on for one in planned_sessions(block, YEAR, {})], 4)
        differing: dict[date, tuple[DateException, ...]] = {day: (an_exception(chance, day),) for day in days}
        made.append((block, differing))
    return made


def an_exception(chance: random.Random, day: date) -> DateException:
    kind = chance.choice((ExceptionKind.SKIPPED, ExceptionKind.CANCELLED, ExceptionKind.MOVED))
    if kind is not ExceptionKind.MOVED:
        return DateException(kind)
    return DateException(kind, starts_at=datetime.combine(day, time(17), UTC) + timedelta(days=chance.randrange(-3, 4)))


def ours(series: list[Series]) -> int:
    return sum(one.takes_place for block, differing in series for one in planned_sessions(block, YEAR, differing))


def by_dateutil(series: list[Series]) -> int:
    """Naive wall times with what is left out: without zones, ends, moves or cancellations."""
    count = 0
    for block, differing in series:
        recurrence = block.recurrence
        dates = rrule.rruleset()
        dates.rrule(
            rrule.rrule(
                rrule.WEEKLY,
                dtstart=datetime.combine(recurrence.from_on, recurrence.starts),
                interval=recurrence.every_weeks,
                byweekday=DAYS[recurrence.weekday.number],
                until=datetime.combine(YEAR.last, time.max),
                wkst=rrule.MO,
            )
        )
        for day, (one,) in differing.items():
            if one.kind is not ExceptionKind.MOVED:
                dates.exdate(datetime.combine(day, recurrence.starts))
        count += sum(1 for _ in dates)
    return count


def by_plain_rrule(series: list[Series]) -> int:
    """The same without looking at exceptions at all: the least that anybody could do."""
    count = 0
    for block, _ in series:
        recurrence = block.recurrence
        dates = rrule.rrule(
            rrule.WEEKLY,
            dtstart=datetime.combine(recurrence.from_on, recurrence.starts),
            interval=recurrence.every_weeks,
            byweekday=DAYS[recurrence.weekday.number],
            until=datetime.combine(YEAR.last, time.max),
            wkst=rrule.MO,
        )
        count += sum(1 for _ in dates)
    return count


def calendars_of(series: list[Series]) -> list[Any]:
    found = []
    for block, differing in series:
        file = icalendar.Calendar()
        file.add_component(time_zone(block.recurrence.zone, YEAR.first, YEAR.last))
        planned = planned_sessions(block, YEAR, differing)
        for event in block_events(block, "Group session", planned, Stamp(datetime(2026, 1, 1, tzinfo=UTC), 1)):
            file.add_component(event)
        found.append(icalendar.Calendar.from_ical(file.to_ical()))
    return found


def by_reading(calendars: list[Any]) -> int:
    return sum(
        event.get("STATUS") != "CANCELLED"
        for calendar in calendars
        for event in recurring_ical_events.of(calendar).between(YEAR.first, YEAR.last + timedelta(days=1))
    )


def best_of(work: Callable[[], int]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = machine_time.perf_counter()
        work()
        times.append(machine_time.perf_counter() - begun)
    return min(times)


def test_a_year_of_a_thousand_series_is_soon_known(record_property: Callable[[str, object], None]) -> None:
    series = a_thousand_series()
    rules._offsets.cache_clear()
    begun = machine_time.perf_counter()
    ours(series)
    cold = machine_time.perf_counter() - begun
    warm = best_of(lambda: ours(series))
    dateutil = best_of(lambda: by_dateutil(series))
    plain = best_of(lambda: by_plain_rrule(series))
    some = series[:: SERIES // SLOWER_SERIES]
    calendars = calendars_of(some)
    few = best_of(lambda: ours(some))
    reading = best_of(lambda: by_reading(calendars))
    figures = {
        "ours_cold_ms": round(cold * 1000, 1),
        "ours_ms": round(warm * 1000, 1),
        "rruleset_ms": round(dateutil * 1000, 1),
        "rrule_ms": round(plain * 1000, 1),
        "times_faster_than_reading": round(reading / few, 1),
    }
    for name, value in figures.items():
        record_property(name, value)
    print(figures)  # noqa: T201  the figures are what a benchmark is for
    assert warm <= dateutil, figures
    assert warm <= plain, figures
    assert reading / few >= FASTER_THAN_READING, figures


LONGEST_TIMES_PARSING = 1
"""Reading looks at each line for harm and turns the rules into blocks, in less than another program's parsing."""
MOST_SECONDS = 2
"""Of a processor: for the longest calendar that is read, and for any that is refused."""


def test_the_longest_calendar_is_read_in_good_time(record_property: Callable[[str, object], None]) -> None:
    content = the_longest_calendar()
    parsing = best_of(lambda: len(list(icalendar.Calendar.from_ical(content).walk())))
    whole = best_of(lambda: len(read_calendar(content, "America/New_York").blocks))
    figures = {"reading_ms": round(whole * 1000), "parsing_alone_ms": round(parsing * 1000)}
    for name, value in figures.items():
        record_property(name, value)
    print(figures)  # noqa: T201  the figures are what a benchmark is for
    assert whole <= LONGEST_TIMES_PARSING * parsing, figures
    assert whole < MOST_SECONDS, figures


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_means_harm_is_refused_soon(name: str) -> None:
    begun = machine_time.process_time()
    with pytest.raises(CalendarUnusable):
        read_calendar(BOMBS[name][0], "America/New_York")
    assert machine_time.process_time() - begun < MOST_SECONDS
