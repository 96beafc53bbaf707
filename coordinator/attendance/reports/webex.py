"""Webex participant reports: tab-separated, times as formula cells, breakout rooms as further rows of a person."""

from __future__ import annotations

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Connection, Extract, RawMeeting, instances_of, kind_of
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, aliases, columns_of
from coordinator.attendance.reports.report import Platform

HEADERS = aliases({
    Field.TITLE: "Meeting Name|Nome da reunião",
    Field.START: "Meeting Start Time|Data de início da reunião",
    Field.END: "Meeting End Time|Data de término da reunião",
    Field.NAME: "Name|Display Name|Nome de exibição",
    Field.FIRST_NAME: "First Name|Nome",
    Field.LAST_NAME: "Last Name|Sobrenome",
    Field.ROLE: "Role|Função",
    Field.EMAIL: "Attendee Email|E-mail do convidado",
    Field.JOIN: "Join Time|Hora da entrada",
    Field.LEAVE: "Leave Time|Hora da saída",
    Field.DURATION: "Attendance Duration|Duração da presença",
    Field.STATUS: "Connection Type|Tipo de conexão",
    Field.ROOM: "Session Name|Nome da sessão",
})  # fmt: skip
_NEEDED = {Field.TITLE, Field.JOIN, Field.LEAVE, Field.DURATION}


def extract(grid: Grid) -> Extract | None:
    """Read a Webex report; None if the file is none."""
    for row in grid.head:
        columns = columns_of(row.cells, HEADERS)
        if columns.at.keys() >= _NEEDED and (Field.NAME in columns or Field.FIRST_NAME in columns):
            return _table(grid, row, columns)
    return None


def _table(grid: Grid, header: Row, columns: Columns) -> Extract:
    body = [row for row in grid.rows[header.number :] if not row.is_blank]
    told = [_meeting(row, columns) for row in body]
    named = instances_of(told)
    meetings = {name: meeting for meeting, name in reversed(named.items())}
    connections = tuple(
        _connection(row, columns, named[meeting]) for row, meeting in zip(body, told, strict=True)
    )  # fmt: skip
    variant = "W2" if Field.ROOM in columns or Field.LAST_NAME in columns else "W1"
    first = told[0] if told else RawMeeting()
    return Extract(Platform.WEBEX, variant, connections, meeting=first, meetings=tuple(reversed(meetings.items())))


def _meeting(row: Row, columns: Columns) -> RawMeeting:
    title, start, end = (columns.text(row.cells, field) for field in (Field.TITLE, Field.START, Field.END))
    return RawMeeting(title, "", start, end)


def _connection(row: Row, columns: Columns, meeting: str) -> Connection:
    cells = row.cells
    name = " ".join(columns.text(cells, Field.NAME).split()) or " ".join(
        part for field in (Field.FIRST_NAME, Field.LAST_NAME) if (part := columns.text(cells, field))
    )
    return Connection(
        row.number, name, columns.text(cells, Field.EMAIL), columns.text(cells, Field.JOIN),
        columns.text(cells, Field.LEAVE), read_duration(columns.text(cells, Field.DURATION)),
        kind_of(name, columns.text(cells, Field.ROLE)), instance=meeting,
    )  # fmt: skip
