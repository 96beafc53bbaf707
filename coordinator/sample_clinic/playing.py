"""Plays commands at past instants: each as whoever did it then, each with an entry of its own in the history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event
from sqlmodel import Session

from coordinator.changes import Change
from coordinator.errors import CoordinatorError
from coordinator.store import audit_chain
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import FacilitatorId

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
Scene = Callable[[UnitOfWork], Change[object]]


class FillStopped(CoordinatorError):
    """Somebody stopped the filling; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command at one instant (UTC); `who` is the person who does it, None for whoever fills the sample in."""

    at: datetime
    scene: Scene
    who: str = "me"


class Player:
    """Plays steps in the order of their instants within one transaction."""

    def __init__(self, work: UnitOfWork, cast: dict[str, FacilitatorId]) -> None:
        self._work = work
        self._cast = cast
        self._kept: list[object] = []
        self._newest: audit_chain.NewEntry | None = None
        self.played = 0
        for moment in ("loaded_as_persistent", "pending_to_persistent"):
            # A session forgets rows that nobody holds; held on to, the next steps need not read them again.
            event.listen(work.rows, moment, self._keep)

    def _keep(self, _rows: Session, row: object) -> None:
        self._kept.append(row)

    def play(self, steps: Iterable[Step], progress: Progress | None = None, stop: Stop | None = None) -> None:
        """Play all steps; raises `FillStopped` between two when `stop` says so.

        The history names whoever filled the sample in, since that is who really acts.
        """
        ordered = sorted(steps, key=lambda step: step.at)
        for number, step in enumerate(ordered, start=1):
            if stop is not None and stop():
                raise FillStopped
            then = UnitOfWork(self._work.rows, now=step.at, actor=self._cast[step.who])
            change = step.scene(then)
            if change.topics:
                self._newest = audit_chain.append(
                    self._work.rows, change, at=step.at, actor=self._work.actor, newest=self._newest
                )
                self.played += 1
            if progress is not None:
                progress(number, len(ordered))
        self._work.rows.flush()
