"""Files that are no roster are named for what they are; any bytes and any cells are taken calmly."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator import roster
from coordinator.roster import (
    RosterFault,
    RosterFileUnusable,
    RosterTable,
)
from coordinator.store.unit_of_work import Store
from tests.coordinator.roster.import_steps import csv_of, plan_of

HEAD = "Name,Client ID,Group,Start date,Time zone,State,Emergency contact,Emergency contact phone\n"
FARAH = "Farah Siddiqui,A-1022,MA,2026-01-12,Eastern,New York,Imran Siddiqui,555-0113\n"
TOMAS = "Tomás Rivera,A-1030,Mood & Anxiety,2026-02-09,America/New_York,NY,,\n"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", RosterFault.EMPTY),
        (b"\xef\xbb\xbf \r\n", RosterFault.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, RosterFault.IMAGE),
        (b"%PDF-1.7 abc", RosterFault.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 50, RosterFault.OLD_WORKBOOK),
        (b"<!DOCTYPE html><html>", RosterFault.WEB_PAGE),
        (b"PK\x03\x04 nonsense", RosterFault.DAMAGED),
        (b"Name,Group\n", RosterFault.NO_ROWS),
        (b'Name,Group\n"Amara,MA\n', RosterFault.UNCLOSED_QUOTE),
        (b"Name\n" + b"x" * 3_000, RosterFault.CELL_TOO_LONG),
        (b"Name\n" + b"x" * 200_000, RosterFault.CELL_TOO_LONG),
        (b"Name,a\x00b\nx,y\n", RosterFault.ENCODING),
        (b"Name\n\x81\x8d\x8f\n", RosterFault.ENCODING),
        (b"Name\n" + b"Amara Osei\n" * 6_000, RosterFault.TOO_MANY_ROWS),
        (b"Name" + b"," * 300 + b"x\nAmara\n", RosterFault.TOO_MANY_COLUMNS),
        (b"x" * (17 * 1024 * 1024), RosterFault.TOO_LARGE),
    ],
)
def test_files_that_are_no_roster_are_named_for_what_they_are(content: bytes, fault: RosterFault) -> None:
    with pytest.raises(RosterFileUnusable) as refusal:
        roster.read_roster(content)
    assert refusal.value.fault is fault


def test_a_file_without_names_cannot_be_planned(store: Store) -> None:
    with pytest.raises(RosterFileUnusable) as refusal:
        plan_of(store, csv_of("ID,Group\nA-1,MA\n"))
    assert refusal.value.fault is RosterFault.NO_NAME_COLUMN


def test_a_missing_file_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(RosterFileUnusable) as refusal:
        roster.read_roster_file(tmp_path / "gone.csv")
    assert refusal.value.fault is RosterFault.UNREADABLE


def test_a_workbook_that_would_unpack_to_too_much_is_refused_unopened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (65 * 1024 * 1024))
    with pytest.raises(RosterFileUnusable) as refusal:
        roster.read_roster(packed.getvalue())
    assert refusal.value.fault is RosterFault.TOO_LARGE


def test_another_zip_file_is_no_table() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(RosterFileUnusable) as refusal:
        roster.read_roster(packed.getvalue())
    assert refusal.value.fault is RosterFault.NOT_A_TABLE


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(alphabet='Name,;"\n\t=ÄA1|', max_size=200).map(str.encode)))
def test_any_bytes_are_a_table_or_a_named_fault(content: bytes) -> None:
    try:
        table = roster.read_roster(content)
    except RosterFileUnusable:
        return
    assert all(len(row.cells) == len(table.headers) for row in table.rows)


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6))
def test_any_cells_are_planned_without_failing(store: Store, rows: list[tuple[str, str, str]]) -> None:
    table = RosterTable(
        ("Name", "Date of birth", "Group"),
        tuple(roster.TableRow(number, row) for number, row in enumerate(rows, start=2)),
        "digest",
        "utf-8",
    )
    plan = plan_of(store, table)
    assert len(plan.rows) + plan.skipped == len(rows)
