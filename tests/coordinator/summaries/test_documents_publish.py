from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coordinator.errors import ExportFailed, ExportProblem
from coordinator.summaries.publish import publish, remove_leftovers

posix = pytest.mark.skipif(sys.platform == "win32", reason="speaks of POSIX files and signals")
CONTENT = b"a whole summary" * 10_000


class Log:
    """A record of exports that looks at the folder at the moment it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[list[str]] = []

    def __call__(self) -> None:
        self.seen.append(sorted(path.name for path in self.folder.iterdir() if not path.name.startswith(".")))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_appear_after_the_record_and_whole(tmp_path: Path) -> None:
    log = Log(tmp_path)
    publish({tmp_path / "a.pdf": CONTENT, tmp_path / "a.csv": b"1"}, log)
    assert log.seen == [[]]
    assert names_in(tmp_path) == ["a.csv", "a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == CONTENT


@posix
def test_only_the_owner_may_read_them(tmp_path: Path) -> None:
    publish({tmp_path / "a.pdf": CONTENT}, Log(tmp_path))
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600


def test_without_a_record_nothing_appears_and_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"before")

    def refuse() -> None:
        raise RuntimeError("the record could not be written")

    with pytest.raises(RuntimeError, match="record"):
        publish({tmp_path / "a.pdf": CONTENT, tmp_path / "b.pdf": CONTENT}, refuse)
    assert names_in(tmp_path) == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"before"


def test_a_missing_folder_is_named_before_anything_is_recorded(tmp_path: Path) -> None:
    log = Log(tmp_path)
    missing = tmp_path / "gone" / "b.pdf"
    with pytest.raises(ExportFailed) as failed:
        publish({tmp_path / "a.pdf": CONTENT, missing: CONTENT}, log)
    assert (failed.value.path, failed.value.problem) == (missing, ExportProblem.FOLDER_MISSING)
    assert log.seen == []
    assert names_in(tmp_path) == []


@posix
def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(ExportFailed) as failed:
        publish({tmp_path / "folder" / "a.pdf": CONTENT}, Log(tmp_path))
    assert failed.value.problem is ExportProblem.NOT_A_FOLDER


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    log = Log(tmp_path)
    with pytest.raises(ExportFailed) as failed:
        publish({tmp_path / "a.pdf": CONTENT}, log)
    assert failed.value.problem is ExportProblem.DISK_FULL
    assert (log.seen, names_in(tmp_path)) == ([], [])


def test_when_one_file_cannot_take_its_name_none_does(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"before")
    blocked = tmp_path / "c.pdf"

    def take_the_place() -> None:
        (blocked / "in the way").mkdir(parents=True)

    with pytest.raises(ExportFailed) as failed:
        publish(dict.fromkeys((tmp_path / "a.pdf", tmp_path / "b.pdf", blocked), CONTENT), take_the_place)
    assert failed.value.path == blocked
    assert names_in(tmp_path) == ["a.pdf", "c.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"before"


def test_an_export_over_an_older_one_replaces_it(tmp_path: Path) -> None:
    targets = (tmp_path / "a.pdf", tmp_path / "a.csv")
    for content in (b"first", b"second"):
        publish(dict.fromkeys(targets, content), Log(tmp_path))
    assert [target.read_bytes() for target in targets] == [b"second", b"second"]
    assert names_in(tmp_path) == ["a.csv", "a.pdf"]


KILLED_DURING_EXPORT = """
import os, sys
from pathlib import Path
from coordinator.summaries.publish import publish
folder, log = Path(sys.argv[1]), Path(sys.argv[2])
def record(name):
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, (name + "\\n").encode())
    os.fsync(descriptor)
    os.close(descriptor)
print("ready", flush=True)
for number in range(100_000):
    name = f"{number:06d}.pdf"
    publish({folder / name: b"a whole summary" * 10_000}, lambda: record(name))
"""


def interrupt_exports(folder: Path, log: Path, after_seconds: float) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED_DURING_EXPORT, str(folder), str(log)], stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(after_seconds)
        child.send_signal(signal.SIGKILL)


@posix
@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.faults)])
def test_a_kill_leaves_each_file_absent_or_whole_and_each_whole_one_recorded(tmp_path: Path, kills: int) -> None:
    chance = random.Random(20260302)
    for trial in range(kills):
        folder, log = tmp_path / f"{trial}", tmp_path / f"{trial}.log"
        folder.mkdir()
        interrupt_exports(folder, log, chance.uniform(0.0, 0.05))
        recorded = set(log.read_text().split()) if log.exists() else set()
        remove_leftovers(folder)
        for file in folder.iterdir():
            assert file.read_bytes() == CONTENT
            assert file.name in recorded
        assert len(recorded) - len(names_in(folder)) in {0, 1}


def test_parts_of_an_export_that_was_killed_long_ago_are_swept_away_by_the_next(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".summary-old.part", tmp_path / ".summary-fresh.part"
    for part in (old, fresh):
        part.write_bytes(b"half a summary")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    publish({tmp_path / "a.pdf": CONTENT}, lambda: None)
    assert names_in(tmp_path) == [".summary-fresh.part", "a.pdf"]
