"""The table of the week: a block for each session, hours against the goal, six weeks of each client."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from coordinator.summaries import WeekReport
from ui.attendance_words import block_of
from ui.block_painter import BlockScale, BlockShape, paint_block, paint_hours
from ui.formats import Formats
from ui.summaries.facts import Heat, ReportRow
from ui.summaries.words import cell_sentence, heat_sentence, progress_words, row_sentence
from ui.table_model import Column, Role, RowTableModel
from ui.theme import Theme
from ui.widgets import Table, paint_heat

Index = QModelIndex | QPersistentModelIndex

INSET = 24
"""What the page keeps free at the left; the table draws there, so that the selected row's bar has its place."""
CLIENT_WIDTH, SESSION_WIDTH, HOURS_WIDTH, TOTAL_WIDTH, HEAT_WIDTH = 132, 56, 164, 62, 31
PADDING, ROW_HEIGHT, HEADER_HEIGHT = 7, 34, 34
BLOCK = (42, 12)
BAR = (150, 22)
HEAT_CELL = (29, 24)


class Words(NamedTuple):
    """A total and whether it is below what could be asked for."""

    below: bool


class Bar(NamedTuple):
    """Minutes of the hours bar."""

    group: int
    other: int
    goal: int


class _Delegate(QStyledItemDelegate):
    """Draws every cell; the ground and the hairline are the same for all of them."""

    def __init__(self, theme: Theme, table: Table) -> None:
        super().__init__(table)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline above, and what the column's `paint` says."""
        theme, rect = self._theme, QRect(option.rect)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(rect, theme.colour("selection" if selected else "hover"))
        inset = INSET if index.column() == 0 else 0
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        line = rect.adjusted(0, 0, -inset, 0) if mirrored else rect.adjusted(inset, 0, 0, 0)
        painter.fillRect(line.left(), line.top(), line.width(), 1, theme.colour("divider"))
        self._draw(painter, line, index, mirrored=mirrored)
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, index: Index, *, mirrored: bool) -> None:
        theme, value = self._theme, index.data(Role.PAINT)
        middle = rect.top() + rect.height() / 2 + 0.5
        if isinstance(value, BlockShape):
            width, height = BLOCK
            left = rect.left() + (rect.width() - width) / 2
            paint_block(painter, theme, QRectF(left, round(middle - height / 2), width, height), value, BlockScale.CELL)
        elif isinstance(value, Bar):
            width, height = BAR
            left = rect.right() + 1 - PADDING - width if mirrored else rect.left() + PADDING
            bar = QRectF(left, round(middle - height / 2), width, height)
            paint_hours(painter, theme, bar, value.group, value.other, value.goal)
        elif isinstance(value, Heat):
            self._draw_heat(painter, rect, index, value, mirrored=mirrored)
        elif value is not None:
            self._draw_text(painter, rect, index, value, mirrored=mirrored)

    def _draw_heat(self, painter: QPainter, rect: QRect, index: Index, value: Heat, *, mirrored: bool) -> None:
        theme = self._theme
        width, height = theme.px(HEAT_CELL[0]), theme.px(HEAT_CELL[1])
        left = rect.right() + 1 - width if mirrored else rect.left()
        cell = QRectF(left, round(rect.top() + (rect.height() - height) / 2 + 0.5), width, height)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        if value.tone is not None:
            paint_heat(painter, theme, cell, text, value.tone)
            return
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("textSecondary"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_text(self, painter: QPainter, rect: QRect, index: Index, value: object, *, mirrored: bool) -> None:
        theme = self._theme
        below = isinstance(value, Words) and value.below
        name = index.column() == 0
        painter.setFont(theme.font("denseStrong" if below else "denseMedium" if name else "dense"))
        painter.setPen(theme.colour("warnText" if below else "text" if name else "textSecondary"))
        pad = 0 if name else PADDING
        box = rect.adjusted(PADDING if mirrored else pad, 1, -pad if mirrored else -PADDING, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, words)


class Heading(NamedTuple):
    """A column's heading: its words, a line above them, and how they stand."""

    words: str
    above: str = ""
    centred: bool = False
    goal: str = ""


class _Header(QHeaderView):
    """Headings set on the last line; the goal stands over its line in the bars."""

    def __init__(self, theme: Theme, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._theme = theme
        self.headings: tuple[Heading, ...] = ()
        self.goal_minutes = 540
        self.setStretchLastSection(True)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(10)

    def sizeHint(self) -> QSize:
        """Two lines and a gap."""
        return QSize(super().sizeHint().width(), self._theme.px(HEADER_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803  Qt calls it so
        """Draw one heading."""
        theme = self._theme
        painter.fillRect(rect, theme.colour("surface"))
        if logicalIndex >= len(self.headings):
            return
        heading = self.headings[logicalIndex]
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        heat = logicalIndex >= self.first_heat
        painter.setFont(theme.font("micro" if heat else "captionMedium"))
        painter.setPen(theme.colour("textMuted"))
        inset = INSET if logicalIndex == 0 else 0 if heading.centred else PADDING
        box = rect.adjusted(0 if mirrored else inset, 0, -inset if mirrored else 0, -theme.px(6))
        if heat:
            width = theme.px(HEAT_CELL[0])
            box = QRect(box.right() + 1 - width if mirrored else box.left(), box.top(), width, box.height())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        across = Qt.AlignmentFlag.AlignHCenter if heading.centred else side | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(box, across | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextDontClip, heading.words)
        above = box.adjusted(0, 0, 0, -theme.px(13))
        if heat and not self._begins_month(logicalIndex):
            return
        painter.drawText(above, across | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextDontClip, heading.above)
        if heading.goal:
            at = self.goal_minutes / (self.goal_minutes + 120) * BAR[0]
            centre = rect.right() + 1 - PADDING - BAR[0] + at if mirrored else rect.left() + PADDING + at
            painter.setPen(theme.colour("text"))
            goal = QRectF(centre - 40, box.top(), 80, box.height())
            painter.drawText(goal, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, heading.goal)

    first_heat = 0

    def _begins_month(self, place: int) -> bool:
        """Whether the month is to be named: over its first week that is shown."""
        before = place - 1
        if before < self.first_heat or self.isSectionHidden(before):
            return True
        return self.headings[before].above != self.headings[place].above


class HoursTable(Table):
    """Shows the lines of a report; as high as its lines, so that the page scrolls and not the table.

    Arrow keys move from line to line; each cell tells its sentence to a screen reader, and the first cell the whole
    line. Where the room is short the oldest weeks leave first, then the bars.
    """

    def __init__(self, theme: Theme, name: str, formats: Formats) -> None:
        super().__init__(theme, name, row_height=ROW_HEIGHT)
        self._formats = formats
        self._head = _Header(theme, self)
        self.setHorizontalHeader(self._head)
        self.setItemDelegate(_Delegate(theme, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._sessions = self._weeks = 0
        theme.changed.connect(self._arrange)

    def show_report(self, report: WeekReport, rows: tuple[ReportRow, ...]) -> None:
        """Show a week; the current line stays current where the client is still there."""
        current = self._current_client()
        self._sessions, self._weeks = len(report.sessions), len(report.history)
        model = RowTableModel(self._columns(report), lambda row: row.client_id, self)
        model.replace(rows)
        before = self.model()
        self.setModel(model)
        if before is not None:
            before.deleteLater()
        self._head.headings = self._headings(report)
        self._head.goal_minutes = report.goal_minutes
        self._head.first_heat = 1 + self._sessions + 2
        self._arrange()
        place = next((at for at, row in enumerate(rows) if row.client_id == current), -1)
        if place >= 0:
            self.selectRow(place)

    def _current_client(self) -> object:
        row = self.currentIndex().data(Role.ROW) if self.model() is not None else None
        return row.client_id if isinstance(row, ReportRow) else None

    def _columns(self, report: WeekReport) -> list[Column[ReportRow]]:
        formats = self._formats
        columns = [
            Column[ReportRow](
                self.tr("Client"),
                lambda row: row.name,
                paint=lambda _row: "name",
                spoken=lambda row: row_sentence(row, report, formats),
            )
        ]
        for place, session in enumerate(report.sessions):
            columns.append(
                Column[ReportRow](
                    formats.weekday(session.service_date),
                    lambda _row: "",
                    paint=partial(_block, place, report),
                    spoken=partial(self._say_cell, place, report),
                )
            )
        columns.append(
            Column[ReportRow](
                self.tr("Hours"),
                lambda _row: "",
                paint=lambda row: Bar(row.hours.group_credited, row.hours.individual_counted, row.hours.goal),
                spoken=lambda row: progress_words(row.hours.credited, row.hours.goal, formats),
            )
        )
        columns.append(
            Column[ReportRow](
                self.tr("Total"),
                lambda row: formats.hours(row.hours.credited),
                paint=lambda row: Words(row.below),
                spoken=lambda row: progress_words(row.hours.credited, row.hours.goal, formats),
            )
        )
        columns.extend(self._heat_column(place, report) for place in range(len(report.history)))
        return columns

    def _heat_column(self, place: int, report: WeekReport) -> Column[ReportRow]:
        formats = self._formats

        def text(row: ReportRow) -> str:
            minutes = row.heat[place].minutes
            return formats.quarter_hours(minutes) if minutes is not None else ""

        return Column[ReportRow](
            formats.month_day(report.history[place].starts_on, short=True),
            text,
            paint=lambda row: row.heat[place],
            spoken=lambda row: heat_sentence(row.name, row.heat[place], formats),
        )

    def _say_cell(self, place: int, report: WeekReport, row: ReportRow) -> str:
        cell, day = row.cells[place], report.sessions[place].service_date
        if cell is None:
            return self.tr("{weekday}, not enrolled.").format(weekday=self._formats.weekday(day))
        return cell_sentence(cell, day, self._formats)

    def _headings(self, report: WeekReport) -> tuple[Heading, ...]:
        formats = self._formats
        days = [one.service_date for one in report.sessions]
        headings = [Heading(self.tr("Client"))]
        for session in report.sessions:
            day = session.service_date
            words = f"{formats.weekday(day, short=True)} {formats.day_number(day)}"
            above = formats.short_time(session.local_start.time()) if days.count(day) > 1 else ""
            headings.append(Heading(words, above, centred=True))
        headings.append(Heading(self.tr("Hours"), goal=formats.hours(report.goal_minutes)))
        headings.append(Heading(""))
        headings.extend(
            Heading(formats.day_number(week.starts_on), formats.month(week.starts_on), centred=True)
            for week in report.history
        )
        return tuple(headings)

    # -- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self._weeks:
            return
        px = self._theme.px
        first_heat = 1 + self._sessions + 2
        fixed = INSET + px(CLIENT_WIDTH) + self._sessions * px(SESSION_WIDTH) + px(TOTAL_WIDTH)
        room = self.width() - fixed - PADDING
        bar = HOURS_WIDTH
        bars_fit = room >= bar
        weeks = max(0, min(self._weeks, (room - bar) // px(HEAT_WIDTH))) if bars_fit else 0
        self.setColumnWidth(0, INSET + px(CLIENT_WIDTH))
        for place in range(self._sessions):
            self.setColumnWidth(1 + place, px(SESSION_WIDTH))
        self.setColumnWidth(first_heat - 2, bar)
        self.setColumnHidden(first_heat - 2, not bars_fit)
        self.setColumnWidth(first_heat - 1, px(TOTAL_WIDTH) + PADDING)
        for place in range(self._weeks):
            self.setColumnHidden(first_heat + place, place < self._weeks - weeks)
            self.setColumnWidth(first_heat + place, px(HEAT_WIDTH))
        rows = self.model().rowCount() if self.model() is not None else 0
        self._head.setFixedHeight(px(HEADER_HEIGHT))
        self.setFixedHeight(px(HEADER_HEIGHT) + rows * px(ROW_HEIGHT) + 1)
        self._head.viewport().update()

    def viewportEvent(self, event: object) -> bool:
        """The pointer over a cell shows its sentence."""
        if isinstance(event, QHelpEvent):
            sentence = self.sentence_at(event.pos())
            QToolTip.showText(event.globalPos(), sentence, self)
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]  # Qt hands nothing but events here

    def sentence_at(self, point: QPoint) -> str:
        """What the cell under a point of the viewport says; empty beside the table."""
        index = self.indexAt(point)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if index.isValid() else ""


def _block(place: int, report: WeekReport, row: ReportRow) -> BlockShape | None:
    cell = row.cells[place]
    return block_of(cell, report.now) if cell is not None else None
