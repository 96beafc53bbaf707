"""The list of clients as columns, and the two cells that are painted: groups and the chip that matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QModelIndex, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, Qt
from PySide6.QtWidgets import QStyleOptionViewItem

from coordinator.roster import GroupLabel, Standing
from coordinator.vocabulary import FlagKind
from ui.attendance_words import block_of, label_words
from ui.block_painter import BlockShape
from ui.clients.facts import ListedClient
from ui.formats import Formats
from ui.roster_words import flag_words, reason_words
from ui.shapes import crisp_box, draw_icon
from ui.shown_names import ShownNames
from ui.table_model import Column, Role
from ui.widgets import CellDelegate

Index = QModelIndex | QPersistentModelIndex


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


class GroupsDelegate(CellDelegate):
    """Draws a bar for each group, then their short names."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Words are drawn after the bars."""
        super().initStyleOption(option, index)
        if isinstance(index.data(Role.PAINT), GroupMarks):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, the bars, the words."""
        super().paint(painter, option, index)
        marks = index.data(Role.PAINT)
        if not isinstance(marks, GroupMarks):
            return
        painter.save()
        rect, px = QRectF(option.rect), self._theme.px
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        at = 8.0
        for colour in marks.colours:
            left = rect.right() - at - 4 if mirrored else rect.left() + at
            bar = QRectF(left, rect.center().y() - px(8), 4, px(16))
            crisp_box(painter, bar, radius=2, fill=self._theme.colour(f"group.{colour}"))
            at += 8
        at += 4
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("textMuted"))
        room = QRectF(rect.left() + (0 if mirrored else at), rect.top(), rect.width() - at, rect.height())
        words = painter.fontMetrics().elidedText(marks.words, Qt.TextElideMode.ElideRight, int(room.width()))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class ChipDelegate(CellDelegate):
    """Draws a chip as the widget of that name does."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The chip draws its own words."""
        super().initStyleOption(option, index)
        if isinstance(index.data(Role.PAINT), ChipWords):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the chip."""
        super().paint(painter, option, index)
        chip = index.data(Role.PAINT)
        if not isinstance(chip, ChipWords):
            return
        painter.save()
        theme, px, rect = self._theme, self._theme.px, QRectF(option.rect)
        ground, ink = ("warnSoft", "warnText") if chip.tone == "warn" else ("accentSoft", "accentText")
        font = theme.font("captionMedium")
        before = px(7 if chip.icon else 9)
        width = before + QFontMetricsF(font).horizontalAdvance(chip.words) + px(9) + (px(18) if chip.icon else 0)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - 8 - width if mirrored else rect.left() + 8
        box = QRectF(left, rect.center().y() - px(11), min(width + 1, rect.width() - 12), px(22))
        stroke = theme.colour(ink) if theme.high_contrast else None
        crisp_box(painter, box, radius=box.height() / 2, fill=theme.colour(ground), stroke=stroke)
        at = before
        if chip.icon:
            centre = box.right() - at - px(13) / 2 if mirrored else box.left() + at + px(13) / 2
            draw_icon(painter, theme, chip.icon, ink, QPointF(centre, box.center().y()), px(13))
            at += px(18)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        words = box.adjusted(0, 0, -at, 0) if mirrored else box.adjusted(at, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, chip.words)
        painter.restore()
