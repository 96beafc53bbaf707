"""Take a change back, as the edit menu does."""

from __future__ import annotations

from typing import TypeVar

from coordinator.changes import Change
from coordinator.store.unit_of_work import Store

T = TypeVar("T")


def take_back(store: Store, change: Change[T]) -> Change[object]:
    """Run the inverse of a change, which must have one; gives the change that this is."""
    assert change.undo is not None
    return store.write(change.undo)
