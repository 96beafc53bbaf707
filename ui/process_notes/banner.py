"""The band that says, whatever else is on screen, that this is no part of the record."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import Theme
from ui.widgets import Text, column, icon_label, row

__all__ = ["Banner"]

STRIPE, NARROW = 6, 820


class Banner(QWidget):
    """A warm ground with a thick edge; no other screen has one.

    Args:
        theme: the program's theme.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = Text(theme, self.tr("Process notes, apart from the record"), "title", wrap=True)
        kept = self.tr(
            "For you alone. They are in no search, export, summary or backup of the vault. What belongs to the record "
            "goes into progress notes: times, attendance, medication, diagnosis, symptoms, plan, progress."
        )
        self.said = Text(theme, kept, "dense", "textSecondary", wrap=True)
        self.setAccessibleName(self.title.text())
        self.tools = row(gap=8)
        self._buttons = QWidget()
        self._buttons.setLayout(self.tools)
        words = column(self.title, self.said, gap=2)
        icon = icon_label(theme, "shield", "warnText", 22)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(24 + STRIPE, 14, 24, 14)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.addWidget(icon, 0, 0)
        self._grid.addLayout(words, 0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._buttons, 0, 2)
        self.setLayout(self._grid)
        theme.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where there is no room beside them."""
        super().resizeEvent(event)
        below = self.width() < self._theme.px(NARROW)
        self._grid.removeWidget(self._buttons)
        side = Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag.AlignTrailing
        self._grid.addWidget(self._buttons, 1 if below else 0, 1 if below else 2, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge and the line below."""
        del event
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.fillRect(rect, self._theme.colour("warnSoft"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = rect.width() - STRIPE if mirrored else 0
        painter.fillRect(QRectF(at, 0, STRIPE, rect.height()), self._theme.colour("warnText"))
        painter.fillRect(QRectF(0, rect.height() - 1, rect.width(), 1), self._theme.colour("warnBorder"))
