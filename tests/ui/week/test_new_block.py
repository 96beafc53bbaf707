"""The form for a block: its segments, its end, and what the program's rules say of it."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import series, sessions
from coordinator.series import Segment
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ServiceType, Weekday
from ui.formats import Formats
from ui.theme import Theme
from ui.week import WeekPage
from ui.week.segment_editor import SegmentEditor

HALVES = (
    Segment(ServiceType.GROUP_THERAPY, 80),
    Segment(ServiceType.BREAK, 15),
    Segment(ServiceType.PSYCHOEDUCATION, 85),
)


@pytest.fixture
def editor(week_theme: Theme, qtbot: QtBot, qapp: QApplication) -> SegmentEditor:
    made = SegmentEditor(week_theme, Formats(ZoneInfo("America/New_York"), QLocale("en_US")))
    qtbot.addWidget(made)
    made.show_segments(HALVES)
    made.show()
    return made


def test_the_sum_is_said_with_and_without_breaks(editor: SegmentEditor) -> None:
    assert editor._sum.text() == "3 h in all, 2 h 45 without breaks."
    field = editor._lines[1].field
    assert field is not None
    field.setText("")
    assert editor._sum.text() == "Type the minutes of each segment."
    assert editor.segments() is None
    assert editor.mark_faults() == "Type the minutes of segment 2, such as 60."


def test_a_segment_is_moved_added_and_removed_by_key(editor: SegmentEditor) -> None:
    last = editor._lines[2].field
    assert last is not None
    QTest.keyClick(last, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert editor.segments() == (HALVES[0], HALVES[2], HALVES[1])
    QTest.keyClick(editor._pause, Qt.Key.Key_Return)
    added = editor._lines[-1].field
    assert added is not None
    assert added.accessibleName() == "Minutes of segment 4"
    QTest.keyClicks(added, "10")
    found = editor.segments()
    assert found is not None
    assert found[-1] == Segment(ServiceType.BREAK, 10)
    editor._remove(3)
    assert editor.segments() == (HALVES[0], HALVES[2], HALVES[1])


def fill_in(page: WeekPage, *days: Weekday) -> None:
    page.add_block()
    for day in days:
        page._side.new_block._days[day].setChecked(True)


def test_what_counts_too_little_is_said_while_planning(page: WeekPage, qtbot: QtBot) -> None:
    fill_in(page, Weekday.MON)
    form = page._side.new_block
    place = next(number for number in range(9) if form._group.itemText(number) == "Family Education")
    form._group.setCurrentIndex(place)
    form._segments.show_segments(HALVES)
    assert form._advice.accessibleName() == "Counts 165 of 180 minutes; the payer's day rule asks 180."
    qtbot.waitUntil(lambda: "days a week" in form._advice.accessibleName())
    assert form._advice.accessibleName() == (
        "Counts 165 of 180 minutes; the payer's day rule asks 180. "
        "This makes 2 days a week for Family Education; the program asks 3 to 5."
    )
    form._days[Weekday.WED].setChecked(True)
    form._segments.show_segments([Segment(ServiceType.GROUP_THERAPY, 180)])
    qtbot.waitUntil(form._advice.isHidden)


def test_a_clash_is_said_with_who_and_when_and_asks_for_a_reason(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    fill_in(page, Weekday.FRI)
    form = page._side.new_block
    form._group.setCurrentIndex(form._group.findText("DBT Skills"))
    form._starts.setText("10 am")
    qtbot.waitUntil(lambda: not form._despite.isHidden())
    assert "Renee Alvarado leads Mood & Anxiety, Fri Mar 13, 9:00 AM – 12:00 PM." in form._despite.sentence
    assert "Mood & Anxiety has the same link, Fri Mar 13, 9:00 AM – 12:00 PM." in form._despite.sentence
    form._add.click()
    assert form._fault.accessibleName() == "Say why the block is planned all the same."
    assert len(store.read(series.blocks)) == 9
    form._despite._why.setText("A colleague takes it over in April.")
    form._add.click()
    assert len(store.read(series.blocks)) == 10
    assert form.isHidden()


def test_segments_are_stored_in_their_order(page: WeekPage, store: Store) -> None:
    fill_in(page, Weekday.SAT)
    form = page._side.new_block
    form._segments.show_segments(HALVES)
    form._add.click()
    saturday = store.read(sessions.sessions_between, date(2026, 3, 14), date(2026, 3, 14))
    assert [one.segments for one in saturday] == [HALVES]


def test_a_block_ends_after_some_sessions_every_other_week(page: WeekPage, store: Store) -> None:
    fill_in(page, Weekday.SAT)
    form = page._side.new_block
    form._every.setText("2")
    form._ending._kind.setCurrentIndex(2)
    form._add.click()
    assert form._fault.accessibleName() == "Type the number of sessions, such as 12."
    form._ending._count.setText("3")
    form._starts.setText("8 am")
    form._add.click()
    block = next(one for one in store.read(series.blocks) if one.recurrence.weekday is Weekday.SAT)
    assert (block.recurrence.every_weeks, block.recurrence.starts) == (2, time(8))
    assert block.recurrence.until_on == date(2026, 4, 11)
