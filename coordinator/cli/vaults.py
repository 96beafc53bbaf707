"""`coordinator vault …` and `coordinator sample …`."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from coordinator import audit, integrity, people, programs, sample_clinic
from coordinator.bootstrap import FirstRun, accept_older_file, create_vault, person_of, sole_person
from coordinator.cli.opening import (
    keyring_of,
    open_vault,
    opened,
    opened_vault,
    passphrase,
    secret_in,
    told,
    usable_keyring,
    vault_of,
)
from coordinator.cli.options import Options
from coordinator.cli.output import REFUSED, USAGE, ProgressLine, emit, fail, instant, print_table, say
from coordinator.clock import SystemClock
from coordinator.errors import StoreMissing
from coordinator.roster import clients, groups
from coordinator.roster.rules import check_zone
from coordinator.store import sqlcipher
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, open_daily_slot, open_vault_key, open_with_recovery, set_passphrase
from coordinator.vault.passphrase import check_passphrase
from coordinator.vault.process_key import following
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.snapshots import list_snapshots, restore_snapshot, snapshot_at
from coordinator.vocabulary import FacilitatorId

LONGEST_SHOWN = 20


def create(
    context: typer.Context,
    facilitator: Annotated[str, typer.Option(help="Name and credentials, such as “Renee Alvarado, LCSW”.")],
    clinic: Annotated[str, typer.Option(help="The clinic's name.")] = "",
    zone: Annotated[str | None, typer.Option(help="The clinic's time zone; default: this computer's.")] = None,
    recovery_file: Annotated[
        Path | None, typer.Option(help="Write the recovery code into this new file, readable by you alone.")
    ] = None,
    without_keyring: Annotated[
        bool, typer.Option("--without-keyring", help="Let a longer passphrase alone open the vault.")
    ] = False,
) -> None:
    """Make a new vault; the recovery code is shown once, or written into a file."""
    with told(context) as options:
        if options.now is not None:
            fail("not-a-sample", "A new vault is made at the true time.", "--now", REFUSED, as_json=options.as_json)
        vault = vault_of(options)
        secret = _new_passphrase(options)
        secrets, problem = (None, None) if without_keyring else usable_keyring()
        if problem is not None:
            say(f"No keyring takes part ({problem.problem.value}): the passphrase alone opens this vault.")
        recovery = RecoveryCode.generate()
        written = _write_recovery(recovery_file, recovery, options) if recovery_file is not None else None
        first_run = FirstRun(vault.folder, secret, recovery, facilitator, clinic, zone or _local_zone())
        try:
            check_zone(first_run.zone)
            create_vault(first_run, clock=SystemClock(), secrets=secrets)
        except BaseException:
            if written is not None:
                written.unlink(missing_ok=True)
            raise
        document: dict[str, object] = {
            "vault": str(vault.folder),
            "keyring": secrets.backend if secrets is not None else None,
            "recovery_file": str(written) if written is not None else None,
            "recovery_code": None if written is not None else recovery.printed(),
        }

        def table() -> None:
            typer.echo(f"Made a vault in {vault.folder}.")
            if written is not None:
                typer.echo(f"The recovery code is in {written}. Print it, keep it apart, and delete the file.")
            else:
                typer.echo("Write this recovery code down and keep it apart. It is not shown again:")
                typer.echo(f"\n    {recovery.printed()}\n")

        emit(document, as_json=options.as_json, table=table)


def info(context: typer.Context) -> None:
    """Say what the vault is: clinic, people, size, snapshots."""
    with opened(context) as (store, options):
        vault = vault_of(options)
        program = store.read(programs.program)
        snapshots = list_snapshots(vault.snapshots_folder)
        sequence, _head = store.read(audit.head)
        document: dict[str, object] = {
            "vault": str(vault.folder),
            "clinic": program.clinic_name,
            "zone": program.zone,
            "sample": program.is_sample,
            "people": [one.display for one in store.read(people.facilitators)],
            "clients": len(store.read(clients)),
            "groups": len(store.read(groups)),
            "bytes": vault.store_path.stat().st_size,
            "keyring": next((slot.keyring for slot in vault.key_file().daily_slots()), None),
            "snapshots": len(snapshots),
            "last_snapshot_at": instant(snapshots[0].taken_at) if snapshots else None,
            "audit_entries": sequence,
        }
        _emit_facts(document, options)


def check(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Check every page, and the history.")] = False,
) -> None:
    """Check the vault; with --full every page of the file and the whole history."""
    with opened_vault(context) as (coordinator, options):
        problems: list[str] = []
        entries = None
        if full:
            problems += coordinator.copier.problems()
            report = coordinator.store.read(integrity.verify)
            entries = report.chain.entries
            if report.chain.first_altered is not None:
                problems.append(f"history entry {report.chain.first_altered} is not as it was written")
            problems += [f"{one.kind} {one.record_id} is not as the history has it" for one in report.altered]
        document: dict[str, object] = {
            "ok": not problems,
            "full": full,
            "problems": problems[:LONGEST_SHOWN],
            "audit_entries": entries,
        }
        done = "The vault is sound." if full else "The vault opens, and its first pages are sound."
        emit(document, as_json=options.as_json, table=lambda: typer.echo("\n".join(problems) or done))
        if problems:
            raise SystemExit(REFUSED)


def snapshot(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option(help="Another folder, such as one on a backup drive.")] = None,
) -> None:
    """Take an encrypted snapshot; it is opened and checked before it counts."""
    with opened_vault(context) as (coordinator, options):
        taken = coordinator.snapshot(to.expanduser().absolute() if to is not None else None)
        document: dict[str, object] = {
            "snapshot": str(taken.folder),
            "taken_at": instant(taken.taken_at),
            "bytes": taken.size_bytes,
        }
        emit(document, as_json=options.as_json, table=lambda: typer.echo(f"Snapshot taken: {taken.folder}"))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A snapshot's folder, or a file in it.")],
    recovery_file: Annotated[Path | None, typer.Option(help="A file with the recovery code.")] = None,
) -> None:
    """Put a snapshot in the vault's place; what is replaced is kept. The desktop must be closed."""
    with told(context) as options:
        vault = vault_of(options)
        found = snapshot_at(file.expanduser().absolute())
        if found is None:
            fail("not-a-snapshot", "This is no snapshot of a vault.", str(file), 4, as_json=options.as_json)
        if not found.vault.is_there:
            raise StoreMissing
        if recovery_file is not None:
            key = open_with_recovery(found.vault, secret_in(recovery_file, options))
        else:
            key = open_vault_key(found.vault, passphrase(options, "Passphrase: "), keyring_of(found.vault))
        copier = sqlcipher.StoreFile(vault.store_path, key)
        kept = restore_snapshot(found, vault, key, copier.problems, now=SystemClock().now())
        _accept_restored(vault, key)
        document: dict[str, object] = {"restored": str(found.folder), "replaced": str(kept)}
        emit(
            document,
            as_json=options.as_json,
            table=lambda: typer.echo(f"Restored {found.folder.name}. The files that it replaced are in {kept}."),
        )


