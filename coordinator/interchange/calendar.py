"""The plan as an iCalendar file (RFC 5545) that any calendar program reads: when, and nothing about whom.

A title names no client, and nothing holds a meeting link: a calendar is synchronised to places where neither
may be. Each block is one recurring event whose UID is the block's id; a date that differs is an override of it.
Dates on which clocks change during a session are overrides too, with both instants given in UTC, because RFC 5545
3.8.2.5 and the programs disagree on what a duration across such a change means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur
from sqlmodel import col, func, select

from coordinator import roster, series, sessions
from coordinator.interchange.time_zones import time_zone
from coordinator.series import Block, PlannedSession, Window
from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ExceptionKind, GroupId, SessionStatus

YEARS_AHEAD = 5
"""How far ahead clock changes and closures are written down; the recurrence itself goes on."""
SECONDS = 60
PLANNING = (
    Action.ADD_BLOCK,
    Action.CHANGE_BLOCK,
    Action.REMOVE_BLOCK,
    Action.ADD_CLOSURE,
    Action.REMOVE_CLOSURE,
    Action.SKIP_SESSION,
    Action.MOVE_SESSION,
    Action.RETURN_SESSION,
    Action.CANCEL_SESSION,
    Action.RESTORE_SESSION,
    Action.ADD_SESSION,
    Action.CHANGE_GROUP,
)


class CalendarNames(StrEnum):
    """What an event is called: neutral, or by its group."""

    NONE = "none"
    GROUP = "group"


def calendar(work: UnitOfWork, group_id: GroupId | None = None, *, names: CalendarNames = CalendarNames.NONE) -> bytes:
    """Give the blocks of a group, or of every group, with their exceptions and extra sessions, as a calendar.

    Raises `NotFound`.
    """
    groups = [roster.group(work, group_id)] if group_id is not None else list(roster.groups(work))
    titles = {one.id: one.name if names is CalendarNames.GROUP else "Group session" for one in groups}
    stamp = Stamp(work.now.replace(microsecond=0), _sequence(work))
    today = work.now.date()
    last = date(today.year + YEARS_AHEAD, 12, 31)
    blocks = [one for one in series.blocks(work, group_id) if one.group_id in titles]
    first = min((one.recurrence.from_on for one in blocks), default=today)
    file = Calendar()
    file.add("prodid", "-//Session Coordinator//Group sessions//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    for zone in sorted({one.recurrence.zone for one in blocks}):
        file.add_component(time_zone(zone, first, last))
    for block in blocks:
        begins = max(block.recurrence.from_on, last - timedelta(days=series.LONGEST_WINDOW_DAYS))
        dates = series.planned_of(work, block, Window(begins, last))
        for event in block_events(block, titles[block.group_id], dates, stamp):
            file.add_component(event)
    for event in _extras(work, titles, stamp, Window(today - timedelta(days=366), last)):
        file.add_component(event)
    return bytes(file.to_ical())


class Stamp:
    """What every event says of this export: when it was made, and how often the plan changed before."""

    def __init__(self, at: datetime, sequence: int) -> None:
        self._at, self._sequence = at, sequence

    def event(self, uid: str, title: str) -> Event:
        """Begin an event."""
        event = Event()
        event.add("uid", f"{uid}@session-coordinator.invalid")
        event.add("dtstamp", self._at)
        event.add("sequence", self._sequence)
        event.add("summary", title)
        event.add("class", "PRIVATE")
        return event


def block_events(block: Block, title: str, dates: Sequence[PlannedSession], stamp: Stamp) -> Iterator[Event]:
    """Give the recurring event of a block, and an override for each date that differs. Nothing for no date."""
    first = series.first_date(block.recurrence)
    if first is None:
        return
    zone = ZoneInfo(block.recurrence.zone)
    wall = datetime.combine(first, block.recurrence.starts)
    event = stamp.event(str(block.id), title)
    event.add("dtstart", wall.replace(tzinfo=zone))
    event.add("duration", timedelta(minutes=block.recurrence.minutes))
    event.add("rrule", _rule(block))
    skipped = [one for one in dates if one.exception is ExceptionKind.SKIPPED]
    if skipped:
        event.add("exdate", [_wall_of(block, one).replace(tzinfo=zone) for one in skipped])
    yield event
    for one in dates:
        if one.exception is not ExceptionKind.SKIPPED and _differs(block, one):
            override = stamp.event(str(block.id), title)
            override.add("recurrence-id", _wall_of(block, one).replace(tzinfo=zone))
            override.add("dtstart", one.starts_at)
            override.add("dtend", one.ends_at)
            override.add("status", "CONFIRMED" if one.takes_place else "CANCELLED")
            yield override


def _rule(block: Block) -> vRecur:
    recurrence = block.recurrence
    rule = vRecur(freq="WEEKLY", byday=recurrence.weekday.value[:2].upper(), wkst="MO")
    if recurrence.every_weeks > 1:
        rule["interval"] = recurrence.every_weeks
    if recurrence.until_on is not None:
        end = datetime.combine(recurrence.until_on, recurrence.starts)
        rule["until"] = series.instant_of(end, recurrence.zone)[0]
    return rule


def _wall_of(block: Block, one: PlannedSession) -> datetime:
    return datetime.combine(one.original_on, block.recurrence.starts)


def _differs(block: Block, one: PlannedSession) -> bool:
    """Say whether a reader of the recurrence alone would be wrong about this date."""
    elapsed = (one.ends_at - one.starts_at).total_seconds() / SECONDS
    return (
        not one.takes_place or one.original_starts_at is not None or one.shifted or elapsed != block.recurrence.minutes
    )


def _extras(work: UnitOfWork, titles: dict[GroupId, str], stamp: Stamp, window: Window) -> Iterable[Event]:
    for one in sessions.extra_sessions(work, window.first, window.last):
        if one.group_id in titles:
            event = stamp.event(str(one.id), titles[one.group_id])
            event.add("dtstart", one.starts_at)
            event.add("dtend", one.ends_at)
            event.add("status", "CANCELLED" if one.status is SessionStatus.CANCELLED else "CONFIRMED")
            yield event


def _sequence(work: UnitOfWork) -> int:
    """Give a number that grows with every change of the plan (RFC 5545 3.8.7.4): that of the change in the history."""
    wanted = select(func.max(AuditRow.sequence)).where(col(AuditRow.action).in_(PLANNING))
    return work.rows.exec(wanted).one() or 0
