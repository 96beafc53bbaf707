"""The theme and the page of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from coordinator.changes import ChangeFeed
from coordinator.store.unit_of_work import Store
from tests.fakes import FakeClock
from tests.ui.settings.bench import Bench
from ui.theme import SchemeChoice, Theme


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def bench(theme: Theme, store: Store, feed: ChangeFeed, clock: FakeClock, tmp_path: Path) -> Iterator[Bench]:
    made = Bench.set_up(theme, store, feed, clock, tmp_path)
    yield made
    made.page.stop()
    made.page.close()
    made.page.deleteLater()
    theme.set_scheme(SchemeChoice.LIGHT)
    theme.set_text_percent(100)
