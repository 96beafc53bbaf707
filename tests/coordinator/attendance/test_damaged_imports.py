"""A damaged report is taken in whole or not at all: a refusal leaves marks, times, names and imports as they were."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from coordinator import attendance
from coordinator.attendance import Keep
from coordinator.attendance.reports import ReportFile, ReportUnreadable
from coordinator.store.unit_of_work import Store, UnitOfWork
from tests.coordinator.attendance.clinic import MORNING_REPORT, NINE, Clinic, a_clinic, a_morning, a_zoom_report
from tests.coordinator.attendance.reports.test_bad_input import mutated
from tests.fakes import FakeClock

REPORT = a_zoom_report(*MORNING_REPORT)


def everything(store: Store, clinic: Clinic) -> tuple[object, ...]:
    def read(work: UnitOfWork) -> tuple[object, ...]:
        lines = [line.state for line in attendance.sheet(work, clinic.session_id).lines]
        return lines, attendance.report_imports(work, clinic.session_id)

    return store.read(read)


@pytest.mark.parametrize("seed", range(3))
def test_no_damaged_report_is_taken_in_by_half(store: Store, clock: FakeClock, seed: int) -> None:
    clinic = a_clinic(store)
    a_morning(store, clock, clinic)
    clock.set(NINE + timedelta(minutes=185))
    keep = dict.fromkeys(clinic.clients.values(), Keep.REPORT)
    chance, before, refused = random.Random(seed), everything(store, clinic), 0
    for _ in range(25):
        files = [ReportFile(mutated(REPORT, chance), "participants.csv")]
        try:
            done = store.write(attendance.apply_report, clinic.session_id, files, keep)
        except ReportUnreadable:
            refused += 1
        else:
            if done.undo is not None:
                store.write(done.undo)
        lines, imports = everything(store, clinic)
        assert (lines, imports) == before
    assert refused
