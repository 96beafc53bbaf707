"""Reads another program's calendar (RFC 5545) and proposes weekly blocks. What cannot be one is said, not guessed.

The file is hostile until read: its size, the length of a line, how deep components lie in one another and how
many events there are have limits, and no recurrence is ever expanded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from coordinator import series
from coordinator.interchange.calendar_facts import (
    CalendarFault,
    CalendarProblem,
    CalendarProblemKind,
    CalendarProposals,
    CalendarUnusable,
    ProposedBlock,
)
from coordinator.interchange.calendar_lines import Line, lines_of, moment_of, number_of, span_of
from coordinator.vocabulary import Weekday

LARGEST_BYTES = 8_000_000
MOST_EVENTS = 5_000
DEEPEST = 4
LONGEST_LINE = 20_000
LONGEST_TITLE = 200
MOST_SKIPPED = 520
LATEST_YEAR = 2200
TEN_YEARS = timedelta(days=3650)
MINUTE = timedelta(minutes=1)
A_WEEK = timedelta(weeks=1)
DAYS = {"MO": Weekday.MON, "TU": Weekday.TUE, "WE": Weekday.WED, "TH": Weekday.THU} | {
    "FR": Weekday.FRI,
    "SA": Weekday.SAT,
    "SU": Weekday.SUN,
}
PLAIN_PARTS = {"FREQ", "INTERVAL", "BYDAY", "WKST", "UNTIL", "COUNT"}
WANTED = frozenset(
    {"BEGIN", "END", "UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
    | {"STATUS"}
)


class _Refused(Exception):
    def __init__(self, kind: CalendarProblemKind, detail: str = "") -> None:
        super().__init__(kind.value)
        self.kind, self.detail = kind, detail


@dataclass(slots=True)
class _Event:
    """The lines of one VEVENT that matter."""

    line: int
    parts: dict[str, list[Line]]

    def first(self, name: str) -> Line | None:
        found = self.parts.get(name)
        return found[0] if found else None

    @property
    def title(self) -> str:
        summary = self.first("SUMMARY")
        return " ".join(summary.text.split())[:LONGEST_TITLE] if summary is not None else ""


def read_calendar(content: bytes, zone: str) -> CalendarProposals:
    """Give the weekly blocks that a calendar file's events could become.

    `zone` is for times that name none, such as UTC or "floating" ones. Raises `CalendarUnusable`, `ZoneUnknown`
    for `zone` itself.
    """
    series.zone_named(zone)
    if len(content) > LARGEST_BYTES:
        raise CalendarUnusable(CalendarFault.TOO_LARGE)
    if not content.strip():
        raise CalendarUnusable(CalendarFault.EMPTY)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CalendarUnusable(CalendarFault.ENCODING) from None
    if "\x00" in text:
        raise CalendarUnusable(CalendarFault.NOT_A_CALENDAR)
    events = list(_events(text))
    changed = Counter(_uid(one) for one in events if "RECURRENCE-ID" in one.parts)
    blocks, problems = [], []
    for event in events:
        if "RECURRENCE-ID" in event.parts:
            continue
        try:
            block, left_out = _block(event, zone)
        except _Refused as refused:
            problems.append(CalendarProblem(refused.kind, event.line, event.title, refused.detail))
            continue
        blocks.append(block)
        if count := changed[_uid(event)]:
            left_out = [*left_out, (CalendarProblemKind.CHANGED_DATES, str(count))]
        problems += [CalendarProblem(kind, event.line, event.title, detail) for kind, detail in left_out]
    return CalendarProposals(tuple(blocks), tuple(problems), len(events))


def _events(text: str) -> Iterator[_Event]:
    nest = _Nest()
    event: _Event | None = None
    count = 0
    for line in lines_of(text, WANTED):
        if len(line.text) > LONGEST_LINE:
            raise CalendarUnusable(CalendarFault.LINE_TOO_LONG, line.number)
        if line.name == "BEGIN":
            nest.enter(line)
            if nest.is_event:
                count += 1
                event = _Event(line.number, {})
        elif line.name == "END":
            if event is not None and nest.is_event:
                yield event
                event = None
            nest.leave(line)
        elif event is not None and nest.is_event:
            event.parts.setdefault(line.name, []).append(line)
        if count > MOST_EVENTS:
            raise CalendarUnusable(CalendarFault.TOO_MANY_EVENTS, line.number)
    nest.close()


class _Nest:
    """Which components are open; refuses what is no calendar, and what lies too deep in itself."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._seen = False

    @property
    def is_event(self) -> bool:
        """Whether the next line belongs to an event itself, and to nothing in it."""
        return self._open[1:] == ["VEVENT"]

    def enter(self, line: Line) -> None:
        self._open.append(line.text.strip().upper())
        if self._open[0] != "VCALENDAR":
            raise CalendarUnusable(CalendarFault.NOT_A_CALENDAR, line.number)
        if len(self._open) > DEEPEST:
            raise CalendarUnusable(CalendarFault.TOO_DEEP, line.number)
        self._seen = True

    def leave(self, line: Line) -> None:
        if not self._open or self._open.pop() != line.text.strip().upper():
            raise CalendarUnusable(CalendarFault.NOT_A_CALENDAR, line.number)

    def close(self) -> None:
        if self._open or not self._seen:
            raise CalendarUnusable(CalendarFault.NOT_A_CALENDAR)


