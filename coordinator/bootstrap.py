"""Builds everything below the screens, in the order in which it depends on each other, and takes it down again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlmodel import col, select

from coordinator import audit, guest_vault, people, programs
from coordinator.changes import ChangeFeed
from coordinator.clock import Clock
from coordinator.errors import RollbackSuspected, SecretsUnavailable
from coordinator.process_notes import Keeper
from coordinator.store import sqlcipher
from coordinator.store.engine import LocalStore, open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.undo import UndoHistory
from coordinator.vault import folder as vault_folder
from coordinator.vault.attempts import failed_attempts, forget_attempts
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, finish_restore
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.rollback_guard import RollbackGuard, digest_of_file, place_elsewhere
from coordinator.vault.secret_item import Secrets
from coordinator.vault.slots import Slot
from coordinator.vault.snapshots import Snapshot, list_snapshots, make_snapshot, restore_snapshot, thin_snapshots
from coordinator.vocabulary import Action, FacilitatorId
from coordinator.worker import Worker

QUIET = (Action.UNLOCK, Action.LOCK, Action.FAILED_UNLOCK, Action.VIEW_RECORD, Action.COPY_VAULT)
"""Entries that alone are no reason for another snapshot."""


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the first-run screen asks for. `zone` is an IANA name; `signer` reads "Renee Alvarado, LCSW"."""

    folder: Path
    passphrase: str = field(repr=False)
    recovery: RecoveryCode
    signer: str
    clinic_name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Coordinator:
    """The open vault: the store with everything that stands around it."""

    vault: Vault
    store: Store
    feed: ChangeFeed
    history: UndoHistory
    worker: Worker
    clock: Clock
    local: LocalStore
    copier: sqlcipher.StoreFile
    guard: RollbackGuard
    key: DatabaseKey
    process: Keeper
    rollback: RollbackSuspected | None = None
    """What is wrong with the file where it was opened all the same, to be looked at."""
    file_changed: bool = False
    """Another program changed the file since this one closed it."""
    guest: bool = False
    """The vault was made of a substitute packet, and is nobody's own."""

    def snapshot(self, target: Path | None = None) -> Snapshot:
        """Take a verified, encrypted snapshot, and thin the older ones; runs on the caller's thread."""
        now = self.clock.now()
        if target is not None:
            self.store.write(audit.record_copy)  # no copy leaves the vault without its entry
        taken = make_snapshot(self.vault, self.copier, now=now, target=target)
        if target is None:
            thin_snapshots(self.vault.snapshots_folder, now=now)
        return taken

    def close(self, *, with_snapshot: bool = True) -> None:
        """Finish what is queued, take the exit snapshot if anything changed, and give the file back.

        The file is closed whatever happens before; the first failure is raised afterwards.
        """
        self.worker.drain_and_stop()
        self.history.clear()
        self.process.close()
        try:
            if with_snapshot and self._changed_since_snapshot():
                self.snapshot()
            head = self.store.read(audit.head)
        finally:
            self.local.close()
        self._remember(*head)

    def close_and_restore(self, snapshot: Snapshot) -> Path:
        """Close the store and put a snapshot in its place; gives the folder that keeps what was replaced.

        A snapshot of the present state is taken first, so that nothing is lost by choosing the wrong one.
        Raises `StoreDamaged` and other errors of the store: nothing was replaced.
        """
        self.close()
        kept = restore_snapshot(snapshot, self.vault, self.key, self.copier.problems, now=self.clock.now())
        accept_older_file(self.vault, self.key, clock=self.clock, secrets=self.guard.secrets)
        return kept

    def _changed_since_snapshot(self) -> bool:
        last = _last_snapshot_at(self.vault)
        return last is None or self.store.read(_newest_change_at) > last

    def _remember(self, sequence: int, head: str) -> None:
        if self.rollback is not None:
            return  # whoever only looked has accepted nothing
        try:
            self.guard.remember(sequence, head, _digest_when_last(self.vault))
        except (SecretsUnavailable, OSError):
            # The older mark stays: it still notices an older file, only not the very newest entries.
            return


def create_vault(
    first_run: FirstRun,
    *,
    clock: Clock,
    secrets: Secrets | None,
    fill: Callable[[Store], None] | None = None,
) -> tuple[DatabaseKey, FacilitatorId]:
    """Make a vault with its program and its first member of staff, whole or not at all.

    `fill` may write into the new store before anybody sees it. Gives the key and who is signed in.
    Raises what `coordinator.vault.folder.create_vault` raises.
    """
    me = FacilitatorId(uuid4())
    name, credentials = people.split_credentials(first_run.signer)

    def make_store(path: Path, key: DatabaseKey) -> None:
        sqlcipher.create_store_file(path, key)
        local = open_local_store(path, key)
        try:
            bring_up_to_date(local.engine)
            store = Store(local.engine, clock=clock, feed=ChangeFeed())
            store.write(programs.create_program, first_run.clinic_name, first_run.zone)
            store.write(people.add_facilitator, name, credentials, facilitator_id=me)
            store.sign_in(me)
            if fill is not None:
                fill(store)
        finally:
            local.close()

    key = vault_folder.create_vault(
        first_run.folder,
        first_run.passphrase,
        first_run.recovery,
        person_id=me.hex,
        secrets=secrets,
        make_store=make_store,
        known_words=(first_run.signer, first_run.clinic_name),
    )
    return key, me


