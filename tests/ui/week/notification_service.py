# ruff: noqa: F722, F821  the annotations are D-Bus signatures, which is how this library wants them
# mypy: ignore-errors
"""A small notification service for the tests: it notes what it shows, and clicks it at once."""

import asyncio
from threading import Event

from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_method, dbus_signal

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class Notifications(ServiceInterface):
    def __init__(self, shown: list[tuple[str, str]]) -> None:
        super().__init__(NAME)
        self._shown = shown
        self.clicks: list[int] = []

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
        self._shown.append((title, body))
        self.clicks.append(7)
        return 7

    @dbus_signal()
    def ActionInvoked(self, shown_id: int) -> "us":
        return [shown_id, "default"]


async def serve(shown: list[tuple[str, str]], ready: Event, stopping: Event) -> None:
    bus = await MessageBus().connect()
    service = Notifications(shown)
    bus.export(PATH, service)
    await bus.request_name(NAME)
    ready.set()
    while not stopping.is_set():
        await asyncio.sleep(0.05)
        while service.clicks:
            service.ActionInvoked(service.clicks.pop())
    bus.disconnect()
