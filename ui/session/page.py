"""The session screen: attendance of one dated block, and the comparison with the platform's report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

import ui.session.errors  # noqa: F401  registers the words of what is refused
from coordinator.attendance import AttendanceSheet
from coordinator.vocabulary import ClientId, GroupSessionId
from ui.bridge import Bridge
from ui.formats import Formats
from ui.marking_keys import MarkingKeys
from ui.page import KeyLine, Page
from ui.session.answers import Answers
from ui.session.attendance_list import AttendanceList
from ui.session.bars import MessageBars
from ui.session.cards import SessionCards
from ui.session.compact_view import CompactView
from ui.session.comparing import Comparing
from ui.session.desk import AttendanceDesk
from ui.session.footer import KeyFooter
from ui.session.head import SessionHead
from ui.session.inspector import SessionInspector
from ui.session.key_lines import attendance_keys
from ui.session.keys import HELP_KEYS, SWITCH_KEYS
from ui.session.missing_panel import MissingPanel
from ui.session.reports import ComparisonView, choose_report, dropped_files
from ui.session.words import AttendanceWords
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import EmptyState, column, row

__all__ = ["ComparisonView", "SessionPage", "choose_report"]

COMPACT_BELOW = 560 - 52
"""Content narrower than this (at 100 % text) takes the compact layout; the icon rail is 52 wide."""


class SessionPage(Page):
    """Attendance of one session.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's locale.
        names: whether names are shown.
        desk: the open session; shared with the compact window.
        comparison: the screen that compares with a report.
        choose_file: asks for a report's files.
        hidden_from_capture: whether windows are left out of screen sharing here.
        keys: which letter does what, and whether they mark.
    """

    room_requested = Signal(object)
    passcode_requested = Signal(object)
    notes_requested = Signal(object)
    compact_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        *,
        desk: AttendanceDesk | None = None,
        comparison: ComparisonView | None = None,
        choose_file: Callable[[QWidget], tuple[Path, ...]] = choose_report,
        hidden_from_capture: bool = False,
        keys: MarkingKeys | None = None,
    ) -> None:
        super().__init__()
        self.title = self.tr("Session")
        self._theme, self._bridge, self._choose_file = theme, bridge, choose_file
        self.desk = desk or AttendanceDesk(bridge, self)
        self._fresh = True
        self._around = QTimer(self, singleShot=True)
        self._around.timeout.connect(self._show_around)
        words = AttendanceWords(formats, names, self, keys=keys)
        self._words = words
        self.head = SessionHead(theme, words)
        self.list = AttendanceList(theme, self.desk, words)
        self.side = SessionInspector(theme, words, hidden_from_capture=hidden_from_capture)
        self.compact = CompactView(theme, self.desk, words, hidden_from_capture=hidden_from_capture)
        self._bars = MessageBars(theme)
        self.answers = Answers(self._bars, self.desk, words, self, back=self._back_to_list, in_front=self._shows_bars)
        self.missing = MissingPanel(theme, words)
        self.cards = SessionCards(theme, self.desk, words, self)
        self._empty = EmptyState(
            theme, "clipboard-list", self.tr("No session is open"), self.tr("Open one from Today or Week."), ""
        )
        self._views = QStackedLayout(self)
        self.comparing = Comparing(theme, comparison, self._views, self)
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self._views.setCurrentWidget(self._empty)

    def _build(self) -> None:
        self._full = QWidget()
        foot = KeyFooter(self._theme, self._words.names, self._words.keys)
        table = column(self.comparing.progress, self._bars, self.missing, self.list, foot)
        table.setStretch(3, 1)
        self._middle = row(gap=0)
        self._middle.addLayout(table, 1)
        self._middle.addWidget(self.side)
        page = column(self.head)
        page.addLayout(self._middle, 1)
        self._full.setLayout(page)
        for view in (self._empty, self._full, self.compact):
            # A layout that is out of sight must not keep the window from becoming narrow.
            view.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self._views.addWidget(view)
        self.comparing.add_view()
        compare = self._act(self.tr("Compare with report"), "Ctrl+I", self._choose_report)
        to_notes = self._act(self.tr("Attendance or notes"), SWITCH_KEYS, self._to_notes)
        self.keys_in_full = (compare, to_notes)
        """What the compact window comes back to the full one for."""
        self._act(self.tr("Mark everyone unmarked present"), "", self.desk.mark_all_present)
        self._act(self.tr("Remove from session"), "", self._remove)
        self._act(self.tr("Add walk-in or visitor"), "", self.cards.show_walk_in)
        self._act(self.tr("How this mark is known"), "", self._show_evidence)
        self._act(self.tr("Help for this client"), HELP_KEYS, self._show_help)
        self.end_action = self._act(self.tr("End session"), "", self._end)

    def _act(self, text: str, keys: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.desk.shown.connect(self._show)
        self.head.passcode_wanted.connect(lambda: self.passcode_requested.emit(self.desk.session_id))
        self.head.room_wanted.connect(lambda: self.room_requested.emit(self.desk.session_id))
        self.head.compact_wanted.connect(self.compact_requested)
        self.head.end_wanted.connect(self._end)
        self.answers.notes_wanted.connect(self._to_notes)
        self.compact.notes_wanted.connect(self._to_notes)
        self.compact.evidence_wanted.connect(self.cards.show_evidence)
        self.compact.walk_in_wanted.connect(self.cards.show_walk_in)
        self.compact.passcode_wanted.connect(lambda: self.passcode_requested.emit(self.desk.session_id))
        self.list.chosen.connect(self._chosen)
        self.list.location_wanted.connect(self._type_location)
        self.list.observation_wanted.connect(self._type_observation)
        self.list.evidence_wanted.connect(self.cards.show_evidence)
        self.list.walk_in_wanted.connect(self.cards.show_walk_in)
        self.side.evidence_wanted.connect(self._show_evidence)
        self.side.help_wanted.connect(self._show_help)
        self.missing.attempt_wanted.connect(self.list.log_attempt)
        self.cards.card.closed.connect(self.activate_list)
        self.side.confirmed.connect(self.desk.confirm)
        self.side.callback_given.connect(self.desk.confirm_callback)
        self.side.observed.connect(self.desk.observe)
        self.side.reworded.connect(self.desk.reword)
        self.side.unobserved.connect(self.desk.unobserve)
        self.side.left.connect(self._back_to_list)
        self._words.names.changed.connect(self._show_around)
        self.comparing.left.connect(self._compared)

    # -- what the window calls

    def open(self, session_id: GroupSessionId) -> None:
        """Show a session; the comparison of another one is left."""
        if session_id != self.desk.session_id:
            self._fresh = True
            self.comparing.stop()
            self._bars.clear()
            self.cards.card.put_away()
            self.comparing.leave()
        self.desk.open(session_id)

    def compare(self, *paths: Path) -> None:
        """Compare the open session with a report, in one file or several."""
        if self.desk.session_id is not None:
            self.comparing.compare(self.desk.session_id, *paths)

    def keys(self) -> tuple[KeyLine, ...]:
        """Every key of attendance."""
        return attendance_keys(self._words.keys)

    def activate(self) -> None:
        """Put the focus into the list."""
        self.desk.refresh()
        if self._views.currentWidget() is self._full:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._views.currentWidget() is self.compact:
            self.compact.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the facts again."""
        self.desk.refresh()

    def inspector(self) -> QWidget | None:
        """The chosen client's column, while attendance is shown."""
        return self.side if self._views.currentWidget() is self._full else None

    def find_in_page(self) -> None:
        """Ctrl+F: find a client in the list."""
        if self._views.currentWidget() is self._full:
            self.list.begin_find()

    # -- events

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while in sight."""
        super().showEvent(event)
        self.desk.watch(self, on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the store in peace while out of sight."""
        super().hideEvent(event)
        self.desk.watch(self, on=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the compact layout where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the reading of a report."""
        if event.key() != Qt.Key.Key_Escape or not self.comparing.stop():
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the session."""
        if self.comparing.possible and self.desk.session_id is not None and dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Compare with the file."""
        paths = dropped_files(event)
        if paths:
            event.acceptProposedAction()
            self.compare(*paths)

    # -- inside

    def _show(self, sheet: AttendanceSheet) -> None:
        self.list.show_sheet(sheet)
        if self._views.currentWidget() is self.compact:
            self.compact.show_sheet(sheet)
        first, self._fresh = self._fresh, False
        if first or not self.isVisible():
            self._show_around()
        else:
            self._around.start(0)  # once the mark is painted: counts and who is missing move everything else
        self._arrange()
        if first and self.isVisible():
            self.activate_list()
        if not sheet.unmarked:
            self._bars.drop("unmarked")

    def _show_around(self) -> None:
        sheet = self.desk.sheet
        if sheet is not None:
            self.head.show_sheet(sheet)
            self.missing.show_sheet(sheet)
            if not self.list.catching_up:
                self.side.show_line(self.desk.line(self.list.current), sheet)

    def activate_list(self) -> None:
        """Put the focus where marking begins."""
        in_front = self._views.currentWidget()
        (self.compact if in_front is self.compact else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        in_front = self._views.currentWidget()
        if self.comparing.in_front:
            return
        if self.desk.sheet is None:
            self._views.setCurrentWidget(self._empty)
            return
        narrow = self.width() < COMPACT_BELOW * (0.5 + 0.5 * self._theme.scale)
        wanted = self.compact if narrow else self._full
        if in_front is not wanted:
            if wanted is self.compact:
                self.compact.show_sheet(self.desk.sheet)
            self._views.setCurrentWidget(wanted)
            if in_front in {self.compact, self._full}:
                self.activate_list()

    def _chosen(self, client_id: ClientId | None) -> None:
        self.side.show_line(self.desk.line(client_id), self.desk.sheet)

    def _type_location(self) -> None:
        self.inspector_wanted.emit()
        self.side.begin_location()

    def _type_observation(self) -> None:
        self.inspector_wanted.emit()
        self.side.begin_observation()

    def _back_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shows_bars(self) -> bool:
        return not self.compact.isVisible() and not self.desk.compact_in_front

    def _end(self) -> None:
        (self.compact.answers if self.compact.isVisible() else self.answers).end()

    def _chosen_client(self) -> ClientId | None:
        compact = self._views.currentWidget() is self.compact
        return self.compact.current if compact else self.list.current

    def _remove(self) -> None:
        chosen = self._chosen_client()
        if chosen is not None:
            self.desk.remove(chosen)

    def _show_help(self) -> None:
        self.cards.show_help(self._chosen_client())

    def _show_evidence(self) -> None:
        chosen = self._chosen_client()
        if chosen is not None:
            self.cards.show_evidence(chosen)

    def _to_notes(self) -> None:
        if self.desk.session_id is not None:
            self.notes_requested.emit(self.desk.session_id)

    def _choose_report(self) -> None:
        if self.desk.session_id is not None:
            paths = self._choose_file(self)
            if paths:
                self.compare(*paths)

    def _compared(self) -> None:
        self._views.setCurrentWidget(self._full)
        self.desk.refresh()
        self.activate_list()
