"""One key opens the room: which session, the passcode, unknown hosts, links that do not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from coordinator import roster, series, sessions, today
from coordinator.changes import ChangeFeed
from coordinator.errors import CoordinatorError
from coordinator.roster import GroupDetails
from coordinator.series import Segment
from coordinator.sessions import GroupSession, MeetingDoor
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Platform, ServiceType, SessionStatus, Weekday
from tests.ui.session.bench import a_bridge
from ui.launching import Launcher, at_once, failed_words
from ui.secret_clipboard import SecretClipboard

ZOOM = "https://us02web.zoom.us/j/82255501470"
NINE, ONE = time(9), time(13)


@dataclass
class Room:
    """A launcher over a real store, with what it did."""

    store: Store
    launcher: Launcher = field(init=False)
    opens: bool = True
    opened: list[str] = field(default_factory=list)

    def open_link(self, url: str) -> bool:
        self.opened.append(url)
        return self.opens

    def add(self, name: str, starts: time, link: str, passcode: str = "", backup: str = "") -> None:
        details = GroupDetails(
            name=name, link=link, passcode=passcode, backup_link=backup,
            platform=Platform.ZOOM if link == ZOOM else Platform.OTHER,
        )  # fmt: skip
        group = self.store.write(roster.add_group, details).outcome
        add = partial(
            series.add_block,
            weekdays=(Weekday.WED,),
            starts=starts,
            from_on=date(2026, 3, 11),
            segments=(Segment(ServiceType.GROUP_THERAPY, 180),),
        )
        self.store.write(add, group)
        self.store.write(sessions.plan_ahead)

    def sessions(self) -> tuple[GroupSession, ...]:
        return self.store.read(sessions.todays_sessions)

    def launch_next(self) -> None:
        self.launcher.launch_next(self.store.read(today.today).sessions)


@pytest.fixture
def room(qtbot: QtBot, store: Store, feed: ChangeFeed) -> Iterator[Room]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    room = Room(store)
    room.launcher = Launcher(
        a_bridge(store, feed), open_link=room.open_link, clipboard=SecretClipboard(), copies_passcode=True
    )
    room.launcher.set_window(window)
    QGuiApplication.clipboard().clear()
    yield room
    window.hide()


def test_launching_opens_the_room_and_copies_the_passcode(qtbot: QtBot, room: Room) -> None:
    room.add("Mood & Anxiety", NINE, ZOOM, "heron-4")
    with qtbot.waitSignals([room.launcher.launched, room.launcher.passcode_copied]):
        room.launch_next()
    assert room.opened == [ZOOM]
    assert QGuiApplication.clipboard().text() == "heron-4"
    assert room.sessions()[0].status is SessionStatus.LIVE


def test_the_passcode_stays_where_it_is_if_that_was_chosen(qtbot: QtBot, room: Room) -> None:
    room.add("Mood & Anxiety", NINE, ZOOM, "heron-4")
    room.launcher.copies_passcode = False
    with qtbot.waitSignal(room.launcher.launched):
        room.launch_next()
    assert QGuiApplication.clipboard().text() == ""
    room.launcher.copy_passcode(room.sessions()[0].id)
    assert QGuiApplication.clipboard().text() == "heron-4"


def test_a_link_that_does_not_open_is_told_and_the_session_runs(qtbot: QtBot, room: Room) -> None:
    room.add("Mood & Anxiety", NINE, ZOOM, backup="https://meet.jit.si/AlderStreetMoodBackup")
    room.opens = False
    failed: list[MeetingDoor] = []
    room.launcher.link_failed.connect(lambda _session, door: failed.append(door))
    with qtbot.waitSignal(room.launcher.launched):
        room.launch_next()
    assert room.sessions()[0].status is SessionStatus.LIVE
    assert failed_words(failed[0]) == "Zoom did not open."
    room.launcher.copy_link(failed[0])
    assert QGuiApplication.clipboard().text() == ZOOM
    room.opens = True
    room.launcher.launch(room.sessions()[0].id, backup=True)
    assert room.opened[-1] == "https://meet.jit.si/AlderStreetMoodBackup"


def test_two_groups_at_once_are_asked_about(qtbot: QtBot, room: Room) -> None:
    room.add("Mood & Anxiety", NINE, ZOOM)
    room.add("Dual Diagnosis", time(10), ZOOM)
    room.add("Evening Skills", ONE, ZOOM)
    assert [one.session.group_name for one in at_once(room.store.read(today.today).sessions)] == [
        "Mood & Anxiety",
        "Dual Diagnosis",
    ]
    room.launch_next()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Mood & Anxiety", "Dual Diagnosis"]
    assert room.opened == []
    with qtbot.waitSignal(room.launcher.launched):
        menu.actions()[1].trigger()
    menu.close()
    assert [one.status for one in room.sessions()] == [
        SessionStatus.PLANNED, SessionStatus.LIVE, SessionStatus.PLANNED,
    ]  # fmt: skip


@pytest.mark.parametrize(("answer", "opened"), [("Open link", True), ("Do not open", False)])
def test_an_unknown_host_is_asked_about_and_the_session_runs_either_way(
    qtbot: QtBot, room: Room, answer: str, opened: bool
) -> None:
    link = "https://video.alderstreet.example/rooms/mood"
    room.add("Mood & Anxiety", NINE, link)
    asked: list[str] = []

    def reply() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        assert box.defaultButton().text() == "Do not open"
        next(button for button in box.buttons() if button.text() == answer).click()

    QTimer.singleShot(50, reply)
    with qtbot.waitSignal(room.launcher.launched):
        room.launch_next()
    assert asked == ["Open a link to video.alderstreet.example?"]
    assert room.opened == ([link] if opened else [])
    assert room.sessions()[0].status is SessionStatus.LIVE


def test_a_session_without_a_link_is_refused_and_stays_planned(qtbot: QtBot, room: Room) -> None:
    room.add("Mood & Anxiety", NINE, "")
    refused: list[CoordinatorError] = []
    room.launcher.refused.connect(refused.append)
    room.launch_next()
    assert len(refused) == 1
    assert room.opened == []
    assert room.sessions()[0].status is SessionStatus.PLANNED


def test_with_nothing_left_today_nothing_happens(qtbot: QtBot, room: Room) -> None:
    with qtbot.assertNotEmitted(room.launcher.launched):
        room.launch_next()
