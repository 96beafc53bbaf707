"""The bridge: what happens on the store thread arrives on the interface thread, once, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from coordinator import roster
from coordinator.changes import Change, ChangeFeed
from coordinator.errors import CoordinatorError, NotFound
from coordinator.roster import GroupDetails
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.undo import UndoHistory
from coordinator.vocabulary import Action, GroupId
from coordinator.worker import ThreadWorker
from ui.bridge import Bridge

EMISSIONS = 100_000


@pytest.fixture
def bridge(qtbot: QtBot, store: Store, feed: ChangeFeed) -> Iterator[Bridge]:
    worker = ThreadWorker()
    bridge = Bridge(store, worker, UndoHistory())
    unsubscribe = feed.subscribe(bridge.publish)
    yield bridge
    unsubscribe()
    worker.drain_and_stop()


def add_group(name: str = "Mood & Anxiety") -> Callable[[UnitOfWork], Change[GroupId]]:
    return lambda work: roster.add_group(work, GroupDetails(name=name))


def names(work: UnitOfWork) -> list[str]:
    return [group.name for group in roster.groups(work)]


def test_a_reading_arrives_on_the_interface_thread(qtbot: QtBot, bridge: Bridge) -> None:
    seen: list[tuple[list[str], threading.Thread]] = []
    bridge.read(names, then=lambda found: seen.append((found, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [([], threading.main_thread())]


def test_a_change_is_broadcast_and_can_be_undone_and_redone(qtbot: QtBot, bridge: Bridge, store: Store) -> None:
    actions: list[Action] = []
    bridge.changed.connect(lambda change: actions.append(change.action))
    with qtbot.waitSignal(bridge.history_changed):
        bridge.change(add_group())
    qtbot.waitUntil(lambda: actions == [Action.ADD_GROUP])
    assert store.read(names) == ["Mood & Anxiety"]
    with qtbot.waitSignal(bridge.history_changed):
        bridge.undo()
    assert store.read(names) == []
    assert bridge.history.next_redo is not None
    with qtbot.waitSignal(bridge.history_changed):
        bridge.redo()
    assert store.read(names) == ["Mood & Anxiety"]


def test_a_change_and_what_it_led_to_arrive_together(qtbot: QtBot, bridge: Bridge, store: Store) -> None:
    seen: list[list[str]] = []
    refused: list[CoordinatorError] = []
    bridge.change_and_read(add_group(), names, then=lambda _change, found: seen.append(found), fail=refused.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [["Mood & Anxiety"]]
    with qtbot.waitSignal(bridge.history_changed):
        bridge.undo()
    assert store.read(names) == []
    bridge.change_and_read(add_group(""), names, then=lambda _change, found: seen.append(found), fail=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert len(seen) == 1


def test_undo_without_a_step_does_nothing(bridge: Bridge) -> None:
    bridge.undo()
    bridge.redo()
    assert bridge.history.next_undo is None


def test_a_procedure_reads_and_writes_for_itself(qtbot: QtBot, bridge: Bridge) -> None:
    seen: list[list[str]] = []

    def twice(store: Store, first: str) -> list[str]:
        store.write(add_group(first))
        return store.read(names)

    bridge.run(twice, "Skills", then=seen.append)
    qtbot.waitUntil(lambda: seen == [["Skills"]])


def unexpected(found: object) -> None:
    pytest.fail(f"{found} arrived")


def refuse(work: UnitOfWork) -> None:
    del work
    raise NotFound("group", "1")


def test_an_error_nobody_handles_is_sent_to_the_message_bar(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.failed) as caught:
        bridge.read(refuse, then=unexpected)
    assert isinstance(caught.args[0], NotFound)


def test_an_error_with_a_handler_goes_to_it_alone(qtbot: QtBot, bridge: Bridge) -> None:
    handled: list[CoordinatorError] = []
    with qtbot.assertNotEmitted(bridge.failed):
        bridge.read(refuse, then=unexpected, fail=handled.append)
        qtbot.waitUntil(lambda: bool(handled))


def test_a_mistake_reaches_the_exception_hook(qtbot: QtBot, bridge: Bridge) -> None:
    def mistaken(work: UnitOfWork) -> None:
        raise ZeroDivisionError

    with capture_exceptions() as raised:
        bridge.read(mistaken, then=unexpected)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_a_refused_inverse_is_forgotten(qtbot: QtBot, bridge: Bridge, store: Store) -> None:
    with qtbot.waitSignal(bridge.history_changed):
        bridge.change(add_group())
    step = bridge.history.next_undo
    assert step is not None
    store.write(step.inverse)  # somebody else was faster
    with qtbot.waitSignal(bridge.failed):
        bridge.undo()
    assert bridge.history.next_undo is None


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[list[str]] = []

    def hear(self, found: list[str]) -> None:
        self.heard.append(found)


def test_a_destroyed_receiver_hears_nothing(qtbot: QtBot, bridge: Bridge) -> None:
    listener, after = Listener(), Listener()
    hold = threading.Event()

    def slow(work: UnitOfWork) -> list[str]:
        hold.wait(5)
        return names(work)

    bridge.read(slow, then=listener.hear)
    bridge.read(names, then=after.hear)
    with qtbot.waitSignal(listener.destroyed):
        listener.deleteLater()
    hold.set()
    qtbot.waitUntil(lambda: after.heard == [[]])
    assert listener.heard == []


@pytest.mark.slow
def test_a_hundred_thousand_deliveries_arrive_in_order(qtbot: QtBot, bridge: Bridge) -> None:
    seen: list[int] = []

    class Sender(QObject):
        sent = Signal(object)

    sender = Sender()
    sender.sent.connect(seen.append)

    def send(work: UnitOfWork) -> int:
        for number in range(EMISSIONS):
            sender.sent.emit(number)
        return EMISSIONS

    done: list[int] = []
    bridge.read(send, then=done.append)
    qtbot.waitUntil(lambda: bool(done) and len(seen) == EMISSIONS, timeout=60_000)
    assert seen == list(range(EMISSIONS))
