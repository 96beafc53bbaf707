from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import roster
from coordinator.roster import Choice, ClientDetails, GroupDetails, RosterField
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import FlagKind
from ui.bridge import Bridge
from ui.roster_import.dialog import RosterImportDialog, imported_words
from ui.roster_import.words import problem_words
from ui.theme import Theme
from ui.widgets import Text


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, bridge: Bridge) -> RosterImportDialog:
    dialog = RosterImportDialog(theme, bridge)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def a_file(folder: Path, text: str, name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def shown(dialog: RosterImportDialog) -> set[str]:
    QApplication.processEvents()  # what was added to a layout is shown then
    return {text.text() for text in dialog.findChildren(Text) if text.isVisible()}


def test_a_clean_file_is_previewed_and_imported(
    dialog: RosterImportDialog, store: Store, tmp_path: Path, qtbot: QtBot, bridge: Bridge
) -> None:
    store.write(roster.add_group, GroupDetails("Mood & Anxiety", short_code="MA"))
    dialog.read_file(a_file(tmp_path, "Name,ID,Group\nAmara Osei,A-1,MA\nTomás Rivera,A-2,MA\n"))
    assert {"Amara Osei", "Tomás Rivera", "roster.csv"} <= shown(dialog)
    assert "2 new clients, 2 places in groups. You can undo it afterwards." in shown(dialog)
    with qtbot.waitSignal(dialog.imported) as done:
        dialog.go.click()
    assert done.args is not None
    assert imported_words(done.args[0]) == "Imported 2 clients."
    assert [line.name for line in store.read(roster.clients)] == ["Amara Osei", "Tomás Rivera"]
    bridge.undo()
    assert store.read(roster.clients) == ()


def test_a_problem_is_listed_by_row_and_settled_for_all_of_its_kind(
    dialog: RosterImportDialog, store: Store, tmp_path: Path
) -> None:
    dialog.read_file(a_file(tmp_path, "Name,Group\nAmara Osei,MA2\nIda Falk,MA2\nBo Stern,MA3\n"))
    assert dialog.plan is not None
    assert problem_words(dialog.plan.problems[0]) == "Row 2: no group called \u201cMA2\u201d."
    assert not dialog.go.isEnabled()
    assert "3 rows to settle before you can import." in shown(dialog)
    box = dialog.problems.list_of(dialog.plan.problems[0].key)
    assert [box.itemText(place) for place in range(box.count())] == [
        "Create the group",
        "Import without this group",
        "Skip the row",
        "Create the group, in all 3 such rows",
        "Import without this group, in all 3 such rows",
        "Skip the row, in all 3 such rows",
    ]
    box.setCurrentIndex(3)
    box.activated.emit(3)
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert [group.name for group in store.read(roster.groups)] == ["MA2", "MA3"]


def test_columns_can_be_corrected(dialog: RosterImportDialog, tmp_path: Path, store: Store) -> None:
    dialog.read_file(a_file(tmp_path, "Person,Number\nAmara Osei,A-1\n"))
    assert "No column holds the clients\u2019 names. Choose one below." in shown(dialog)
    assert not dialog.go.isEnabled()
    box = dialog.matching.box(0)
    place = box.findData(RosterField.NAME.value)
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert dialog.go.isEnabled()
    dialog.go.click()
    assert [line.name for line in store.read(roster.clients)] == ["Amara Osei"]


def test_dates_that_can_be_read_two_ways_are_asked_about(
    dialog: RosterImportDialog, tmp_path: Path, store: Store
) -> None:
    dialog.read_file(a_file(tmp_path, "Name,DOB\nAmara Osei,03/04/1990\n"))
    assert not dialog.go.isEnabled()
    dialog.day_first.click()
    dialog.go.click()
    born_on = store.read(roster.client, store.read(roster.clients)[0].id).born_on
    assert born_on is not None
    assert (born_on.month, born_on.day) == (4, 3)


def test_a_file_that_is_no_roster_is_refused_with_a_sentence(
    dialog: RosterImportDialog, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    dialog.read_file(path)
    assert "This file is an image, whatever its name says. Choose a CSV or XLSX file." in shown(dialog)
    assert not dialog.go.isEnabled()
    dialog.read_file(a_file(tmp_path, "Name\nAmara Osei\n", "other.csv"))
    assert dialog.go.isEnabled()
    assert not dialog.problem.isVisible()


def test_skipping_the_only_row_leaves_nothing_to_import(dialog: RosterImportDialog, tmp_path: Path) -> None:
    dialog.read_file(a_file(tmp_path, "Name,State\nAmara Osei,Ontario\n"))
    assert dialog.plan is not None
    key = dialog.plan.problems[0].key
    dialog.problems.chosen.emit({key: Choice.SKIP_ROW})
    assert not dialog.go.isEnabled()


def test_a_no_contact_flag_is_settled_in_its_row_with_a_reason(
    dialog: RosterImportDialog, store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    group = store.write(roster.add_group, GroupDetails("Mood & Anxiety", short_code="MA")).outcome
    ben = store.write(roster.add_client, ClientDetails("Ben Castillo")).outcome
    store.write(roster.enroll, ben, group)
    store.write(roster.raise_flag, ben, FlagKind.NO_CONTACT, "Order of February: not in one room with Ines")
    dialog.read_file(a_file(tmp_path, "Name,Group\nInes Duarte,MA\n"))
    assert dialog.plan is not None
    (problem,) = dialog.plan.problems
    assert "Row 2, \u201cMood & Anxiety\u201d: a no-contact flag is up. May they meet?" in shown(dialog)
    assert "No contact, Ben Castillo: Order of February: not in one room with Ines." in shown(dialog)
    box = dialog.problems.list_of(problem.key)
    assert [box.itemText(place) for place in range(box.count())] == [
        "Enroll all the same",
        "Import without this group",
        "Skip the row",
    ]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert not dialog.go.isEnabled(), "first the reason"
    reason = dialog.problems.reason_of(problem.key)
    assert reason.accessibleName().startswith("Reason. Row 2")
    qtbot.waitUntil(reason.hasFocus)
    qtbot.keyClicks(reason, "They come on different days")
    assert dialog.go.isEnabled()
    assert dialog.problems.reason_of(problem.key) is reason, "typing leaves the list as it is"
    with qtbot.waitSignal(dialog.imported):
        dialog.go.click()
    assert [line.name for line in store.read(roster.clients)] == ["Ben Castillo", "Ines Duarte"]
