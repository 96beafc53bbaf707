"""Why a report could not be read at all: typed facts, from which the screens make a sentence."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from coordinator.errors import InputUnusable


class ReportFault(StrEnum):
    """What is wrong with the file."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_PEOPLE = "too-many-people"
    TOO_MANY_COLUMNS = "too-many-columns"
    LINE_TOO_LONG = "line-too-long"
    IMAGE = "image"
    BINARY = "binary"
    WEB_PAGE = "web-page"
    PASSWORD = "password-protected"  # noqa: S105 - the name of a fault
    DAMAGED = "damaged"
    ENCODING = "encoding"
    UNCLOSED_QUOTE = "unclosed-quote"
    NOT_A_REPORT = "not-a-report"
    NO_ROWS = "no-rows"
    NO_TIMES = "no-times"
    WRONG_DATE = "wrong-date"
    UNKNOWN_COLUMN = "unknown-column"
    UNKNOWN_ZONE = "unknown-zone"


class ReportUnreadable(InputUnusable):
    """The file cannot be used as an attendance report; nothing was changed.

    `row` counts from 1 as a spreadsheet does; `detail` is a format name, a limit or a header the caller gave, never
    the content of a cell.
    """

    def __init__(
        self,
        fault: ReportFault,
        *,
        row: int | None = None,
        column: str | None = None,
        detail: str | None = None,
        found: date | None = None,
        expected: date | None = None,
    ) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.row = row
        self.column = column
        self.detail = detail
        self.found = found
        self.expected = expected
