"""What a facilitator enters in the details of a client: each without the command line, each with its undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coordinator import attendance, roster
from coordinator.roster import Client, ConsentDetails, ConsentStanding, consent_standing
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ConsentKind, DischargeReason, ExcuseReason, FlagKind, ServiceType
from tests.ui.clients.alder_street import AlderStreet
from ui.bridge import Bridge
from ui.clients.page import ClientsPage
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Text

TODAY = date(2026, 3, 11)


@pytest.fixture
def page(
    qtbot: QtBot, clinic: AlderStreet, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames
) -> Iterator[ClientsPage]:
    page = ClientsPage(theme, bridge, formats, names)
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.show()
    page.activate()
    page.show_client(clinic.clients["Hana Kim"])
    yield page
    page.close()


def hana(clinic: AlderStreet, store: Store) -> Client:
    return store.read(roster.client, clinic.clients["Hana Kim"])


def words_of(page: ClientsPage) -> set[str]:
    QApplication.processEvents()  # what was added to a layout is shown then
    return {text.text() for text in page.panel.findChildren(Text) if text.isVisible()}


def named(page: ClientsPage, name: str) -> QPushButton:
    """Find a button by what a screen reader says."""
    QApplication.processEvents()
    found = page.panel.findChildren(QPushButton)
    return next(one for one in found if one.isVisible() and one.accessibleName() == name)


def test_several_contacts_are_entered_ordered_and_confirmed(
    clinic: AlderStreet, page: ClientsPage, store: Store, bridge: Bridge
) -> None:
    named(page, "Edit emergency contacts, Hana Kim").click()
    form = page.panel.safety.contacts
    assert form.isVisible()
    assert form.people[0].name.text() == "Imran Siddiqui"
    form.more.click()
    form.people[1].phone.setText("555-0121")
    form.do.click()
    assert "Enter the name of the emergency contact." in words_of(page)
    form.people[1].name.setText("Min Kim")
    form.people[1].checked.setChecked(True)
    QTest.keyClick(form.people[1].name, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [person.name.text() for person in form.people] == ["Min Kim", "Imran Siddiqui"]
    QTest.keyClick(form.people[0].name, Qt.Key.Key_Return)
    assert not form.isVisible()
    contacts = hana(clinic, store).contacts
    assert [(one.name, one.phone) for one in contacts] == [
        ("Min Kim", "555-0121"),
        ("Imran Siddiqui", "(555) 010-0113"),
    ]
    assert contacts[0].checked_at == datetime(2026, 3, 11, 12, 55, tzinfo=UTC)
    assert contacts[1].checked_at == datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    assert {"Min Kim", "Checked Wed Mar 11", "Checked Mon Mar 9"} <= words_of(page)
    bridge.undo()
    assert [one.name for one in hana(clinic, store).contacts] == ["Imran Siddiqui"]


def test_a_contact_is_removed_and_escape_changes_nothing(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    named(page, "Edit emergency contacts, Hana Kim").click()
    form = page.panel.safety.contacts
    named(page, "Remove contact 1").click()
    assert form.people == []
    QTest.keyClick(form.more, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert len(hana(clinic, store).contacts) == 1
    named(page, "Edit emergency contacts, Hana Kim").click()
    named(page, "Remove contact 1").click()
    form.do.click()
    assert hana(clinic, store).contacts == ()
    assert "Missing" in words_of(page)


def test_a_flag_is_raised_read_and_cleared(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    named(page, "Raise flag, Hana Kim").click()
    form = page.panel.safety.flag
    form.do.click()
    assert form.message_of("flag") == "Enter some words."
    form.about.setCurrentIndex(form.about.findData(FlagKind.ACCESS_NEED.value))
    form.words.setText("Prefers the left ear")
    QTest.keyClick(form.words, Qt.Key.Key_Return)
    assert not form.isVisible()
    named(page, "Mark read, Access need").click()
    assert hana(clinic, store).flags[0].read_at is not None
    assert "Prefers the left ear" in words_of(page)
    named(page, "Clear flag, Access need").click()
    assert hana(clinic, store).flags == ()


def test_a_release_asks_for_its_elements_one_by_one(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    named(page, "Add consent, Hana Kim").click()
    form = page.panel.consents.consent
    assert not form.discloser.isVisible()
    form.kind.setCurrentIndex(form.kind.findData(ConsentKind.DISCLOSURE.value))
    form.do.click()
    assert form.message_of("discloser") == "Name who may disclose."
    assert form.message_of("recipient") == "Name who may receive it."
    assert form.message_of("information") == "Say what may be disclosed."
    assert form.message_of("purpose") == "Say for what purpose."
    assert form.message_of("revocation_explained") == "A release must say that it can be revoked."
    assert form.message_of("signed_by") == "Name who signed."
    assert form.message_of("expires_on") == "Enter a last day, or the event that ends it."
    for field, text in (
        (form.discloser, "Alder Street IOP"),
        (form.recipient, "County Probation"),
        (form.information, "Attendance"),
        (form.purpose, "Monitoring"),
        (form.signed_by, "Hana Kim"),
        (form.ends_when, "the end of probation"),
    ):
        field.setText(text)
    form.explained.setChecked(True)
    form.do.click()
    assert not form.isVisible()
    assert {"To County Probation: Attendance", "holds until: the end of probation"} <= words_of(page)
    (consent,) = hana(clinic, store).consents
    assert consent.details.revocation_explained


def test_consents_show_how_they_stand_and_are_revoked_on_a_day(
    clinic: AlderStreet, page: ClientsPage, store: Store
) -> None:
    client_id = clinic.clients["Hana Kim"]
    for kind, expires_on in (
        (ConsentKind.TELEHEALTH, date(2026, 3, 20)),
        (ConsentKind.GROUP_CONFIDENTIALITY, date(2026, 3, 1)),
    ):
        details = ConsentDetails(kind, signed_on=date(2026, 2, 16), expires_on=expires_on)
        store.write(roster.add_consent, client_id, details)
    assert {"expires soon, on Mar 20, 2026", "expired Mar 1, 2026"} <= words_of(page)
    named(page, "Revoke Telehealth consent, Signed Feb 16, 2026").click()
    form = page.panel.consents.revoke
    form.day.setText("2/1/2026")
    form.do.click()
    assert form.message_of("day") == "This day lies before the consent was signed."
    form.day.setText("3/11/2026")
    QTest.keyClick(form.day, Qt.Key.Key_Return)
    assert "revoked Mar 11, 2026" in words_of(page)
    found = next(one for one in hana(clinic, store).consents if one.kind is ConsentKind.TELEHEALTH)
    assert consent_standing(found.details, found.revoked_on, TODAY) is ConsentStanding.REVOKED


def test_a_retired_goal_keeps_its_number(clinic: AlderStreet, page: ClientsPage, store: Store, bridge: Bridge) -> None:
    form = page.panel.goals.goal
    for label in ("Sleep", "Return to work", "Call one friend a week"):
        named(page, "Add goal, Hana Kim").click()
        form.words.setText(label)
        QTest.keyClick(form.words, Qt.Key.Key_Return)
    named(page, "Retire goal 2").click()
    assert [(goal.number, goal.label) for goal in hana(clinic, store).goals] == [
        (1, "Sleep"),
        (3, "Call one friend a week"),
    ]
    named(page, "Edit goal 1").click()
    form.words.setText("")
    form.do.click()
    assert form.message_of("goal") == "Enter some words."
    form.words.setText("Sleep through four nights")
    form.do.click()
    assert hana(clinic, store).goals[0].label == "Sleep through four nights"
    bridge.undo()
    bridge.undo()
    assert [goal.number for goal in hana(clinic, store).goals] == [1, 2, 3]


def test_an_announced_absence_is_noted_and_removed(
    clinic: AlderStreet, page: ClientsPage, store: Store, bridge: Bridge
) -> None:
    client_id = clinic.clients["Hana Kim"]
    named(page, "Note absence, Hana Kim").click()
    form = page.panel.absences.absence
    assert form.session.itemText(0).startswith("Wed Mar 11, 9:00 AM")
    form.extent.choose("until")
    form.extent.chosen.emit("until")
    form.do.click()
    assert form.message_of("expected_at").startswith("Enter a time, such as")
    form.expected_at.setText("2 pm")
    form.do.click()
    assert form.message_of("expected_at").startswith("The session runs 9:00 AM")
    form.expected_at.setText("10:15 am")
    QTest.keyClick(form.reason, Qt.Key.Key_2)
    form.note.setText("hearing at 8")
    QTest.keyClick(form.note, Qt.Key.Key_Return)
    (absence,) = store.read(attendance.announced_absences, client_id)
    assert absence.expected_at == datetime(2026, 3, 11, 14, 15, tzinfo=UTC)
    assert (absence.reason, absence.note) == (ExcuseReason.COURT, "hearing at 8")
    line = next(one for one in store.read(attendance.sheet, absence.session_id).lines if one.client_id == client_id)
    assert line.planned_absence is not None
    assert any(words.startswith("Expected at 10:15") for words in words_of(page))
    named(page, "Remove absence, Wed Mar 11, Mood & Anxiety").click()
    assert store.read(attendance.announced_absences, client_id) == ()
    bridge.undo()
    assert len(store.read(attendance.announced_absences, client_id)) == 1


def test_an_absence_weeks_ahead_can_be_noted(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    page.panel.absences.open_absence()
    form = page.panel.absences.absence
    form.session.setCurrentIndex(form.session.count() - 1)
    form.do.click()
    (absence,) = store.read(attendance.announced_absences, clinic.clients["Hana Kim"])
    assert absence.expected_at is None
    assert (absence.starts_at.date() - TODAY).days > 50


def test_individual_time_is_recorded_and_removed(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    named(page, "Record individual time, Hana Kim").click()
    form = page.panel.times.time
    form.day.setText("3/12/2026")
    form.do.click()
    assert form.message_of("day").startswith("This day lies after today.")
    form.day.setText("3/10/2026")
    form.do.click()
    assert form.message_of("starts").startswith("Enter a time")
    form.starts.setText("1 pm")
    form.minutes.setText("0")
    form.do.click()
    assert form.message_of("minutes") == "Enter minutes from 1 to 720."
    form.minutes.setText("50")
    form.service.setCurrentIndex(1)
    form.do.click()
    (one,) = store.read(attendance.service_times_between, date(2026, 3, 9), TODAY, clinic.clients["Hana Kim"])
    assert (one.service_type, one.minutes) == (ServiceType.FAMILY_THERAPY, 50)
    assert one.starts_at == datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
    assert one.group_id == clinic.groups["MA"]
    assert {"Family therapy", "Tue Mar 10"} <= words_of(page)
    named(page, "Remove Family therapy, Tue Mar 10").click()
    assert store.read(attendance.service_times_between, date(2026, 3, 9), TODAY, clinic.clients["Hana Kim"]) == ()


def test_one_form_at_a_time_and_none_for_the_next_client(clinic: AlderStreet, page: ClientsPage) -> None:
    page.panel.safety.open_flag()
    page.panel.times.open_time()
    assert not page.panel.safety.flag.isVisible()
    assert page.panel.times.time.isVisible()
    page.show_client(clinic.clients["Ben Castellano"])
    assert not page.panel.times.time.isVisible()


def test_what_was_typed_survives_a_change_made_elsewhere(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    page.panel.safety.open_flag()
    page.panel.safety.flag.words.setText("Half a sen")
    store.write(roster.raise_flag, clinic.clients["Hana Kim"], FlagKind.OTHER, "From another desk")
    assert page.panel.safety.flag.isVisible()
    assert page.panel.safety.flag.words.text() == "Half a sen"


def test_a_discharged_client_is_admitted_again_from_a_day(clinic: AlderStreet, page: ClientsPage, store: Store) -> None:
    client_id = clinic.clients["Hana Kim"]
    store.write(roster.discharge, client_id, on=date(2026, 3, 10), reason=DischargeReason.COMPLETED)
    page.show_client(client_id)
    named(page, "Admit Hana Kim again").click()
    form = page.panel.readmitting
    form.day.setText("3/1/2026")
    form.do.click()
    assert form.message_of("day") == "A new admission starts after the last discharge."
    form.day.setText("3/11/2026")
    form.do.click()
    assert [episode.admitted_on for episode in hana(clinic, store).episodes][-1] == TODAY


def test_widths_follow_the_size_of_the_text(page: ClientsPage, theme: Theme) -> None:
    before = page.table.columnWidth(0)
    theme.set_text_percent(150)
    assert page.table.columnWidth(0) == theme.px(168) > before
    assert page.panel.width() > 452


def test_a_form_below_the_fold_comes_into_view(page: ClientsPage) -> None:
    named(page, "Record individual time, Hana Kim").click()
    for _ in range(4):
        QApplication.processEvents()
    form = page.panel.times.time
    assert not form.service.visibleRegion().isEmpty()
    assert not form.do.visibleRegion().isEmpty()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_form_is_wider_than_the_details(page: ClientsPage, theme: Theme, percent: int) -> None:
    theme.set_text_percent(percent)
    panel = page.panel
    panel.consents.open_consent()
    panel.consents.consent.kind.setCurrentIndex(2)
    for form in panel.forms:
        assert form.minimumSizeHint().width() <= panel.width() - 46, type(form).__name__
