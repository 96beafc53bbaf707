"""One command is one transaction; only this file commits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, SQLModel

from coordinator.changes import Change, ChangeFeed
from coordinator.clock import Clock
from coordinator.errors import Conflict, NotFound
from coordinator.store import audit_chain, row_seals
from coordinator.store.engine import READ_ONLY, store_error_of
from coordinator.vocabulary import FacilitatorId

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")
RowT = TypeVar("RowT", bound=SQLModel)
Allow: TypeAlias = "Callable[[Change[object]], None]"


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """One transaction, one instant (`now`, in UTC), one person (`actor`)."""

    rows: Session
    now: datetime
    actor: FacilitatorId | None

    def get(self, kind: type[RowT], record_id: UUID | None) -> RowT:
        """Give the row with this id; raises `NotFound`."""
        row = self.rows.get(kind, record_id) if record_id is not None else None
        if row is None:
            raise NotFound(kind.__name__.removesuffix("Row"), record_id or "none")
        return row

    @property
    def signed_in(self) -> FacilitatorId:
        """The acting person; raises `NotFound` where nobody is signed in yet."""
        if self.actor is None:
            raise NotFound("Facilitator", "signed in")
        return self.actor


class Store:
    """Runs commands and queries, each in a transaction of its own, on the caller's thread."""

    def __init__(self, engine: Engine, *, clock: Clock, feed: ChangeFeed, allow: Allow | None = None) -> None:
        """Take the engine, and `allow`: what a guest vault lets happen, which raises to refuse a change."""
        self._engine = engine
        self._readers = engine.execution_options(**{READ_ONLY: True})
        self._clock = clock
        self._feed = feed
        self._allow = allow
        self._actor: FacilitatorId | None = None

    @property
    def actor(self) -> FacilitatorId | None:
        """Who is signed in."""
        return self._actor

    @property
    def clock(self) -> Clock:
        """Where `work.now` comes from."""
        return self._clock

    @property
    def allow(self) -> Allow | None:
        """What refuses changes in a guest vault; None in a person's own, where every command may be done."""
        return self._allow

    def limit(self, allow: Allow) -> None:
        """Let `allow` see every change from now on before it counts."""
        self._allow = allow

    def sign_in(self, actor: FacilitatorId) -> None:
        """Let everything from now on be done by this person."""
        self._actor = actor

    def write(
        self, command: Callable[Concatenate[UnitOfWork, P], Change[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Change[T]:
        """Run a command in one transaction, audited, and tell the feed what changed.

        Rolls back on any exception. Raises what the command raises; `Conflict` where another workstation was
        first; a `StoreError` where the disk is full, the file damaged and so on.
        """
        return self.write_and_read(lambda work: command(work, *args, **kwargs), lambda _work: None)[0]

    def write_and_read(
        self, command: Callable[[UnitOfWork], Change[T]], query: Callable[[UnitOfWork], U]
    ) -> tuple[Change[T], U]:
        """Run a command as `write` does, and in the same transaction a query that sees what it did."""
        try:
            with Session(self._engine, expire_on_commit=False) as rows, rows.begin():
                row_seals.watch(rows)
                work = UnitOfWork(rows, now=self._clock.now(), actor=self._actor)
                change = command(work)
                counts = bool(change.topics) or row_seals.is_pending(rows)
                if counts and self._allow is not None:
                    self._allow(change)
                if counts:
                    audit_chain.append(rows, change, at=work.now, actor=self._actor)
                else:
                    row_seals.keep_drafts(rows)
                answer = query(work)
        except StaleDataError as stale:
            raise Conflict from stale
        except DBAPIError as failure:
            raise store_error_of(failure) from failure
        self._feed.publish(change)
        return change, answer

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query in a read transaction; raises what the query raises, or a `StoreError`."""
        try:
            with Session(self._readers) as rows, rows.begin():
                return query(UnitOfWork(rows, now=self._clock.now(), actor=self._actor), *args, **kwargs)
        except DBAPIError as failure:
            raise store_error_of(failure) from failure
