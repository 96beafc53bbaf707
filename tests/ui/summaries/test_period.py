"""The period below the week: who is owed a call, and the period beside the one before it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator import attendance, summaries
from coordinator.store.unit_of_work import Store
from tests.ui.summaries.bench import Bench
from tests.ui.summaries.six_weeks import MAR_2
from ui.block_painter import BlockShape, BlockStatus
from ui.summaries.period_view import DAYS
from ui.table_model import Role
from ui.widgets import Table

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def lines(table: Table) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(place, at).data()) for at in range(model.columnCount())] for place in range(model.rowCount())
    ]


def test_the_week_names_who_did_not_come_and_what_was_tried_each_with_its_block(bench: Bench) -> None:
    period = bench.page.view.period
    assert [(line[0], line[3], line[4]) for line in lines(period.missed)] == [
        ("Hana Kim", "Tried", "Called 9:20 AM, no answer."),
        ("Tomás Rivera", "Tried", "Reached by phone."),
    ]
    shape = period.missed.model().index(0, 2).data(Role.PAINT)
    assert isinstance(shape, BlockShape)
    assert shape.status is BlockStatus.ABSENT
    spoken = period.missed.model().index(0, 2).data(SPOKEN)
    assert spoken == "Hana Kim, Wednesday, March 4, Mood & Anxiety. Called 9:20 AM, no answer. Tried."


def test_the_week_stands_beside_the_one_before(bench: Bench) -> None:
    table = bench.page.view.period.compared
    found = {line[0]: line[1:] for line in lines(table)}
    assert found["Hana Kim"] == ["6 h", "6 h", "no change", "67 %", "67 %", "1", "1"]
    assert found["Jolene Baptiste"][:3] == ["7 h", "9 h", "−2 h"]
    said = [str(table.model().index(place, 3).data(SPOKEN)) for place in range(table.model().rowCount())]
    assert "Jolene Baptiste. Attended 7 h, before 9 h. Rate 67 %, before 100 %. No-shows 0, before 0." in said


def test_a_call_that_is_owed_is_said_in_words(bench: Bench, store: Store) -> None:
    (hana, _tomas) = store.read(summaries.no_shows, MAR_2, MAR_2 + timedelta(days=6))
    store.write(attendance.remove_outreach, hana.attempts[0].id)
    bench.page.refresh()
    period = bench.page.view.period
    line = lines(period.missed)[0]
    assert (line[0], line[3], line[4]) == ("Hana Kim", "Call owed", "Nothing logged")


def test_days_that_cannot_be_meant_are_refused_beside_the_fields(bench: Bench) -> None:
    period = bench.page.view.period
    period.length.choose(DAYS)
    period.length.chosen.emit(DAYS)
    period.first.setText("")
    QTest.keyClick(period.first, Qt.Key.Key_Return)
    assert not period.message.isHidden()
    assert period.message.text().startswith("Enter both days")
    period.first.setText("2026-03-08")
    period.last.setText("2026-03-02")
    QTest.keyClick(period.last, Qt.Key.Key_Return)
    assert period.message.text() == "The last day lies before the first."
    period.first.setText("2026-03-02")
    period.last.setText("2026-03-04")
    QTest.keyClick(period.last, Qt.Key.Key_Return)
    assert period.message.isHidden()
    assert {line[0]: line[1] for line in lines(period.compared)}["Hana Kim"] == "3 h"
