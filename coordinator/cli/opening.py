"""Opens the vault that the options name, for as long as one command lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from getpass import getpass
from pathlib import Path

import typer

from coordinator import people, programs
from coordinator.bootstrap import Coordinator, open_coordinator, person_of
from coordinator.changes import ChangeFeed
from coordinator.cli.options import Options, options_of
from coordinator.cli.output import REFUSED, USAGE, fail, say
from coordinator.clock import ShiftedClock, SystemClock
from coordinator.errors import CoordinatorError, SecretsUnavailable
from coordinator.store.unit_of_work import Store
from coordinator.vault.attempts import Way, noting_failures
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, default_vault_folder, open_daily_slot
from coordinator.vault.hardening import harden_process
from coordinator.vault.keyring_adapter import KeyringSecrets, probe
from coordinator.vault.secret_item import Secrets
from coordinator.vault.slots import Slot
from coordinator.vocabulary import FacilitatorId
from coordinator.worker import InlineWorker


@contextmanager
def told(context: typer.Context) -> Iterator[Options]:
    """Turn an error of the coordinator into its sentence and exit code."""
    options = options_of(context)
    harden_process()
    try:
        yield options
    except CoordinatorError as error:
        from coordinator.cli.words import explain  # noqa: PLC0415  knows every feature's errors, so it is not light

        problem = explain(error)
        fail(problem.code, problem.message, problem.where, problem.status, as_json=options.as_json)


@contextmanager
def opened_vault(context: typer.Context, *, older_too: bool = False) -> Iterator[tuple[Coordinator, Options]]:
    """Give the open vault; it is closed afterwards. Works while the desktop has the same vault open.

    `older_too` opens a file that is older than what was last seen, to look at it.
    """
    with told(context) as options:
        vault = vault_of(options)
        key, slot = daily_slot(vault, options)
        coordinator = open_vault(vault, key, person_of(slot), older_too=older_too, pretended=options.now)
        if coordinator.file_changed:
            say("Note: another program changed the vault's file since it was last closed. Run audit verify.")
        try:
            yield coordinator, options
        finally:
            coordinator.close(with_snapshot=False)


@contextmanager
def opened(context: typer.Context, *, becomes_sample: bool = False) -> Iterator[tuple[Store, Options]]:
    """Give the open store, as the person and at the instant that the options name.

    `becomes_sample` lets `--now` hold for a vault that this command makes a sample of.
    """
    with opened_vault(context) as (coordinator, options):
        yield acting(coordinator, options, becomes_sample=becomes_sample), options


def vault_of(options: Options) -> Vault:
    """Give the vault that the options name, or this user's own."""
    return Vault((options.vault or default_vault_folder()).expanduser().absolute())


def open_vault(
    vault: Vault,
    key: DatabaseKey,
    person: FacilitatorId | None = None,
    *,
    older_too: bool = False,
    pretended: datetime | None = None,
) -> Coordinator:
    """Open a vault whose key is known, as the person who opened it."""
    return open_coordinator(
        vault,
        key,
        clock=SystemClock(),
        secrets=keyring_of(vault),
        worker=InlineWorker(),
        person=person,
        older_too=older_too,
        pretended=pretended,
    )


def vault_key(vault: Vault, options: Options) -> DatabaseKey:
    """Ask for the passphrase, and give the key that it opens."""
    return daily_slot(vault, options)[0]


def daily_slot(vault: Vault, options: Options) -> tuple[DatabaseKey, Slot]:
    """Ask for the passphrase, and give the key that it opens and whose it is."""
    vault.key_file()  # a vault that is not there is said before a passphrase is asked for
    typed = passphrase(options, "Passphrase: ")
    with noting_failures(vault, SystemClock(), Way.PASSPHRASE):
        return open_daily_slot(vault, typed, keyring_of(vault))


def keyring_of(vault: Vault) -> Secrets | None:
    """Give the keyring where the vault was set up with one."""
    needed = any(slot.keyring is not None for slot in vault.key_file().daily_slots())
    return KeyringSecrets() if needed else None


def usable_keyring() -> tuple[Secrets | None, SecretsUnavailable | None]:
    """Give this computer's keyring if it can be relied on, or what is wrong with it."""
    secrets = KeyringSecrets()
    try:
        probe(secrets)
    except SecretsUnavailable as problem:
        return None, problem
    return secrets, None


def passphrase(options: Options, prompt: str) -> str:
    """Read a passphrase from the file, from standard input, or from the person at the terminal."""
    if options.passphrase_file is not None:
        return secret_in(options.passphrase_file, options)
    if options.passphrase_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        message = "Give the passphrase with --passphrase-file or --passphrase-stdin."
        fail("passphrase-needed", message, None, USAGE, as_json=options.as_json)
    return getpass(prompt)


def secret_in(path: Path, options: Options) -> str:
    """Give the first line of a file that holds a secret."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError):
        fail("not-readable", "The file with the secret cannot be read.", str(path), USAGE, as_json=options.as_json)


def acting(coordinator: Coordinator, options: Options, *, becomes_sample: bool = False) -> Store:
    """Give the store as the person and at the instant that the options name."""
    store = coordinator.store
    if options.now is not None:
        if not becomes_sample and not store.read(programs.program).is_sample:
            message = "Another instant can be pretended on a sample vault only."
            fail("not-a-sample", message, "--now", REFUSED, as_json=options.as_json)
        shifted = Store(coordinator.local.engine, clock=ShiftedClock(options.now), feed=ChangeFeed(), allow=store.allow)
        if store.actor is not None:
            shifted.sign_in(store.actor)
        store = shifted
    if options.person is not None:
        wanted = options.person.casefold()
        staff = [one for one in store.read(people.facilitators) if wanted in {one.name.casefold(), str(one.id)}]
        if len(staff) != 1:
            fail("not-found", "There is no such person on the staff.", "--as", REFUSED, as_json=options.as_json)
        if staff[0].id != store.actor:
            message = "This passphrase is not that person's own. Give theirs: whoever acts opens the vault themselves."
            fail("not-theirs", message, "--as", REFUSED, as_json=options.as_json)
    return store
