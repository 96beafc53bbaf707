"""Rows in, rows out: what keeps a selection and what resets it."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.table_model import Align, Column, Edit, Role, RowTableModel
from ui.theme import Theme
from ui.widgets import Table


@dataclass(frozen=True, slots=True)
class Line:
    key: int
    name: str
    minutes: int


COLUMNS = (
    Column[Line]("Client", text=lambda line: line.name, spoken=lambda line: f"{line.name}, client"),
    Column[Line]("Hours", text=lambda line: f"{line.minutes // 60} h", sort=lambda line: line.minutes, align=Align.END),
    Column[Line]("Place", text=lambda _: "", paint=lambda line: line.minutes, edit=Edit.TEXT),
)
LINES = (Line(1, "Amara Osei", 540), Line(2, "ben castellano", 600), Line(3, "Chloe Nakamura", 60))


@pytest.fixture
def model(qtbot: QtBot) -> RowTableModel[Line]:
    made = RowTableModel(COLUMNS, key=lambda line: line.key)
    made.replace(LINES)
    return made


def test_it_is_a_sound_model(model: RowTableModel[Line], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.replace(())
    qtmodeltester.check(model)


def test_the_same_ids_keep_selection_and_announce_only_what_changed(
    model: RowTableModel[Line], theme: Theme, qtbot: QtBot
) -> None:
    table = Table(theme, "Clients")
    qtbot.addWidget(table)
    table.setModel(model)
    table.selectRow(2)
    with qtbot.waitSignal(model.dataChanged) as heard:
        model.replace((LINES[0], replace(LINES[1], minutes=30), LINES[2]))
    assert (heard.args[0].row(), heard.args[1].row()) == (1, 1)
    assert table.selectionModel().selectedRows()[0].row() == 2
    assert model.index(1, 1).data() == "0 h"


def test_the_same_rows_announce_nothing(model: RowTableModel[Line], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.replace(LINES)


def test_other_ids_reset(model: RowTableModel[Line], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.replace(LINES[:2])
    assert model.rowCount() == 2
    assert model.find(2) == 1
    assert model.find(3) == -1


def test_sorting_uses_native_values(model: RowTableModel[Line]) -> None:
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setSortRole(Role.SORT)
    proxy.sort(1)
    assert [proxy.index(row, 0).data() for row in range(3)] == ["Chloe Nakamura", "Amara Osei", "ben castellano"]
    proxy.sort(0)
    assert [proxy.index(row, 0).data() for row in range(3)] == ["Amara Osei", "ben castellano", "Chloe Nakamura"]


def test_an_edit_is_asked_for_and_changes_nothing(model: RowTableModel[Line], qtbot: QtBot) -> None:
    cell = model.index(0, 2)
    with qtbot.waitSignal(model.edit_requested) as heard:
        assert model.setData(cell, "Home")
    assert heard.args == [LINES[0], COLUMNS[2], "Home"]
    assert model.rows() == LINES
    assert not model.setData(model.index(0, 0), "Someone")
    assert model.flags(cell) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_what_delegates_and_screen_readers_get(model: RowTableModel[Line]) -> None:
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Amara Osei, client"
    assert model.index(0, 2).data(Role.PAINT) == 540
    assert model.index(1, 0).data(Role.ROW) == LINES[1]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Hours"
    with pytest.raises(IndexError):
        model.row_at(QModelIndex())
