from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator import roster
from coordinator.store.unit_of_work import Store
from tests.ui.clients.alder_street import AlderStreet
from ui.bridge import Bridge
from ui.formats import Formats
from ui.groups.page import GroupsPage
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Chip, LinkButton, Text

TODAY = date(2026, 3, 11)


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames, opened: list[str]
) -> Iterator[GroupsPage]:
    def open_link(url: str) -> bool:
        opened.append(url)
        return True

    page = GroupsPage(theme, bridge, formats, names, open_link=open_link)
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.show()
    page.activate()
    yield page
    page.close()


def words_on(page: GroupsPage) -> set[str]:
    QApplication.processEvents()  # what was added to a layout is shown then
    return {text.text() for text in page.detail.findChildren(Text) if text.isVisible()}


def buttons_of(page: GroupsPage, name: str) -> list[QPushButton]:
    return [button for button in page.findChildren(QPushButton) if name in (button.accessibleName() or button.text())]


def test_an_empty_vault_offers_the_first_group(page: GroupsPage) -> None:
    assert not page.list.isVisible()
    buttons_of(page, "New group")[-1].click()
    form = page.form
    assert form is not None
    form.name.setText("Mood & Anxiety")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert "Mood & Anxiety" in words_on(page)


def test_a_group_shows_its_week_places_roster_and_waitlist(clinic: AlderStreet, page: GroupsPage) -> None:
    page.show_group(clinic.groups["MA"])
    shown = words_on(page)
    assert {"Mood & Anxiety", "10 of 12 places", "9:00 AM \u2013 12:00 PM", "January 19", "since March 4"} <= shown
    assert "Adults, 9 hours a week  \u00b7  led by Renee Alvarado" in shown
    assert "One more place opens today at 12:00 PM." in shown
    assert {chip.text() for chip in page.detail.findChildren(Chip)} == {"Starts today", "Ends today"}
    linked = {link.text() for link in page.detail.findChildren(LinkButton)}
    assert {"Monday", "Wednesday", "Friday", "Dana Whitfield", "Tomás Rivera"} <= linked


def test_the_list_is_one_tab_stop_and_reads_as_a_sentence(clinic: AlderStreet, page: GroupsPage) -> None:
    page.activate()
    QApplication.processEvents()
    items = [item for item in page.list._items if item.isVisible()]
    assert items[0].accessibleName() == "Mood & Anxiety. Mon Wed Fri, 9 AM \u2013 12 PM. 10 of 12. 2 waiting"
    assert [item.focusPolicy() == Qt.FocusPolicy.StrongFocus for item in items] == [True, False, False, False]
    QTest.keyClick(items[0], Qt.Key.Key_Down)
    assert page.group_id == clinic.groups["RS"]


def test_enrolling_from_the_waitlist_gives_the_place(clinic: AlderStreet, page: GroupsPage, store: Store) -> None:
    page.show_group(clinic.groups["MA"])
    buttons_of(page, "Enroll Priya Raman")[0].click()
    entries = store.read(roster.roster_on, clinic.groups["MA"], TODAY)
    assert "Priya Raman" in {entry.name for entry in entries}
    assert not buttons_of(page, "Enroll Priya Raman")[:0]
    assert "11 of 12 places" in words_on(page)


def test_enrolling_into_a_full_group_says_where_the_client_went(
    clinic: AlderStreet, page: GroupsPage, store: Store
) -> None:
    group = store.read(roster.group, clinic.groups["MA"])
    store.write(roster.change_group, group.id, replace(group.details, capacity=10))
    page.show_group(group.id)
    page.detail.roster.enroll.click()
    search = page.detail.roster.search
    QTest.keyClicks(search, "nina fer")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert "The group is full. The client is number 3 on the waitlist." in words_on(page)
    assert [place.name for place in store.read(roster.waitlist, group.id)][-1] == "Nina Ferreira"


def test_what_cannot_be_is_said_beside_the_field(clinic: AlderStreet, page: GroupsPage) -> None:
    page.add_group()
    form = page.form
    assert form is not None
    form.save.click()
    assert form.message_of("name") == "Enter a name."
    form.name.setText("mood & anxiety")
    form.short_code.setText("X")
    form.save.click()
    assert form.message_of("name") == "Another group already has this name. Choose another one."
    form.capacity.setText("many")
    form.save.click()
    assert form.message_of("capacity") == "Enter the number of places, such as 12."
    form.capacity.setText("0")
    form.name.setText("Men's Aftercare")
    form.save.click()
    assert form.message_of("capacity") == "A group needs at least one place."
    form.capacity.setText("8")
    form.zone.setText("Mars/Olympus")
    form.save.click()
    assert form.message_of("zone") == "This time zone is not known. Choose one from the list."
    form.cancel.click()
    assert page.form is None


