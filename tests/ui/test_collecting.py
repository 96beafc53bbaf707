"""Cycles are collected on the interface thread, whichever thread made them unreachable."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.collecting import CollectsHere


class Ring:
    """Refers to itself; says on which thread it goes."""

    def __init__(self, went: list[int]) -> None:
        self.itself, self.went = self, went

    def __del__(self) -> None:
        self.went.append(threading.get_ident())


@pytest.fixture
def collecting() -> Iterator[QObject]:
    was_on = gc.isenabled()
    gc.enable()
    owner = QObject()
    CollectsHere(owner)
    yield owner
    if was_on:
        gc.enable()


def test_what_another_thread_leaves_behind_goes_on_this_one(qtbot: QtBot, collecting: QObject) -> None:
    went: list[int] = []

    def work() -> None:
        rings = [Ring(went) for _ in range(5_000)]
        del rings

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert went == []
    qtbot.waitUntil(lambda: len(went) == 5_000)
    assert set(went) == {threading.get_ident()}
