"""Who is in a group and who waits for a place."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCompleter, QGridLayout, QSizePolicy, QWidget

from coordinator.roster import ClientLine, RosterEntry, WaitlistPlace, matches
from coordinator.vocabulary import ClientId
from ui.formats import Formats, counted
from ui.groups.facts import GroupFacts
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    Chip,
    Divider,
    ElidedText,
    LinkButton,
    SearchField,
    Text,
    announce,
    clear_layout,
    column,
    row,
)

WAITLIST_WIDTH = 232

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
        self._candidates: dict[str, ClientLine] = {}
        self._places = Text(theme, "", "caption", "textMuted")
        self.enroll = Button(theme, self.tr("Enroll client"), icon="user-plus", size=ButtonSize.COMPACT)
        self.enroll.clicked.connect(self._open)
        self.search = SearchField(theme, self.tr("Client to enroll"), placeholder=self.tr("Name or ID"))
        self.search.setMaximumWidth(theme.px(320))
        self._completer = QCompleter(QStringListModel(self), self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take)
        self.search.setCompleter(self._completer)
        self.search.textEdited.connect(self._suggest)
        self.search.returnPressed.connect(self._take_first)
        self.search.escaped.connect(self._close)
        self._message = Text(theme, "", "caption", "textMuted", wrap=True)
        self._message.hide()
        self.search.hide()
        self._table = QGridLayout()
        self._table.setContentsMargins(0, 0, 0, 0)
        self._table.setSpacing(0)
        self._table.setColumnStretch(3, 1)
        self._waitlist = column()
        waiting = QWidget()
        waiting.setFixedWidth(min(theme.px(WAITLIST_WIDTH), 360))
        waiting.setLayout(column(self._waitlist, None))
        self._body = row(column(self._table, None), waiting, gap=24)
        self._body.setStretch(0, 1)
        head = row(Text(theme, self.tr("Roster"), "section"), self._places, None, self.enroll, gap=10)
        self.setLayout(column(head, 4, self.search, self._message, 4, self._body))

    def show_facts(self, facts: GroupFacts) -> None:
        """Show a group's roster and waitlist."""
        if self._facts is not None and self._facts.line.group.id != facts.line.group.id:
            self._close()
            self.say("")
        self._facts = facts
        line = facts.line
        words = self.tr("%1 of %2 places").replace("%1", str(line.enrolled))
        self._places.setText(words.replace("%2", str(line.group.capacity)))
        self._show_roster(facts)
        self._show_waitlist(facts)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the waitlist below the roster, or beside it."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(down if narrow else across)
        self._is_narrow = narrow
        if self._facts is not None:
            self._show_roster(self._facts)

    def offer(self, lines: tuple[ClientLine, ...]) -> None:
        """Take the clients who may be enrolled."""
        here = {entry.client_id for entry in self._facts.entries} if self._facts is not None else set()
        self._candidates = {self._label(line): line for line in lines if line.id not in here}
        self._suggest(self.search.text())

    def say(self, sentence: str) -> None:
        """Say what came of enrolling somebody."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def closed(self) -> None:
        """Put the field away once the client has a place or waits for one."""
        self._close()

    def _open(self) -> None:
        self.search.setVisible(True)
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.enrolling.emit()

    def _close(self) -> None:
        if self.search.isVisible():
            self.search.hide()
            self.enroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _label(self, line: ClientLine) -> str:
        return f"{self._names.of(line.name)}  \u00b7  {line.code}"

    def _suggest(self, text: str) -> None:
        found = [label for label, line in self._candidates.items() if matches(line.searchable, text)]
        model = self._completer.model()
        if isinstance(model, QStringListModel):
            model.setStringList(found)
        if text and not found and self._candidates:
            self.say(self.tr("No client called \u201c%1\u201d.").replace("%1", text))
        elif text:
            self.say("")

    def _take_first(self) -> None:
        model = self._completer.model()
        labels = model.stringList() if isinstance(model, QStringListModel) else []
        if self.search.text().strip() and labels:
            self._take(self.search.text() if self.search.text() in labels else labels[0])

    def _take(self, label: str) -> None:
        line = self._candidates.pop(label, None)
        if line is not None:
            self.enroll_requested.emit(line.id)

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

    def _show_waitlist(self, facts: GroupFacts) -> None:
        clear_layout(self._waitlist)
        title = Text(self._theme, self.tr("Waitlist"), "captionMedium", "textMuted")
        title.setFixedHeight(self._theme.px(22))
        title.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._waitlist.addWidget(title)
        for place in facts.waitlist:
            self._waitlist.addWidget(Divider(self._theme))
            self._waitlist.addWidget(self._waiting(place))
        self._waitlist.addWidget(Divider(self._theme))
        self._waitlist.addSpacing(9)
        self._waitlist.addWidget(Text(self._theme, self._opening(facts), "caption", "textMuted", wrap=True))

    def _waiting(self, place: WaitlistPlace) -> QWidget:
        shown = self._names.of(place.name)
        button = Button(self._theme, self.tr("Enroll"), size=ButtonSize.COMPACT)
        button.setAccessibleName(self.tr("Enroll %1").replace("%1", shown))
        button.clicked.connect(lambda: self._ask(place.client_id))
        number = Text(self._theme, str(place.position), "dense", "textMuted")
        number.setFixedWidth(self._theme.px(22))
        since = self.tr("since %1").replace("%1", self._formats.month_day(place.since))
        name = f"{shown} {place.code}" if place.second_identifier_needed else shown
        words = column(
            ElidedText(self._theme, name, "denseMedium"), ElidedText(self._theme, since, "caption", "textMuted")
        )
        line = row(number, words, None, button, gap=0, margins=(0, 8, 0, 8))
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _ask(self, client_id: ClientId) -> None:
        self.enroll_requested.emit(client_id)

    def _opening(self, facts: GroupFacts) -> str:
        """When the next place opens; a client's place is free once the last session is over."""
        if not facts.line.full and facts.line.free:
            return (
                counted("Roster", "%n place(s) free.", facts.line.free)
                if facts.next_opening is None
                else (self._next(facts, more=True))
            )
        return self._next(facts, more=False) if facts.next_opening is not None else self.tr("No place opens soon.")

    def _next(self, facts: GroupFacts, *, more: bool) -> str:
        day = facts.next_opening or facts.today
        if day == facts.today and facts.opens_at is not None:
            words = self.tr("One more place opens today at %1.") if more else self.tr("A place opens today at %1.")
            return words.replace("%1", self._formats.time(facts.opens_at))
        words = self.tr("One more place opens on %1.") if more else self.tr("A place opens on %1.")
        return words.replace("%1", self._formats.month_day(day + timedelta(days=1)))
