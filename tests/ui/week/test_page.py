"""The week screen on a real store, offscreen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import series, sessions
from coordinator.series import Segment
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ExceptionKind, GroupSessionId, ServiceType, SessionStatus, Weekday
from tests.ui.week.week_clinic import FRI, MON, THU, TUE, WED
from ui.week import WeekPage
from ui.week.arrangement import placed
from ui.week.details import SessionDetails
from ui.week.typed import typed_date, typed_time

NEW_YORK = ZoneInfo("America/New_York")
HALVES = (
    Segment(ServiceType.GROUP_THERAPY, 80),
    Segment(ServiceType.BREAK, 15),
    Segment(ServiceType.GROUP_THERAPY, 85),
)


def on(store: Store, code: str, day: date) -> GroupSession:
    found = store.read(sessions.sessions_between, MON, FRI)
    return next(one for one in found if one.short_code == code and one.service_date == day)


def spoken(page: WeekPage, session_id: GroupSessionId) -> str:
    return page._grid.button(session_id).accessibleName()


def details(page: WeekPage) -> SessionDetails:
    return page._details


def test_the_week_is_named_and_every_session_is_there(page: WeekPage, store: Store) -> None:
    assert page._header.title.text() == "March 9 – 13"
    assert len(page._grid._buttons) == 9
    assert page._view is not None
    assert len(page._view.days) == 5


@pytest.mark.parametrize(
    ("code", "day", "sentence"),
    [
        ("MA", MON, "Mood & Anxiety. Monday, March 9. 9:00 AM – 12:00 PM. 9 of 10 attended. 3 notes to sign."),
        ("MA", WED, "Mood & Anxiety. Wednesday, March 11. 9:00 AM – 12:00 PM. 10 expected. 4 changes."),
        ("FE", TUE, "Family Education. Tuesday, March 10. 1:00 – 4:00 PM. Cancelled."),
        ("DBT", THU, "DBT Skills. Thursday, March 12. 9:00 AM – 12:00 PM. 8 expected. Sub: M. Chen."),
        ("RS", THU, "Recovery Skills. Thursday, March 12. 6:00 – 9:00 PM. Was 5:30 PM. 9 expected."),
        ("RS", MON, "Recovery Skills. Monday, March 9. 5:30 – 8:30 PM. 7 of 9 attended. Import report."),
    ],
)
def test_each_block_says_what_differs(page: WeekPage, store: Store, code: str, day: date, sentence: str) -> None:
    assert spoken(page, on(store, code, day).id) == sentence


def test_alt_arrows_move_a_session_by_a_quarter_of_an_hour(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    friday = on(store, "MA", FRI)
    card = page._grid.button(friday.id)
    with qtbot.waitSignal(page.toasted) as said:
        QTest.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert said.args == ["Moved Mood & Anxiety on Friday to 9:15 AM", True]
    moved = store.read(sessions.session, friday.id)
    assert (moved.local_start.time(), moved.exception) == (time(9, 15), ExceptionKind.MOVED)
    QTest.keyClick(page._grid.button(friday.id), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert store.read(sessions.session, friday.id).exception is None


def test_a_drag_snaps_to_a_quarter_of_an_hour_and_to_a_day(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    friday = on(store, "MA", FRI)
    card = page._grid.button(friday.id)
    day_width = page._grid._hours.bounds()[0][1]
    start = QPoint(40, 40)
    end = start + QPoint(-round(day_width), 50)
    QTest.mousePress(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(card, start + QPoint(0, 30))
    QTest.mouseMove(card, end)
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    question = page._side.question
    assert question.field.sentence == "DBT Skills has the same link, Thu Mar 12, 9:00 AM – 12:00 PM."
    assert store.read(sessions.session, friday.id).service_date == FRI
    QTest.keyClick(question.confirm, Qt.Key.Key_Return)
    assert not question.isHidden(), "a reason is asked for"
    QTest.keyClicks(question.field._why, "Both share one room on purpose")
    QTest.keyClick(question.field._why, Qt.Key.Key_Return)
    moved = store.read(sessions.session, friday.id)
    assert (moved.service_date, moved.local_start.time()) == (THU, time(10))
    assert question.isHidden()


def test_this_and_following_splits_the_block(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    wednesday = on(store, "RS", WED)
    page._choose(wednesday)
    details(page)._following.setChecked(True)
    details(page)._starts.setText("6 pm")
    details(page)._starts.editingFinished.emit()
    later = store.read(sessions.sessions_between, date(2026, 3, 18), date(2026, 3, 18))
    assert {one.short_code: one.local_start.time() for one in later} == {"MA": time(9), "RS": time(18)}
    assert on(store, "RS", MON).local_start.time() == time(17, 30)


def test_cancelling_this_and_following_ends_the_block_and_keeps_its_past(page: WeekPage, store: Store) -> None:
    page._choose(on(store, "MA", WED))
    details(page)._following.setChecked(True)
    assert details(page)._cancel.text() == "Cancel this and following"
    details(page).cancel()
    later = store.read(sessions.sessions_between, date(2026, 3, 2), date(2026, 3, 25))
    assert [one.service_date for one in later if one.short_code == "MA" and one.service_date.weekday() == 2] == [
        date(2026, 3, 4)
    ]
    page._bridge.undo()
    assert on(store, "MA", WED).status is SessionStatus.PLANNED


def test_del_cancels_and_return_holds_it_after_all(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    friday = on(store, "MA", FRI)
    page._choose(friday)
    details(page).cancel()
    assert store.read(sessions.session, friday.id).status is SessionStatus.CANCELLED
    assert spoken(page, friday.id).endswith("Cancelled.")
    assert details(page)._return.text() == "Hold this session after all"
    details(page)._reason.setText("Facilitator at court")
    details(page)._reason.editingFinished.emit()
    assert spoken(page, friday.id).endswith("Cancelled: Facilitator at court.")
    details(page)._return.click()
    assert store.read(sessions.session, friday.id).status is SessionStatus.PLANNED


def test_the_inspector_names_pattern_link_and_the_way_back(page: WeekPage, store: Store) -> None:
    page._choose(on(store, "RS", THU))
    shown = details(page)
    assert shown._starts.text() == "6:00 PM"
    assert shown._ends.text() == "9:00 PM"
    assert shown._link.text() == "Teams, group link"
    assert shown._repeats.text() == "Repeats Mon, Wed, Thu at 5:30 PM until June 25."
    shown._return.click()
    assert on(store, "RS", THU).local_start.time() == time(17, 30)


def test_a_substitute_is_assigned_and_taken_back(page: WeekPage, store: Store) -> None:
    friday = on(store, "MA", FRI)
    page._choose(friday)
    shown = details(page)
    shown._facilitator.activated.emit(shown._facilitator.findText("Mei Chen"))
    assert store.read(sessions.session, friday.id).facilitator_short == "M. Chen"
    shown._facilitator.activated.emit(shown._facilitator.findText("Renee Alvarado"))
    assert not store.read(sessions.session, friday.id).substitute


def test_held_sessions_cannot_be_changed_here(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    monday = on(store, "MA", MON)
    store.write(sessions.end_session, monday.id)
    page.refresh()
    page._choose(store.read(sessions.session, monday.id))
    assert details(page)._starts.isReadOnly()
    assert details(page)._state.text() == "Held. Held sessions do not change."
    QTest.keyClick(page._grid.button(monday.id), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert store.read(sessions.session, monday.id).starts_at == monday.starts_at


def test_enter_opens_the_session(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    wednesday = on(store, "MA", WED)
    with qtbot.waitSignal(page.session_requested) as asked:
        QTest.keyClick(page._grid.button(wednesday.id), Qt.Key.Key_Return)
    assert asked.args == [wednesday.id]


def test_a_new_block_is_added_from_the_keyboard(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    page.add_block()
    form = page._side.new_block
    form._add.click()
    assert form._fault.accessibleName() == "Choose at least one weekday."
    form._days[Weekday.SAT].setChecked(True)
    form._starts.setText("10:30")
    form._segments.show_segments(HALVES)
    assert form._advice.accessibleName() == "Counts 165 of 180 minutes; the payer's day rule asks 180."
    form._add.click()
    saturday = store.read(sessions.sessions_between, date(2026, 3, 14), date(2026, 3, 14))
    assert [(one.local_start.time(), one.break_minutes) for one in saturday] == [(time(10, 30), 15)]
    assert page._view is not None
    assert [day.isoformat() for day in page._view.days][-1] == "2026-03-14"


def test_a_group_asks_for_its_block_to_be_added_or_changed(page: WeekPage, store: Store) -> None:
    wednesday = on(store, "RS", WED)
    page.plan_block(wednesday.group_id, None)
    assert page._side.new_block._group.currentText() == "Recovery Skills"
    assert wednesday.block_id is not None
    page.plan_block(wednesday.group_id, store.read(series.block, wednesday.block_id))
    assert page._selected == wednesday.id
    assert details(page).following


def test_a_refused_block_says_why_and_keeps_the_form(page: WeekPage, store: Store) -> None:
    page.add_block()
    form = page._side.new_block
    form._days[Weekday.SAT].setChecked(True)
    form._segments.show_segments([Segment(ServiceType.GROUP_THERAPY, 721)])
    form._add.click()
    assert form._fault.accessibleName() == "A block lasts from 1 to 720 minutes."
    assert not form.isHidden()


def test_a_closure_lists_what_it_cancels_before_it_does(page: WeekPage, store: Store) -> None:
    page.add_closure()
    form = page._side.closure
    form._from.setText("2026-03-12")
    form._to.setText("2026-03-13")
    form._to.editingFinished.emit()
    assert form._count.text() == "This cancels 3 sessions."
    form._add.click()
    assert form._fault.accessibleName() == "Give the closure a name, such as a holiday."
    form._name.setText("Staff days")
    form._add.click()
    assert on(store, "MA", FRI).exception is ExceptionKind.CLOSURE
    assert spoken(page, on(store, "MA", FRI).id).endswith("Closed: Staff days.")


def test_pages_turn_the_week_and_home_returns(page: WeekPage) -> None:
    page.show_later()
    assert page._header.title.text() == "March 16 – 20"
    page.show_earlier()
    page.show_earlier()
    assert page._header.title.text() == "March 2 – 6"
    page.show_present()
    assert page._header.title.text() == "March 9 – 13"


def test_an_empty_week_offers_the_next_step(page: WeekPage) -> None:
    page.show_day(date(2024, 1, 1))
    assert not page._empty.isHidden()
    assert page._grid.isHidden()


def test_two_sessions_at_once_stand_side_by_side_and_say_so(page: WeekPage, store: Store) -> None:
    friday = on(store, "MA", FRI)
    group_id = on(store, "DBT", THU).group_id
    store.write(series.add_block, group_id, weekdays=[Weekday.FRI], starts=time(10), from_on=FRI, minutes=60)
    page.refresh()
    both = [one for one in placed(page._view.sessions, NEW_YORK) if one.day == FRI] if page._view else []
    assert sorted((one.lane, one.lanes) for one in both) == [(0, 2), (1, 2)]
    assert "Overlaps DBT Skills, 10:00 AM" in spoken(page, friday.id)


def test_the_present_follows_the_clock(page: WeekPage, store: Store, clock: object) -> None:
    clock.set(datetime(2026, 3, 12, 13, 0, tzinfo=UTC))  # type: ignore[attr-defined]
    page.refresh()
    assert page._view is not None
    assert page._view.today == THU
    assert page._view.next_id == on(store, "DBT", THU).id


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("6:00 PM", time(18)),
        ("6 pm", time(18)),
        ("18:00", time(18)),
        ("1800", time(18)),
        ("12 am", time(0)),
        ("9", time(9)),
        ("25:00", None),
        ("13 pm", None),
        ("soon", None),
    ],
)
def test_times_are_read_as_people_type_them(text: str, meant: time | None) -> None:
    assert typed_time(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-16", date(2026, 3, 16)),
        ("3/16/2026", date(2026, 3, 16)),
        ("3/16/26", date(2026, 3, 16)),
        ("Mar 16, 2026", date(2026, 3, 16)),
        ("March 16", date(2026, 3, 16)),
        ("Monday", None),
        ("2026-02-30", None),
    ],
)
def test_dates_are_read_as_people_type_them(text: str, meant: date | None, qapp: QApplication) -> None:
    assert typed_date(text, WED, QLocale("en_US")) == meant
