"""Store tests run on both stores: the fixtures `engine` and `store` come once as a file, once as PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import Engine

from coordinator.store.engine import make_shared_engine
from coordinator.store.migrate import bring_up_to_date

BOTH = [pytest.param("sqlcipher"), pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine of a store with every table and no row."""
    asked = {"sqlcipher": lambda: request.getfixturevalue("local_store").engine}
    asked["postgresql"] = lambda: request.getfixturevalue("shared_engine")
    engine = asked[str(request.param)]()
    assert isinstance(engine, Engine)
    return engine


@pytest.fixture
def shared_engine(shared_address: str) -> Iterator[Engine]:
    """The engine of a shared store with every table and no row."""
    engine = make_shared_engine(shared_address)
    yield engine
    engine.dispose()


@pytest.fixture
def shared_address(postgres_server: str, empty_shared_store: str) -> Iterator[str]:
    """The address of a shared store with every table and no row, dropped afterwards."""
    address = made(postgres_server, like=empty_shared_store)
    yield address
    drop(postgres_server, address)


@pytest.fixture(scope="session")
def empty_shared_store(postgres_server: str) -> Iterator[str]:
    """The name of a database with every table and no row; each test copies it."""
    address = made(postgres_server)
    engine = make_shared_engine(address)
    bring_up_to_date(engine)
    engine.dispose()
    yield name_of(address)
    drop(postgres_server, address)


def name_of(address: str) -> str:
    name = make_url(address).database
    assert name is not None
    return name


def made(server: str, *, like: str = "template1") -> str:
    """Make a database; gives its address."""
    name = f"test_{uuid4().hex}"
    ask(server, f"CREATE DATABASE {name} TEMPLATE {like}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop(server: str, address: str) -> None:
    ask(server, f"DROP DATABASE {name_of(address)} WITH (FORCE)")


def ask(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
