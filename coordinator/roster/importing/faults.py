"""Why a roster file cannot be used at all, and why a plan cannot be carried out yet."""

from __future__ import annotations

from enum import StrEnum

from coordinator.errors import InputUnusable, RuleViolation


class RosterFault(StrEnum):
    """What is wrong with the file as a whole."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    CELL_TOO_LONG = "cell-too-long"
    IMAGE = "image"
    NOT_A_TABLE = "not-a-table"
    WEB_PAGE = "web-page"
    OLD_WORKBOOK = "old-workbook"
    PASSWORD = "password-protected"  # noqa: S105  the name of a fault
    DAMAGED = "damaged"
    ENCODING = "encoding"
    UNCLOSED_QUOTE = "unclosed-quote"
    NO_ROWS = "no-rows"
    NO_NAME_COLUMN = "no-name-column"
    UNKNOWN_HEADER = "unknown-header"
    HEADER_TWICE = "header-twice"


class RosterFileUnusable(InputUnusable):
    """The file cannot be used as a roster; nothing was changed.

    `row` counts from 1 as a spreadsheet does. `detail` is a limit, a kind of file or a header that the caller
    gave, never the content of a cell.
    """

    def __init__(self, fault: RosterFault, *, row: int | None = None, detail: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.row = row
        self.detail = detail


class ImportUndecided(RuleViolation):
    """Some rows of the plan still need a choice; `rows` are their numbers, `date_order` says if dates are open."""

    def __init__(self, rows: tuple[int, ...], *, date_order: bool) -> None:
        super().__init__(f"{len(rows)} rows")
        self.rows = rows
        self.date_order = date_order


class NothingToImport(RuleViolation):
    """Every row of the file is left out."""