def test_a_link_is_saved_when_left_and_refused_with_a_sentence(
    clinic: AlderStreet, page: GroupsPage, store: Store, opened: list[str]
) -> None:
    page.show_group(clinic.groups["MA"])
    editor = page.detail.link
    editor.link.setText("javascript:alert(1)")
    editor.link.editingFinished.emit()
    assert store.read(roster.group, clinic.groups["MA"]).link == "https://zoom.example/j/555010147"
    assert editor.link.accessibleDescription()
    editor.test.click()
    assert opened == []
    editor.link.setText("https://us02web.zoom.us/j/5550101470")
    editor.link.editingFinished.emit()
    assert store.read(roster.group, clinic.groups["MA"]).link == "https://us02web.zoom.us/j/5550101470"
    editor.test.click()
    assert opened == ["https://us02web.zoom.us/j/5550101470"]


def test_archiving_a_group_with_clients_is_refused_and_said(
    clinic: AlderStreet, page: GroupsPage, bridge: Bridge, qtbot: QtBot
) -> None:
    page.show_group(clinic.groups["MA"])
    with qtbot.waitSignal(bridge.failed):
        buttons_of(page, "Archive")[0].click()


def test_undo_after_enrolling_shows_the_roster_as_it_was(clinic: AlderStreet, page: GroupsPage, bridge: Bridge) -> None:
    page.show_group(clinic.groups["MA"])
    buttons_of(page, "Enroll Priya Raman")[0].click()
    bridge.undo()
    assert "10 of 12 places" in words_on(page)


def test_hidden_names_are_initials(clinic: AlderStreet, page: GroupsPage, names: ShownNames) -> None:
    page.show_group(clinic.groups["MA"])
    names.set_hidden(True)
    QApplication.processEvents()
    linked = {link.text() for link in page.detail.findChildren(LinkButton) if link.isVisible()}
    assert "A. O." in linked
    assert "Amara Osei" not in linked


def test_ctrl_n_belongs_to_the_page(page: GroupsPage) -> None:
    (action,) = page.actions()
    assert action.shortcut().toString() == "Ctrl+N"


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_scrolls_sideways(clinic: AlderStreet, page: GroupsPage, theme: Theme, percent: int) -> None:
    theme.set_text_percent(percent)
    page.resize(1228, 768)
    page.show_group(clinic.groups["MA"])
    assert page.minimumSizeHint().width() <= 1228


def waiting_in(store: Store, clinic: AlderStreet) -> list[str]:
    return [place.name for place in store.read(roster.waitlist, clinic.groups["MA"])]


def test_a_client_is_put_on_the_waitlist_directly(
    clinic: AlderStreet, page: GroupsPage, store: Store, bridge: Bridge
) -> None:
    page.show_group(clinic.groups["MA"])
    waitlist = page.detail.roster.waitlist
    waitlist.add.click()
    QTest.keyClicks(waitlist.picker.search, "nina fer")
    QTest.keyClick(waitlist.picker.search, Qt.Key.Key_Return)
    assert waiting_in(store, clinic) == ["Priya Raman", "Owen Castle", "Nina Ferreira"]
    assert "The client is number 3 on the waitlist." in words_on(page)
    assert not waitlist.picker.search.isVisible()
    assert waitlist.add.hasFocus()
    bridge.undo()
    assert waiting_in(store, clinic) == ["Priya Raman", "Owen Castle"]


def test_who_already_waits_or_is_enrolled_is_not_offered(clinic: AlderStreet, page: GroupsPage) -> None:
    page.show_group(clinic.groups["MA"])
    waitlist = page.detail.roster.waitlist
    waitlist.add.click()
    for name in ("Priya Raman", "Hana Kim"):
        waitlist.picker.search.clear()
        QTest.keyClicks(waitlist.picker.search, name)
        assert f"No client called \u201c{name}\u201d." in words_on(page)
    for _ in range(2):  # the first takes the words away, the second the field
        QTest.keyClick(waitlist.picker.search, Qt.Key.Key_Escape)
    assert not waitlist.picker.search.isVisible()


def test_the_waitlist_is_put_in_order_by_button_and_by_key(
    clinic: AlderStreet, page: GroupsPage, store: Store, bridge: Bridge
) -> None:
    page.show_group(clinic.groups["MA"])
    QApplication.processEvents()
    buttons_of(page, "Move Owen Castle up")[-1].click()
    assert waiting_in(store, clinic) == ["Owen Castle", "Priya Raman"]
    QApplication.processEvents()
    enroll = next(one for one in buttons_of(page, "Enroll Owen Castle") if one.isVisible())
    assert enroll.hasFocus()
    QTest.keyClick(enroll, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert waiting_in(store, clinic) == ["Priya Raman", "Owen Castle"]
    bridge.undo()
    assert waiting_in(store, clinic) == ["Owen Castle", "Priya Raman"]


def test_a_client_is_taken_off_the_waitlist(
    clinic: AlderStreet, page: GroupsPage, store: Store, bridge: Bridge
) -> None:
    page.show_group(clinic.groups["MA"])
    QApplication.processEvents()
    buttons_of(page, "Take Priya Raman off the waitlist")[-1].click()
    assert waiting_in(store, clinic) == ["Owen Castle"]
    bridge.undo()
    assert waiting_in(store, clinic) == ["Priya Raman", "Owen Castle"]
