"""Stand-ins for what a test must steer: time and, where no daemon is wanted, the keyring."""

from __future__ import annotations

from datetime import datetime, timedelta


class FakeClock:
    """Stands still until it is told to move."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **by: float) -> None:
        """Move on, as in `clock.advance(minutes=5)`."""
        self._now += timedelta(**by)

    def set(self, now: datetime) -> None:
        self._now = now


class MemorySecrets:
    """A keyring in memory."""

    backend = "memory"

    def __init__(self) -> None:
        self.items: dict[str, str] = {}

    def read(self, item: str) -> str | None:
        return self.items.get(item)

    def write(self, item: str, content: str) -> None:
        self.items[item] = content

    def delete(self, item: str) -> None:
        self.items.pop(item, None)