def change_passphrase(
    context: typer.Context,
    new_passphrase_file: Annotated[Path | None, typer.Option(help="A file whose first line is the new one.")] = None,
    recovery_file: Annotated[Path | None, typer.Option(help="Open with the recovery code in this file.")] = None,
) -> None:
    """Set another passphrase; nothing is encrypted anew, and the recovery code stays."""
    with told(context) as options:
        vault = vault_of(options)
        if recovery_file is not None:
            key, person, present = open_with_recovery(vault, secret_in(recovery_file, options)), sole_person(vault), ""
        else:
            vault.key_file()
            present = passphrase(options, "Passphrase: ")
            key, slot = open_daily_slot(vault, present, keyring_of(vault))
            person = person_of(slot) or sole_person(vault)
        if new_passphrase_file is not None:
            new = secret_in(new_passphrase_file, options)
        elif options.passphrase_stdin:
            new = sys.stdin.readline().rstrip("\r\n")
        else:
            new = _typed_twice(options)
        secrets = keyring_of(vault)
        follow = following(present, new, secrets, person_id=person.hex)
        check_passphrase(new, has_device_secret=secrets is not None)
        _enter_change(vault, key, person, audit.Secret.RECOVERED if recovery_file else audit.Secret.OWN)
        set_passphrase(vault, key, new, person_id=person.hex, secrets=secrets, follow=follow)
        emit({"changed": True}, as_json=options.as_json, table=lambda: typer.echo("The passphrase was changed."))


