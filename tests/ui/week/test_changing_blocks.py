"""A block changed from one session on: by its form, by a drag, by another leader; and who leads which part."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator import series, sessions
from coordinator.series import Segment
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ServiceType, Weekday
from tests.ui.week.test_page import on
from tests.ui.week.week_clinic import FRI, MON, THU, WED
from ui.week import WeekPage

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def on_day(store: Store, code: str, day: date) -> GroupSession:
    found = store.read(sessions.sessions_between, day, day)
    return next(one for one in found if one.short_code == code)


def test_the_form_changes_a_block_from_the_chosen_session_on(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    friday = on(store, "MA", FRI)
    page._grid.focus_session(friday.id)
    QTest.keyClick(page._grid.button(friday.id), Qt.Key.Key_E)
    form = page._side.new_block
    assert not form.isHidden()
    assert (form._heading.text(), form._add.text()) == ("Change the block", "Change from March 13 on")
    assert form._starts.text() == "9:00 AM"
    assert [day for day, box in form._days.items() if box.isChecked()] == [Weekday.FRI]
    form._starts.setText("1 pm")
    form._leader.setCurrentIndex(form._leader.findText("Mei Chen"))
    form._segments.show_segments(
        [
            Segment(ServiceType.GROUP_THERAPY, 120),
            Segment(ServiceType.BREAK, 15),
            Segment(ServiceType.PSYCHOEDUCATION, 60),
        ]
    )
    with qtbot.waitSignal(page.toasted) as said:
        form._add.click()
    assert said.args == ["Block changed", True]
    later = on_day(store, "MA", FRI + timedelta(weeks=1))
    assert (later.local_start.time(), later.planned_minutes, later.break_minutes) == (time(13), 195, 15)
    assert (later.facilitator_short, later.substitute) == ("M. Chen", False)
    assert on(store, "MA", WED).local_start.time() == time(9)
    assert on_day(store, "MA", FRI - timedelta(weeks=1)).local_start.time() == time(9)
    page._bridge.undo()
    assert on_day(store, "MA", FRI + timedelta(weeks=1)).local_start.time() == time(9)


def test_a_changed_block_has_one_weekday(page: WeekPage, store: Store) -> None:
    page._choose(on(store, "MA", FRI))
    page._details._change.click()
    form = page._side.new_block
    form._days[Weekday.SAT].setChecked(True)
    form._add.click()
    assert form._fault.accessibleName() == "Choose one weekday. Another day is another block."
    assert len(store.read(series.blocks)) == 9


def test_another_leader_of_this_and_the_following_ones(page: WeekPage, store: Store) -> None:
    friday = on(store, "MA", FRI)
    page._choose(friday)
    shown = page._details
    shown._following.setChecked(True)
    shown._facilitator.activated.emit(shown._facilitator.findText("Mei Chen"))
    weeks = [FRI + timedelta(weeks=number) for number in range(-1, 3)]
    assert [on_day(store, "MA", day).facilitator_short for day in weeks] == [
        "R. Alvarado", "M. Chen", "M. Chen", "M. Chen",
    ]  # fmt: skip
    page._choose(on(store, "MA", FRI))
    shown._following.setChecked(True)
    shown._facilitator.activated.emit(shown._facilitator.findText("Renee Alvarado"))
    assert [on_day(store, "MA", day).facilitator_short for day in weeks] == ["R. Alvarado"] * 4


def test_a_segment_gets_a_leader_and_the_inspector_names_her(page: WeekPage, store: Store) -> None:
    page.add_block()
    form = page._side.new_block
    form._group.setCurrentIndex(form._group.findText("Mood & Anxiety"))
    form._days[Weekday.SAT].setChecked(True)
    form._segments.show_segments([Segment(ServiceType.GROUP_THERAPY, 100), Segment(ServiceType.PSYCHOEDUCATION, 80)])
    who = form._segments._lines[1].who
    assert who is not None
    assert who.accessibleName() == "Leader of segment 2"
    assert not who.isHidden()
    who.setCurrentIndex(who.findText("Mei Chen"))
    form._add.click()
    saturday = on_day(store, "MA", date(2026, 3, 14))
    assert [part.leader_id is None for part in saturday.segments] == [True, False]
    page._choose(saturday)
    assert page._details._parts.text() == "Group therapy 1 h 40, Psychoeducation 1 h 20 (Mei Chen)"


def test_a_break_has_no_leader(page: WeekPage) -> None:
    page.add_block()
    editor = page._side.new_block._segments
    editor.show_segments([Segment(ServiceType.GROUP_THERAPY, 165), Segment(ServiceType.BREAK, 15)])
    hidden = [line.who.isHidden() for line in editor._lines if line.who is not None]
    assert hidden == [False, True]


def test_what_a_shorter_day_misses_is_said_when_it_is_made_shorter(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    friday = on(store, "MA", FRI)
    with qtbot.waitSignal(page.toasted) as said:
        QTest.keyClick(page._grid.button(friday.id), Qt.Key.Key_Up, ALT_SHIFT)
    assert said.args[0] == (
        "Moved Mood & Anxiety on Friday to 9:00 AM. Counts 165 of 165 minutes; the payer's day rule asks 180."
    )
    with qtbot.waitSignal(page.toasted) as said:
        QTest.keyClick(page._grid.button(friday.id), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert said.args[0] == "Moved Mood & Anxiety on Friday to 9:15 AM", "what was said once is not said again"


def test_following_sessions_that_become_too_short_are_said(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    page._choose(on(store, "RS", WED))
    page._details._following.setChecked(True)
    page._details._ends.setText("8 pm")
    with qtbot.waitSignal(page.toasted) as said:
        page._details._ends.editingFinished.emit()
    assert "Counts 150 of 150 minutes; the payer's day rule asks 180." in said.args[0]
    assert "days a week" not in said.args[0]


def test_a_short_extra_session_says_what_its_day_misses(page: WeekPage, store: Store) -> None:
    page._choose(on(store, "DBT", THU))
    page.add_extra()
    form = page._side.extra
    form._day.setText("2026-03-14")
    form._minutes.setText("60")
    form._add.click()
    assert form._advice.accessibleName() == "Counts 60 of 60 minutes; the payer's day rule asks 180."
    assert on_day(store, "DBT", date(2026, 3, 14)).planned_minutes == 60


def test_ten_sessions_are_ten_on_all_days_together(page: WeekPage, store: Store) -> None:
    page.add_block()
    form = page._side.new_block
    for day in (Weekday.SAT, Weekday.SUN):
        form._days[day].setChecked(True)
    form._ending._kind.setCurrentIndex(2)
    form._ending._count.setText("5")
    form._add.click()
    found = store.read(sessions.sessions_between, MON, date(2026, 12, 31))
    assert len([one for one in found if one.service_date.weekday() > 4]) == 5


def test_a_number_as_long_as_a_book_is_no_number(page: WeekPage) -> None:
    page.add_block()
    form = page._side.new_block
    form._days[Weekday.SAT].setChecked(True)
    form._every.setText("9" * 5000)
    form._add.click()
    assert form._fault.accessibleName() == "Type a number of weeks, such as 1."
    form._every.setText("1")
    field = form._segments._lines[0].field
    assert field is not None
    field.setText("9" * 5000)
    form._add.click()
    assert form._fault.accessibleName() == "Type the minutes of segment 1, such as 60."
