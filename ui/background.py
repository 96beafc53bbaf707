"""Runs one slow call off the interface thread where there is no open store yet: unlocking, creating a vault."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class Background(QObject):
    """Hands a call to a thread and its outcome back to the interface thread.

    `then` gets the outcome, `fail` the exception. Both are dropped when this object has been destroyed.
    """

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._delivered.connect(_run)

    def run(self, call: Callable[[], T], then: Callable[[T], None], fail: Callable[[BaseException], None]) -> None:
        """Queue a call; calls run one after the other."""

        def done(future: Future[T]) -> None:
            if shiboken6.isValid(self) and not future.cancelled():
                self._delivered.emit(lambda: _finish(future, then, fail))

        self._executor.submit(call).add_done_callback(done)

    def stop(self) -> None:
        """Wait for the call that runs, and end the thread."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _run(delivery: Callable[[], None]) -> None:
    delivery()


def _finish(future: Future[T], then: Callable[[T], None], fail: Callable[[BaseException], None]) -> None:
    failure = future.exception()
    if failure is None:
        then(future.result())
    else:
        fail(failure)
