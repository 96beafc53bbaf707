"""Nobody at the desk, or a computer that slept: the vault locks."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import idle
from ui.idle import IdleWatch


class Clocks:
    """Stands in for the two clocks of the system."""

    def __init__(self) -> None:
        self.awake = self.wall = 1000.0

    def go_on(self, seconds: float, *, asleep: float = 0) -> None:
        self.awake += seconds
        self.wall += seconds + asleep


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    clocks = Clocks()
    monkeypatch.setattr(time, "monotonic", lambda: clocks.awake)
    monkeypatch.setattr(idle, "_wall", lambda: clocks.wall)
    return clocks


@pytest.fixture
def watch(qapp: QApplication, clocks: Clocks) -> IdleWatch:
    del qapp
    watch = IdleWatch(600)
    watch.stop()
    return watch


def ticks(watch: IdleWatch, clocks: Clocks, seconds: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(seconds):
            clocks.go_on(1)
            watch._tick()

    return run


def test_ten_minutes_without_input_are_idle(qtbot: QtBot, watch: IdleWatch, clocks: Clocks) -> None:
    with qtbot.assertNotEmitted(watch.idle):
        ticks(watch, clocks, 600)()
    with qtbot.waitSignal(watch.idle):
        ticks(watch, clocks, 2)()


def a_key(handle: QWindow) -> None:
    QTest.keyClick(handle, Qt.Key.Key_A)


def the_mouse(handle: QWindow) -> None:
    QTest.mouseMove(handle, QPoint(12, 9))


@pytest.mark.parametrize("hand", [a_key, the_mouse])
def test_a_hand_on_the_desk_starts_the_time_again(
    qtbot: QtBot, watch: IdleWatch, clocks: Clocks, hand: Callable[[QWindow], None]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    ticks(watch, clocks, 590)()
    hand(window.windowHandle())
    with qtbot.assertNotEmitted(watch.idle):
        ticks(watch, clocks, 590)()
    with qtbot.waitSignal(watch.idle):
        ticks(watch, clocks, 12)()


def test_nothing_is_asked_about_events_within_a_window(qtbot: QtBot, watch: IdleWatch, clocks: Clocks) -> None:
    asked: list[QObject] = []

    class Counting(IdleWatch):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            asked.append(watched)
            return super().eventFilter(watched, event)

    counting = Counting(600, watch)
    counting.stop()
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    counting._tick()
    for _ in range(20):
        QWidget(window).show()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    qtbot.waitUntil(lambda: bool(asked))
    assert {type(one) for one in asked} == {QWindow}
    del clocks


def test_a_shorter_time_holds_at_once(qtbot: QtBot, watch: IdleWatch, clocks: Clocks) -> None:
    ticks(watch, clocks, 70)()
    watch.set_seconds(60)
    with qtbot.waitSignal(watch.idle):
        ticks(watch, clocks, 1)()


def test_a_computer_that_slept_locks_when_it_wakes(qtbot: QtBot, watch: IdleWatch, clocks: Clocks) -> None:
    ticks(watch, clocks, 5)()
    clocks.go_on(1, asleep=3600)
    with qtbot.waitSignal(watch.idle):
        watch._tick()
