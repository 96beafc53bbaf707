"""One row of the comparison: what the report shows, what was marked, whose word to keep."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.attendance import Agreement, Comparison, ComparisonRow, Keep
from coordinator.vocabulary import ClientId
from ui.comparison.words import ComparisonWords
from ui.theme import Theme
from ui.widgets import ComboBox, ElidedText, LinkButton, SegmentedControl, icon_label, row

__all__ = ["Cells", "ReportRow", "cells_for"]

WIDE = 900
ROW_HEIGHT, TALL_ROW = 42, 64
PAD = 18
SHARES = (142, 193, 170, 150, 133)
"""Widths of the first five columns at 100 % text; the last takes the rest."""

NOBODY = "nobody"
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the cells lie, (left, width), and whether times and marks stand below each other to save room."""

    at: tuple[tuple[int, int], ...]
    stacked: bool


def cells_for(width: int, theme: Theme) -> Cells:
    """Share the width out among report, times, client, mine, report's word and choice."""
    stacked = width < WIDE * theme.scale
    widths = [theme.px(share) for share in SHARES]
    if stacked:
        rest = max(0, width - PAD)
        parts = (rest * 30 // 100, 0, rest * 25 // 100, rest * 22 // 100, 0)
        widths = list(parts)
    at, left = [], PAD
    for wide in widths:
        at.append((left, max(0, wide - 10)))
        left += wide
    at.append((left, max(0, width - left - 10)))
    if stacked:
        at[1], at[4] = at[0], at[3]
    return Cells(tuple(at), stacked)


class ReportRow(QWidget):
    """A row. It says what was chosen; the comparison is made again from it."""

    kept = Signal(object, str)
    """Client and whose word."""
    matched = Signal(int, object)
    """Person of the report and the client, or None for nobody's."""

    def __init__(self, theme: Theme, words: ComparisonWords, found: ComparisonRow, comparison: Comparison) -> None:
        super().__init__()
        self._theme, self._words, self._row = theme, words, found
        names = [words.names.of(name) for name in found.shown_names]
        name = words.names.of(found.client_name)
        differs = found.agreement is Agreement.DIFFERS
        self.shown = ElidedText(theme, ", ".join(names) or "–", "dense", "text" if names else "textMuted", weight=500)
        self.times = ElidedText(theme, words.times(found, comparison), "dense", "textSecondary")
        self.client: QWidget = ElidedText(theme, name, "dense", weight=500)
        self.mine = ElidedText(theme, words.state(found.mine, comparison), "dense")
        self.origin = ElidedText(theme, words.origin(found, comparison) if differs else "", "caption", "textSecondary")
        told = words.state(found.report, comparison)
        self.says = ElidedText(theme, told, "dense", weight=600 if differs else None)
        self.choice: SegmentedControl | None = None
        self.picker: ComboBox | None = None
        self.confirm: LinkButton | None = None
        self.last = self._last_cell(comparison, name)
        if found.agreement in {Agreement.TO_MATCH, Agreement.NOT_A_CLIENT}:
            self.client = self._picker(comparison)
        for child in (self.shown, self.times, self.client, self.mine, self.origin, self.says, self.last):
            child.setParent(self)
        parts = (", ".join(names), self.times.text(), name, self.mine.text(), self.origin.text(), told)
        self.setAccessibleName(", ".join(part for part in parts if part and part != "–"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._resized)

    @property
    def row(self) -> ComparisonRow:
        """What the row shows."""
        return self._row

    def _last_cell(self, comparison: Comparison, name: str) -> QWidget:
        theme, found = self._theme, self._row
        if found.agreement is Agreement.DIFFERS:
            choices = ((Keep.MINE.value, self.tr("Mine")), (Keep.REPORT.value, self.tr("Report")))
            label = self.tr("Keep, %1").replace("%1", name)
            self.choice = SegmentedControl(theme, choices, name=label, chosen=found.keep.value, height=30)
            self.choice.chosen.connect(lambda key: self.kept.emit(found.client_id, key))
            return self.choice
        if found.agreement is Agreement.TO_MATCH:
            label = self.tr("Yes, remember for next time")
            self.confirm = LinkButton(theme, label, role="dense", name=f"{label}, {self.shown.text()}")
            self.confirm.clicked.connect(self._match)
            if found.proposed is None:
                self.confirm.hide()
            return self.confirm
        same = found.agreement is Agreement.SAME
        cell = QWidget()
        text = ElidedText(theme, self.tr("Same") if same else self.tr("Left out"), "dense", "textMuted")
        cell.setLayout(row(icon_label(theme, "check" if same else "minus", "textMuted", 14), text, None, gap=6))
        del comparison
        return cell

    def _picker(self, comparison: Comparison) -> ComboBox:
        found, names = self._row, self._words.names
        picker = ComboBox(self._theme, self.tr("Which client is %1?").replace("%1", self.shown.text()), height=32)
        if found.proposed is None:
            picker.addItem(self.tr("Choose a client"), UNDECIDED)
        suggested = [client for client, _ in found.suggestions]
        for client, name in found.suggestions:
            picker.addItem(f"{names.of(name)}?", str(client))
        for client, name in comparison.roster:
            if client not in suggested:
                picker.addItem(names.of(name), str(client))
        picker.addItem(self.tr("Not a client"), NOBODY)
        if found.agreement is Agreement.NOT_A_CLIENT:
            picker.setCurrentIndex(picker.count() - 1)
        picker.activated.connect(self._picked)
        self.picker = picker
        self._ids = {str(client): client for client, _ in (*found.suggestions, *comparison.roster)}
        return picker

    def _picked(self) -> None:
        chosen = str(self.picker.currentData()) if self.picker is not None else UNDECIDED
        if chosen == NOBODY:
            self.matched.emit(self._row.people[0], None)
        elif self._row.agreement is Agreement.NOT_A_CLIENT and chosen in self._ids:
            self.matched.emit(self._row.people[0], self._ids[chosen])
        elif self.confirm is not None:
            self.confirm.setVisible(chosen in self._ids)

    def _match(self) -> None:
        client: ClientId | None = None
        if self.picker is not None:
            client = self._ids.get(str(self.picker.currentData()))
        if client is not None:
            self.matched.emit(self._row.people[0], client)

    def sizeHint(self) -> QSize:
        """42 pixels high at 100 %, more where cells are stacked."""
        tall = cells_for(max(self.width(), 1), self._theme).stacked
        return QSize(320, self._theme.px(TALL_ROW if tall else ROW_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cells out."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground by what is to be done, and a hairline."""
        del event
        painter = QPainter(self)
        grounds = {Agreement.DIFFERS: "warnSoft", Agreement.TO_MATCH: "selection"}
        painter.fillRect(self.rect(), self._theme.colour(grounds.get(self._row.agreement, "surface")))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour("divider"))

    def _resized(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        cells = cells_for(self.width(), self._theme)
        wanted = self._theme.px(TALL_ROW if cells.stacked else ROW_HEIGHT)
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        children = (self.shown, self.times, self.client, self.mine, self.says, self.last)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        half = wanted // 2
        for place, (child, (left, width)) in enumerate(zip(children, cells.at, strict=True)):
            at = self.width() - left - width if mirrored else left
            if cells.stacked and place in {0, 1, 3, 4}:
                child.setGeometry(at, 4 if place in {0, 3} else half, width, half - 4)
                continue
            tall = min(child.sizeHint().height(), wanted) if child in {self.client, self.last} else wanted
            wide = min(width, child.sizeHint().width()) if child in {self.choice, self.confirm} else width
            child.setGeometry(at, (wanted - tall) // 2, wide, tall)
        self._place_origin(wanted, stacked=cells.stacked)

    def _place_origin(self, high: int, *, stacked: bool) -> None:
        """Put who made my mark under the mark, and the report's word below where all three stand in one column."""
        self.origin.setVisible(bool(self.origin.text()))
        if not self.origin.text():
            return
        left, width, gap = self.mine.x(), self.mine.width(), self._theme.px(3)
        lines = [self.mine, self.origin, self.says] if stacked else [self.mine, self.origin]
        each = (high - 2 * gap) // len(lines)
        for place, child in enumerate(lines):
            child.setGeometry(left, gap + place * each, width, each)
