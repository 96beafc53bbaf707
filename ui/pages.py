"""Every page of the open vault, each made when somebody first wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from coordinator.clock import Clock
from coordinator.settings import Settings
from coordinator.vocabulary import GroupSessionId
from ui.bridge import Bridge
from ui.formats import Formats
from ui.links import OpenLink
from ui.marking_keys import MarkingKeys
from ui.page import GUEST_PLACES, Page, Place
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.today import TodayPage

if TYPE_CHECKING:
    from coordinator.process_notes import Keeper
    from ui.clients.page import ClientsPage
    from ui.groups.page import GroupsPage
    from ui.process_notes import ProcessNotesPage
    from ui.session_place import SessionPlace
    from ui.settings.page import SettingsPage
    from ui.settings.vault_actions import VaultActions
    from ui.summaries.page import ReportsPage
    from ui.week import WeekPage


@dataclass(frozen=True, slots=True)
class Tools:
    """What every page is made with."""

    theme: Theme
    bridge: Bridge
    formats: Formats
    names: ShownNames
    zone: ZoneInfo
    clock: Clock
    settings: Settings
    open_link: OpenLink
    hidden_from_capture: bool
    vault: VaultActions
    remove_sample: Callable[[], None]
    process: Keeper
    current_settings: Callable[[], Settings]
    keys: MarkingKeys
    save_settings: Callable[[Settings], None]
    wait_for_screens: Callable[[], None]
    """Returns when nothing is imported on another thread any more: two threads may not import one package at once."""
    guest: bool = False
    """The vault was made of a substitute packet."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the window leads."""
        return GUEST_PLACES if self.guest else tuple(Place)


