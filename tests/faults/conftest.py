"""A vault made as the first-run screen makes it, and a disk of one mebibyte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coordinator.bootstrap import Coordinator, FirstRun, create_vault, open_coordinator
from coordinator.store.unit_of_work import Store
from coordinator.vault.folder import Vault, open_vault_key
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.worker import InlineWorker
from tests.fakes import FakeClock, MemorySecrets

PASSPHRASE = "river lantern copper eight fold"


@pytest.fixture(scope="module")
def recovery() -> RecoveryCode:
    return RecoveryCode.generate()


@pytest.fixture
def small_place(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a file system of so many kibibytes, where the tests may mount one."""
    place = tmp_path / "small"
    place.mkdir()
    mounted: list[Path] = []

    def make(kibibytes: int) -> Path:
        mount = shutil.which("mount")
        if not sys.platform.startswith("linux") or mount is None or os.geteuid() != 0:
            pytest.skip("mounting a small disk needs Linux and its system user")
        asked = [mount, "-t", "tmpfs", "-o", f"size={kibibytes}k,mode=0700", "tmpfs", str(place)]
        if subprocess.run(asked, capture_output=True, check=False).returncode:
            pytest.skip("no file system may be mounted here")
        mounted.append(place)
        return place

    yield make
    for disk in mounted:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def a_vault(
    folder: Path, clock: FakeClock, secrets: MemorySecrets, recovery: RecoveryCode,
    *, signer: str = "Renee Alvarado, LCSW", clinic: str = "Alder Street IOP", passphrase: str = PASSPHRASE,
    fill: Callable[[Store], None] | None = None,
) -> Vault:  # fmt: skip
    """Make a vault in a folder that is not there yet."""
    asked = FirstRun(folder, passphrase, recovery, signer, clinic, "America/New_York")
    create_vault(asked, clock=clock, secrets=secrets, fill=fill)
    return Vault(folder)


@contextmanager
def opened(
    vault: Vault, clock: FakeClock, secrets: MemorySecrets, passphrase: str = PASSPHRASE
) -> Iterator[Coordinator]:
    """The vault as the unlock screen opens it; closed without a snapshot."""
    key = open_vault_key(vault, passphrase, secrets)
    day = open_coordinator(vault, key, clock=clock, secrets=secrets, worker=InlineWorker())
    try:
        yield day
    finally:
        day.local.close()
