"""The key file ``vault.json``: one database key, wrapped once for each secret that may open it.

Changing a passphrase rewrites one slot; the store itself is never encrypted anew. The file holds no name. It is
always written in one canonical form, so a file that reads differently was damaged, and it carries a plain digest, so
that damage is told from a wrong passphrase.
"""

import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from coordinator.errors import KeyFileDamaged, KeyFileMissing, KeyFileTooNew, WrongSecret
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.private_files import write_private
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.slots import (
    NONCE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
    Argon2Cost,
    DeviceSecret,
    Header,
    Slot,
    SlotKind,
    passphrase_bytes,
    wrap,
)

FORMAT = "session-coordinator-vault"
VERSION = 1
LARGEST_FILE = 64 * 1024
MOST_SLOTS = 64


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``vault.json`` says. None of it is secret by itself."""

    vault_id: str
    key_check: str
    slots: tuple[Slot, ...]

    @property
    def header(self) -> Header:
        """What every slot is bound to."""
        return {"format": FORMAT, "version": VERSION, "vault_id": self.vault_id, "key_check": self.key_check}

    def daily_slots(self, person_id: str | None = None) -> tuple[Slot, ...]:
        """The passphrase slots: of one person, or of everybody."""
        daily = (slot for slot in self.slots if slot.kind is SlotKind.PASSPHRASE)
        return tuple(slot for slot in daily if person_id in {None, slot.person_id})

    def proves(self, key: DatabaseKey) -> bool:
        """Whether this is the key of this vault; then a store that it does not open is damaged."""
        return hmac.compare_digest(self.key_check, key.check_value().hex())

    def unlock_with_passphrase(
        self, passphrase: str, device_secret: bytes | None = None, person_id: str | None = None
    ) -> tuple[DatabaseKey, Slot]:
        """The database key and the slot that gave it.

        Slots that need a device secret are passed over when there is none.

        Raises:
            WrongSecret: no slot opens with this passphrase.
            KeyFileDamaged: a slot asks for work out of range.
        """
        secret = passphrase_bytes(passphrase)
        for slot in self.daily_slots(person_id):
            if slot.needs_device_secret and device_secret is None:
                continue
            try:
                return self._unwrapped(slot, secret, device_secret if slot.needs_device_secret else None), slot
            except WrongSecret:
                continue
        raise WrongSecret

    def unlock_with_recovery(self, typed: str) -> DatabaseKey:
        """The database key, from the printed code as a person typed it.

        Raises:
            RecoveryCodeMistyped: it is no recovery code; the groups that hold an error are named.
            WrongSecret: it is a recovery code, but not of this vault.
        """
        secret = RecoveryCode.read(typed).secret()
        for slot in self.slots:
            if slot.kind is SlotKind.RECOVERY:
                return self._unwrapped(slot, secret, None)
        raise WrongSecret

    def with_passphrase(
        self, key: DatabaseKey, passphrase: str, *, person_id: str, device: DeviceSecret | None
    ) -> "KeyFile":
        """The same file with a person's daily slot made anew, or added after the others. Every other stays as it is."""
        self._check_key(key)
        secret = passphrase_bytes(passphrase)
        made = wrap(key, secret, self.header, kind=SlotKind.PASSPHRASE, person_id=person_id, device=device)
        daily = [made if slot.person_id == person_id else slot for slot in self.daily_slots()]
        others = (slot for slot in self.slots if slot.kind is not SlotKind.PASSPHRASE)
        return replace(self, slots=(*daily, *([] if made in daily else [made]), *others))

    def with_recovery(self, key: DatabaseKey, code: RecoveryCode) -> "KeyFile":
        """The same file with another recovery code; the old one opens nothing any more."""
        self._check_key(key)
        slot = wrap(key, code.secret(), self.header, kind=SlotKind.RECOVERY)
        return replace(self, slots=(*(s for s in self.slots if s.kind is not SlotKind.RECOVERY), slot))

    def write(self, path: Path) -> None:
        """Put the file in place in one step, mode 0600."""
        write_private(path, self.to_bytes())

    def to_bytes(self) -> bytes:
        """The one canonical form of the file."""
        body: dict[str, JsonValue] = {**self.header, "slots": [slot_to_json(slot) for slot in self.slots]}
        return _canonical({**body, "checksum": _checksum(body)})

    def _unwrapped(self, slot: Slot, secret: bytes, device: bytes | None) -> DatabaseKey:
        key = slot.unwrap(secret, device, self.header)
        if not self.proves(key):
            raise KeyFileDamaged
        return key

    def _check_key(self, key: DatabaseKey) -> None:
        if not self.proves(key):
            raise WrongSecret


