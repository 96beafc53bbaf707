"""Zoom's participant reports: the classic and the current portal, webinars, one meeting or many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.extract import (
    Connection,
    Extract,
    Kind,
    RawMeeting,
    Shape,
    instances_of,
    is_total,
    is_yes,
    kind_of,
)
from coordinator.attendance.reports.grid import Grid, Row
from coordinator.attendance.reports.headers import Columns, Field, columns_of, normal
from coordinator.attendance.reports.report import Platform, Rejected, RejectReason
from coordinator.attendance.reports.wall_times import read_time
from coordinator.attendance.reports.zoom_headers import MEETING, people_headers

_FEWEST_CELLS = 2
_BLOCK_SEARCH = 40
_Sections = list[tuple[Row, Columns, Sequence[Row]]]


def extract(grid: Grid) -> Extract | None:
    """Read a Zoom report; None if the file is none."""
    sections = _sections(grid)
    if not sections:
        return None
    first, columns, _ = sections[0]
    if any(Field.ATTENDED in one.at for _, one, _ in sections):
        return _webinar(grid, sections)
    before = _meeting_columns(first, columns)
    found: list[tuple[Connection | Rejected, RawMeeting]] = []
    for header, here, rows in sections:
        block = _block(grid, header)
        for row, meeting in _with_meeting(rows, before, block, several=len(sections) > 1):
            found.append((_connection(_realigned(row, here, header), here), meeting))
    named = instances_of(meeting for _, meeting in found)
    meetings = {named[meeting]: meeting for _, meeting in reversed(found) if named[meeting]}
    shown = _block(grid, first) or next(reversed(meetings.values()), RawMeeting())
    return Extract(
        Platform.ZOOM, _variant(grid, first, columns, before),
        tuple(replace(one, instance=named[meeting]) for one, meeting in found if isinstance(one, Connection)),
        meeting=shown, meetings=tuple(reversed(meetings.items())),
        rejected=tuple(one for one, _ in found if isinstance(one, Rejected)),
    )  # fmt: skip


def _meeting_columns(header: Row, columns: Columns) -> Columns:
    """The meeting's columns: before the people's, and its times wherever a re-save put them."""
    before = columns_of(header.cells, MEETING, stop=columns.at[Field.NAME])
    if Field.TITLE not in before and Field.MEETING_ID not in before:
        return before
    anywhere = columns_of(header.cells, MEETING).at.items()
    return Columns({**{one: place for one, place in anywhere if one in {Field.START, Field.END}}, **before.at})


def _sections(grid: Grid) -> _Sections:
    """Each header with the rows under it, up to the next one's meeting block."""
    headers = people_headers(grid)
    ends = [*(header.number - 1 for header, _ in headers), len(grid.rows)][1:]
    return [
        (header, columns, [row for row in grid.rows[header.number : end] if not row.is_blank])
        for (header, columns), end in zip(headers, ends, strict=True)
    ]


def _with_meeting(
    rows: Sequence[Row], before: Columns, block: RawMeeting | None, *, several: bool
) -> Iterator[tuple[Row, RawMeeting]]:
    """The rows of people with their meeting: named on each row, or by the block above their table."""
    names_it = Field.TITLE in before or Field.MEETING_ID in before
    skip = 0
    for row in rows:
        if skip:
            skip -= 1
        elif _is_block_header(row.cells):
            skip = 1
        elif names_it:
            yield row, _meeting_of(row.cells, before)
        else:
            yield row, block if several and block is not None else RawMeeting()


def _realigned(row: Row, columns: Columns, header: Row) -> Row:
    """A row whose name has a comma that was not quoted: its cells are too many, and its times stand further on."""
    filled = next((place for place in range(len(row.cells), 0, -1) if row.cells[place - 1]), 0)
    extra, name = filled - len(header.cells), columns.at[Field.NAME]
    joined = columns.at.get(Field.JOIN, 0)
    if extra <= 0 or joined <= name or read_time(row.cells[joined]) or read_time(row.cells[joined + extra]) is None:
        return row
    whole = ", ".join(row.cells[name : name + extra + 1])
    return Row(row.number, (*row.cells[:name], whole, *row.cells[name + extra + 1 :]))


