"""Two programs that share no line with this one load the exported calendar, and say the same instants.

khal is one; Evolution's data server, which GNOME Calendar and Evolution read through, is the other (Debian: khal,
evolution-data-server, gir1.2-ecal-2.0, gir1.2-ical-3.0, python3-gi). Where one is missing its test is left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import pytest

from coordinator import interchange, roster, series, sessions
from coordinator.roster import GroupDetails
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import SessionStatus, Weekday

READER = Path(__file__).with_name("evolution_reader.py")
SYSTEM_PYTHON = "/usr/bin/python3"
FIRST, LAST = date(2026, 3, 1), date(2026, 11, 30)
ZONES = ("America/New_York", "America/Phoenix", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata")
Instants = set[tuple[datetime, datetime]]

KHAL = """\
[calendars]
[[plan]]
path = {folder}/cal
type = calendar
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


@cache
def evolution_is_there() -> bool:
    if not (shutil.which("dbus-run-session") and Path(SYSTEM_PYTHON).exists()):
        return False
    asked = "import gi; gi.require_version('ECal', '2.0'); gi.require_version('ICalGLib', '3.0')"
    there = subprocess.run([SYSTEM_PYTHON, "-c", asked], capture_output=True, check=False).returncode == 0
    return there and any(Path("/usr/libexec").glob("evolution-calendar-factory"))


@pytest.fixture
def plan(store: Store, tmp_path: Path) -> tuple[Path, Instants]:
    """A calendar file with every kind of exception in five zones, and when its sessions take place."""
    for number, zone in enumerate(ZONES):
        group_id = store.write(roster.add_group, GroupDetails(f"Group {number}", zone=zone)).outcome
        days = (Weekday.SUN, Weekday.TUE)
        ids = store.write(
            series.add_block, group_id, weekdays=days, starts=time(0, 30 * (number % 2)), from_on=FIRST,
            every_weeks=1 + number % 2, until_on=date(2026, 11, 20) if number % 3 else None,
        ).outcome  # fmt: skip
        differing = [one.original_on for one in store.read(series.planned, FIRST, LAST, group_id)]
        for place, day in enumerate(differing[2:12:2]):
            block_id = next(one for one in ids if store.read(series.planned_on, one, day) is not None)
            later = datetime.combine(day, time(18), UTC) + timedelta(hours=place)
            if place % 3 == 0:
                store.write(series.skip, block_id, day)
            elif place % 3 == 1:
                store.write(series.move, block_id, day, later, 200)
            else:
                store.write(series.cancel, block_id, day, "Snow")
        store.write(sessions.add_session, group_id, datetime(2026, 4, 18, 15, 10 * number, tzinfo=UTC), 90)
    store.write(series.add_closure, date(2026, 5, 25), date(2026, 5, 31), "Memorial week")
    file = tmp_path / "plan.ics"
    file.write_bytes(store.read(interchange.calendar))
    found = store.read(sessions.sessions_between, FIRST, LAST)
    held = (one for one in found if one.status is not SessionStatus.CANCELLED)
    return file, {(one.starts_at, one.ends_at) for one in held}


def inside(found: Instants) -> Instants:
    """Only what lies well within the days that both were asked for."""
    first, last = (datetime.combine(day, time(), UTC) for day in (FIRST + timedelta(days=2), LAST - timedelta(days=2)))
    return {one for one in found if first <= one[0] < last}


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is not installed")
def test_khal_says_the_same_instants(plan: tuple[Path, Instants], tmp_path: Path) -> None:
    file, expected = plan
    folder = tmp_path / "khal"
    (folder / "cal").mkdir(parents=True)
    (folder / "config").write_text(KHAL.format(folder=folder))
    khal = ["khal", "-c", str(folder / "config")]
    environment = os.environ | {"HOME": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    subprocess.run([*khal, "import", "--batch", "-a", "plan", str(file)], check=True, env=environment, timeout=120)
    days = (LAST - FIRST).days
    form = ["--notstarted", "-df", "", "-f", "{start-long}|{end-long}|{cancelled}", FIRST.isoformat(), f"{days}d"]
    listed = subprocess.run(
        [*khal, "list", *form], check=True, env=environment, timeout=120, capture_output=True, text=True
    ).stdout
    rows = [line.split("|") for line in listed.splitlines() if line.count("|") == 2]
    assert any("CANCELLED" in row[2] for row in rows)
    found = {(at(row[0]), at(row[1])) for row in rows if not row[2].strip()}
    assert inside(found) == inside(expected)
    assert len(inside(found)) > 200


@pytest.mark.skipif(not evolution_is_there(), reason="Evolution's data server is not installed")
def test_evolution_and_gnome_calendar_say_the_same_instants(plan: tuple[Path, Instants], tmp_path: Path) -> None:
    file, expected = plan
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    folders = {name: str(home / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    environment = os.environ | folders | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "TZ": "UTC"}
    span = [str(int(datetime.combine(day, time(), UTC).timestamp())) for day in (FIRST, LAST)]
    told = subprocess.run(
        ["dbus-run-session", "--", SYSTEM_PYTHON, str(READER), str(file), *span],
        env=environment, timeout=120, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    found = {(datetime.fromtimestamp(a, UTC), datetime.fromtimestamp(b, UTC)) for a, b in json.loads(told.stdout)}
    assert inside(found) == inside(expected)
    assert len(inside(found)) > 200


def at(text: str) -> datetime:
    return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