def _enter_change(vault: Vault, key: DatabaseKey, person: FacilitatorId, secret: audit.Secret) -> None:
    coordinator = open_vault(vault, key, person)
    try:
        coordinator.store.write(audit.record_secret, secret, person)
    finally:
        coordinator.close(with_snapshot=False)


def sample_create(
    context: typer.Context,
    scale: Annotated[sample_clinic.Scale, typer.Option(help="How much.")] = sample_clinic.Scale.CLINIC,
    seed: Annotated[int, typer.Option(help="Another number gives other chances.")] = 1,
) -> None:
    """Fill a new, empty vault with a made-up clinic."""
    with opened(context, becomes_sample=True) as (store, options):
        with ProgressLine("Filling in") as progress:
            filled = store.write(sample_clinic.fill, scale, seed, progress=progress).outcome
        document: dict[str, object] = {
            "scale": scale.value,
            "seed": seed,
            "groups": filled.groups,
            "clients": filled.clients,
            "sessions_held": filled.sessions_held,
            "audit_entries": filled.entries,
        }
        emit(
            document,
            as_json=options.as_json,
            table=lambda: typer.echo(
                f"Filled in: {filled.groups} groups, {filled.clients} clients, {filled.sessions_held} sessions held."
            ),
        )


def sample_remove(context: typer.Context) -> None:
    """Remove the made-up clinic; the vault is new again."""
    with opened(context) as (store, options):
        removed = store.write(sample_clinic.remove_sample).outcome
        emit(
            {"records": removed.records},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Removed the sample clinic: {removed.records} records."),
        )


def _new_passphrase(options: Options) -> str:
    if options.passphrase_file is None and not options.passphrase_stdin and sys.stdin.isatty():
        return _typed_twice(options)
    return passphrase(options, "")


def _typed_twice(options: Options) -> str:
    if not sys.stdin.isatty():
        fail("passphrase-needed", "Give --new-passphrase-file.", None, USAGE, as_json=options.as_json)
    first = getpass("New passphrase: ")
    if getpass("The same again: ") != first:
        fail("passphrases-differ", "The two passphrases differ.", None, USAGE, as_json=options.as_json)
    return first


def _write_recovery(path: Path, recovery: RecoveryCode, options: Options) -> Path:
    place = path.expanduser().absolute()
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as failure:
        message = "The recovery file cannot be made; it must be new, in a folder that is there."
        fail("not-writable", message, f"{place}: {failure.strerror}", USAGE, as_json=options.as_json)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(recovery.printed() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return place


def _accept_restored(vault: Vault, key: DatabaseKey) -> None:
    """Let a restored vault be opened although it is older than what this computer last saw: a person chose it."""
    accept_older_file(vault, key, clock=SystemClock(), secrets=keyring_of(vault))


def _emit_facts(document: dict[str, object], options: Options) -> None:
    def table() -> None:
        rows = [(name.replace("_", " "), ", ".join(value) if isinstance(value, list) else value)
                for name, value in document.items()]  # fmt: skip
        print_table(("", ""), rows, empty="")

    emit(document, as_json=options.as_json, table=table)


def _local_zone() -> str:
    from tzlocal import get_localzone_name  # noqa: PLC0415  only without --zone

    return get_localzone_name() or "UTC"


COMMANDS = {
    "vault": {
        "create": create,
        "info": info,
        "check": check,
        "snapshot": snapshot,
        "restore": restore,
        "change-passphrase": change_passphrase,
    },
    "sample": {"create": sample_create, "remove": sample_remove},
}
