"""Level of care and authorizations on the client's page: recorded, refused beside the field, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from coordinator import roster, summaries
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ApprovedUnit, LevelOfCare
from tests.ui.clients.alder_street import AlderStreet
from tests.ui.clients.test_records import named, words_of
from ui.bridge import Bridge
from ui.clients.page import ClientsPage
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import Theme


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


def test_an_authorization_is_recorded_corrected_and_removed(
    clinic: AlderStreet, page: ClientsPage, store: Store
) -> None:
    hana = clinic.clients["Hana Kim"]
    named(page, "Add authorization, Hana Kim").click()
    form = page.panel.authorizations.authorization
    form.do.click()
    assert form.message_of("approved") == "Enter how many units were approved, such as 24."
    form.approved.setText("24")
    form.first.setText("3/2/2026")
    form.last.setText("2/2/2026")
    form.do.click()
    assert form.message_of("last")
    form.last.setText("3/20/2026")
    form.review.setText("3/16/2026")
    form.payer.setText("Evergreen Health")
    form.do.click()
    assert not form.isVisible()
    (one,) = store.read(summaries.authorizations, hana)
    assert (one.details.approved, one.details.unit, one.details.to_on) == (24, ApprovedUnit.DAYS, date(2026, 3, 20))
    said = next(words for words in words_of(page) if "Evergreen Health" in words)
    assert "Next review Mar 16, 2026." in said
    assert "Ends Mar 20, 2026." in said
    named(page, "Edit authorization, Mar 2 to Mar 20, 2026").click()
    form.approved.setText("30")
    form.do.click()
    assert [one.details.approved for one in store.read(summaries.authorizations, hana)] == [30]
    named(page, "Remove authorization, Mar 2 to Mar 20, 2026").click()
    assert store.read(summaries.authorizations, hana) == ()


def test_a_step_down_is_recorded_with_its_end_and_taken_back(
    clinic: AlderStreet, page: ClientsPage, store: Store
) -> None:
    hana = clinic.clients["Hana Kim"]
    named(page, "Change level of care, Hana Kim").click()
    form = page.panel.care.level
    form.hours.setText("nine")
    form.do.click()
    assert form.message_of("hours") == "Enter hours a week, such as 9 or 4.5, or leave it empty."
    form.hours.setText("4.5")
    form.until.setText("3/20/2026")
    form.do.click()
    assert not form.isVisible()
    (one,) = store.read(roster.care_levels, [hana])[hana]
    assert (one.level, one.ordered_weekly_minutes, one.transition_until) == (
        LevelOfCare.ASAM_2_1,
        270,
        date(2026, 3, 20),
    )
    assert "4 h 30 a week ordered. Stepping down until Mar 20, 2026: low hours are not flagged." in words_of(page)
    named(page, "Remove level of care from Mar 11, 2026").click()
    assert store.read(roster.care_levels, [hana]) == {}


def test_the_page_says_which_sessions_of_this_week_are_still_needed(page: ClientsPage) -> None:
    found = page.panel.facts
    assert found is not None
    assert found.forecast is not None
    assert page.panel.needs.isVisible()
    assert "Still needed" in words_of(page)
