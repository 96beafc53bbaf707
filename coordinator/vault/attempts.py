"""Wrong secrets typed at the door: kept outside the store, which is closed then, and entered at the next success.

A try is an instant and the way it was made; what was typed is never kept. The file lies beside the key file and needs
no secret: whoever may remove it may remove the vault. Of very many the newest stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from coordinator.clock import Clock
from coordinator.errors import WrongSecret
from coordinator.vault.folder import Vault
from coordinator.vault.private_files import write_private

MOST = 200
LARGEST_FILE = 64 * 1024


class Way(StrEnum):
    """How somebody tried to come in."""

    PASSPHRASE = "passphrase"  # noqa: S105  the name of a way, not a secret
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A wrong secret, at an instant in UTC."""

    at: datetime
    way: Way


@contextmanager
def noting_failures(vault: Vault, clock: Clock, way: Way) -> Iterator[None]:
    """Keep that a wrong secret was typed inside the block; the error goes on its way."""
    try:
        yield
    except WrongSecret:
        if vault.is_there:
            _write(vault, [*failed_attempts(vault), Attempt(clock.now(), way)][-MOST:])
        raise


def failed_attempts(vault: Vault) -> tuple[Attempt, ...]:
    """Give the tries since the last success, oldest first; a file that says nothing sensible holds none."""
    path = _path(vault)
    try:
        if path.stat().st_size > LARGEST_FILE:
            return ()
        told = json.loads(path.read_text("ascii"))
        return tuple(Attempt(datetime.fromisoformat(at).astimezone(UTC), Way(way)) for at, way in told)
    except (OSError, ValueError, TypeError, RecursionError):
        return ()


def forget_attempts(vault: Vault) -> None:
    """They stand in the history now."""
    _path(vault).unlink(missing_ok=True)


def _write(vault: Vault, attempts: list[Attempt]) -> None:
    told = [(one.at.astimezone(UTC).isoformat(), one.way.value) for one in attempts]
    try:
        write_private(_path(vault), json.dumps(told).encode("ascii"))
    except OSError:
        return  # a full disk must not change what the person is told about the secret


def _path(vault: Vault) -> Path:
    return vault.folder / "failed-unlocks.json"
