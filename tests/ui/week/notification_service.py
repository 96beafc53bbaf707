# ruff: noqa: F722, F821  the annotations are D-Bus signatures, which is how this library wants them
# mypy: ignore-errors
"""A small notification service for the tests: it notes what it shows, and does at once what a person may do with it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
SHOWN_ID = 7
BY_THE_PERSON = 2


@dataclass(frozen=True)
class Shown:
    """One notification as it arrived."""

    program: str
    title: str
    body: str
    quiet: bool
    at: datetime


class Notifications(ServiceInterface):
    def __init__(self, shown: list[Shown]) -> None:
        super().__init__(NAME)
        self._shown = shown
        self.unanswered = 0

    @dbus_method()
    def Notify(
        self,
        app: "s",
        replaces: "u",
        icon: "s",
        title: "s",
        body: "s",
        acts: "as",
        hints: "a{sv}",
        expires: "i",
    ) -> "u":
        quiet = bool(hints["suppress-sound"].value)
        self._shown.append(Shown(app, title, body, quiet, datetime.now(UTC)))
        self.unanswered += 1
        return SHOWN_ID

    @dbus_signal()
    def ActionInvoked(self) -> "us":
        return [SHOWN_ID, "default"]

    @dbus_signal()
    def NotificationClosed(self) -> "uu":
        return [SHOWN_ID, BY_THE_PERSON]


async def serve(shown: list[Shown], ready: Event, stopping: Event, answer: str) -> None:
    """Show until told to stop. `answer` is "click", "close", or "" for somebody who does not look."""
    bus = await MessageBus().connect()
    service = Notifications(shown)
    bus.export(PATH, service)
    await bus.request_name(NAME)
    ready.set()
    while not stopping.is_set():
        await asyncio.sleep(0.02)
        while service.unanswered:
            service.unanswered -= 1
            if answer == "click":
                service.ActionInvoked()
            if answer:
                service.NotificationClosed()  # many desktops also close what was chosen
    bus.disconnect()
