"""What Ctrl+K finds: actions of the screen and the clock first, then clients, groups, weeks and places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject

from coordinator import programs, roster
from coordinator.programs import week_of
from coordinator.roster import Client, ClientLine, GroupLine, Standing
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Weekday
from ui.bridge import Bridge
from ui.formats import Formats
from ui.main_window import MainWindow
from ui.notes import FindNotes, NotesReader
from ui.page import Place
from ui.pages import Pages
from ui.palette.entries import Entry, Kind
from ui.paths import Paths
from ui.shown_names import ShownNames
from ui.theme import Theme

WEEKS = (0, 1, -1, -2, -3)
Findable = tuple[tuple[ClientLine, ...], tuple[GroupLine, ...], Weekday, date]


@dataclass(frozen=True, slots=True)
class Commands:
    """The program's own actions, as plain calls."""

    launch: Callable[[], None]
    attendance: Callable[[], None]
    passcode: Callable[[], None]
    compact: Callable[[], None]
    names: Callable[[], None]
    lock: Callable[[], None]
    hand_over: Callable[[], None]
    bring_back: Callable[[], None]
    give_back: Callable[[], None] | None = None
    """Write the return, in a guest vault; then nothing is handed over and nothing brought back."""


class Searching(QObject):
    """Gathers the entries each time the palette opens, so that hidden names stay hidden."""

    def __init__(
        self,
        theme: Theme,
        window: MainWindow,
        pages: Pages,
        paths: Paths,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        commands: Commands,
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._window, self._pages, self._paths = window, pages, paths
        self._bridge, self._formats, self._names, self._commands = bridge, formats, names, commands

    def collect(self, then: Callable[[Sequence[Entry]], None]) -> None:
        """Hand on the actions at once, and everything once the roster was read."""
        actions = self._actions()
        if self._commands.give_back is not None:  # who is a guest has one session, and no clinic to search
            then((*actions, *self._places()))
            return
        then(actions)
        self._bridge.read(_findable, then=lambda found: then((*actions, *self._found(found), *self._places())))

    def _actions(self) -> tuple[Entry, ...]:
        tr, commands, pages = self.tr, self._commands, self._pages
        no_session = "" if pages.open_session is not None else tr("Open a session first.")

        def action(title: str, icon: str, keys: str, run: Callable[[], None], why_not: str = "") -> Entry:
            return Entry(Kind.ACTIONS, title, run, icon=icon, keys=keys, why_not=why_not)

        return (
            action(tr("Launch next session"), "video", "F5", commands.launch),
            action(tr("Attendance of the live or next session"), "clipboard-list", "F4", commands.attendance),
            action(tr("Copy passcode"), "copy", "Ctrl+Shift+C", commands.passcode),
            action(tr("Mark all present"), "list-checks", "Shift+P", self._mark_all_present, no_session),
            action(tr("Compare with report"), "file-input", "Ctrl+I", self._compare, no_session),
            action(tr("Write notes"), "pen-line", "Ctrl+Tab", self._write, no_session),
            action(tr("Search all notes"), "search", "", self.search_notes),
            *self._of_clinic(action),
            action(tr("Compact window"), "picture-in-picture-2", "F8", commands.compact, no_session),
            action(tr("Hide or show names"), "eye-off", "Ctrl+Shift+H", commands.names),
            action(tr("Lock"), "lock", "Ctrl+L", commands.lock),
        )

    def _of_clinic(self, action: Callable[[str, str, str, Callable[[], None]], Entry]) -> tuple[Entry, ...]:
        tr, commands = self.tr, self._commands
        if commands.give_back is not None:
            return (action(tr("Return the packet"), "send", "", commands.give_back),)
        return (
            action(tr("Export week"), "download", "Ctrl+E", self._export),
            action(tr("Import a roster"), "upload", "", self._paths.import_roster),
            action(tr("Hand over the next session to a substitute"), "send", "", commands.hand_over),
            action(tr("Bring back a packet"), "corner-up-left", "", commands.bring_back),
            action(tr("New client"), "user-plus", "", self._new_client),
            action(tr("New group"), "layers", "", self._new_group),
            action(tr("New weekly block"), "calendar-plus", "", self._new_block),
        )

    def _found(self, found: Findable) -> list[Entry]:
        clients, groups, _starts, _today = found
        entries = [self._client(one) for one in clients]
        entries += [
            Entry(
                Kind.GROUPS,
                one.group.name,
                partial(self._paths.show_group, one.group.id),
                detail=self.tr("{taken} of {places} places").format(taken=one.enrolled, places=one.group.capacity),
                icon="layers",
                also=one.group.short_code,
            )
            for one in groups
        ]
        return [*entries, *self._weeks(found)]

    def _client(self, one: ClientLine) -> Entry:
        standing = {
            Standing.ACTIVE: ", ".join(group.name for group in one.groups),
            Standing.WAITING: self.tr("Waitlist"),
            Standing.DISCHARGED: self.tr("Discharged"),
        }.get(one.standing, "")
        name = self._names.of(one.name)
        if one.second_identifier_needed:
            name = f"{name} {one.code}"

        def show() -> None:
            self._paths.show_client(one.id)

        more = (
            Entry(Kind.ACTIONS, self.tr("Open client"), show, icon="user"),
            Entry(Kind.ACTIONS, self.tr("Read notes"), partial(self.read_notes, one), icon="file-text"),
            Entry(Kind.ACTIONS, self.tr("Open this week's hours"), self._export_place, icon="chart-column"),
        )
        also = one.code if self._names.hidden else f"{one.code} {one.searchable}"
        return Entry(Kind.CLIENTS, name, show, detail=standing, icon="user", also=also, more=more)

    def _weeks(self, found: Findable) -> list[Entry]:
        _clients, _groups, starts, today = found
        first, _last = week_of(today, starts)
        said = {0: self.tr("This week"), 1: self.tr("Next week"), -1: self.tr("Last week")}
        entries = []
        for offset in WEEKS:
            monday = first + timedelta(days=7 * offset)

            def show(day: date = monday) -> None:
                self._window.show_place(Place.WEEK)
                self._pages.week.show_day(day)

            title = self._formats.week(monday, monday + timedelta(days=4))
            entries.append(
                Entry(Kind.WEEKS, title, show, detail=said.get(offset, ""), icon="calendar-days", also="week")
            )
        return entries

    def _places(self) -> list[Entry]:
        names = {
            Place.TODAY: (self.tr("Today"), "sun", "Ctrl+1"),
            Place.WEEK: (self.tr("Week"), "calendar-days", "Ctrl+2"),
            Place.GROUPS: (self.tr("Groups"), "layers", "Ctrl+3"),
            Place.CLIENTS: (self.tr("Clients"), "users", "Ctrl+4"),
            Place.REPORTS: (self.tr("Reports"), "chart-column", "Ctrl+5"),
            Place.SETTINGS: (self.tr("Settings"), "settings", "Ctrl+,"),
            Place.PROCESS: (self.tr("Process notes, apart from the record"), "shield", "Ctrl+6"),
        }
        return [
            Entry(Kind.PLACES, title, partial(self._window.show_place, place), icon=icon, keys=keys)
            for place, (title, icon, keys) in names.items()
            if self._window.leads_to(place)
        ]

    # -- notes

    def search_notes(self, typed: str = "") -> None:
        """Search all notes, and open the one that is chosen."""
        if self._are_hidden():
            return
        hit = FindNotes.ask(self._theme, self._bridge, self._formats, self._names, self._window, typed)
        if hit is not None:
            self._pages.session.open_notes(hit.session_id, hit.client_id)
            self._window.show_place(Place.SESSION)

    def read_notes(self, one: ClientLine | Client) -> None:
        """Show one client's notes, unless names are hidden."""
        if self._are_hidden():
            return
        reader = NotesReader(self._theme, self._bridge, self._formats, self._names, parent=self._window)
        reader.read(one.id, one.name, one.code)
        reader.exec()
        reader.deleteLater()

    def _are_hidden(self) -> bool:
        if self._names.hidden:
            self._window.show_toast(self.tr("Names are hidden. Show them first to read notes."))
        return self._names.hidden

    # -- longer ways

    def _mark_all_present(self) -> None:
        self._pages.session.attendance.desk.mark_all_present()

    def _compare(self) -> None:
        if self._pages.open_session is not None:
            self._paths.import_report(self._pages.open_session)

    def _write(self) -> None:
        if self._pages.open_session is not None:
            self._paths.open_notes(self._pages.open_session)

    def _export(self) -> None:
        self._window.show_place(Place.REPORTS)
        self._pages.reports.export_due()

    def _export_place(self) -> None:
        self._window.show_place(Place.REPORTS)

    def _new_client(self) -> None:
        self._window.show_place(Place.CLIENTS)
        self._pages.clients.add_client()

    def _new_group(self) -> None:
        self._window.show_place(Place.GROUPS)
        self._pages.groups.add_group()

    def _new_block(self) -> None:
        self._window.show_place(Place.WEEK)
        self._pages.week.add_block()


def _findable(work: UnitOfWork) -> Findable:
    today = roster.today(work)
    starts = programs.rules_on(work, today).week_starts
    return roster.clients(work, standing=Standing.ALL), roster.group_lines(work), starts, today
