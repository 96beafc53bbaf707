"""Watching a long reading: how far it is, and that it is to stop. Reading stays pure; who does not watch pays nothing.

The pipeline is a dozen small functions, each unaware of the others. The watcher is therefore bound to the context in
which they run (PEP 567), not handed through all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from coordinator.errors import CoordinatorError

Watcher = Callable[[float | None], None]
"""Takes how far a reading is, 0 to 1, or None where only the question is whether it goes on; raises to stop it."""

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


class ReadingStopped(CoordinatorError):
    """Somebody stopped the reading; nothing was changed."""


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Read under the eyes of a watcher."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def tell(share: float | None = None) -> None:
    """Say how far the reading is; raises what the watcher raises to stop it."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(share)
