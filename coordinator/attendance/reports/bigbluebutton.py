"""BigBlueButton: the learning dashboard's CSV and JSON, the recording events and their CSV export."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Action, Connection, Event, Extract, Kind, RawMeeting, Shape, kind_of
from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, clean, columns_of, normal
from coordinator.attendance.reports.meet import day_of_name
from coordinator.attendance.reports.report import DateOrder, Platform

HEADERS = aliases({
    Field.NAME: "Name",
    Field.MODERATOR: "Moderator",
    Field.JOIN: "Join",
    Field.LEAVE: "Left",
    Field.DURATION: "Duration",
})  # fmt: skip
_DASHBOARD = {Field.NAME: 0, Field.MODERATOR: 1, Field.JOIN: 9, Field.LEAVE: 10, Field.DURATION: 11}
_DASHBOARD_FIELDS = 12
_FILE_NAME = "learningdashboard_"
_TOLERANCE = 5


def extract(grid: Grid) -> Extract | None:
    """Read a dashboard or events CSV; None if the file is none."""
    for row in grid.head:
        columns = columns_of(row.cells, HEADERS)
        labels = {normal(clean(cell)) for cell in row.cells}
        if {"talk_time", "poll_votes"} & labels and columns.at.keys() >= HEADERS_NEEDED:
            return _exported(grid, row, columns)
        named = grid.name.casefold().startswith(_FILE_NAME)
        if ("activity score" in labels or named) and len(row.cells) >= _DASHBOARD_FIELDS:
            return _dashboard(grid, row)
    return None


HEADERS_NEEDED = {Field.NAME, Field.JOIN, Field.LEAVE, Field.DURATION}


def _exported(grid: Grid, header: Row, columns: Columns) -> Extract:
    body = [row for row in grid.rows[header.number :] if not row.is_blank]
    connections = tuple(_connection(row.number, row.cells, columns) for row in body)
    return Extract(
        Platform.BIGBLUEBUTTON, "B3", connections, tolerance=_TOLERANCE, long_tolerance=_TOLERANCE, order=DateOrder.MDY
    )


def _dashboard(grid: Grid, header: Row) -> Extract:
    """Twelve leading fields by position: the header is localized, and quotes inside a value are not doubled."""
    columns = Columns(_DASHBOARD)
    connections = []
    for number, cells in _loosely_quoted(grid, header.number):
        name = cells[0].strip()
        if name.casefold() != "anonymous":
            connections.append(_connection(number, cells, columns))
    return Extract(
        Platform.BIGBLUEBUTTON, "B1", tuple(connections), tolerance=_TOLERANCE, long_tolerance=_TOLERANCE,
        day=day_of_name(grid.name), meeting=RawMeeting(),
    )  # fmt: skip


def _loosely_quoted(grid: Grid, after: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    lines = grid.text.splitlines() if grid.text else []
    quoted = any(line.startswith('"') for line in lines[after:])
    if not quoted:
        for row in grid.rows[after:]:
            if len(row.cells) >= _DASHBOARD_FIELDS:
                yield row.number, row.cells
        return
    for number, line in enumerate(lines[after:], after + 1):
        cells = tuple(line.strip().strip(",").removeprefix('"').removesuffix('"').split('","'))
        if len(cells) >= _DASHBOARD_FIELDS:
            yield number, cells


def _connection(number: int, cells: Sequence[str], columns: Columns) -> Connection:
    name = columns.text(cells, Field.NAME)
    moderator = columns.text(cells, Field.MODERATOR).casefold() in {"true", "yes", "1"}
    return Connection(
        number, name, "", columns.text(cells, Field.JOIN), columns.text(cells, Field.LEAVE),
        read_duration(columns.text(cells, Field.DURATION), bare_unit=1), Kind.HOST if moderator else kind_of(name),
        Shape.SPAN,
    )  # fmt: skip


def is_structured(text: str) -> bool:
    """Whether a text is JSON or XML rather than a table."""
    return text[:200].lstrip().startswith(("{", "<?xml", "<recording"))


def extract_structured(text: str) -> Extract:
    """Read the dashboard's JSON or the recording's events; raises `ReportUnreadable` when it is another document."""
    return _json(text) if text[:200].lstrip().startswith("{") else _events(text)


def _json(text: str) -> Extract:
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as bad:
        raise ReportUnreadable(ReportFault.DAMAGED, row=getattr(bad, "lineno", None), detail="JSON") from bad
    users = _mapping(_mapping(data).get("users"))
    if not users:
        raise ReportUnreadable(ReportFault.NOT_A_REPORT)
    connections = []
    for number, user in enumerate(map(_mapping, users.values()), 1):
        name = str(user.get("name") or "")
        kind = Kind.HOST if user.get("isModerator") is True else kind_of(name)
        for one in map(_mapping, _mapping(user.get("intIds")).values()):
            sessions = one.get("sessions")
            for session in map(_mapping, sessions) if isinstance(sessions, list) and sessions else [one]:
                joined, left = _epoch(session.get("registeredOn")), _epoch(session.get("leftOn"))
                connections.append(Connection(number, name, "", joined, left, None, kind, utc=True))
    facts = _mapping(data)
    meeting = RawMeeting(
        str(facts.get("name") or ""), str(facts.get("intId") or facts.get("extId") or ""),
        _epoch(facts.get("createdOn")), _epoch(facts.get("endedOn")),
    )  # fmt: skip
    return Extract(Platform.BIGBLUEBUTTON, "B2", tuple(connections), meeting=meeting, tolerance=_TOLERANCE)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _epoch(value: object) -> str:
    """Milliseconds since 1970 in UTC as ISO text; "" for 0, which means "still present"."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        return ""
    try:
        return datetime.fromtimestamp(value / 1000, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return ""


def _events(text: str) -> Extract:
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as bad:
        place = getattr(bad, "position", (None, None))
        raise ReportUnreadable(ReportFault.DAMAGED, row=place[0], detail="XML") from bad
    if root.tag != "recording":
        raise ReportUnreadable(ReportFault.NOT_A_REPORT)
    events, ended = _participant_events(root)
    block = root.find("meeting")
    named = block.get("name", "") if block is not None else ""
    first = next((_at(one) for one in root.iter("event") if _at(one)), "")
    meeting = RawMeeting(named, root.get("meeting_id", ""), first, ended)
    return Extract(Platform.BIGBLUEBUTTON, "B3-events", events=events, meeting=meeting, tolerance=_TOLERANCE)


def _participant_events(root: Element) -> tuple[tuple[Event, ...], str]:
    names: dict[str, tuple[str, Kind]] = {}
    events: list[Event] = []
    ended = ""
    for number, one in enumerate(root.iter("event"), 1):
        at, user = _at(one), one.findtext("userId") or ""
        ended = at or ended
        match one.get("eventname"):
            case "ParticipantJoinEvent":
                name = (one.findtext("name") or "").strip()
                kind = Kind.HOST if one.findtext("role") == "MODERATOR" else kind_of(name)
                names[user] = (name, kind)
                events.append(Event(number, name, Action.JOINED, at, user, utc=True, kind=kind))
            case "ParticipantLeftEvent" if user in names:
                events.append(Event(number, names[user][0], Action.LEFT, at, user, utc=True, kind=names[user][1]))
            case _:
                pass
    return tuple(events), ended


def _at(event: Element) -> str:
    stamp = (event.findtext("timestampUTC") or "").strip()
    return _epoch(int(stamp)) if stamp.isascii() and stamp.isdigit() and len(stamp) < 20 else ""  # noqa: PLR2004 - more digits are no date
