"""What runs by itself, and when.

APScheduler gets dates in UTC only, for the moments of the next 48 hours; recurrence is never left to it. A
scheduler thread touches neither the store nor a widget: each job submits one command to the worker. Jobs hold
no facts, each means "catch up to now" and may run twice, late, or on two machines.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Lock, Thread
from typing import TypeVar

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from coordinator import sessions
from coordinator.changes import Change, ChangeFeed
from coordinator.clock import SystemClock
from coordinator.sessions import Delivery, Moment
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import GroupSessionId, MomentKind, Topic
from coordinator.worker import Worker

T = TypeVar("T")

A_HAIR = timedelta(milliseconds=20)
PLAN_TOPICS = frozenset({Topic.SERIES, Topic.SESSIONS, Topic.PROGRAM})


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to tell a person now: a kind, an instant, a session. Never a client's name.

    `group_name` is shown only where the person chose so.
    """

    kind: MomentKind
    due_at: datetime
    session_id: GroupSessionId
    starts_at: datetime | None = None
    group_name: str = ""


@dataclass(frozen=True, slots=True)
class MissedReminders:
    """What fell due while the computer slept or was off, to be told once."""

    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often things happen; tests make it faster."""

    catch_up: timedelta = timedelta(seconds=60)
    wake_tick: timedelta = timedelta(seconds=15)
    wake_gap: timedelta = timedelta(seconds=60)
    snapshot: timedelta = timedelta(minutes=30)
    reminder_lead: timedelta = timedelta(minutes=5)


class Jobs:
    """The scheduler of one open store.

    `remind` gets each prompt reminder and one summary of missed ones, `report` every exception of a job: both
    on the store's thread. `snapshot` makes an encrypted copy; it runs on the store's thread, and only if
    something changed since the last one.
    """

    def __init__(
        self,
        store: Store,
        worker: Worker,
        feed: ChangeFeed,
        *,
        remind: Callable[[Reminder | MissedReminders], None],
        report: Callable[[BaseException], None],
        snapshot: Callable[[], object] | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        self._store = store
        self._worker = worker
        self._remind = remind
        self._report = report
        self._snapshot = snapshot
        self._rhythm = rhythm or Rhythm()
        self._machine = SystemClock()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            executors={"default": {"type": "threadpool", "max_workers": 2}},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        self._stopping = Event()
        self._changed = Event()
        self._moments: set[str] = set()
        self._delivering = False
        self._lock = Lock()
        self._watcher = Thread(target=self._watch_for_wake, name="wake-watch", daemon=True)
        self._unsubscribe = feed.subscribe(self._on_change)

    def start(self) -> None:
        """Catch up at once, and from then on by itself."""
        self._schedule_ticks()
        self._scheduler.start()
        self._watcher.start()
        self.catch_up()

    def stop(self) -> None:
        """End every thread of this; what was submitted already stays with the worker."""
        self._unsubscribe()
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        if self._watcher.is_alive():
            self._watcher.join()

    def catch_up(self) -> None:
        """Plan ahead, close what is over, deliver what fell due, and look at the next 48 hours."""
        self._submit(partial(self._store.write, sessions.plan_ahead))
        self._submit(partial(self._store.write, sessions.close_overdue))
        self._deliver()
        self._look_ahead()

    def woke(self) -> None:
        """Say that the computer slept, or that its clock was set: begin afresh from the present instant."""
        if self._scheduler.running:
            self._schedule_ticks()
            self._scheduler.wakeup()
        self.catch_up()

    def make_snapshot(self) -> None:
        """Make a snapshot if something changed since the last."""
        if self._snapshot is not None and self._changed.is_set():
            self._changed.clear()
            self._watch(self._worker.submit(self._snapshot))

    def _schedule_ticks(self) -> None:
        ticks = (
            ("catch up", self.catch_up, self._rhythm.catch_up),
            ("snapshot", self.make_snapshot, self._rhythm.snapshot),
        )
        for name, job, every in ticks:
            trigger = IntervalTrigger(seconds=every.total_seconds(), timezone=UTC)
            self._scheduler.add_job(job, trigger, id=name, replace_existing=True)

    def _deliver(self) -> None:
        """Queue one delivery: after a sleep hundreds of moments are due at once, and the first delivers them all."""
        with self._lock:
            if self._delivering:
                return
            self._delivering = True
        self._submit(self._deliver_due, then=self._tell)

    def _deliver_due(self) -> Change[Delivery]:
        with self._lock:
            self._delivering = False
        return self._store.write(sessions.deliver_due, lead=self._rhythm.reminder_lead)

    def _look_ahead(self) -> None:
        future = self._worker.submit(self._store.read, sessions.moments, lead=self._rhythm.reminder_lead)
        self._watch(future, then=self._schedule_moments)

    def _schedule_moments(self, moments: tuple[Moment, ...]) -> None:
        """Give the scheduler one job for each instant at which something falls due, and drop the others."""
        if self._stopping.is_set():
            return
        # A pretended clock runs at the machine's pace. A hair later, so that the moment is due when its job runs.
        shift = self._machine.now() - self._store.clock.now() + A_HAIR
        wanted = {moment.due_at.isoformat(): moment.due_at for moment in moments}
        with self._lock:
            for gone in self._moments - wanted.keys():
                if self._scheduler.get_job(gone) is not None:
                    self._scheduler.remove_job(gone)
            for name, due_at in wanted.items():
                trigger = DateTrigger(run_date=due_at + shift, timezone=UTC)
                self._scheduler.add_job(self._deliver, trigger, id=name, replace_existing=True)
            self._moments = set(wanted)

    def _tell(self, delivery: Delivery) -> None:
        for moment in delivery.prompt:
            self._remind(_reminder(moment))
        if delivery.missed:
            self._remind(MissedReminders(tuple(_reminder(moment) for moment in delivery.missed)))

    def _on_change(self, change: Change[object]) -> None:
        self._changed.set()
        if change.topics & PLAN_TOPICS and not self._stopping.is_set():
            self._look_ahead()

    def _submit(self, write: Callable[[], Change[T]], then: Callable[[T], None] | None = None) -> None:
        """Queue a write on the worker; its failure is reported, never lost in a forgotten future."""

        def finished(change: Change[T]) -> None:
            if then is not None:
                then(change.outcome)

        self._watch(self._worker.submit(write), then=finished)

    def _watch(self, future: Future[T], then: Callable[[T], None] | None = None) -> None:
        def done(ended: Future[T]) -> None:
            failure = ended.exception()
            if failure is None and then is not None:
                try:
                    then(ended.result())
                except Exception as defect:  # noqa: BLE001  a future would only log what its callback raises
                    failure = defect
            if failure is not None:
                self._report(failure)

        future.add_done_callback(done)

    def _watch_for_wake(self) -> None:
        """Look every 15 seconds whether the wall clock went another way than it should have.

        A thread of its own, because it waits on the monotonic clock: after the wall clock was set back a day the
        scheduler would wait a day for its next tick.
        """
        wall, steady = self._machine.now(), time.monotonic()
        while not self._stopping.wait(self._rhythm.wake_tick.total_seconds()):
            now, steady_now = self._machine.now(), time.monotonic()
            passed = (now - wall).total_seconds()
            gap = self._rhythm.wake_gap.total_seconds()
            if passed > gap or abs(passed - (steady_now - steady)) > gap:
                self.woke()
            wall, steady = now, steady_now


def _reminder(moment: Moment) -> Reminder:
    return Reminder(moment.kind, moment.due_at, moment.session_id, moment.starts_at, moment.group_name)
