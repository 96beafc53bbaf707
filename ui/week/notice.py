"""Below the head of the week: which group is offered less than its goal because of a closure."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.formats import Formats
from ui.theme import Theme
from ui.week import advice
from ui.week.facts import WeekView
from ui.widgets import InfoBar, Tone, column


class WeekNotice(QWidget):
    """Hidden while every group is offered what it should be."""

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._bar = InfoBar(theme, Tone.WARNING, "")
        self.setLayout(column(self._bar, margins=(24, 0, 24, 12)))
        self.hide()

    def show_week(self, view: WeekView) -> None:
        """Say what a week's closures take away."""
        found = advice.outlook_sentences(view.outlook, self._formats, fewest_days=view.min_days_per_week)
        self._bar.set_text(" ".join(found))
        self.setVisible(bool(found))

    @property
    def sentence(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._bar.accessibleName()
