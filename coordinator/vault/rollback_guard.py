"""Notices that an older copy of the store was put in place: the store itself cannot."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from coordinator.errors import RollbackSuspected
from coordinator.vault.secret_item import Secrets, read_item, write_item


@dataclass(frozen=True, slots=True)
class RollbackGuard:
    """The newest audit row this computer has seen, kept in the keyring, outside the vault's folder."""

    secrets: Secrets
    vault_id: str

    def check(self, last_sequence: int, digest_at: Callable[[int], str | None]) -> None:
        """Compare the store with what was remembered.

        Takes the store's last audit sequence and a way to ask for the digest of any row. Rows written since by other
        means are welcome, as long as the remembered row is still there unchanged.

        Raises:
            RollbackSuspected: the store ends earlier, or tells another history.
            SecretsUnavailable: the keyring does not answer.
        """
        item = read_item(self.secrets, self.vault_id)
        if item.sequence and (last_sequence < item.sequence or digest_at(item.sequence) != item.head):
            raise RollbackSuspected(last_sequence, item.sequence)

    def remember(self, last_sequence: int, head: str) -> None:
        """Note the newest audit row: at lock, at exit, and after a restore the person asked for.

        Raises:
            SecretsUnavailable: the keyring did not take it; the older mark stays.
        """
        item = read_item(self.secrets, self.vault_id)
        if (item.sequence, item.head) != (last_sequence, head):
            write_item(self.secrets, self.vault_id, replace(item, sequence=last_sequence, head=head))
