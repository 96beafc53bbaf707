"""Tables in languages that no list of headers knows, recognised by their shape and proved by their own arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.grid import Row
from coordinator.attendance.reports.headers import Columns, Field
from coordinator.attendance.reports.report import DateOrder
from coordinator.attendance.reports.wall_times import read_time

_BRACKETED = re.compile(r"[^()\uff08\uff09]+[(\uff08][^()\uff08\uff09]+[)\uff09]")
_TRIED = 20
_MINUTE = 60
_ENOUGH = 0.8
_FEWEST_COLUMNS = 4
_ANY_DAY = date(2000, 1, 3)


def time_columns(body: Sequence[Row], taken: frozenset[int]) -> tuple[int, int] | None:
    """The two columns that hold dates with times, arrival before departure; None where they are not exactly two."""
    rows = [row.cells for row in body if not row.is_blank][:_TRIED]
    found = [
        index
        for index in range(max(map(len, rows), default=0))
        if index not in taken and _is_dated([cells[index] for cells in rows if index < len(cells)])
    ]
    return (found[0], found[1]) if len(found) == 2 else None  # noqa: PLR2004 - join and leave


def with_times(columns: Columns, body: Sequence[Row]) -> Columns:
    """The columns with arrival and departure added where their headers are in an unknown language."""
    if {Field.JOIN, Field.LEAVE} & columns.at.keys():
        return columns
    found = time_columns(body, frozenset(columns.at.values()))
    return columns if found is None else Columns({**columns.at, Field.JOIN: found[0], Field.LEAVE: found[1]})


def bracketed_header(row: Row, body: Sequence[Row]) -> Columns | None:
    """Zoom's header in an unknown language: `name (…)`, an address, two times, `duration (…)`.

    None unless the minutes of the rows are what their times make, rounded up as Zoom does.
    """
    marked = [index for index, cell in enumerate(row.cells) if _BRACKETED.fullmatch(cell)]
    if len(row.cells) < _FEWEST_COLUMNS or len(marked) < 2:  # noqa: PLR2004 - name and duration
        return None
    name, duration = marked[0], marked[1]
    times = time_columns(body, frozenset((name, duration)))
    if times is None or not name < times[0] < times[1] < duration:
        return None
    at = {Field.NAME: name, Field.JOIN: times[0], Field.LEAVE: times[1], Field.DURATION: duration}
    return _with_email(Columns(at), body) if is_proved(Columns(at), body) else None


def listed_header(row: Row, body: Sequence[Row]) -> Columns | None:
    """Teams' table of intervals in an unknown language: name, arrival, departure, duration, address.

    None unless the durations of the rows are what their times make.
    """
    columns = Columns({Field.NAME: 0, Field.JOIN: 1, Field.LEAVE: 2, Field.DURATION: 3})
    is_header = len(row.cells) >= _FEWEST_COLUMNS and all(row.cells[:4]) and not _is_dated(row.cells[1:3])
    return _with_email(columns, body) if is_header and is_proved(columns, body) else None


def is_proved(columns: Columns, body: Sequence[Row]) -> bool:
    """Whether most rows state the duration that lies between their times, to the minute."""
    rows = [row.cells for row in body if not row.is_blank][:_TRIED]
    fitting = sum(_fits(columns, cells) for cells in rows)
    return fitting > 0 and fitting >= _ENOUGH * len(rows)


def _fits(columns: Columns, cells: Sequence[str]) -> bool:
    stated = read_duration(columns.text(cells, Field.DURATION))
    walls = [read_time(columns.text(cells, field)) for field in (Field.JOIN, Field.LEAVE)]
    if stated is None or not columns.text(cells, Field.NAME):
        return False
    for order in DateOrder:
        ends = [wall.on(order, _ANY_DAY) for wall in walls if wall is not None and wall.parts is not None]
        moments = [end.replace(tzinfo=None) for end in ends if isinstance(end, datetime)]
        if len(moments) == len(walls) and abs((moments[1] - moments[0]).total_seconds() - stated) <= _MINUTE:
            return True
    return False


def _is_dated(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip("-\u2013\u2014")]
    walls = [read_time(cell) for cell in filled]
    return bool(filled) and all(wall is not None and wall.parts is not None for wall in walls)


def _with_email(columns: Columns, body: Sequence[Row]) -> Columns:
    """The columns with the address, which is the one that holds signs of addresses."""
    for row in body[:_TRIED]:
        for index, cell in enumerate(row.cells):
            if "@" in cell and " " not in cell and index not in columns.at.values():
                return Columns({**columns.at, Field.EMAIL: index})
    return columns
