"""The program's own clockwork on a real store, with the real scheduler and the real worker."""

from __future__ import annotations

import threading
import time as machine_time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from coordinator import audit, series, sessions
from coordinator.changes import Change, ChangeFeed
from coordinator.clock import ShiftedClock
from coordinator.errors import StoreFull
from coordinator.jobs import Jobs, MissedReminders, Reminder, Rhythm
from coordinator.store.tables import GroupRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupId, MomentKind, SessionStatus, Topic, Weekday
from coordinator.worker import InlineWorker, ThreadWorker
from tests.builders import a_group
from tests.fakes import FakeClock

FAST = Rhythm(catch_up=timedelta(seconds=0.4), wake_tick=timedelta(seconds=0.1))


class Heard:
    """What the program said."""

    def __init__(self) -> None:
        self.reminders: list[Reminder | MissedReminders] = []
        self.failures: list[BaseException] = []

    @property
    def prompt(self) -> list[Reminder]:
        return [one for one in self.reminders if isinstance(one, Reminder)]

    @property
    def summaries(self) -> list[MissedReminders]:
        return [one for one in self.reminders if isinstance(one, MissedReminders)]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def group_id(store: Store) -> GroupId:
    change = store.write(lambda work: Change(Action.ADD_GROUP, None, frozenset({Topic.ROSTER}), outcome=a_group(work)))
    return change.outcome


@pytest.fixture
def make_jobs(store: Store, feed: ChangeFeed, heard: Heard) -> Iterator[Callable[..., Jobs]]:
    made: list[Jobs] = []

    def make(worker: InlineWorker | ThreadWorker | None = None, **given: object) -> Jobs:
        given.setdefault("rhythm", FAST)
        jobs = Jobs(
            store,
            worker or InlineWorker(),
            feed,
            remind=heard.reminders.append,
            report=heard.failures.append,
            **given,  # type: ignore[arg-type]
        )
        made.append(jobs)
        return jobs

    yield make
    for jobs in made:
        jobs.stop()


def a_daily_block(store: Store, group_id: GroupId, starts: time, minutes: int = 180) -> None:
    store.write(
        series.add_block, group_id, weekdays=list(Weekday), starts=starts, from_on=date(2026, 3, 11), minutes=minutes
    )


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    ends = machine_time.monotonic() + seconds
    while not condition() and machine_time.monotonic() < ends:
        machine_time.sleep(0.02)
    assert condition()


def test_a_reminder_is_told_five_minutes_before_and_once(
    store: Store, clock: FakeClock, group_id: GroupId, make_jobs: Callable[..., Jobs], heard: Heard
) -> None:
    clock.set(datetime(2026, 3, 11, 12, 30, tzinfo=UTC))
    a_daily_block(store, group_id, time(9, 0))
    jobs = make_jobs()
    clock.set(datetime(2026, 3, 11, 12, 55, tzinfo=UTC))
    jobs.catch_up()
    jobs.catch_up()
    assert [(one.kind, one.due_at) for one in heard.prompt] == [
        (MomentKind.REMINDER, datetime(2026, 3, 11, 12, 55, tzinfo=UTC))
    ]
    assert [one.kind for summary in heard.summaries for one in summary.reminders] == [MomentKind.LINK_CHECK]
    assert not heard.failures


