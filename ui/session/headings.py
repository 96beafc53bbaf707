"""The titles of the attendance list's columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.session.row import columns_for
from ui.theme import Theme
from ui.widgets import Text

__all__ = ["Headings"]

HEADINGS = 30


class Headings(QWidget):
    """The titles of the columns, painted where the cells are."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = [
            Text(theme, title, "caption", "textMuted", weight=500, parent=self)
            for title in (
                "#",
                self.tr("Client"),
                self.tr("Attendance"),
                self.tr("Present"),
                "",
                self.tr("Location and contact"),
            )
        ]
        self._titles[0].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(HEADINGS))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the columns."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        at = columns_for(self.width(), self._theme, self.window().width())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        cells = (at.number, at.name, at.marks, at.strip, at.minutes, at.location)
        for title, cell in zip(self._titles, cells, strict=True):
            title.setVisible(cell is not None)
            if cell is not None:
                left = self.width() - cell[0] - cell[1] if mirrored else cell[0]
                title.setGeometry(left, 0, cell[1], self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground."""
        del event
        QPainter(self).fillRect(self.rect(), self._theme.colour("surface"))
