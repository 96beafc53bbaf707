"""The week screen: reads one week, shows it, and passes on what the reader wants changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from coordinator.changes import Change
from coordinator.interchange import CalendarProposals
from coordinator.series import Block
from coordinator.sessions import GroupSession
from coordinator.vocabulary import GroupId, GroupSessionId, SessionStatus, Topic
from ui.bridge import Bridge
from ui.formats import Formats
from ui.page import KeyLine, Page
from ui.theme import Theme
from ui.week.calendars import Calendars
from ui.week.changing import Changing
from ui.week.details import SessionDetails
from ui.week.facts import FactsQuery, WeekView, next_of_block, week_view
from ui.week.grid import WeekGrid
from ui.week.header import WeekHeader
from ui.week.keys import add_action, add_card_keys, key_lines
from ui.week.notice import WeekNotice
from ui.week.plan import Plan
from ui.week.printing import SendToPrinter, WeekPaper, send_to_printer
from ui.week.side import WeekSide
from ui.widgets import EmptyState, column, row

A_WEEK = timedelta(weeks=1)
TICK_SECONDS = 30
CONCERNS = frozenset(
    {Topic.SERIES, Topic.SESSIONS, Topic.ROSTER, Topic.ATTENDANCE, Topic.NOTES, Topic.PEOPLE, Topic.PROGRAM}
)


class WeekPage(Page):
    """The week as blocks drawn to scale.

    Args:
        theme: the program's theme.
        bridge: to the store.
        formats: the reader's formats.
        zone: the reader's zone, in which the grid is drawn.
        session_facts: asks attendance and notes what they know of the week's sessions.
        shown: gives a client's name as it may stand on screen now; without it, as it is.
        printing: asks for a printer and prints.
    """

    session_requested = Signal(object)
    """Open this session's workspace (a GroupSessionId)."""
    link_requested = Signal(object)
    """Open this session's link without starting it (a GroupSessionId)."""
    hand_over_requested = Signal(object)
    toasted = Signal(str, bool)
    """A sentence about what was just done, and whether it can be undone."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        zone: ZoneInfo,
        *,
        session_facts: FactsQuery | None = None,
        shown: Callable[[str], str] | None = None,
        printing: SendToPrinter = send_to_printer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Week")
        self._bridge, self._formats, self._zone, self._facts = bridge, formats, zone, session_facts
        self._theme, self._printing = theme, printing
        self._plan = Plan(bridge, formats, self)
        self._day: date | None = None
        self._view: WeekView | None = None
        self._selected: GroupSessionId | None = None
        self._focus_wanted = self._following_wanted = False
        self._header = WeekHeader(theme)
        self._grid = WeekGrid(theme, formats, zone)
        self._empty = EmptyState(
            theme,
            "calendar-days",
            self.tr("No blocks this week."),
            self.tr("A block is a group's weekly time, three hours as a rule."),
            self.tr("New block"),
            primary=False,
        )
        self._empty.hide()
        self._details = SessionDetails(theme, formats, zone)
        self._changing = Changing(self._plan, self._details)
        self._side = WeekSide(theme, formats, self._details, self._plan, shown or str)
        self.calendars = Calendars(self, bridge, zone.key)
        self._side.join_calendars(self.calendars)
        body = row(column(self._grid, self._empty), self._side.panel, gap=0)
        self._notice = WeekNotice(theme, formats)
        self.setLayout(column(self._header, self._notice, body))
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_SECONDS * 1000)
        self._timer.timeout.connect(self.refresh)
        self._add_keys()
        self._connect()

    def _add_keys(self) -> None:
        for words, keys, call in (
            (self.tr("New block"), "Ctrl+N", self._begin_block),
            (self.tr("Extra session"), "Ctrl+Shift+N", self.add_extra),
            (self.tr("Add closure"), "", self.add_closure),
            (self.tr("Earlier week"), "PgUp", self.show_earlier),
            (self.tr("Later week"), "PgDown", self.show_later),
            (self.tr("This week"), "Home", self.show_present),
            (self.tr("Print the week"), "Ctrl+P", self.print_week),
            (self.tr("Import calendar"), "", self.calendars.read),
            (self.tr("Export calendar"), "", self.calendars.export),
        ):
            add_action(self, words, keys, call)
        shown = self._details
        asked = {"S": shown.assign_substitute, "Del": shown.cancel, "E": shown.change_block}
        add_card_keys(self._grid, {key: partial(self._on_focused, call) for key, call in asked.items()})

    def _connect(self) -> None:
        self._bridge.changed.connect(self._on_change)
        header = self._header
        header.earlier_requested.connect(self.show_earlier)
        header.present_requested.connect(self.show_present)
        header.later_requested.connect(self.show_later)
        header.closure_requested.connect(self.add_closure)
        header.block_requested.connect(self._begin_block)
        self._grid.chosen.connect(self._choose)
        self._grid.reached.connect(self._reach)
        self._grid.opened.connect(self._open)
        self._grid.move_wanted.connect(self._changing.move)
        self._grid.stretch_wanted.connect(self._changing.stretch)
        self._changing.followed.connect(self._follow)
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self._begin_block)
        details = self._details
        details.times_wanted.connect(self._changing.retime)
        details.facilitator_wanted.connect(self._changing.substitute)
        details.cancel_wanted.connect(self._changing.cancel)
        details.return_wanted.connect(self._plan.restore)
        details.skip_wanted.connect(self._plan.skip)
        details.make_up_wanted.connect(self._begin_extra)
        details.block_wanted.connect(self._begin_change)
        details.open_wanted.connect(self._open)
        details.link_wanted.connect(lambda session: self.link_requested.emit(session.id))
        details.hand_over_wanted.connect(lambda session: self.hand_over_requested.emit(session.id))
        self._plan.toasted.connect(self.toasted)
        self._plan.added.connect(self._added)
        self.calendars.said.connect(self.toasted)
        self.calendars.imported.connect(self._added)
        self.calendars.offered.connect(self._offer)
        self._plan.extra_added.connect(self._extra_added)
        self._side.closed.connect(self._show_details)
        self._side.question.leave.clicked.connect(self.refresh)

    # -- what the window expects

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of the week."""
        return key_lines()

    def activate(self) -> None:
        """Read the week and put the focus on the chosen session."""
        self._focus_wanted = True
        self.refresh()

    def refresh(self) -> None:
        """Read the week again."""
        self._bridge.read(week_view, self._day, self._zone, self._facts, then=self._show)

    def inspector(self) -> QWidget | None:
        """The column with the chosen session."""
        return self._side.panel

    # -- weeks

    def show_earlier(self) -> None:
        """Page up."""
        self._go(-A_WEEK)

    def show_later(self) -> None:
        """Page down."""
        self._go(A_WEEK)

    def show_present(self) -> None:
        """The week of today."""
        self._day, self._selected = None, None
        self.refresh()

    def show_day(self, day: date, session_id: GroupSessionId | None = None) -> None:
        """The week that holds a day, with a session chosen in it."""
        self._day, self._selected = day, session_id
        self.refresh()

    def _go(self, by: timedelta) -> None:
        if self._view is not None:
            self._day, self._selected = self._view.days[0] + by, None
            self._focus_wanted = self._grid.focused_session() is not None
            self.refresh()

    def _show(self, view: WeekView) -> None:
        self._view = self._changing.view = view
        self._header.set_words(self._formats.week(view.days[0], view.days[-1]))
        if view.session(self._selected) is None:
            first = view.sessions[0].id if view.sessions else None
            self._selected = view.next_id or first
        self._notice.show_week(view)
        has_any = bool(view.sessions)
        self._grid.setVisible(has_any)
        self._empty.setVisible(not has_any)
        self._grid.show_week(view, self._selected)
        if self._side.has_form:
            self._fill_details()
        else:
            self._show_details()
        if self._following_wanted:
            self._following_wanted = False
            self._show_details()
            self._details.choose_following()
        if self._focus_wanted:
            self._focus_wanted = False
            if has_any:
                self._grid.focus_session(self._selected)
            elif self._empty.button is not None:
                self._empty.button.setFocus()

    def _on_change(self, change: Change[object]) -> None:
        if change.topics & CONCERNS and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the line of now move."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read while nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def print_week(self) -> None:
        """Print the week that is shown, on one landscape page."""
        if self._view is not None:
            paper = WeekPaper(self._theme, self._formats, self._zone, self._view)
            self._printing(self, paper.paint)

    # -- the inspector

    def plan_block(self, group_id: GroupId, block: Block | None) -> None:
        """Show the form for a group's new block, or a block's next session with *This and following* chosen."""
        if block is not None:
            self._bridge.read(next_of_block, block, then=self._show_block)
        else:
            self.add_block(group_id)

    def _show_block(self, session: GroupSession | None) -> None:
        if session is not None:
            self._following_wanted = True
            self.show_day(session.service_date, session.id)

    def add_block(self, group_id: GroupId | None = None) -> None:
        """Show the form for a new block."""
        if self._view is not None:
            self._open_form(partial(self._side.open_block, self._view, group_id))

    def _begin_block(self) -> None:
        self.add_block()

    def add_closure(self) -> None:
        """Show the form for a closure."""
        if self._view is not None:
            session = self._view.session(self._selected)
            day = session.service_date if session is not None else self._view.days[0]
            self._open_form(partial(self._side.open_closure, self._view, day))

    def add_extra(self) -> None:
        """Show the form for one session outside the pattern."""
        self._begin_extra(None)

    def _begin_extra(self, missed: GroupSession | None) -> None:
        if self._view is not None:
            chosen = self._view.session(self._selected)
            group_id = chosen.group_id if chosen is not None else None
            self._open_form(partial(self._side.open_extra, self._view, group_id, missed))

    def _begin_change(self, session: GroupSession) -> None:
        block = self._view.block(session.block_id) if self._view is not None else None
        if self._view is not None and block is not None:
            self._open_form(partial(self._side.open_change, self._view, session, block))

    def _offer(self, found: CalendarProposals) -> None:
        if self._view is not None:
            self._open_form(partial(self._side.open_proposals, self._view, found))

    def _open_form(self, begin: Callable[[], None]) -> None:
        self.inspector_wanted.emit()
        with QSignalBlocker(self._grid):  # hiding what had the focus hands it on to some session
            begin()

    def _show_details(self) -> None:
        with QSignalBlocker(self._grid):
            self._side.open_details()
        self._fill_details()

    def _fill_details(self) -> None:
        if self._view is not None:
            self._side.show_session(self._view, self._view.session(self._selected))

    def _choose(self, session: GroupSession) -> None:
        self._selected = session.id
        self._grid.select(session.id)
        self._show_details()
        self.inspector_wanted.emit()

    def _reach(self, session: GroupSession) -> None:
        """Follow the focus, but leave an open form alone."""
        if session.id != self._selected:
            self._selected = session.id
            self._grid.select(session.id)
            self._fill_details()

    def _on_focused(self, call: Callable[[], None]) -> None:
        """Let S and Del concern the session that has the focus."""
        focused = self._grid.focused_session()
        if focused is not None:
            if focused.id != self._selected:
                self._choose(focused)
            call()

    def _open(self, session: GroupSession) -> None:
        if session.status is not SessionStatus.CANCELLED:
            self.session_requested.emit(session.id)

    def _follow(self, session_id: GroupSessionId) -> None:
        self._selected = session_id

    def _extra_added(self, session_id: GroupSessionId) -> None:
        self._selected = session_id
        self._added()

    def _added(self) -> None:
        self._show_details()
        self.refresh()
