"""Who is in a group and who waits for a place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy, QWidget

from coordinator.roster import ClientLine, RosterEntry
from ui.formats import Formats
from ui.groups.clash_question import ClashQuestion
from ui.groups.facts import GroupFacts
from ui.groups.picker import ClientPicker
from ui.groups.waitlist_section import WaitlistSection
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    Chip,
    Divider,
    LinkButton,
    SearchField,
    Text,
    clear_layout,
    column,
    row,
)

LONG_AGO_DAYS = 300
"""From here on the year stands beside the day."""


class RosterSection(QWidget):
    """The roster as a table, the waitlist in order, and a field to enroll somebody."""

    enroll_requested = Signal(object)
    """Carries the id of the client who is to get a place."""
    client_chosen = Signal(object)
    enrolling = Signal()
    """The field to enroll somebody was opened: it wants the clients to choose from."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._names = theme, formats, names
        self._facts: GroupFacts | None = None
        self._is_narrow = False
        self._places = Text(theme, "", "caption", "textMuted")
        self.enroll = Button(theme, self.tr("Enroll client"), icon="user-plus", size=ButtonSize.COMPACT)
        self.enroll.clicked.connect(self._open)
        self.picker = ClientPicker(theme, names, self.tr("Client to enroll"))
        self.picker.chosen.connect(self.enroll_requested)
        self.picker.left.connect(lambda: self.enroll.setFocus(Qt.FocusReason.OtherFocusReason))
        self.question = ClashQuestion(theme)
        self.question.left.connect(lambda: self.enroll.setFocus(Qt.FocusReason.OtherFocusReason))
        self.waitlist = WaitlistSection(theme, formats, names)
        self.waitlist.enroll_requested.connect(self.enroll_requested)
        self._table = QGridLayout()
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setSpacing(0)
        self._table.setColumnStretch(3, 1)
        self._body = row(column(self._table, None), self.waitlist, gap=24)
        self._body.setStretch(0, 1)
        head = row(Text(theme, self.tr("Roster"), "section"), self._places, None, self.enroll, gap=10)
        self.setLayout(column(head, 4, self.picker, self.question, 4, self._body))

    def show_facts(self, facts: GroupFacts) -> None:
        """Show a group's roster and waitlist."""
        if self._facts is not None and self._facts.line.group.id != facts.line.group.id:
            self.question.dismiss()
            for picker in (self.picker, self.waitlist.picker):
                picker.close_field()
                picker.say("")
        self._facts = facts
        line = facts.line
        words = self.tr("%1 of %2 places").replace("%1", str(line.enrolled))
        self._places.setText(words.replace("%2", str(line.group.capacity)))
        self._show_roster(facts)
        self.waitlist.show_facts(facts)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the waitlist below the roster, or beside it."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(down if narrow else across)
        self._is_narrow = narrow
        if self._facts is not None:
            self._show_roster(self._facts)

    @property
    def search(self) -> SearchField:
        """The field to name the client who is to be enrolled."""
        return self.picker.search

    def offer(self, lines: tuple[ClientLine, ...]) -> None:
        """Take the clients who may be enrolled, and of those the ones who may wait."""
        here = {entry.client_id for entry in self._facts.entries} if self._facts is not None else set()
        waiting = {place.client_id for place in self._facts.waitlist} if self._facts is not None else set()
        self.picker.offer(tuple(line for line in lines if line.id not in here))
        self.waitlist.picker.offer(tuple(line for line in lines if line.id not in here | waiting))

    def say(self, sentence: str) -> None:
        """Say what came of enrolling somebody."""
        self.picker.say(sentence)

    def closed(self) -> None:
        """Put the field away once the client has a place or waits for one."""
        self.picker.close_field()

    def _open(self) -> None:
        self.picker.open_field()
        self.enrolling.emit()

    def _show_roster(self, facts: GroupFacts) -> None:
        clear_layout(self._table)
        if not facts.entries:
            words = self.tr("Nobody is enrolled yet. Enroll the first client.")
            self._table.addWidget(Text(self._theme, words, "dense", "textMuted"), 0, 0)
            return
        for place, title in enumerate((self.tr("Client"), self.tr("Since"), self.tr("Planned"))):
            head = Text(self._theme, title, "captionMedium", "textMuted")
            self._table.addWidget(head, 0, place, Qt.AlignmentFlag.AlignTop)
        self._table.setRowMinimumHeight(0, self._theme.px(22))
        for number, entry in enumerate(facts.entries, start=1):
            self._table.addWidget(Divider(self._theme), number * 2 - 1, 0, 1, 4)
            self._table.setRowMinimumHeight(number * 2, self._theme.px(33))
            self._add_entry(number * 2, entry, facts)
        last = len(facts.entries) * 2 + 1
        self._table.addWidget(Divider(self._theme), last, 0, 1, 4)
        for place, width in enumerate((156, 121, 80)):
            self._table.setColumnMinimumWidth(place, 0 if self._is_narrow else self._theme.px(width))

    def _add_entry(self, at: int, entry: RosterEntry, facts: GroupFacts) -> None:
        shown = self._names.of(entry.name)
        name = LinkButton(
            self._theme,
            f"{shown} {entry.code}" if entry.second_identifier_needed else shown,
            name=self.tr("Open client, %1").replace("%1", shown),
            role="dense",
            colour="text",
        )
        name.clicked.connect(lambda: self.client_chosen.emit(entry.client_id))
        since = self._formats.month_day(entry.starts_on)
        if entry.starts_on.year != facts.today.year and (facts.today - entry.starts_on).days > LONG_AGO_DAYS:
            since = self._formats.full_date(entry.starts_on, short=True)
        planned = self._formats.hours(min(facts.planned_minutes, self._goal(entry, facts)))
        holder = QWidget()
        holder.setLayout(row(name, None))
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._table.addWidget(holder, at, 0)
        self._table.addWidget(Text(self._theme, since, "dense", "textSecondary"), at, 1)
        self._table.addWidget(Text(self._theme, planned, "dense", "textSecondary"), at, 2)
        chip = self._chip(entry, facts)
        if chip:
            self._table.addWidget(Chip(self._theme, chip), at, 3, Qt.AlignmentFlag.AlignTrailing)

    def _goal(self, entry: RosterEntry, facts: GroupFacts) -> int:
        return entry.weekly_goal_minutes or max(facts.planned_minutes, facts.goal_minutes)

    def _chip(self, entry: RosterEntry, facts: GroupFacts) -> str:
        if entry.starts_on == facts.today:
            return self.tr("Starts today")
        if entry.ends_on == facts.today:
            return self.tr("Ends today")
        if entry.starts_on > facts.today:
            return self.tr("From %1").replace("%1", self._formats.month_day(entry.starts_on, short=True))
        if entry.ends_on is not None:
            return self.tr("Until %1").replace("%1", self._formats.month_day(entry.ends_on, short=True))
        return ""
