"""Nobody at the desk, or a computer that slept: the vault locks."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
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
    watch = IdleWatch(qapp, 600)
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


def test_a_key_starts_the_time_again(qtbot: QtBot, watch: IdleWatch, clocks: Clocks) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ticks(watch, clocks, 590)()
    qtbot.keyClick(window, Qt.Key.Key_A)
    with qtbot.assertNotEmitted(watch.idle):
        ticks(watch, clocks, 590)()


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
