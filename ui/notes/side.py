"""The column of facts: presence, credited time, location, observations, the client's last note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.attendance import Observation
from coordinator.notes import LastNote, NoteView
from ui.block_painter import BlockScale
from ui.notes.words import NoteWords
from ui.theme import Theme
from ui.widgets import (
    BlockWidget,
    Card,
    Divider,
    InspectorPanel,
    LinkButton,
    SectionHeader,
    Text,
    clear_layout,
    column,
    icon_label,
    row,
)

__all__ = ["FactsColumn"]

WIDTH = 264
KEY_WIDTH = 80


class FactsColumn(InspectorPanel):
    """What the record says, beside what is written.

    Args:
        theme: the program's theme.
        words: the words of notes.
    """

    insert_requested = Signal(str)
    """The text of an observation that belongs into the note."""

    def __init__(self, theme: Theme, words: NoteWords, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("From the session"), width=WIDTH, fill="surfaceSunken", parent=parent)
        self._theme, self._words = theme, words
        self.body.setContentsMargins(17, 14, 18, 16)
        self._facts = column()
        self._observations = column(gap=8)
        self._last = column()
        for part in (self._facts, self._observations, self._last):
            self.body.addLayout(part)
        self.body.addStretch(1)
        self._view: NoteView | None = None
        self._shown: object = None
        theme.changed.connect(self._again)
        words.names.changed.connect(self._again)

    def show_view(self, view: NoteView) -> None:
        """Show the facts beside a note; nothing is built again where nothing changed."""
        self._view = view
        key = (view.client_id, view.attendance, view.sheet.session, view.observations, view.last, view.credited_minutes)
        if key == self._shown:
            return
        self._shown = key
        for box in (self._facts, self._observations, self._last):
            clear_layout(box)
        self._show_facts(view)
        if view.client_id is not None:
            self._show_observations(view)
        if view.last is not None:
            self._show_last(view.last)

    def _again(self) -> None:
        self._shown = None
        if self._view is not None:
            self.show_view(self._view)

    def _show_facts(self, view: NoteView) -> None:
        theme, line = self._theme, view.attendance
        self._facts.addLayout(column(Text(theme, self.tr("From the session"), "section"), margins=(0, 0, 0, 10)))
        if line is not None:
            minutes = line.attended_minutes
            told = self._words.formats.duration(minutes) if minutes is not None else self._words.label(line)
            strip = BlockWidget(
                theme, self._words.shape(line, view.sheet), self._words.label(line), scale=BlockScale.ROW
            )
            figures = row(strip, Text(theme, told, "denseMedium"), None, gap=10, margins=(0, 0, 0, 10))
            self._facts.addLayout(figures)
        for name, words, rule in self._words.facts(view):
            self._facts.addWidget(Divider(theme))
            self._facts.addLayout(self._fact(name, words, rule))
        self._facts.addWidget(Divider(theme))

    def _fact(self, name: str, words: str, rule: str) -> QVBoxLayout:
        key = Text(self._theme, name, "caption", "textMuted")
        key.setFixedSize(self._theme.px(KEY_WIDTH), self._theme.px(18))
        key.setContentsMargins(0, self._theme.px(4), 0, 0)
        value = Text(self._theme, words, "dense", wrap=True)
        value.setAccessibleName(f"{name}: {words}")
        if rule:
            value.setToolTip(rule)
            value.setAccessibleDescription(rule)
        line = row(gap=10)
        line.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(value, 1)
        return column(line, margins=(0, 9, 0, 9))

    def _show_observations(self, view: NoteView) -> None:
        count = len(view.observations)
        header = SectionHeader(self._theme, self.tr("Observations"), str(count) if count else "", role="section")
        self._observations.addLayout(column(header, margins=(0, 16, 0, 0)))
        if not count:
            none = self.tr("None. They are added in the attendance list during the session.")
            self._observations.addWidget(Text(self._theme, none, "caption", "textMuted", wrap=True))
            return
        if self._words.names.hidden:
            hidden = self.tr("Hidden while names are hidden.")
            self._observations.addWidget(Text(self._theme, hidden, "caption", "textMuted", wrap=True))
            return
        editable = view.signature is None
        for one in view.observations:
            zone = view.sheet.session.zone
            self._observations.addWidget(self._card(one.observation, zone, used=one.used, editable=editable))

    def _card(self, observation: Observation, zone: str, *, used: bool, editable: bool) -> Card:
        theme = self._theme
        card = Card(theme)
        time = self._words.at(observation.observed_at, zone)
        words = Text(theme, observation.text, "dense", wrap=True)
        box = column(Text(theme, time, "caption", "textMuted"), words, margins=(12, 10, 12, 10))
        if used:
            icon = icon_label(theme, "check", "accentText", 13)
            told = Text(theme, self.tr("Used in this note"), "captionMedium", "accentText")
            box.addLayout(row(icon, told, None, gap=6, margins=(0, 5, 0, 0)))
        elif editable:
            name = self.tr("Insert observation of %1").replace("%1", time)
            insert = LinkButton(theme, self.tr("Insert"), name=name, icon="plus")
            insert.clicked.connect(lambda: self.insert_requested.emit(observation.text))
            box.setContentsMargins(12, 10, 12, 4)
            box.addLayout(row(insert, None))
        card.setLayout(box)
        return card

    def _show_last(self, last: LastNote) -> None:
        day = self._words.formats.short_day(last.service_date)
        header = SectionHeader(self._theme, self.tr("Last note"), day, role="section")
        self._last.addLayout(column(header, margins=(0, 16, 0, 6)))
        text = self.tr("Hidden while names are hidden.") if self._words.names.hidden else self._gist(last)
        self._last.addWidget(Text(self._theme, text, "dense", "textSecondary", wrap=True))

    def _gist(self, last: LastNote) -> str:
        """The first words of the note, and its plan."""
        texts = dict(last.content.sections)
        plan = " ".join(texts.pop("plan", "").split())
        texts.pop("risk", None)
        first = " ".join(next((text for text in texts.values() if text.strip()), "").split())
        told = self.tr("Plan: %1").replace("%1", _lower_first(plan)) if plan else ""
        return " ".join(part for part in (first, told) if part)


def _lower_first(text: str) -> str:
    """Continue a sentence: "Sleep log." after "Plan:"; names and abbreviations keep their capitals."""
    first = text.split(maxsplit=1)[0] if text else ""
    return text[:1].lower() + text[1:] if first[1:].islower() else text
