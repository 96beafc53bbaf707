"""A guest vault in its window: whose packet it is, its return, and what is left when its time is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from coordinator import attendance, packet, sessions
from coordinator.bootstrap import open_coordinator
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store
from coordinator.today import ChangeKind
from coordinator.vocabulary import Mark
from coordinator.worker import ThreadWorker
from tests.coordinator.attendance.clinic import NINE
from tests.fakes import FakeClock
from tests.ui.handover.conftest import SECRET, Evening
from ui.error_messages import describe
from ui.page import Place
from ui.palette.entries import Entry, Kind
from ui.settings.page import Part
from ui.theme import Theme
from ui.unlock import UnlockPage
from ui.widgets import InfoBar
from ui.workspace import Workspace


@pytest.fixture
def guest_window(evening: Evening, clock: FakeClock, theme: Theme, qtbot: QtBot) -> Iterator[Workspace]:
    clock.set(NINE)
    made = open_coordinator(evening.guest, evening.key, clock=clock, secrets=None, worker=ThreadWorker())
    workspace = Workspace(made, theme, Settings(), clock=clock, state=None, open_link=lambda _url: True)
    with qtbot.waitExposed(workspace.window):
        workspace.show()
    qtbot.waitUntil(lambda: workspace.pages.today.today is not None)
    yield workspace
    if not workspace.closed:
        workspace.close()
    workspace.window.close_now()
    workspace.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def bars(window: QWidget) -> list[str]:
    return [bar.accessibleName() for bar in window.findChildren(InfoBar) if bar.isVisible()]


def test_the_window_says_whose_packet_it_is_and_until_when(guest_window: Workspace, qtbot: QtBot) -> None:
    sentence = (
        "Substitute packet from Renee Alvarado, LCSW, Alder Street IOP. It opens until Thursday, March 12, 12:00 PM."
    )
    qtbot.waitUntil(lambda: sentence in bars(guest_window.window))
    assert guest_window.settings.clinic == "", "the person's own clinic keeps its name at the door"


def test_nobody_is_said_to_come_first_or_leave_where_stays_are_not_known(guest_window: Workspace) -> None:
    (tonight,) = guest_window.pages.today.today.sessions if guest_window.pages.today.today else ()
    assert tonight.expected > 0
    assert {one.kind for one in tonight.changes} <= {ChangeKind.FLAG, ChangeKind.PLANNED_ABSENCE}


def test_what_was_recorded_is_returned_from_the_window(
    guest_window: Workspace, evening: Evening, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, amara = evening.clinic.session_id, evening.clinic["Amara"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(evening.back), ""))
    guest_window.bridge.change(attendance.mark, session, amara, Mark.PRESENT)
    guest_window.handing.give_back()
    qtbot.waitUntil(evening.back.exists)
    assert store.write(packet.merge, evening.back, {}).outcome.taken == 1


def test_what_would_not_come_home_is_refused_with_its_sentence(
    guest_window: Workspace, evening: Evening, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: any("Substitute packet" in bar for bar in bars(guest_window.window)))
    guest_window.bridge.change(sessions.substitute_facilitator, evening.clinic.session_id, None)
    sentence = "In a substitute packet only what belongs to its session can be recorded. Nothing was changed."
    qtbot.waitUntil(lambda: sentence in bars(guest_window.window))
    qtbot.waitUntil(lambda: guest_window.pages.today.unfinished is not None)
    told = guest_window.pages.today.unfinished
    assert told is not None
    assert told.forecast is None, "one evening tells nothing of a week"


def test_the_palette_offers_what_fits_the_vault(guest_window: Workspace, evening: Evening) -> None:
    found: list[Entry] = []
    guest_window._searching.collect(found.extend)
    titles = {one.title for one in found}
    assert "Return the packet" in titles
    assert {one.title for one in found if one.kind is Kind.PLACES} == {"Today", "Settings"}
    assert not {one.kind for one in found} & {Kind.CLIENTS, Kind.GROUPS, Kind.WEEKS}
    elsewhere = ("Bring back", "Hand over", "Export", "Import", "New ")
    assert [title for title in titles if title.startswith(elsewhere)] == []
    names = [client.split()[-1] for client in evening.clinic.clients]
    assert [one for one in found if any(name in f"{one.title} {one.detail} {one.also}" for name in names)] == []


def test_no_page_of_the_clinic_can_be_reached(guest_window: Workspace, qtbot: QtBot) -> None:
    window, pages = guest_window.window, guest_window.pages
    qtbot.waitUntil(lambda: pages.not_made(window.leads_to) is None, timeout=30_000)
    assert (pages._week, pages._groups, pages._clients, pages._reports, pages._process) == (None,) * 5
    shown = {one.text() for one in window.sidebar.findChildren(QAbstractButton) if one.isVisible()}
    assert {"Today", "Settings"} <= shown
    assert not shown & {"Week", "Groups", "Clients", "Reports"}
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.place() is Place.TODAY
    assert not {"Week", "Groups", "Clients", "Reports"} & {one.text() for one in window.actions()}


def test_settings_have_nothing_of_the_clinic_and_no_copy_of_the_vault(guest_window: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClick(guest_window.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = guest_window.pages.settings
    assert guest_window.window.place() is Place.SETTINGS
    assert page.part() is Part.APPEARANCE
    assert not set(page.sections) & {Part.GENERAL, Part.HOURS, Part.TEMPLATES, Part.BACKUPS}


def test_what_leads_to_a_client_leads_to_their_session(guest_window: Workspace, evening: Evening) -> None:
    show = guest_window.paths
    for lead in (lambda: show.show_client(evening.clinic["Amara"]), lambda: show.show_group(evening.clinic.group_id)):
        guest_window.window.show_place(Place.TODAY)
        lead()
        assert guest_window.window.place() is Place.SESSION
        assert guest_window.pages.open_session == evening.clinic.session_id


def test_a_vault_whose_time_is_over_offers_its_return_and_then_to_be_removed(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    page = UnlockPage(theme, application="Session Coordinator", clinic="", heading="", explanation="", footer="")
    qtbot.addWidget(page)
    page.show()
    at = NINE + timedelta(hours=27)
    page.fill(SECRET)
    page.show_expired(describe(packet.GuestExpired(at, unreturned=True)).sentence, unreturned=True)
    assert (page._return.isVisible(), page._remove.isVisible()) == (True, False)
    with qtbot.waitSignal(page.return_requested) as asked:
        page._return.click()
    assert asked.args == [SECRET]
    page.show_expired(describe(packet.GuestExpired(at, unreturned=False)).sentence, unreturned=False)
    assert (page._return.isVisible(), page._remove.isVisible()) == (False, True)
    page.show_problem("That passphrase does not match.")
    assert not page._remove.isVisible()
