# ruff: noqa: E501 - files as platforms and spreadsheets write them
"""What an export of the tests is: a file, and what it says."""

from __future__ import annotations

import io
from datetime import date
from typing import NamedTuple

import openpyxl

from coordinator.attendance.reports import DateOrder

DAY = date(2026, 3, 4)
Minutes = dict[str, float | None]


class Case(NamedTuple):
    """A file, and what it says: minutes by shown name."""

    content: str | bytes
    minutes: Minutes
    name: str = "report.csv"
    order: DateOrder | None = None
    hosts: tuple[str, ...] = ()
    day: date = DAY


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


Z4 = "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,Recording disclaimer response,In waiting room\n"
TEAMS_HEAD = "1. Summary\nMeeting title\tTuesday group\nAttended participants\t2\nStart time\t3/4/26, 1:55:00 PM\nEnd time\t3/4/26, 5:05:00 PM\nMeeting duration\t3h 10m 0s\n\n"
