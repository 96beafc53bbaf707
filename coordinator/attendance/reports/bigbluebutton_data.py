"""BigBlueButton without a table: the learning dashboard's JSON and the recording's events."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from coordinator.attendance.reports.extract import Action, Connection, Event, Extract, Kind, RawMeeting, kind_of
from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.report import Limits, Platform

_TOLERANCE = 5
_DEEPEST = 16
_MOST_NODES = 400_000
_STAMP = re.compile(r"\d{1,19}")
_CREATED = re.compile(r"-(?P<ms>1\d{12})$")


def extract_structured(text: str, limits: Limits) -> Extract:
    """Read the dashboard's JSON or the recording's events; raises `ReportUnreadable` when it is another document."""
    found = _json(text, limits) if text[:200].lstrip().startswith("{") else _recording(text)
    if found.row_count > limits.max_rows:
        raise ReportUnreadable(ReportFault.TOO_MANY_ROWS, row=limits.max_rows + 1, detail=str(limits.max_rows))
    return found


def _json(text: str, limits: Limits) -> Extract:
    if text.count("{") + text.count("[") > _MOST_NODES:  # each becomes an object of Python's, many times its size
        raise ReportUnreadable(ReportFault.TOO_LARGE, detail=str(limits.max_bytes // (1024 * 1024)))
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as bad:
        raise ReportUnreadable(ReportFault.DAMAGED, row=getattr(bad, "lineno", None), detail="JSON") from bad
    facts = _mapping(data)
    users = _mapping(facts.get("users"))
    if not users:
        raise ReportUnreadable(ReportFault.NOT_A_REPORT)
    meeting = RawMeeting(
        str(facts.get("name") or ""), str(facts.get("intId") or facts.get("extId") or ""),
        _epoch(facts.get("createdOn")), _epoch(facts.get("endedOn")),
    )  # fmt: skip
    return Extract(Platform.BIGBLUEBUTTON, "B2", tuple(_connections(users)), meeting=meeting, tolerance=_TOLERANCE)


def _connections(users: Mapping[str, object]) -> Iterator[Connection]:
    for number, user in enumerate(map(_mapping, users.values()), 1):
        name = " ".join(str(user.get("name") or "").split())
        kind = Kind.HOST if user.get("isModerator") is True else kind_of(name)
        for one in map(_mapping, _mapping(user.get("intIds")).values()):
            sessions = one.get("sessions")
            for session in map(_mapping, sessions) if isinstance(sessions, list) and sessions else [one]:
                joined, left = _epoch(session.get("registeredOn")), _epoch(session.get("leftOn"))
                yield Connection(number, name, "", joined, left, None, kind, utc=True)


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


@dataclass(slots=True)
class _Recording:
    """What was heard so far of a recording's events."""

    meeting_id: str = ""
    title: str = ""
    first: str = ""
    last: str = ""
    booted: int | None = None
    names: dict[str, tuple[str, Kind]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def hear(self, number: int, one: Element) -> None:
        """Take one event in."""
        at, user = self._at(one), one.findtext("userId") or ""
        self.first, self.last = self.first or at, at or self.last
        match one.get("eventname"):
            case "ParticipantJoinEvent":
                name = " ".join((one.findtext("name") or "").split())
                kind = Kind.HOST if one.findtext("role") == "MODERATOR" else kind_of(name)
                self.names[user] = (name, kind)
                self.events.append(Event(number, name, Action.JOINED, at, user, utc=True, kind=kind))
            case "ParticipantLeftEvent" if user in self.names:
                name, kind = self.names[user]
                self.events.append(Event(number, name, Action.LEFT, at, user, utc=True, kind=kind))
            case _:
                pass

    def _at(self, one: Element) -> str:
        """The instant: written out, or as milliseconds since the server started, told by the meeting's creation."""
        stamp = (one.findtext("timestampUTC") or "").strip()
        if _STAMP.fullmatch(stamp):
            return _epoch(int(stamp))
        if dated := (one.findtext("date") or "").strip():
            return dated
        since, created = (one.get("timestamp") or "").strip(), _CREATED.search(self.meeting_id)
        if created is None or not _STAMP.fullmatch(since):
            return ""
        self.booted = int(since) if self.booted is None else self.booted
        return _epoch(int(created["ms"]) + int(since) - self.booted)


def _recording(text: str) -> Extract:
    heard = _Recording()
    try:
        _follow(text, heard)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as bad:
        place = getattr(bad, "position", (None, None))
        raise ReportUnreadable(ReportFault.DAMAGED, row=place[0], detail="XML") from bad
    meeting = RawMeeting(heard.title, heard.meeting_id, heard.first, heard.last)
    return Extract(
        Platform.BIGBLUEBUTTON, "B3-events", events=tuple(heard.events), meeting=meeting, tolerance=_TOLERANCE
    )


def _follow(text: str, heard: _Recording) -> None:
    """Read event by event and let go of each, so that a long recording needs little memory."""
    depth, number, root = 0, 0, None
    for what, one in iterparse(io.BytesIO(text.encode()), events=("start", "end"), forbid_dtd=True):
        if what == "start":
            depth += 1
            if root is None:
                root = one
                heard.meeting_id = one.get("meeting_id", "")
                if one.tag != "recording":
                    raise ReportUnreadable(ReportFault.NOT_A_REPORT)
            if depth > _DEEPEST:
                raise ReportUnreadable(ReportFault.DAMAGED, detail="XML")
            continue
        depth -= 1
        if depth != 1 or root is None:
            continue
        if one.tag == "meeting":
            heard.title = one.get("name", "")
        elif one.tag == "event":
            number += 1
            heard.hear(number, one)
        root.clear()
