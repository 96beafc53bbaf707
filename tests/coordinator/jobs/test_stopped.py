"""Reminders of a running program: on time, once, and told in one summary after the computer slept or was off."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time as machine_time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="stops a process as only POSIX can"),
]


class Clockwork:
    """The program in a process of its own, and what it told."""

    def __init__(self, folder: Path, moments: int, spacing: float) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.coordinator.jobs.clockwork", str(folder), str(moments), str(spacing)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self.told.append(json.loads(line))

    def of(self, event: str) -> list[dict[str, Any]]:
        return [one for one in self.told if one["event"] == event]

    @property
    def due(self) -> list[datetime]:
        wait_for(lambda: bool(self.of("ready")), 120)
        return [datetime.fromisoformat(at) for at in self.of("ready")[0]["due"]]

    def signal(self, number: int) -> None:
        os.kill(self._child.pid, number)

    def end(self) -> None:
        if self._child.poll() is None:
            self.signal(signal.SIGCONT)
            assert self._child.stdin is not None
            self._child.stdin.close()  # it ends when there is nothing left to read
            try:
                self._child.wait(60)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        self._reader.join(10)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Clockwork]]:
    started: list[Clockwork] = []

    def begin(moments: int, spacing: float, folder: str = "one") -> Clockwork:
        (tmp_path / folder).mkdir(exist_ok=True)
        started.append(Clockwork(tmp_path / folder, moments, spacing))
        return started[-1]

    yield begin
    for one in started:
        one.end()


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    ends = machine_time.monotonic() + seconds
    while not condition():
        assert machine_time.monotonic() < ends
        machine_time.sleep(0.05)


def wait_until(at: datetime) -> None:
    machine_time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))


def test_two_hundred_moments_are_each_told_once_and_within_a_second(start: Callable[..., Clockwork]) -> None:
    running = start(200, 0.25)
    due = running.due
    wait_until(due[-1] + timedelta(seconds=3))
    told = running.of("reminder")
    assert running.of("summary") == running.of("failure") == []
    keys = [tuple(one["key"]) for one in told]
    assert len(keys) == len(set(keys)) == 200
    late = [(datetime.fromisoformat(one["at"]) - datetime.fromisoformat(one["key"][1])).total_seconds() for one in told]
    print({"p50": statistics.median(late), "p99": statistics.quantiles(late, n=100)[98], "max": max(late)})  # noqa: T201
    assert statistics.quantiles(late, n=100)[98] <= 1


@pytest.mark.parametrize("restarted", [False, True])
def test_a_stopped_program_tells_what_it_missed_in_one_summary(
    start: Callable[..., Clockwork], *, restarted: bool
) -> None:
    counts = (1, 10, 600)
    running = {count: start(count, 3 / count, str(count)) for count in counts}
    last = max(one.due[-1] for one in running.values())
    for one in running.values():
        one.signal(signal.SIGSTOP)
    earliest = min(one.due[0] for one in running.values())
    stopped_in_time = datetime.now(UTC) < earliest
    wait_until(last + timedelta(seconds=62))
    if restarted:
        for one in running.values():
            one.signal(signal.SIGKILL)
            one.end()
        running = {count: start(count, 0, str(count)) for count in counts}
    begun = datetime.now(UTC)
    for one in running.values():
        one.signal(signal.SIGCONT)
    for one in running.values():
        wait_for(lambda one=one: bool(one.of("summary")), 60)  # type: ignore[misc]
    machine_time.sleep(20)  # time enough for anything to be told twice
    assert stopped_in_time
    for count, one in running.items():
        (summary,) = one.of("summary")
        keys = {tuple(key) for key in summary["keys"]}
        assert len(keys) == len(summary["keys"]) == count
        assert one.of("reminder") == one.of("failure") == []
        after = datetime.fromisoformat(summary["at"]) - begun
        print({"moments": count, "seconds_after": after.total_seconds()})  # noqa: T201
        assert after <= timedelta(seconds=60)
