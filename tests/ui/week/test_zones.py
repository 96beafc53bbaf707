"""The time on other clocks than the reader's: the group's, and those of clients who live elsewhere."""

from __future__ import annotations

from datetime import date, time, timedelta

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import roster, series, sessions
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import GroupId, Weekday
from tests.ui.week.test_page import on, spoken
from tests.ui.week.week_clinic import FRI, MON
from ui.theme import Theme
from ui.week import WeekPage


def client_in(store: Store, group_id: GroupId, name: str, zone: str) -> None:
    details = ClientDetails(name, zone=zone)
    client_id = store.write(roster.add_client, details).outcome
    store.write(roster.enroll, client_id, group_id, starts_on=date(2026, 1, 5))


def test_clients_elsewhere_are_named_with_their_time_and_told_again_when_it_changes(
    page: WeekPage, store: Store
) -> None:
    friday = on(store, "MA", FRI)
    for name, zone in (
        ("Iris Bell", "America/Phoenix"),
        ("Omar Reyes", "America/Phoenix"),
        ("Ada Lund", "America/New_York"),
    ):
        client_in(store, friday.group_id, name, zone)
    page.refresh()
    page._choose(on(store, "MA", FRI))
    # New York went to summer time on March 8; Phoenix never does: the session is an hour earlier there.
    shown = page._details._elsewhere
    assert not shown.isHidden()
    assert shown.text() == "For 2 clients: 6:00 AM Mountain, a week before 7:00 AM Mountain. Tell them."
    assert spoken(page, friday.id).endswith("6:00 AM Mountain.")
    page.show_day(MON + timedelta(weeks=1))
    later = next(one for one in page._view.sessions if one.short_code == "MA") if page._view is not None else None
    assert later is not None
    page._choose(later)
    assert shown.text() == "For 2 clients: 6:00 AM Mountain."


def test_nothing_is_said_where_everybody_has_the_readers_time(page: WeekPage, store: Store) -> None:
    friday = on(store, "MA", FRI)
    client_in(store, friday.group_id, "Ada Lund", "America/Detroit")
    page.refresh()
    page._choose(on(store, "MA", FRI))
    assert page._details._elsewhere.isHidden()
    assert "Eastern" not in spoken(page, friday.id)


def test_a_group_in_another_zone_says_its_own_time_on_the_block(page: WeekPage, store: Store) -> None:
    far = store.write(roster.add_group, GroupDetails(name="Mountain Group", zone="America/Denver")).outcome
    store.write(series.add_block, far, weekdays=[Weekday.FRI], starts=time(15), from_on=FRI)
    page.refresh()
    session = next(one for one in store.read(sessions.sessions_between, FRI, FRI) if one.group_id == far)
    assert "3:00 PM Mountain" in spoken(page, session.id)


def test_the_head_gives_up_words_before_it_cuts_a_button(page: WeekPage, week_theme: Theme) -> None:
    page.resize(1228, 768)
    week_theme.set_text_percent(200)
    try:
        QApplication.processEvents()
        header = page._header
        assert header._close.isHidden()
        assert not header._small_close.isHidden()
        assert header.sizeHint().width() <= header.width()
    finally:
        week_theme.set_text_percent(100)
    QApplication.processEvents()
    assert not page._header._close.isHidden()


def test_the_hours_stay_when_the_days_are_scrolled_sideways(page: WeekPage, week_theme: Theme, qtbot: QtBot) -> None:
    week_theme.set_text_percent(200)
    try:
        QApplication.processEvents()
        bar = page._grid._scroll.horizontalScrollBar()
        assert bar.maximum() > 0
        bar.setValue(bar.maximum())
        QApplication.processEvents()
        axis = page._grid._axis
        assert axis.isVisible()
        assert axis.mapTo(page, axis.rect().topLeft()).x() >= 0
        page._grid._scroll.verticalScrollBar().setValue(40)
        assert axis._shift == page._grid._scroll.verticalScrollBar().value()
    finally:
        week_theme.set_text_percent(100)
