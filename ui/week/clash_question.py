"""Asked above the chosen session when a change would clash: why is it made all the same?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.week.despite import DespiteField
from ui.widgets import Button, Divider, PrimaryButton, Text, column, row

DoAnyway = Callable[[str], None]
"""Makes the change; takes the reason."""


class ClashQuestion(QWidget):
    """Holds one change back until a reason is typed. Esc or *Leave it* gives the change up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pending: DoAnyway | None = None
        self.field = DespiteField(theme)
        self.confirm = PrimaryButton(theme, self.tr("Change all the same"))
        self.leave = Button(theme, self.tr("Leave it"))
        box = column(
            Text(theme, self.tr("This would clash"), "section"),
            2,
            self.field,
            4,
            row(self.confirm, self.leave, None),
            margins=(20, 0, 18, 14),
        )
        self.setLayout(column(box, Divider(theme), 14))
        self.field.confirmed.connect(self._confirm)
        self.confirm.clicked.connect(self._confirm)
        self.leave.clicked.connect(self.dismiss)
        self.hide()

    def ask(self, sentences: tuple[str, ...], pending: DoAnyway) -> None:
        """Show what clashes and put the focus into the reason."""
        self._pending = pending
        self.field.begin()
        self.field.show_clashes(sentences)
        self.show()
        self.field.focus_reason()

    def dismiss(self) -> None:
        """Give the change up."""
        self._pending = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _confirm(self) -> None:
        pending = self._pending
        if pending is None or self.field.mark_missing():
            return
        reason = self.field.reason
        self.dismiss()
        pending(reason)
