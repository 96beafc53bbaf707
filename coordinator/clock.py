"""The one place that asks the machine what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Give the present instant, aware and in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Give the present instant, aware and in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """Pretends that it is another instant, from which time then runs on.

    For sample vaults only: the command line's ``--now`` and the tour use it.
    """

    def __init__(self, start: datetime, base: Clock | None = None) -> None:
        base = base or SystemClock()
        self._base = base
        self._shift: timedelta = start.astimezone(UTC) - base.now()

    def now(self) -> datetime:
        """Give the pretended instant, aware and in UTC."""
        return self._base.now() + self._shift
