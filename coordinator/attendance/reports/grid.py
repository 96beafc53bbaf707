"""Text to rows: the delimiter is chosen at the table's own header, and broken quoting is refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.headers import Aliases, clean, count_known
from coordinator.attendance.reports.report import Limits
from coordinator.attendance.reports.watching import tell

_DELIMITERS = ("\t", ";", ",")
_HEADER_SEARCH = 40
_MOST_LINES_IN_A_ROW = 8
_SIGNS_IN_A_ROW = 3
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
CUT = 0.2
"""The share of a reading that goes by until a text is cut into cells."""
_TOLD_EACH = 500
_MOST_COLUMNS, _MOST_CELLS, _MOST_KEPT = 400, 2_500_000, 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts from 1 as a spreadsheet does, blank rows included."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether the row is only a separator, such as `,,,,`."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file, their cells cleaned, and for text files the text they came from and its delimiter."""

    rows: tuple[Row, ...]
    text: str = field(default="", repr=False)
    name: str = ""
    delimiter: str = ","

    @property
    def head(self) -> tuple[Row, ...]:
        """The rows among which a header is searched."""
        return self.rows[:_HEADER_SEARCH]


def check_signs(text: str, known: Aliases) -> None:
    """Refuse a text with signs that no table has, such as NUL, with the row and the column they stand in."""
    found = _CONTROLS.search(text)
    if found is None:
        return
    lines = [line.rstrip("\r\n") for line in islice(lines_of(text), _HEADER_SEARCH)]
    count, delimiter = best_header(lines, known)
    headers = (cells for line in lines if count_known(cells := split_line(line, delimiter), known) == count)
    header = next(headers, []) if count > 1 else []
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    place = max(1, len(split_line(before, delimiter)))
    column = clean(header[place - 1]) if place <= len(header) else str(place)
    row = text.count("\n", 0, found.start()) + 1
    raise ReportUnreadable(ReportFault.DAMAGED, row=row, column=column, detail="control characters")


def rows_of(text: str, known: Aliases, limits: Limits, name: str) -> Grid:
    """Split a text file into rows; raises `ReportUnreadable` for a line, a field or a table beyond the limits."""
    lines = head_lines(text, limits)
    delimiter = _delimiter(lines, known)
    return grid_of(_unwrapped_records(text, delimiter, limits), name, text, delimiter)


def _unwrapped_records(text: str, delimiter: str, limits: Limits) -> Iterator[Sequence[str]]:
    for number, cells in _records(text, delimiter, limits):
        # The separator line is kept as a blank row, so that numbers stay.
        is_sign = number == 1 and bool(cells) and cells[0].lower().startswith("sep=")
        yield () if is_sign else _unwrapped(cells, delimiter)


def grid_of(rows: Iterable[Sequence[str]], name: str, text: str = "", delimiter: str = ",") -> Grid:
    """A grid of cleaned cells. Columns that are blank in every row before the first filled one are left out."""
    cleaned: list[Row] = []
    seen: dict[str, str] = {}  # a meeting's columns repeat on every row: each text is kept once
    lead, last_filled, cells = _MOST_COLUMNS, 0, 0
    most = text.count("\n") + 1
    for number, row in enumerate(rows, 1):
        if number % _TOLD_EACH == 0:
            tell(CUT * min(1.0, number / most) if text else None)
        made = tuple([seen.get(cell) or seen.setdefault(cell, clean(cell)) for cell in row])
        cleaned.append(Row(number, made))
        cells += len(made)
        if any(made):
            last_filled = number
            lead = min(lead, _lead(made))
        if len(made) > _MOST_COLUMNS or cells > _MOST_CELLS:
            raise ReportUnreadable(ReportFault.TOO_MANY_COLUMNS, row=number, detail=str(_MOST_COLUMNS))
        if len(seen) > _MOST_KEPT:
            seen.clear()
    if lead and last_filled:
        cleaned = [Row(row.number, row.cells[lead:]) for row in cleaned]
    return Grid(tuple(cleaned), text, name, delimiter)


def _lead(cells: Sequence[str]) -> int:
    return next(place for place, cell in enumerate(cells) if cell)


def head_lines(text: str, limits: Limits) -> list[str]:
    """The first physical lines; an endless line is refused here, before anything is split."""
    lines: list[str] = []
    for line in islice(lines_of(text), _HEADER_SEARCH):
        if len(line) > limits.max_line:
            raise ReportUnreadable(ReportFault.LINE_TOO_LONG, row=len(lines) + 1, detail=str(limits.max_line))
        lines.append(line.rstrip("\r\n"))
    return lines


def lines_of(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: a buffer over the text would be four times its size."""
    return (found.group() for found in _LINE.finditer(text))


def best_header(lines: list[str], known: Aliases) -> tuple[int, str]:
    """How many known headers the best line has, and with which delimiter."""
    best = (0, ",")
    for line in lines:
        for delimiter in _DELIMITERS:
            count = count_known(split_line(line, delimiter), known)
            if count > best[0]:
                best = (count, delimiter)
    return best


def _delimiter(lines: list[str], known: Aliases) -> str:
    count, delimiter = best_header(lines, known)
    if count > 1:
        return delimiter
    # No known header: the sign that is found most often decides, and a person maps the columns.
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines))


def split_line(line: str, delimiter: str) -> list[str]:
    """The cells of one line, also of one that stands in a pair of quotes as a whole; none where it is broken."""
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        # A whole line in one pair of quotes is what some spreadsheets write.
        if line.startswith('"') and _is_wrapped(cells, delimiter):
            cells = next(csv.reader([cells[0]], delimiter=delimiter), [])
    except csv.Error:
        return []
    return cells


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(lines_of(text), delimiter=delimiter)
    number, last_line = 0, 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > limits.max_rows:
                raise ReportUnreadable(ReportFault.TOO_MANY_ROWS, row=number, detail=str(limits.max_rows))
            _check_quotes(cells, number, reader.line_num - last_line)
            last_line = reader.line_num
            yield number, tuple(cells)
    except csv.Error as bad:
        opened = list(islice(lines_of(text), last_line, last_line + 1))
        column = str(len(split_line(opened[0], delimiter)) or 1) if opened else None
        is_long = bool(opened) and len(opened[0]) > limits.max_line and '"' not in opened[0]
        fault = ReportFault.LINE_TOO_LONG if is_long else ReportFault.UNCLOSED_QUOTE
        raise ReportUnreadable(fault, row=number + 1, column=column, detail=str(limits.max_line)) from bad


def _check_quotes(cells: list[str], number: int, lines: int) -> None:
    """Refuse a row that swallowed its neighbours because a quotation mark was never closed."""
    if lines > _MOST_LINES_IN_A_ROW:
        place = next((place for place, cell in enumerate(cells, 1) if "\n" in cell), len(cells))
        raise ReportUnreadable(ReportFault.UNCLOSED_QUOTE, row=number, column=str(place))


def _unwrapped(cells: tuple[str, ...], delimiter: str) -> tuple[str, ...]:
    """A row that a spreadsheet put into one pair of quotes, opened again."""
    for sign in ("\t", delimiter):
        if _is_wrapped(cells, sign) and (split := split_line(cells[0], sign)):
            return tuple(split)
    return cells


def _is_wrapped(cells: Sequence[str], sign: str) -> bool:
    """Whether a row is one cell that holds a row. Delimiters may follow it; then a name with a comma is none yet."""
    if not cells or sign not in cells[0]:
        return False
    return len(cells) == 1 or (cells[0].count(sign) >= _SIGNS_IN_A_ROW and not any(cells[1:]))
