"""Carries intents to the store thread and facts back to the screens."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import Concatenate, ParamSpec, Protocol, TypeVar, TypeVarTuple

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from coordinator.changes import Change
from coordinator.errors import CoordinatorError
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.undo import UndoHistory, UndoStep
from coordinator.worker import Worker

Args = TypeVarTuple("Args")
P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")


class Ask(Protocol):
    """Asks the store something from another thread and waits for the answer."""

    def __call__(self, query: Callable[[UnitOfWork], U]) -> U:
        """Give the query's answer."""
        ...


class StoreBeside:
    """The store as a thread beside its own sees it: each question and each command waits for its turn there."""

    def __init__(self, store: Store, worker: Worker) -> None:
        self._store, self._worker = store, worker

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Give a query's answer."""
        return self._worker.submit(lambda: self._store.read(query, *args, **kwargs)).result()

    def write(
        self, command: Callable[Concatenate[UnitOfWork, P], Change[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Change[T]:
        """Run a command in one transaction and give its change; it is no step of the undo history."""
        return self._worker.submit(lambda: self._store.write(command, *args, **kwargs)).result()


class Task:
    """A procedure that runs apart: it can be stopped, and looks at `stopped` where it can be."""

    def __init__(self) -> None:
        self._stopped = Event()

    @property
    def stopped(self) -> bool:
        """Whether nobody wants the outcome any more."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Want the outcome no more, from any thread."""
        self._stopped.set()


class Bridge(QObject):
    """The three verbs of a screen: `read`, `change`, `run`; and one broadcast: `changed`.

    Results arrive on the interface thread. `then` and `fail` are bound methods of a widget or plain functions;
    they are dropped when their widget has been destroyed. Without `fail`, a `CoordinatorError` is emitted as
    `failed` (the message bar listens) and anything else is raised on the interface thread, where the exception
    hook takes it. Arguments are positional, so that they stay type-checked; keyword-only ones are bound with
    `functools.partial`.
    """

    changed = Signal(object)
    """Carries a `Change` that altered something, by whomever."""
    failed = Signal(object)
    """Carries a `CoordinatorError` that no caller wanted to handle."""
    history_changed = Signal()
    """The undo history has another newest step."""

    _delivered = Signal(object)

    def __init__(self, store: Store, worker: Worker, history: UndoHistory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._worker = worker
        self._history = history
        self._closed = False
        self._tasks: set[Task] = set()
        self._delivered.connect(self._deliver)

    @property
    def history(self) -> UndoHistory:
        """What can be undone and redone."""
        return self._history

    def close(self) -> None:
        """Deliver nothing from now on: the store is being closed, and an answer would ask it the next question."""
        self._closed = True
        for task in self._tasks:
            task.stop()

    def publish(self, change: Change[object]) -> None:
        """Pass on a change from any thread; the change feed is connected to this."""
        self._delivered.emit(lambda: self.changed.emit(change))

    def report(self, error: CoordinatorError) -> None:
        """Show an error that happened on any thread, such as in a job."""
        self._delivered.emit(lambda: self.failed.emit(error))

    def read(
        self,
        query: Callable[[UnitOfWork, *Args], T],
        *args: *Args,
        then: Callable[[T], None],
        fail: Callable[[CoordinatorError], None] | None = None,
    ) -> None:
        """Run a query on the store thread and hand its answer to `then`."""
        self._submit(lambda: self._store.read(query, *args), then, fail)

    def change(
        self,
        command: Callable[[UnitOfWork, *Args], Change[T]],
        *args: *Args,
        then: Callable[[T], None] | None = None,
        fail: Callable[[CoordinatorError], None] | None = None,
    ) -> None:
        """Run a command in one transaction; its change becomes an undo step and its outcome goes to `then`."""

        def finished(change: Change[T]) -> None:
            self._history.record(change)
            self.history_changed.emit()
            if then is not None and _is_alive(then):
                then(change.outcome)

        self._submit(lambda: self._store.write(command, *args), finished, fail)

    def change_and_read(
        self,
        command: Callable[[UnitOfWork], Change[T]],
        query: Callable[[UnitOfWork], U],
        *,
        then: Callable[[Change[T], U], None],
        fail: Callable[[CoordinatorError], None],
    ) -> None:
        """Run a command as `change` does; `then` also gets what a query saw at the end of the same transaction.

        For a change whose effect has to be on screen at once: asking afterwards is another transaction.
        """

        def finished(both: tuple[Change[T], U]) -> None:
            self._history.record(both[0])
            if _is_alive(then):
                then(*both)
            self.history_changed.emit()

        self._submit(lambda: self._store.write_and_read(command, query), finished, fail)

    def run(
        self,
        procedure: Callable[[Store, *Args], T],
        *args: *Args,
        then: Callable[[T], None] | None = None,
        fail: Callable[[CoordinatorError], None] | None = None,
    ) -> None:
        """Run a procedure, which reads and writes for itself, on the store thread."""

        def finished(outcome: T) -> None:
            if then is not None and _is_alive(then):
                then(outcome)

        self._submit(lambda: procedure(self._store, *args), finished, fail)

    def run_apart(
        self,
        procedure: Callable[[Ask, Task], T],
        task: Task,
        *,
        then: Callable[[T], None],
        fail: Callable[[CoordinatorError], None],
    ) -> None:
        """Run a long procedure on a thread of its own, so that the store goes on serving others meanwhile.

        The procedure asks the store by `ask`, which waits for its turn there, and looks at its task whether it is to
        go on. Neither `then` nor `fail` is called for a task that was stopped.
        """
        beside = StoreBeside(self._store, self._worker)

        def ask(query: Callable[[UnitOfWork], U]) -> U:
            return beside.read(query)

        self._run_apart(lambda: procedure(ask, task), task, then, fail)

    def write_apart(
        self,
        procedure: Callable[[StoreBeside, Task], T],
        task: Task,
        *,
        then: Callable[[T], None],
        fail: Callable[[CoordinatorError], None],
    ) -> None:
        """Run a long procedure that also writes, as `run_apart` does; each of its commands is one transaction."""
        beside = StoreBeside(self._store, self._worker)
        self._run_apart(lambda: procedure(beside, task), task, then, fail)

    def _run_apart(
        self,
        call: Callable[[], T],
        task: Task,
        then: Callable[[T], None],
        fail: Callable[[CoordinatorError], None],
    ) -> None:
        self._tasks.add(task)

        def finished(future: Future[T]) -> None:
            self._tasks.discard(task)
            if not task.stopped:
                self._finish(future, then, fail)

        def done(future: Future[T]) -> None:
            self._delivered.emit(lambda: finished(future))

        self._worker.submit_apart(call).add_done_callback(done)

    def undo(self, then: Callable[[UndoStep], None] | None = None) -> None:
        """Reverse the newest step of the history, if there is one."""
        step = self._history.next_undo
        if step is not None:
            self._reverse(step, self._history.undone, then)

    def redo(self, then: Callable[[UndoStep], None] | None = None) -> None:
        """Do the newest undone step again, if there is one."""
        step = self._history.next_redo
        if step is not None:
            self._reverse(step, self._history.redone, then)

    def _reverse(
        self,
        step: UndoStep,
        note: Callable[[UndoStep, Change[object]], None],
        then: Callable[[UndoStep], None] | None,
    ) -> None:
        def finished(change: Change[object]) -> None:
            note(step, change)
            self.history_changed.emit()
            if then is not None and _is_alive(then):
                then(step)

        def refused(error: CoordinatorError) -> None:
            self._history.forget_next_undo()
            self.history_changed.emit()
            self.failed.emit(error)

        self._submit(lambda: self._store.write(step.inverse), finished, refused)

    def _submit(
        self,
        call: Callable[[], T],
        then: Callable[[T], None],
        fail: Callable[[CoordinatorError], None] | None,
    ) -> None:
        def done(future: Future[T]) -> None:
            self._delivered.emit(lambda: self._finish(future, then, fail))

        self._worker.submit(call).add_done_callback(done)

    def _finish(
        self,
        future: Future[T],
        then: Callable[[T], None],
        fail: Callable[[CoordinatorError], None] | None,
    ) -> None:
        failure = future.exception()
        if failure is None:
            if _is_alive(then):
                then(future.result())
        elif not isinstance(failure, CoordinatorError):
            raise failure
        elif fail is None:
            self.failed.emit(failure)
        elif _is_alive(fail):
            fail(failure)

    @Slot(object)
    def _deliver(self, delivery: Callable[[], None]) -> None:
        if not self._closed:
            delivery()


def _is_alive(receiver: Callable[..., object]) -> bool:
    """Say whether a bound method's widget still exists; anything else always does."""
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
