"""A real vault in a folder, with the actions that Settings asks for: what startup does, without a program around."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from coordinator.bootstrap import FirstRun
from coordinator.store import sqlcipher
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, open_vault_key, set_passphrase, set_recovery_code
from coordinator.vault.passphrase import estimate_strength
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.snapshots import Snapshot, list_snapshots, make_snapshot
from coordinator.vocabulary import FacilitatorId
from tests.fakes import FakeClock, MemorySecrets
from tests.vault_once import create_vault_once

PASSPHRASE = "seven quiet lamps over the harbour"
RECOVERY = RecoveryCode.generate()


class RealVault:
    """Creates a vault and does everything but the restart."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.secrets, self._clock = MemorySecrets(), clock
        self.code = RECOVERY
        asked = FirstRun(folder, PASSPHRASE, self.code, "Renee Alvarado, LCSW", "Alder Street IOP", "America/New_York")
        self._key, self._me = create_vault_once(asked, clock=clock, secrets=self.secrets)
        self.vault = Vault(folder)
        self.restored: list[Snapshot] = []

    @property
    def folder(self) -> Path:
        return self.vault.folder

    def keyring(self) -> str:
        return "Memory"

    def snapshots(self) -> tuple[Snapshot, ...]:
        return list_snapshots(self.vault.snapshots_folder)

    def snapshot_now(self) -> Snapshot:
        return make_snapshot(self.vault, self._copier(), now=self._clock.now())

    def snapshot_to(self, folder: Path) -> Snapshot:
        return make_snapshot(self.vault, self._copier(), now=self._clock.now(), target=folder)

    def restore(self, snapshot: Snapshot) -> None:
        self.restored.append(snapshot)

    def strength(self, passphrase: str) -> int:
        return estimate_strength(passphrase).score

    def change_passphrase(self, present: str, new: str) -> None:
        key = self.opens_with(present)
        set_passphrase(self.vault, key, new, person_id=self._me.hex, secrets=self.secrets)

    def give_passphrase(self, person: FacilitatorId, present: str, new: str) -> None:
        set_passphrase(self.vault, self.opens_with(present), new, person_id=person.hex, secrets=self.secrets)

    def new_recovery_code(self) -> RecoveryCode:
        return RecoveryCode.generate()

    def recovery_sheet(self, code: RecoveryCode, dots: int) -> tuple[bytes, Sequence[bytes]]:
        del code, dots
        return uuid4().bytes, ()

    def set_recovery_code(self, passphrase: str, code: RecoveryCode) -> None:
        set_recovery_code(self.vault, self.opens_with(passphrase), code)

    def opens_with(self, passphrase: str) -> DatabaseKey:
        return open_vault_key(self.vault, passphrase, self.secrets)

    def _copier(self) -> sqlcipher.StoreFile:
        return sqlcipher.StoreFile(self.vault.store_path, self._key)
