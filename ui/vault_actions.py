"""What Settings asks of the open vault: snapshots, passphrase, recovery code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from coordinator import audit
from coordinator.bootstrap import Coordinator
from coordinator.errors import SecretsUnavailable
from coordinator.vault.folder import open_vault_key, set_passphrase, set_recovery_code
from coordinator.vault.keyring_adapter import probe
from coordinator.vault.passphrase import check_passphrase, estimate_strength
from coordinator.vault.process_key import following
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.secret_item import Secrets
from coordinator.vault.snapshots import Snapshot, list_snapshots
from coordinator.vocabulary import FacilitatorId
from ui import opening


class OpenVaultActions:
    """Does it for one open vault.

    Args:
        coordinator: the open vault.
        restore: closes the vault, puts a snapshot in its place and starts again at the lock screen.
    """

    def __init__(self, coordinator: Coordinator, restore: Callable[[Snapshot], None]) -> None:
        self._coordinator, self._restore = coordinator, restore

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        return self._coordinator.vault.folder

    def keyring(self) -> str:
        """Give the name of the keyring that holds this computer's half of the key; empty without one."""
        secrets = self._secrets()
        try:
            return probe(secrets) if secrets is not None else ""
        except SecretsUnavailable:
            return ""

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Give the snapshots in the vault's folder, newest first."""
        return list_snapshots(self._coordinator.vault.snapshots_folder)

    def snapshot_now(self) -> Snapshot:
        """Take a verified snapshot on the store's thread, and thin the older ones."""
        return self._coordinator.worker.submit(self._coordinator.snapshot).result()

    def snapshot_to(self, folder: Path) -> Snapshot:
        """Take a verified snapshot into another folder."""
        return self._coordinator.worker.submit(self._coordinator.snapshot, folder).result()

    def restore(self, snapshot: Snapshot) -> None:
        """Put a snapshot in the vault's place; the window closes and the lock screen follows."""
        self._restore(snapshot)

    def strength(self, passphrase: str) -> int:
        """Estimate a passphrase, 0 to 4."""
        return estimate_strength(passphrase).score

    def change_passphrase(self, present: str, new: str) -> None:
        """Open the vault with another passphrase from now on. Raises `WrongSecret`, `PassphraseTooWeak`."""
        vault, secrets = self._coordinator.vault, self._secrets()
        key = open_vault_key(vault, present, secrets)
        actor = self._coordinator.store.actor
        if actor is None:
            raise LookupError
        follow = following(present, new, secrets, person_id=actor.hex)
        check_passphrase(new, has_device_secret=secrets is not None)
        self._enter(audit.Secret.OWN, actor)
        set_passphrase(vault, key, new, person_id=actor.hex, secrets=secrets, follow=follow)

    def give_passphrase(self, person: FacilitatorId, present: str, new: str) -> None:
        """Let a member of staff open the vault with a passphrase of their own. Raises as `change_passphrase` does."""
        vault, secrets = self._coordinator.vault, self._secrets()
        key = open_vault_key(vault, present, secrets)
        check_passphrase(new, has_device_secret=secrets is not None)
        self._enter(audit.Secret.GIVEN, person)
        set_passphrase(vault, key, new, person_id=person.hex, secrets=secrets)

    def new_recovery_code(self) -> RecoveryCode:
        """Give a fresh code. Nothing is stored before it was typed back."""
        return RecoveryCode.generate()

    def recovery_sheet(self, code: RecoveryCode, dots: int) -> tuple[bytes, Sequence[bytes]]:
        """Give the printable sheet as PDF, or as pictures where a resolution above 0 is asked for."""
        return opening.recovery_sheet(code.printed(), self.folder.name, self._coordinator.clock.now(), dots)

    def set_recovery_code(self, passphrase: str, code: RecoveryCode) -> None:
        """Let the code open the vault, and the old one no more. Raises `WrongSecret`."""
        vault = self._coordinator.vault
        key = open_vault_key(vault, passphrase, self._secrets())
        self._enter(audit.Secret.CODE, None)
        set_recovery_code(vault, key, code)

    def _enter(self, secret: audit.Secret, person: FacilitatorId | None) -> None:
        store = self._coordinator.store
        self._coordinator.worker.submit(store.write, audit.record_secret, secret, person).result()

    def _secrets(self) -> Secrets | None:
        return self._coordinator.guard.secrets
