"""The server of a shared store goes away in the middle of a change, and comes back."""

from __future__ import annotations

from typing import NoReturn

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from coordinator import audit, people, programs
from coordinator.changes import ChangeFeed
from coordinator.errors import StoreUnreachable
from coordinator.store.engine import make_shared_engine
from coordinator.store.unit_of_work import Store, UnitOfWork
from tests.fakes import FakeClock


@pytest.fixture
def shared(shared_engine: Engine, clock: FakeClock) -> Store:
    store = Store(shared_engine, clock=clock, feed=ChangeFeed())
    store.write(programs.create_program, "Alder Street IOP", "America/New_York")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado").outcome)
    return store


def cut_off(work: UnitOfWork) -> NoReturn:
    people.add_facilitator(work, "Half Done")
    work.rows.flush()
    work.rows.connection().execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    raise AssertionError


@pytest.mark.postgres
def test_a_change_cut_off_leaves_nothing_and_the_next_succeeds(shared: Store) -> None:
    before = shared.read(audit.head)
    with pytest.raises(StoreUnreachable):
        shared.write(cut_off)
    assert shared.read(audit.head) == before
    assert [person.name for person in shared.read(people.facilitators)] == ["Renee Alvarado"]
    shared.write(people.add_facilitator, "M. Chen")
    assert shared.read(audit.verify).intact


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_called_unreachable(clock: FakeClock) -> None:
    engine = make_shared_engine("postgresql+psycopg://tests@127.0.0.1:1/nothing?connect_timeout=2")
    with pytest.raises(StoreUnreachable):
        Store(engine, clock=clock, feed=ChangeFeed()).read(people.facilitators)
    engine.dispose()


@pytest.mark.postgres
def test_who_fell_asleep_in_a_change_does_not_keep_the_others_waiting(
    shared: Store, shared_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.store.engine._IDLE_MS", 100)
    other = make_shared_engine(shared_engine.url.render_as_string(hide_password=False))
    asleep = other.connect()
    asleep.begin()  # and nothing more, as from a closed laptop
    shared.write(people.add_facilitator, "M. Chen")
    asleep.invalidate()
    asleep.close()
    other.dispose()
    assert [person.name for person in shared.read(people.facilitators)] == ["M. Chen", "Renee Alvarado"]
