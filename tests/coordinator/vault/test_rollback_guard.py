"""An older or another history in the store's place is noticed."""

from __future__ import annotations

import pytest

from coordinator.errors import RollbackSuspected, SecretsUnavailable
from coordinator.vault.rollback_guard import RollbackGuard
from coordinator.vault.secret_item import SecretItem, read_item, write_item
from tests.fakes import MemorySecrets

VAULT = "0" * 32


@pytest.fixture
def guard() -> RollbackGuard:
    secrets = MemorySecrets()
    write_item(secrets, VAULT, SecretItem(bytes(range(32))))
    return RollbackGuard(secrets, VAULT)


def digests(history: str) -> dict[int, str]:
    return {number: f"{history}{number}" for number in range(1, 100)}


def test_a_fresh_vault_passes(guard: RollbackGuard) -> None:
    guard.check(0, digests("nobody").get)


def test_the_same_and_a_longer_history_pass(guard: RollbackGuard) -> None:
    guard.remember(7, "ours7")
    guard.check(7, digests("ours").get)
    guard.check(9, digests("ours").get)


def test_an_older_store_is_reported_with_both_numbers(guard: RollbackGuard) -> None:
    guard.remember(7, "ours7")
    with pytest.raises(RollbackSuspected) as suspected:
        guard.check(6, digests("ours").get)
    assert (suspected.value.found, suspected.value.expected) == (6, 7)


def test_an_older_store_that_grew_again_is_reported(guard: RollbackGuard) -> None:
    guard.remember(7, "ours7")
    with pytest.raises(RollbackSuspected):
        guard.check(12, digests("other").get)


def test_after_an_intended_restore_the_guard_starts_from_there(guard: RollbackGuard) -> None:
    guard.remember(7, "ours7")
    guard.remember(3, "ours3")
    guard.check(3, digests("ours").get)


def test_remembering_keeps_the_device_secret(guard: RollbackGuard) -> None:
    guard.remember(7, "ours7")
    assert guard.secrets is not None
    assert read_item(guard.secrets, VAULT).device_secret == bytes(range(32))


def test_a_lost_item_is_told_from_a_rollback() -> None:
    with pytest.raises(SecretsUnavailable):
        RollbackGuard(MemorySecrets(), VAULT).check(1, digests("nobody").get)
