"""Every page of the open vault, made once and handed to the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from coordinator import today
from coordinator.clock import Clock
from coordinator.settings import Settings
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import GroupSessionId
from ui.bridge import Bridge
from ui.clients.page import ClientsPage
from ui.comparison.page import ComparisonPage
from ui.formats import Formats
from ui.groups.page import GroupsPage
from ui.links import OpenLink
from ui.notes import NotesPage
from ui.page import Page, Place
from ui.session.page import SessionPage, choose_report
from ui.session_place import SessionPlace
from ui.settings.page import SettingsPage
from ui.settings.vault_actions import VaultActions
from ui.shown_names import ShownNames
from ui.summaries.page import ReportsPage
from ui.theme import Theme
from ui.today import TodayPage
from ui.week import SessionFacts, WeekPage


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
    current_settings: Callable[[], Settings]
    save_settings: Callable[[Settings], None]


class Pages:
    """The pages by their own type; `by_place` is what the window takes."""

    def __init__(self, tools: Tools) -> None:
        theme, bridge, formats, names = tools.theme, tools.bridge, tools.formats, tools.names
        self.today = TodayPage(theme, bridge, tools.clock, formats, names)
        self.week = WeekPage(theme, bridge, formats, tools.zone, session_facts=session_facts, shown=names.of)
        self.groups = GroupsPage(theme, bridge, formats, names, open_link=tools.open_link)
        self.clients = ClientsPage(theme, bridge, formats, names)
        comparison = ComparisonPage(theme, bridge, formats, names, choose_file=choose_report)
        attendance = SessionPage(
            theme,
            bridge,
            formats,
            names,
            comparison=comparison,
            hidden_from_capture=tools.hidden_from_capture,
            letters=tools.settings.single_key_marking,
        )
        self.session = SessionPlace(attendance, NotesPage(theme, bridge, formats, names))
        self.reports = ReportsPage(
            theme, bridge, formats, names, settings=tools.current_settings, save=tools.save_settings
        )
        self.settings = SettingsPage(
            theme,
            bridge,
            formats,
            tools.clock,
            settings=tools.current_settings,
            save=tools.save_settings,
            vault=tools.vault,
            remove_sample=tools.remove_sample,
        )
        self.by_place: Mapping[Place, Page] = {
            Place.TODAY: self.today,
            Place.WEEK: self.week,
            Place.GROUPS: self.groups,
            Place.CLIENTS: self.clients,
            Place.REPORTS: self.reports,
            Place.SETTINGS: self.settings,
            Place.SESSION: self.session,
        }

    def save_now(self) -> None:
        """Put every draft into the store."""
        self.session.notes.save_now()

    def stop(self) -> None:
        """End what pages do beside the store, before it is closed."""
        self.reports.stop()
        self.settings.stop()


def session_facts(work: UnitOfWork, first: date, last: date) -> Mapping[GroupSessionId, SessionFacts]:
    """Give what stands beside each session of a week."""
    return {
        session_id: SessionFacts(one.expected, one.attended, one.notes_to_sign, one.report_missing, one.changes)
        for session_id, one in today.week_states(work, first, last).items()
    }
