"""Below the rows: who is here without being counted, and the way to add somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from coordinator.attendance import AttendanceSheet, Visitor
from coordinator.letter_keys import LetterAction
from ui.session.desk import AttendanceDesk
from ui.session.letter_cap import LetterCap
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import ButtonSize, IconButton, LinkButton, Panel, Text, clear_layout, column, row

__all__ = ["Guests"]


class Guests(Panel):
    """Interpreters, observers and family, and a link that adds a walk-in or a visitor.

    Args:
        theme: the program's theme.
        desk: where changes are asked for.
        words: what things are called.
    """

    def __init__(self, theme: Theme, desk: AttendanceDesk, words: AttendanceWords) -> None:
        super().__init__(theme, edges=("top",), stroke="divider")
        self._theme, self._desk, self._words = theme, desk, words
        self._sheet: AttendanceSheet | None = None
        self._shown: tuple[Visitor, ...] = ()
        self.add = LinkButton(theme, self.tr("Add somebody who is not on this list"), role="dense", icon="user-plus")
        self._lines: QVBoxLayout = column(gap=2)
        foot = row(self.add, LetterCap(theme, words.keys, LetterAction.WALK_IN), None, gap=8)
        self.setLayout(column(self._lines, foot, None, gap=4, margins=(34, 8, 16, 8)))
        words.names.changed.connect(self._again)

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show who is here beside the clients."""
        self._sheet = sheet
        if sheet.visitors != self._shown:
            self._shown = sheet.visitors
            self._again()

    def texts(self) -> list[str]:
        """Give what the lines say, in order."""
        return [self._line(one) for one in self._shown]

    def _again(self) -> None:
        clear_layout(self._lines)
        for one in self._shown:
            words = Text(self._theme, self._line(one), "dense", "textSecondary")
            line = row(words, gap=8)
            if one.left_at is None:
                left = LinkButton(self._theme, self.tr("Left"), name=f"{self.tr('Left')}, {one.name}", role="dense")
                left.clicked.connect(lambda _=False, which=one.id: self._desk.visitor_left(which))
                line.addWidget(left)
            off = IconButton(self._theme, "x", self.tr("Take this visitor off"), size=ButtonSize.COMPACT)
            off.clicked.connect(lambda _=False, which=one.id: self._desk.remove_visitor(which))
            line.addWidget(off)
            line.addStretch(1)
            self._lines.addLayout(line)

    def _line(self, one: Visitor) -> str:
        if self._sheet is None:
            return ""
        words, zone = self._words.help, self._sheet.session.zone
        since = self.tr("from %1").replace("%1", words.at(one.joined_at, zone))
        if one.left_at is not None:
            since = self.tr("%1 to %2").replace("%1", words.at(one.joined_at, zone))
            since = since.replace("%2", words.at(one.left_at, zone))
        who = self._words.names.of(one.name)
        parts = [f"{words.role(one.role)}: {who}", one.note, since, self.tr("not counted")]
        return " · ".join(part for part in parts if part)
