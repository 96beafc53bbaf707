"""The meeting plan's limit and the backup link: typed in the group's form, heeded before the session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot

from coordinator import roster, series, sessions
from coordinator.store.unit_of_work import Store
from coordinator.telehealth import Concern
from coordinator.vocabulary import GroupId, Weekday
from tests.ui.clients.alder_street import AlderStreet
from ui.bridge import Bridge
from ui.formats import Formats
from ui.groups.form import GroupForm
from ui.groups.page import GroupsPage
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Text


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames, clinic: AlderStreet
) -> Iterator[GroupsPage]:
    page = GroupsPage(theme, bridge, formats, names, open_link=lambda _: True)
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.show()
    page.activate()
    yield page
    page.close()


def form_of(page: GroupsPage, group_id: GroupId) -> GroupForm:
    page.show_group(group_id)
    page.detail.edit_requested.emit()
    assert page.form is not None
    return page.form


def test_a_plan_that_ends_too_early_is_said_before_the_session(
    clinic: AlderStreet, page: GroupsPage, store: Store
) -> None:
    mood = clinic.groups["MA"]
    zoom = replace(store.read(roster.group, mood).details, link="https://zoom.us/j/85012345678", passcode="482 913")
    store.write(roster.change_group, mood, zoom)
    store.write(series.plan_ahead)
    form = form_of(page, mood)
    assert form.limit.text() == ""
    form.limit.setText("40")
    form.save.click()
    assert page.form is None
    concerns = [one for one in store.read(sessions.preflight_of) if one.group_id == mood]
    assert 40 in {one.limit_minutes for one in concerns if one.concern is Concern.LIMIT_TOO_SHORT}
    form = form_of(page, mood)
    assert form.limit.text() == "40"
    form.limit.clear()
    form.save.click()
    assert store.read(roster.group, mood).limit_minutes is None


@pytest.mark.parametrize("typed", ["many", "0", "-40", "1441", "40.5", "9" * 400])
def test_what_is_no_length_is_said_beside_the_field(
    clinic: AlderStreet, page: GroupsPage, store: Store, typed: str
) -> None:
    form = form_of(page, clinic.groups["MA"])
    form.limit.setText(typed)
    form.save.click()
    assert form.message_of("limit") == "Enter minutes such as 40, or nothing where there is no limit."
    assert store.read(roster.group, clinic.groups["MA"]).limit_minutes is None


def test_every_second_week_is_said_and_counts_half(clinic: AlderStreet, page: GroupsPage, store: Store) -> None:
    mood = clinic.groups["MA"]
    store.write(series.add_block, mood, weekdays=[Weekday.SAT], starts=time(9), from_on=date(2026, 3, 2), every_weeks=2)
    page.show_group(mood)
    shown = {one.text() for one in page.detail.findChildren(Text)}
    assert "9:00 AM \u2013 12:00 PM, every 2 weeks" in shown
    assert "Adults, 10 hours 30 minutes a week  \u00b7  led by Renee Alvarado" in shown


def test_a_backup_link_is_taken_and_mends_a_session_with_one_step(
    clinic: AlderStreet, page: GroupsPage, store: Store
) -> None:
    mood = clinic.groups["MA"]
    store.write(series.plan_ahead)
    form = form_of(page, mood)
    form.backup.setText("javascript:alert(1)")
    form.save.click()
    assert form.message_of("backup_link")
    form.backup.setText(" https://teams.microsoft.com/meet/2345678901234 ")
    form.save.click()
    assert store.read(roster.group, mood).backup_link == "https://teams.microsoft.com/meet/2345678901234"
    today = next(one for one in store.read(sessions.todays_sessions) if one.group_id == mood)
    door = store.write(sessions.switch_to_backup, today.id).outcome
    assert door.url == "https://teams.microsoft.com/meet/2345678901234"
