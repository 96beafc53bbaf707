"""The list of clients as columns: name, groups, this week, hours, and the chip that matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from coordinator.roster import GroupLabel, Standing
from coordinator.vocabulary import FlagKind
from ui.attendance_words import block_of, label_words
from ui.block_painter import BlockShape
from ui.clients.facts import ListedClient
from ui.formats import Formats
from ui.roster_words import flag_words, reason_words
from ui.shown_names import ShownNames
from ui.table_model import Column


@dataclass(frozen=True)
class GroupMarks:
    """The bars and short names of a client's groups."""

    colours: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class ChipWords:
    """The one chip that matters. `tone` is "info" or "warn"; `icon` a Lucide name, or empty."""

    words: str
    tone: str
    icon: str = ""


def columns(formats: Formats, names: ShownNames) -> tuple[Column[ListedClient], ...]:
    """Give the five columns of the list."""
    return (
        Column(
            str(QT_TRANSLATE_NOOP("Clients", "Client")),
            text=lambda row: shown_name(row, names),
            spoken=lambda row: spoken(row, names, formats),
            context="Clients",
        ),
        Column(
            str(QT_TRANSLATE_NOOP("Clients", "Group")),
            text=lambda row: marks_of(row).words,
            paint=marks_of,
            context="Clients",
        ),
        Column(
            str(QT_TRANSLATE_NOOP("Clients", "This week")),
            text=week_words,
            paint=lambda row: shapes_of(row) or None,
            context="Clients",
        ),
        Column(
            str(QT_TRANSLATE_NOOP("Clients", "Hours")),
            text=lambda row: hours_of(row, formats),
            sort=lambda row: row.week.hours.credited if row.week else 0,
            paint=lambda _: "textSecondary",
            context="Clients",
        ),
        Column(
            "",
            text=lambda row: chip.words if (chip := chip_of(row, formats)) else "",
            paint=_painted_chip(formats),
            context="Clients",
        ),
    )


def shown_name(row: ListedClient, names: ShownNames) -> str:
    """Give the name, with the ID beside it where two people bear the same one."""
    name = names.of(row.line.name)
    return f"{name} {row.line.code}" if row.line.second_identifier_needed else name


def labels_of(row: ListedClient) -> tuple[GroupLabel, ...]:
    """Give the groups a client is in, or waits for."""
    return row.line.groups or row.line.waiting_for


def marks_of(row: ListedClient) -> GroupMarks:
    """Give what the group column draws."""
    labels = labels_of(row)
    return GroupMarks(tuple(label.colour.value for label in labels), " ".join(label.short_code for label in labels))


def shapes_of(row: ListedClient) -> tuple[BlockShape, ...]:
    """Give this week's blocks in order."""
    return tuple(block_of(cell, row.now) for cell in row.week.hours.cells) if row.week else ()


def week_words(row: ListedClient) -> str:
    """Give this week's blocks in words."""
    return ", ".join(label_words(cell.label) for cell in row.week.hours.cells) if row.week else ""


def hours_of(row: ListedClient, formats: Formats) -> str:
    """Give the credited hours of this week, or the last day of a client who was discharged."""
    if row.line.standing is Standing.DISCHARGED and row.line.discharged_on is not None:
        return formats.month_day(row.line.discharged_on, short=True)
    return formats.hours(row.week.hours.credited) if row.week else ""


def chip_of(row: ListedClient, formats: Formats) -> ChipWords | None:
    """Give the one thing about a client that matters most now, or None."""
    line = row.line
    if line.unread_flag is not None:
        icon = "flag" if line.unread_flag is not FlagKind.NO_CONTACT else "ban"
        return ChipWords(flag_words(line.unread_flag), "warn", icon)
    if line.standing is Standing.DISCHARGED:
        return ChipWords(reason_words(line.discharge_reason), "info") if line.discharge_reason else None
    if row.today in {line.starts_on, line.ends_on}:
        first = line.starts_on == row.today
        return ChipWords(_tr("First session today") if first else _tr("Last session today"), "info")
    return _warning_of(row, formats)


def _warning_of(row: ListedClient, formats: Formats) -> ChipWords | None:
    """Give what is missing or will be missed, else when the client starts, or None."""
    line = row.line
    if row.falls_short and row.week is not None:
        words = _tr("Under %1").replace("%1", formats.hours(row.week.hours.goal))
        return ChipWords(words, "warn", "triangle-alert")
    if line.standing is Standing.ACTIVE and line.contact_missing:
        return ChipWords(_tr("No emergency contact"), "warn", "triangle-alert")
    if line.starts_on is not None and line.starts_on > row.today:
        return ChipWords(_tr("Starts %1").replace("%1", formats.month_day(line.starts_on, short=True)), "info")
    return None


def spoken(row: ListedClient, names: ShownNames, formats: Formats) -> str:
    """Give a row as a sentence for screen readers."""
    chip = chip_of(row, formats)
    groups = ", ".join(label.name for label in labels_of(row))
    parts = (shown_name(row, names), groups, week_words(row), hours_of(row, formats), chip.words if chip else "")
    return ". ".join(part for part in parts if part)


def _painted_chip(formats: Formats) -> Callable[[ListedClient], object]:
    return lambda row: chip_of(row, formats)


def _tr(source: str) -> str:
    return QCoreApplication.translate("Clients", source)
