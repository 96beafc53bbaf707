"""The head of the week screen: which week, the way to others, and what can be added."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import Button, IconButton, PageHeader, PrimaryButton, row


class WeekHeader(PageHeader):
    """With large text in a small window *Add closure* gives up its words."""

    earlier_requested = Signal()
    present_requested = Signal()
    later_requested = Signal()
    closure_requested = Signal()
    block_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self.set_margins(24, 18, 24, 12)
        self.setMinimumWidth(1)
        earlier = IconButton(theme, "chevron-left", self.tr("Earlier week"), bordered=True, keys="PgUp")
        present = Button(theme, self.tr("This week"))
        later = IconButton(theme, "chevron-right", self.tr("Later week"), bordered=True, keys="PgDown")
        weeks = QWidget()
        weeks.setLayout(row(earlier, present, later, gap=10, margins=(2, 0, 0, 0)))
        self.add_beside(weeks)
        self._close = Button(theme, self.tr("Add closure"), icon="calendar-off")
        self._small_close = IconButton(theme, "calendar-off", self.tr("Add closure"), bordered=True)
        new = PrimaryButton(theme, self.tr("New block"), icon="plus", keys="Ctrl+N")
        for control in (self._close, self._small_close, new):
            self.add_action(control)
        earlier.clicked.connect(self.earlier_requested)
        present.clicked.connect(self.present_requested)
        later.clicked.connect(self.later_requested)
        self._close.clicked.connect(self.closure_requested)
        self._small_close.clicked.connect(self.closure_requested)
        new.clicked.connect(self.block_requested)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words or the icon alone."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._small_close.hide()
        self._close.show()
        if self.sizeHint().width() > self.width():
            self._close.hide()
            self._small_close.show()
