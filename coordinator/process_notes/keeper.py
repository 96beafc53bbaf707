"""Opens an author's process notes when they ask, and closes them with the vault.

Everything here runs on the thread of the store. What it tells the history is that the notes were opened or backed
up, by whom and when: nothing of what they say, of whom, or how many there are.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from coordinator import people
from coordinator.changes import Change
from coordinator.clock import Clock
from coordinator.errors import SecretsUnavailable, WrongSecret
from coordinator.process_notes import backup
from coordinator.process_notes.book import Book, ProcessNote, ProcessNoteId, ProcessText
from coordinator.process_notes.errors import (
    CodeWanted,
    NotTheirAuthor,
    OnlyForProfessionals,
    ProcessNotesClosed,
    ProcessNotesExist,
    ProcessNotesLost,
)
from coordinator.process_notes.rules import check_may_keep, may_keep
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, kept_device
from coordinator.vault.private_files import create_private_folder, store_errors
from coordinator.vault.process_key import (
    check_passphrase_of,
    has_process_key,
    process_folder,
    process_path,
    unlock_process_key,
    unlock_with_process_code,
    with_process_key,
)
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.secret_item import Secrets
from coordinator.vocabulary import Action, FacilitatorId, Topic

T = TypeVar("T")


class Standing(StrEnum):
    """How it stands with the process notes of whoever is signed in."""

    NOT_FOR_THIS_ROLE = "not-for-this-role"
    NOT_BEGUN = "not-begun"
    CLOSED = "closed"
    OPEN = "open"


class Keeper:
    """Holds the open book, of one author at a time.

    Args:
        vault: the open vault.
        secrets: this computer's keyring, where it takes part.
        clock: the present instant.
    """

    def __init__(self, vault: Vault, secrets: Secrets | None, clock: Clock) -> None:
        self._vault, self._secrets, self._clock = vault, secrets, clock
        self._book: Book | None = None
        self._author: FacilitatorId | None = None

    def standing(self, store: Store) -> Standing:
        """Say whether whoever is signed in may keep such notes, began them, has them open."""
        me = store.read(people.signed_in)
        if not may_keep(me.role) or store.allow is not None:
            return Standing.NOT_FOR_THIS_ROLE
        if self._book is not None and self._author == me.id:
            return Standing.OPEN
        return Standing.CLOSED if has_process_key(self._vault.key_file(), me.id.hex) else Standing.NOT_BEGUN

    def begin(self, store: Store, passphrase: str, code: RecoveryCode) -> None:
        """Make an empty book for whoever is signed in; the code was written down and typed back before.

        Raises `OnlyForProfessionals`, `ProcessNotesExist`, `WrongSecret`, or a `StoreError`: nothing was made.
        """
        me = self._professional(store)
        key_file = self._vault.key_file()
        if has_process_key(key_file, me.hex):
            raise ProcessNotesExist
        self._check(store, lambda: check_passphrase_of(key_file, passphrase, self._secrets, person_id=me.hex))
        key = DatabaseKey.generate()
        with store_errors():
            if not process_folder(self._vault).is_dir():
                create_private_folder(process_folder(self._vault))
            path = process_path(self._vault, me.hex, key)
            book = Book.make(path, key)
            try:
                self._keep_key(key, me, passphrase, code)
            except BaseException:
                book.close()
                path.unlink(missing_ok=True)
                raise
        self._take(store, book, me)

    def open(self, store: Store, passphrase: str) -> None:
        """Open the book of whoever is signed in.

        Raises `OnlyForProfessionals`, `WrongSecret`, `ProcessNotesLost`, or a `StoreError`; `CodeWanted` where the
        passphrase is theirs, but was set by a recovery, which does not reach these notes.
        """
        me = self._professional(store)
        key_file = self._vault.key_file()
        self._check(store, lambda: check_passphrase_of(key_file, passphrase, self._secrets, person_id=me.hex))
        try:
            key = unlock_process_key(key_file, passphrase, self._secrets, person_id=me.hex)
        except WrongSecret:
            raise CodeWanted from None
        self._take(store, self._opened(key, me), me)

    def open_with_code(self, store: Store, passphrase: str, typed: str) -> None:
        """Open the book with the author's code after a recovery; from then on the present passphrase opens it again.

        Raises as `open` does, and `RecoveryCodeMistyped`.
        """
        me = self._professional(store)
        key_file = self._vault.key_file()
        self._check(store, lambda: check_passphrase_of(key_file, passphrase, self._secrets, person_id=me.hex))
        key = self._check(store, lambda: unlock_with_process_code(key_file, typed, person_id=me.hex))
        book = self._opened(key, me)
        self._keep_key(key, me, passphrase, None)
        self._take(store, book, me)

    def notes(self, store: Store) -> tuple[ProcessNote, ...]:
        """Give every note of the open book, the newest conversation first. Raises as `save` does."""
        return self._of(store).notes()

    def save(self, store: Store, note_id: ProcessNoteId | None, content: ProcessText) -> ProcessNoteId:
        """Keep what is written, as a new note where `note_id` is None.

        Raises `ProcessNotesClosed`, `NotTheirAuthor`, `NotFound`, or a `StoreError`.
        """
        return self._of(store).save(note_id, content, self._clock.now())

    def remove(self, store: Store, note_id: ProcessNoteId) -> None:
        """Remove a note for good. Raises as `save` does."""
        self._of(store).remove(note_id)

    def back_up(self, store: Store, folder: Path) -> Path:
        """Put an encrypted copy into a folder of the author's choice; gives its own folder there.

        Passphrase or code opens it again, on this computer or with the code on another. Raises as `save` does.
        """
        book, me = self._of(store), store.read(people.signed_in).id
        with store_errors():
            made = backup.write(book, self._vault.key_file(), me.hex, folder, self._clock.now())
        store.write(_note, Action.BACK_UP_PROCESS_NOTES)
        return made

    def restore(self, store: Store, folder: Path, passphrase: str, typed: str = "") -> None:
        """Put a backup in the place of the book, which is kept beside it; the book is then open.

        `passphrase` is the present one; `typed` is the code of the backup, needed where its key was set under another
        passphrase or in another vault. Raises `OnlyForProfessionals`, `WrongSecret`, `CodeWanted`,
        `RecoveryCodeMistyped`, `NotABackup`, or a `StoreError`: the present book stays.
        """
        me = self._professional(store)
        key_file = self._vault.key_file()
        self._check(store, lambda: check_passphrase_of(key_file, passphrase, self._secrets, person_id=me.hex))
        found = backup.read(folder)
        key = self._check(store, lambda: backup.key_of(found, passphrase, typed, self._secrets))
        same_vault = found.key_file.header == key_file.header
        if not typed and not same_vault:
            raise CodeWanted
        self.close()
        with store_errors():
            backup.put_in_place(found, key, self._vault, me.hex, self._clock.now())
            self._keep_key(key, me, passphrase, RecoveryCode.read(typed) if typed else None)
            backup.clear_others(key, self._vault, me.hex)
        store.write(_note, Action.RESTORE_PROCESS_NOTES)
        self._take(store, self._opened(key, me), me)

    def close(self) -> None:
        """Give the file back and forget the key: when the author leaves, and with the vault."""
        book, self._book, self._author = self._book, None, None
        if book is not None:
            book.close()

    # -- parts

    def _professional(self, store: Store) -> FacilitatorId:
        me = store.read(people.signed_in)
        check_may_keep(me.role)
        if store.allow is not None:
            raise OnlyForProfessionals(me.role)  # a guest vault is removed with everything in it
        return me.id

    def _check(self, store: Store, attempt: Callable[[], T]) -> T:
        """Enter a wrong secret into the history, as a failed unlock of the vault is."""
        try:
            return attempt()
        except WrongSecret:
            store.write(_note_failure)
            raise

    def _opened(self, key: DatabaseKey, me: FacilitatorId) -> Book:
        path = process_path(self._vault, me.hex, key)
        if not path.exists():
            raise ProcessNotesLost
        return Book(path, key)

    def _take(self, store: Store, book: Book, me: FacilitatorId) -> None:
        self.close()
        self._book, self._author = book, me
        store.write(_note, Action.OPEN_PROCESS_NOTES)

    def _of(self, store: Store) -> Book:
        if self._book is None:
            raise ProcessNotesClosed
        if store.actor != self._author:
            self.close()
            raise NotTheirAuthor
        return self._book

    def _keep_key(self, key: DatabaseKey, me: FacilitatorId, passphrase: str, code: RecoveryCode | None) -> None:
        key_file = self._vault.key_file()
        device = None
        with suppress(SecretsUnavailable):
            device = kept_device(self._secrets, key_file)
        changed = with_process_key(key_file, key, person_id=me.hex, passphrase=passphrase, device=device, code=code)
        with store_errors():
            changed.write(self._vault.key_file_path)


def _note(work: UnitOfWork, action: Action) -> Change[None]:
    return Change(action, work.signed_in, frozenset({Topic.HISTORY}), None)


def _note_failure(work: UnitOfWork) -> Change[None]:
    detail = {"way": "process-notes"}
    return Change(Action.FAILED_UNLOCK, work.signed_in, frozenset({Topic.HISTORY}), None, detail=detail)
