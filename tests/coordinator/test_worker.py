"""One thread, in order; outcomes and failures arrive whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from coordinator.worker import InlineWorker, ThreadWorker, Worker


@pytest.fixture(params=[ThreadWorker, InlineWorker])
def worker(request: pytest.FixtureRequest) -> Iterator[Worker]:
    made: Worker = request.param()
    yield made
    made.drain_and_stop()


def test_an_outcome_arrives(worker: Worker) -> None:
    assert worker.submit(divmod, 7, 2).result(5) == (3, 1)


def test_a_failure_arrives_with_the_place_it_came_from(worker: Worker) -> None:
    failed = worker.submit(divmod, 7, 0)
    failure = failed.exception(5)
    assert isinstance(failure, ZeroDivisionError)
    assert failure.__traceback__ is not None
    assert worker.submit(divmod, 7, 2).result(5) == (3, 1)


def test_calls_run_in_the_order_in_which_they_were_submitted(worker: Worker) -> None:
    ran: list[int] = []
    for number in range(200):
        worker.submit(ran.append, number)
    worker.drain_and_stop()
    assert ran == list(range(200))


def test_a_thread_worker_uses_one_thread_that_is_not_the_caller_s() -> None:
    worker = ThreadWorker()
    threads = {worker.submit(threading.get_ident).result(5) for _ in range(20)}
    worker.drain_and_stop()
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_what_is_queued_is_finished_and_nothing_more_is_taken() -> None:
    worker, gate, ran = ThreadWorker(), threading.Event(), list[int]()
    worker.submit(gate.wait, 5)
    for number in range(10):
        worker.submit(ran.append, number)
    gate.set()
    worker.drain_and_stop()
    assert ran == list(range(10))
    with pytest.raises(RuntimeError):
        worker.submit(ran.append, 11)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("store")]