def _connection(row: Row, columns: Columns) -> Connection | Rejected:
    cells = row.cells
    if len(cells) <= columns.at[Field.NAME] or len([cell for cell in cells if cell.strip()]) < _FEWEST_CELLS:
        return Rejected(row.number, RejectReason.TOO_FEW_COLUMNS)
    name = columns.text(cells, Field.NAME)
    joined, email = columns.text(cells, Field.JOIN), columns.text(cells, Field.EMAIL)
    if is_total(name) and not joined and not email:
        return Rejected(row.number, RejectReason.TOO_FEW_COLUMNS)
    kind = Kind.WAITING if is_yes(columns.text(cells, Field.WAITING)) else kind_of(name)
    return Connection(
        row.number, name, columns.text(cells, Field.EMAIL),
        columns.text(cells, Field.JOIN), columns.text(cells, Field.LEAVE),
        read_duration(columns.text(cells, Field.DURATION)), kind,
        Shape.INTERVAL if Field.JOIN in columns else Shape.TOTAL,
    )  # fmt: skip


def _meeting_of(cells: Sequence[str], columns: Columns) -> RawMeeting:
    return RawMeeting(
        columns.text(cells, Field.TITLE), columns.text(cells, Field.MEETING_ID),
        columns.text(cells, Field.START), columns.text(cells, Field.END),
        read_duration(columns.text(cells, Field.DURATION)),
    )  # fmt: skip


def _block(grid: Grid, header: Row) -> RawMeeting | None:
    """The meeting block above the table: a header row with the topic, and the row under it."""
    above = grid.rows[max(0, header.number - _BLOCK_SEARCH) : header.number - 1]
    for index in range(len(above) - 2, -1, -1):
        if _is_block_header(above[index].cells):
            return _meeting_of(above[index + 1].cells, columns_of(above[index].cells, MEETING))
    return None


def _is_block_header(cells: Sequence[str]) -> bool:
    columns = columns_of(cells, MEETING)
    return Field.TITLE in columns and (Field.MEETING_ID in columns or Field.START in columns)


def _variant(grid: Grid, header: Row, columns: Columns, before: Columns) -> str:
    labels = list(header.cells)
    lowered = {normal(label) for label in labels}
    name = labels[columns.at[Field.NAME]]
    if Field.TITLE in before:
        return "Z5b" if normal(name) == "user name" or "user name" in lowered else "Z5"
    if normal(name) == "user name":
        return "Z6"
    if Field.JOIN not in columns:
        return "Z3"
    # The current portal writes "Email" where the classic one wrote "User Email", whatever a re-save made of the case.
    if "(original name)" in name or (Field.EMAIL in columns and normal(labels[columns.at[Field.EMAIL]]) == "email"):
        return "Z4"
    return "Z2" if _block(grid, header) is not None else "Z1"


def _webinar(grid: Grid, sections: _Sections) -> Extract:
    """Stacked sections, each with its own header; people who did not come are `No` with `--` and no presence."""
    connections: list[Connection] = []
    rejected: list[Rejected] = []
    for header, columns, rows in sections:
        above = grid.rows[header.number - 2].cells if header.number > 1 else ()
        is_host = any(normal(cell) == "host details" for cell in above)
        for row in rows:
            if len(row.cells) <= columns.at[Field.NAME] or _is_heading(row):
                continue
            if Field.ATTENDED in columns and not is_yes(columns.text(row.cells, Field.ATTENDED)):
                continue
            found = _connection(row, columns)
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                connections.append(replace(found, kind=Kind.HOST) if is_host else found)
    meeting = _block(grid, sections[0][0]) or RawMeeting()
    return Extract(Platform.ZOOM, "Z7", tuple(connections), meeting=meeting, rejected=tuple(rejected))


def _is_heading(row: Row) -> bool:
    return sum(bool(cell) for cell in row.cells) == 1
