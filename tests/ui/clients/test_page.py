from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator import roster
from coordinator.roster import Standing
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import DischargeReason, FlagKind
from tests.ui.clients.alder_street import AlderStreet
from ui.bridge import Bridge
from ui.clients.columns import chip_of, hours_of
from ui.clients.page import ClientsPage
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import BlockStrip, InfoBar, LinkButton, Text


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames) -> Iterator[ClientsPage]:
    page = ClientsPage(theme, bridge, formats, names)
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.show()
    page.activate()
    yield page
    page.close()


def listed(page: ClientsPage) -> list[str]:
    return [found.line.name for found in page.model.rows()]


def words_of(page: ClientsPage) -> set[str]:
    QApplication.processEvents()  # what was added to a layout is shown then
    return {text.text() for text in page.panel.findChildren(Text) if text.isVisible()}


def button(page: ClientsPage, text: str) -> QPushButton:
    QApplication.processEvents()
    return next(found for found in page.findChildren(QPushButton) if found.text() == text and found.isVisible())


def test_the_list_names_this_week_and_the_one_chip_that_matters(
    clinic: AlderStreet, page: ClientsPage, formats: Formats
) -> None:
    page.refresh()
    rows = {found.line.name: found for found in page.model.rows()}
    chips = {name: chip.words for name, found in rows.items() if (chip := chip_of(found, formats))}
    assert chips["Dana Whitfield"] == "First session today"
    assert chips["Jolene Baptiste"] == "Last session today"
    assert chips["Farah Siddiqui"] == "Safety plan"
    assert chips["Marcus Oyelaran"] == "Under 9 h"
    assert "Amara Osei" not in chips
    assert hours_of(rows["Hana Kim"], formats) == "2 h 30"
    spoken = page.model.index(page.model.find(rows["Marcus Oyelaran"].line.id), 0).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    assert spoken.startswith("Marcus Oyelaran. Mood & Anxiety. Late, ")
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_panel_shows_flags_safety_enrollment_consent_and_six_weeks(clinic: AlderStreet, page: ClientsPage) -> None:
    page.show_client(clinic.clients["Farah Siddiqui"])
    shown = words_of(page)
    assert {
        "Farah Siddiqui",
        "A-1022  \u00b7  she/her  \u00b7  admitted January 12",
        "Home, 27 Orchard Row, Apt 5",
        "Imran Siddiqui, brother",
        "(555) 010-0113",
        "Checked Mon Mar 9",
        "988, county team (555) 010-0190",
        "Mon, Wed, Fri",
        "9 h planned",
        "from March 17",
        "Signed January 12",
        "renew by Jan 12, 2027",
        "Six weeks, 93% of planned hours",
        "8 h 45",
    } <= shown
    QApplication.processEvents()
    strips = [strip for strip in page.panel.findChildren(BlockStrip) if strip.isVisible()]
    assert len(strips) == 6
    assert strips[1].accessibleName().startswith("Week of February 9. Present, Excused, Present.")


def test_mark_read_takes_the_flag_away_and_undo_brings_it_back(
    clinic: AlderStreet, page: ClientsPage, bridge: Bridge
) -> None:
    page.show_client(clinic.clients["Farah Siddiqui"])
    button(page, "Mark read").click()
    assert [bar for bar in page.panel.findChildren(InfoBar) if bar.isVisible()] == []
    bridge.undo()
    QApplication.processEvents()
    assert len([bar for bar in page.panel.findChildren(InfoBar) if bar.isVisible()]) == 1


def test_search_finds_without_accents_and_by_id(clinic: AlderStreet, page: ClientsPage) -> None:
    page.refresh()
    page.find_in_page()
    QTest.keyClicks(page.search, "tomas")
    assert listed(page) == ["Tomás Rivera"]
    page.search.setText("a-1022")
    assert listed(page) == ["Farah Siddiqui"]
    page.search.setText("rver")
    assert page.states.words.text() == "No client called \u201crver\u201d."
    page.states.search_discharged.click()
    assert page.standing.choice() == Standing.DISCHARGED.value


def test_arrows_move_and_enter_opens(clinic: AlderStreet, page: ClientsPage, qtbot: QtBot) -> None:
    page.activate()
    assert page.client_id == clinic.clients["Amara Osei"]
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.client_id == clinic.clients["Ben Castellano"]
    assert "Ben Castellano" in words_of(page)
    with qtbot.waitSignal(page.inspector_wanted):
        QTest.keyClick(page.table, Qt.Key.Key_Return)


def test_discharge_asks_day_and_reason_inline_and_can_be_undone(
    clinic: AlderStreet, page: ClientsPage, store: Store, bridge: Bridge
) -> None:
    client_id = clinic.clients["Ben Castellano"]
    page.show_client(client_id)
    button(page, "Move or discharge").click()
    form = page.panel.leaving
    assert form.isVisible()
    form.day.setText("soon")
    form.do.click()
    assert any(text.text().startswith("Enter a day") for text in form.findChildren(Text) if text.isVisible())
    form.day.setText("3/11/2026")
    form.reason.setCurrentIndex(form.reason.findData(DischargeReason.MOVED.value))
    form.do.click()
    found = store.read(roster.client, client_id)
    assert found.standing is Standing.DISCHARGED
    assert found.episode is not None
    assert found.episode.discharge_reason is DischargeReason.MOVED
    assert "Ben Castellano" not in listed(page)
    bridge.undo()
    assert store.read(roster.client, client_id).standing is Standing.ACTIVE
    assert "Ben Castellano" in listed(page)


