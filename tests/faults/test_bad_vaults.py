"""A vault that cannot be opened is called by its fault, and no byte of it changes."""

from __future__ import annotations

import hashlib
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from coordinator.errors import (
    CoordinatorError,
    KeyFileDamaged,
    KeyFileTooNew,
    StoreDamaged,
    StoreError,
    StoreTooNew,
    WrongSecret,
)
from coordinator.store.engine import open_local_store
from coordinator.store.sqlcipher import StoreFile
from coordinator.vault.folder import Vault, open_vault_key
from coordinator.vault.recovery_code import RecoveryCode
from tests.fakes import FakeClock, MemorySecrets
from tests.faults.conftest import PASSPHRASE, a_vault, opened


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets()


@pytest.fixture
def vault(tmp_path: Path, clock: FakeClock, secrets: MemorySecrets, recovery: RecoveryCode) -> Vault:
    return a_vault(tmp_path / "vault", clock, secrets, recovery)


def content(vault: Vault) -> dict[str, str]:
    """What lies in the vault's folder: each file's name and the digest of its bytes."""
    files = (path for path in sorted(vault.folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(vault.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_wrong_passphrase_changes_nothing(vault: Vault, clock: FakeClock, secrets: MemorySecrets) -> None:
    before = content(vault)
    for typed in ("", "river lantern copper eight", PASSPHRASE.upper(), PASSPHRASE + "\x00", "🔑" * 200):
        with pytest.raises(WrongSecret) as refused:
            open_vault_key(vault, typed, secrets)
        assert typed not in str(refused.value) or not typed
    assert content(vault) == before
    with opened(vault, clock, secrets):
        pass


def test_no_flipped_bit_of_the_key_file_opens_it_or_changes_it(vault: Vault, secrets: MemorySecrets) -> None:
    whole, chance = vault.key_file_path.read_bytes(), random.Random(38)
    for _ in range(60):
        place = chance.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        vault.key_file_path.write_bytes(damaged)
        with pytest.raises((KeyFileDamaged, KeyFileTooNew)):
            open_vault_key(vault, PASSPHRASE, secrets)
        assert vault.key_file_path.read_bytes() == damaged
    vault.key_file_path.write_bytes(whole)
    open_vault_key(vault, PASSPHRASE, secrets)


@pytest.mark.parametrize("kept", [0, 1, 100, 539])
def test_a_key_file_that_was_cut_short_is_called_damaged(vault: Vault, secrets: MemorySecrets, kept: int) -> None:
    vault.key_file_path.write_bytes(vault.key_file_path.read_bytes()[:kept])
    with pytest.raises(KeyFileDamaged):
        open_vault_key(vault, PASSPHRASE, secrets)


@pytest.mark.parametrize("flips", [30, pytest.param(2000, marks=pytest.mark.faults)])
def test_every_flipped_bit_of_the_store_is_found(
    vault: Vault, clock: FakeClock, secrets: MemorySecrets, tmp_path: Path, flips: int
) -> None:
    key, chance = open_vault_key(vault, PASSPHRASE, secrets), random.Random(3)
    whole = vault.store_path.read_bytes()
    for number in range(flips):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"damaged-{number}.db"
        path.write_bytes(damaged)
        path.chmod(0o600)
        try:
            found = StoreFile(path, key).problems()
        except StoreError:
            continue
        finally:
            path.unlink()
        assert found != ()


def test_a_store_whose_first_page_is_damaged_is_refused_and_left_alone(
    vault: Vault, clock: FakeClock, secrets: MemorySecrets
) -> None:
    damaged = bytearray(vault.store_path.read_bytes())
    damaged[1000] ^= 1
    vault.store_path.write_bytes(damaged)
    before = content(vault)
    with pytest.raises(StoreDamaged), opened(vault, clock, secrets):
        pass
    assert content(vault) == before


def test_a_vault_of_a_newer_program_is_refused_and_left_alone(
    vault: Vault, clock: FakeClock, secrets: MemorySecrets
) -> None:
    key = open_vault_key(vault, PASSPHRASE, secrets)
    with closing(open_local_store(vault.store_path, key)) as local, local.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = content(vault)
    with pytest.raises(StoreTooNew), opened(vault, clock, secrets):
        pass
    assert content(vault) == before


def test_a_store_of_another_vault_is_refused(
    vault: Vault, clock: FakeClock, secrets: MemorySecrets, tmp_path: Path, recovery: RecoveryCode
) -> None:
    other = a_vault(tmp_path / "other", clock, MemorySecrets(), recovery)
    shutil.copy(other.store_path, vault.store_path)
    before = content(vault)
    with pytest.raises(CoordinatorError), opened(vault, clock, secrets):
        pass
    assert content(vault) == before
