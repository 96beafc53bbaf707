"""The theme and the page of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from coordinator.changes import ChangeFeed
from coordinator.store.unit_of_work import Store
from tests.fakes import FakeClock
from tests.ui.summaries.bench import Bench
from tests.ui.summaries.six_weeks import SixWeeks, six_weeks
from ui.theme import SchemeChoice, Theme


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    """Two weeks are enough where the heatmap is not looked at."""
    return six_weeks(store, clock, weeks=2)


@pytest.fixture
def bench(theme: Theme, store: Store, feed: ChangeFeed, weeks: SixWeeks, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "Summaries"
    folder.mkdir()
    made = Bench.set_up(theme, store, feed, folder)
    yield made
    made.page.stop()
    made.page.close()
    made.page.deleteLater()
