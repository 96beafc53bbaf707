"""Two people write at once: one after the other, one line of history, nobody's change lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from coordinator import audit, people
from coordinator.changes import Change, ChangeFeed
from coordinator.errors import StoreBusy
from coordinator.store import sqlcipher
from coordinator.store.engine import make_shared_engine
from coordinator.store.tables import FacilitatorRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, Topic
from tests.fakes import FakeClock

EACH = 40


@pytest.fixture
def other(engine: Engine, shared_or_not: Engine | None, clock: FakeClock, store: Store) -> Store:
    """The same store, as another computer has it open: with connections of its own."""
    theirs = Store(shared_or_not or engine, clock=clock, feed=ChangeFeed())
    assert store.actor is not None
    theirs.sign_in(store.actor)
    return theirs


@pytest.fixture
def shared_or_not(engine: Engine) -> Iterator[Engine | None]:
    if engine.dialect.name != "postgresql":
        yield None  # a second connection of the same pool
        return
    another = make_shared_engine(engine.url.render_as_string(hide_password=False))
    yield another
    another.dispose()


def test_the_history_of_two_writers_is_one_chain(store: Store, other: Store) -> None:
    before = store.read(audit.head)[0]
    start = threading.Barrier(2)

    def write_many(which: Store, who: str) -> None:
        start.wait()
        for number in range(EACH):
            which.write(people.add_facilitator, f"{who} {number}")

    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(write_many, store, "Here"), both.submit(write_many, other, "There")]:
            done.result()
    report = store.read(audit.verify)
    assert report.intact
    assert report.entries == before + 2 * EACH
    assert len(store.read(people.facilitators)) == 1 + 2 * EACH


def test_what_a_rule_has_read_still_holds_when_the_change_is_committed(store: Store, other: Store) -> None:
    person = store.read(people.facilitators)[0]
    start = threading.Barrier(2)

    def one_more(work: UnitOfWork) -> Change[None]:
        row = work.get(FacilitatorRow, person.id)
        row.credentials = str(int(row.credentials or 0) + 1)
        return Change(Action.CHANGE_FACILITATOR, person.id, frozenset({Topic.PEOPLE}), None)

    def count(which: Store) -> None:
        start.wait()
        for _ in range(EACH):
            which.write(one_more)

    store.write(people.change_facilitator, person.id, name=person.name, credentials="0")
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(count, store), both.submit(count, other)]:
            done.result()
    assert store.read(people.facilitator, person.id).credentials == str(2 * EACH)


def test_who_only_reads_waits_for_no_writer(store: Store, other: Store) -> None:
    with writing(store):
        assert [person.name for person in other.read(people.facilitators)] == ["Renee Alvarado"]


@contextmanager
def writing(store: Store) -> Iterator[None]:
    """Within the block somebody has begun a change and not ended it."""
    begun, enough = threading.Event(), threading.Event()

    def dawdle(work: UnitOfWork) -> Change[object]:
        people.add_facilitator(work, "Half Done")
        work.rows.flush()
        begun.set()
        assert enough.wait(20)
        raise InterruptedError

    with ThreadPoolExecutor(1) as elsewhere:
        waiting = elsewhere.submit(store.write, dawdle)
        assert begun.wait(10)
        try:
            yield
        finally:
            enough.set()
            with pytest.raises(InterruptedError):
                waiting.result()


def test_a_writer_who_does_not_get_a_turn_is_told_that_the_store_is_busy(
    store: Store, other: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine.dialect.name == "postgresql":
        monkeypatch.setattr("coordinator.store.sqlcipher.BUSY_TIMEOUT_MS", 100)
    else:

        def impatient(connection: sqlcipher.Connection, _record: object) -> None:
            connection.execute("PRAGMA busy_timeout = 100")

        event.listen(engine, "connect", impatient)
    with writing(store), pytest.raises(StoreBusy):
        other.write(people.add_facilitator, "M. Chen")
    assert [person.name for person in store.read(people.facilitators)] == ["Renee Alvarado"]
    assert store.read(audit.verify).intact
