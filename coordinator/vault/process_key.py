"""The key of somebody's process notes: a key of its own, wrapped in slots of its own in the key file.

Psychotherapy notes and SUD counseling notes are kept apart from the record (45 CFR 164.501; 42 CFR 2.11). So the
vault's key does not open them, nor does the vault's recovery code: whoever keeps that sheet is not their author. Two
secrets open them, both the author's own: the passphrase, joined like the daily slot's with this computer's keyring,
and a code that is printed once when the notes are begun.

The file's name holds the first digits of the key's check value, so that a key and its file cannot be mistaken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coordinator.errors import SecretsProblem, SecretsUnavailable, WrongSecret
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, kept_device
from coordinator.vault.key_file import KeyFile
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.secret_item import Secrets, read_item
from coordinator.vault.slots import DeviceSecret, Slot, SlotKind, passphrase_bytes, wrap

OWN = frozenset({SlotKind.PROCESS, SlotKind.PROCESS_CODE})
_NAME_DIGITS = 16


def process_folder(vault: Vault) -> Path:
    """Where the files with process notes lie, one an author."""
    return vault.folder / "process"


def process_path(vault: Vault, person_id: str, key: DatabaseKey) -> Path:
    """Where the notes lie that this key opens; the name tells nothing but whose slot it is."""
    return process_folder(vault) / f"{person_id}-{key.check_value().hex()[:_NAME_DIGITS]}.db"


def has_process_key(key_file: KeyFile, person_id: str) -> bool:
    """Whether this person began process notes."""
    return any(slot.kind in OWN and slot.person_id == person_id for slot in key_file.slots)


def check_passphrase_of(key_file: KeyFile, passphrase: str, secrets: Secrets | None, *, person_id: str) -> None:
    """Make sure that it is this person who asks: the passphrase opens their own daily slot.

    Raises:
        WrongSecret: it does not, or they have no slot of their own.
        SecretsUnavailable: the keyring is needed and does not do its part.
    """
    if not key_file.daily_slots(person_id):
        raise WrongSecret
    key_file.unlock_with_passphrase(passphrase, _device_value(key_file, secrets), person_id)


def with_process_key(
    key_file: KeyFile,
    key: DatabaseKey,
    *,
    person_id: str,
    passphrase: str,
    device: DeviceSecret | None,
    code: RecoveryCode | None,
) -> KeyFile:
    """Give the key file in which the passphrase opens this process key, and the code where one is given.

    Without a code the slot of the present code stays.
    """
    made = [
        wrap(
            key,
            passphrase_bytes(passphrase),
            key_file.header,
            kind=SlotKind.PROCESS,
            person_id=person_id,
            device=device,
        )
    ]
    if code is not None:
        made.append(wrap(key, code.secret(), key_file.header, kind=SlotKind.PROCESS_CODE, person_id=person_id))
    replaced = {slot.kind for slot in made}
    others = (one for one in key_file.slots if not (one.kind in replaced and one.person_id == person_id))
    return replace(key_file, slots=(*others, *made))


def following(
    present: str, new: str, secrets: Secrets | None, *, person_id: str
) -> Callable[[KeyFile, KeyFile], KeyFile]:
    """Give what lets the process key follow a change of passphrase (`coordinator.vault.folder.set_passphrase`).

    A slot that the present passphrase does not open, since the vault was recovered, waits for the author's code.
    """

    def follow(before: KeyFile, after: KeyFile) -> KeyFile:
        if _slot(before, SlotKind.PROCESS, person_id) is None:
            return after
        try:
            key = unlock_process_key(before, present, secrets, person_id=person_id)
        except WrongSecret:
            return after
        device = kept_device(secrets, before)
        return with_process_key(after, key, person_id=person_id, passphrase=new, device=device, code=None)

    return follow


def unlock_process_key(
    key_file: KeyFile, passphrase: str, secrets: Secrets | None, *, person_id: str | None
) -> DatabaseKey:
    """Give the process key; of whoever the key file names where `person_id` is None, as in a backup.

    Raises:
        WrongSecret: the passphrase does not open it; after a recovery only the author's code does.
        SecretsUnavailable: the keyring is needed and does not do its part.
    """
    slot = _slot(key_file, SlotKind.PROCESS, person_id)
    if slot is None:
        raise WrongSecret
    return slot.unwrap(passphrase_bytes(passphrase), _device_of(key_file, slot, secrets), key_file.header)


def unlock_with_process_code(key_file: KeyFile, typed: str, *, person_id: str | None) -> DatabaseKey:
    """Give the process key that the author's printed code opens.

    Raises:
        RecoveryCodeMistyped, WrongSecret: what is wrong with the code.
    """
    secret = RecoveryCode.read(typed).secret()
    slot = _slot(key_file, SlotKind.PROCESS_CODE, person_id)
    if slot is None:
        raise WrongSecret
    return slot.unwrap(secret, None, key_file.header)


def only_process_slots(key_file: KeyFile, person_id: str) -> KeyFile:
    """Give the key file of a backup: nothing in it opens the vault."""
    kept = (slot for slot in key_file.slots if slot.kind in OWN and slot.person_id == person_id)
    return replace(key_file, slots=tuple(kept))


def _slot(key_file: KeyFile, kind: SlotKind, person_id: str | None) -> Slot | None:
    found = (slot for slot in key_file.slots if slot.kind is kind and person_id in {None, slot.person_id})
    return next(found, None)


def _device_of(key_file: KeyFile, slot: Slot, secrets: Secrets | None) -> bytes | None:
    if not slot.needs_device_secret:
        return None
    value = _device_value(key_file, secrets)
    if value is None:
        raise WrongSecret
    return value


def _device_value(key_file: KeyFile, secrets: Secrets | None) -> bytes | None:
    if secrets is None:
        return None
    try:
        return read_item(secrets, key_file.vault_id).device_secret
    except SecretsUnavailable as problem:
        if problem.problem is SecretsProblem.ITEM_MISSING:
            return None  # another computer's keyring
        raise
