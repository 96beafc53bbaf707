"""Which day it is for the program and for a group."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from coordinator import programs
from coordinator.store.unit_of_work import UnitOfWork


def today(work: UnitOfWork) -> date:
    """Give the present day in the program's zone."""
    return day_in(work, programs.program(work).zone)


def day_in(work: UnitOfWork, zone: str) -> date:
    """Give the present day in an IANA zone."""
    return work.now.astimezone(ZoneInfo(zone)).date()
