"""A clinic is written once a run: a test that needs it again gets a copy of the file as it was then (`tests.kept`).

Filling a store command by command takes seconds, because every command is a transaction, sealed and audited. Who has
seen one filling has seen them all: the second test starts from a copy of the first one's encrypted file.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import col, select

from coordinator.store.engine import LocalStore
from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import FacilitatorId
from tests.fakes import FakeClock
from tests.kept import kept

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Filling:
    """What a builder left behind beside the file: who was signed in, what the clock said, what it gave."""

    actor: FacilitatorId | None
    now: datetime
    outcome: object


_STORE, _REST = "store.db", "rest.pickle"
_files: WeakKeyDictionary[Engine, LocalStore] = WeakKeyDictionary()


def remember(local_store: LocalStore) -> None:
    """Let the builders that are given this store know the file under it."""
    _files[local_store.engine] = local_store


def written_once(build: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
    """Let a builder run once for the same beginning: the same history so far, the same moment, the same wishes.

    On any other beginning, and in a store that no fixture made, the builder runs as it is.
    """

    @wraps(build)
    def built(store: Store, /, *args: P.args, **kwargs: P.kwargs) -> T:
        local_store, clock = _files.get(store._engine), store.clock
        if local_store is None or not isinstance(clock, FakeClock):
            return build(store, *args, **kwargs)
        wishes = [repr(one) for one in (*args, *sorted(kwargs.items())) if not isinstance(one, FakeClock)]
        begins = (build.__module__, build.__qualname__, *wishes, store.actor, clock.now(), store.read(_head))
        wrote: list[T] = []

        def make(folder: Path) -> None:
            wrote.append(build(store, *args, **kwargs))
            assert local_store.checkpoint(), "somebody still reads what was written"
            shutil.copy(local_store.path, folder / _STORE)
            filling = _Filling(store.actor, clock.now(), wrote[0])
            (folder / _REST).write_bytes(pickle.dumps(filling))

        filled = kept(repr(begins), make)
        return _take_over(store, local_store, clock, filled)  # type: ignore[return-value]

    return built


def _take_over(store: Store, local_store: LocalStore, clock: FakeClock, filled: Path) -> object:
    filling: _Filling = pickle.loads((filled / _REST).read_bytes())  # noqa: S301  written by this run
    local_store.engine.dispose()
    for log in ("-wal", "-shm"):
        local_store.path.with_name(local_store.path.name + log).unlink(missing_ok=True)
    shutil.copy(filled / _STORE, local_store.path)
    if filling.actor is not None:
        store.sign_in(filling.actor)
    clock.set(filling.now)
    return filling.outcome


def _head(work: UnitOfWork) -> str:
    newest = select(AuditRow.digest).order_by(col(AuditRow.sequence).desc()).limit(1)
    return work.rows.exec(newest).first() or ""
