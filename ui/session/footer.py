"""The hints below the attendance list."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import KeyHint, Panel, row

__all__ = ["KeyFooter"]


class KeyFooter(Panel):
    """Keys in the order of use. Where there is little room, the last ones give way; F1 stays."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, fill="surfaceSunken", edges=("top",), parent=parent)
        self._theme = theme
        lines = (
            ("P", self.tr("Present")),
            ("L", self.tr("Late")),
            ("D", self.tr("Left early")),
            ("A", self.tr("Absent")),
            ("E", self.tr("Excused")),
            ("V", self.tr("Location")),
            ("N", self.tr("Note")),
            ("Shift P", self.tr("All present")),
        )
        self._hints = [KeyHint(theme, keys, words) for keys, words in lines]
        self._all_keys = KeyHint(theme, "F1", self.tr("Keys"))
        self.setLayout(row(*self._hints, None, self._all_keys, gap=14, margins=(16, 0, 16, 0)))
        theme.changed.connect(self._restyle)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(40))
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 32 - self._all_keys.sizeHint().width()
        for hint in self._hints:
            room -= hint.sizeHint().width() + 14
            hint.setVisible(room >= 0)
