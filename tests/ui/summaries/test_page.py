"""What a facilitator sees and does on Reports."""

from __future__ import annotations

from datetime import date

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from coordinator import roster, summaries
from coordinator.store.tables import AuditRow, ExportRow
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Action, Audience, ConsentKind, FileFormat, NameStyle
from tests.coordinator.summaries.releases import TO_PAYER, release_all
from tests.ui.summaries.bench import Bench, document_there
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks
from ui.summaries.export_options import ExportOptions
from ui.table_model import Role
from ui.widgets import ElidedText, KeyFigure, LinkButton, TextField

PASSWORD = "quiet harbour lamp"


def spoken(bench: Bench, row: int, column: int) -> str:
    index = bench.page.view.table.model().index(row, column)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def below_lines(bench: Bench) -> list[str]:
    said: list[str] = []
    for _ in range(TURNS):  # what was just added to a layout is shown by the event loop, in a later turn
        QApplication.processEvents()
        lines = [line for line in bench.page.view.below.findChildren(QWidget) if type(line).__name__ == "_Line"]
        said = [line.accessibleName() for line in lines if line.isVisibleTo(bench.page)]
        if said:
            break
    return said


TURNS = 10


def link(bench: Bench, name: str) -> LinkButton:
    shown: list[LinkButton] = []
    for _ in range(TURNS):  # what was just added to a layout is shown by the event loop, in a later turn
        QApplication.processEvents()
        found = [one for one in bench.page.findChildren(LinkButton) if name in (one.accessibleName() or one.text())]
        shown = [one for one in found if one.isVisibleTo(bench.page)]
        if shown:
            break
    assert shown, name
    return shown[-1]


def test_the_figures_are_those_of_the_document(bench: Bench) -> None:
    said = [one.accessibleName() for one in bench.page.view.figures.findChildren(KeyFigure)]
    assert said == [
        "79 h 30 attended of 90 h planned",
        "6 of 10 reached 9 hours",
        "2 no-shows, both called",
        "2 notes to sign",
    ]


def test_every_line_tells_its_week_in_a_sentence(bench: Bench) -> None:
    assert spoken(bench, 5, 0) == (
        "Hana Kim, week of March 2. 6 hours of 9. Monday present 3 hours. Wednesday absent. Friday present 3 hours."
    )
    assert spoken(bench, 3, 1) == "Monday late 10 minutes, 2 hours 50 minutes."
    assert spoken(bench, 9, 4) == "7 hours of 9."


def test_a_cell_of_the_heatmap_tells_its_week(bench: Bench) -> None:
    last = bench.page.view.table.model().columnCount() - 1
    assert spoken(bench, 5, last) == "Hana Kim, week of March 2. 6 hours of 9."
    assert spoken(bench, 5, last - 1) == "Hana Kim, week of February 23. 6 hours of 9."


def test_below_the_goal_stand_reasons_and_outreach(bench: Bench) -> None:
    assert below_lines(bench) == [
        "Hana Kim, 6 hours. No-show Wed. Called 9:20 AM, no answer.",
        "Jolene Baptiste, 7 hours. Excused Fri. Childcare.",
        "Tomás Rivera, 7 hours. No-show Mon. Reached by phone.",
        "Elias Brandt, 8 hours 45 minutes. Late 10 min Mon.",
    ]


def test_a_plan_is_written_in_its_line_and_can_be_undone(bench: Bench, store: Store, weeks: SixWeeks) -> None:
    QTest.mouseClick(link(bench, "Add plan, Elias Brandt"), Qt.MouseButton.LeftButton)
    field = next(one for one in bench.page.findChildren(TextField) if one.accessibleName() == "Plan for Elias Brandt")
    QTest.keyClicks(field, "Individual session on Tuesday")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert store.read(summaries.week_plans, MAR_2)[weeks.clients["Elias"]] == "Individual session on Tuesday"
    bench.page.refresh()
    assert link(bench, "Plan for Elias Brandt: Individual session on Tuesday").text().startswith("Individual session")
    bench.bridge.undo()
    assert weeks.clients["Elias"] not in store.read(summaries.week_plans, MAR_2)


def test_escape_leaves_a_plan_as_it_was(bench: Bench, store: Store, weeks: SixWeeks) -> None:
    link(bench, "Plan for Hana Kim").click()
    field = next(one for one in bench.page.findChildren(TextField) if one.accessibleName() == "Plan for Hana Kim")
    QTest.keyClicks(field, "something else")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert store.read(summaries.week_plans, MAR_2)[weeks.clients["Hana"]] == "Care manager told"


