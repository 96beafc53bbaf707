"""BigBlueButton: the learning dashboard's CSV and JSON, the recording events and their CSV export."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Connection, Extract, Kind, RawMeeting, Shape, kind_of
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, clean, columns_of, normal
from coordinator.attendance.reports.meet import day_of_name
from coordinator.attendance.reports.report import DateOrder, Platform
from coordinator.attendance.reports.wall_times import read_time

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
_TRIED = 10
_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}")


def extract(grid: Grid) -> Extract | None:
    """Read a dashboard or events CSV; None if the file is none."""
    for row in grid.head:
        columns = columns_of(row.cells, HEADERS)
        labels = {normal(clean(cell)) for cell in row.cells}
        if {"talk_time", "poll_votes"} & labels and columns.at.keys() >= HEADERS_NEEDED:
            return _exported(grid, row, columns)
        named = grid.name.casefold().startswith(_FILE_NAME) and all(row.cells[:_DASHBOARD_FIELDS])
        if ("activity score" in labels or named) and len(row.cells) >= _DASHBOARD_FIELDS:
            return _dashboard(grid, row)
        below = grid.rows[row.number : row.number + _TRIED]
        if len(row.cells) >= _DASHBOARD_FIELDS and not row.is_blank and any(map(_is_dashboard_row, below)):
            return _dashboard(grid, row)
    return None


def _is_dashboard_row(row: Row) -> bool:
    """Whether a row is the dashboard's, whatever language its header is in: a yes or no, a time, a clock duration."""
    if len(row.cells) < _DASHBOARD_FIELDS or row.cells[1].casefold() not in {"true", "false"}:
        return False
    wall = read_time(row.cells[_DASHBOARD[Field.JOIN]])
    return wall is not None and _CLOCK.fullmatch(row.cells[_DASHBOARD[Field.DURATION]]) is not None


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
    """Rows of well-formed lines as they are; others are cut at the quoted delimiters, as the dashboard wrote them."""
    lines = grid.text.splitlines()
    for row in grid.rows[after:]:
        line = lines[row.number - 1].strip() if row.number <= len(lines) else ""
        cells = row.cells
        if line.startswith('"') and not _is_well_formed(line, grid.delimiter):
            bare = line.rstrip(grid.delimiter).removeprefix('"').removesuffix('"')
            cells = tuple(clean(cell) for cell in bare.split(f'"{grid.delimiter}"'))
        if len(cells) >= _DASHBOARD_FIELDS:
            yield row.number, cells


def _is_well_formed(line: str, delimiter: str) -> bool:
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _connection(number: int, cells: Sequence[str], columns: Columns) -> Connection:
    name = columns.text(cells, Field.NAME)
    moderator = columns.text(cells, Field.MODERATOR).casefold() in {"true", "yes", "1"}
    return Connection(
        number, name, "", columns.text(cells, Field.JOIN), columns.text(cells, Field.LEAVE),
        read_duration(columns.text(cells, Field.DURATION), bare_unit=1), Kind.HOST if moderator else kind_of(name),
        Shape.SPAN,
    )  # fmt: skip
