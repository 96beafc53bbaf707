"""What a facilitator sets, and that it holds."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import people, programs
from coordinator.bootstrap import person_of, sole_person
from coordinator.settings import Paper, ReminderContent, ThemeChoice
from coordinator.store.unit_of_work import Store
from coordinator.vault.folder import open_daily_slot, open_with_recovery
from coordinator.vocabulary import CreditRule
from tests.fakes import FakeClock
from tests.ui.settings.bench import Bench
from tests.ui.settings.vault_stand_in import PASSPHRASE
from ui.settings.backups import BackupsSection, RestoreDialog
from ui.settings.general import GeneralSection
from ui.settings.hours import HoursSection
from ui.settings.page import Part
from ui.settings.passphrase_form import PassphraseForm
from ui.settings.person_form import PersonForm
from ui.settings.recovery_form import RecoveryForm
from ui.theme import SchemeChoice, Theme
from ui.widgets import ComboBox, SegmentedControl, Switch, TextField

NEW = "nine patient herons beside the slow canal"
S = TypeVar("S", bound=QWidget)


def section(bench: Bench, part: Part, kind: type[S]) -> S:
    bench.page.show_part(part)
    QApplication.processEvents()
    found = bench.page.sections[part]
    assert isinstance(found, kind)
    return found


def named(bench: Bench, kind: type[S], name: str) -> S:
    QApplication.processEvents()
    found = [one for one in bench.page.findChildren(kind) if one.accessibleName() == name or _text(one) == name]
    shown = [one for one in found if one.isVisibleTo(bench.page)]
    assert shown, name
    return shown[-1]


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def pick(box: ComboBox, words: str) -> None:
    place = box.findText(words)
    assert place >= 0, [box.itemText(at) for at in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_the_clinics_name_is_stored_kept_for_the_lock_screen_and_can_be_undone(bench: Bench, store: Store) -> None:
    general = section(bench, Part.GENERAL, GeneralSection)
    field = general.fields["clinic_name"]
    field.setText("Harbour Street IOP")
    field.editingFinished.emit()
    assert store.read(programs.program).clinic_name == "Harbour Street IOP"
    assert bench.kept[-1].clinic == "Harbour Street IOP"
    bench.bridge.undo()
    assert store.read(programs.program).clinic_name == "Alder Street IOP"


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("clinic_name", "  ", "The clinic needs a name."),
        ("zone", "Mars/Olympus", "There is no time zone of this name. Try America/Chicago."),
    ],
)
def test_what_cannot_be_is_refused_in_its_row(bench: Bench, store: Store, key: str, text: str, sentence: str) -> None:
    general = section(bench, Part.GENERAL, GeneralSection)
    before = store.read(programs.program)
    general.fields[key].setText(text)
    general.fields[key].editingFinished.emit()
    assert general.rows[key].message() == sentence
    assert store.read(programs.program) == before


def test_a_person_is_added_with_licences(bench: Bench, store: Store) -> None:
    section(bench, Part.GENERAL, GeneralSection)
    named(bench, QAbstractButton, "Add person").click()
    form = bench.page.findChildren(PersonForm)[-1]
    named(bench, TextField, "Name").setText("Jonas Weber")
    named(bench, TextField, "Credentials").setText("LPC")
    named(bench, TextField, "Licensed in").setText("nj, ny")
    QTest.keyClick(form, Qt.Key.Key_Return)
    jonas = next(one for one in store.read(people.facilitators) if one.name == "Jonas Weber")
    assert (jonas.display, jonas.states) == ("Jonas Weber, LPC", ("NJ", "NY"))


def test_a_state_that_does_not_exist_is_named(bench: Bench, store: Store) -> None:
    section(bench, Part.GENERAL, GeneralSection)
    named(bench, QAbstractButton, "Change Renee Alvarado, LCSW").click()
    form = bench.page.findChildren(PersonForm)[-1]
    named(bench, TextField, "Licensed in").setText("NY, ZZ")
    form.saved.emit()
    assert store.read(people.signed_in).states == ("NY",)
    assert form._wrong.text() == "“ZZ” is no state. Use two letters, such as NY."


def test_who_supervises_whom_is_kept_and_stays_when_something_else_is_changed(bench: Bench, store: Store) -> None:
    chen = store.write(people.add_facilitator, "M. Chen", "LPC-S").outcome
    section(bench, Part.GENERAL, GeneralSection)
    named(bench, QAbstractButton, "Change Renee Alvarado, LCSW").click()
    pick(named(bench, ComboBox, "Supervised by"), "M. Chen, LPC-S")
    QTest.keyClick(bench.page.findChildren(PersonForm)[-1], Qt.Key.Key_Return)
    assert store.read(people.signed_in).supervisor_id == chen
    named(bench, QAbstractButton, "Change Renee Alvarado, LCSW").click()
    named(bench, TextField, "Credentials").setText("LCSW-R")
    QTest.keyClick(bench.page.findChildren(PersonForm)[-1], Qt.Key.Key_Return)
    me = store.read(people.signed_in)
    assert (me.credentials, me.supervisor_id) == ("LCSW-R", chen)


def test_a_colleague_gets_a_passphrase_that_signs_them_in(bench: Bench, store: Store, qtbot: QtBot) -> None:
    chen = store.write(people.add_facilitator, "M. Chen", "LPC-S").outcome
    section(bench, Part.GENERAL, GeneralSection)
    named(bench, QAbstractButton, "Set a passphrase for M. Chen, LPC-S").click()
    form = bench.page.findChildren(PassphraseForm)[-1]
    form.present.setText(PASSPHRASE)
    for field in (form.new, form.again):
        field.setText("nine slow tides beneath the bridge")
    QTest.keyClick(form, Qt.Key.Key_Return)
    vault, secrets = bench.vault.vault, bench.vault.secrets
    qtbot.waitUntil(lambda: len(vault.key_file().daily_slots()) == 2, timeout=30_000)
    _key, slot = open_daily_slot(vault, "nine slow tides beneath the bridge", secrets)
    assert person_of(slot) == chen
    _key, mine = open_daily_slot(vault, PASSPHRASE, secrets)
    assert person_of(mine) != chen
    assert sole_person(vault) == person_of(mine)  # whose passphrase a recovery sets


def test_theme_and_text_size_change_at_once(bench: Bench, theme: Theme) -> None:
    section(bench, Part.APPEARANCE, QWidget)
    named(bench, SegmentedControl, "Theme")._press("dark")
    assert theme.scheme is SchemeChoice.DARK
    pick(named(bench, ComboBox, "Text size"), "150 %")
    assert theme.text_percent == 150
    pick(named(bench, ComboBox, "Paper"), "A4")
    now = bench.kept[-1]
    assert (now.theme, now.text_percent) == (ThemeChoice.DARK, 150)
    assert now.paper is Paper.A4


def test_thresholds_hold_from_the_week_that_was_chosen(bench: Bench, store: Store, clock: FakeClock) -> None:
    hours = section(bench, Part.HOURS, HoursSection)
    pick(hours.adults, "10 h")
    pick(hours.credit, "Nearest 5 minutes")
    pick(hours.grace, "5 minutes")
    pick(hours.since, "Mar 16, 2026")
    hours.save.click()
    today = clock.now().date()
    assert store.read(programs.rules_on, today).weekly_goal_minutes == 540
    later = store.read(programs.rules_on, today.replace(day=16))
    assert (later.weekly_goal_minutes, later.credit_rule, later.grace_minutes) == (600, CreditRule.NEAREST_5, 5)


def test_notifications_never_offer_a_clients_name(bench: Bench) -> None:
    section(bench, Part.NOTIFICATIONS, QWidget)
    box = named(bench, ComboBox, "Notifications show")
    assert [box.itemText(at) for at in range(box.count())] == ["Time only", "Group name", "Off"]
    pick(box, "Off")
    pick(named(bench, ComboBox, "Before a session"), "10 minutes")
    assert bench.kept[-1].reminder_content is ReminderContent.OFF
    assert bench.kept[-1].reminder_lead_minutes == 10


def test_the_lock_has_no_never(bench: Bench) -> None:
    section(bench, Part.SECURITY, QWidget)
    box = named(bench, ComboBox, "Lock after no activity")
    assert max(int(box.itemData(at)) for at in range(box.count())) == 1800
    pick(box, "5 minutes")
    assert bench.kept[-1].idle_lock_seconds == 300


def test_single_keys_and_the_passcode_are_switched(bench: Bench) -> None:
    section(bench, Part.SECURITY, QWidget)
    named(bench, Switch, "Copy the passcode at launch").click()
    section(bench, Part.KEYBOARD, QWidget)
    named(bench, Switch, "Single-key marking").click()
    assert (bench.kept[-1].copy_passcode_at_launch, bench.kept[-1].single_key_marking) == (False, False)


def test_the_passphrase_is_changed(bench: Bench, qtbot: QtBot) -> None:
    section(bench, Part.SECURITY, QWidget)
    named(bench, QAbstractButton, "Change passphrase").click()
    form = bench.page.findChildren(PassphraseForm)[-1]
    form.present.setText(PASSPHRASE)
    form.new.setText(NEW)
    form.again.setText(NEW)
    with qtbot.waitSignal(form.done, timeout=60_000):
        QTest.keyClick(form.again, Qt.Key.Key_Return)
    bench.vault.opens_with(NEW)  # raises where it does not open


def test_a_wrong_passphrase_changes_nothing_and_is_said(bench: Bench, qtbot: QtBot) -> None:
    section(bench, Part.SECURITY, QWidget)
    named(bench, QAbstractButton, "Change passphrase").click()
    form = bench.page.findChildren(PassphraseForm)[-1]
    form.present.setText("not the one")
    form.new.setText(NEW)
    form.again.setText(NEW)
    QTest.keyClick(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.problem() == "That passphrase does not match.", timeout=60_000)
    bench.vault.opens_with(PASSPHRASE)  # raises where it does not open


def test_a_new_recovery_sheet_counts_only_once_it_was_typed_back(bench: Bench, qtbot: QtBot) -> None:
    section(bench, Part.SECURITY, QWidget)
    named(bench, QAbstractButton, "New recovery sheet").click()
    form = bench.page.findChildren(RecoveryForm)[-1]
    form.passphrase.setText(PASSPHRASE)
    QTest.keyClick(form.fields[0], Qt.Key.Key_Tab)
    form._go.click()
    assert "is not what the sheet says" in form.problem()
    open_with_recovery(bench.vault.vault, bench.vault.code.printed())
    for field, group in zip(form.fields, form.asked(), strict=True):
        field.setText(group.lower())
    with qtbot.waitSignal(form.done, timeout=60_000):
        form._go.click()
    open_with_recovery(bench.vault.vault, form._code.printed())


def test_a_backup_is_taken_listed_and_restored_only_after_asking(bench: Bench, qtbot: QtBot) -> None:
    backups = section(bench, Part.BACKUPS, BackupsSection)
    backups.now.click()
    qtbot.waitUntil(lambda: "Today, 8:55 AM" in backups.last._caption.text(), timeout=30_000)
    named(bench, QAbstractButton, "Restore backup of Today, 8:55 AM").click()
    dialog = backups.dialog
    assert isinstance(dialog, RestoreDialog)
    dialog.keep.click()
    assert bench.vault.restored == []
    named(bench, QAbstractButton, "Restore backup of Today, 8:55 AM").click()
    backups.dialog.go.click()
    assert len(bench.vault.restored) == 1


def test_a_backup_goes_to_another_folder(bench: Bench, qtbot: QtBot) -> None:
    backups = section(bench, Part.BACKUPS, BackupsSection)
    backups.elsewhere.click()
    qtbot.waitUntil(lambda: "Saved and verified as" in backups.other._caption.text(), timeout=30_000)


def test_arrows_move_through_the_sections(bench: Bench) -> None:
    section(bench, Part.GENERAL, GeneralSection)
    QTest.keyClick(bench.page.navigation, Qt.Key.Key_Down)
    assert bench.page.part() is Part.APPEARANCE
    QTest.keyClick(bench.page.navigation, Qt.Key.Key_Up)
    QTest.keyClick(bench.page.navigation, Qt.Key.Key_Up)
    assert bench.page.part() is Part.ABOUT


def test_every_control_has_a_name(bench: Bench) -> None:
    for part in Part:
        section(bench, part, QWidget)
        for kind in (QAbstractButton, ComboBox, TextField):
            nameless = [
                one for one in bench.page.findChildren(kind) if one.isVisibleTo(bench.page) and not one.accessibleName()
            ]
            assert [one for one in nameless if not _text(one)] == []


def test_nothing_claims_compliance(bench: Bench) -> None:
    words = " ".join(
        str(one.text()) for one in bench.page.findChildren(QWidget) if hasattr(one, "text") and callable(one.text)
    )
    assert "HIPAA" not in words
    assert "compliant" not in words.lower()
