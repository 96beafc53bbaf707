"""The one thread that touches the store."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, Protocol, TypeVar

SWITCH_SECONDS = 0.0005
P = ParamSpec("P")
T = TypeVar("T")


class Worker(Protocol):
    """Runs calls one after the other, in the order in which they were submitted."""

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call; its outcome or its exception arrives in the future."""
        ...

    def submit_apart(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a long call that does not touch the store itself, beside the store's own."""
        ...

    def drain_and_stop(self) -> None:
        """Finish what is queued, accept nothing more, and end the thread."""
        ...


class ThreadWorker:
    """A worker with a thread of its own, and two for long calls beside it."""

    def __init__(self) -> None:
        # Where both threads have work, the one that waits gets the interpreter after this long, not after five
        # milliseconds: a key press goes to this thread and back before it is painted.
        sys.setswitchinterval(SWITCH_SECONDS)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        # A report can be read while a week is exported.
        self._apart = ThreadPoolExecutor(max_workers=2, thread_name_prefix="apart")

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a call; its outcome or its exception arrives in the future."""
        return self._executor.submit(call, *args, **kwargs)

    def submit_apart(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a long call that does not touch the store itself, beside the store's own."""
        return self._apart.submit(call, *args, **kwargs)

    def drain_and_stop(self) -> None:
        """Finish what is queued, accept nothing more, and end the threads."""
        self._apart.shutdown(wait=True, cancel_futures=True)  # first: it may wait for the store
        self._executor.shutdown(wait=True)


class InlineWorker:
    """A worker that runs each call at once on the caller's thread: for the command line and for tests."""

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call; its outcome or its exception is already in the future."""
        future: Future[T] = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except BaseException as failure:  # noqa: BLE001  handed on whole, as a thread would
            future.set_exception(failure)
        return future

    def submit_apart(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the call as any other."""
        return self.submit(call, *args, **kwargs)

    def drain_and_stop(self) -> None:
        """Nothing is ever queued."""
