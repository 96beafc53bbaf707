"""Whose report a file is: each reader looks for its own header and answers, or does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coordinator.attendance.reports import bigbluebutton, goto, meet, teams, webex, zoom, zoom_headers
from coordinator.attendance.reports.extract import Extract
from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.grid import Grid, best_header
from coordinator.attendance.reports.headers import Field
from coordinator.attendance.reports.report import Platform

Reader = Callable[[Grid], Extract | None]

READERS: Mapping[Platform, Reader] = {
    Platform.TEAMS: teams.extract,
    Platform.WEBEX: webex.extract,
    Platform.BIGBLUEBUTTON: bigbluebutton.extract,
    Platform.GOTO: goto.extract,
    Platform.ZOOM: zoom.extract,
    Platform.MEET: meet.extract,
}
KNOWN: Mapping[str, Field] = {
    **meet.HEADERS, **goto.HEADERS, **bigbluebutton.HEADERS, **webex.HEADERS, **teams.HEADERS,
    **zoom_headers.MEETING, **zoom_headers.PEOPLE,
}  # fmt: skip


def known_headers(text: str) -> int:
    """How many known headers the likeliest header line of a decoded text has, among its first lines."""
    return best_header(text.splitlines()[:40], KNOWN)[0]


def extract(grid: Grid, platform: Platform) -> Extract:
    """Read with the reader of the platform, or with the first that recognises the file.

    Raises `ReportUnreadable` (not-a-report) when none does.
    """
    readers = READERS.values() if platform is Platform.AUTO else [READERS[platform]] if platform in READERS else []
    for reader in readers:
        found = reader(grid)
        if found is not None:
            return found
    raise ReportUnreadable(ReportFault.NOT_A_REPORT, detail=None if platform is Platform.AUTO else platform.value)