def _block(event: _Event, zone: str) -> tuple[ProposedBlock, list[tuple[CalendarProblemKind, str]]]:
    status = event.first("STATUS")
    if status is not None and status.text.strip().upper() == "CANCELLED":
        raise _Refused(CalendarProblemKind.CANCELLED)
    begins = event.first("DTSTART")
    if begins is None:
        raise _Refused(CalendarProblemKind.TIME_UNREADABLE)
    if begins.parameter("VALUE").upper() == "DATE" or "T" not in begins.text.upper():
        raise _Refused(CalendarProblemKind.ALL_DAY)
    rules = event.parts.get("RRULE", [])
    if not rules:
        raise _Refused(CalendarProblemKind.ONCE)
    if len(rules) > 1:
        raise _Refused(CalendarProblemKind.NOT_WEEKLY)
    wall, own_zone = _wall(begins, zone)
    proposed = ProposedBlock(
        title=event.title,
        weekdays=(),
        starts=wall.time(),
        minutes=_minutes(event, begins, zone),
        zone=own_zone,
        from_on=wall.date(),
        until_on=None,
        every_weeks=1,
        skipped=(),
        line=event.line,
    )
    proposed = _with_rule(proposed, _parts(rules[0]))
    left_out: list[tuple[CalendarProblemKind, str]] = []
    if not begins.parameter("TZID"):
        left_out.append((CalendarProblemKind.NO_ZONE, own_zone))
    if "RDATE" in event.parts:
        left_out.append((CalendarProblemKind.ADDED_DATES, str(len(event.parts["RDATE"]))))
    return replace(proposed, skipped=_skipped(event, proposed)), left_out


def _parts(rule: Line) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in rule.text.upper().strip().rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or name in parts:
            raise _Refused(CalendarProblemKind.RULE_UNREADABLE)
        parts[name.strip()] = value.strip()
    return parts


def _with_rule(proposed: ProposedBlock, parts: dict[str, str]) -> ProposedBlock:
    every = number_of(parts.get("INTERVAL", "1"))
    if every is None or every < 1:
        raise _Refused(CalendarProblemKind.RULE_UNREADABLE)
    daily = parts.get("FREQ") == "DAILY" and every == 1
    if (not daily and parts.get("FREQ") != "WEEKLY") or parts.keys() - PLAIN_PARTS or every > series.MOST_WEEKS_BETWEEN:
        raise _Refused(CalendarProblemKind.NOT_WEEKLY, parts.get("FREQ", "")[:20])
    if every > 1 and parts.get("WKST", "MO") != "MO" and "," in parts.get("BYDAY", ""):
        raise _Refused(CalendarProblemKind.NOT_WEEKLY)  # weeks that begin on another day pair other days
    days = _weekdays(parts.get("BYDAY", ""), proposed.from_on, daily=daily)
    proposed = replace(proposed, weekdays=days, every_weeks=every)
    if "COUNT" in parts:
        return replace(proposed, until_on=_counted(proposed, parts["COUNT"]))
    if "UNTIL" in parts:
        return replace(proposed, until_on=_until(proposed, parts["UNTIL"]))
    return proposed


