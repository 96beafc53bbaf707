"""Snapshots: encrypted copies of the store, each with the key file it was made under.

A snapshot is a folder named by its date and time alone. It appears whole or not at all: it is made under a temporary
name, opened, checked and counted, and then renamed. A snapshot opens with the passphrase of its day, and with the
recovery code.
"""

import filecmp
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from coordinator.errors import KeyFileDamaged, KeyFileMissing, StoreDamaged, StoreMissing
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, finish_restore
from coordinator.vault.private_files import copy_private, create_private_folder, store_errors, sync_file, sync_folder
from coordinator.vault.retention import to_keep

_NAME_FORMAT = "%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)(?:\.\d+)?")


class StoreCopier(Protocol):
    """What snapshots need of the store; `coordinator.store.sqlcipher.StoreFile` has it."""

    def copy_into(self, target: Path) -> None:
        """Make a consistent encrypted copy."""
        ...

    def problems(self, path: Path | None = None) -> tuple[str, ...]:
        """Check a store file in full."""
        ...

    def row_counts(self, path: Path | None = None) -> Mapping[str, int]:
        """Count the rows of each table."""
        ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot: its folder and the instant it was taken, in UTC."""

    folder: Path
    taken_at: datetime

    @property
    def vault(self) -> Vault:
        """The snapshot read as a vault: a key file and a store."""
        return Vault(self.folder)

    @property
    def size_bytes(self) -> int:
        """How much room it takes."""
        return sum(entry.stat().st_size for entry in self.folder.iterdir())


def make_snapshot(vault: Vault, copier: StoreCopier, *, now: datetime, target: Path | None = None) -> Snapshot:
    """Copy the store and its key file into a new snapshot in ``target``, by default the vault's own folder.

    The copy is opened, checked in full, and its rows are counted, before it gets its name. The store may be in use:
    a table's count must lie between those before and after copying. All this happens in the vault's own folder, so
    ``target`` may lie on a network drive; what arrived there is compared byte by byte.

    Raises:
        StoreDamaged: the copy does not pass; it was removed, and older snapshots stay.
        StoreFull and others of `StoreError`: there is no new snapshot.
    """
    with store_errors():
        for folder in (vault.snapshots_folder, target):
            if folder is not None and not folder.is_dir():
                create_private_folder(folder)
        building = _building_in(vault.snapshots_folder)
        try:
            _fill(Vault(building), vault, copier)
            place = _moved(building, vault.snapshots_folder, now) if target is None else _sent(building, target, now)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    return Snapshot(place, now.astimezone(UTC).replace(microsecond=0))


def verify_snapshot(snapshot: Snapshot, copier_for: Callable[[Path], StoreCopier]) -> tuple[str, ...]:
    """What the full check finds in a snapshot; empty when all is well.

    Raises:
        StoreError: it does not even open.
    """
    return copier_for(snapshot.vault.store_path).problems()


def list_snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """The snapshots in a folder, newest first; other things in it are left alone and not shown."""
    if not folder.is_dir():
        return ()
    found = (snapshot_at(entry) for entry in folder.iterdir() if entry.is_dir())
    whole = (snapshot for snapshot in found if snapshot and snapshot.vault.is_there)
    return tuple(sorted(whole, key=lambda snapshot: (snapshot.taken_at, snapshot.folder.name), reverse=True))


def snapshot_at(path: Path) -> Snapshot | None:
    """The snapshot that a folder, or a file in it, belongs to."""
    folder = path.parent if path.is_file() else path
    match = _NAME.fullmatch(folder.name)
    if match is None:
        return None
    return Snapshot(folder, datetime.strptime(match[1], _NAME_FORMAT).replace(tzinfo=UTC))


def thin_snapshots(folder: Path, *, now: datetime) -> tuple[Snapshot, ...]:
    """Remove the snapshots that retention lets go, and leftovers of killed runs; gives those removed."""
    present = list_snapshots(folder)
    keep = to_keep((snapshot.taken_at for snapshot in present), now=now)
    leaving = tuple(snapshot for snapshot in present if snapshot.taken_at not in keep)
    with store_errors():
        for snapshot in leaving:
            # Renamed first, so that a kill in the middle leaves no half snapshot under a good name.
            doomed = snapshot.folder.with_name(f".making-{secrets.token_hex(4)}")
            snapshot.folder.rename(doomed)
            shutil.rmtree(doomed)
        for leftover in folder.glob(".making-*"):
            shutil.rmtree(leftover, ignore_errors=True)
    return leaving


def restore_snapshot(
    snapshot: Snapshot, vault: Vault, key: DatabaseKey, check: Callable[[Path], tuple[str, ...]], *, now: datetime
) -> Path:
    """Put a snapshot in the vault's place; give the folder in which the replaced files are kept.

    ``key`` opens the snapshot, and ``check`` looks at a store file in full. The store must be closed. The new files
    are laid out beside the old ones first; from the rename of that folder on, `finish_restore` completes the work
    whenever the vault is next opened, so a kill leaves the old vault or the new one. The vault's present key file
    stays when it proves the same key: then today's passphrase stays too.

    Raises:
        StoreDamaged: the snapshot does not pass its check; nothing was changed.
        FileExistsError: there is no vault, and the folder holds something else.
        StoreError: it could not be restored; nothing was changed.
    """
    if not (snapshot.vault.store_path.exists() and snapshot.vault.is_there):
        raise StoreMissing
    finish_restore(vault)
    for leftover in vault.folder.glob(".restoring-*"):
        shutil.rmtree(leftover, ignore_errors=True)  # a kill before anything was decided
    laying_out = Vault(vault.folder / f".restoring-{secrets.token_hex(4)}")
    with store_errors():
        if not (vault.is_there or vault.store_path.exists()):
            create_private_folder(vault.folder)
        create_private_folder(laying_out.folder)
        try:
            _lay_out(laying_out, snapshot, vault, key, check)
            kept = _keep_aside(vault, now)
            laying_out.folder.rename(vault.pending_restore.folder)
        except BaseException:
            shutil.rmtree(laying_out.folder, ignore_errors=True)
            raise
        finish_restore(vault)
    return kept


def _lay_out(
    laying_out: Vault, snapshot: Snapshot, vault: Vault, key: DatabaseKey, check: Callable[[Path], tuple[str, ...]]
) -> None:
    copy_private(snapshot.vault.store_path, laying_out.store_path)
    if check(laying_out.store_path):
        raise StoreDamaged
    _sole_file(laying_out)
    if not _opens_with_present_key_file(vault, key):
        copy_private(snapshot.vault.key_file_path, laying_out.key_file_path)
    sync_folder(laying_out.folder)


def _opens_with_present_key_file(vault: Vault, key: DatabaseKey) -> bool:
    try:
        return vault.key_file().proves(key)
    except (KeyFileMissing, KeyFileDamaged):
        return False


def _fill(building: Vault, vault: Vault, copier: StoreCopier) -> None:
    before = copier.row_counts()
    copier.copy_into(building.store_path)
    after = copier.row_counts()
    copied = copier.row_counts(building.store_path)
    if set(copied) != set(before) or not all(
        min(before[table], after.get(table, 0)) <= count <= max(before[table], after.get(table, 0))
        for table, count in copied.items()
    ):
        raise StoreDamaged
    if copier.problems(building.store_path):
        raise StoreDamaged
    _sole_file(building)
    sync_file(building.store_path)
    copy_private(vault.key_file_path, building.key_file_path)
    sync_folder(building.folder)


def _building_in(parent: Path) -> Path:
    building = parent / f".making-{secrets.token_hex(4)}"
    create_private_folder(building)
    return building


def _moved(building: Path, parent: Path, now: datetime) -> Path:
    place = _free_name(parent, now)
    building.rename(place)
    sync_folder(parent)
    return place


def _sent(building: Path, target: Path, now: datetime) -> Path:
    arriving = _building_in(target)
    try:
        for source in building.iterdir():
            _copy_and_compare(source, arriving / source.name)
        return _moved(arriving, target, now)
    except BaseException:
        shutil.rmtree(arriving, ignore_errors=True)
        raise


def _copy_and_compare(source: Path, target: Path) -> None:
    copy_private(source, target)
    if not filecmp.cmp(source, target, shallow=False):
        raise StoreDamaged


def _sole_file(checked: Vault) -> None:
    """Remove the empty log files that checking left; closing removes them as a rule."""
    for log in ("store.db-wal", "store.db-shm"):
        (checked.folder / log).unlink(missing_ok=True)


def _free_name(parent: Path, now: datetime) -> Path:
    name = now.astimezone(UTC).strftime(_NAME_FORMAT)
    place, count = parent / name, 1
    while place.exists():
        count += 1
        place = parent / f"{name}.{count}"
    return place


def _keep_aside(vault: Vault, now: datetime) -> Path:
    if not vault.replaced_folder.is_dir():
        create_private_folder(vault.replaced_folder)
    kept = _free_name(vault.replaced_folder, now)
    create_private_folder(kept)
    for name in ("store.db", "store.db-wal", "vault.json"):
        source = vault.folder / name
        if source.exists():
            copy_private(source, kept / name)
    return kept
