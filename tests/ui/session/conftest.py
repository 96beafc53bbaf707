"""A session page over a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import attendance
from coordinator.attendance import AttendanceLine
from coordinator.changes import ChangeFeed
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock
from tests.ui.session.bench import a_bridge
from ui.bridge import Bridge
from ui.comparison.page import ComparisonPage
from ui.formats import Formats
from ui.marking_keys import MarkingKeys
from ui.session.page import SessionPage
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme

FORMATS = Formats(ZoneInfo("America/New_York"), QLocale("en_US"))


@dataclass
class Desk:
    """A page in sight, with what a test needs around it."""

    page: SessionPage
    bridge: Bridge
    store: Store
    clinic: Clinic
    clock: FakeClock
    names: ShownNames
    comparison: ComparisonPage
    keys: MarkingKeys

    def line(self, name: str) -> AttendanceLine:
        return self.line_of(self.clinic[name])

    def line_of(self, client_id: ClientId) -> AttendanceLine:
        line = self.store.read(attendance.sheet, self.clinic.session_id).line(client_id)
        assert line is not None
        return line

    def minute(self, minutes: int) -> None:
        self.clock.set(NINE + timedelta(minutes=minutes))
        self.page.refresh()
        QApplication.processEvents()  # counts and who is missing are drawn after the marks


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, store: Store, feed: ChangeFeed, clock: FakeClock) -> Iterator[Desk]:
    clinic = a_clinic(store)
    clock.set(NINE + timedelta(minutes=12))
    bridge, names = a_bridge(store, feed), ShownNames()
    comparison = ComparisonPage(theme, bridge, FORMATS, names, choose_file=lambda _: ())
    keys = MarkingKeys()
    page = SessionPage(
        theme,
        bridge,
        FORMATS,
        names,
        comparison=comparison,
        choose_file=lambda _: (),
        hidden_from_capture=True,
        keys=keys,
    )
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.open(clinic.session_id)
    page.show()
    page.activateWindow()
    page.activate()
    qtbot.waitUntil(page.list.hasFocus, timeout=2000)
    yield Desk(page, bridge, store, clinic, clock, names, comparison, keys)
    page.hide()


@pytest.fixture
def report(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "participants.csv"
        path.write_bytes(content)
        return path

    return write
