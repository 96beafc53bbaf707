"""Long work tells how far it has come to whoever looks at a terminal, and Ctrl+C ends it between two files."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Command

if sys.platform == "win32":
    pytest.skip("a terminal of one's own to look at is a Unix thing", allow_module_level=True)

WEEK = ("summary", "export", "--week", "2026-W10", "--all")
EXPORT = (*WEEK, "--for", "treatment-team", "--format", "csv")
A_FILE_A_CLIENT = (*WEEK, "--for", "utilization-review", "--names", "initials", "--format", "csv,xlsx")


@dataclass
class Watched:
    """A command whose standard error is a terminal and whose output is a pipe."""

    process: subprocess.Popen[str]
    terminal: int
    seen: str = ""

    def look(self) -> bool:
        """Read what the terminal shows next; False when the command has ended."""
        try:
            more = os.read(self.terminal, 4096).decode()
        except OSError:  # Linux says so when nobody can write any more
            more = ""
        self.seen += more
        return bool(more)

    def end(self) -> tuple[int, str]:
        """Look to the end; gives the status and what stands in the output."""
        while self.look():
            pass
        out, _ = self.process.communicate(timeout=120)
        os.close(self.terminal)
        return self.process.returncode, out


def watch(command: Command, *words: str) -> Watched:
    here, there = os.openpty()
    options = ["--vault", str(command.vault), "--passphrase-file", str(command.passphrase_file)]
    options += ["--now", str(command.now)] if command.now else []
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "coordinator.cli", *options, *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=there,
        text=True,
    )
    os.close(there)
    return Watched(process, here)


def shares(seen: str) -> list[int]:
    return [int(found) for found in re.findall(r"Writing (\d+) %", seen)]


def test_a_terminal_sees_how_far_it_is_and_the_output_stays_clean(clinic: Command, tmp_path: Path) -> None:
    watched = watch(clinic, *EXPORT, "--out", str(tmp_path / "out"))
    status, out = watched.end()
    assert status == 0, watched.seen
    counted = shares(watched.seen)
    assert counted == sorted(set(counted))
    assert counted[-1] == 100
    assert len(counted) > 2
    assert "%" not in out
    quiet = clinic(*EXPORT, "--out", str(tmp_path / "again"))
    assert (quiet.status, shares(quiet.err)) == (0, [])


def test_ctrl_c_leaves_whole_files_each_of_which_is_logged(clinic: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    watched = watch(clinic, *A_FILE_A_CLIENT, "--out", str(out))
    while not shares(watched.seen) and watched.look():
        pass
    watched.process.send_signal(signal.SIGINT)
    status, told = watched.end()
    assert status == 130, (watched.seen, told)
    assert shares(watched.seen)[-1] < 100
    assert re.search(r"%\r\nStopped\. \d+ files are written and recorded\.\r\n$", watched.seen)
    files = sorted(out.iterdir())
    assert sorted(told.splitlines()) == [str(path) for path in files]
    assert {path.suffix for path in files} == {".csv", ".xlsx"}
    for path in files[:4]:
        assert clinic("summary", "verify", str(path)).status == 0
