"""The author's own backup: the one way in which process notes leave their place, encrypted as they are there.

A backup is a folder named by its time alone, with a copy of the file and a key file in which nothing but the author's
two slots for these notes is left: it opens neither the vault nor anybody else's notes.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coordinator.errors import KeyFileDamaged, KeyFileMissing, KeyFileTooNew, StoreDamaged, StoreError, WrongSecret
from coordinator.process_notes.book import Book
from coordinator.process_notes.errors import CodeWanted, NotABackup
from coordinator.store import sqlcipher
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.key_file import KeyFile, read_key_file
from coordinator.vault.private_files import copy_private, create_private_folder, sync_file, sync_folder
from coordinator.vault.process_key import (
    only_process_slots,
    process_folder,
    process_path,
    unlock_process_key,
    unlock_with_process_code,
)
from coordinator.vault.secret_item import Secrets

PREFIX = "Process notes"
FILE, KEYS = "process.db", "process.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it lies in its folder."""

    path: Path
    key_file: KeyFile


def write(book: Book, key_file: KeyFile, person_id: str, folder: Path, now: datetime) -> Path:
    """Write a backup, whole or not at all; gives its folder. Raises OSError or a `StoreError`."""
    name = f"{PREFIX} {now.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}"
    building = folder / f".{name}.making"
    shutil.rmtree(building, ignore_errors=True)
    create_private_folder(building)
    try:
        book.copy_into(building / FILE)
        sync_file(building / FILE)
        only_process_slots(key_file, person_id).write(building / KEYS)
        place = _free(folder / name)
        building.rename(place)
        sync_folder(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return place


def read(folder: Path) -> Backup:
    """Look at a backup; raises `NotABackup`."""
    try:
        found = Backup(folder / FILE, read_key_file(folder / KEYS))
    except (KeyFileMissing, KeyFileDamaged, KeyFileTooNew, OSError):
        raise NotABackup from None
    if not found.path.is_file():
        raise NotABackup
    return found


def key_of(found: Backup, passphrase: str, typed: str, secrets: Secrets | None) -> DatabaseKey:
    """Give the key that a backup's code or the passphrase opens.

    Raises `CodeWanted` where the passphrase does not, `RecoveryCodeMistyped` and `WrongSecret` for the code.
    """
    if typed:
        return unlock_with_process_code(found.key_file, typed, person_id=None)
    try:
        return unlock_process_key(found.key_file, passphrase, secrets, person_id=None)
    except WrongSecret:
        raise CodeWanted from None


def put_in_place(found: Backup, key: DatabaseKey, vault: Vault, person_id: str, now: datetime) -> None:
    """Put a backup's file into the vault's folder; what lay there is moved aside. Raises `NotABackup`, OSError.

    The copy is checked in full before anything is replaced. The key file still names the present book until its
    slots are written, so a kill before that leaves the present book under its own name or, with the same key, the
    backup in its place.
    """
    folder, target = process_folder(vault), process_path(vault, person_id, key)
    if not folder.is_dir():
        create_private_folder(folder)
    arriving = folder / f".{target.name}.arriving"
    copy_private(found.path, arriving)
    try:
        if sqlcipher.StoreFile(arriving, key).problems():
            raise StoreDamaged
    except StoreError:
        arriving.unlink(missing_ok=True)
        raise NotABackup from None
    finally:
        for log in (sqlcipher.wal_of(arriving), sqlcipher.shm_of(arriving)):
            log.unlink(missing_ok=True)
    for present in folder.glob(f"{person_id}-*.db"):
        _keep_aside(present, vault, person_id, now)
    arriving.replace(target)
    sync_folder(folder)


def clear_others(key: DatabaseKey, vault: Vault, person_id: str) -> None:
    """Take away the files that other keys opened; each was kept aside before."""
    target = process_path(vault, person_id, key)
    for other in process_folder(vault).glob(f"{person_id}-*.db*"):
        if not other.name.startswith(target.name):
            other.unlink()


def _keep_aside(present: Path, vault: Vault, person_id: str, now: datetime) -> None:
    """Keep what is replaced as a backup is kept, so that it can be put back in the same way."""
    aside = _free(process_folder(vault) / f"replaced {now.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}")
    create_private_folder(aside)
    copy_private(present, aside / FILE)
    for log, name in ((sqlcipher.wal_of(present), f"{FILE}-wal"), (sqlcipher.shm_of(present), "")):
        if name and log.exists():
            copy_private(log, aside / name)
        log.unlink(missing_ok=True)
    only_process_slots(vault.key_file(), person_id).write(aside / KEYS)


def _free(wanted: Path) -> Path:
    place, count = wanted, 1
    while place.exists():
        count += 1
        place = wanted.with_name(f"{wanted.name}.{count}")
    return place
