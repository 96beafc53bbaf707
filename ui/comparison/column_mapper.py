"""Saying by hand which column of a file holds what."""

from __future__ import annotations

from PySide6.QtCore import Signal

from coordinator.attendance import FIELD_NAMES
from coordinator.attendance.reports.columns import Sketch
from ui.theme import Theme
from ui.widgets import Card, ComboBox, PrimaryButton, ScrollColumn, Text, column, row

__all__ = ["ColumnMapper"]

ENOUGH = ({"name", "first-name", "last-name"}, {"join", "leave", "duration"})
"""Somebody's name, and when or how long they were there."""


class ColumnMapper(Card):
    """A line for each column with its first values, and a choice of what it holds.

    Args:
        theme: the program's theme.
    """

    chosen = Signal(object)
    """Pairs of header and field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.boxes: dict[str, ComboBox] = {}
        self._scroll = ScrollColumn(margins=(16, 12, 16, 12), gap=8)
        self.read = PrimaryButton(theme, self.tr("Read with these columns"))
        self.read.clicked.connect(self._choose)
        self.setLayout(column(self._scroll, row(self.read, None, margins=(16, 8, 16, 12)), margins=(1, 1, 1, 1)))
        self.hide()

    def ask(self, sketch: Sketch) -> None:
        """Show the columns of a file."""
        while (item := self._scroll.box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        for place, header in enumerate(sketch.headers):
            if not header or header in self.boxes:
                continue
            values = [line[place] for line in sketch.samples if place < len(line) and line[place]]
            self._scroll.box.addWidget(self._line(header, " · ".join(values[:3])))
        self._scroll.box.addStretch(1)
        self._allow()
        self.show()
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            first.setFocus()

    def columns(self) -> tuple[tuple[str, str], ...]:
        """Give what was chosen so far."""
        return tuple((header, str(box.currentData())) for header, box in self.boxes.items() if box.currentData())

    def _line(self, header: str, values: str) -> Card:
        names = {
            "name": self.tr("Name"),
            "first-name": self.tr("First name"),
            "last-name": self.tr("Last name"),
            "email": self.tr("Email"),
            "join": self.tr("Joined at"),
            "leave": self.tr("Left at"),
            "duration": self.tr("Duration"),
            "waiting": self.tr("In the waiting room"),
            "role": self.tr("Role"),
        }
        box = ComboBox(self._theme, self.tr("What %1 holds").replace("%1", header))
        box.addItem(self.tr("Not used"), "")
        for field in FIELD_NAMES:
            box.addItem(names[field], field)
        box.setFixedWidth(self._theme.px(190))
        box.currentIndexChanged.connect(self._allow)
        self.boxes[header] = box
        words = column(
            Text(self._theme, header, "denseStrong", wrap=True),
            Text(self._theme, values, "caption", "textMuted", wrap=True),
        )
        line = Card(self._theme, radius=6, fill="surfaceSunken", stroke="divider")
        inside = row(words, box, gap=12, margins=(12, 6, 8, 6))
        inside.setStretch(0, 1)
        line.setLayout(inside)
        return line

    def _allow(self) -> None:
        fields = [field for _, field in self.columns()]
        once = len(fields) == len(set(fields))
        self.read.setEnabled(once and all(kind & set(fields) for kind in ENOUGH))

    def _choose(self) -> None:
        self.chosen.emit(self.columns())
