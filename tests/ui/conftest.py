"""What most screens are tested with: the made-up clinic behind a bridge that delivers at once."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from coordinator.changes import ChangeFeed
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.worker import InlineWorker
from tests.ui.clients.alder_street import AlderStreet, fill
from ui.bridge import Bridge
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme


@pytest.fixture(scope="session")
def one_theme(qapp: QApplication) -> Theme:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def theme(one_theme: Theme) -> Iterator[Theme]:
    one_theme.set_text_percent(100)
    yield one_theme
    one_theme.set_text_percent(100)


@pytest.fixture(autouse=True)
def _themes_end_with_their_test(qapp: QApplication) -> Iterator[None]:
    """Put away the themes that a test made: each left behind would follow every later change of the colours.

    What holds for a module or the whole run was made before, and stays.
    """
    before = qapp.findChildren(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    yield
    for one in qapp.findChildren(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if one not in before:
            one.deleteLater()


@pytest.fixture
def clinic(store: Store) -> AlderStreet:
    return fill(store)


@pytest.fixture
def bridge(store: Store, feed: ChangeFeed, qapp: QApplication) -> Iterator[Bridge]:
    bridge = Bridge(store, InlineWorker(), UndoHistory())
    end = feed.subscribe(bridge.publish)
    yield bridge
    end()


@pytest.fixture
def formats() -> Formats:
    return Formats(ZoneInfo("America/New_York"))


@pytest.fixture
def names() -> ShownNames:
    return ShownNames()
