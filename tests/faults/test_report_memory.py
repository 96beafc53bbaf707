"""Hostile reports, each in a process of its own: a sentence with its place, no traceback, and little memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's own peak memory"),
]

ROOT = Path(__file__).resolve().parents[2]
MOST_MEMORY = 300 * 1024 * 1024
HEADER = b"Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
ROW = b"Ida Falk,ida@example.org,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30\n"
USER = b'"u%d":{"name":"a","intIds":{"w":{"registeredOn":1773392400000,"leftOn":1773394200000}}}'
RUN = """
import sys
from pathlib import Path
from coordinator.cli_read import main
sys.argv = ["read", "--json", "--zone", "UTC", sys.argv[1]]
try:
    main()
finally:
    told = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    print(f"peak {int(told) * 1024}", file=sys.stderr)
"""


def one_line_of_a_gigabyte(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEADER)
        for _ in range(1024):
            file.write(b"a" * (1 << 20))


def somebody(number: int) -> bytes:
    return ROW.replace(b"Ida Falk", b"P%d F%d" % (number, number))


CONTENT: dict[str, Callable[[], bytes]] = {
    "a million rows": lambda: HEADER + b"I,,,,1\n" * 1_000_000,
    "a million full rows": lambda: HEADER + ROW * 1_000_000,
    "as many rows as are read": lambda: HEADER + ROW * 119_000,
    "all delimiters": lambda: b"," * (19 << 20),
    "lines of delimiters": lambda: (b"," * 390 + b"\n") * 50_000,
    "short lines": lambda: b"a,b\n" * 4_900_000,
    "distinct cells": lambda: b"\n".join(
        b",".join(b"%x" % (row * 24 + cell) for cell in range(24)) for row in range(100_000)
    ),
    "quotes": lambda: HEADER + b'"' * (19 << 20),
    "a quote never closed": lambda: HEADER + ROW.replace(b"ida@", b'"ida@') + ROW * 100_000,
    "UTF-16 of other planes": lambda: ("\U0001f600,x\n" * 2_400_000).encode("utf-16")[: 19 << 20],
    "JSON of many users": lambda: b'{"users":{' + b",".join(USER % number for number in range(200_000)) + b"}}",
    "deep JSON": lambda: b'{"a":' * 1_000_000,
    "JSON of empty lists": lambda: b'{"users":[' + b"[]," * 5_000_000 + b"0]}",
    "deep XML": lambda: b'<?xml version="1.0"?><recording>' + b"<a>" * 1_000_000,
    "XML of many events": lambda: b"<recording>" + b"<event><userId>w</userId></event>" * 500_000 + b"</recording>",
    "one address for everybody": lambda: HEADER + b"".join(map(somebody, range(100_000))),
    "as many people as are read": lambda: HEADER + b"".join(map(somebody, range(19_000))),
}


def read(path: Path) -> tuple[int, str, int]:
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(path)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    *said, peak = ran.stderr.strip().splitlines()
    return ran.returncode, "\n".join(said), int(peak.removeprefix("peak "))


def check(path: Path) -> None:
    status, said, peak = read(path)
    assert status in {0, 4}, said[-2000:]
    assert "Traceback" not in said
    assert status == 0 or '"message"' in said
    assert peak <= MOST_MEMORY, f"{peak / 1024 / 1024:.0f} MiB"


@pytest.mark.parametrize("name", CONTENT)
def test_a_hostile_file_needs_little_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(CONTENT[name]())
    check(path)


def test_a_line_of_a_gigabyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    one_line_of_a_gigabyte(path)
    check(path)
