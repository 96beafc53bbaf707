"""A client who would be in two groups at once: said before the place is given, and allowed with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot
from sqlmodel import select

from coordinator import roster, series
from coordinator.roster import GroupDetails
from coordinator.store.tables import EnrolmentRow
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import FlagKind, GroupId, Weekday
from tests.ui.clients.alder_street import AlderStreet
from ui.bridge import Bridge
from ui.formats import Formats
from ui.groups.page import GroupsPage
from ui.shown_names import ShownNames
from ui.theme import Theme


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


@pytest.fixture
def at_the_same_time(store: Store, clinic: AlderStreet) -> GroupId:
    """A group that meets on Fridays while Mood & Anxiety does."""
    group_id = store.write(roster.add_group, GroupDetails("Relapse Prevention", short_code="RP")).outcome
    store.write(
        series.add_block, group_id, weekdays=[Weekday.FRI], starts=time(10), from_on=date(2026, 3, 2), minutes=60
    )
    return group_id


def enrolled(store: Store, group_id: GroupId) -> list[tuple[str, str | None]]:
    names = {one.client_id: one.name for one in store.read(roster.roster_on, group_id, date(2026, 3, 11))}
    wanted = select(EnrolmentRow).where(EnrolmentRow.group_id == group_id)
    rows = store.read(lambda work: [(row.client_id, row.despite) for row in work.rows.exec(wanted)])
    return [(names[client_id], despite) for client_id, despite in rows]


def test_the_clash_is_named_and_the_place_is_given_with_a_reason(
    clinic: AlderStreet, page: GroupsPage, store: Store, at_the_same_time: GroupId
) -> None:
    page.show_group(at_the_same_time)
    section = page.detail.roster
    section.enroll_requested.emit(clinic.clients["Hana Kim"])
    question = section.question
    assert not question.isHidden()
    assert question.sentence.startswith("Hana Kim is in Mood & Anxiety, Fri Mar 13, 9:00 AM – 12:00 PM. On ")
    question.confirm.click()
    assert enrolled(store, at_the_same_time) == [], "a reason is asked for"
    question.reason.setText("Leaves the morning group early on Fridays")
    question.confirm.click()
    assert question.isHidden()
    assert enrolled(store, at_the_same_time) == [("Hana Kim", "Leaves the morning group early on Fridays")]


def test_it_may_be_left_and_what_does_not_clash_asks_nothing(
    clinic: AlderStreet, page: GroupsPage, store: Store, at_the_same_time: GroupId
) -> None:
    page.show_group(at_the_same_time)
    section = page.detail.roster
    section.enroll_requested.emit(clinic.clients["Hana Kim"])
    section.question.leave.click()
    assert section.question.isHidden()
    section.enroll_requested.emit(clinic.clients["Nina Ferreira"])
    assert section.question.isHidden()
    assert enrolled(store, at_the_same_time) == [("Nina Ferreira", None)]


def test_a_no_contact_flag_is_told_and_the_place_is_given_with_a_reason(
    clinic: AlderStreet, page: GroupsPage, store: Store
) -> None:
    empty = store.write(roster.add_group, GroupDetails("Family Evening", short_code="FV")).outcome
    store.write(roster.raise_flag, clinic.clients["Nina Ferreira"], FlagKind.NO_CONTACT, "Order of February")
    page.show_group(empty)
    section = page.detail.roster
    section.enroll_requested.emit(clinic.clients["Nina Ferreira"])
    assert section.question.sentence == "No contact, Nina Ferreira: Order of February."
    section.question.confirm.click()
    assert enrolled(store, empty) == [], "a reason is asked for"
    section.question.reason.setText("Whom it is about is not in this group")
    section.question.confirm.click()
    assert enrolled(store, empty) == [("Nina Ferreira", "Whom it is about is not in this group")]
