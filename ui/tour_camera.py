"""What the tour is played with: a clock that stands still, a camera, and a log."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication, QWidget

from coordinator.worker import Worker

ZONE = ZoneInfo("America/New_York")
FIVE_TO_NINE = datetime(2026, 3, 11, 8, 55, tzinfo=ZONE)
SIZE = (1280, 800)
ANSWERS = 3
"""An answer may ask the next question; no page asks more than three in a row."""
PASSPHRASE = "river lantern copper eight fold"  # noqa: S105  of a made-up vault that is deleted afterwards


class TourClock:
    """Stands where the tour is, so that every picture shows the same day."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        """Give the instant of the tour, in UTC."""
        return self._now

    def set(self, now: datetime) -> None:
        """Go to another instant."""
        self._now = now.astimezone(UTC)


@dataclass(slots=True)
class Log:
    """What the tour did: steps with their pictures and seconds, files, and the link that was not opened."""

    out: Path
    steps: list[dict[str, object]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def write(self) -> None:
        """Write ``tour.json``."""
        launch = {"url": self.opened[0] if self.opened else "", "handler": "recorded, not opened"}
        facts = {"steps": self.steps, "files": self.files, "launch": launch}
        (self.out / "tour.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


class Camera:
    """Takes pictures of windows, in the light and in the dark."""

    def __init__(self, app: QApplication, log: Log, set_dark: Callable[[bool], None]) -> None:
        self._app, self._log, self._set_dark = app, log, set_dark
        self._worker: Worker | None = None
        self._begun = perf_counter()

    def shoot(self, name: str, window: QWidget, *, dark: bool = True) -> None:
        """Save a picture of a window, and one in dark colours where `dark` says so."""
        seconds = round(perf_counter() - self._begun, 2)
        self.settle()
        window.grab().save(str(self._log.out / f"{name}.png"))
        self._log.steps.append({"name": name, "screenshot": f"{name}.png", "seconds": seconds})
        if dark:
            self._set_dark(True)
            self.settle()
            window.grab().save(str(self._log.out / f"{name}-dark.png"))
            self._log.steps.append({"name": f"{name}, dark", "screenshot": f"{name}-dark.png", "seconds": seconds})
            self._set_dark(False)
            self.settle()
        self._begun = perf_counter()

    def watch(self, worker: Worker | None) -> None:
        """Wait for the answers of this store before a picture is taken; for none where there is none."""
        self._worker = worker

    def settle(self, seconds: float = 0.15) -> None:
        """Let everything that was asked for arrive and be painted, however slow the machine is."""
        until = perf_counter() + seconds
        while perf_counter() < until:
            self._app.processEvents()
        for _ in range(ANSWERS):
            asked = self._worker.submit(int) if self._worker is not None else None
            while asked is not None and not asked.done():
                self._app.processEvents()
            # What an answer put on a page is shown in the turn after it.
            self._app.processEvents()
            self._app.processEvents()

    def wait(self, ready: Callable[[], bool], seconds: float = 20.0) -> None:
        """Let the program work until it is ready; raises `TimeoutError` when it never is."""
        until = perf_counter() + seconds
        while not ready():
            if perf_counter() > until:
                raise TimeoutError
            self._app.processEvents()
        self.settle()


def after_nine(minutes: int) -> datetime:
    """Give an instant so many minutes after nine o'clock on the day of the tour."""
    return FIVE_TO_NINE.replace(hour=9, minute=0) + timedelta(minutes=minutes)
