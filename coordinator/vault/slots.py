"""One slot of the key file: the database key, wrapped so that one secret opens it.

The way a slot is made, and why:

* Argon2id with t=3, p=4 and 64 MiB is the second recommended setting of RFC 9106, section 4.
* HKDF-SHA256 (RFC 5869) joins its output with the device secret, so that neither the passphrase nor the keyring
  entry opens anything alone.
* AES-256-GCM wraps the key. Every wrap has a fresh salt and so a fresh wrapping key; a nonce is never repeated
  under one key.
* Everything else in the slot and the file's header is authenticated with it: a changed byte opens nothing.
"""

import json
import secrets
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coordinator.errors import KeyFileDamaged, WrongSecret
from coordinator.vault.database_key import KEY_BYTES, DatabaseKey

SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
DEVICE_SECRET_BYTES = 32

PASSES = range(2, 13)
LANES = range(1, 17)
MEMORY_KIB = range(19 * 1024, 256 * 1024 + 1)

Header = dict[str, str | int]


class SlotKind(StrEnum):
    """Which kind of secret opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105  # the name of a kind of secret, not a secret
    RECOVERY = "recovery"
    PROCESS = "process"
    """Somebody's passphrase, for the key of their process notes."""
    PROCESS_CODE = "process_code"
    """The printed code of somebody's process notes."""
    PACKET = "packet"
    """The passphrase of a substitute packet, told by telephone."""


@dataclass(frozen=True, slots=True)
class DeviceSecret:
    """The half of a daily slot's secret that this computer's keyring keeps, and the keyring's name."""

    value: bytes = field(repr=False)
    backend: str

    @classmethod
    def generate(cls, backend: str) -> "DeviceSecret":
        """A fresh secret, to be kept in the keyring called ``backend``."""
        return cls(secrets.token_bytes(DEVICE_SECRET_BYTES), backend)


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """How much work one guess takes."""

    passes: int = 3
    lanes: int = 4
    memory_kib: int = 64 * 1024

    def check(self) -> None:
        """Refuse what a hostile file could ask for: hours of work, 64 GB, or next to nothing.

        The lower bounds are the least that OWASP's password storage cheat sheet allows (19 MiB, two passes).

        Raises:
            KeyFileDamaged: a number is outside its range.
        """
        if self.passes not in PASSES or self.lanes not in LANES or self.memory_kib not in MEMORY_KIB:
            raise KeyFileDamaged


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in. ``person_id`` is opaque; whose it is stands in the encrypted store only."""

    kind: SlotKind
    person_id: str | None
    keyring: str | None
    cost: Argon2Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @property
    def needs_device_secret(self) -> bool:
        """Whether this computer's keyring takes part."""
        return self.keyring is not None

    def facts(self) -> dict[str, str | int | None]:
        """What is authenticated of the slot beside the header."""
        return {
            "kind": self.kind.value,
            "person_id": self.person_id,
            "keyring": self.keyring,
            "passes": self.cost.passes,
            "lanes": self.cost.lanes,
            "memory_kib": self.cost.memory_kib,
            "salt": self.salt.hex(),
        }

    def unwrap(self, secret: bytes, device: bytes | None, header: Header) -> DatabaseKey:
        """The database key, if the secret is right.

        Raises:
            WrongSecret: the secret, the device secret or the slot itself is not the one it was made with.
            KeyFileDamaged: the slot asks for work out of range.
        """
        self.cost.check()
        wrapping_key = _wrapping_key(self, secret, device)
        try:
            return DatabaseKey(AESGCM(wrapping_key).decrypt(self.nonce, self.wrapped, _authenticated(self, header)))
        except InvalidTag:
            raise WrongSecret from None


def wrap(
    key: DatabaseKey,
    secret: bytes,
    header: Header,
    *,
    kind: SlotKind,
    person_id: str | None = None,
    device: DeviceSecret | None = None,
    cost: Argon2Cost | None = None,
) -> Slot:
    """A slot that ``secret``, together with ``device`` where there is one, opens. Salt and nonce are fresh."""
    unfilled = Slot(
        kind=kind,
        person_id=person_id,
        keyring=device.backend if device else None,
        cost=cost or Argon2Cost(),
        salt=secrets.token_bytes(SALT_BYTES),
        nonce=secrets.token_bytes(NONCE_BYTES),
        wrapped=b"",
    )
    wrapping_key = _wrapping_key(unfilled, secret, device.value if device else None)
    wrapped = AESGCM(wrapping_key).encrypt(unfilled.nonce, key.raw(), _authenticated(unfilled, header))
    return Slot(
        unfilled.kind, unfilled.person_id, unfilled.keyring, unfilled.cost, unfilled.salt, unfilled.nonce, wrapped
    )


def passphrase_bytes(passphrase: str) -> bytes:
    """The bytes that stand for a passphrase: the same on every keyboard and system (Unicode NFKC, UTF-8)."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8")


def _wrapping_key(slot: Slot, secret: bytes, device: bytes | None) -> bytes:
    stretched = Argon2id(
        salt=slot.salt,
        length=KEY_BYTES,
        iterations=slot.cost.passes,
        lanes=slot.cost.lanes,
        memory_cost=slot.cost.memory_kib,
    ).derive(secret)
    purpose = f"session coordinator 1, {slot.kind.value}, {'with' if device else 'without'} device secret"
    return HKDF(SHA256(), KEY_BYTES, salt=slot.salt, info=purpose.encode("ascii")).derive(stretched + (device or b""))


def _authenticated(slot: Slot, header: Header) -> bytes:
    return json.dumps({"header": header, "slot": slot.facts()}, sort_keys=True, separators=(",", ":")).encode("ascii")