def test_a_plan_that_is_being_written_survives_a_refresh(bench: Bench) -> None:
    link(bench, "Add plan, Elias Brandt").click()
    field = next(one for one in bench.page.findChildren(TextField) if one.accessibleName() == "Plan for Elias Brandt")
    QTest.keyClicks(field, "half a sen")
    bench.page.refresh()
    QApplication.processEvents()
    open_ = [one for one in bench.page.view.below.findChildren(TextField) if one.isVisibleTo(bench.page)]
    assert [one.text() for one in open_] == ["half a sen"]


def test_page_keys_walk_through_the_weeks(bench: Bench) -> None:
    assert bench.page.shown_week() == MAR_2
    QTest.keyClick(bench.page, Qt.Key.Key_PageUp)
    assert bench.page.shown_week() == date(2026, 2, 23)
    QTest.keyClick(bench.page, Qt.Key.Key_PageDown)
    QTest.keyClick(bench.page, Qt.Key.Key_PageDown)
    assert bench.page.shown_week() == date(2026, 3, 9)
    QTest.keyClick(bench.page, Qt.Key.Key_PageUp)
    QTest.keyClick(bench.page, Qt.Key.Key_Home)
    assert bench.page.shown_week() == date(2026, 3, 9)


def test_hidden_names_are_initials_everywhere_and_the_preview_waits(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    bench.names.set_hidden(True)
    assert spoken(bench, 0, 0).startswith("A. O., week of March 2.")
    shown = " ".join(one.text() for one in bench.page.findChildren(ElidedText) if one.isVisibleTo(bench.page))
    assert "Hana" not in shown
    qtbot.waitUntil(lambda: not link(bench, "Preview").isEnabled(), timeout=15_000)
    bench.page.desk.preview()
    assert bench.page.desk._window is None


def test_the_thumbnail_is_the_document_itself(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    texts = [one.text() for one in bench.page.panel.findChildren(type(bench.page.panel._caption))]
    assert any(text.startswith("2 pages, ") for text in texts)


def test_the_password_is_asked_twice_in_place_before_anything_is_written(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    footer = bench.page.panel.footer
    QTest.keyClick(bench.page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert footer.asks_password()
    first, second = footer._first, footer._second
    QTest.keyClicks(first, PASSWORD)
    QTest.keyClick(first, Qt.Key.Key_Return)
    QTest.keyClicks(second, "quiet harbour lump")
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert list(bench.places.chosen.iterdir()) == []
    second.clear()
    QTest.keyClicks(second, PASSWORD)
    QTest.keyClick(second, Qt.Key.Key_Return)
    (file,) = bench.places.chosen.iterdir()
    assert file.name == "Weekly summary 2026-W10 MA.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(file)
    with pikepdf.open(file, password=PASSWORD) as opened:
        assert len(opened.pages) == 2
    assert footer.message() == "Saved."
    assert not footer.asks_password()


def test_show_in_folder_opens_the_folder_that_was_written_to(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    bench.page.panel.set_options(summaries_options(file_format=FileFormat.CSV))
    bench.page.desk.export()
    link(bench, "Show in folder").click()
    assert bench.places.shown == [bench.places.chosen]


def summaries_options(
    *, file_format: FileFormat, audience: Audience = Audience.TREATMENT_TEAM, each: bool = False
) -> ExportOptions:
    return ExportOptions(audience=audience, file_format=file_format, each=each)


@pytest.mark.parametrize("kind", [FileFormat.CSV, FileFormat.XLSX, FileFormat.HTML, FileFormat.JSON, FileFormat.FHIR])
def test_the_other_formats_need_no_password_and_are_logged(
    bench: Bench, qtbot: QtBot, store: Store, kind: FileFormat
) -> None:
    document_there(bench, qtbot)
    bench.page.panel.set_options(summaries_options(file_format=kind))
    bench.page.desk.export()
    (file,) = bench.places.chosen.iterdir()
    assert file.name.endswith(f".{kind.ending}")
    logged = store.read(lambda work: [row.formats for row in work.rows.exec(select(ExportRow))])
    assert logged == [kind.value]


def test_review_gets_initials_and_nothing_about_notes(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    bench.page.panel._choose_audience(Audience.UTILIZATION_REVIEW.value)
    options = bench.page.panel.options()
    assert (options.names, options.note_status, options.note_text) == (NameStyle.INITIALS, False, False)


def test_how_clients_are_shown_is_a_choice_of_the_columns(bench: Bench) -> None:
    names = bench.page.panel._names
    names.setCurrentIndex(names.findText("ID only"))
    names.activated.emit(names.currentIndex())
    assert bench.page.panel.options().names is NameStyle.ID


def test_each_client_gets_a_file_of_their_own_with_nobody_else_in_it(
    bench: Bench, qtbot: QtBot, store: Store, weeks: SixWeeks
) -> None:
    document_there(bench, qtbot)
    release_all(store, weeks.clients, TO_PAYER)
    options = summaries_options(audience=Audience.UTILIZATION_REVIEW, file_format=FileFormat.HTML, each=True)
    bench.page.panel.set_options(options)
    bench.page.desk.export()
    files = sorted(bench.places.chosen.iterdir())
    assert len(files) == 10
    amara = next(file for file in files if "A-1040" in file.name)
    text = amara.read_text("utf-8")
    assert "Amara Osei" in text
    assert not any(name in text for name in ("Castellano", "Nakamura", "Kim", "Rivera", "A-1041"))


def test_stop_writes_no_further_file_and_says_how_many_there_are(
    bench: Bench, qtbot: QtBot, store: Store, weeks: SixWeeks
) -> None:
    document_there(bench, qtbot)
    release_all(store, weeks.clients, TO_PAYER)
    options = summaries_options(audience=Audience.UTILIZATION_REVIEW, file_format=FileFormat.CSV, each=True)
    bench.page.panel.set_options(options)
    exporter = bench.page.desk._exporter
    exporter.progressed.connect(lambda done, _total: exporter.stop() if done == 3 else None)
    bench.page.desk.export()
    assert len(list(bench.places.chosen.iterdir())) == 3
    assert bench.page.panel.footer.message() == "Stopped. 3 files saved."


def test_a_referral_needs_the_clients_release(bench: Bench, qtbot: QtBot, store: Store, weeks: SixWeeks) -> None:
    document_there(bench, qtbot)
    panel = bench.page.panel
    panel._choose_audience(Audience.REFERRAL.value)
    qtbot.waitUntil(lambda: not panel.footer.export.isEnabled())
    assert panel.footer.export.toolTip() == "Choose the client it is about."
    panel._choose_client(panel._who.findText("Amara Osei"))
    qtbot.waitUntil(lambda: "release" in panel.footer.export.toolTip())
    details = roster.ConsentDetails(
        kind=ConsentKind.DISCLOSURE,
        signed_on=date(2026, 1, 5),
        expires_on=date(2026, 12, 31),
        discloser="Alder Street IOP",
        recipient="County probation",
        purpose="Attendance",
        information="Attendance",
        signed_by="Amara Osei",
        revocation_explained=True,
    )
    store.write(roster.add_consent, weeks.clients["Amara"], details)
    bench.page.refresh()
    qtbot.waitUntil(panel.footer.export.isEnabled, timeout=15_000)


def test_printing_puts_the_pages_on_paper_and_into_the_history(bench: Bench, qtbot: QtBot, store: Store) -> None:
    document_there(bench, qtbot)
    bench.page.desk.print()
    qtbot.waitUntil(bench.places.paper.exists, timeout=20_000)
    with pikepdf.open(bench.places.paper) as printed:
        assert len(printed.pages) == 2
    actions = store.read(lambda work: [row.action for row in work.rows.exec(select(AuditRow))])
    assert actions[-1] is Action.EXPORT_SUMMARY


def test_a_folder_that_is_gone_is_said_in_the_column(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    bench.places.chosen.rmdir()
    bench.page.panel.set_options(summaries_options(file_format=FileFormat.CSV))
    bench.page.desk.export()
    assert bench.page.panel.footer.message() == "The folder is not there any more. Choose another one."


def test_a_chosen_folder_is_kept_in_the_preferences(bench: Bench, tmp_path: object) -> None:
    other = bench.places.chosen.parent / "Court"
    other.mkdir()
    bench.places.chosen = other
    bench.page.panel.footer.folder_wanted.emit()
    assert bench.kept[-1].export_folder == str(other)


def test_the_preview_shows_every_page(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    bench.page.desk.preview()
    window = bench.page.desk._window
    assert window is not None
    names = [one.accessibleName() for one in window.findChildren(QWidget) if one.accessibleName().startswith("Page ")]
    assert names == ["Page 1 of 2", "Page 2 of 2"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.page.desk._window is None)


def test_the_list_of_those_below_hides_where_nobody_is(bench: Bench) -> None:
    """Wednesday before nine: everybody can still reach the goal."""
    bench.page.show_week(date(2026, 3, 9))
    assert not bench.page.view.below.isVisibleTo(bench.page)


def test_a_week_that_nobody_marked_says_so(bench: Bench) -> None:
    bench.page.show_week(date(2026, 2, 16))
    assert below_lines(bench)[0] == "Amara Osei, 0 minutes. Not marked Wed. Not marked Fri."


def test_lines_keep_their_client_when_the_week_changes(bench: Bench, weeks: SixWeeks) -> None:
    bench.page.view.table.selectRow(5)
    bench.page.show_week(date(2026, 2, 23))
    assert bench.page.view.table.currentIndex().data(Role.ROW).client_id == weeks.clients["Hana"]
