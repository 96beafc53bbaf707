"""The report that a platform would have given of a session, as a file of its own form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ZOOM_HEADINGS = (
    "Name (Original Name)",
    "User Email",
    "Join Time",
    "Leave Time",
    "Duration (Minutes)",
    "Guest",
    "Recording Consent",
)
TEAMS_HEADINGS = ("Full Name", "User Action", "Timestamp")


@dataclass(frozen=True, slots=True)
class Visit:
    """A person connected from one instant (UTC) to another."""

    name: str
    joined_at: datetime
    left_at: datetime


def report_of(platform: str, visits: Sequence[Visit], zone: str) -> bytes:
    """Give Zoom's participant report, or the attendance list that Teams gives, with wall times in a zone."""
    rows = _zoom(visits, ZoneInfo(zone)) if platform == "zoom" else _teams(visits, ZoneInfo(zone))
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _zoom(visits: Sequence[Visit], zone: ZoneInfo) -> Iterable[Sequence[str]]:
    yield ZOOM_HEADINGS
    for visit in visits:
        joined, left = visit.joined_at.astimezone(zone), visit.left_at.astimezone(zone)
        minutes = -(-(visit.left_at - visit.joined_at) // timedelta(minutes=1))
        yield (
            visit.name,
            "",
            f"{joined:%m/%d/%Y %I:%M:%S %p}",
            f"{left:%m/%d/%Y %I:%M:%S %p}",
            str(minutes),
            "Yes",
            "",
        )


def _teams(visits: Sequence[Visit], zone: ZoneInfo) -> Iterable[Sequence[str]]:
    yield TEAMS_HEADINGS
    moments = [(visit.joined_at, visit.name, "Joined") for visit in visits]
    moments += [(visit.left_at, visit.name, "Left") for visit in visits]
    for at, name, action in sorted(moments):
        wall = at.astimezone(zone)
        yield name, action, f"{wall.month}/{wall.day}/{wall:%Y, %I:%M:%S %p}"
