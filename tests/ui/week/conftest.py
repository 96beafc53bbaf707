"""The week page on Alder Street's week, on a real store."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.store.unit_of_work import Store
from tests.ui.week.week_clinic import fill, known_facts
from ui.bridge import Bridge
from ui.formats import Formats
from ui.theme import SchemeChoice, Theme
from ui.week import WeekPage

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture(scope="session")
def week_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def page(store: Store, bridge: Bridge, week_theme: Theme, qtbot: QtBot) -> WeekPage:
    fill(store)
    page = WeekPage(
        week_theme,
        bridge,
        Formats(NEW_YORK, QLocale("en_US")),
        NEW_YORK,
        session_facts=known_facts,
    )
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.show()
    page.activate()
    return page
