"""XLSX workbooks as text, opened so that a hostile one can do no harm."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from coordinator.roster.importing.faults import RosterFault, RosterFileUnusable

MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 2_000
MAX_COLUMNS = 201
MAX_SHEETS = 20
_ZIP = b"PK\x03\x04"
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    ParseError,
    EOFError,
)


def is_workbook(content: bytes) -> bool:
    """Say whether these are the bytes of a ZIP file, as every XLSX is."""
    return content.startswith(_ZIP)


def workbook_tables(content: bytes) -> Iterator[Iterator[list[str]]]:
    """Give each visible sheet as rows of text; a formula without a stored value comes as its text, "=…".

    Raises `RosterFileUnusable` for a damaged file, one that is no workbook, and one that would unpack to more
    than is reasonable (`MAX_UNPACKED` bytes).
    """
    import openpyxl  # noqa: PLC0415  a tenth of what the screens import, for a file that is read once a year

    _check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of the file that do not matter here
            values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            names = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
            for name in names[:MAX_SHEETS]:
                yield _sheet(values[name], formulas[name])
    except _BROKEN as failure:
        raise RosterFileUnusable(RosterFault.DAMAGED) from failure


def _sheet(values: object, formulas: object) -> Iterator[list[str]]:
    pairs = (_rows(values), _rows(formulas))
    try:
        for shown, typed in zip(*pairs, strict=False):
            yield [_text(cell, formula) for cell, formula in zip(shown, typed, strict=False)]
    except _BROKEN as failure:
        raise RosterFileUnusable(RosterFault.DAMAGED) from failure


def _rows(sheet: object) -> Iterator[tuple[object, ...]]:
    """Give a sheet's rows without trusting the size that the file claims."""
    reset = getattr(sheet, "reset_dimensions", None)
    if reset is not None:
        reset()
    rows = getattr(sheet, "iter_rows", None)
    return iter(()) if rows is None else iter(rows(max_col=MAX_COLUMNS, values_only=True))


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except _BROKEN as failure:
        raise RosterFileUnusable(RosterFault.DAMAGED) from failure
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RosterFileUnusable(RosterFault.TOO_LARGE, detail=str(MAX_UNPACKED // 1024 // 1024))
    if any(part.flag_bits & 1 for part in parts):
        raise RosterFileUnusable(RosterFault.PASSWORD)
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise RosterFileUnusable(RosterFault.NOT_A_TABLE)


def _text(value: object, typed: object) -> str:
    """Give a cell as text: dates in ISO form, whole numbers without a point."""
    if value is None:
        return typed if isinstance(typed, str) and typed.startswith("=") else ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
