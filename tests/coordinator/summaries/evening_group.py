"""A second group beside Mood & Anxiety in the week of March 2: one of its clients is in both."""

from __future__ import annotations

from datetime import time, timedelta
from functools import partial

from coordinator import attendance, roster, series, sessions
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, GroupId, Mark, Weekday
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, at


def evening_group(store: Store, clock: FakeClock, client_id: ClientId) -> GroupId:
    """Evening Skills on Tuesday and Thursday: the client came once, and missed once without a word.

    Afterwards it is the Monday after, at eight.
    """
    clock.set(at(MAR_2, 7))
    made = store.write(roster.add_group, roster.GroupDetails("Evening Skills", short_code="ES")).outcome
    block = partial(series.add_block, weekdays=(Weekday.TUE, Weekday.THU), starts=time(18), from_on=MAR_2)
    store.write(block, made)
    store.write(partial(roster.enroll, starts_on=MAR_2), client_id, made)
    store.write(series.plan_ahead)
    evenings = store.read(sessions.sessions_between, MAR_2, MAR_2 + timedelta(days=6), made)
    for one, mark in zip(evenings, (Mark.PRESENT, Mark.ABSENT), strict=True):
        clock.set(one.starts_at + timedelta(minutes=5))
        store.write(attendance.mark, one.id, client_id, mark)
        clock.set(one.ends_at)
        store.write(sessions.end_session, one.id)
    clock.set(at(MAR_2 + timedelta(days=7), 8))
    return made
