"""The key file gives the right key to the right secret, and to nothing else."""

from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.errors import KeyFileDamaged, KeyFileMissing, KeyFileTooNew, StoreError, WrongSecret
from coordinator.vault import key_file, slots
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.key_file import KeyFile, key_file_from_bytes, new_key_file, read_key_file
from coordinator.vault.recovery_code import RecoveryCode, RecoveryCodeMistyped
from coordinator.vault.slots import Argon2Cost, DeviceSecret, SlotKind, passphrase_bytes

PASSPHRASE = "river lantern copper eight fold"
RENEE = "11111111111111111111111111111111"
SAM = "22222222222222222222222222222222"
DEVICE = DeviceSecret(bytes(range(32)), "secret-service")
QUICK = Argon2Cost(passes=2, lanes=1, memory_kib=19 * 1024)


@pytest.fixture
def recovery() -> RecoveryCode:
    return RecoveryCode.generate()


@pytest.fixture
def made(recovery: RecoveryCode) -> tuple[KeyFile, DatabaseKey]:
    return new_key_file(PASSPHRASE, recovery, person_id=RENEE, device=DEVICE)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Least work for each guess, where a test makes many."""
    monkeypatch.setattr(slots.Argon2Cost.__init__, "__defaults__", (QUICK.passes, QUICK.lanes, QUICK.memory_kib))


def signed_again(body: dict[str, object]) -> bytes:
    """The file as somebody would write it who knows its form but no secret."""
    body = {name: value for name, value in body.items() if name != "checksum"}
    plain = (json.dumps(body, sort_keys=True, indent=1) + "\n").encode()
    whole = {**body, "checksum": hashlib.sha256(plain).hexdigest()}
    return (json.dumps(whole, sort_keys=True, indent=1) + "\n").encode()


def test_passphrase_and_device_secret_together_open(made: tuple[KeyFile, DatabaseKey]) -> None:
    file, key = made
    opened, slot = file.unlock_with_passphrase(PASSPHRASE, DEVICE.value)
    assert opened == key
    assert (slot.person_id, slot.keyring) == (RENEE, "secret-service")


def test_either_alone_opens_nothing(made: tuple[KeyFile, DatabaseKey]) -> None:
    file, _key = made
    for passphrase, device in ((PASSPHRASE, None), ("", DEVICE.value), (PASSPHRASE, bytes(32))):
        with pytest.raises(WrongSecret):
            file.unlock_with_passphrase(passphrase, device)


def test_the_recovery_code_alone_opens(made: tuple[KeyFile, DatabaseKey], recovery: RecoveryCode) -> None:
    file, key = made
    assert file.unlock_with_recovery(recovery.printed().lower()) == key


def test_another_recovery_code_is_wrong_and_a_mistyped_one_is_mistyped(made: tuple[KeyFile, DatabaseKey]) -> None:
    file, _key = made
    with pytest.raises(WrongSecret):
        file.unlock_with_recovery(RecoveryCode.generate().printed())
    with pytest.raises(RecoveryCodeMistyped):
        file.unlock_with_recovery("no code at all")


def test_the_same_passphrase_from_another_keyboard_opens() -> None:
    composed, decomposed = "caf\u00e9 noir au lait", "cafe\u0301 noir au lait"
    file, key = new_key_file(composed, RecoveryCode.generate(), person_id=RENEE, device=None)
    assert file.unlock_with_passphrase(decomposed)[0] == key
    assert passphrase_bytes("\ufb01ve") == b"five"


def test_a_changed_passphrase_rewrites_one_slot_only(made: tuple[KeyFile, DatabaseKey], recovery: RecoveryCode) -> None:
    file, key = made
    changed = file.with_passphrase(key, "seven quiet harbours", person_id=RENEE, device=DEVICE)
    assert changed.unlock_with_passphrase("seven quiet harbours", DEVICE.value)[0] == key
    with pytest.raises(WrongSecret):
        changed.unlock_with_passphrase(PASSPHRASE, DEVICE.value)
    recovery_slots = [[s for s in f.slots if s.kind is SlotKind.RECOVERY] for f in (file, changed)]
    assert recovery_slots[0] == recovery_slots[1]
    assert changed.unlock_with_recovery(recovery.printed()) == key


def test_several_people_open_one_vault(made: tuple[KeyFile, DatabaseKey]) -> None:
    file, key = made
    both = file.with_passphrase(key, "seven quiet harbours", person_id=SAM, device=None)
    assert both.unlock_with_passphrase(PASSPHRASE, DEVICE.value)[1].person_id == RENEE
    assert both.unlock_with_passphrase("seven quiet harbours", DEVICE.value)[1].person_id == SAM
    assert both.unlock_with_passphrase("seven quiet harbours")[1].person_id == SAM
    with pytest.raises(WrongSecret):
        both.unlock_with_passphrase(PASSPHRASE, DEVICE.value, person_id=SAM)


def test_a_new_recovery_code_ends_the_old_one(made: tuple[KeyFile, DatabaseKey], recovery: RecoveryCode) -> None:
    file, key = made
    fresh = RecoveryCode.generate()
    changed = file.with_recovery(key, fresh)
    assert changed.unlock_with_recovery(fresh.printed()) == key
    with pytest.raises(WrongSecret):
        changed.unlock_with_recovery(recovery.printed())


def test_no_slot_is_made_for_another_vaults_key(made: tuple[KeyFile, DatabaseKey]) -> None:
    file, _key = made
    with pytest.raises(WrongSecret):
        file.with_passphrase(DatabaseKey.generate(), PASSPHRASE, person_id=RENEE, device=None)


def test_the_file_reads_back_and_is_private(made: tuple[KeyFile, DatabaseKey], tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    made[0].write(path)
    assert read_key_file(path) == made[0]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["vault.json"]


def test_salts_and_nonces_are_never_used_twice(quick: None) -> None:
    file, key = new_key_file(PASSPHRASE, RecoveryCode.generate(), person_id=RENEE, device=None)
    seen = {(slot.salt, slot.nonce) for slot in file.slots}
    for _ in range(20):
        file = file.with_passphrase(key, PASSPHRASE, person_id=RENEE, device=None)
        seen.add((file.daily_slots()[0].salt, file.daily_slots()[0].nonce))
    assert len(seen) == len({salt for salt, _ in seen}) == len({nonce for _, nonce in seen}) == 22


def test_every_single_changed_byte_is_named_as_damage(made: tuple[KeyFile, DatabaseKey]) -> None:
    content = made[0].to_bytes()
    for place in range(len(content)):
        for flip in (0x01, 0x20, 0x80):
            damaged = content[:place] + bytes([content[place] ^ flip]) + content[place + 1 :]
            with pytest.raises(KeyFileDamaged):
                key_file_from_bytes(damaged)


def test_every_shortened_file_is_named_as_damage(made: tuple[KeyFile, DatabaseKey]) -> None:
    content = made[0].to_bytes()
    for length in range(len(content)):
        with pytest.raises(KeyFileDamaged):
            key_file_from_bytes(content[:length])


@pytest.mark.parametrize("name", ["vault_id", "key_check", "person_id", "salt", "nonce", "wrapped", "passes", "kind"])
def test_a_forger_who_renews_the_checksum_gets_no_key(quick: None, name: str) -> None:
    recovery = RecoveryCode.generate()
    file, _key = new_key_file(PASSPHRASE, recovery, person_id=RENEE, device=DEVICE)
    body = json.loads(file.to_bytes())
    holder = body if name in body else body["slots"][0]
    value = holder[name]
    holder[name] = (
        "recovery"
        if name == "kind"
        else value + 1
        if isinstance(value, int)
        else value[:-1] + f"{int(value[-1], 16) ^ 1:x}"
    )
    forged = key_file_from_bytes(signed_again(body))
    with pytest.raises((WrongSecret, KeyFileDamaged)):
        forged.unlock_with_passphrase(PASSPHRASE, DEVICE.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 64 * 1024 * 1024),
        ("memory_kib", 8),
        ("passes", 10**9),
        ("passes", 1),
        ("lanes", 0),
        ("lanes", 999),
    ],
)
def test_a_hostile_file_cannot_ask_for_endless_work_or_none(
    made: tuple[KeyFile, DatabaseKey], name: str, value: int
) -> None:
    body = json.loads(made[0].to_bytes())
    body["slots"][0][name] = value
    with pytest.raises(KeyFileDamaged):
        key_file_from_bytes(signed_again(body))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 30_000, b'{"checksum": 1}', b"{" + b" " * 70_000 + b"}"],
    ids=["empty", "object", "list", "null", "not text", "deep", "bare", "huge"],
)
def test_anything_else_is_named_as_damage(content: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        key_file_from_bytes(content)


def test_too_many_slots_are_refused(made: tuple[KeyFile, DatabaseKey]) -> None:
    crowded = replace(made[0], slots=made[0].slots * 40)
    with pytest.raises(KeyFileDamaged):
        key_file_from_bytes(crowded.to_bytes())


def test_a_newer_file_is_named_as_newer(made: tuple[KeyFile, DatabaseKey]) -> None:
    body = {**json.loads(made[0].to_bytes()), "version": key_file.VERSION + 1, "slots": "in another form"}
    with pytest.raises(KeyFileTooNew):
        key_file_from_bytes(signed_again(body))


def test_a_missing_file_is_named_as_missing(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing):
        read_key_file(tmp_path / "vault.json")


def test_nothing_secret_and_no_name_stands_in_the_file(
    made: tuple[KeyFile, DatabaseKey], recovery: RecoveryCode
) -> None:
    file, key = made
    content = file.to_bytes()
    for secret in (PASSPHRASE, key.hex(), recovery.secret().decode(), DEVICE.value.hex(), "Renee"):
        assert secret.encode() not in content


def test_a_key_hides_itself() -> None:
    key = DatabaseKey.generate()
    assert key.hex() not in f"{key!r} {key} {[key]}"
    assert DEVICE.value.hex() not in repr(DEVICE)
    assert repr(DEVICE.value) not in repr(DEVICE)
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        hash(key)
    with pytest.raises(ValueError, match="32"):
        DatabaseKey(b"short")


def test_every_refusal_is_a_store_error() -> None:
    assert all(issubclass(kind, StoreError) for kind in (WrongSecret, KeyFileDamaged, KeyFileMissing, KeyFileTooNew))
