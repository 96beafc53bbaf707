"""What a command did: the only thing that travels from the store to the screens.

A `Change` names the action, its subject and the topics that it touched. It may carry its inverse, which is
an ordinary command waiting for a unit of work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar
from uuid import UUID

from coordinator.vocabulary import Action, Topic

if TYPE_CHECKING:
    from coordinator.store.unit_of_work import UnitOfWork

OutcomeT = TypeVar("OutcomeT")
OutcomeT_co = TypeVar("OutcomeT_co", covariant=True)

InverseCommand: TypeAlias = "Callable[[UnitOfWork], Change[object]]"


@dataclass(frozen=True, slots=True)
class Change(Generic[OutcomeT_co]):
    """What one command did.

    `topics` is empty when nothing was altered: such a change is neither audited nor broadcast. `detail` goes
    into the audit entry: codes, ids, counts and instants, never a name or the text of a note. `undo` is the
    inverse command, or None where the action cannot be taken back.
    """

    action: Action
    subject_id: UUID | None
    topics: frozenset[Topic]
    outcome: OutcomeT_co
    undo: InverseCommand | None = None
    detail: Mapping[str, str] = field(default_factory=dict)


def nothing_changed(action: Action, outcome: OutcomeT) -> Change[OutcomeT]:
    """Give the change of a command that found nothing to do."""
    return Change(action, None, frozenset(), outcome)


class ChangeFeed:
    """Hands every change that altered something to whoever subscribed, on the thread that made it."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Change[object]], None]] = []
        self._lock = Lock()

    def subscribe(self, listener: Callable[[Change[object]], None]) -> Callable[[], None]:
        """Call `listener` with each change from now on; gives a function that ends it."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, change: Change[object]) -> None:
        """Tell every listener of a change; one without topics altered nothing and is ignored."""
        if not change.topics:
            return
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(change)
