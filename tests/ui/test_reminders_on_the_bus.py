"""Reminders of a running program as a desktop shows them, on a real session bus: each once, in time, none lost."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time as machine_time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.ui.week.a_desktop import Desktop, a_desktop

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus is the Linux desktop's"),
]


class Running:
    """The program in a process of its own, known to the desktop by its name."""

    def __init__(self, folder: Path, name: str, moments: int, spacing: float) -> None:
        self.name = name
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.reminding", str(folder), name, str(moments), str(spacing)],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line, "it did not start"
        self.due = [datetime.fromisoformat(at) for at in json.loads(line)["ready"]]

    def signal(self, number: int) -> None:
        os.kill(self._child.pid, number)

    def end(self) -> None:
        if self._child.poll() is None:
            self.signal(signal.SIGCONT)
            assert self._child.stdin is not None
            self._child.stdin.close()
            try:
                self._child.wait(60)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self._child.wait()


@pytest.fixture
def desktop(session_bus: str | None) -> Iterator[Desktop]:
    with a_desktop() as made:
        yield made


@pytest.fixture
def start(tmp_path: Path, desktop: Desktop) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def begin(moments: int, spacing: float, name: str) -> Running:
        (tmp_path / name).mkdir(exist_ok=True)
        started.append(Running(tmp_path / name, name, moments, spacing))
        return started[-1]

    yield begin
    for one in started:
        one.end()


def wait_until(at: datetime) -> None:
    machine_time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))


def test_two_hundred_moments_are_each_shown_once_and_within_a_second(
    desktop: Desktop, start: Callable[..., Running]
) -> None:
    running = start(200, 0.4, "two-hundred")
    wait_until(running.due[-1] + timedelta(seconds=4))
    shown = [one for one in desktop.shown if not one.quiet]
    assert len(shown) == 200
    assert {one.title for one in shown} == {"Next session in 5 minutes", "A session starts now"}
    late = [(one.at - due).total_seconds() for one, due in zip(shown, running.due, strict=True)]
    p99 = statistics.quantiles(late, n=100)[98]
    print({"p50": statistics.median(late), "p99": p99, "max": max(late)})  # noqa: T201
    assert min(late) >= 0
    assert p99 <= 1


@pytest.mark.parametrize("restarted", [False, True])
def test_a_stopped_program_shows_one_summary_and_loses_none(
    desktop: Desktop, start: Callable[..., Running], *, restarted: bool
) -> None:
    counts = (1, 10, 600)
    running = {}
    for count in counts:
        running[count] = start(count, 3 / count, f"stopped-{count}")
        running[count].signal(signal.SIGSTOP)
        assert datetime.now(UTC) < running[count].due[0], "it was stopped in time"
    wait_until(max(one.due[-1] for one in running.values()) + timedelta(seconds=62))
    assert desktop.shown == []
    if restarted:
        for one in running.values():
            one.kill()
        begun = datetime.now(UTC)
        running = {count: start(count, 0, f"stopped-{count}") for count in counts}
    else:
        begun = datetime.now(UTC)
        for one in running.values():
            one.signal(signal.SIGCONT)
    wait_until(begun + timedelta(seconds=75))
    for count, one in running.items():
        shown = [found for found in desktop.shown if found.program == one.name and not found.quiet]
        word = "session" if count == 1 else "sessions"
        assert [found.title for found in shown] == [f"{count} {word} needed you while this computer slept"]
        after = (shown[0].at - begun).total_seconds()
        print({"moments": count, "restarted": restarted, "seconds_after": after})  # noqa: T201
        assert after <= 60
