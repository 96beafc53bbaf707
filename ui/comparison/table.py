"""The rows of a comparison in one card."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from coordinator.attendance import Agreement, Comparison, Keep
from coordinator.vocabulary import ClientId
from ui.comparison.row import ReportRow, cells_for
from ui.comparison.words import ComparisonWords
from ui.shapes import crisp_box
from ui.theme import Theme
from ui.widgets import ScrollColumn, Text, clear_layout, column

__all__ = ["ReportTable"]

RADIUS = 10


class ReportTable(QFrame):
    """Headings and rows; only rows that differ or are to be matched take the focus."""

    kept = Signal(object, str)
    matched = Signal(int, object)

    def __init__(self, theme: Theme, words: ComparisonWords) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.rows: tuple[ReportRow, ...] = ()
        self._headings = _Headings(theme)
        self._scroll = ScrollColumn()
        self._scroll.box.addStretch(1)
        self.setLayout(column(self._headings, self._scroll, margins=(1, 1, 1, 1)))
        self.hide()
        theme.changed.connect(self.update)

    def clear(self) -> None:
        """Show nothing."""
        clear_layout(self._scroll.box)
        self.rows = ()
        self.setVisible(False)

    def show_comparison(self, comparison: Comparison, keep: Mapping[ClientId, Keep]) -> None:
        """Show every row but those of staff; choices made before stay."""
        clear_layout(self._scroll.box)
        rows = []
        for found in comparison.rows:
            if found.agreement is Agreement.HOST:
                continue
            made = ReportRow(self._theme, self._words, found, comparison)
            made.kept.connect(self.kept)
            made.matched.connect(self.matched)
            if made.choice is not None and found.client_id in keep and found.client_id is not None:
                made.choice.choose(keep[found.client_id].value)
            self._scroll.box.addWidget(made)
            rows.append(made)
        self._scroll.box.addStretch(1)
        self.rows = tuple(rows)
        self.setVisible(True)
        self._fit()

    def focus_first(self) -> None:
        """Put the focus on the first row that asks for a choice: matches before differences."""
        pickers = [row.picker for row in self.rows if row.row.agreement is Agreement.TO_MATCH]
        choices = [row.choice for row in self.rows if row.choice is not None]
        for control in (*pickers, *choices):
            if control is not None:
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round the corners of what lies inside."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        del event
        fill, stroke = self._theme.colour("surface"), self._theme.colour("border")
        crisp_box(QPainter(self), QRectF(self.rect()), radius=RADIUS, fill=fill, stroke=stroke)

    def _fit(self) -> None:
        inner = sum(row.sizeHint().height() for row in self.rows)
        self.setMaximumHeight(inner + self._headings.height() + 2)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))


class _Headings(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        titles = (
            self.tr("In the report"),
            self.tr("Times"),
            self.tr("Client"),
            self.tr("You marked"),
            self.tr("Report says"),
            self.tr("Keep"),
        )
        self._titles = [Text(theme, title, "captionMedium", "textMuted", parent=self) for title in titles]
        self._restyle()
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(35))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cells = cells_for(self.width(), self._theme)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, (title, (left, width)) in enumerate(zip(self._titles, cells.at, strict=True)):
            title.setVisible(not cells.stacked or place not in {1, 4})
            title.setGeometry(self.width() - left - width if mirrored else left, 0, width, self.height())
