"""The block of three hour cells: what it draws for a mark, and what it says to those who do not see it.

The filled length is the time attended, so the shape alone carries the meaning, in greyscale too.
"""

from __future__ import annotations

from coordinator.summaries.document import BlockCell, ClientLine
from coordinator.summaries.page import Block, Drawing, LegendItem
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import AttendanceLabel

CELLS = 3

_DRAWINGS = {
    AttendanceLabel.ABSENT: Drawing.CROSSED,
    AttendanceLabel.EXCUSED: Drawing.HATCHED,
    AttendanceLabel.CANCELLED: Drawing.DOTTED,
    AttendanceLabel.UNMARKED: Drawing.DASHED,
    AttendanceLabel.NOT_EXPECTED: Drawing.EMPTY,
}
_LATE = {AttendanceLabel.LATE, AttendanceLabel.LATE_AND_LEFT_EARLY}
_LEFT_EARLY = {AttendanceLabel.LEFT_EARLY, AttendanceLabel.LATE_AND_LEFT_EARLY, AttendanceLabel.REMOVED}

# The kinds every reader is told about, and those explained only where they occur.
_ALWAYS_EXPLAINED = (
    AttendanceLabel.PRESENT,
    AttendanceLabel.LATE,
    AttendanceLabel.LEFT_EARLY,
    AttendanceLabel.ABSENT,
    AttendanceLabel.EXCUSED,
    AttendanceLabel.CANCELLED,
)
_EXPLAINED_WHERE_MET = (AttendanceLabel.REMOVED, AttendanceLabel.UNMARKED, AttendanceLabel.NOT_EXPECTED)
_LETTERED_IN_LEGEND = (
    AttendanceLabel.LATE,
    AttendanceLabel.LEFT_EARLY,
    AttendanceLabel.ABSENT,
    AttendanceLabel.EXCUSED,
    AttendanceLabel.REMOVED,
    AttendanceLabel.UNMARKED,
)
_SAMPLE_MISSED_MINUTES = 45
_SAMPLE_PLANNED_MINUTES = 180


def block_of(cell: BlockCell, day: str, wording: Wording) -> Block:
    """The drawing of one cell. A late arrival of unknown length shows its tick and no missing length."""
    late, left_early = cell.label in _LATE, cell.label in _LEFT_EARLY
    start = _cells(cell.arrived_late_minutes, cell.planned_minutes) if late else 0.0
    end = CELLS - (_cells(cell.left_early_minutes, cell.planned_minutes) if left_early else 0.0)
    letter = "" if cell.label is AttendanceLabel.PRESENT else wording.choose("letter", cell.label.value)
    return Block(
        drawing=_DRAWINGS.get(cell.label, Drawing.ATTENDED),
        start=start,
        end=max(start, end),
        tick_start=late,
        tick_end=left_early,
        letter="" if cell.label is AttendanceLabel.CANCELLED else letter,
        says=_says(cell, day, wording),
    )


def legend(lines: tuple[ClientLine, ...], wording: Wording, *, individual: bool) -> tuple[LegendItem, ...]:
    """The key to the drawings: the usual kinds, then unusual ones that occur, then individual time."""
    met = {cell.label for line in lines for cell in line.cells}
    labels = [*_ALWAYS_EXPLAINED, *(label for label in _EXPLAINED_WHERE_MET if label in met)]
    items = [LegendItem(_sample(label, wording), _name(label, wording)) for label in labels]
    if individual:
        items.append(LegendItem(None, wording.say("legend_individual")))
    return tuple(items)


def _sample(label: AttendanceLabel, wording: Wording) -> Block:
    cell = BlockCell(
        label,
        _SAMPLE_PLANNED_MINUTES,
        arrived_late_minutes=_SAMPLE_MISSED_MINUTES,
        left_early_minutes=_SAMPLE_MISSED_MINUTES,
    )
    return block_of(cell, "", wording)


def _name(label: AttendanceLabel, wording: Wording) -> str:
    name = wording.choose("label", label.value)
    if label not in _LETTERED_IN_LEGEND:
        return name
    return wording.say("legend", letter=wording.choose("letter", label.value), label=name)


def _cells(minutes: int | None, planned_minutes: int) -> float:
    if not minutes or planned_minutes <= 0:
        return 0.0
    return min(1.0, minutes / planned_minutes) * CELLS


def _says(cell: BlockCell, day: str, wording: Wording) -> str:
    label = wording.choose("label", cell.label.value)
    if _DRAWINGS.get(cell.label) is not None:
        return wording.say("cell_says", day=day, label=label)
    parts = []
    if cell.label in _LATE and cell.arrived_late_minutes is not None:
        parts.append(wording.say("cell_says_late", minutes=cell.arrived_late_minutes))
    if cell.label in _LEFT_EARLY and cell.left_early_minutes is not None:
        parts.append(wording.say("cell_says_left_early", minutes=cell.left_early_minutes))
    if cell.attended_minutes is None:
        parts.append(wording.say("cell_says_unknown"))
        sentence = wording.say("cell_says", day=day, label=label)
    else:
        sentence = wording.say(
            "cell_says_minutes",
            day=day,
            label=label,
            duration=wording.total(cell.attended_minutes),
            planned=wording.total(cell.planned_minutes),
        )
    return wording.say("list_separator").join([sentence, *parts])
