"""What the door does off the interface thread: each call imports what it needs and may take a moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.clock import Clock
from coordinator.errors import SecretsUnavailable
from ui.unlock import SecretKind

if TYPE_CHECKING:
    from coordinator.bootstrap import Coordinator
    from coordinator.vault.database_key import DatabaseKey
    from coordinator.vault.recovery_code import RecoveryCode
    from coordinator.vault.secret_item import Secrets
    from ui.first_run import Answers


def harden() -> None:
    """Keep other programs and crash dumps away from this process's memory; done before a secret is in it."""
    from coordinator.vault.hardening import harden_process  # noqa: PLC0415  it imports ctypes

    harden_process()


def score(passphrase: str, known: Sequence[str]) -> int:
    """Estimate a passphrase, 0 to 4, given the words that an attacker would try first."""
    from coordinator.vault.passphrase import estimate_strength  # noqa: PLC0415  not needed to paint

    return estimate_strength(passphrase, tuple(known)).score


def suggest() -> str:
    """Give a passphrase of random words."""
    from coordinator.vault.passphrase import suggest_passphrase  # noqa: PLC0415  not needed to paint

    return suggest_passphrase()


def seconds_to_wait(tries: int) -> int:
    """Say how long to wait after so many wrong tries."""
    from coordinator.vault.passphrase import seconds_to_wait  # noqa: PLC0415  not needed to paint

    return seconds_to_wait(tries)


def warm_up(make_secrets: Callable[[], Secrets]) -> tuple[Secrets | None, SecretsUnavailable | None]:
    """Import what is heavy and try the keyring: gives it, or what was wrong with it."""
    from coordinator import bootstrap  # noqa: PLC0415  the heavy import of this program
    from coordinator.vault.keyring_adapter import probe  # noqa: PLC0415

    del bootstrap
    secrets = make_secrets()
    try:
        probe(secrets)
    except SecretsUnavailable as problem:
        return None, problem
    return secrets, None


def create_and_open(answers: Answers, recovery: RecoveryCode, clock: Clock, secrets: Secrets | None) -> Coordinator:
    """Make the vault that the first-run screen asked for, and open it."""
    import tzlocal  # noqa: PLC0415  asks the system once

    from coordinator.bootstrap import FirstRun, create_vault, open_coordinator  # noqa: PLC0415
    from coordinator.vault.folder import Vault  # noqa: PLC0415
    from coordinator.worker import ThreadWorker  # noqa: PLC0415

    first_run = FirstRun(
        folder=answers.folder,
        passphrase=answers.passphrase,
        recovery=recovery,
        signer=answers.signer,
        clinic_name="",
        zone=tzlocal.get_localzone_name() or "UTC",
    )
    key, me = create_vault(first_run, clock=clock, secrets=secrets)
    vault = Vault(answers.folder)
    return open_coordinator(vault, key, clock=clock, secrets=secrets, worker=ThreadWorker(), person=me)


def open_with_passphrase(folder: Path, typed: str, clock: Clock, secrets: Secrets | None) -> Coordinator:
    """Open the vault; raises what `open_vault_key` and `open_coordinator` raise."""
    from coordinator.bootstrap import open_coordinator, person_of  # noqa: PLC0415
    from coordinator.vault.attempts import Way, noting_failures  # noqa: PLC0415
    from coordinator.vault.folder import Vault, open_daily_slot  # noqa: PLC0415
    from coordinator.worker import ThreadWorker  # noqa: PLC0415

    vault = Vault(folder)
    with noting_failures(vault, clock, Way.PASSPHRASE):
        key, slot = open_daily_slot(vault, typed, secrets)
    who = person_of(slot)
    return open_coordinator(vault, key, clock=clock, secrets=secrets, worker=ThreadWorker(), person=who)


def open_with_code(folder: Path, typed: str, clock: Clock, secrets: Secrets | None) -> DatabaseKey:
    """Give the database key that the recovery code unwraps."""
    from coordinator.vault.attempts import Way, noting_failures  # noqa: PLC0415
    from coordinator.vault.folder import Vault, open_with_recovery  # noqa: PLC0415

    del secrets
    vault = Vault(folder)
    with noting_failures(vault, clock, Way.RECOVERY):
        return open_with_recovery(vault, typed)


