"""Where each action leads: from what a page asks for to the place that ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coordinator import attendance, roster
from coordinator.series import Block
from coordinator.today import ChangeKind, RosterChange, Todo, TodoKind
from coordinator.vocabulary import ClientId, GroupId, GroupSessionId
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.page import Place
from ui.pages import Pages
from ui.shown_names import ShownNames
from ui.theme import Theme


class Paths(QObject):
    """Joins the pages of one window."""

    launch_wanted = Signal(object)
    passcode_wanted = Signal(object)
    link_wanted = Signal(object)
    """Only the link of a session is to be opened; nothing is launched."""

    def __init__(self, window: MainWindow, pages: Pages, bridge: Bridge, theme: Theme, names: ShownNames) -> None:
        super().__init__(window)
        self._window, self._pages, self._bridge, self._theme, self._names = window, pages, bridge, theme, names
        self._connect_today()  # it is in front from the start
        pages.made.connect(self._connect)

    def open_session(self, session_id: GroupSessionId) -> None:
        """Show a session's attendance."""
        self._pages.session.open(session_id)
        self._window.show_place(Place.SESSION)

    def open_notes(self, session_id: GroupSessionId) -> None:
        """Show a session's notes."""
        self._pages.session.open_notes(session_id)
        self._window.show_place(Place.SESSION)

    def import_report(self, session_id: GroupSessionId) -> None:
        """Show a session and ask for its platform's report."""
        self.open_session(session_id)
        from ui.session.page import choose_report  # noqa: PLC0415  it comes with the session's page

        paths = choose_report(self._window)
        if paths:
            self._pages.session.compare(session_id, *paths)

    def import_roster(self, path: Path | None = None) -> None:
        """Take a roster file in."""
        self._window.show_place(Place.CLIENTS)
        from ui.roster_import.dialog import RosterImportDialog, imported_words  # noqa: PLC0415  after the page

        outcome = RosterImportDialog.ask(self._theme, self._bridge, self._window, path, shown=self._names.of)
        if outcome is not None:
            self._window.show_toast(imported_words(outcome), undo=True)

    def show_client(self, client_id: ClientId) -> None:
        """Show one client; in a guest vault, the session that they are in."""
        if not self._window.leads_to(Place.CLIENTS):
            self._show_only_session()
            return
        self._window.show_place(Place.CLIENTS)
        self._pages.clients.show_client(client_id)

    def show_group(self, group_id: GroupId) -> None:
        """Show one group; in a guest vault, its session."""
        if not self._window.leads_to(Place.GROUPS):
            self._show_only_session()
            return
        self._window.show_place(Place.GROUPS)
        self._pages.groups.show_group(group_id)

    def _show_only_session(self) -> None:
        found = self._pages.today.today
        if found is not None and found.sessions:
            self.open_session(found.sessions[0].session.id)

    # -- wiring

    def _connect(self, place: Place) -> None:
        """Join a page that has just been made."""
        join: Mapping[Place, Callable[[], None]] = {
            Place.WEEK: self._connect_week,
            Place.GROUPS: self._connect_groups,
            Place.CLIENTS: self._connect_clients,
            Place.SESSION: self._connect_session,
        }
        if place in join:
            join[place]()

    def _connect_today(self) -> None:
        today = self._pages.today
        today.launch_requested.connect(self.launch_wanted)
        today.passcode_requested.connect(self.passcode_wanted)
        today.session_requested.connect(self.open_session)
        today.client_chosen.connect(self.show_client)
        today.group_chosen.connect(self.show_group)
        today.todo_chosen.connect(self._finish)
        today.todo_answered.connect(self._looked_after)
        today.change_chosen.connect(self._look_at)
        today.said.connect(self._say)

    def _connect_week(self) -> None:
        week = self._pages.week
        week.session_requested.connect(self.open_session)
        week.link_requested.connect(self.link_wanted)
        week.toasted.connect(self._say)

    def _connect_groups(self) -> None:
        self._pages.groups.client_chosen.connect(self.show_client)
        self._pages.groups.block_requested.connect(self._plan_block)

    def _connect_clients(self) -> None:
        self._pages.clients.import_requested.connect(self.import_roster)
        self._pages.clients.said.connect(self._window.show_toast)

    def _connect_session(self) -> None:
        session = self._pages.session
        session.attendance.room_requested.connect(self.launch_wanted)
        session.attendance.passcode_requested.connect(self.passcode_wanted)

    def _say(self, words: str, undo: bool) -> None:  # noqa: FBT001  from a signal
        self._window.show_toast(words, undo=undo)

    def _finish(self, todo: Todo) -> None:
        ways: dict[TodoKind, Callable[[Todo], None]] = {
            TodoKind.NOT_HELD: self._session_of,
            TodoKind.UNMARKED: self._session_of,
            TodoKind.NOTES: self._notes_of,
            TodoKind.COSIGN: self._notes_of,
            TodoKind.COSIGN_ADDITION: self._notes_of,
            TodoKind.REPORT: self._report_of,
            TodoKind.AUTHORIZATION: self._client_of,
            TodoKind.CONTACT: self._client_of,
            TodoKind.ABSENCES: self._absences_of,
            TodoKind.SAFETY: self._client_of,
            TodoKind.ADDENDUM: self._note_of,
            TodoKind.SUMMARY: self._week_of,
            TodoKind.OUTDATED: self._week_of,
            TodoKind.TIP_CLINIC: partial(self._go, Place.SETTINGS),
            TodoKind.TIP_GROUP: self._new_group,
            TodoKind.TIP_CLIENTS: partial(self._go, Place.CLIENTS),
            TodoKind.TIP_BLOCK: self._new_block,
        }
        ways[todo.kind](todo)

    def _session_of(self, todo: Todo) -> None:
        if todo.session_id is not None:
            self.open_session(todo.session_id)

    def _notes_of(self, todo: Todo) -> None:
        if todo.session_id is not None:
            self.open_notes(todo.session_id)

    def _note_of(self, todo: Todo) -> None:
        if todo.session_id is not None:
            self._pages.session.open_notes(todo.session_id, todo.client_id)
            self._window.show_place(Place.SESSION)

    def _report_of(self, todo: Todo) -> None:
        if todo.session_id is not None:
            self.import_report(todo.session_id)

    def _client_of(self, todo: Todo) -> None:
        if todo.client_id is not None:
            self.show_client(todo.client_id)

    def _absences_of(self, todo: Todo) -> None:
        if todo.client_id is not None and todo.ends_on is not None:
            self._bridge.change(attendance.review_absences, todo.client_id, todo.ends_on)

    def _looked_after(self, todo: Todo, outcome: str) -> None:
        if todo.task_id is not None:
            self._bridge.change(attendance.finish_safety_task, todo.task_id, outcome)

    def _week_of(self, todo: Todo) -> None:
        self._window.show_place(Place.REPORTS)
        if todo.starts_on is not None:
            self._pages.reports.show_week(todo.starts_on)

    def _new_group(self, _todo: Todo) -> None:
        self._window.show_place(Place.GROUPS)
        self._pages.groups.add_group()

    def _new_block(self, _todo: Todo) -> None:
        self._window.show_place(Place.WEEK)
        self._pages.week.add_block()

    def _go(self, place: Place, _todo: Todo) -> None:
        self._window.show_place(place)

    def _look_at(self, change: RosterChange, _session_id: GroupSessionId) -> None:
        if change.kind is ChangeKind.FLAG and change.flag_id is not None:
            self._bridge.change(roster.read_flag, change.flag_id)
        self.show_client(change.client_id)

    def _plan_block(self, group_id: GroupId, block: Block | None) -> None:
        self._window.show_place(Place.WEEK)
        self._pages.week.plan_block(group_id, block)
