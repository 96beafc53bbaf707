"""A bridge over a real store, for pages."""

from __future__ import annotations

from coordinator.changes import ChangeFeed
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.worker import InlineWorker, Worker
from ui.bridge import Bridge


def a_bridge(store: Store, feed: ChangeFeed, worker: Worker | None = None) -> Bridge:
    """A bridge that hears of every change of the store."""
    bridge = Bridge(store, worker or InlineWorker(), UndoHistory())
    feed.subscribe(bridge.publish)
    return bridge
