"""A computer for each journey, with a picture of its screen kept where the journey fails."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.desktop import Desktop
from tests.services import cannot

PICTURES = "COORDINATOR_TEST_PICTURES"
ZONES = ("America/New_York", "Pacific/Honolulu", "Asia/Tokyo")


def daytime_zone() -> str:
    """A zone where a three-hour session that has begun ends on the same day: the programs' days are local."""
    now = datetime.now(UTC)
    return next(zone for zone in ZONES if 2 <= now.astimezone(ZoneInfo(zone)).hour <= 19)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of the screen at the moment of a failure."""
    report = yield
    desktop = getattr(item, "funcargs", {}).get("desktop")
    if isinstance(desktop, Desktop) and call.when == "call" and call.excinfo is not None:
        kept = Path(os.environ.get(PICTURES) or desktop.folder) / f"{item.name}.png"
        kept.parent.mkdir(parents=True, exist_ok=True)
        desktop.picture(kept)
        report.sections.append(("The screen", str(kept)))
        report.sections.append(("What the program wrote", desktop.errors()))
    return report


@pytest.fixture
def desktop(tmp_path: Path, virtual_display: str, keyring_daemon: str) -> Iterator[Desktop]:
    """A fresh computer with a keyring, a screen and nothing else."""
    if not sys.platform.startswith("linux") or not shutil.which("xdotool"):
        cannot("xdotool")
    computer = Desktop(tmp_path, virtual_display, zone=daytime_zone())
    yield computer
    computer.end()
