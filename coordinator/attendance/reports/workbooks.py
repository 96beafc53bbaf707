"""Workbooks (.xlsx and the old .xls) to rows of text. Sizes are checked before anything is unpacked."""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import IO

from coordinator.attendance.reports.decoding import ZIP
from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.grid import Grid, grid_of
from coordinator.attendance.reports.old_workbooks import extent_of
from coordinator.attendance.reports.report import Limits

_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 1 << 18
_MOST_COLUMNS = 400
_LETTERS = 26
_MOST_CELLS = 2_000_000
_PANIC = "PanicException"
"""What the library raises where it gives up; no subclass of Exception, and nowhere to be imported from."""


def workbook_rows(data: bytes, name: str, limits: Limits) -> Grid:
    """The rows of the first sheet that holds anything, every cell as text, dates as ISO.

    Raises `ReportUnreadable` for archives that are no workbook, damaged or locked workbooks, and sizes over the limit.
    """
    if data.startswith(ZIP):
        _check_archive(data, limits)
    else:
        _check_extent(data, limits)
    try:
        with _quiet():
            rows = _sheet_rows(data, limits)
    except ReportUnreadable:
        raise
    except BaseException as bad:
        if isinstance(bad, Exception) or type(bad).__name__ == _PANIC:
            raise _unreadable(bad, data) from bad
        raise
    if not rows:
        raise ReportUnreadable(ReportFault.EMPTY)
    return grid_of(rows, name)


def _check_extent(data: bytes, limits: Limits) -> None:
    """Refuse an old workbook whose cells reach too far."""
    try:
        rows, columns = extent_of(data)
    except (ValueError, IndexError, struct.error) as bad:
        raise ReportUnreadable(ReportFault.DAMAGED, detail="XLS") from bad
    _check_size(rows, columns, limits)


def _check_size(rows: int, columns: int, limits: Limits) -> None:
    check_height(rows, limits)
    if columns > _MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise ReportUnreadable(ReportFault.TOO_LARGE, row=rows, detail=str(_MOST_CELLS))


def _sheet_rows(data: bytes, limits: Limits) -> list[list[str]]:
    """The cells of the first sheet that holds anything; none where no sheet does. Raises whatever the library does."""
    # Only a workbook needs the library, and a quick start matters for all other files.
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for sheet_name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(sheet_name)
        check_height(sheet.total_height, limits)
        values = sheet.to_python(skip_empty_area=False)
        if any(cell not in ("", None) for row in values for cell in row):
            return [[_text(cell) for cell in row] for row in values]
    return []


def _unreadable(bad: BaseException, data: bytes) -> ReportUnreadable:
    if type(bad).__name__ == "PasswordError":
        return ReportUnreadable(ReportFault.PASSWORD)
    return ReportUnreadable(ReportFault.DAMAGED, detail="XLSX" if data.startswith(ZIP) else "XLS")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the library's own machinery prints about a damaged file away from standard error.

    It writes to the file descriptor itself, from below Python. Where there is no standard error, nothing is to be kept.
    """
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def check_height(rows: int, limits: Limits) -> None:
    """Refuse a sheet of more rows than the limit."""
    if rows > limits.max_rows:
        raise ReportUnreadable(ReportFault.TOO_MANY_ROWS, row=rows, detail=str(limits.max_rows))


def _check_archive(data: bytes, limits: Limits) -> None:
    """Refuse archives that are no workbook, unpack to too much, or claim a sheet of absurd size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
            ValueError, struct.error) as bad:  # fmt: skip
        raise ReportUnreadable(ReportFault.DAMAGED, detail="XLSX") from bad


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if not any(member.filename.startswith("xl/") for member in members):
        raise ReportUnreadable(ReportFault.BINARY, detail="ZIP")
    if sum(member.file_size for member in members) > limits.max_unpacked:
        raise ReportUnreadable(ReportFault.TOO_LARGE, detail=str(limits.max_unpacked // (1024 * 1024)))
    for member in members:
        if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
            with archive.open(member) as sheet:
                _check_cells(sheet, limits)


def _check_cells(sheet: IO[bytes], limits: Limits) -> None:
    tail = b""
    rows = columns = 0
    while chunk := sheet.read(_CHUNK):
        for found in _CELL.finditer(tail + chunk):
            rows = max(rows, int(found[2]))
            columns = max(columns, _column(found[1]))
        tail = chunk[-16:]
        _check_size(rows, columns, limits)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def _text(cell: object) -> str:
    """A cell as the text a CSV of the same sheet would hold, with dates in ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _time_text(cell) if isinstance(cell, datetime | date | time | timedelta) else str(cell)


def _time_text(cell: datetime | date | time | timedelta) -> str:
    if isinstance(cell, timedelta):
        whole = round(cell.total_seconds())
        return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
    if isinstance(cell, datetime):
        # A sheet counts days in fractions, so a second may come back as a hair less.
        return (cell + timedelta(microseconds=500_000)).strftime("%Y-%m-%d %H:%M:%S")
    return cell.isoformat() if isinstance(cell, date) else cell.strftime("%H:%M:%S")
