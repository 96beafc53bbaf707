"""The head of the week screen: which week, the way to others, and what can be added."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
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
        self._small_close.hide()

    def event(self, event: QEvent) -> bool:
        """Another week may have a longer name, and larger text needs more room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words or the icon alone."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Compare the room with what the words would need, whichever of the two is shown now."""
        needed = self.sizeHint().width()
        if self._close.isHidden():
            needed += self._close.sizeHint().width() - self._small_close.sizeHint().width()
        tight = needed > self.width()
        if tight is not self._close.isHidden():
            self._close.setVisible(not tight)
            self._small_close.setVisible(tight)