@pytest.mark.parametrize("count", [1, 10, 600])
def test_sleep_across_due_reminders_gives_one_summary_and_loses_none(
    store: Store, clock: FakeClock, group_id: GroupId, make_jobs: Callable[..., Jobs], heard: Heard, count: int
) -> None:
    clock.set(datetime(2026, 3, 11, 0, 0, tzinfo=UTC))
    a_daily_block(store, group_id, time(1, 0), minutes=10)
    expected = 4
    for number in range((count - expected) // 4 if count > expected else 0):
        starts = (datetime(2026, 3, 11, 2, 0, tzinfo=UTC) + timedelta(minutes=number)).time()
        store.write(
            series.add_block,
            group_id,
            weekdays=[Weekday.WED],
            starts=starts,
            from_on=date(2026, 3, 11),
            until_on=date(2026, 3, 11),
            minutes=10,
        )
        expected += 4
    jobs = make_jobs()
    jobs.catch_up()
    assert heard.reminders == []
    clock.set(datetime(2026, 3, 11, 20, 0, tzinfo=UTC))
    jobs.woke()
    jobs.catch_up()
    assert len(heard.summaries) == 1
    assert heard.prompt == []
    told = heard.summaries[0].reminders
    assert len(told) == len(set(told)) == expected
    assert not heard.failures


def test_a_clock_set_back_and_forward_a_day_tells_nothing_twice(
    store: Store, clock: FakeClock, group_id: GroupId, make_jobs: Callable[..., Jobs], heard: Heard
) -> None:
    a_daily_block(store, group_id, time(9, 30))
    jobs = make_jobs()
    session_id = store.read(sessions.todays_sessions)[0].id
    for shift in (0, 20, -24 * 60, 24 * 60, 0):
        clock.advance(minutes=shift)
        jobs.woke()
        store.write(sessions.set_topic, session_id, f"Shifted by {shift}")
    told = [*heard.prompt, *(one for summary in heard.summaries for one in summary.reminders)]
    assert len(told) == len(set(told))
    assert {MomentKind.LINK_CHECK} <= {one.kind for one in told}
    # The history keeps the order in which things happened by its numbers, whatever the clock said.
    history = list(reversed(store.read(audit.entries)))
    assert [one.sequence for one in history] == list(range(1, len(history) + 1))
    assert [one.at for one in history] != sorted(one.at for one in history), "the clock went back"
    assert store.read(audit.verify).intact


def test_nothing_is_told_of_a_session_that_somebody_launched_or_cancelled(
    store: Store, clock: FakeClock, group_id: GroupId, make_jobs: Callable[..., Jobs], heard: Heard
) -> None:
    clock.set(datetime(2026, 3, 11, 12, 30, tzinfo=UTC))
    a_daily_block(store, group_id, time(9, 0))
    jobs = make_jobs()
    store.write(sessions.cancel_session, store.read(sessions.todays_sessions)[0].id, "Facilitator ill")
    clock.set(datetime(2026, 3, 11, 13, 0, tzinfo=UTC))
    jobs.catch_up()
    assert heard.reminders == []


def test_what_was_due_before_a_block_existed_is_not_called_missed(
    store: Store, clock: FakeClock, group_id: GroupId, make_jobs: Callable[..., Jobs], heard: Heard
) -> None:
    clock.set(datetime(2026, 3, 11, 23, 0, tzinfo=UTC))
    a_daily_block(store, group_id, time(9, 0))
    make_jobs().catch_up()
    assert heard.reminders == []


def test_catching_up_closes_what_was_left_open(
    store: Store, clock: FakeClock, group_id: GroupId, make_jobs: Callable[..., Jobs]
) -> None:
    a_daily_block(store, group_id, time(9, 0))
    store.write(_give_link, group_id)
    session_id = store.read(sessions.todays_sessions)[0].id
    store.write(sessions.launch, session_id)
    clock.advance(hours=6)
    make_jobs().catch_up()
    ended = store.read(sessions.session, session_id)
    assert ended.status is SessionStatus.HELD
    assert ended.ended_at == ended.ends_at


def test_moments_fire_on_time_with_the_real_scheduler_and_leave_no_thread(
    store: Store, group_id: GroupId, make_jobs: Callable[..., Jobs], heard: Heard
) -> None:
    store._clock = ShiftedClock(datetime(2026, 3, 11, 12, 54, 58, 500000, tzinfo=UTC))
    a_daily_block(store, group_id, time(9, 0))
    worker = ThreadWorker()
    jobs = make_jobs(worker, rhythm=Rhythm())
    before = {thread.name for thread in threading.enumerate()}
    jobs.start()
    wait_for(lambda: bool(heard.prompt))
    told = heard.prompt[0]
    assert told.kind is MomentKind.REMINDER
    assert store.clock.now() - told.due_at < timedelta(seconds=1)
    jobs.stop()
    worker.drain_and_stop()
    assert {thread.name for thread in threading.enumerate()} <= before
    assert not heard.failures


def test_a_plan_that_changes_moves_the_reminder(
    store: Store, group_id: GroupId, make_jobs: Callable[..., Jobs], heard: Heard
) -> None:
    store._clock = ShiftedClock(datetime(2026, 3, 11, 12, 54, 0, tzinfo=UTC))
    a_daily_block(store, group_id, time(17, 0))
    worker = ThreadWorker()
    jobs = make_jobs(worker, rhythm=Rhythm())
    jobs.start()
    session = store.read(sessions.todays_sessions)[0]
    worker.submit(
        store.write, sessions.move_session, session.id, store.clock.now() + timedelta(minutes=5, seconds=1)
    ).result()
    wait_for(lambda: any(one.kind is MomentKind.REMINDER for one in heard.prompt))
    jobs.stop()
    worker.drain_and_stop()


def test_a_failing_job_is_reported(
    store: Store, make_jobs: Callable[..., Jobs], heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    jobs = make_jobs(snapshot=full)
    jobs._changed.set()
    jobs.make_snapshot()
    assert [type(failure) for failure in heard.failures] == [StoreFull]


def test_a_snapshot_is_made_only_after_a_change(
    store: Store, group_id: GroupId, make_jobs: Callable[..., Jobs], tmp_path: Path
) -> None:
    made: list[int] = []
    jobs = make_jobs(snapshot=lambda: made.append(1))
    jobs.make_snapshot()
    a_daily_block(store, group_id, time(9, 0))
    jobs.make_snapshot()
    jobs.make_snapshot()
    assert made == [1]


def test_a_wall_clock_that_jumps_is_noticed(make_jobs: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = make_jobs(ThreadWorker())
    jobs._machine = FakeClock(datetime(2026, 3, 11, 12, 0, tzinfo=UTC))  # type: ignore[assignment]
    woken = threading.Event()
    monkeypatch.setattr(jobs, "woke", woken.set)
    jobs.start()
    jobs._machine.advance(hours=-24)  # type: ignore[attr-defined]
    assert woken.wait(5)
    jobs._worker.drain_and_stop()


def _give_link(work: UnitOfWork, group_id: GroupId) -> Change[None]:

    work.get(GroupRow, group_id).link = "https://zoom.us/j/85012345678?pwd=a1"
    return Change(Action.SET_LINK, group_id, frozenset({Topic.ROSTER}), outcome=None)
