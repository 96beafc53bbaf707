"""The Today screen over a real store: the next session, none, a closure, a morning that began asleep, no link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import roster, series, sessions
from coordinator.changes import ChangeFeed
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.series import Segment
from coordinator.store.unit_of_work import Store
from coordinator.today import TodoKind
from coordinator.vocabulary import ServiceType, Weekday
from tests.fakes import FakeClock
from tests.ui.session.bench import a_bridge
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme
from ui.today import TodayPage

FORMATS = Formats(ZoneInfo("America/New_York"), QLocale("en_US"))
ZOOM = "https://us02web.zoom.us/j/5550101470"


def add_group(store: Store, name: str = "Mood & Anxiety", *, starts: time = time(9), link: str = ZOOM) -> None:
    group = store.write(roster.add_group, GroupDetails(name=name, link=link, passcode="481516")).outcome
    for client_name in ("Amara Osei", "Ben Castellano"):
        add = partial(roster.add_client, admitted_on=date(2026, 1, 5))
        client = store.write(add, ClientDetails(preferred_name=client_name)).outcome
        store.write(partial(roster.enroll, starts_on=date(2026, 1, 5)), client, group)
    store.write(
        partial(
            series.add_block,
            weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI),
            starts=starts,
            from_on=date(2026, 3, 11),
            segments=(Segment(ServiceType.GROUP_THERAPY, 180),),
        ),
        group,
    )
    store.write(sessions.plan_ahead)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, store: Store, feed: ChangeFeed, clock: FakeClock) -> Iterator[TodayPage]:
    page = TodayPage(Theme(qapp, scheme=SchemeChoice.LIGHT), a_bridge(store, feed), clock, FORMATS, ShownNames())
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.show()
    yield page
    page._tick.stop()
    page.hide()


def words(page: QWidget) -> str:
    QApplication.processEvents()
    shown = [child for child in page.findChildren(QWidget) if child.isVisibleTo(page)]
    texts = [str(child.text()) for child in shown if hasattr(child, "text")]
    return " | ".join(text for text in [*texts, *(child.accessibleName() for child in shown)] if text)


def test_an_empty_vault_says_what_to_do_first(page: TodayPage) -> None:
    page.activate()
    assert "No groups today." in words(page)
    assert "No sessions are planned." in words(page)
    assert page.unfinished is not None
    assert TodoKind.TIP_GROUP in {todo.kind for todo in page.unfinished.todos}


def test_five_minutes_before_the_session_enter_launches_it(qtbot: QtBot, page: TodayPage, store: Store) -> None:
    add_group(store)
    page.activate()
    assert "Mood & Anxiety" in words(page)
    assert "One group, 3 hours. 2 clients expected." in words(page)
    assert "5 min" in words(page)
    assert page.focusWidget() is page._cards[0].launch_button
    with qtbot.waitSignal(page.launch_requested) as caught:
        qtbot.keyClick(page._cards[0].launch_button, Qt.Key.Key_Return)
    assert caught.args == [store.read(sessions.todays_sessions)[0].id]
    assert "481516" not in words(page)


def test_a_day_without_a_group_names_the_next_one(page: TodayPage, store: Store, clock: FakeClock) -> None:
    add_group(store)
    clock.set(datetime(2026, 3, 12, 13, 0, tzinfo=UTC))
    page.refresh()
    assert "No groups today." in words(page)
    assert "Next: Mood & Anxiety, Friday at 9:00 AM." in words(page)


def test_a_closure_is_named(page: TodayPage, store: Store) -> None:
    add_group(store)
    store.write(partial(series.add_closure, name="Staff training"), date(2026, 3, 11), date(2026, 3, 11))
    page.refresh()
    assert "Closed today: Staff training." in words(page)
    assert "1 session cancelled." in words(page)


def test_a_session_that_began_while_nobody_was_there_can_still_be_launched(
    page: TodayPage, store: Store, clock: FakeClock
) -> None:
    add_group(store)
    clock.set(datetime(2026, 3, 11, 13, 12, tzinfo=UTC))
    page.refresh()
    assert "12 min" in words(page)
    assert "since start, not launched" in words(page)
    assert page._cards[0].launch_button.isEnabled()


def test_a_session_whose_end_went_by_is_to_be_finished(page: TodayPage, store: Store, clock: FakeClock) -> None:
    add_group(store)
    page.refresh()
    assert len(page._cards) == 1
    clock.set(datetime(2026, 3, 11, 16, 30, tzinfo=UTC))
    page._show_time()
    assert page._cards == []
    assert page.unfinished is not None
    assert TodoKind.NOT_HELD in {todo.kind for todo in page.unfinished.todos}


def test_without_a_link_the_card_leads_to_the_group(qtbot: QtBot, page: TodayPage, store: Store) -> None:
    add_group(store, link="")
    page.refresh()
    assert page.today is not None
    assert page.today.sessions[0].concerns
    with qtbot.waitSignal(page.group_chosen):
        page._cards[0].link_requested.emit(page.today.sessions[0].session.group_id)


def test_two_groups_at_once_are_both_shown_whole(page: TodayPage, store: Store) -> None:
    add_group(store)
    add_group(store, "Dual Diagnosis", starts=time(10))
    add_group(store, "Evening Skills", starts=time(17))
    page.refresh()
    assert [card.day_session.session.group_name for card in page._cards] == ["Mood & Anxiety", "Dual Diagnosis"]
    assert "Three groups, 9 hours." in words(page)
    assert "Evening Skills" in words(page)


def test_a_change_elsewhere_is_shown_at_once(page: TodayPage, store: Store) -> None:
    page.refresh()
    add_group(store)
    assert "Mood & Anxiety" in words(page)


def test_the_badge_counts_what_is_unfinished(qtbot: QtBot, page: TodayPage) -> None:
    with qtbot.waitSignal(page.badge_changed) as caught:
        page.refresh()
    assert page.unfinished is not None
    assert caught.args == [str(len(page.unfinished.todos))]
