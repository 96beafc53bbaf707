"""The week on one landscape page: groups, times and who leads. No client is on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPaintDevice, QPainter, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from coordinator.vocabulary import SessionStatus
from ui.formats import Formats
from ui.theme import Theme
from ui.week import arrangement, words
from ui.week.arrangement import Placed
from ui.week.facts import WeekView
from ui.week.upright import draw_upright

MARGIN_MM = 12.0
POINT = 72
INK, GREY, RULE, PAPER = QColor("#14201F"), QColor("#4A5859"), QColor("#B9C4C4"), QColor("#FFFFFF")
TITLE, HEAD, AXIS = 26.0, 20.0, 40.0
"""In points: the heights of the title and of the day names, the width of the hours."""
LINE = 11.0
NARROW = 70.0
"""Below this the words of a block run downwards."""

SendToPrinter = Callable[[QWidget, Callable[[QPaintDevice, QRectF], None]], None]
"""Asks for a printer and lets the page be painted on it, in points."""


def _tr(source: str) -> str:
    return QCoreApplication.translate("Week", source)


def send_to_printer(parent: QWidget, paint: Callable[[QPaintDevice, QRectF], None]) -> None:
    """Ask for a printer and print one landscape page. The job's name says nothing about anybody."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_tr("Week"))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    if QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted:
        paint(printer, printer.pageLayout().paintRect(QPageLayout.Unit.Point))


@dataclass(frozen=True, slots=True)
class WeekPaper:
    """Paints a week.

    Args:
        theme: for the fonts; paper is always light.
        formats: the reader's formats.
        zone: the reader's zone, in which the week is drawn.
        view: the week.
    """

    theme: Theme
    formats: Formats
    zone: ZoneInfo
    view: WeekView

    def paint(self, device: QPaintDevice, page: QRectF) -> None:
        """Fill one page; `page` is its printable part in points."""
        painter = QPainter(device)
        scale = device.logicalDpiX() / POINT
        painter.scale(scale, scale)
        width, height = page.width(), page.height()
        days = self.view.days
        self._write(painter, QRectF(0, 0, width, TITLE), self.formats.week(days[0], days[-1]), 15, weight=600)
        zone = self.zone.key.replace("_", " ")
        end = Qt.AlignmentFlag.AlignRight
        self._write(painter, QRectF(0, 0, width, TITLE), _tr("Times in %1").replace("%1", zone), 8, GREY, end)
        found = arrangement.placed(self.view.sessions, self.zone)
        first, last = arrangement.hours_shown(found)
        top, column = TITLE + HEAD, (width - AXIS) / len(days)
        per_minute = (height - top) / ((last - first) * 60)
        for number, day in enumerate(days):
            head = QRectF(AXIS + number * column + 4, TITLE, column - 8, HEAD)
            self._write(painter, head, self.formats.short_day(day), 9, weight=600)
        painter.setPen(QPen(RULE, 0.5))
        for number in range(len(days)):
            x = AXIS + number * column
            painter.drawLine(QPointF(x, TITLE), QPointF(x, height))
        for hour in range(first, last):
            y = top + (hour - first) * 60 * per_minute
            painter.setPen(QPen(RULE, 0.5))
            painter.drawLine(QPointF(AXIS, y), QPointF(width, y))
            self._write(painter, QRectF(0, y - 6, AXIS - 6, 12), self.formats.short_time(time(hour)), 7, GREY, end)
        for one in found:
            if one.day in days:
                left = AXIS + days.index(one.day) * column + 3 + one.lane * (column - 6) / one.lanes
                y = top + (one.top - first * 60) * per_minute
                box = QRectF(left, y + 1, (column - 6) / one.lanes - 2, one.length * per_minute - 2)
                self._session(painter, box, one)
        painter.end()

    def lines(self, one: Placed) -> tuple[str, ...]:
        """Give what stands in a block: group, time, who leads, and what differs."""
        session = one.session
        times = self.formats.time_range(session.starts_at, session.ends_at)
        said = [session.group_name, times]
        if session.status is SessionStatus.CANCELLED:
            return (*said, words.cancelled_chip(session))
        return tuple(part for part in (*said, session.facilitator, words.was_line(session, self.formats)) if part)

    def _session(self, painter: QPainter, box: QRectF, one: Placed) -> None:
        cancelled = one.session.status is SessionStatus.CANCELLED
        pen = QPen(GREY if cancelled else INK, 0.8)
        pen.setStyle(Qt.PenStyle.DashLine if cancelled else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(PAPER)
        painter.drawRoundedRect(box, 3, 3)
        at = box.top() + 3
        narrow = one.lanes > 1 and box.width() < NARROW
        said = self.lines(one)
        if narrow:
            name, rest = self._font(8, weight=600, struck=cancelled), self._font(8)
            words_ = ("  ".join(said[1:]), rest, GREY)
            draw_upright(painter, box.adjusted(2, 4, -2, -4), (said[0], name, INK), words_)
            return
        for number, line in enumerate(said):
            if at + LINE > box.bottom():
                break
            room = QRectF(box.left() + 5, at, box.width() - 8, LINE)
            if number == 0:
                self._write(painter, room, line, 8, weight=600, struck=cancelled)
            else:
                self._write(painter, room, line, 8, GREY)
            at += LINE

    def _font(self, points: float, *, weight: int = 400, struck: bool = False) -> QFont:
        font = self.theme.font("dense", weight=weight)
        font.setPixelSize(max(1, round(points)))
        font.setStrikeOut(struck)
        return font

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        points: float,
        colour: QColor = INK,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        *,
        weight: int = 400,
        struck: bool = False,
    ) -> None:
        painter.setFont(self._font(points, weight=weight, struck=struck))
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
