"""Why a client is excused, in own words: one line in place, not a dialog over the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.attendance import LONGEST_REASON, ReasonTooLong
from ui.error_messages import describe
from ui.theme import Theme
from ui.widgets import TextField

__all__ = ["ReasonField"]

_AWAY = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


class ReasonField(TextField):
    """Enter keeps the reason, Esc leaves the mark as it was; another window in front leaves the field open.

    Args:
        theme: the program's theme.
        parent: the row that it lies in.
    """

    kept = Signal(str)
    left = Signal()
    too_long = Signal(object)
    """A `ReasonTooLong`: the field stays open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", height=28, parent=parent)
        self.setPlaceholderText(self.tr("Reason, Enter to keep"))
        self.hide()

    def begin(self, reason: str, name: str) -> None:
        """Open with what is on record."""
        self.setAccessibleName(self.tr("Reason for the excuse, %1").replace("%1", name))
        self.setText(reason)
        self.selectAll()
        self.setModified(False)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, or leave."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._over()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is kept when the focus goes elsewhere in the window, as minutes are."""
        super().focusOutEvent(event)
        if not self.isVisible() or event.reason() in _AWAY:
            return
        if self.isModified() and self.text().strip():
            self._keep()
        else:
            self._over()
            self.left.emit()

    def _keep(self) -> None:
        reason = " ".join(self.text().split())
        if len(reason) > LONGEST_REASON:
            error = ReasonTooLong(len(reason))
            self.set_invalid(True, describe(error).sentence)
            self.too_long.emit(error)
            return
        self._over()
        self.kept.emit(reason)

    def _over(self) -> None:
        self.setModified(False)
        self.set_invalid(False)
        self.hide()
