"""When a block ends: never, after a day, or after so many sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.week.typed import shown_date, typed_date, typed_number
from ui.widgets import ComboBox, Labelled, TextField, column


class _Kind(IntEnum):
    NEVER = 0
    DAY = 1
    COUNT = 2


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day, or the number of sessions in all, or neither; `fault` where nothing can be read."""

    until_on: date | None = None
    session_count: int | None = None
    fault: str = ""


class EndingField(QWidget):
    """A choice with the field that belongs to it."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ComboBox(theme, self.tr("Ends"))
        for kind, text in (
            (_Kind.NEVER, self.tr("Does not end")),
            (_Kind.DAY, self.tr("On a day")),
            (_Kind.COUNT, self.tr("After some sessions")),
        ):
            self._kind.addItem(text, int(kind))
        self._day = TextField(theme, self.tr("Last day"), placeholder=self.tr("2026-06-26"))
        self._count = TextField(theme, self.tr("Sessions in all"), placeholder="12")
        self._day_line = Labelled(theme, self.tr("Last day"), self._day)
        self._count_line = Labelled(theme, self.tr("Sessions in all"), self._count)
        ends = Labelled(theme, self.tr("Ends"), self._kind)
        self.setLayout(column(ends, self._day_line, self._count_line, gap=8))
        self._kind.currentIndexChanged.connect(self._picked)
        self._day.textChanged.connect(lambda _: self.changed.emit())
        self._count.textChanged.connect(lambda _: self.changed.emit())
        self.begin()

    def begin(self) -> None:
        """Start with a block that does not end."""
        self._kind.setCurrentIndex(_Kind.NEVER)
        self._day.clear()
        self._count.clear()
        self._picked(_Kind.NEVER)

    def show_last_day(self, until_on: date | None) -> None:
        """Start with a block that ends on a day, or does not end."""
        self.begin()
        if until_on is not None:
            self._kind.setCurrentIndex(_Kind.DAY)
            self._day.setText(shown_date(until_on))

    def ending(self, today: date, *, mark: bool) -> Ending:
        """Read what was typed; `mark` shows on the field that it cannot be read."""
        kind = _Kind(self._kind.currentIndex())
        day = typed_date(self._day.text(), today) if kind is _Kind.DAY else None
        count = typed_number(self._count.text()) if kind is _Kind.COUNT else None
        no_day, no_count = kind is _Kind.DAY and day is None, kind is _Kind.COUNT and count is None
        fault = self.tr("Type the last day, such as 2026-06-26.") if no_day else ""
        fault = self.tr("Type the number of sessions, such as 12.") if no_count else fault
        if mark:
            self._day.set_invalid(no_day, fault)
            self._count.set_invalid(no_count, fault)
        return Ending(day, count, fault)

    def _picked(self, kind: int) -> None:
        self._day_line.setVisible(kind == _Kind.DAY)
        self._count_line.setVisible(kind == _Kind.COUNT)
        self.changed.emit()
