"""Imports what comes after the door on a thread of its own, in the order in which it will be wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from threading import Event
from typing import TypeVar

T = TypeVar("T")

LATER = (
    "ui.session_place",
    "ui.session.page",
    "ui.comparison.page",
    "ui.notes",
    "ui.compact.window",
    "ui.week",
    "ui.clients.page",
    "ui.groups.page",
    "ui.summaries.page",
    "ui.settings.page",
    "ui.palette.page",
    "ui.searching",
    "ui.roster_import.dialog",
    "ui.process_notes",
    "ui.handover.giving",
    "ui.handover.bringing_back",
    "coordinator.sample_clinic",
)
"""What no screen of the first moment needs."""


class Loading:
    """A thread that imports: first what is asked for by `run`, then a list of modules that can wait.

    Two threads that import one package at the same time can each hold what the other waits for, and the import
    system then raises in one of them (importlib, `_ModuleLock`). So whoever needs a module of the list calls
    `wait_for_all`, and until then only this thread imports.

    Args:
        later: names of modules, likeliest first.
    """

    def __init__(self, later: Sequence[str] = LATER) -> None:
        self._later = later
        self._may_go_on = Event()
        self._may_go_on.set()
        self._stopped = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="loading")
        self._rest: Future[None] | None = None

    def run(self, call: Callable[[], T]) -> Future[T]:
        """Queue a call that imports; calls run one after the other, before the list."""
        return self._executor.submit(call)

    def begin_the_rest(self) -> None:
        """Queue the list; nothing can be queued behind it."""
        if self._rest is None:
            self._rest = self._executor.submit(self._import_the_rest)
            self._executor.shutdown(wait=False)

    def pause(self) -> None:
        """Leave the processor to something else after the module that is being imported."""
        self._may_go_on.clear()

    def go_on(self) -> None:
        """Import again."""
        self._may_go_on.set()

    @property
    def all_there(self) -> bool:
        """Whether everything is imported."""
        return self._rest is not None and self._rest.done()

    def wait_for_all(self) -> None:
        """Return when everything is imported. Raises what an import raised."""
        self.go_on()
        self.begin_the_rest()
        if self._rest is not None:
            self._rest.result()

    def stop(self) -> None:
        """Leave what is not imported yet; returns when the module that is being imported is done."""
        self._stopped = True
        self.go_on()
        self._executor.shutdown(wait=True)

    def _import_the_rest(self) -> None:
        for module in self._later:
            self._may_go_on.wait()
            if self._stopped:
                return
            import_module(module)
