"""What differs from the pattern, planned from the inspector: skipped, longer, one more, one made up for."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator import roster, series, sessions
from coordinator.roster import GroupDetails
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ExceptionKind, SessionStatus, Weekday
from tests.ui.week.test_page import on
from tests.ui.week.week_clinic import FRI, MON, THU, TUE
from ui.week import WeekPage
from ui.widgets import widgets_of


def between(store: Store, first: date, last: date) -> tuple[GroupSession, ...]:
    return store.read(sessions.sessions_between, first, last)


def holiday_buttons(page: WeekPage) -> list[QWidget]:
    return widgets_of(page._side.closure._holidays)


def test_a_date_is_skipped_as_if_the_pattern_did_not_have_it(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    friday = on(store, "MA", FRI)
    page._choose(friday)
    with qtbot.waitSignal(page.toasted) as said:
        page._details._skip.click()
    assert said.args == ["Skipped Mood & Anxiety on Friday", True]
    assert friday.id not in {one.id for one in between(store, FRI, FRI) if one.status is SessionStatus.PLANNED}


def test_a_session_is_lengthened_by_key(page: WeekPage, store: Store) -> None:
    friday = on(store, "MA", FRI)
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page._grid.button(friday.id), Qt.Key.Key_Down, held)
    assert store.read(sessions.session, friday.id).planned_minutes == 195
    QTest.keyClick(page._grid.button(friday.id), Qt.Key.Key_Up, held)
    assert store.read(sessions.session, friday.id).planned_minutes == 180


def test_a_cancelled_session_is_made_up_for(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    missed = on(store, "FE", TUE)
    page._choose(missed)
    page._details._make_up.click()
    form = page._side.extra
    assert not form.isHidden()
    assert form._group.currentText() == "Family Education"
    assert form._for.currentText() == "Tue Mar 10, cancelled"
    assert form._starts.text() == "1:00 PM"
    form._day.setText("2026-03-13")
    form._add.click()
    extra = next(one for one in between(store, FRI, FRI) if one.short_code == "FE")
    assert (extra.exception, extra.local_start.time()) == (ExceptionKind.EXTRA, time(13))
    assert extra.makes_up_for == missed.id
    assert page._selected == extra.id
    assert page._details._state.text() == "Makes up for a session that did not take place."
    page._choose(store.read(sessions.session, missed.id))
    assert page._details._make_up.isHidden()
    assert page._details._state.text() == "A make-up session is planned."


def test_an_extra_session_that_clashes_asks_why(page: WeekPage, store: Store) -> None:
    page._choose(on(store, "DBT", THU))
    page.add_extra()
    form = page._side.extra
    assert form._group.currentText() == "DBT Skills"
    form._day.setText("2026-03-13")
    form._starts.setText("11 am")
    form._minutes.setText("60")
    form._add.click()
    assert "Renee Alvarado leads Mood & Anxiety, Fri Mar 13, 9:00 AM – 12:00 PM." in form._despite.sentence
    assert form._fault.accessibleName() == "Say why the session is planned all the same."
    form._despite._why.setText("She hands the last hour over.")
    form._add.click()
    assert {one.short_code for one in between(store, FRI, FRI)} == {"MA", "DBT"}


def test_what_cannot_be_read_is_said_at_the_field(page: WeekPage, store: Store) -> None:
    page.add_extra()
    form = page._side.extra
    form._day.setText("soon")
    form._add.click()
    assert form._fault.accessibleName() == "Type a day such as 2026-03-16."


def test_holidays_are_offered_and_fill_the_form_in(page: WeekPage, store: Store) -> None:
    page.add_closure()
    form = page._side.closure
    offered = holiday_buttons(page)
    assert offered[0].accessibleName() == "Close for Memorial Day, Mon May 25. This cancels 2 sessions."
    QTest.keyClick(offered[0], Qt.Key.Key_Return)
    assert (form._name.text(), form._count.text()) == ("Memorial Day", "This cancels 2 sessions.")
    assert store.read(series.closures) == ()
    form._add.click()
    assert [one.name for one in store.read(series.closures)] == ["Memorial Day"]
    page.add_closure()
    assert not any("Memorial" in one.accessibleName() for one in holiday_buttons(page))


def test_a_closure_that_leaves_a_week_short_says_so(page: WeekPage, store: Store) -> None:
    page.add_closure()
    form = page._side.closure
    for field in (form._from, form._to):
        field.setText("2026-03-13")
    form._to.editingFinished.emit()
    assert form._outlook.accessibleName() == (
        "Mood & Anxiety is offered 6 h of 9 h in the week of March 9 because of this closure."
    )
    form._from.setText("nothing")
    form._from.editingFinished.emit()
    assert form._outlook.isHidden()


def test_a_cancellation_asks_for_its_reason(page: WeekPage, store: Store, qtbot: QtBot) -> None:
    friday = on(store, "MA", FRI)
    page._choose(friday)
    details = page._details
    details._cancel.click()
    qtbot.waitUntil(lambda: page.focusWidget() is details._reason)
    details._reason.setText("Facilitator ill")
    details._reason.editingFinished.emit()
    assert store.read(sessions.session, friday.id).cancel_reason == "Facilitator ill"


def test_held_sessions_offer_neither(page: WeekPage, store: Store) -> None:
    monday = on(store, "MA", MON)
    store.write(sessions.end_session, monday.id)
    page._choose(store.read(sessions.session, monday.id))
    assert page._details._skip.isHidden()
    assert page._details._make_up.isHidden()


def test_a_group_in_another_zone_has_its_own_time_beside(page: WeekPage, store: Store) -> None:
    friday = on(store, "MA", FRI)
    far = store.write(roster.add_group, GroupDetails(name="Mountain Group", zone="America/Denver")).outcome
    store.write(series.add_block, far, weekdays=[Weekday.FRI], starts=time(15), from_on=FRI)
    page.refresh()
    page._choose(next(one for one in between(store, FRI, FRI) if one.group_id == far))
    assert page._details._starts.text() == "5:00 PM"
    assert page._details._day.text() == "Friday, March 13. There: 3:00 PM Mountain"
    page._choose(friday)
    assert page._details._day.text() == "Friday, March 13"
