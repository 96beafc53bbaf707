"""The four figures of a week, side by side or two by two."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.summaries import WeekReport
from ui.formats import Formats
from ui.summaries import words
from ui.theme import Theme
from ui.widgets import KeyFigure, Panel, column

PAD = 22
COUNT = 4


class Figures(QWidget):
    """Attended, reached, no-shows, notes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._figures = [KeyFigure(theme) for _ in range(COUNT)]
        self._cells: list[Panel] = []
        for place, figure in enumerate(self._figures):
            cell = Panel(theme, edges=("left",) if place else ())
            cell.setLayout(column(figure, margins=(PAD if place else 0, 0, PAD, 0)))
            self._cells.append(cell)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(12)
        self.setLayout(self._grid)
        self._across = 0
        self._place(COUNT)
        theme.changed.connect(self._fit)

    def show_figures(self, report: WeekReport, formats: Formats) -> None:
        """Show a week's figures."""
        figures = report.figures
        said = (
            words.attended_words(figures, formats),
            words.reached_words(report, formats),
            words.no_show_words(figures),
            words.note_words(figures),
        )
        for place, (widget, (figure, caption)) in enumerate(zip(self._figures, said, strict=True)):
            widget.show_figure(figure, caption, warning=place == COUNT - 1 and figures.notes_unsigned > 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two by two where the four do not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = sum(cell.sizeHint().width() for cell in self._cells)
        self._place(COUNT if wanted <= max(self.width(), 1) or self.width() < PAD else COUNT // 2)

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // across, place % across)
        for place in range(COUNT + 1):
            self._grid.setColumnStretch(place, int(place == across))

    def minimumSizeHint(self) -> QSize:
        """The figures two by two."""
        hints = [cell.sizeHint() for cell in self._cells]
        return QSize(max(hints[0].width(), hints[2].width()) + hints[1].width(), hints[0].height())
