"""Any other table: a person says which column holds what, once per kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import Connection, Extract, Kind, Shape, is_yes, kind_of
from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, clean, normal
from coordinator.attendance.reports.report import Platform

FIELDS: tuple[Field, ...] = (
    Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL, Field.JOIN, Field.LEAVE, Field.DURATION, Field.WAITING,
    Field.ROLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sketch:
    """The first rows of a file as they stand, for a person who maps the columns; `header_row` counts from 1."""

    header_row: int
    headers: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


def sketch(grid: Grid, samples: int = 5) -> Sketch:
    """The likeliest header row (the first with the most filled cells) and the rows below it."""
    rows = [row for row in grid.head if not row.is_blank]
    if not rows:
        raise ReportUnreadable(ReportFault.EMPTY)
    header = max(rows, key=lambda row: sum(bool(cell.strip()) for cell in row.cells))
    below = [row for row in grid.rows[header.number :] if not row.is_blank][:samples]
    cells = (tuple(clean(cell) for cell in row.cells) for row in below)
    return Sketch(header.number, tuple(clean(cell) for cell in header.cells), tuple(cells))


def extract(grid: Grid, mapping: Mapping[str, str]) -> Extract:
    """Read a table by a mapping of its headers to field names.

    Raises `ReportUnreadable`: unknown-column for a header the file does not have or a field that does not exist,
    no-times when neither times nor a duration are mapped.
    """
    fields: dict[str, Field] = {}
    for header, field in mapping.items():
        if field not in {one.value for one in FIELDS}:
            raise ReportUnreadable(ReportFault.UNKNOWN_COLUMN, detail=field)
        fields[normal(clean(header))] = Field(field)
    header_row, columns = _header(grid, fields, mapping)
    if not {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME} & columns.at.keys():
        raise ReportUnreadable(ReportFault.UNKNOWN_COLUMN, detail=Field.NAME.value)
    if not {Field.JOIN, Field.LEAVE, Field.DURATION} & columns.at.keys():
        raise ReportUnreadable(ReportFault.NO_TIMES)
    body = [row for row in grid.rows[header_row.number :] if not row.is_blank]
    return Extract(Platform.OTHER, "columns", tuple(_connection(row, columns) for row in body))


def _header(grid: Grid, fields: Mapping[str, Field], mapping: Mapping[str, str]) -> tuple[Row, Columns]:
    best: set[str] = set()
    for row in grid.head:
        labels = [normal(clean(cell)) for cell in row.cells]
        found = fields.keys() & set(labels)
        if len(found) == len(fields):
            return row, Columns({fields[label]: labels.index(label) for label in found})
        best = max(best, found, key=len)
    missing = next((header for header in mapping if normal(clean(header)) not in best), "")
    raise ReportUnreadable(ReportFault.UNKNOWN_COLUMN, detail=missing)


def _connection(row: Row, columns: Columns) -> Connection:
    cells = row.cells
    name = columns.text(cells, Field.NAME) or " ".join(
        part for field in (Field.FIRST_NAME, Field.LAST_NAME) if (part := columns.text(cells, field))
    )
    waiting = is_yes(columns.text(cells, Field.WAITING))
    has_times = Field.JOIN in columns or Field.LEAVE in columns
    return Connection(
        row.number, name, columns.text(cells, Field.EMAIL), columns.text(cells, Field.JOIN),
        columns.text(cells, Field.LEAVE), read_duration(columns.text(cells, Field.DURATION)),
        Kind.WAITING if waiting else kind_of(name, columns.text(cells, Field.ROLE)),
        Shape.INTERVAL if has_times else Shape.TOTAL,
    )  # fmt: skip
