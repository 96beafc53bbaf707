"""From a CSV or XLSX file to a table of text: headers and numbered rows, within limits."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coordinator.roster.importing.columns import guessed_columns, has_name
from coordinator.roster.importing.faults import RosterFault, RosterFileUnusable
from coordinator.roster.importing.workbook import is_workbook, workbook_tables

MAX_BYTES = 16 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 200
MAX_CELL = 2_000

_HEADER_WITHIN = 15
_DELIMITERS = (",", ";", "\t", "|")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_OTHER_FILES = (b"%PDF", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ\x90\x00", b"SQLite format 3")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = (b"<!doctype html", b"<html", b"<head", b"<?xml")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the file by the number that a spreadsheet shows, with a text for every header."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A roster file as read. `digest` is the SHA-256 of its bytes."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    digest: str
    encoding: str


def read_roster_file(path: Path) -> RosterTable:
    """Read a roster file, whatever its encoding and delimiter; raises `RosterFileUnusable`."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as failure:
        raise RosterFileUnusable(RosterFault.UNREADABLE) from failure
    return read_roster(content)


def read_roster(content: bytes) -> RosterTable:
    """Read the bytes of a roster file; raises `RosterFileUnusable`."""
    _check_kind(content)
    digest = hashlib.sha256(content).hexdigest()
    if is_workbook(content):
        sheets = [list(_within_limits(rows)) for rows in workbook_tables(content)]
        return _best_table([partial(list, sheet) for sheet in sheets], digest, "xlsx")
    text, encoding = _decoded(content)
    readings = [partial(_parsed, text, delimiter) for delimiter in _likely_delimiters(text)]
    return _best_table(readings, digest, encoding)


def _check_kind(content: bytes) -> None:
    """Refuse what is no table, by its first bytes and not by its name."""
    if len(content) > MAX_BYTES:
        raise RosterFileUnusable(RosterFault.TOO_LARGE, detail=str(MAX_BYTES // 1024 // 1024))
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RosterFileUnusable(RosterFault.EMPTY)
    if content.startswith(_IMAGES):
        raise RosterFileUnusable(RosterFault.IMAGE)
    if content.startswith(_OTHER_FILES):
        raise RosterFileUnusable(RosterFault.NOT_A_TABLE)
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise RosterFileUnusable(RosterFault.PASSWORD if locked else RosterFault.OLD_WORKBOOK)
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB):
        raise RosterFileUnusable(RosterFault.WEB_PAGE)


def _decoded(content: bytes) -> tuple[str, str]:
    """Give the text and the encoding that it was in; raises `RosterFileUnusable`."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff"), encoding
    raise RosterFileUnusable(RosterFault.ENCODING)


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = content[:2000]
    if start[1::2].count(0) > len(start) // 4:
        return ("utf-16-le",)
    if start[::2].count(0) > len(start) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _likely_delimiters(text: str) -> list[str]:
    """Give the delimiters that the first lines hold, the most frequent first; a comma for a single column."""
    start = text[:20_000]
    present = [delimiter for delimiter in _DELIMITERS if delimiter in start]
    return sorted(present, key=start.count, reverse=True) or [","]


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return list(_within_limits(_records(reader)))


def _records(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 0
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error as failure:
        too_long = "field limit" in str(failure)
        fault = RosterFault.CELL_TOO_LONG if too_long else RosterFault.UNCLOSED_QUOTE
        raise RosterFileUnusable(fault, row=number + 1) from failure


def _within_limits(records: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    filled = 0
    for number, record in enumerate(records, start=1):
        cells = [" ".join(cell.split()) for cell in record]
        while cells and not cells[-1]:
            cells.pop()
        filled += bool(cells)
        if filled > MAX_ROWS + _HEADER_WITHIN:
            raise RosterFileUnusable(RosterFault.TOO_MANY_ROWS, detail=str(MAX_ROWS))
        if len(cells) > MAX_COLUMNS:
            raise RosterFileUnusable(RosterFault.TOO_MANY_COLUMNS, row=number, detail=str(MAX_COLUMNS))
        if any(len(cell) > MAX_CELL for cell in cells):
            raise RosterFileUnusable(RosterFault.CELL_TOO_LONG, row=number, detail=str(MAX_CELL))
        yield cells


def _best_table(readings: Iterable[Callable[[], list[list[str]]]], digest: str, encoding: str) -> RosterTable:
    """Give the reading whose header row is understood best; raises `RosterFileUnusable` when none has rows.

    A reading that fails matters only where no other one succeeds: another delimiter may close the quotes.
    """
    best: tuple[tuple[bool, int, int], RosterTable] | None = None
    failure: RosterFileUnusable | None = None
    for reading in readings:
        try:
            table, score = _table(reading(), digest, encoding)
        except RosterFileUnusable as unusable:
            failure = failure or unusable
            continue
        if best is None or score > best[0]:
            best = (score, table)
    if best is None:
        raise failure or RosterFileUnusable(RosterFault.EMPTY)
    if failure is not None and not best[0][0]:
        raise failure
    if not best[1].rows:
        raise RosterFileUnusable(RosterFault.NO_ROWS)
    return best[1]


def _table(records: list[list[str]], digest: str, encoding: str) -> tuple[RosterTable, tuple[bool, int, int]]:
    """Find the header row among the first ones; what stands above it is a title."""
    best_number, best_score = 0, (False, -1, -1)
    for number, cells in enumerate(records[:_HEADER_WITHIN]):
        columns = guessed_columns(cells)
        score = (has_name(columns), len(columns), min(len(cells), 1) - number if not columns else 0)
        if cells and score > best_score:
            best_number, best_score = number, score
    headers = tuple(records[best_number]) if records else ()
    rows = tuple(
        TableRow(number, tuple((cells + [""] * len(headers))[: len(headers)]))
        for number, cells in enumerate(records[best_number + 1 :], start=best_number + 2)
        if cells
    )
    if len(rows) > MAX_ROWS:
        raise RosterFileUnusable(RosterFault.TOO_MANY_ROWS, detail=str(MAX_ROWS))
    return RosterTable(headers, rows, digest, encoding), (best_score[0], best_score[1], len(headers))
