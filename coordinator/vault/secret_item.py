"""The one item a vault keeps in the keyring: the device secret and the rollback counter."""

import base64
import json
from dataclasses import dataclass, field
from typing import Protocol

from coordinator.errors import SecretsProblem, SecretsUnavailable
from coordinator.vault.slots import DEVICE_SECRET_BYTES

LONGEST_ITEM = 1280
"""Characters. Windows keeps 2,560 bytes of UTF-16 in one credential (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""


class Secrets(Protocol):
    """A place that keeps short secrets for this user of this computer.

    Each method raises `SecretsUnavailable` when the place does not answer as it must.
    """

    @property
    def backend(self) -> str:
        """The keyring's name, as the key file records it."""
        ...

    def read(self, item: str) -> str | None:
        """What is kept under the name; None when there is no such item."""
        ...

    def write(self, item: str, content: str) -> None:
        """Keep the content under the name; it was read back and is equal when this returns."""
        ...

    def delete(self, item: str) -> None:
        """Forget the item; it is no error when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class SecretItem:
    """What the keyring item says.

    ``sequence`` and ``head`` name the newest audit row this computer has seen, ``file`` the closed store file.
    """

    device_secret: bytes = field(repr=False)
    sequence: int = 0
    head: str = ""
    file: str = ""

    def to_text(self) -> str:
        """The form that is kept."""
        facts = {"version": 1, "device_secret": base64.b64encode(self.device_secret).decode("ascii")}
        return json.dumps({**facts, "sequence": self.sequence, "head": self.head, "file": self.file}, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "SecretItem":
        """Understand what was kept.

        Raises:
            SecretsUnavailable: it is not what this program writes.
        """
        try:
            facts = json.loads(text)
            secret = base64.b64decode(facts["device_secret"], validate=True)
            item = cls(secret, int(facts["sequence"]), str(facts["head"]), str(facts.get("file", "")))
        except (ValueError, KeyError, TypeError):
            raise SecretsUnavailable(SecretsProblem.ITEM_DAMAGED) from None
        if len(secret) != DEVICE_SECRET_BYTES:
            raise SecretsUnavailable(SecretsProblem.ITEM_DAMAGED)
        return item


def item_name(vault_id: str) -> str:
    """The name of a vault's item. One name per vault: on Windows two items of one service displace each other."""
    return f"session-coordinator-{vault_id}"


def read_item(secrets: Secrets, vault_id: str) -> SecretItem:
    """The vault's item.

    Raises:
        SecretsUnavailable: there is none, it is damaged, or the keyring does not answer.
    """
    text = secrets.read(item_name(vault_id))
    if text is None:
        raise SecretsUnavailable(SecretsProblem.ITEM_MISSING)
    return SecretItem.from_text(text)


def write_item(secrets: Secrets, vault_id: str, item: SecretItem) -> None:
    """Keep the vault's item.

    Raises:
        SecretsUnavailable: the keyring did not take it.
    """
    text = item.to_text()
    if len(text) > LONGEST_ITEM:
        raise SecretsUnavailable(SecretsProblem.FULL)
    secrets.write(item_name(vault_id), text)
