"""GoToMeeting's attendee sheet: a summary block with the date, then one row per join with clock times."""

from __future__ import annotations

from itertools import pairwise

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Connection, Extract, RawMeeting, kind_of
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, clean, columns_of, normal
from coordinator.attendance.reports.report import Platform

HEADERS = aliases({
    Field.NAME: "Name",
    Field.EMAIL: "Email Address",
    Field.JOIN: "Join Time",
    Field.LEAVE: "Leave Time",
    Field.DURATION: "Time in Session (minutes)",
})  # fmt: skip
_SUMMARY = aliases({
    Field.START: "Meeting Date",
    Field.DURATION: "Meeting Duration",
    Field.MEETING_ID: "Meeting ID",
})  # fmt: skip


def extract(grid: Grid) -> Extract | None:
    """Read a GoToMeeting report; None if the file is none."""
    for row in grid.head:
        columns = columns_of(row.cells, HEADERS)
        if columns.at.keys() >= {Field.NAME, Field.EMAIL, Field.JOIN, Field.DURATION}:
            body = [one for one in grid.rows[row.number :] if not one.is_blank]
            connections = tuple(_connection(one, columns) for one in body)
            return Extract(Platform.GOTO, "G1", connections, meeting=_summary(grid.rows[: row.number - 1]))
    return None


def _connection(row: Row, columns: Columns) -> Connection:
    name = columns.text(row.cells, Field.NAME)
    return Connection(
        row.number, name, columns.text(row.cells, Field.EMAIL), columns.text(row.cells, Field.JOIN),
        columns.text(row.cells, Field.LEAVE), read_duration(columns.text(row.cells, Field.DURATION)), kind_of(name),
    )  # fmt: skip


def _summary(rows: tuple[Row, ...]) -> RawMeeting:
    said = [clean(cell) for row in rows for cell in row.cells if cell.strip()]
    named = (text[: -len(" Attendees")] for text in said if normal(text).endswith(" attendees"))
    title = next(named, said[0] if said else "")
    for row, below in pairwise(rows):
        columns = columns_of(row.cells, _SUMMARY)
        if Field.START in columns:
            return RawMeeting(
                title, columns.text(below.cells, Field.MEETING_ID), columns.text(below.cells, Field.START), "",
                read_duration(columns.text(below.cells, Field.DURATION)),
            )  # fmt: skip
    return RawMeeting(title)
