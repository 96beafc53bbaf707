"""A zone's clock changes as a VTIMEZONE (RFC 5545 3.6.5), from the zone database and exact to the second."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

A_DAY = timedelta(days=1)


def time_zone(name: str, first: date, last: date) -> Timezone:
    """Give a zone with its changes from a year before `first` through `last`, both in UTC.

    Each kind of change is one component with its onsets, told by the clock that ended (TZOFFSETFROM).
    """
    zone = ZoneInfo(name)
    begins = datetime.combine(first - timedelta(days=366), time(), UTC)
    component = Timezone()
    component.add("tzid", name)
    kinds: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    start = begins.astimezone(zone)
    offset = start.utcoffset() or timedelta()
    at_first = (offset, offset, start.tzname() or name, _is_summer(start))
    kinds[at_first] = [start.replace(tzinfo=None)]
    for at in changes(name, first.year - 1, last.year):
        if at > begins:
            after = at.astimezone(zone)
            before = (at - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
            kind = (before, after.utcoffset() or timedelta(), after.tzname() or name, _is_summer(after))
            kinds.setdefault(kind, []).append((at + before).replace(tzinfo=None))
    for (before, after_offset, label, summer), onsets in kinds.items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("dtstart", onsets[0])
        if onsets[1:]:
            part.add("rdate", onsets[1:])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after_offset)
        part.add("tzname", label)
        component.add_component(part)
    return component


def _is_summer(at: datetime) -> bool:
    return (at.dst() or timedelta()) > timedelta()  # Dublin calls its winter the exception, with less than nothing


@lru_cache(maxsize=128)
def changes(name: str, first_year: int, last_year: int) -> tuple[datetime, ...]:
    """Give the instants (UTC) at which a zone's offset changes from one year through another."""
    zone = ZoneInfo(name)
    found = []
    at = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    here = at.astimezone(zone).utcoffset()
    while at < end:
        following = at + A_DAY
        there = following.astimezone(zone).utcoffset()
        if there != here:
            found.append(_change_between(zone, at, following))
        at, here = following, there
    return tuple(found)


def _change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Give the first second with the offset of `after`."""
    changed = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == changed:
            after = middle
        else:
            before = middle
    return after
