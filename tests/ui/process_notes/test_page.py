"""Process notes by keyboard: begun, written, left, opened again; with the code; from a backup; for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator import people, roster
from coordinator.bootstrap import Coordinator, FirstRun, open_coordinator
from coordinator.process_notes import Keeper, ProcessNoteKind, ProcessText
from coordinator.vault.folder import Vault, open_with_recovery, set_passphrase
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import StaffRole
from coordinator.worker import InlineWorker
from tests.fakes import FakeClock, MemorySecrets
from tests.vault_once import create_vault_once
from ui.bridge import Bridge
from ui.formats import Formats
from ui.process_notes import ProcessNotesPage
from ui.process_notes.forms import BeginForm, CodeForm, OpenForm
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme

PASSPHRASE = "river lantern copper eight fold"
ANOTHER = "harbor violet seventeen mango drift"
RECOVERY = RecoveryCode.generate()


class Bench:
    """The page on a real vault, and what another start of the program shows of it."""

    def __init__(self, folder: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot, names: ShownNames) -> None:
        self.secrets, self.recovery, self.clock = MemorySecrets(), RECOVERY, clock
        asked = FirstRun(folder, PASSPHRASE, self.recovery, "Renee Alvarado, LCSW", "Alder Street", "America/New_York")
        key, me = create_vault_once(asked, clock=clock, secrets=self.secrets)
        self.vault = Vault(folder)
        self.day: Coordinator = open_coordinator(
            self.vault, key, clock=clock, secrets=self.secrets, worker=InlineWorker(), person=me
        )
        self._qapp, self._qtbot, self._names = qapp, qtbot, names
        self.folder = ""
        self.page = self.make()

    @property
    def keeper(self) -> Keeper:
        return self.day.process

    def make(self) -> ProcessNotesPage:
        bridge = Bridge(self.day.store, self.day.worker, self.day.history, self._qapp)
        formats = Formats(ZoneInfo("America/New_York"), QLocale("en_US"))
        theme = Theme(self._qapp, scheme=SchemeChoice.LIGHT)
        page = ProcessNotesPage(
            theme, bridge, self.keeper, formats, self._names, self.clock, ask=lambda _parent, _title: self.folder
        )
        self._qtbot.addWidget(page)
        page.resize(1072, 700)
        page.show()
        page.activateWindow()
        self._qtbot.waitUntil(page.isActiveWindow, timeout=2000)
        page.activate()
        return page

    def again(self) -> ProcessNotesPage:
        """Start anew, with everything closed."""
        self.page.save_now()
        self.keeper.close()
        self.page.close()
        self.page = self.make()
        return self.page

    def begin(self) -> RecoveryCode:
        form = self.page.form
        assert isinstance(form, BeginForm)
        for field, group in zip(form.fields, form.asked(), strict=True):
            type_into(field, group.lower())
        type_into(form.passphrase, PASSPHRASE)
        press(Qt.Key.Key_Return)
        assert self.page.is_open()
        return form.secret

    def open(self, passphrase: str = PASSPHRASE) -> None:
        form = self.page.form
        assert isinstance(form, OpenForm)
        assert form.passphrase.hasFocus()
        type_into(form.passphrase, passphrase)
        press(Qt.Key.Key_Return)

    def texts(self) -> list[str]:
        return [one.content.text for one in self.keeper.notes(self.day.store)]


def type_into(widget: QWidget, words: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, words)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


@pytest.fixture
def bench(tmp_path: Path, clock: FakeClock, qapp: QApplication, qtbot: QtBot, names: ShownNames) -> Iterator[Bench]:
    bench = Bench(tmp_path / "vault", clock, qapp, qtbot, names)
    yield bench
    bench.page.close()
    bench.keeper.close()
    bench.day.local.close()


def test_begun_written_and_opened_again_by_keyboard(bench: Bench) -> None:
    bench.begin()
    assert bench.page.notebook.field.hasFocus()
    type_into(bench.page.notebook.field, "What stayed with me.")
    bench.page.save_now()
    assert bench.texts() == ["What stayed with me."]
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_into(bench.page.notebook.field, "Another.")
    bench.again()
    assert not bench.page.is_open()
    bench.open()
    assert sorted(bench.texts()) == ["Another.", "What stayed with me."]
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    first = bench.page.notebook.field.toPlainText()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert {first, bench.page.notebook.field.toPlainText()} == {"Another.", "What stayed with me."}


def test_a_draft_is_kept_within_a_second_of_the_last_keystroke(bench: Bench, qtbot: QtBot) -> None:
    bench.begin()
    type_into(bench.page.notebook.field, "Half a thou")
    assert bench.page.notebook._soon.isActive()
    assert bench.page.notebook._soon.interval() < 1000
    qtbot.waitUntil(lambda: bench.texts() == ["Half a thou"], timeout=3000)
    type_into(bench.page.notebook.field, "ght")
    qtbot.waitUntil(lambda: bench.texts() == ["Half a thought"], timeout=3000)


def test_closing_leaves_no_word_on_screen(bench: Bench) -> None:
    bench.begin()
    type_into(bench.page.notebook.field, "Confided words.")
    press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not bench.page.is_open()
    assert isinstance(bench.page.form, OpenForm)
    assert bench.page.notebook.field.toPlainText() == ""
    assert bench.page.notebook.list.count() == 0
    bench.open()
    assert bench.texts() == ["Confided words."]


def test_whom_a_note_is_about_stays_with_it(bench: Bench) -> None:
    hana = bench.day.store.write(roster.add_client, roster.ClientDetails("Hana Kim", code="A-1")).outcome
    bench.begin()
    about = bench.page.notebook.client
    about.setCurrentIndex(1)
    about.activated.emit(1)
    type_into(bench.page.notebook.field, "About her.")
    bench.page.save_now()
    bench.again()
    bench.open()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bench.page.notebook.client.currentText() == "Hana Kim"
    type_into(bench.page.notebook.field, "More. ")
    bench.page.save_now()
    (note,) = bench.keeper.notes(bench.day.store)
    assert note.content.client_id == hana
    assert note.content.text == "More. About her."


def test_a_wrong_group_and_a_wrong_passphrase_are_said(bench: Bench) -> None:
    form = bench.page.form
    assert isinstance(form, BeginForm)
    type_into(form.fields[0], "00000")
    press(Qt.Key.Key_Return)
    assert "is not what is shown" in form.problem()
    form.fields[0].clear()
    for field, group in zip(form.fields, form.asked(), strict=True):
        type_into(field, group)
    type_into(form.passphrase, ANOTHER)
    press(Qt.Key.Key_Return)
    assert form.problem() == "That passphrase does not match."
    assert not bench.page.is_open()


def test_after_a_recovery_the_code_is_asked_for(bench: Bench) -> None:
    code = bench.begin()
    type_into(bench.page.notebook.field, "Mine.")
    bench.page.save_now()
    assert bench.day.store.actor is not None
    key = open_with_recovery(bench.vault, bench.recovery.printed())
    me = bench.day.store.actor.hex
    set_passphrase(bench.vault, key, ANOTHER, person_id=me, secrets=bench.secrets)
    bench.again()
    bench.open(ANOTHER)
    form = bench.page.form
    assert isinstance(form, CodeForm)
    assert form.code.hasFocus()
    type_into(form.code, code.printed())
    press(Qt.Key.Key_Return)
    assert bench.page.is_open()
    assert bench.texts() == ["Mine."]


def test_backup_and_restore_by_the_author(bench: Bench, tmp_path: Path) -> None:
    bench.begin()
    type_into(bench.page.notebook.field, "Before.")
    (tmp_path / "stick").mkdir()
    bench.folder = str(tmp_path / "stick")
    bench.page.back_up.click()
    (made,) = (tmp_path / "stick").iterdir()
    type_into(bench.page.notebook.field, "After. ")
    bench.page.save_now()
    bench.folder = str(made)
    bench.page.restore.click()
    form = bench.page.form
    assert isinstance(form, CodeForm)
    type_into(form.passphrase, PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert bench.page.is_open()
    assert bench.texts() == ["Before."]


def test_whoever_is_no_professional_sees_why_and_nothing_else(bench: Bench) -> None:
    store = bench.day.store
    other = store.write(people.add_facilitator, "J. Okafor", role=StaffRole.CASE_MANAGER).outcome
    store.sign_in(other)
    bench.again()
    assert bench.page.form is None
    said = " ".join(label.text() for label in bench.page.findChildren(QLabel) if not label.isHidden())
    assert "Only a mental health or substance use professional may keep process notes." in said
    assert not bench.page.restore.isVisible()


def test_the_place_says_on_every_screen_of_it_that_it_is_apart_from_the_record(bench: Bench) -> None:
    assert bench.page.banner.isVisible()
    assert bench.page.banner.title.text() == "Process notes, apart from the record"
    bench.begin()
    assert bench.page.banner.isVisible()
    assert bench.page.notebook.field.accessibleName() == "Process note, apart from the record"
    assert bench.page.title == "Process notes"


def test_what_a_text_says_stands_in_no_repr() -> None:
    said = ProcessText(ProcessNoteKind.PSYCHOTHERAPY, date(2026, 3, 11), "Confided words.")
    assert "Confided" not in repr(said)
