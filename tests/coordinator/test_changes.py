"""Who hears of a change, and of which."""

from __future__ import annotations

import dataclasses

import pytest

from coordinator.changes import Change, ChangeFeed, nothing_changed
from coordinator.vocabulary import Action, Topic

MARKED: Change[object] = Change(Action.MARK, None, frozenset({Topic.ATTENDANCE}), None)


def test_every_listener_hears_every_change_in_order() -> None:
    feed, first, second = ChangeFeed(), list[Change[object]](), list[Change[object]]()
    feed.subscribe(first.append)
    feed.subscribe(second.append)
    others = [dataclasses.replace(MARKED, detail={"n": str(number)}) for number in range(3)]
    for change in others:
        feed.publish(change)
    assert first == second == others


def test_who_left_hears_no_more_and_may_leave_twice() -> None:
    feed, heard = ChangeFeed(), list[Change[object]]()
    leave = feed.subscribe(heard.append)
    feed.publish(MARKED)
    leave()
    leave()
    feed.publish(MARKED)
    assert heard == [MARKED]


def test_who_leaves_while_hearing_disturbs_nobody_else() -> None:
    feed, heard = ChangeFeed(), list[str]()

    def once(_change: Change[object]) -> None:
        heard.append("once")
        leave()

    leave = feed.subscribe(once)
    feed.subscribe(lambda _change: heard.append("always"))
    feed.publish(MARKED)
    feed.publish(MARKED)
    assert heard == ["once", "always", "always"]


def test_a_change_without_topics_altered_nothing_and_is_not_told() -> None:
    feed, heard = ChangeFeed(), list[Change[object]]()
    feed.subscribe(heard.append)
    feed.publish(nothing_changed(Action.MARK, None))
    assert heard == []


def test_a_change_cannot_be_altered_on_its_way() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        MARKED.action = Action.UNLOCK  # type: ignore[misc]
