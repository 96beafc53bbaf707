"""What Reports says of the days that are left, and that an export has it read nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.changes import ChangeFeed
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import FileFormat, Mark
from tests.coordinator.summaries.test_forecast import Week
from tests.fakes import FakeClock
from tests.ui.summaries.bench import Bench, document_there
from tests.ui.summaries.six_weeks import SixWeeks
from ui.summaries.export_options import ExportOptions
from ui.theme import Theme
from ui.widgets import Text


@pytest.fixture
def monday(theme: Theme, store: Store, feed: ChangeFeed, clock: FakeClock, tmp_path: Path) -> Iterator[Bench]:
    """Monday is over: Amara was there, Ben was not; DBT Skills meets on Thursday and has places."""
    week = Week(store, clock)
    week.mark(week.amara, Mark.PRESENT)
    week.mark(week.ben, Mark.ABSENT)
    made = Bench.set_up(theme, store, feed, tmp_path)
    made.page.show_group(week.mood)
    made.page.show_week(clock.now().date())
    yield made
    made.page.stop()
    made.page.close()
    made.page.deleteLater()


def shown_names(part: QWidget, bench: Bench) -> list[str]:
    found = [one.accessibleName() for one in part.findChildren(QWidget) if one.isVisibleTo(bench.page)]
    return [name for name in found if name]


def test_who_is_on_the_way_sees_which_sessions_are_needed(monday: Bench, qtbot: QtBot) -> None:
    needed = monday.page.view.needed
    said = "Amara Osei still needs 6 hours: Wed, Fri."
    qtbot.waitUntil(lambda: said in shown_names(needed, monday))
    words = [one.text() for one in needed.findChildren(Text)]
    assert words[0] == "Needed to reach 9 hours"
    assert words[-3:] == ["Amara Osei", "6 h", "Wed, Fri"]


def test_who_cannot_reach_the_goal_sees_where_there_is_a_place(monday: Bench, qtbot: QtBot) -> None:
    make_up = "Make-up with a place: DBT Skills, Thu Mar 12, 9:00 AM, 3 h more, 12 places"
    below = monday.page.view.below
    qtbot.waitUntil(lambda: any(make_up in name for name in shown_names(below, monday)))
    assert make_up in [one.text() for one in below.findChildren(Text)]


def test_hidden_names_are_initials_there_too(monday: Bench, qtbot: QtBot) -> None:
    monday.names.toggle()
    qtbot.waitUntil(lambda: "A. O. still needs 6 hours: Wed, Fri." in shown_names(monday.page.view.needed, monday))


def test_a_week_that_is_over_asks_for_nothing(bench: Bench) -> None:
    assert not bench.page.view.needed.isVisibleTo(bench.page)
    assert not any("Make-up" in one.text() for one in bench.page.view.below.findChildren(Text) if one.isVisible())


def test_exporting_reads_the_week_not_again_and_the_document_once(bench: Bench, qtbot: QtBot, weeks: SixWeeks) -> None:
    document_there(bench, qtbot)
    page = bench.page
    read = page._report
    bench.page.panel.set_options(ExportOptions(file_format=FileFormat.CSV, each=True))
    page.desk.export()
    assert len(list(bench.places.chosen.iterdir())) == len(weeks.clients)
    qtbot.waitUntil(lambda: page.desk._document is not None and page.desk._document.number == "2026-W10-MA-11")
    QApplication.processEvents()
    assert page._report is read
    page.refresh()
    assert page._report is not read
