"""Random series with exceptions, in every zone whose clocks changed since 2020, against two independent programs."""

from __future__ import annotations

import zoneinfo
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil import rrule, tz
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.interchange.calendar import Stamp, block_events
from coordinator.interchange.time_zones import changes, time_zone
from coordinator.series import Block, DateException, PlannedSession, Recurrence, Segment, Window, planned_sessions
from coordinator.vocabulary import BlockId, ExceptionKind, GroupId, ServiceType, Weekday

RRULE_DAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
NOT_HELD = (ExceptionKind.SKIPPED, ExceptionKind.CANCELLED)
STAMP = Stamp(datetime(2026, 3, 11, tzinfo=UTC), 1)
Series = tuple[Block, dict[date, tuple[DateException, ...]], Window]


@cache
def zones_that_changed() -> tuple[str, ...]:
    """Every zone of the database whose offset changed from 2020 on."""
    every = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
    return tuple(name for name in every if changes(name, 2020, 2027))


@st.composite
def series_with_exceptions(draw: st.DrawFn) -> Series:
    zone = draw(st.sampled_from(zones_that_changed()))
    near = draw(st.sampled_from(changes(zone, 2020, 2027))).date()
    from_on = near - timedelta(days=draw(st.integers(0, 60)))
    minutes = draw(st.sampled_from((45, 120, 180, 240)))
    recurrence = Recurrence(
        draw(st.sampled_from(Weekday)),
        time(draw(st.sampled_from((0, 0, 1, 2, 3, 9, 22, 23))), draw(st.sampled_from((0, 15, 30, 45)))),
        minutes,
        zone,
        from_on,
        draw(st.one_of(st.none(), st.integers(0, 150).map(lambda days: from_on + timedelta(days=days)))),
        draw(st.integers(1, 3)),
    )
    block = Block(
        BlockId(UUID(int=1)), GroupId(UUID(int=2)), recurrence, (Segment(ServiceType.GROUP_THERAPY, minutes),)
    )
    window = Window(from_on, from_on + timedelta(days=150))
    dates = [one.original_on for one in planned_sessions(block, window, {})]
    differing = draw(st.lists(st.sampled_from(dates), unique=True, max_size=4)) if dates else []
    return block, {day: (draw(exceptions(day)),) for day in differing}, window


@st.composite
def exceptions(draw: st.DrawFn, day: date) -> DateException:
    kind = draw(st.sampled_from((*NOT_HELD, ExceptionKind.MOVED)))
    if kind is not ExceptionKind.MOVED:
        return DateException(kind)
    moved = datetime.combine(day, time(), UTC) + timedelta(minutes=15 * draw(st.integers(-3 * 96, 3 * 96)))
    return DateException(kind, starts_at=moved, minutes=draw(st.one_of(st.none(), st.sampled_from((60, 200)))))


def instants(planned: Sequence[PlannedSession]) -> list[tuple[datetime, datetime]]:
    return sorted((one.starts_at, one.ends_at) for one in planned if one.takes_place)


def calendar_of(block: Block, planned: Sequence[PlannedSession], window: Window) -> bytes:
    file = icalendar.Calendar()
    file.add_component(time_zone(block.recurrence.zone, window.first, window.last))
    for event in block_events(block, "Group session", planned, STAMP):
        file.add_component(event)
    return bytes(file.to_ical())


def read_elsewhere(content: bytes, window: Window) -> list[tuple[datetime, datetime]]:
    calendar: Any = icalendar.Calendar.from_ical(content)
    events = recurring_ical_events.of(calendar).between(
        window.first - timedelta(days=7), window.last + timedelta(days=8)
    )
    found = [
        (event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC))
        for event in events
        if event.get("STATUS") != "CANCELLED"
    ]
    return sorted(found)


def check(series: Series) -> None:
    block, differing, window = series
    planned = planned_sessions(block, window, differing)
    recurrence = block.recurrence
    place = tz.gettz(recurrence.zone)
    wanted = rrule.rrule(
        rrule.WEEKLY,
        dtstart=datetime.combine(recurrence.from_on, recurrence.starts),
        interval=recurrence.every_weeks,
        byweekday=RRULE_DAYS[recurrence.weekday.number],
        until=datetime.combine(min(window.last, recurrence.until_on or window.last), time.max),
        wkst=rrule.MO,
    )
    walls = list(wanted)
    assert [one.original_on for one in planned] == [wall.date() for wall in walls]
    for one, wall in zip(planned, walls, strict=True):
        if one.exception is None:
            there = wall.replace(tzinfo=place, fold=0)
            # The documented gap rule: what does not exist moves later by the length of the gap.
            expected = there if tz.datetime_exists(there) else tz.resolve_imaginary(there)
            assert one.starts_at == expected.astimezone(UTC)
    # What the calendar says of dates beyond the window is looked at no further than the window's own dates.
    bounded = planned_sessions(block, Window(window.first, window.last + timedelta(days=30)), differing)
    elsewhere = read_elsewhere(calendar_of(block, bounded, window), window)
    inside = {one for one in instants(bounded) if window.holds(one[0].date())}
    assert {one for one in elsewhere if window.holds(one[0].date())} == inside
    assert len(elsewhere) == len(set(elsewhere))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(series_with_exceptions())
def test_two_other_programs_find_the_same_instants(series: Series) -> None:
    check(series)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(series_with_exceptions())
def test_two_other_programs_find_the_same_instants_ten_thousand_times(series: Series) -> None:
    check(series)


def test_most_zones_of_the_world_that_change_are_among_them() -> None:
    names = set(zones_that_changed())
    assert {"America/New_York", "Africa/Casablanca", "Asia/Beirut", "Australia/Lord_Howe", "America/Havana"} <= names
    assert len(names) > 150
    assert all(ZoneInfo(name) for name in names)
