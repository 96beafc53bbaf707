"""What spreadsheets, browsers and mail programs make of a report: each must read as the report itself did."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import openpyxl

Rows = list[list[str]]
Resave = Callable[[Rows], bytes | None]


def table(
    rows: Rows,
    delimiter: str = ",",
    encoding: str = "utf-8",
    *,
    mark: bytes = b"",
    end: str = "\r\n",
    quoted: bool = False,
) -> bytes:
    """Rows as a text file."""
    stream = io.StringIO()
    csv.writer(
        stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    ).writerows(rows)
    return mark + stream.getvalue().encode(encoding)


def each(change: Callable[[str], str]) -> Resave:
    """Every cell changed in one way."""
    return lambda rows: table([[change(cell) for cell in row] for row in rows])


def in_code_page(codec: str, delimiter: str = ",") -> Resave:
    """A code page, where it has the letters."""

    def save(rows: Rows) -> bytes | None:
        try:
            return table(rows, delimiter, codec)
        except UnicodeEncodeError:
            return None

    return save


def as_lines_in_quotes(rows: Rows) -> bytes | None:
    """Every line in one pair of quotes; a title of two lines does not survive that."""
    lines = []
    for row in rows:
        stream = io.StringIO()
        csv.writer(stream, lineterminator="").writerow(row)
        lines.append('"' + stream.getvalue().replace('"', '""') + '"')
    return None if any("\n" in line for line in lines) else "\r\n".join(lines).encode()


def as_workbook(rows: Rows, above: int = 0, before: int = 0) -> bytes:
    """A workbook of text cells, with blank rows above and blank columns before."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, above + 1):
        for column, text in enumerate(row, before + 1):
            if text:
                cell = sheet.cell(number, column)
                cell.value, cell.data_type = text, "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def padded(rows: Rows) -> bytes:
    """Semicolons, every row as wide as the widest."""
    width = max(map(len, rows))
    return table([row + [""] * (width - len(row)) for row in rows], ";")


def _formula(cell: str) -> str:
    return f'="{cell}"' if cell and '"' not in cell else cell


def _marked(cell: str) -> str:
    return "\u200e" + re.sub(r"([/:.])", "\u200e\\1", cell) if re.match(r"\d+[/.]", cell) else cell


def _isolated(cell: str) -> str:
    return f"\u2066{cell}\u2069" if re.match(r"\d", cell) else cell


def _unbroken(cell: str) -> str:
    return cell.replace(" ", "\u00a0") if re.search(r"\d", cell) else cell


RESAVES: dict[str, Resave] = {
    "UTF-8": table,
    "UTF-8 with a mark": lambda rows: table(rows, mark=b"\xef\xbb\xbf"),
    "UTF-16, tabs": lambda rows: table(rows, "\t", "utf-16-le", mark=b"\xff\xfe", end="\n"),
    "UTF-16, high byte first": lambda rows: table(rows, encoding="utf-16-be", mark=b"\xfe\xff"),
    "UTF-16 without a mark": lambda rows: table(rows, encoding="utf-16-le"),
    "UTF-16 without a mark, high byte first": lambda rows: table(rows, encoding="utf-16-be"),
    "cp1252": in_code_page("cp1252"),
    "cp1252, semicolons": in_code_page("cp1252", ";"),
    "semicolons": lambda rows: table(rows, ";"),
    "tabs": lambda rows: table(rows, "\t"),
    "sep= line": lambda rows: b"sep=;\r\n" + table(rows, ";"),
    "line feeds": lambda rows: table(rows, end="\n"),
    "everything quoted": lambda rows: table(rows, quoted=True),
    "lines in quotes": as_lines_in_quotes,
    "trailing delimiters": lambda rows: table([[*row, "", "", ""] for row in rows]),
    "padded with semicolons": padded,
    "blank lines before": lambda rows: table([[], [], [""], *rows]),
    "rows of commas before": lambda rows: table([*[["", "", "", ""]] * 3, *rows]),
    "blank column before": lambda rows: table([["", *row] for row in rows]),
    "no last line end": lambda rows: table(rows).rstrip(b"\r\n"),
    "formula cells": each(_formula),
    "no-break spaces": each(_unbroken),
    "narrow space before AM": each(lambda cell: re.sub(r" ([AP]M)$", "\u202f\\1", cell)),
    "am in lower case": each(lambda cell: re.sub(r" ([AP]M)$", lambda found: found[0].lower(), cell)),
    "a.m.": each(lambda cell: re.sub(r" ([AP])M$", lambda found: f" {found[1].lower()}.m.", cell)),
    "AM without a space": each(lambda cell: re.sub(r" ([AP]M)$", r"\1", cell)),
    "marks of direction": each(_marked),
    "isolated numbers": each(_isolated),
    "spaces around": each(lambda cell: f"  {cell} " if cell else cell),
    "workbook": as_workbook,
    "workbook, set in": lambda rows: as_workbook(rows, above=2, before=1),
}
