"""The shape of a composed document: finished sentences and plain geometry, the same for paper and web.

`composition.compose` makes it; the Typst template and the web page lay it out without deciding anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Drawing(StrEnum):
    """How the three hour cells of one session are drawn."""

    ATTENDED = "attended"
    CROSSED = "crossed"
    HATCHED = "hatched"
    DOTTED = "dotted"
    DASHED = "dashed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line of the head of the page, or a figure with its caption."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """One session of one client. `start` and `end` are in cells, 0 to 3; a tick marks an edge that was missed.

    `says` is the whole cell in words, for those who do not see it.
    """

    drawing: Drawing
    start: float
    end: float
    tick_start: bool
    tick_end: bool
    letter: str
    says: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Hours toward the goal: solid group time, outlined individual time, a line at the goal, unless that is 0."""

    group_hours: float
    individual_hours: float
    goal_hours: float
    says: str


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One client's line of the attendance table."""

    client: str
    code: str
    blocks: tuple[Block, ...]
    group: str
    elsewhere: str
    individual: str
    bar: Bar
    total: str
    below: bool
    notes: str


@dataclass(frozen=True, slots=True)
class AttendanceTable:
    """The main table. `goal_label` is empty when the clients' goals differ, `elsewhere` where nobody has any."""

    caption: str
    client: str
    code: str
    days: tuple[str, ...]
    group: str
    elsewhere: str
    individual: str
    total: str
    notes: str
    goal_label: str
    goal_hours: float
    scale_hours: float
    rows: tuple[AttendanceRow, ...]


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sample block beside its name."""

    block: Block | None
    text: str


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of words. `weights` name the emphasis of each column: plain, medium, strong or muted."""

    heading: str
    columns: tuple[str, ...]
    weights: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """A signed note in full."""

    heading: str
    signed: str
    sections: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands at the foot of every page. `page_of` still holds {page} and {pages}."""

    confidential: str
    notice: str
    number: str
    page_of: str


@dataclass(frozen=True, slots=True)
class ComposedSummary:
    """A whole document in words.

    `statement` is the notice that goes with records of a part 2 program, `consent` explains
    the consent that lets them go, `details` are the tables beside attendance. `alone` says that it is about one client.
    """

    language: str
    region: str
    paper: str
    alone: bool
    file_title: str
    title: str
    subtitle: str
    running_head: str
    clinic: str
    clinic_lines: tuple[str, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Fact, ...]
    attendance: AttendanceTable
    legend: tuple[LegendItem, ...]
    below: TextTable | None
    sessions: TextTable | None
    signature: str
    signature_line: str
    remarks: tuple[str, ...]
    details: tuple[TextTable, ...]
    note_remark: str
    note_status: TextTable | None
    notes_heading: str
    notes: tuple[PrintedNote, ...]
    consent: Fact | None
    statement: Fact | None
    footer: Footer
