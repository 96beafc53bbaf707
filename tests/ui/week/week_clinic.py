"""Alder Street's week of March 9, 2026, as a store: four groups, one of them moved, one cancelled, one substituted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from coordinator import people, series, sessions
from coordinator.changes import Change
from coordinator.store.columns import name_key
from coordinator.store.tables import GroupRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupColour, GroupId, GroupSessionId, Platform, Topic, Weekday
from tests.builders import a_group
from tests.remembering import written_once
from ui.week import SessionFacts

FIRST = date(2026, 3, 2)
JUNE_25 = date(2026, 6, 25)
MON, TUE, WED, THU, FRI = (date(2026, 3, 9 + number) for number in range(5))


def add_group(
    store: Store, name: str, code: str, colour: GroupColour, platform: Platform = Platform.ZOOM, link: str = ""
) -> GroupId:
    def add(work: UnitOfWork) -> Change[GroupId]:
        group_id = a_group(work, name=name, short_code=code)
        row = work.get(GroupRow, group_id)
        row.colour, row.platform, row.name_key = colour, platform, name_key(name)
        row.link = link or "https://zoom.us/j/85012345678?pwd=a1"
        return Change(Action.ADD_GROUP, group_id, frozenset({Topic.ROSTER}), outcome=group_id)

    return store.write(add).outcome


@written_once
def fill(store: Store) -> None:
    """Add groups, blocks and what differs this week."""
    mood = add_group(store, "Mood & Anxiety", "MA", GroupColour.HARBOUR)
    skills = add_group(store, "DBT Skills", "DBT", GroupColour.MOSS)
    family = add_group(store, "Family Education", "FE", GroupColour.CLAY)
    recovery = add_group(
        store,
        "Recovery Skills",
        "RS",
        GroupColour.PLUM,
        Platform.TEAMS,
        "https://teams.microsoft.com/meet/2345678901234",
    )
    three, two = (Weekday.MON, Weekday.WED, Weekday.FRI), (Weekday.TUE, Weekday.THU)
    store.write(series.add_block, mood, weekdays=three, starts=time(9), from_on=FIRST)
    dbt = store.write(series.add_block, skills, weekdays=two, starts=time(9), from_on=FIRST).outcome
    tuesday = store.write(series.add_block, family, weekdays=[Weekday.TUE], starts=time(13), from_on=FIRST).outcome
    evenings = (Weekday.MON, Weekday.WED, Weekday.THU)
    late = store.write(
        series.add_block, recovery, weekdays=evenings, starts=time(17, 30), from_on=FIRST, until_on=JUNE_25
    ).outcome
    chen = store.write(people.add_facilitator, "Mei Chen", "LPC").outcome
    store.write(series.substitute, dbt[1], THU, chen)
    store.write(series.cancel, tuesday[0], TUE)
    store.write(series.move, late[2], THU, datetime(2026, 3, 12, 22, 0, tzinfo=UTC))


KNOWN = {
    ("MA", MON): SessionFacts(expected=10, attended=9, notes_to_sign=3),
    ("RS", MON): SessionFacts(expected=9, attended=7, report_missing=True),
    ("DBT", TUE): SessionFacts(expected=8, attended=8),
    ("MA", WED): SessionFacts(expected=10, changes=4),
    ("RS", WED): SessionFacts(expected=9),
    ("DBT", THU): SessionFacts(expected=8),
    ("RS", THU): SessionFacts(expected=9),
    ("MA", FRI): SessionFacts(expected=10),
}


def known_facts(work: UnitOfWork, first: date, last: date) -> Mapping[GroupSessionId, SessionFacts]:
    found = sessions.sessions_between(work, first, last)
    return {
        one.id: KNOWN[one.short_code, one.service_date] for one in found if (one.short_code, one.service_date) in KNOWN
    }
