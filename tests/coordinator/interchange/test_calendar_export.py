"""Our own calendar read back by an independent program, on a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from coordinator import interchange, people, series, sessions
from coordinator.changes import Change
from coordinator.interchange import CalendarNames
from coordinator.store.tables import GroupRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, BlockId, GroupId, SessionStatus, Topic, Weekday
from tests.builders import a_client, a_group
from tests.fakes import FakeClock

NEW_YORK = ZoneInfo("America/New_York")
MON, WED, FRI = date(2026, 3, 9), date(2026, 3, 11), date(2026, 3, 13)
LINK = "https://zoom.us/j/85012345678?pwd=a1"


@pytest.fixture
def group_id(store: Store) -> GroupId:
    def add(work: UnitOfWork) -> Change[GroupId]:
        group_id = a_group(work)
        a_client(work, name="Amara Osei", group_id=group_id)
        work.get(GroupRow, group_id).link = LINK
        return Change(Action.ADD_GROUP, group_id, frozenset({Topic.ROSTER}), outcome=group_id)

    return store.write(add).outcome


@pytest.fixture
def blocks(store: Store, group_id: GroupId) -> tuple[BlockId, ...]:
    return store.write(
        series.add_block,
        group_id,
        weekdays=(Weekday.MON, Weekday.WED, Weekday.FRI),
        starts=time(9),
        from_on=date(2026, 3, 2),
        until_on=date(2026, 12, 31),
    ).outcome


def read_back(content: bytes) -> Any:
    return icalendar.Calendar.from_ical(content)


def taking_place(content: bytes, first: date, last: date) -> list[tuple[datetime, datetime]]:
    events = recurring_ical_events.of(read_back(content)).between(first, last + timedelta(days=1))
    return sorted(
        (event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC))
        for event in events
        if event.get("STATUS") != "CANCELLED"
    )


def planned(store: Store, first: date, last: date) -> list[tuple[datetime, datetime]]:
    found = store.read(sessions.sessions_between, first, last)
    return sorted((one.starts_at, one.ends_at) for one in found if one.status is not SessionStatus.CANCELLED)


def events_of(content: bytes) -> Iterator[Any]:
    yield from read_back(content).walk("VEVENT")


def test_another_program_reads_the_same_instants_with_every_kind_of_exception(
    store: Store, group_id: GroupId, blocks: tuple[BlockId, ...]
) -> None:
    monday, wednesday, friday = blocks
    store.write(series.skip, monday, date(2026, 3, 16))
    store.write(series.move, wednesday, date(2026, 3, 18), datetime(2026, 3, 19, 18, 0, tzinfo=NEW_YORK), 240)
    store.write(series.cancel, friday, date(2026, 3, 20), "Facilitator ill")
    store.write(series.add_closure, date(2026, 5, 25), date(2026, 5, 25), "Memorial Day")
    store.write(sessions.add_session, group_id, datetime(2026, 5, 28, 9, 0, tzinfo=NEW_YORK))
    content = store.read(interchange.calendar)
    window = (date(2026, 3, 2), date(2026, 12, 31))
    assert taking_place(content, *window) == planned(store, *window)
    assert len(planned(store, *window)) == 131 - 3 + 1


def test_a_date_that_a_clock_change_shortens_or_moves_is_the_same_elsewhere(store: Store, group_id: GroupId) -> None:
    store.write(
        series.add_block,
        group_id,
        weekdays=[Weekday.SUN],
        starts=time(0, 30),
        from_on=date(2026, 3, 1),
        until_on=date(2026, 12, 1),
    )
    store.write(
        series.add_block,
        group_id,
        weekdays=[Weekday.SUN],
        starts=time(2, 30),
        from_on=date(2026, 3, 1),
        until_on=date(2026, 12, 1),
    )
    window = (date(2026, 3, 1), date(2026, 12, 1))
    assert taking_place(store.read(interchange.calendar), *window) == planned(store, *window)


def test_a_calendar_names_no_client_and_no_link(store: Store, group_id: GroupId, blocks: tuple[BlockId, ...]) -> None:
    neutral = store.read(interchange.calendar, group_id).decode()
    assert "SUMMARY:Group session" in neutral
    for hidden in ("Mood", "Amara", "Osei", "zoom", "85012345678", "Renee", "Alvarado"):
        assert hidden not in neutral
    named = store.read(lambda work: interchange.calendar(work, group_id, names=CalendarNames.GROUP)).decode()
    assert "SUMMARY:Mood & Anxiety" in named
    assert "Amara" not in named
    assert "zoom" not in named


def test_an_event_keeps_its_uid_and_its_sequence_grows_with_a_change(
    store: Store, group_id: GroupId, blocks: tuple[BlockId, ...], clock: FakeClock
) -> None:
    before = {str(one["UID"]): int(one["SEQUENCE"]) for one in events_of(store.read(interchange.calendar))}
    clock.advance(minutes=1)
    store.write(series.cancel, blocks[0], date(2026, 3, 16), "Facilitator ill")
    after = list(events_of(store.read(interchange.calendar)))
    assert {str(one["UID"]) for one in after} == set(before)
    assert all(int(one["SEQUENCE"]) > before[str(one["UID"])] for one in after)
    (cancelled,) = [one for one in after if one.get("STATUS") == "CANCELLED"]
    assert cancelled["RECURRENCE-ID"].dt == datetime(2026, 3, 16, 9, 0, tzinfo=NEW_YORK)


def test_one_group_is_exported_alone(store: Store, group_id: GroupId, blocks: tuple[BlockId, ...]) -> None:
    def add(work: UnitOfWork) -> Change[GroupId]:
        other = a_group(work, name="Evening IOP", short_code="EV")
        return Change(Action.ADD_GROUP, other, frozenset({Topic.ROSTER}), outcome=other)

    other = store.write(add).outcome
    store.write(series.add_block, other, weekdays=[Weekday.TUE], starts=time(18), from_on=date(2026, 3, 3))
    assert len(list(events_of(store.read(interchange.calendar, other)))) == 1
    assert len(list(events_of(store.read(interchange.calendar)))) == 4


def test_the_zone_is_written_down_with_its_changes(store: Store, blocks: tuple[BlockId, ...]) -> None:
    (zone,) = read_back(store.read(interchange.calendar)).walk("VTIMEZONE")
    assert zone["TZID"] == "America/New_York"
    alone = zone.to_tz(lookup_tzid=False)
    for moment in ("2026-03-08T06:59", "2026-03-08T07:00", "2026-07-01T00:00", "2026-11-01T05:59", "2027-12-01T00:00"):
        at = datetime.fromisoformat(moment)
        expected = at.replace(tzinfo=UTC).astimezone(NEW_YORK).replace(tzinfo=None)
        assert alone.fromutc(at.replace(tzinfo=alone)).replace(tzinfo=None) == expected, at


def test_a_substitute_changes_nothing_that_a_calendar_shows(store: Store, blocks: tuple[BlockId, ...]) -> None:
    chen = store.write(people.add_facilitator, "M. Chen", "LPC", states=["NY"]).outcome
    store.write(series.substitute, blocks[0], date(2026, 3, 16), chen)
    assert len(list(events_of(store.read(interchange.calendar)))) == 3
