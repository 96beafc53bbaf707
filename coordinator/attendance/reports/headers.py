"""Table headers as people and platforms write them, reduced to one form and translated to fields."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coordinator.attendance.reports.watching import tell


class Field(StrEnum):
    """A column that a reader understands."""

    NAME = "name"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    EMAIL = "email"
    UPN = "upn"
    JOIN = "join"
    LEAVE = "leave"
    DURATION = "duration"
    WAITING = "waiting"
    ROLE = "role"
    ACTION = "action"
    TIMESTAMP = "timestamp"
    ATTENDED = "attended"
    STATUS = "status"
    PARTICIPANT = "participant"
    TITLE = "title"
    MEETING_ID = "meeting-id"
    START = "start"
    END = "end"
    MODERATOR = "moderator"
    ROOM = "room"


_FOLD = str.maketrans({"\u2019": "'", "\u00b4": "'", "*": "", '"': ""})


def normal(header: str) -> str:
    """One spelling of a header: NFKC, lower case, single spaces, no space before a bracket, no final colon."""
    if header.isascii():  # most are, and every cell near the top of a file is asked
        folded = header.replace("*", "").replace('"', "").lower()
    else:
        folded = unicodedata.normalize("NFKC", header).translate(_FOLD).casefold()
    return " ".join(folded.split()).removesuffix(":").rstrip().replace(" (", "(")


_DIRECTION_MARKS = (0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SPACES = (0x00A0, 0x2007, 0x2009, 0x202F)
_UNSEEN = {**dict.fromkeys(_DIRECTION_MARKS, ""), **dict.fromkeys(_SPACES, " ")}

Aliases = Mapping[str, Field]


def aliases(table: Mapping[Field, str]) -> dict[str, Field]:
    """Turn `{Field: "one|other"}` into a look-up by normal header."""
    return {normal(label): field for field, labels in table.items() for label in labels.split("|")}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields of one table are; columns are addressed by index because names repeat."""

    at: Mapping[Field, int]

    def __contains__(self, field: Field) -> bool:
        """Whether the table has the field."""
        return field in self.at

    def text(self, cells: Sequence[str], field: Field) -> str:
        """The cleaned text of one field; "" where the column is missing or the row is short."""
        tell()  # every reader asks here, cell by cell
        index = self.at.get(field)
        return clean(cells[index]) if index is not None and index < len(cells) else ""


def columns_of(cells: Sequence[str], known: Aliases, *, start: int = 0, stop: int | None = None) -> Columns:
    """The first column of each known field between two indexes of a header row."""
    at: dict[Field, int] = {}
    for index, cell in enumerate(cells[start:stop], start):
        field = known.get(normal(clean(cell)))
        if field is not None:
            at.setdefault(field, index)
    return Columns(at)


def count_known(cells: Iterable[str], known: Aliases) -> int:
    """How many different fields a row names; two or more make it a table header."""
    return len({known[label] for cell in cells if (label := normal(clean(cell))) in known})


def clean(cell: str) -> str:
    """A cell without the wrapping of spreadsheets: `="2"` and a leading apostrophe; formulas are never evaluated.

    Browsers put marks of writing direction around dates and numbers; they are seen by nobody and are left out.
    """
    text = cell if cell.isascii() else cell.translate(_UNSEEN)
    text = text.strip()
    if text[:2] == '="' and text.endswith('"'):
        text = text[2:-1].replace('""', '"')
    if "\n" in text or "\r" in text:  # a cell is one line, whatever somebody typed into a name
        text = " ".join(text.split())
    if text.startswith("'") and text[1:2] in {"=", "+", "-", "@"}:
        text = text[1:]
    return text.strip()
