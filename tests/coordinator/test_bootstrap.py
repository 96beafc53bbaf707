"""A vault is made, opened, closed, and opened again: with the keyring, without it, and from another computer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coordinator import audit, people, programs
from coordinator.bootstrap import FirstRun, accept_older_file, create_vault, open_coordinator
from coordinator.errors import RollbackSuspected, StoreTooNew, WrongSecret
from coordinator.store.engine import open_local_store
from coordinator.vault.folder import Vault, open_vault_key, open_with_recovery
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.snapshots import list_snapshots
from coordinator.vocabulary import Action
from coordinator.worker import InlineWorker
from tests.fakes import FakeClock, MemorySecrets

PASSPHRASE = "river lantern copper eight fold"


@pytest.fixture
def first_run(tmp_path: Path) -> FirstRun:
    return FirstRun(
        folder=tmp_path / "vault",
        passphrase=PASSPHRASE,
        recovery=RecoveryCode.generate(),
        signer="Renee Alvarado, LCSW",
        clinic_name="Alder Street IOP",
        zone="America/New_York",
    )


def test_what_was_set_up_is_there_after_unlocking(first_run: FirstRun, clock: FakeClock) -> None:
    secrets = MemorySecrets()
    made, me = create_vault(first_run, clock=clock, secrets=secrets)
    vault = Vault(first_run.folder)
    assert open_vault_key(vault, PASSPHRASE, secrets) == made
    opened = open_coordinator(vault, made, clock=clock, secrets=secrets, worker=InlineWorker())
    assert opened.store.read(people.signed_in).display == "Renee Alvarado, LCSW"
    assert opened.store.read(programs.program).clinic_name == "Alder Street IOP"
    assert opened.store.actor == me
    assert opened.store.read(audit.entries, limit=1)[0].action is Action.UNLOCK
    opened.close()


def test_a_wrong_passphrase_opens_nothing(first_run: FirstRun, clock: FakeClock) -> None:
    secrets = MemorySecrets()
    create_vault(first_run, clock=clock, secrets=secrets)
    with pytest.raises(WrongSecret):
        open_vault_key(Vault(first_run.folder), "river lantern copper eight", secrets)


def test_the_recovery_code_opens_it_on_another_computer(first_run: FirstRun, clock: FakeClock) -> None:
    made, _me = create_vault(first_run, clock=clock, secrets=MemorySecrets())
    key = open_with_recovery(Vault(first_run.folder), first_run.recovery.printed().lower())
    assert key == made
    opened = open_coordinator(Vault(first_run.folder), key, clock=clock, secrets=MemorySecrets(), worker=InlineWorker())
    opened.close()


def test_closing_leaves_a_verified_snapshot_and_no_second_one_without_a_change(
    first_run: FirstRun, clock: FakeClock
) -> None:
    secrets = MemorySecrets()
    key, _me = create_vault(first_run, clock=clock, secrets=secrets)
    vault = Vault(first_run.folder)
    for _day in range(2):
        clock.advance(hours=1)
        open_coordinator(vault, key, clock=clock, secrets=secrets, worker=InlineWorker()).close()
    assert len(list_snapshots(vault.snapshots_folder)) == 1


def test_an_older_copy_of_the_file_is_noticed(first_run: FirstRun, clock: FakeClock) -> None:
    secrets = MemorySecrets()
    key, _me = create_vault(first_run, clock=clock, secrets=secrets)
    vault = Vault(first_run.folder)
    old = shutil.copy(vault.store_path, first_run.folder.with_name("old.db"))
    opened = open_coordinator(vault, key, clock=clock, secrets=secrets, worker=InlineWorker())
    opened.store.write(people.add_facilitator, "M. Chen", "LPC")
    opened.close()
    shutil.copy(old, vault.store_path)
    with pytest.raises(RollbackSuspected):
        open_coordinator(vault, key, clock=clock, secrets=secrets, worker=InlineWorker())
    accept_older_file(vault, key, clock=clock, secrets=secrets)
    open_coordinator(vault, key, clock=clock, secrets=secrets, worker=InlineWorker()).close()


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(first_run: FirstRun, clock: FakeClock) -> None:
    key, _me = create_vault(first_run, clock=clock, secrets=None)
    vault = Vault(first_run.folder)
    local = open_local_store(vault.store_path, key)
    with local.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    local.close()
    before = vault.store_path.read_bytes()
    with pytest.raises(StoreTooNew):
        open_coordinator(vault, key, clock=clock, secrets=None, worker=InlineWorker())
    assert vault.store_path.read_bytes() == before
