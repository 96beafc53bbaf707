"""The way in, on real vaults: first run, the right and the wrong passphrase, the recovery code, damage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.clock import SystemClock
from coordinator.vault import key_file
from coordinator.vault.secret_item import Secrets
from tests.fakes import MemorySecrets
from tests.journeys.clinic import PASSPHRASE, RECOVERY, make_vault
from ui import opening
from ui.door import Door, Opened
from ui.first_run import RecoveryPage, StartChoice
from ui.loading import Loading
from ui.theme import SchemeChoice, Theme
from ui.unlock import UnlockPage
from ui.unlock.new_passphrase import NewPassphrasePage

NEW_PASSPHRASE = "seven copper otters under glass"
OpenDoor = Callable[..., Door]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, MemorySecrets]:
    """A vault with its keyring entry; tests copy the folder."""
    folder, secrets = tmp_path_factory.mktemp("made") / "vault", MemorySecrets()
    make_vault(folder, secrets)
    return folder, secrets


@pytest.fixture
def vault(tmp_path: Path, made: tuple[Path, MemorySecrets]) -> Path:
    return Path(shutil.copytree(made[0], tmp_path / "vault"))


@pytest.fixture
def secrets(made: tuple[Path, MemorySecrets]) -> MemorySecrets:
    copy = MemorySecrets()
    copy.items = dict(made[1].items)
    return copy


@pytest.fixture
def open_door(
    qtbot: QtBot, qapp: QApplication, secrets: MemorySecrets, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenDoor]:
    # Hardening is for good, and would keep debuggers away from the whole test run.
    monkeypatch.setattr(opening, "harden", lambda: None)
    theme = Theme(qapp, scheme=SchemeChoice.LIGHT)
    doors: list[Door] = []
    rooms: list[Opened] = []

    def make(folder: Path, keyring: Secrets = secrets, **options: str) -> Door:
        door = Door(
            theme,
            folder,
            clock=SystemClock(),
            claim=lambda _folder: True,
            make_secrets=lambda: keyring,
            loading=Loading(()),
            prepare=lambda: None,
            **options,  # type: ignore[arg-type]
        )
        door.opened.connect(rooms.append)
        qtbot.addWidget(door)
        door.resize(1280, 768)
        door.show()
        QApplication.processEvents()
        doors.append(door)
        return door

    yield make
    for room in rooms:
        room.coordinator.close(with_snapshot=False)
    for door in doors:
        door.stop()
        door.hide()


def unlock_page(door: Door) -> UnlockPage:
    page = door.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def type_in(page: UnlockPage, text: str) -> None:
    page._field.setText(text)
    page._submit()


def problem(page: UnlockPage) -> str:
    return page._problem.accessibleName() if page._problem.isVisible() else ""


def test_the_right_passphrase_opens(qtbot: QtBot, vault: Path, open_door: OpenDoor) -> None:
    door = open_door(vault)
    with qtbot.waitSignal(door.opened, timeout=20_000) as caught:
        type_in(unlock_page(door), PASSPHRASE)
    assert caught.args[0].start is None
    assert caught.args[0].coordinator.vault.folder == vault


def test_a_wrong_one_is_told_and_the_right_one_still_opens(qtbot: QtBot, vault: Path, open_door: OpenDoor) -> None:
    door = open_door(vault)
    page = unlock_page(door)
    type_in(page, "another five words in here")
    qtbot.waitUntil(lambda: bool(problem(page)), timeout=20_000)
    assert problem(page) == "That passphrase does not match."
    qtbot.waitUntil(page._unlock.isEnabled, timeout=20_000)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        type_in(page, PASSPHRASE)


def test_nothing_typed_asks_for_something(vault: Path, open_door: OpenDoor) -> None:
    page = unlock_page(open_door(vault))
    type_in(page, "")
    assert problem(page) == "Type your passphrase."


def test_after_a_lock_the_screen_says_when_and_that_a_session_runs(vault: Path, open_door: OpenDoor) -> None:
    door = open_door(vault, locked_at="10:05 AM", session_runs=True, clinic="Alder Street IOP")
    texts = {str(label.text()) for label in unlock_page(door).findChildren(QWidget) if hasattr(label, "text")}
    assert "Locked" in texts
    assert "Alder Street IOP" in texts
    assert "A session is running. Marks so far are saved." in texts
    assert "Locked at 10:05 AM. Records on this computer stay encrypted until you unlock." in texts


def test_the_recovery_code_opens_with_a_new_passphrase(
    qtbot: QtBot, vault: Path, open_door: OpenDoor, secrets: MemorySecrets
) -> None:
    secrets.items.clear()  # another computer: its keyring knows nothing
    door = open_door(vault)
    page = unlock_page(door)
    page._other_kind()
    type_in(page, RECOVERY.printed())
    qtbot.waitUntil(lambda: isinstance(door.currentWidget(), NewPassphrasePage), timeout=20_000)
    renewed = door.currentWidget()
    assert isinstance(renewed, NewPassphrasePage)
    renewed._first.setText(NEW_PASSPHRASE)
    renewed._again.setText("something else")
    renewed._submit()
    assert renewed._problem.accessibleName() == "The two passphrases differ. Type the same one again."
    renewed._again.setText(NEW_PASSPHRASE)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        renewed._submit()
    again = open_door(vault)
    with qtbot.waitSignal(again.opened, timeout=20_000):
        type_in(unlock_page(again), NEW_PASSPHRASE)


def test_a_wrong_recovery_code_is_told(qtbot: QtBot, vault: Path, open_door: OpenDoor) -> None:
    page = unlock_page(open_door(vault))
    page._other_kind()
    type_in(page, "AAAAA-BBBBB")
    qtbot.waitUntil(lambda: bool(problem(page)), timeout=20_000)


def test_a_keyring_that_lost_its_entry_points_to_the_recovery_sheet(
    qtbot: QtBot, vault: Path, open_door: OpenDoor, secrets: MemorySecrets
) -> None:
    secrets.items.clear()
    page = unlock_page(open_door(vault))
    type_in(page, PASSPHRASE)
    qtbot.waitUntil(lambda: bool(problem(page)), timeout=20_000)
    assert problem(page) == "The keyring has no entry for this vault. Use the recovery sheet."


def newer(vault: Path) -> None:
    path = vault / "vault.json"
    body = {**json.loads(path.read_text("utf-8")), "version": 999}
    del body["checksum"]
    path.write_text(json.dumps({**body, "checksum": key_file._checksum(body)}), "utf-8")


def damaged_key_file(vault: Path) -> None:
    (vault / "vault.json").write_text("{", "utf-8")


def damaged_store(vault: Path) -> None:
    content = bytearray((vault / "store.db").read_bytes())
    content[200:400] = bytes(200)
    (vault / "store.db").write_bytes(bytes(content))


def empty_store(vault: Path) -> None:
    (vault / "store.db").write_bytes(b"")


def no_store(vault: Path) -> None:
    (vault / "store.db").unlink()


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (newer, "A newer version of this program wrote the vault. Install that version; nothing was changed."),
        (damaged_key_file, "The vault's key file is damaged. Restore a backup."),
        (damaged_store, "The passphrase is right, but the vault's file is damaged. Restore a backup."),
        (empty_store, "The vault's file is empty. Restore a backup."),
        (no_store, "There is no vault in this folder. Choose the right folder, or restore a backup."),
    ],
    ids=lambda found: getattr(found, "__name__", ""),
)
def test_a_vault_that_cannot_be_opened_is_told_and_left_alone(
    qtbot: QtBot, vault: Path, open_door: OpenDoor, harm: Callable[[Path], None], sentence: str
) -> None:
    harm(vault)
    before = {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file()}
    page = unlock_page(open_door(vault))
    type_in(page, PASSPHRASE)
    qtbot.waitUntil(lambda: bool(problem(page)), timeout=20_000)
    assert problem(page) == sentence
    assert {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file()} == before


def test_a_first_run_makes_a_vault_once_the_sheet_was_kept(qtbot: QtBot, tmp_path: Path, open_door: OpenDoor) -> None:
    folder = tmp_path / "new"
    door = open_door(folder, MemorySecrets())
    assert door._first_run is not None
    door._first_run.fill("Renee Alvarado, LCSW", PASSPHRASE)
    door._first_run._cards[StartChoice.EMPTY].setChecked(True)
    door._first_run._submit()
    sheet = door.currentWidget()
    assert isinstance(sheet, RecoveryPage)
    assert not folder.exists()
    for place, field in zip(sheet._asked, sheet._fields, strict=True):
        field.setText(sheet._groups[place])
    qtbot.waitUntil(lambda: door._secrets is not None, timeout=20_000)
    with qtbot.waitSignal(door.opened, timeout=20_000) as caught:
        sheet._check()
    assert caught.args[0].start is StartChoice.EMPTY
    assert (folder / "vault.json").exists()


def test_going_back_keeps_what_was_filled_in(open_door: OpenDoor, tmp_path: Path) -> None:
    door = open_door(tmp_path / "new", MemorySecrets())
    assert door._first_run is not None
    door._first_run.fill("Renee Alvarado, LCSW", PASSPHRASE)
    door._first_run._submit()
    first = door.currentWidget()
    assert isinstance(first, RecoveryPage)
    first.back_requested.emit()
    assert door.currentWidget() is door._first_run
    assert door._first_run._signer.text() == "Renee Alvarado, LCSW"
    door._first_run._submit()
    second = door.currentWidget()
    assert isinstance(second, RecoveryPage)
    assert second._groups == first._groups