class Pages(QObject):
    """The pages by their own type, each made at its first use; `at` is what the window takes.

    Making all of them takes longer than opening the vault does: the day is on screen first.
    """

    made = Signal(Place)
    """A page is there for the first time; whoever joins pages listens."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._today: TodayPage | None = None
        self._week: WeekPage | None = None
        self._groups: GroupsPage | None = None
        self._clients: ClientsPage | None = None
        self._session: SessionPlace | None = None
        self._reports: ReportsPage | None = None
        self._settings: SettingsPage | None = None
        self._process: ProcessNotesPage | None = None

    def at(self, place: Place) -> Page:
        """Give the page of a place."""
        pages: Mapping[Place, Callable[[], Page]] = {
            Place.TODAY: lambda: self.today,
            Place.WEEK: lambda: self.week,
            Place.GROUPS: lambda: self.groups,
            Place.CLIENTS: lambda: self.clients,
            Place.REPORTS: lambda: self.reports,
            Place.SETTINGS: lambda: self.settings,
            Place.SESSION: lambda: self.session,
            Place.PROCESS: lambda: self.process,
        }
        return pages[place]()

    @property
    def today(self) -> TodayPage:
        """What is next, what changed, what is unfinished."""
        if self._today is None:
            tools = self._tools
            self._today = TodayPage(tools.theme, tools.bridge, tools.clock, tools.formats, tools.names)
            self.made.emit(Place.TODAY)
        return self._today

    @property
    def week(self) -> WeekPage:
        """The blocks of a week."""
        if self._week is None:
            self._tools.wait_for_screens()
            from ui.week import WeekPage, session_facts  # noqa: PLC0415  the day is painted without it

            tools = self._tools
            self._week = WeekPage(
                tools.theme,
                tools.bridge,
                tools.formats,
                tools.zone,
                session_facts=session_facts,
                shown=tools.names.of,
            )
            self.made.emit(Place.WEEK)
        return self._week

    @property
    def groups(self) -> GroupsPage:
        """Rosters, links, places."""
        if self._groups is None:
            self._tools.wait_for_screens()
            from ui.groups.page import GroupsPage  # noqa: PLC0415  the day is painted without it

            tools = self._tools
            self._groups = GroupsPage(tools.theme, tools.bridge, tools.formats, tools.names, open_link=tools.open_link)
            self.made.emit(Place.GROUPS)
        return self._groups

    @property
    def clients(self) -> ClientsPage:
        """Where each client stands."""
        if self._clients is None:
            self._tools.wait_for_screens()
            from ui.clients.page import ClientsPage  # noqa: PLC0415  the day is painted without it

            tools = self._tools
            self._clients = ClientsPage(tools.theme, tools.bridge, tools.formats, tools.names)
            self.made.emit(Place.CLIENTS)
        return self._clients

    @property
    def session(self) -> SessionPlace:
        """Attendance, comparison and notes of one session."""
        if self._session is None:
            self._tools.wait_for_screens()
            from ui.comparison.page import ComparisonPage  # noqa: PLC0415  the day is painted without it
            from ui.notes import NotesPage  # noqa: PLC0415  the day is painted without it
            from ui.session.page import SessionPage, choose_report  # noqa: PLC0415  the day is painted without it
            from ui.session_place import SessionPlace  # noqa: PLC0415  the day is painted without it

            tools = self._tools
            theme, bridge, formats, names = tools.theme, tools.bridge, tools.formats, tools.names
            attendance = SessionPage(
                theme,
                bridge,
                formats,
                names,
                comparison=ComparisonPage(theme, bridge, formats, names, choose_file=choose_report),
                hidden_from_capture=tools.hidden_from_capture,
                keys=tools.keys,
            )
            self._session = SessionPlace(attendance, NotesPage(theme, bridge, formats, names))
            self.made.emit(Place.SESSION)
        return self._session

    @property
    def reports(self) -> ReportsPage:
        """Hours against the goal, and what is sent."""
        if self._reports is None:
            self._tools.wait_for_screens()
            from ui.summaries.page import ReportsPage  # noqa: PLC0415  the day is painted without it

            tools = self._tools
            self._reports = ReportsPage(
                tools.theme,
                tools.bridge,
                tools.formats,
                tools.names,
                settings=tools.current_settings,
                save=tools.save_settings,
            )
            self.made.emit(Place.REPORTS)
        return self._reports

    @property
    def settings(self) -> SettingsPage:
        """Preferences, the program's rules, security, backups."""
        if self._settings is None:
            self._tools.wait_for_screens()
            from ui.settings.page import GUEST_PARTS, Part, SettingsPage  # noqa: PLC0415  the day is painted without it

            tools = self._tools
            self._settings = SettingsPage(
                tools.theme,
                tools.bridge,
                tools.formats,
                tools.clock,
                settings=tools.current_settings,
                save=tools.save_settings,
                vault=tools.vault,
                remove_sample=tools.remove_sample,
                parts=GUEST_PARTS if tools.guest else tuple(Part),
            )
            self.made.emit(Place.SETTINGS)
        return self._settings

    @property
    def process(self) -> ProcessNotesPage:
        """Process notes, apart from the record; never made before they are asked for."""
        if self._process is None:
            self._tools.wait_for_screens()
            from ui.process_notes import ProcessNotesPage  # noqa: PLC0415  the day is painted without it

            tools = self._tools
            self._process = ProcessNotesPage(
                tools.theme, tools.bridge, tools.process, tools.formats, tools.names, tools.clock
            )
            self.made.emit(Place.PROCESS)
        return self._process

    @property
    def open_session(self) -> GroupSessionId | None:
        """The session that is open on its page, if one is."""
        return None if self._session is None else self._session.session_id

    def not_made(self, wanted: Callable[[Place], bool] = lambda _place: True) -> Place | None:
        """Give the page that is likeliest to be wanted among those that are not there yet."""
        there: Mapping[Place, Page | None] = {
            Place.SESSION: self._session,
            Place.WEEK: self._week,
            Place.CLIENTS: self._clients,
            Place.GROUPS: self._groups,
            Place.REPORTS: self._reports,
            Place.SETTINGS: self._settings,
        }
        return next((place for place, page in there.items() if page is None and wanted(place)), None)

    def save_now(self) -> None:
        """Put every draft into the store."""
        if self._session is not None:
            self._session.notes.leave()
        if self._process is not None:
            self._process.save_now()

    def stop(self) -> None:
        """End what pages do beside the store, before it is closed."""
        if self._reports is not None:
            self._reports.stop()
        if self._settings is not None:
            self._settings.stop()
