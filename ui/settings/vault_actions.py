"""What Settings may ask of the open vault; who holds the vault implements it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.snapshots import Snapshot
from coordinator.vocabulary import FacilitatorId


class VaultActions(Protocol):
    """The vault's own work.

    Everything but `folder`, `strength`, `new_recovery_code` and `restore` may take seconds: it is called on a thread
    of its own, never on the interface's, and raises `CoordinatorError`.
    """

    @property
    def folder(self) -> Path:
        """The vault's folder."""
        ...

    def keyring(self) -> str:
        """Give the name of the keyring that holds this computer's half of the key; empty without one."""
        ...

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Give the snapshots in the vault's folder, newest first."""
        ...

    def snapshot_now(self) -> Snapshot:
        """Take a verified snapshot, and thin the older ones."""
        ...

    def snapshot_to(self, folder: Path) -> Snapshot:
        """Take a verified snapshot into another folder, such as a memory stick's."""
        ...

    def restore(self, snapshot: Snapshot) -> None:
        """Close the vault, put the snapshot in its place, and start again at the lock screen.

        Called on the interface's thread, after the person confirmed it.
        """
        ...

    def strength(self, passphrase: str) -> int:
        """Estimate a passphrase, 0 to 4."""
        ...

    def change_passphrase(self, present: str, new: str) -> None:
        """Open the vault with another passphrase from now on. Raises `WrongSecret`, `PassphraseTooWeak`."""
        ...

    def give_passphrase(self, person: FacilitatorId, present: str, new: str) -> None:
        """Let a member of staff open the vault with a passphrase of their own; `present` is that of who gives it.

        Raises `WrongSecret`, `PassphraseTooWeak`.
        """
        ...

    def new_recovery_code(self) -> RecoveryCode:
        """Give a fresh code. Nothing is stored before it was typed back."""
        ...

    def recovery_sheet(self, code: RecoveryCode, dots: int) -> tuple[bytes, Sequence[bytes]]:
        """Give the printable sheet as PDF, or as pictures where a resolution above 0 is asked for."""
        ...

    def set_recovery_code(self, passphrase: str, code: RecoveryCode) -> None:
        """Let the code open the vault, and the old one no more. Raises `WrongSecret`."""
        ...