def _weekdays(text: str, from_on: date, *, daily: bool) -> tuple[Weekday, ...]:
    ordered = sorted(Weekday, key=lambda day: day.number)
    if not text:
        return tuple(ordered) if daily else (ordered[from_on.weekday()],)
    names = {name.strip() for name in text.split(",")}
    if names - DAYS.keys():
        raise _Refused(CalendarProblemKind.NOT_WEEKLY)
    return tuple(day for day in ordered if day in {DAYS[name] for name in names})


def _counted(proposed: ProposedBlock, text: str) -> date:
    """Give the date of the last of so many sessions, over all weekdays together."""
    count = number_of(text)
    if count is None or count < 1:
        raise _Refused(CalendarProblemKind.RULE_UNREADABLE)
    if count > MOST_SKIPPED:
        raise _Refused(CalendarProblemKind.TOO_MANY_SESSIONS, text[:12])
    firsts = sorted(day for one in proposed.recurrences() if (day := series.first_date(one)) is not None)
    rounds, place = divmod(count - 1, len(firsts))
    try:
        return firsts[place] + rounds * proposed.every_weeks * A_WEEK
    except OverflowError:
        raise _Refused(CalendarProblemKind.TIME_UNREADABLE) from None


def _until(proposed: ProposedBlock, text: str) -> date | None:
    """Give the last day; None where it lies more than ten years off, which means no end."""
    at = moment_of(text)
    if at is None:
        raise _Refused(CalendarProblemKind.RULE_UNREADABLE)
    if at.year > LATEST_YEAR:
        return None
    if isinstance(at, datetime) and at.tzinfo is not None:
        at = at.astimezone(series.zone_named(proposed.zone))
    last = at.date() if isinstance(at, datetime) else at
    if isinstance(at, datetime) and at.time() < proposed.starts:
        last -= timedelta(days=1)
    if last < proposed.from_on:
        raise _Refused(CalendarProblemKind.RULE_UNREADABLE)
    return None if last - proposed.from_on > TEN_YEARS else last


def _minutes(event: _Event, begins: Line, zone: str) -> int:
    ends, duration = event.first("DTEND"), event.first("DURATION")
    if ends is not None:
        length = _wall(ends, zone)[0] - _wall(begins, zone)[0]
    elif duration is not None:
        found = span_of(duration.text)
        if found is None:
            raise _Refused(CalendarProblemKind.LENGTH)
        length = found
    else:
        raise _Refused(CalendarProblemKind.LENGTH)
    minutes = length // MINUTE
    if not 1 <= minutes <= series.LONGEST_BLOCK_MINUTES or length % MINUTE:
        raise _Refused(CalendarProblemKind.LENGTH, str(minutes)[:12])
    return minutes


def _wall(line: Line, zone: str) -> tuple[datetime, str]:
    """Give the wall time and the zone that a time is meant in."""
    at = moment_of(line.text)
    if not isinstance(at, datetime) or at.year > LATEST_YEAR:
        raise _Refused(CalendarProblemKind.TIME_UNREADABLE)
    named = line.parameter("TZID")
    if at.tzinfo is not None:
        return at.astimezone(series.zone_named(zone)).replace(tzinfo=None), zone
    if not named:
        return at, zone
    found = _zone(named)
    if found is None:
        raise _Refused(CalendarProblemKind.ZONE_UNKNOWN, named[:60])
    return at, found


def _zone(named: str) -> str | None:
    """Give the IANA name of a zone: as it is, after a vendor's prefix, or for the name that Windows uses."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415  only an import needs it

    parts = [part for part in named.split("/") if part]
    tried = [named, "/".join(parts[-2:]), "/".join(parts[-3:]), WINDOWS_TO_OLSON.get(named, "")]
    for name in tried:
        try:
            series.zone_named(name)
        except series.ZoneUnknown:
            continue
        return name
    return None


def _skipped(event: _Event, proposed: ProposedBlock) -> tuple[date, ...]:
    place = series.zone_named(proposed.zone)
    found = set()
    for text in _listed(event.parts.get("EXDATE", ())):
        at = moment_of(text)
        if at is None or at.year > LATEST_YEAR:
            continue
        if isinstance(at, datetime):
            at = at.astimezone(place).date() if at.tzinfo is not None else at.date()
        found.add(at)
    return tuple(sorted(found))[:MOST_SKIPPED]


def _listed(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield from line.text.split(",")


def _uid(event: _Event) -> str:
    uid = event.first("UID")
    return uid.text.strip() if uid is not None else f"line {event.line}"
