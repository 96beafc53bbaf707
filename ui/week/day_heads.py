"""The line above the grid: the days of the week."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coordinator.vocabulary import SessionStatus
from ui.formats import Formats
from ui.shapes import crisp_box
from ui.theme import Theme
from ui.week.facts import WeekView

HEAD = 35


class DayHeads(QWidget):
    """The line with the days, the hours planned in each, and a pill on today."""

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self._view: WeekView | None = None
        self._bounds: list[tuple[float, float]] = []
        self._clear_of = 0
        theme.changed.connect(self.update)

    def show_days(self, view: WeekView, bounds: list[tuple[float, float]], *, clear_of: int = 0) -> None:
        """Show these days; `bounds` are left edge and width of each. Nothing is written left of `clear_of`."""
        self._view, self._bounds, self._clear_of = view, bounds, clear_of
        self.setFixedHeight(self._theme.px(HEAD))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw weekday, number and hours of each day."""
        del event
        if self._view is None:
            return
        painter, px = QPainter(self), self._theme.px
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("border"))
        painter.setClipRect(QRectF(self._clear_of, 0, self.width() - self._clear_of, self.height()))
        for day, (left, width) in zip(self._view.days, self._bounds, strict=True):
            today = day == self._view.today
            at = left + px(8)
            font = self._theme.font("dense", weight=600 if today else None)
            at = self._words(
                painter, at, self._formats.weekday(day, short=True), font, "text" if today else "textMuted"
            )
            at += px(4)
            number = self._theme.font("dense", weight=600 if today else 500)
            if today:
                words = QFontMetricsF(number).horizontalAdvance(str(day.day))
                pill = QRectF(at, (self.height() - px(20)) / 2, words + 2 * px(8), px(20))
                crisp_box(painter, pill, radius=pill.height() / 2, fill=self._theme.colour("accent"))
                self._words(painter, at + px(8), str(day.day), number, "onAccent")
            else:
                self._words(painter, at, str(day.day), number, "textSecondary")
            hours = self._formats.hours(self._planned(day))
            caption = self._theme.font("caption")
            wide = QFontMetricsF(caption).horizontalAdvance(hours)
            self._words(painter, left + width - px(10) - wide, hours, caption, "textMuted")

    def _planned(self, day: date) -> int:
        assert self._view is not None  # noqa: S101  painted only with a view
        held = (one for one in self._view.sessions if one.status is not SessionStatus.CANCELLED)
        return sum(one.planned_minutes for one in held if self._formats.date_of(one.starts_at) == day)

    def _words(self, painter: QPainter, at: float, text: str, font: QFont, colour: str) -> float:
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(
            QRectF(at, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text
        )
        return at + width
