"""Process notes: whose they are, what opens them, and how they come back from the author's own backup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from coordinator import audit, people
from coordinator.bootstrap import Coordinator, FirstRun, create_vault, open_coordinator
from coordinator.changes import Change
from coordinator.errors import WrongSecret
from coordinator.process_notes import (
    CodeWanted,
    Keeper,
    NotABackup,
    NotTheirAuthor,
    OnlyForProfessionals,
    ProcessNoteKind,
    ProcessNotesClosed,
    ProcessNotesExist,
    ProcessNotesLost,
    ProcessText,
    Standing,
)
from coordinator.store.tables import FacilitatorRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, open_vault_key, open_with_recovery, set_passphrase
from coordinator.vault.process_key import following, process_folder
from coordinator.vault.recovery_code import RecoveryCode, RecoveryCodeMistyped
from coordinator.vocabulary import Action, FacilitatorId, StaffRole, Topic
from coordinator.worker import InlineWorker
from tests.fakes import FakeClock, MemorySecrets
from tests.vault_once import create_vault_once

PASSPHRASE = "river lantern copper eight fold"
ANOTHER = "harbor violet seventeen mango drift"
CODE = RecoveryCode.generate()
A_DAY = date(2026, 3, 11)


@dataclass
class Desk:
    """An open vault with the keeper of its process notes."""

    day: Coordinator
    keeper: Keeper
    vault: Vault
    secrets: MemorySecrets
    recovery: RecoveryCode
    clock: FakeClock

    @property
    def me(self) -> str:
        assert self.day.store.actor is not None
        return self.day.store.actor.hex

    def again(self) -> Keeper:
        """What another start of the program has."""
        self.keeper.close()
        self.keeper = Keeper(self.vault, self.secrets, self.clock)
        return self.keeper

    def texts(self) -> list[str]:
        return [one.content.text for one in self.keeper.notes(self.day.store)]

    def write(self, text: str) -> None:
        self.keeper.save(self.day.store, None, a_text(text))


def a_text(text: str) -> ProcessText:
    return ProcessText(ProcessNoteKind.PSYCHOTHERAPY, A_DAY, text)


RECOVERY = RecoveryCode.generate()


def made(folder: Path, clock: FakeClock) -> Desk:
    """Give a vault that no other test has."""
    return a_desk(folder, clock, RecoveryCode.generate(), create_vault)


def a_desk(
    folder: Path, clock: FakeClock, recovery: RecoveryCode, create: Callable[..., tuple[DatabaseKey, FacilitatorId]]
) -> Desk:
    secrets = MemorySecrets()
    asked = FirstRun(folder, PASSPHRASE, recovery, "Renee Alvarado, LCSW", "Alder Street IOP", "America/New_York")
    key, me = create(asked, clock=clock, secrets=secrets)
    vault = Vault(folder)
    day = open_coordinator(vault, key, clock=clock, secrets=secrets, worker=InlineWorker(), person=me)
    return Desk(day, Keeper(vault, secrets, clock), vault, secrets, recovery, clock)


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path / "vault", clock, RECOVERY, create_vault_once)
    yield desk
    desk.keeper.close()
    desk.day.local.close()


@pytest.fixture
def begun(desk: Desk) -> Desk:
    desk.keeper.begin(desk.day.store, PASSPHRASE, CODE)
    desk.write("What I thought while she spoke.")
    return desk


def actions(desk: Desk) -> list[Action]:
    return [one.action for one in desk.day.store.read(audit.entries)]


def test_they_are_begun_opened_only_when_asked_for_and_closed_again(desk: Desk) -> None:
    store = desk.day.store
    assert desk.keeper.standing(store) is Standing.NOT_BEGUN
    assert not process_folder(desk.vault).exists()
    desk.keeper.begin(store, PASSPHRASE, CODE)
    desk.write("A thought.")
    assert desk.again().standing(store) is Standing.CLOSED
    with pytest.raises(ProcessNotesClosed):
        desk.texts()
    desk.keeper.open(store, PASSPHRASE)
    assert desk.keeper.standing(store) is Standing.OPEN
    assert desk.texts() == ["A thought."]
    with pytest.raises(ProcessNotesExist):
        desk.keeper.begin(store, PASSPHRASE, CODE)
    assert actions(desk)[0] is Action.OPEN_PROCESS_NOTES


def test_what_is_typed_replaces_what_was_typed_before(begun: Desk) -> None:
    (note,) = begun.keeper.notes(begun.day.store)
    begun.clock.advance(minutes=2)
    begun.keeper.save(begun.day.store, note.id, a_text("What I thought, and then."))
    (again,) = begun.keeper.notes(begun.day.store)
    assert again.content.text == "What I thought, and then."
    assert (again.begun_at, again.written_at) == (note.begun_at, begun.clock.now())
    begun.keeper.remove(begun.day.store, note.id)
    assert begun.texts() == []


def test_a_wrong_passphrase_opens_nothing_and_is_in_the_history(begun: Desk) -> None:
    with pytest.raises(WrongSecret):
        begun.again().open(begun.day.store, ANOTHER)
    assert actions(begun)[0] is Action.FAILED_UNLOCK
    with pytest.raises(ProcessNotesClosed):
        begun.texts()


@pytest.mark.parametrize("role", StaffRole)
def test_only_professionals_may_begin_them(desk: Desk, role: StaffRole) -> None:
    def take_on(work: UnitOfWork) -> Change[None]:
        work.get(FacilitatorRow, work.signed_in).role = role
        return Change(Action.CHANGE_FACILITATOR, work.signed_in, frozenset({Topic.PEOPLE}), None)

    desk.day.store.write(take_on)
    if role in {StaffRole.CASE_MANAGER, StaffRole.PROGRAM_DIRECTOR, StaffRole.OBSERVER}:
        assert desk.keeper.standing(desk.day.store) is Standing.NOT_FOR_THIS_ROLE
        with pytest.raises(OnlyForProfessionals):
            desk.keeper.begin(desk.day.store, PASSPHRASE, CODE)
        with pytest.raises(OnlyForProfessionals):
            desk.keeper.open(desk.day.store, PASSPHRASE)
    else:
        desk.keeper.begin(desk.day.store, PASSPHRASE, CODE)


def test_nobody_but_their_author_sees_them(begun: Desk) -> None:
    store, author = begun.day.store, begun.day.store.actor
    other = store.write(people.add_facilitator, "M. Chen", "LPC").outcome
    store.sign_in(other)
    assert begun.keeper.standing(store) is Standing.NOT_BEGUN
    with pytest.raises(NotTheirAuthor):
        begun.texts()
    with pytest.raises(WrongSecret):  # the author's passphrase is not theirs
        begun.keeper.open(store, PASSPHRASE)
    assert author is not None
    store.sign_in(author)
    with pytest.raises(ProcessNotesClosed):
        begun.texts()


def test_a_colleague_with_a_passphrase_of_their_own_has_a_book_of_their_own(begun: Desk) -> None:
    store, author = begun.day.store, begun.day.store.actor
    other = store.write(people.add_facilitator, "M. Chen", "LPC").outcome
    key = open_vault_key(begun.vault, PASSPHRASE, begun.secrets)
    set_passphrase(begun.vault, key, ANOTHER, person_id=other.hex, secrets=begun.secrets)
    store.sign_in(other)
    begun.again().begin(store, ANOTHER, RecoveryCode.generate())
    begun.write("Theirs.")
    assert begun.texts() == ["Theirs."]
    assert author is not None
    store.sign_in(author)
    begun.again().open(store, PASSPHRASE)
    assert begun.texts() == ["What I thought while she spoke."]
    assert len(list(process_folder(begun.vault).glob("*.db"))) == 2


def test_they_survive_a_change_of_passphrase(begun: Desk) -> None:
    key = open_vault_key(begun.vault, PASSPHRASE, begun.secrets)
    follow = following(PASSPHRASE, ANOTHER, begun.secrets, person_id=begun.me)
    set_passphrase(begun.vault, key, ANOTHER, person_id=begun.me, secrets=begun.secrets, follow=follow)
    with pytest.raises(WrongSecret):
        begun.again().open(begun.day.store, PASSPHRASE)
    begun.keeper.open(begun.day.store, ANOTHER)
    assert begun.texts() == ["What I thought while she spoke."]


def test_after_a_recovery_of_the_vault_only_the_authors_code_opens_them(begun: Desk) -> None:
    key = open_with_recovery(begun.vault, begun.recovery.printed())
    set_passphrase(begun.vault, key, ANOTHER, person_id=begun.me, secrets=begun.secrets)
    keeper, store = begun.again(), begun.day.store
    with pytest.raises(CodeWanted):
        keeper.open(store, ANOTHER)
    with pytest.raises(WrongSecret):
        keeper.open_with_code(store, ANOTHER, begun.recovery.printed())
    with pytest.raises(RecoveryCodeMistyped):
        keeper.open_with_code(store, ANOTHER, "what")
    keeper.open_with_code(store, ANOTHER, CODE.printed().lower())
    assert begun.texts() == ["What I thought while she spoke."]
    begun.again().open(store, ANOTHER)
    assert begun.texts() == ["What I thought while she spoke."]


def test_they_close_with_the_vault(desk: Desk) -> None:
    process, store = desk.day.process, desk.day.store
    process.begin(store, PASSPHRASE, CODE)
    process.save(store, None, a_text("Typed at the very end."))
    desk.day.close()
    with pytest.raises(ProcessNotesClosed):
        process.notes(store)
    (file,) = process_folder(desk.vault).iterdir()  # nor does its log stay behind
    assert file.suffix == ".db"


def test_a_file_that_is_gone_is_named_and_nothing_new_is_made_in_its_place(begun: Desk) -> None:
    begun.again()
    for file in process_folder(begun.vault).iterdir():
        file.unlink()
    with pytest.raises(ProcessNotesLost):
        begun.keeper.open(begun.day.store, PASSPHRASE)
    assert list(process_folder(begun.vault).iterdir()) == []


# ---------------------------------------------------------------- the author's own backup


def test_a_backup_brings_back_what_was_written_and_keeps_what_it_replaced(begun: Desk, tmp_path: Path) -> None:
    store = begun.day.store
    (tmp_path / "stick").mkdir()
    backup = begun.keeper.back_up(store, tmp_path / "stick")
    begun.write("Written afterwards.")
    begun.clock.advance(minutes=1)
    begun.keeper.restore(store, backup, PASSPHRASE)
    assert begun.texts() == ["What I thought while she spoke."]
    (kept,) = process_folder(begun.vault).glob("replaced *")
    begun.keeper.restore(store, kept, PASSPHRASE)
    assert sorted(begun.texts()) == ["What I thought while she spoke.", "Written afterwards."]
    assert {Action.BACK_UP_PROCESS_NOTES, Action.RESTORE_PROCESS_NOTES} <= set(actions(begun))
    begun.again().open(store, PASSPHRASE)
    assert len(begun.texts()) == 2


def test_a_backup_opens_in_another_vault_with_the_code_alone(begun: Desk, tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "stick").mkdir()
    backup = begun.keeper.back_up(begun.day.store, tmp_path / "stick")
    there = made(tmp_path / "new computer", clock)
    try:
        with pytest.raises(CodeWanted):
            there.keeper.restore(there.day.store, backup, PASSPHRASE)
        with pytest.raises(WrongSecret):
            there.keeper.restore(there.day.store, backup, PASSPHRASE, RecoveryCode.generate().printed())
        there.keeper.restore(there.day.store, backup, PASSPHRASE, CODE.printed())
        assert there.texts() == ["What I thought while she spoke."]
        there.again().open(there.day.store, PASSPHRASE)
        assert there.texts() == ["What I thought while she spoke."]
    finally:
        there.keeper.close()
        there.day.local.close()


def test_a_backup_opens_neither_the_vault_nor_anything_of_somebody_else(begun: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    backup = begun.keeper.back_up(begun.day.store, tmp_path / "stick")
    assert sorted(file.name for file in backup.iterdir()) == ["process.db", "process.json"]
    slots = (backup / "process.json").read_text("ascii")
    assert '"kind": "process"' in slots
    assert '"kind": "passphrase"' not in slots
    assert '"kind": "recovery"' not in slots
    assert not (backup / "process.db").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("spoil", ["missing", "cut", "foreign", "empty folder"])
def test_a_damaged_backup_changes_nothing(begun: Desk, tmp_path: Path, spoil: str) -> None:
    (tmp_path / "stick").mkdir()
    backup = begun.keeper.back_up(begun.day.store, tmp_path / "stick")
    file = backup / "process.db"
    if spoil == "missing":
        file.unlink()
    elif spoil == "cut":
        file.write_bytes(file.read_bytes()[:-4096])
    elif spoil == "foreign":
        file.write_bytes(b"something else altogether" * 400)
    else:
        backup = tmp_path
    with pytest.raises(NotABackup):
        begun.keeper.restore(begun.day.store, backup, PASSPHRASE)
    begun.again().open(begun.day.store, PASSPHRASE)
    assert begun.texts() == ["What I thought while she spoke."]
