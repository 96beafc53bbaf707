"""Reading reports, against the least that any reader does: taking the file apart and its times to instants."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import time as machine_time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from coordinator.attendance.matching import RosterName, match
from coordinator.attendance.reports import Reading, read_report
from coordinator.vocabulary import ClientId

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).resolve().parents[2]
HEADER = ["Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest", "In waiting room"]
STYLE = "%m/%d/%Y %I:%M:%S %p"
NEW_YORK = "America/New_York"
ROUNDS = 5
MANY_ROWS, MANY_PEOPLE, TIMES_THE_FLOOR = 100_000, 5_000, 8
MOST_SECONDS = 0.150
TIMES_TYPER = 1.5
"""A program of the same library with one argument and one option is the floor; ours has a dozen, and the readers.

Both run as they do where they are installed: their byte code is kept, so that neither is compiled at each start.
"""
FIRST = (
    "Ada", "Bo", "Chloe", "Dana", "Elias", "Farah", "Greta", "Hana", "Ida", "Jo", "Kai", "Lena", "Marcus", "Nora",
    "Omar", "Petra", "Quinn", "Rosa", "Sam", "Tomas",
)  # fmt: skip
LAST = (
    "Adler", "Berg", "Costa", "Diaz", "Ek", "Falk", "Garcia", "Haddad", "Ito", "Jansen", "Kim", "Lopez", "Moreau",
    "Nunez", "Osei",
)  # fmt: skip
LEAST_PROGRAM = """
from pathlib import Path
from typing import Annotated
import typer
def read(file: Annotated[Path, typer.Argument()], zone: Annotated[str, typer.Option()] = "") -> None:
    print(len(file.read_bytes()), zone)
typer.run(read)
"""


def a_report(rows: int, people: list[str]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADER)
    start = datetime(2026, 3, 14, 18)  # noqa: DTZ001 - a wall time, as the report has it
    for number in range(rows):
        joined = start + timedelta(seconds=number % 3600)
        left = joined + timedelta(minutes=30)
        name = people[number % len(people)]
        email = f"p{number % len(people)}@example.org"
        writer.writerow([name, email, joined.strftime(STYLE), left.strftime(STYLE), "30", "Yes", "No"])
    return stream.getvalue().encode()


def floor(data: bytes) -> int:
    """Rows by the library, times by the library, in a zone: what nobody can leave out."""
    zone, total = ZoneInfo(NEW_YORK), 0.0
    for row in list(csv.reader(io.StringIO(data.decode())))[1:]:
        joined, left = (datetime.strptime(text, STYLE).replace(tzinfo=zone).astimezone(UTC) for text in row[2:4])
        total += (left - joined).total_seconds()
    return round(total)


def best(
    work: Callable[[], object], rounds: int = ROUNDS, *, clock: Callable[[], float] = machine_time.perf_counter
) -> float:
    taken = []
    for _ in range(rounds):
        start = clock()
        work()
        taken.append(clock() - start)
    return min(taken)


def names(count: int) -> list[str]:
    """As many different names as there are first and last ones, 300."""
    return [f"{FIRST[place % len(FIRST)]} {LAST[place // len(FIRST)]}" for place in range(count)]


def test_a_hundred_thousand_rows() -> None:
    data = a_report(MANY_ROWS, [f"Person {place} Name{place}" for place in range(MANY_PEOPLE)])
    report = read_report(data, "participants.csv", Reading(NEW_YORK))
    assert (report.row_count, len(report.people)) == (MANY_ROWS, MANY_PEOPLE)
    ours = best(lambda: read_report(data, "participants.csv", Reading(NEW_YORK)), 2)
    least = best(lambda: floor(data), 2)
    print(f"\n100,000 rows {ours:.2f} s, floor {least:.2f} s, {ours / least:.2f}")  # noqa: T201
    assert ours <= TIMES_THE_FLOOR * least


def test_five_hundred_rows_matched_with_three_hundred_clients() -> None:
    clients = names(300)
    # A third as on the roster, a third shortened, a third as devices show them.
    shown = [
        name if place % 3 == 0 else f"{name.split()[0]} {name.split()[1][0]}." if place % 3 == 1
        else f"{name.split()[0].lower()}'s iPhone"
        for place, name in enumerate(clients)
    ]  # fmt: skip
    data = a_report(500, shown)
    roster = [RosterName(ClientId(UUID(int=place)), name) for place, name in enumerate(clients)]

    def read_and_match() -> None:
        match(read_report(data, "participants.csv", Reading(NEW_YORK)).people, roster, {})

    read_and_match()
    taken = best(read_and_match)
    # The bar is what a person waits; the processor's share says how much of it a busy machine added.
    worked = best(read_and_match, clock=machine_time.process_time)
    print(f"\n500 rows, 300 clients: {taken * 1000:.0f} ms, {worked * 1000:.0f} ms of a processor")  # noqa: T201
    assert taken <= MOST_SECONDS


def test_reading_starts_nearly_as_quickly_as_the_least_program(tmp_path: Path) -> None:
    path, least_program = tmp_path / "participants.csv", tmp_path / "least.py"
    path.write_bytes(a_report(30, names(30)))
    least_program.write_text(LEAST_PROGRAM)
    command = [sys.executable, "-m", "coordinator.cli", "attendance", "read", "--zone", NEW_YORK, str(path)]
    least_command = [sys.executable, str(least_program), "--zone", NEW_YORK, str(path)]

    kept = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(words: list[str]) -> float:
        subprocess.run(words, cwd=ROOT, capture_output=True, check=True, env=kept)
        return best(lambda: subprocess.run(words, cwd=ROOT, capture_output=True, check=True, env=kept))

    ours, least = run(command), run(least_command)
    print(f"\nread {ours * 1000:.0f} ms, least program {least * 1000:.0f} ms, {ours / least:.2f}")  # noqa: T201
    assert ours <= TIMES_TYPER * least