def open_coordinator(
    vault: Vault,
    key: DatabaseKey,
    *,
    clock: Clock,
    secrets: Secrets | None,
    worker: Worker,
    person: FacilitatorId | None = None,
    older_too: bool = False,
    pretended: datetime | None = None,
) -> Coordinator:
    """Open the store of a vault whose key is known, upgrade it if it is older, and sign its person in.

    Without `person` the one that the key file names first is signed in. `older_too` opens a file that is older than
    what was last seen, to look at it; `rollback` then says so, and nothing is accepted. The history gets the wrong
    secrets typed since the last time, and that another program changed the file. A guest vault opens until its packet
    expires, and takes no change but those of its session; `pretended` is the instant that is meant where everybody is
    made up.

    Raises:
        GuestExpired: the time of a guest vault is over.
        StoreError: the subclass says what is wrong; `StoreTooNew` leaves the file as it is.
        RollbackSuspected: the file is older than what this computer last saw.
    """
    finish_restore(vault)
    file_digest = digest_of_file(vault.store_path)
    local = open_local_store(vault.store_path, key)
    try:
        copier = sqlcipher.StoreFile(vault.store_path, key)
        bring_up_to_date(local.engine, lambda: _snapshot_before_upgrade(vault, copier, clock.now()))
        feed = ChangeFeed()
        store = Store(local.engine, clock=clock, feed=feed)
        guest = store.read(guest_vault.is_guest)
        if guest:
            _check_time(store, pretended)
            store.limit(guest_vault.check_in_packet)
            secrets = None  # no keyring takes part, so that nothing stays behind where the vault is removed
        guard = _guard_of(vault, secrets)
        rollback, changed = _check_file(store, guard, file_digest, older_too=older_too)
        store.sign_in(person or sole_person(vault))
        _enter_what_happened(store, vault, changed=changed)
        store.write(people.record_unlock)
    except BaseException:
        local.close()
        raise
    keeper = Keeper(vault, secrets, clock)
    history = UndoHistory()
    return Coordinator(
        *(vault, store, feed, history, worker, clock, local, copier, guard, key, keeper),
        rollback=rollback,
        file_changed=changed,
        guest=guest,
    )


def sole_person(vault: Vault) -> FacilitatorId:
    """Give the person of the key file's first daily slot."""
    slots = vault.key_file().daily_slots()
    return FacilitatorId(UUID(slots[0].person_id))


def person_of(slot: Slot) -> FacilitatorId | None:
    """Give whose slot it is; None for one that is nobody's own."""
    return FacilitatorId(UUID(slot.person_id)) if slot.person_id is not None else None


def accept_older_file(vault: Vault, key: DatabaseKey, *, clock: Clock, secrets: Secrets | None) -> None:
    """Let the vault be opened as it is now, after a person was told that it is older and chose to go on."""
    local = open_local_store(vault.store_path, key)
    try:
        head = Store(local.engine, clock=clock, feed=ChangeFeed()).read(audit.head)
    finally:
        local.close()
    _guard_of(vault, secrets).remember(*head, _digest_when_last(vault))


def _check_time(store: Store, pretended: datetime | None) -> None:
    if store.read(guest_vault.is_over, pretended):
        from coordinator.packet import check_guest  # noqa: PLC0415  only at the end: what is left in it to return

        store.read(check_guest, pretended)


def _guard_of(vault: Vault, secrets: Secrets | None) -> RollbackGuard:
    vault_id = vault.key_file().vault_id
    return RollbackGuard(secrets, vault_id, vault.mark_path, place_elsewhere(vault_id, vault.folder))


def _check_file(
    store: Store, guard: RollbackGuard, file_digest: str, *, older_too: bool
) -> tuple[RollbackSuspected | None, bool]:
    """Hold the store against what was last seen of it: what is wrong, and whether somebody else changed the file.

    Raises `RollbackSuspected` unless an older file may be looked at.
    """
    sequence, _head = store.read(audit.head)
    try:
        guard.check(sequence, lambda at: store.read(_digest_at, at))
        return None, guard.is_changed(sequence, file_digest)
    except RollbackSuspected as suspected:
        if not older_too:
            raise
        return suspected, False
    except SecretsUnavailable:
        # After a recovery on another computer there is no mark to compare with yet.
        return None, False


def _enter_what_happened(store: Store, vault: Vault, *, changed: bool) -> None:
    for attempt in failed_attempts(vault):
        store.write(audit.record_failed_unlock, attempt.at, attempt.way.value)
    forget_attempts(vault)
    if changed:
        store.write(audit.record_file_change)


def _digest_when_last(vault: Vault) -> str:
    """The digest of the file, unless another process keeps it open: its log is there as long."""
    return "" if sqlcipher.wal_of(vault.store_path).exists() else digest_of_file(vault.store_path)


def _snapshot_before_upgrade(vault: Vault, copier: sqlcipher.StoreFile, now: datetime) -> None:
    make_snapshot(vault, copier, now=now)


def _last_snapshot_at(vault: Vault) -> datetime | None:
    newest = list_snapshots(vault.snapshots_folder)
    return newest[0].taken_at if newest else None


def _newest_change_at(work: UnitOfWork) -> datetime:
    newest = select(AuditRow).where(col(AuditRow.action).not_in(QUIET)).order_by(col(AuditRow.sequence).desc())
    row = work.rows.exec(newest.limit(1)).first()
    return row.at if row is not None else work.now


def _digest_at(work: UnitOfWork, sequence: int) -> str | None:
    row = work.rows.get(AuditRow, sequence)
    return row.digest if row is not None else None
