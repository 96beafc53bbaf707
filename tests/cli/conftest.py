"""The real command in a process of its own, on real vaults that it made itself."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.cli.forking import Nursery
from tests.kept import kept

PASSPHRASE = "correct horse battery staple orbit"
NOW = "2026-03-11T08:55:00-04:00"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.err.strip().splitlines()[-1])["error"]
        return found


@dataclass(frozen=True)
class Command:
    """Runs `coordinator` on one vault."""

    vault: Path
    passphrase_file: Path
    now: str | None = None

    def __call__(self, *words: str, as_json: bool = True, given: str = "") -> Answer:
        options = ["--vault", str(self.vault), "--passphrase-file", str(self.passphrase_file)]
        options += ["--json"] if as_json else []
        options += ["--now", self.now] if self.now else []
        return run(*options, *words, given=given)


def run(*arguments: str, given: str = "") -> Answer:
    """Run `coordinator` in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATOR")}
    if sys.platform != "linux":
        return run_from_nothing(*arguments, given=given)
    with tempfile.TemporaryDirectory() as folder:
        files = {name: str(Path(folder) / name) for name in ("stdin", "stdout", "stderr")}
        Path(files["stdin"]).write_text(given)
        status = _nursery().run(list(arguments), environment, files)
        return Answer(status, Path(files["stdout"]).read_text(), Path(files["stderr"]).read_text())


@cache
def _nursery() -> Nursery:
    nursery = Nursery(ROOT)
    atexit.register(nursery.close)
    return nursery


def run_from_nothing(*arguments: str, given: str = "") -> Answer:
    """Run `coordinator` as the command line starts it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATOR")}
    done = subprocess.run(
        [sys.executable, "-m", "coordinator.cli", *arguments],
        cwd=ROOT,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def new_vault(folder: Path) -> Command:
    passphrase = folder / "passphrase.txt"
    passphrase.write_text(PASSPHRASE + "\n")
    command = Command(folder / "vault", passphrase)
    made = command(
        "vault", "create", "--facilitator", "Renee Alvarado, LCSW", "--clinic", "Alder Street IOP",
        "--zone", "America/New_York", "--recovery-file", str(folder / "recovery.txt"), "--without-keyring",
    )  # fmt: skip
    assert made.status == 0, made.err
    return command


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A sample clinic at five to nine on Wednesday, March 11, 2026; for reading only."""
    folder = shutil.copytree(kept("a sample clinic made by the command", _make_sample), _free(tmp_path_factory))
    return Command(folder / "vault", folder / "passphrase.txt", NOW)


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> Command:
    folder = shutil.copytree(kept("a vault made by the command", new_vault), _free(tmp_path_factory))
    return Command(folder / "vault", folder / "passphrase.txt")


def _make_sample(folder: Path) -> None:
    made = new_vault(folder)
    filled = Command(made.vault, made.passphrase_file, NOW)("sample", "create")
    assert filled.status == 0, filled.err


def _free(folders: pytest.TempPathFactory) -> Path:
    return folders.mktemp("vault") / "of_this_process"


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[Command], Command]:
    """Gives a command on a copy of a vault, to write into."""

    def copy(command: Command) -> Command:
        shutil.copytree(command.vault, tmp_path / "vault")
        return Command(tmp_path / "vault", command.passphrase_file, command.now)

    return copy


@pytest.fixture
def clinic(copied: Callable[[Command], Command], sample: Command) -> Command:
    """A sample clinic to write into."""
    return copied(sample)


@pytest.fixture
def vault(copied: Callable[[Command], Command], empty_vault: Command) -> Command:
    """An empty vault to write into."""
    return copied(empty_vault)
