"""What to look at before a session, on Today, on a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import roster, series, sessions
from coordinator.roster import ClientDetails, EmergencyContact, GroupDetails
from coordinator.sessions import SessionConcern
from coordinator.store.unit_of_work import Store
from coordinator.telehealth import Concern, LinkProblem
from coordinator.today import DaySession
from coordinator.vocabulary import ClientId, ConsentKind, GroupId, Weekday
from tests.fakes import FakeClock
from ui.bridge import Bridge
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme
from ui.today import TodayPage
from ui.today.preflight_list import PreflightList
from ui.widgets import LinkButton, Text

NEW_YORK = ZoneInfo("America/New_York")
ShowToday = Callable[[], TodayPage]
BACKUP = "https://meet.jit.si/quiet-harbour-481516"


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


def a_group(store: Store, *, link: str = "https://zoom.us/j/85012345678", backup: str = "") -> GroupId:
    details = GroupDetails(name="Mood & Anxiety", link=link, passcode="481516", backup_link=backup)
    group = store.write(roster.add_group, details).outcome
    store.write(series.add_block, group, weekdays=[Weekday.WED], starts=time(9), from_on=date(2026, 3, 2))
    return group


def a_client(store: Store, group: GroupId, name: str, *, contact: bool = True) -> ClientId:
    client = store.write(roster.add_client, ClientDetails(preferred_name=name), admitted_on=date(2026, 1, 5)).outcome
    store.write(roster.enroll, client, group, starts_on=date(2026, 3, 2))
    if contact:
        whom = EmergencyContact("Maya Rivera", "sister", "555-0147", None)
        store.write(roster.set_emergency_contacts, client, (whom,))
    return client


@pytest.fixture
def shown(theme: Theme, bridge: Bridge, store: Store, qtbot: QtBot) -> Iterator[ShowToday]:
    pages: list[TodayPage] = []

    def show() -> TodayPage:
        page = TodayPage(theme, bridge, store.clock, Formats(NEW_YORK, QLocale("en_US")), ShownNames())
        pages.append(page)
        page.resize(1072, 768)
        page.show()
        page.activate()
        return page

    yield show
    for page in pages:  # at once, so that nothing of it is collected while another page is painted
        page.close()
        shiboken6.delete(page)


def sentences(page: TodayPage) -> list[str]:
    found = page._cards[0].findChild(PreflightList)
    return [one.text() for one in found.findChildren(Text)] if found is not None else []


def link(page: TodayPage, name: str) -> LinkButton:
    return next(one for one in page._cards[0].findChildren(LinkButton) if one.accessibleName().startswith(name))


def test_with_nothing_to_look_at_there_is_no_list(shown: ShowToday, store: Store) -> None:
    a_client(store, a_group(store), "Tomás Rivera")
    assert sentences(shown()) == []


def test_each_line_has_its_action_beside_it(shown: ShowToday, store: Store, qtbot: QtBot) -> None:
    group = a_group(store, link="")
    client = a_client(store, group, "Tomás Rivera", contact=False)
    page = shown()
    assert "No link yet. Add one in Groups." in sentences(page)
    with qtbot.waitSignal(page.group_chosen) as asked:
        QTest.keyClick(link(page, "Open Groups: No link yet"), Qt.Key.Key_Return)
    assert asked.args == [group]
    assert "Tomás Rivera has no emergency contact." in sentences(page)
    with qtbot.waitSignal(page.client_chosen) as told:
        link(page, "Add: Tomás Rivera").click()
    assert told.args == [client]


def test_clients_are_named_from_a_quarter_of_an_hour_before(shown: ShowToday, store: Store, clock: FakeClock) -> None:
    a_client(store, a_group(store), "Tomás Rivera", contact=False)
    clock.set(datetime(2026, 3, 11, 12, 30, tzinfo=UTC))
    page = shown()
    assert sentences(page) == []
    clock.set(datetime(2026, 3, 11, 12, 45, tzinfo=UTC))
    page.refresh()
    assert "Tomás Rivera has no emergency contact." in sentences(page)


def test_one_key_switches_to_the_backup_link_and_copies_a_message(shown: ShowToday, store: Store, qtbot: QtBot) -> None:
    a_group(store, link="", backup=BACKUP)
    page = shown()
    assert link(page, "Use backup link").isEnabled()
    with qtbot.waitSignal(page.said) as said:
        next(one for one in page.actions() if one.shortcut().toString() == "Ctrl+Shift+B").trigger()
    assert said.args == ["The backup link is used for this session. A message for clients was copied.", True]
    copied = QGuiApplication.clipboard().text()
    assert copied == f"Today's session at 9:00 AM Eastern has another link: {BACKUP}"
    session = store.read(sessions.todays_sessions)[0]
    assert store.read(sessions.meeting_door, session.id).url == BACKUP
    assert sentences(page) == [], "the link is mended"


def test_without_a_backup_link_the_key_says_so(shown: ShowToday, store: Store, qtbot: QtBot) -> None:
    a_group(store)
    page = shown()
    with qtbot.waitSignal(page.said) as said:
        page.switch_to_backup()
    assert said.args == ["This group has no backup link. Add one in Groups.", False]


def test_reminders_that_repeat_are_dismissed_here(shown: ShowToday, store: Store, clock: FakeClock) -> None:
    a_group(store)
    clock.set(datetime(2026, 3, 11, 13, 0, tzinfo=UTC))
    store.write(sessions.plan_ahead)
    store.write(sessions.deliver_due)
    clock.set(datetime(2026, 3, 11, 13, 3, tzinfo=UTC))
    page = shown()
    assert "Reminders repeat until you launch the session." in sentences(page)
    link(page, "Dismiss: Reminders of this session").click()
    assert store.read(sessions.waiting_reminders) == ()
    assert sentences(page) == []


def test_hidden_names_leave_initials_on_every_card(shown: ShowToday, store: Store) -> None:
    a_client(store, a_group(store), "Tomás Rivera", contact=False)
    page = shown()
    page._names.toggle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    seen = [one.text() for one in page.findChildren(Text)] + [
        one.accessibleName() for one in page.findChildren(QWidget)
    ]
    assert not [words for words in seen if "Tomás" in words or "Rivera" in words]
    assert "T. R. has no emergency contact." in sentences(page)
    page._names.toggle()
    assert "Tomás Rivera has no emergency contact." in sentences(page)


EVERY_CONCERN = {
    Concern.LINK_MISSING: ("No link yet. Add one in Groups.", ["Use backup link", "Open Groups"]),
    Concern.LINK_REFUSED: (
        "The meeting link does not belong to the chosen platform.",
        ["Use backup link", "Open Groups"],
    ),
    Concern.PASSCODE_MISSING: (
        "No passcode is stored for this link. Clients may be asked for one.",
        ["Open Groups"],
    ),
    Concern.LINK_SHARED: ("DBT Skills has the same link at the same time.", ["Use backup link", "Open Groups"]),
    Concern.LINK_UNUSED: (
        "This link was not used for 300 days. Zoom ends it after 365.",
        ["Use backup link", "Open Groups"],
    ),
    Concern.LIMIT_TOO_SHORT: ("The meeting plan ends after 40 minutes.", ["Use backup link", "Open Groups"]),
    Concern.CONTACT_MISSING: ("Tomás Rivera has no emergency contact.", ["Add"]),
    Concern.CONSENT_EXPIRING: ("Telehealth consent of Tomás Rivera ends on March 20.", ["Renew"]),
}


@pytest.mark.parametrize("concern", list(Concern))
def test_each_of_the_eight_findings_has_its_sentence_and_its_actions(
    store: Store, theme: Theme, qtbot: QtBot, concern: Concern
) -> None:
    a_group(store)
    (session,) = store.read(sessions.todays_sessions)
    found = SessionConcern(
        session.id,
        session.group_id,
        session.group_name,
        session.starts_at,
        concern,
        problem=LinkProblem.OTHER_PLATFORM,
        other_group="DBT Skills",
        client_id=ClientId(uuid4()),
        client_name="Tomás Rivera",
        consent=ConsentKind.TELEHEALTH,
        expires_on=date(2026, 3, 20),
        limit_minutes=40,
        has_backup=True,
    )
    day = DaySession(session, 1, 12, "", None, (), (found,), has_backup=True)
    shown = PreflightList(theme, Formats(NEW_YORK, QLocale("en_US")), ShownNames(), day, reminded=False)
    qtbot.addWidget(shown)
    asked: list[object] = []
    for signal in (shown.group_chosen, shown.client_chosen, shown.backup_requested):
        signal.connect(asked.append)
    sentence, actions = EVERY_CONCERN[concern]
    assert sentence in [one.text() for one in shown.findChildren(Text)]
    links = shown.findChildren(LinkButton)
    assert [one.text() for one in links] == actions
    for one in links:
        assert sentence in one.accessibleName()
        one.click()
    assert len(asked) == len(actions)
