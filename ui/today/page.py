"""The Today screen: the clock leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator import sessions, today
from coordinator.changes import Change
from coordinator.clock import Clock
from coordinator.today import DaySession, Today, ToFinish
from coordinator.vocabulary import GroupSessionId, SessionStatus
from ui.bridge import Bridge
from ui.formats import Formats, counted
from ui.page import KeyLine, Page
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.today.backup_link import BackupLink
from ui.today.session_card import LaterCard, SessionCard
from ui.today.side_cards import FinishCard, GoalCard
from ui.widgets import EmptyState, PageHeader, ScrollColumn, clear_layout, column, row

SIDE_WIDTH = 316
TICK_MS = 10_000
NARROW = 760


class TodayPage(Page):
    """Reads the day, shows it, and says what the reader asked for.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        clock: moves the countdown.
        formats: the reader's locale and the program's zone.
        names: whether names are shown or initials.
    """

    launch_requested = Signal(object)
    session_requested = Signal(object)
    passcode_requested = Signal(object)
    todo_chosen = Signal(object)
    todo_answered = Signal(object, str)
    change_chosen = Signal(object, object)
    client_chosen = Signal(object)
    group_chosen = Signal(object)
    hand_over_requested = Signal(object)
    said = Signal(str, bool)
    """A sentence about what was just done, and whether it can be undone."""
    day_shown = Signal(object)
    """Carries the `Today` that was read, for the sidebar and the launch key."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        clock: Clock,
        formats: Formats,
        names: ShownNames,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Today")
        self._theme, self._bridge, self._clock, self._formats = theme, bridge, clock, formats
        self._names = names
        self._cards: list[SessionCard] = []
        self._today: Today | None = None
        self._unfinished: ToFinish | None = None
        self._arrived = False
        self._drawn_at = theme.scale
        self._header = PageHeader(theme, "", "")
        self._header.set_margins(28, 22, 28, 0)
        self._main = column(gap=16)
        self._finish = FinishCard(theme, formats, names)
        self._finish.chosen.connect(self.todo_chosen)
        self._finish.answered.connect(self.todo_answered)
        self._goal = GoalCard(theme, formats, names)
        self._goal.client_chosen.connect(self.client_chosen)
        self._backup = BackupLink(bridge, formats, self)
        self._backup.said.connect(self.said)
        self._build()
        self._add_keys()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        bridge.changed.connect(self._changed)
        theme.changed.connect(self._restyled)
        names.changed.connect(self._show_again)

    @property
    def today(self) -> Today | None:
        """What was read last."""
        return self._today

    @property
    def unfinished(self) -> ToFinish | None:
        """What is left to finish, as it was read last; it comes after the day itself."""
        return self._unfinished

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of this screen."""
        return (
            KeyLine("Return", self.tr("Launch the next session")),
            KeyLine("F4", self.tr("Attendance of the live or next session")),
            KeyLine("Ctrl+Shift+C", self.tr("Copy passcode")),
            KeyLine("Ctrl+Shift+B", self.tr("Switch to the backup link and copy a message for clients")),
            KeyLine("Ctrl+D", self.tr("Dismiss reminders")),
        )

    def _add_keys(self) -> None:
        for words, keys, call in (
            (self.tr("Switch to the backup link"), "Ctrl+Shift+B", self.switch_to_backup),
            (self.tr("Dismiss reminders"), "Ctrl+D", self.dismiss_reminders),
        ):
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(call)
            self.addAction(action)

    def switch_to_backup(self) -> None:
        """Let the next or running session meet through its group's backup link."""
        if not self._cards:
            self.said.emit(self.tr("No session is left today."), False)
        else:
            self._backup.switch(self._cards[0].day_session.session.id)

    def dismiss_reminders(self) -> None:
        """Let the reminders of the sessions on screen be quiet."""
        for card in self._cards:
            if card.day_session.reminded_at is not None:
                self._dismiss(card.day_session.session.id)

    def _dismiss(self, session_id: GroupSessionId) -> None:
        self._bridge.change(sessions.dismiss_reminders, session_id)

    def activate(self) -> None:
        """Focus the launch button, so that Enter works, and read the day again."""
        self._arrived = True
        self.refresh()

    def refresh(self) -> None:
        """Read the day again."""
        self._bridge.read(today.today, then=self._show)

    def _build(self) -> None:
        side = QWidget()
        side.setFixedWidth(self._theme.px(SIDE_WIDTH))
        side.setLayout(column(self._finish, self._goal, None, gap=16))
        self._side = side
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        holder.setLayout(column(self._main, None))
        scroll = self._scroll = ScrollColumn(margins=(28, 18, 28, 24))
        self._body = row(gap=20)
        self._body.addWidget(holder, 1)
        self._body.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        scroll.box.addLayout(self._body)
        scroll.box.addStretch(1)
        self.setLayout(column(self._header, scroll))

    def resizeEvent(self, event: object) -> None:
        """Put the side cards below the sessions where the window is narrow or the text large."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self._theme.px(NARROW)
        self._body.setDirection(self._body.Direction.TopToBottom if narrow else self._body.Direction.LeftToRight)
        self._side.setFixedWidth(self._theme.px(SIDE_WIDTH) if not narrow else max(200, self.width() - 76))

    def _restyled(self) -> None:
        """Follow another size of text: what stands beside each other in a card depends on it."""
        self._fit()
        if self._drawn_at != self._theme.scale:
            QTimer.singleShot(0, self, self._draw_again)

    def _draw_again(self) -> None:
        bar = self._scroll.verticalScrollBar()
        at_top = bar.value() == bar.minimum()
        self._show_again()
        if at_top:  # the button that has the focus again is not in its place yet, and would be scrolled to
            QTimer.singleShot(0, self, lambda: bar.setValue(bar.minimum()))

    def _changed(self, change: Change[object]) -> None:
        del change
        if self.isVisible():
            self.refresh()

    def _show_again(self) -> None:
        if self._today is not None:
            self._show_day(self._today)
        if self._unfinished is not None:
            self._show_unfinished(self._unfinished)

    # -- showing

    def _show(self, found: Today) -> None:
        self._show_day(found)
        self._bridge.read(today.to_finish, then=self._show_unfinished)

    def _show_unfinished(self, found: ToFinish) -> None:
        self._unfinished = found
        self._finish.show_todos(found.todos)
        self._goal.show_forecast(found.forecast, found.now)
        self.badge_changed.emit(str(len(found.todos)) if found.todos else "")

    def _show_day(self, found: Today) -> None:
        had_focus = any(card.launch_button.hasFocus() for card in self._cards)
        self._today, self._drawn_at = found, self._theme.scale
        self._header.set_words(self._formats.day(found.day), self._subtitle(found))
        clear_layout(self._main)
        self._cards = []
        self._add_sessions(found)
        self.day_shown.emit(found)
        if had_focus or self._arrived:
            self._arrived = False
            self._focus_launch()

    def _add_sessions(self, found: Today) -> None:
        open_ones = [one for one in found.sessions if _is_open(one, found)]
        first = open_ones[:1]
        # Two blocks at once are both shown whole.
        first += [one for one in open_ones[1:] if first and one.session.starts_at < first[0].session.ends_at]
        for one in first:
            self._add_card(one)
        for one in found.sessions:
            if one not in first:
                later = LaterCard(self._theme, self._formats, one)
                later.prepare_requested.connect(self.session_requested)
                later.hand_over_requested.connect(self.hand_over_requested)
                self._main.addWidget(later)
        if not found.sessions:
            self._main.addWidget(self._empty(found))

    def _add_card(self, one: DaySession) -> None:
        card = SessionCard(self._theme, self._formats, self._names, one, self._clock.now())
        card.launch_requested.connect(self.launch_requested)
        card.attendance_requested.connect(self.session_requested)
        card.passcode_requested.connect(self.passcode_requested)
        card.change_chosen.connect(self.change_chosen)
        card.link_requested.connect(self.group_chosen)
        card.client_chosen.connect(self.client_chosen)
        card.backup_requested.connect(self._backup.switch)
        card.dismiss_requested.connect(self._dismiss)
        card.hand_over_requested.connect(self.hand_over_requested)
        self._cards.append(card)
        self._main.addWidget(card)

    def _empty(self, found: Today) -> EmptyState:
        if found.closure is not None:
            title = self.tr("Closed today: {name}.").format(name=found.closure.name)
            detail = counted("Today", "%n session(s) cancelled.", len(found.cancelled))
        else:
            title = self.tr("No groups today.")
            detail = self._upcoming(found)
        return EmptyState(self._theme, "calendar-days", title, detail, "")

    def _upcoming(self, found: Today) -> str:
        if found.upcoming is None:
            return self.tr("No sessions are planned.")
        start = found.upcoming.local_start
        return self.tr("Next: {group}, {day} at {time}.").format(
            group=found.upcoming.group_name,
            day=self._formats.weekday(start.date()),
            time=self._formats.time(start.time()),
        )

    def _subtitle(self, found: Today) -> str:
        if not found.sessions:
            return ""
        count = len(found.sessions)
        words = {1: self.tr("One group"), 2: self.tr("Two groups"), 3: self.tr("Three groups")}
        groups = words.get(count) or counted("Today", "%n group(s)", count)
        minutes = sum(one.session.planned_minutes for one in found.sessions)
        hours = counted("Today", "%n hour(s)", minutes // 60) if minutes % 60 == 0 else self._formats.hours(minutes)
        clients = counted("Today", "%n client(s) expected", sum(one.expected for one in found.sessions))
        return self.tr("{groups}, {hours}. {clients}.").format(groups=groups, hours=hours, clients=clients)

    def _show_time(self) -> None:
        now = self._clock.now()
        for card in self._cards:
            card.show_time(now)
            session = card.day_session.session
            if session.status is SessionStatus.PLANNED and session.ends_at <= now:
                self.refresh()
                return

    def _focus_launch(self) -> None:
        if self._cards:
            self._cards[0].launch_button.setFocus(Qt.FocusReason.TabFocusReason)


def _is_open(one: DaySession, found: Today) -> bool:
    session = one.session
    return session.status is SessionStatus.LIVE or (
        session.status is SessionStatus.PLANNED and session.ends_at > found.now
    )
