"""What a mistake tells: the rule that was broken, and nothing of what somebody confided."""

from __future__ import annotations

import io
import logging
import random
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from coordinator.changes import Change
from coordinator.errors import CoordinatorError
from coordinator.store.columns import name_key
from coordinator.store.tables import ClientRow, FacilitatorRow, LicensedStateRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, Topic
from tests.planted import PLANTED, hits

# ---------------------------------------------------------------- exceptions and logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any part says, to the last detail."""
    written, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    loud = [logging.getLogger(name) for name in ("sqlalchemy.engine", "sqlalchemy.orm", "sqlalchemy.pool", "alembic")]
    levels = [logger.level for logger in loud]
    for logger in loud:
        logger.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    for logger, before in zip(loud, levels, strict=True):
        logger.setLevel(before)


def a_client_called(name: str, **facts: Any) -> ClientRow:
    return ClientRow(**{"code": name, "preferred_name": name, "name_key": name_key(name), **facts})


def adding(*rows: SQLModel) -> Callable[[UnitOfWork], Change[None]]:
    def add(work: UnitOfWork) -> Change[None]:
        work.rows.add_all(rows)
        return Change(Action.ADD_CLIENT, None, frozenset({Topic.ROSTER}), None)

    return add


def bad_statement(word: str) -> Callable[[UnitOfWork], Change[None]]:
    def ask(work: UnitOfWork) -> Change[None]:
        work.rows.connection().execute(text("SELECT nothing FROM client WHERE code = :code"), {"code": word})
        raise AssertionError

    return ask


def stale(word: str) -> Callable[[UnitOfWork], Change[None]]:
    def overtaken(work: UnitOfWork) -> Change[None]:
        row = a_client_called(word + str(uuid4()))
        work.rows.add(row)
        work.rows.flush()
        work.rows.connection().execute(text("UPDATE client SET version = 9"))
        row.legal_name = word
        work.rows.flush()
        raise AssertionError

    return overtaken


def mistakes(word: str, other: str) -> tuple[Callable[[UnitOfWork], Change[Any]], ...]:
    """Ten ways to go wrong with a confided word in hand."""
    return (
        adding(a_client_called(word), a_client_called(word)),
        adding(a_client_called(word + "\x00")),
        adding(a_client_called(word, weekly_goal_minutes=-1)),
        adding(a_client_called(word, weekly_goal_minutes=2**40)),
        adding(a_client_called(word, born_on=other)),
        adding(a_client_called(word, import_id=uuid4())),
        adding(FacilitatorRow(name=word, name_key=word, role=other)),  # type: ignore[arg-type]
        adding(LicensedStateRow(facilitator_id=uuid4(), state=word)),  # type: ignore[arg-type]
        bad_statement(word),
        stale(word),
    )


def told_of(failure: BaseException) -> str:
    """All that a traceback, a log line or a crash report could say of it."""
    chain: list[BaseException] = []
    while failure not in chain:
        chain.append(failure)
        failure = failure.__cause__ or failure.__context__ or failure
    said = "".join(traceback.format_exception(chain[0]))
    return said + "".join(f"{link!r}{link}{link.args!r}" for link in chain if isinstance(link, CoordinatorError))


def test_two_hundred_mistakes_tell_nothing_of_what_was_confided(
    store: Store, engine: Engine, log: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    chance, told = random.Random(23), []
    engine.echo = True
    for number in range(20):
        for mistake in mistakes(PLANTED[number], chance.choice(PLANTED)):
            with pytest.raises((SQLAlchemyError, CoordinatorError)) as failed:
                store.write(mistake)
            logging.getLogger("coordinator").error("a mistake", exc_info=failed.value)
            told.append(told_of(failed.value))
    engine.echo = False
    assert len(told) == 200
    assert [found for said in told for found in hits(said.encode())] == []
    assert "rollback" in log.getvalue().lower()
    assert hits(log.getvalue().encode()) == []
