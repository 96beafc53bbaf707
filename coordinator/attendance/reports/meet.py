"""Google Meet: the native report and the attendance extensions. Most hold clock times without a date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Connection, Extract, Kind, RawMeeting, Shape, kind_of
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, clean, columns_of, normal
from coordinator.attendance.reports.report import Platform
from coordinator.attendance.reports.wall_times import read_time

HEADERS = aliases({
    Field.FIRST_NAME: "First name",
    Field.LAST_NAME: "Last name",
    Field.NAME: "Full Name|Participant Name|Name",
    Field.EMAIL: "Email",
    Field.DURATION: "Duration|Time in Call|Attended Duration",
    Field.JOIN: "Time joined|First Seen|Attendance Started at|Joined at",
    Field.LEAVE: "Time exited|Attendance Stopped at|Left at",
    Field.STATUS: "Status",
    Field.MEETING_ID: "Meeting code",
})  # fmt: skip
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)")
_US_DAY = re.compile(r"(?<!\d)(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)")
_CODE = re.compile(r"\b[a-z]{3}-[a-z]{4}-[a-z]{3}\b")
_STATED_AT = re.compile(r"^\W*(?P<what>created on|ended on|meeting code)\W+(?P<value>.+)$")
_CLASS = re.compile(r"^\W*attendance for:\s*(?P<title>.*) on (?P<day>\d{4}-\d{2}-\d{2})\W*$", re.IGNORECASE)
_SEGMENT = re.compile(r"(?P<h>\d{1,2}):(?P<m>\d{1,2})\s*\((?P<minutes>\d{1,4})\s*min\)(?:\s*\[[\d:]+\])?")
_MINUTE, _SECONDS = 60, 5


def extract(grid: Grid) -> Extract | None:
    """Read a Meet report; None if the file is none."""
    if (classroom := _classroom(grid)) is not None:
        return classroom
    for row in grid.head:
        columns = columns_of(row.cells, HEADERS)
        labels = {normal(clean(cell)) for cell in row.cells}
        for signature, variant, shape, tolerance in _VARIANTS:
            if signature <= labels:
                return _table(grid, row, columns, (variant, shape, tolerance))
    return None


_VARIANTS: tuple[tuple[frozenset[str], str, Shape, int], ...] = (
    (frozenset({"first name", "last name", "duration", "time joined"}), "M1", Shape.SPAN, _MINUTE),
    (frozenset({"full name", "first seen", "time in call"}), "M2", Shape.TOTAL, _SECONDS),
    (frozenset({"participant name", "attended duration"}), "M3", Shape.SPAN, _MINUTE),
    (frozenset({"name", "joined at", "time in call"}), "M4", Shape.SPAN, _MINUTE),
)


def _table(grid: Grid, header: Row, columns: Columns, kind: tuple[str, Shape, int]) -> Extract:
    variant, shape, tolerance = kind
    body = [row for row in grid.rows[header.number :] if not row.is_blank]
    connections = tuple(_connection(row, columns, shape) for row in body)
    meeting = _preamble(grid.rows[: header.number - 1])
    code = meeting.id or next((columns.text(row.cells, Field.MEETING_ID) for row in body), "") or _code(grid.name)
    started = read_time(meeting.starts)
    day = None if started is not None and started.parts is not None else day_of_name(grid.name)
    return Extract(
        Platform.MEET, variant, connections, tolerance=tolerance, long_tolerance=tolerance, day=day,
        meeting=RawMeeting(meeting.title, code, meeting.starts, meeting.ends),
    )  # fmt: skip


def _connection(row: Row, columns: Columns, shape: Shape) -> Connection:
    cells = row.cells
    name = " ".join(columns.text(cells, Field.NAME).split()) or " ".join(
        part for field in (Field.FIRST_NAME, Field.LAST_NAME) if (part := columns.text(cells, field))
    )
    artefact = "(presentation)" in name.casefold()
    return Connection(
        row.number, name, columns.text(cells, Field.EMAIL), columns.text(cells, Field.JOIN),
        columns.text(cells, Field.LEAVE), read_duration(columns.text(cells, Field.DURATION)),
        Kind.ARTEFACT if artefact else kind_of(name), shape,
    )  # fmt: skip


def _preamble(rows: tuple[Row, ...]) -> RawMeeting:
    """`* Meeting code: …`, `Created on …`, `Ended on …`, in one cell or split over several."""
    said: dict[str, str] = {}
    for row in rows:
        line = " ".join(clean(cell) for cell in row.cells if cell.strip(" *"))
        if found := _STATED_AT.match(normal(line)):
            said[found["what"]] = found["value"].strip(" ,:")
    return RawMeeting("", said.get("meeting code", ""), said.get("created on", ""), said.get("ended on", ""))


def day_of_name(name: str) -> date | None:
    """The date in a file name: ISO, or the extension's month-day-year."""
    orders: tuple[tuple[re.Pattern[str], Callable[[tuple[int, ...]], tuple[int, int, int]]], ...] = (
        (_ISO_DAY, lambda n: (n[0], n[1], n[2])),
        (_US_DAY, lambda n: (n[2], n[0], n[1])),
    )
    for pattern, arrange in orders:
        if found := pattern.search(name):
            try:
                return date(*arrange(tuple(int(part) for part in found.groups())))
            except ValueError:
                continue
    return None


def _code(name: str) -> str:
    found = _CODE.search(name)
    return found.group() if found else ""


def _classroom(grid: Grid) -> Extract | None:
    """One line per person holding `15:34 (14min) [15:47]` for each time seen; minutes are counted from the start."""
    for row in grid.head:
        line = ",".join(row.cells)
        if found := _CLASS.match(line):
            connections = [c for one in grid.rows[row.number :] if not one.is_blank for c in _segments(one)]
            day = date.fromisoformat(found["day"])
            meeting = RawMeeting(found["title"].strip(' "'), _code(grid.name))
            return Extract(Platform.MEET, "M5", tuple(connections), meeting=meeting, day=day)
    return None


def _segments(row: Row) -> list[Connection]:
    cells = [part for cell in row.cells for part in clean(cell).split("\t")]
    name = " ".join(cells[0].split())
    found = [segment for cell in cells[1:] if (segment := _SEGMENT.fullmatch(cell.strip()))]
    if not found:
        return [Connection(row.number, name, kind=kind_of(name))]
    result = []
    for segment in found:
        start = datetime(2000, 1, 1, int(segment["h"]) % 24, int(segment["m"]) % 60)  # noqa: DTZ001 - a clock time
        minutes = int(segment["minutes"])
        result.append(
            Connection(
                row.number, name, "", f"{start:%H:%M}", f"{start + timedelta(minutes=minutes):%H:%M}",
                minutes * _MINUTE, kind_of(name),
            )
        )  # fmt: skip
    return result