def test_moving_to_another_group(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    client_id = clinic.clients["Ben Castellano"]
    page.show_client(client_id)
    page.panel.open_leaving()
    form = page.panel.leaving
    form.kind.choose("move")
    form.kind.chosen.emit("move")
    form.to.setCurrentIndex(form.to.findText("Recovery Skills"))
    form.do.click()
    names = {entry.name for entry in store.read(roster.roster_on, clinic.groups["RS"], date(2026, 3, 11))}
    assert "Ben Castellano" in names


def test_admitting_again_opens_a_new_episode(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    client_id = clinic.clients["Ben Castellano"]
    store.write(roster.discharge, client_id, on=date(2026, 3, 2), reason=DischargeReason.COMPLETED)
    page.show_client(client_id)
    assert page.standing.choice() == Standing.DISCHARGED.value
    button(page, "Admit again").click()
    page.panel.readmitting.do.click()
    assert len(store.read(roster.client, client_id).episodes) == 2


def test_a_new_client_is_added_with_a_place_in_one_step(
    clinic: AlderStreet, page: ClientsPage, store: Store, bridge: Bridge
) -> None:
    page.add_client()
    form = page.form
    assert form is not None
    form.save.click()
    assert form.message_of("name") == "Enter a name."
    form.name.setText("Ida Falk")
    form.born_on.setText("yesterday")
    form.save.click()
    assert form.message_of("born_on").startswith("Enter a day")
    form.born_on.setText("5/4/1991")
    form.state.setText("zz")
    form.save.click()
    assert form.message_of("home_state") == "This is not a state. Use its two letters, such as NY."
    form.state.setText("ny")
    form.code.setText("a-1022")
    form.save.click()
    assert form.message_of("code") == "Another client already has this ID. Choose another one."
    form.code.setText("B-1")
    form.contact_name.setText("Ada Falk")
    form.contact_phone.setText("555-0177")
    form.group.setCurrentIndex(form.group.findText("Recovery Skills"))
    form.save.click()
    assert page.form is None
    line = next(found.line for found in page.model.rows() if found.line.name == "Ida Falk")
    found = store.read(roster.client, line.id)
    assert (found.born_on, found.home_state, found.contacts[0].phone) == (date(1991, 5, 4), "NY", "555-0177")
    assert [stay.group.name for stay in found.enrolments] == ["Recovery Skills"]
    bridge.undo()
    assert "Ida Falk" not in listed(page)


def test_a_new_client_joins_a_group_with_a_no_contact_flag_for_a_reason_only(
    clinic: AlderStreet, page: ClientsPage, store: Store
) -> None:
    store.write(
        roster.raise_flag, clinic.clients["Nina Ferreira"], FlagKind.NO_CONTACT, "Order of May: not with Ida Falk"
    )
    page.add_client()
    form = page.form
    assert form is not None
    assert not form.despite.isVisible()
    form.name.setText("Ida Falk")
    form.group.setCurrentIndex(form.group.findText("Recovery Skills"))
    form.save.click()
    assert form.message_of("despite") == "No contact, Nina Ferreira: Order of May: not with Ida Falk."
    assert form.despite.hasFocus()
    form.save.click()
    assert form.isVisible(), "without a reason nothing is stored"
    assert "Ida Falk" not in listed(page)
    form.group.setCurrentIndex(form.group.findText("Mood & Anxiety"))
    assert not form.despite.isVisible(), "another group is another question"
    form.group.setCurrentIndex(form.group.findText("Recovery Skills"))
    form.save.click()
    form.despite.setText("They come on different days")
    QTest.keyClick(form.despite, Qt.Key.Key_Return)
    assert page.form is None
    line = next(found.line for found in page.model.rows() if found.line.name == "Ida Falk")
    assert [stay.group.name for stay in store.read(roster.client, line.id).enrolments] == ["Recovery Skills"]


def test_editing_keeps_the_old_name_findable(clinic: AlderStreet, page: ClientsPage) -> None:
    page.show_client(clinic.clients["Farah Siddiqui"])
    button(page, "Edit").click()
    assert page.form is not None
    page.form.name.setText("Farah Khan")
    QTest.keyClick(page.form.name, Qt.Key.Key_Return)
    page.search.setText("siddiqui")
    assert listed(page) == ["Farah Khan"]


def test_escape_leaves_the_form_without_a_change(clinic: AlderStreet, page: ClientsPage) -> None:
    page.add_client()
    assert page.form is not None
    QTest.keyClick(page.form.name, Qt.Key.Key_Escape)
    assert page.form is None


def test_the_lists_say_why_they_are_empty(page: ClientsPage) -> None:
    assert page.states.currentWidget() is not page.table
    assert not page.panel.isVisible()


def test_hidden_names_are_initials_everywhere(clinic: AlderStreet, page: ClientsPage, names: ShownNames) -> None:
    page.show_client(clinic.clients["Farah Siddiqui"])
    names.set_hidden(True)
    assert page.model.index(0, 0, QModelIndex()).data() == "A. O."
    assert "Farah Siddiqui" not in words_of(page)
    bars = [bar for bar in page.panel.findChildren(InfoBar) if bar.isVisible()]
    assert all("Safety plan updated" not in text.text() for bar in bars for text in bar.findChildren(Text))
    assert [link for link in page.panel.findChildren(LinkButton) if link.text() == "Mark read"]


def test_a_client_s_notes_are_one_button_away(clinic: AlderStreet, page: ClientsPage, qtbot: QtBot) -> None:
    page.show_client(clinic.clients["Marcus Oyelaran"])
    qtbot.waitUntil(lambda: page.panel.facts is not None)
    QApplication.processEvents()
    words = "Read notes of Marcus Oyelaran"
    read = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == words)
    with qtbot.waitSignal(page.notes_requested) as asked:
        read.click()
    assert asked.args is not None
    assert asked.args[0].name == "Marcus Oyelaran"