def new_key_file(
    passphrase: str, recovery: RecoveryCode, *, person_id: str, device: DeviceSecret | None, vault_id: str | None = None
) -> tuple[KeyFile, DatabaseKey]:
    """A fresh database key and the key file that opens it with the passphrase or the recovery code.

    ``person_id`` and ``vault_id`` are opaque: a UUID as 32 hexadecimal digits.
    """
    key = DatabaseKey.generate()
    empty = KeyFile(vault_id or new_vault_id(), key.check_value().hex(), ())
    with_recovery = empty.with_recovery(key, recovery)
    return with_recovery.with_passphrase(key, passphrase, person_id=person_id, device=device), key


def new_vault_id() -> str:
    """A fresh vault id: it names the keyring item too."""
    return uuid.uuid4().hex


def read_key_file(path: Path) -> KeyFile:
    """Read and check the key file.

    Raises:
        KeyFileMissing: there is none.
        KeyFileTooNew: a newer version of the program wrote it.
        KeyFileDamaged: anything in it differs from what was written.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise KeyFileMissing from None
    return key_file_from_bytes(content)


def key_file_from_bytes(content: bytes) -> KeyFile:
    """Understand the bytes of a key file; see `read_key_file` for what it raises."""
    if len(content) > LARGEST_FILE:
        raise KeyFileDamaged
    try:
        body = json.loads(content.decode("ascii"))
        checksum = body.pop("checksum")
        version = body["version"]
        if checksum != _checksum(body) or body["format"] != FORMAT or type(version) is not int or version < 1:
            raise KeyFileDamaged
        if version > VERSION:
            raise KeyFileTooNew
        slots = tuple(slot_from_json(slot) for slot in body["slots"])
        found = KeyFile(_identifier(body["vault_id"]), _hexadecimal(body["key_check"], 32).hex(), slots)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KeyFileDamaged from None
    if len(slots) > MOST_SLOTS or found.to_bytes() != content:
        raise KeyFileDamaged
    return found


JsonValue = str | int | list[dict[str, str | int | None]] | None


def _canonical(body: dict[str, JsonValue]) -> bytes:
    return (json.dumps(body, sort_keys=True, indent=1) + "\n").encode("ascii")


def _checksum(body: dict[str, JsonValue]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def slot_to_json(slot: Slot) -> dict[str, str | int | None]:
    """Give a slot as it stands in a file."""
    return {**slot.facts(), "nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}


def slot_from_json(entry: dict[str, str | int | None]) -> Slot:
    """Understand a slot of a file; raises `KeyFileDamaged`, ValueError, KeyError or TypeError for what is none."""
    cost = Argon2Cost(_number(entry["passes"]), _number(entry["lanes"]), _number(entry["memory_kib"]))
    cost.check()
    keyring, person_id = entry["keyring"], entry["person_id"]
    if not isinstance(keyring, str | None):
        raise KeyFileDamaged
    return Slot(
        kind=SlotKind(str(entry["kind"])),
        person_id=None if person_id is None else _identifier(person_id),
        keyring=keyring,
        cost=cost,
        salt=_hexadecimal(entry["salt"], SALT_BYTES),
        nonce=_hexadecimal(entry["nonce"], NONCE_BYTES),
        wrapped=_hexadecimal(entry["wrapped"], 32 + TAG_BYTES),
    )


def _number(value: JsonValue) -> int:
    if type(value) is not int:
        raise KeyFileDamaged
    return value


def _identifier(value: JsonValue) -> str:
    return _hexadecimal(value, 16).hex()


def _hexadecimal(value: JsonValue, length: int) -> bytes:
    if not isinstance(value, str):
        raise KeyFileDamaged
    raw = bytes.fromhex(value)
    if len(raw) != length:
        raise KeyFileDamaged
    return raw
