"""A vault made once a run for all tests that ask for the same one; each gets a copy of its folder.

Making one takes a second or more: a passphrase and a recovery code are each stretched as they are in earnest, and the
store is begun command by command. Two copies are the same vault twice: a test of two vaults makes the second itself.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coordinator.bootstrap import FirstRun, create_vault
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import FacilitatorId
from tests.fakes import FakeClock, MemorySecrets
from tests.kept import kept


def create_vault_once(
    asked: FirstRun,
    *,
    clock: FakeClock,
    secrets: MemorySecrets | None,
    fill: Callable[[Store], None] | None = None,
) -> tuple[DatabaseKey, FacilitatorId]:
    """Do what `create_vault` does; `fill` is a function of a module, which its name tells."""
    fills = f"{fill.__module__}.{fill.__qualname__}" if fill else ""
    wishes = (asked.passphrase, asked.recovery.groups, asked.signer, asked.clinic_name, asked.zone)
    name = repr((*wishes, clock.now(), secrets is not None, fills))

    def make(folder: Path) -> None:
        held = MemorySecrets() if secrets is not None else None
        key, me = create_vault(replace(asked, folder=folder / "vault"), clock=clock, secrets=held, fill=fill)
        rest = (key.raw(), me, held.items if held is not None else {})
        (folder / "rest.pickle").write_bytes(pickle.dumps(rest))

    made = kept(name, make)
    shutil.copytree(made / "vault", asked.folder)
    raw, me, items = pickle.loads((made / "rest.pickle").read_bytes())  # noqa: S301  written by this run
    if secrets is not None:
        secrets.items.update(items)
    return DatabaseKey(raw), me
