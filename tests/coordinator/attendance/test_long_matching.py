"""A report with many strangers is matched beside the store, and can be stopped between any two of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from coordinator import attendance
from coordinator.attendance import Agreement
from coordinator.attendance.reports import ReadingStopped, watched
from coordinator.store.unit_of_work import Store, UnitOfWork
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock

STRANGERS = 300

T = TypeVar("T")


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    clock.set(NINE)
    return a_clinic(store)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    lines = ["Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room"]
    for number in range(STRANGERS):
        name = f"Tomaz {chr(97 + number % 26)}{chr(97 + number // 26)}vera"
        lines.append(f"{name},,03/11/2026 09:00:00 AM,03/11/2026 10:00:00 AM,60,Yes,No")
    path = tmp_path / "participants.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def test_nobody_waits_for_the_store_while_names_are_matched(store: Store, clinic: Clinic, report: Path) -> None:
    asked: list[bool] = []
    looked: list[bool] = []

    def ask(query: Callable[[UnitOfWork], T]) -> T:
        asked.append(True)
        try:
            return store.read(query)
        finally:
            asked.pop()

    with watched(lambda _share: looked.append(bool(asked))):
        opened = attendance.open_report(ask, clinic.session_id, [report])
    assert opened.comparison.count(Agreement.TO_MATCH) == STRANGERS
    assert len(looked) > STRANGERS, "between any two people it is asked whether to go on"
    assert not any(looked), "and never while the store is held"


def test_matching_is_stopped_between_two_people(store: Store, clinic: Clinic, report: Path) -> None:
    seen: list[None] = []
    with watched(lambda _share: seen.append(None)):
        attendance.open_report(store.read, clinic.session_id, [report])
    last, looks = len(seen) - STRANGERS // 2, 0

    def stop_in_the_middle(_share: float | None) -> None:
        nonlocal looks
        looks += 1
        if looks == last:
            raise ReadingStopped

    with watched(stop_in_the_middle), pytest.raises(ReadingStopped):
        attendance.open_report(store.read, clinic.session_id, [report])
    assert looks == last
