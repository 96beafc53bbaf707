"""A desktop with a notification service on the session bus of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.week.notification_service import Shown


class Desktop:
    """Notes what is shown, and answers as a person would: "click", "close", or "" not at all."""

    def __init__(self, answer: str = "") -> None:
        self.shown: list[Shown] = []
        self._answer = answer
        self._ready, self._stopping = Event(), Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()))

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    async def _serve(self) -> None:
        from tests.ui.week.notification_service import serve  # noqa: PLC0415  its library is there on Linux only

        await serve(self.shown, self._ready, self._stopping, self._answer)


@contextmanager
def a_desktop(answer: str = "") -> Iterator[Desktop]:
    made = Desktop(answer)
    made.start()
    try:
        yield made
    finally:
        made.stop()
