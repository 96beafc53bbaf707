"""Readers for the report tests: our own files in the shapes of the platforms, and others' samples where present."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordinator.attendance.reports import Reading, Report, read_report

ROOT = Path(__file__).resolve().parents[4]
FIXTURES = ROOT / "tests" / "fixtures" / "reports"
SAMPLES = ROOT.parent / "shared" / "attendance-samples"
Read = Callable[..., Report]


@pytest.fixture
def read_fixture() -> Read:
    """Read one of our own files; keywords are those of `Reading`."""

    def read(name: str, zone: str = "America/New_York", **how: Any) -> Report:
        return read_report((FIXTURES / name).read_bytes(), name, Reading(zone, **how))

    return read


@pytest.fixture
def read_sample() -> Read:
    """Read a sample of another project; the test is skipped where the samples are not there."""
    if not SAMPLES.is_dir():
        pytest.skip("the sample reports are not on this computer")

    def read(name: str, zone: str = "UTC", **how: Any) -> Report:
        return read_report((SAMPLES / name).read_bytes(), Path(name).name, Reading(zone, **how))

    return read


@pytest.fixture
def read_text() -> Read:
    """Read a report written in the test itself."""

    def read(text: str, zone: str = "America/New_York", name: str = "report.csv", **how: Any) -> Report:
        return read_report(text.encode(), name, Reading(zone, **how))

    return read