def renew_and_open(
    folder: Path, key: DatabaseKey, passphrase: str, clock: Clock, secrets: Secrets | None
) -> Coordinator:
    """Set a new passphrase after a recovery, and open the vault."""
    from coordinator import audit  # noqa: PLC0415
    from coordinator.bootstrap import open_coordinator, sole_person  # noqa: PLC0415
    from coordinator.vault.folder import Vault, set_passphrase  # noqa: PLC0415
    from coordinator.worker import ThreadWorker  # noqa: PLC0415

    vault = Vault(folder)
    set_passphrase(vault, key, passphrase, person_id=sole_person(vault).hex, secrets=secrets)
    coordinator = open_coordinator(vault, key, clock=clock, secrets=secrets, worker=ThreadWorker())
    coordinator.worker.submit(coordinator.store.write, audit.record_secret, audit.Secret.RECOVERED).result()
    return coordinator


def accept_older(
    folder: Path, typed: str, kind: str, clock: Clock, secrets: Secrets | None
) -> Coordinator | DatabaseKey:
    """Open a vault that is older than this computer last saw, as the person wished."""
    from coordinator.bootstrap import accept_older_file  # noqa: PLC0415
    from coordinator.vault.folder import Vault, open_vault_key  # noqa: PLC0415

    vault = Vault(folder)
    if kind == SecretKind.RECOVERY:
        key = open_with_code(folder, typed, clock, secrets)
        accept_older_file(vault, key, clock=clock, secrets=secrets)
        return key
    accept_older_file(vault, open_vault_key(vault, typed, secrets), clock=clock, secrets=secrets)
    return open_with_passphrase(folder, typed, clock, secrets)


def open_guest(path: Path, typed: str, clock: Clock) -> Path:
    """Give the folder of a packet's guest vault, made now or before; raises what `open_packet` raises."""
    from coordinator import packet  # noqa: PLC0415

    try:
        return packet.open_packet(path, typed, None, clock=clock)[0].folder
    except packet.PacketAlreadyOpen as known:
        return known.folder


def left_in_guest(failure: BaseException) -> bool | None:
    """Say of a guest vault whose time is over whether it holds work to return; None for any other failure."""
    from coordinator.packet import GuestExpired  # noqa: PLC0415

    return failure.unreturned if isinstance(failure, GuestExpired) else None


def write_return(folder: Path, typed: str, target: Path, clock: Clock) -> None:
    """Write the return of a guest vault, whether or not its time is over."""
    from coordinator import packet  # noqa: PLC0415
    from coordinator.vault.folder import Vault, open_vault_key  # noqa: PLC0415

    vault = Vault(folder)
    packet.with_store(
        vault, open_vault_key(vault, typed, None), clock, lambda store: packet.write_return(store, target)
    )


def remove_guest(folder: Path, typed: str, clock: Clock) -> None:
    """Remove a guest vault whose work was returned."""
    from coordinator import packet  # noqa: PLC0415
    from coordinator.vault.folder import Vault, open_vault_key  # noqa: PLC0415

    vault = Vault(folder)
    packet.remove_guest(vault, open_vault_key(vault, typed, None), clock=clock)


def adopt(snapshot: Path, folder: Path) -> object:
    """Make a vault of a backup; raises what `adopt_snapshot` raises."""
    from coordinator.vault.adoption import adopt_snapshot  # noqa: PLC0415

    return adopt_snapshot(snapshot, folder)


def recovery_sheet(code: str, vault_name: str, now: datetime, dots: int = 0) -> tuple[bytes, Sequence[bytes]]:
    """Give the sheet as PDF, or as pictures where a resolution is asked for."""
    from coordinator.summaries.pdf import Typesetter  # noqa: PLC0415  only for the one who prints
    from coordinator.summaries.wording import Wording  # noqa: PLC0415

    typesetter = Typesetter(Wording.load())
    if dots:
        pages = typesetter.render_recovery_pages(code, clinic="", vault_folder=vault_name, created_at=now, ppi=dots)
        return b"", pages
    return typesetter.render_recovery_sheet(code, clinic="", vault_folder=vault_name, created_at=now), ()
