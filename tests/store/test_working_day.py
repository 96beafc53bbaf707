"""A working day on either store: what the features do in one, they do in the other."""

from __future__ import annotations

from datetime import date, time

import pytest

from coordinator import attendance, audit, notes, roster, series, sessions, summaries
from coordinator.notes import NoteContent
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.roster.errors import LinkNotSafe
from coordinator.store.unit_of_work import Store
from coordinator.telehealth import LinkRefused
from coordinator.vocabulary import (
    ClientId,
    GroupId,
    GroupSessionId,
    Mark,
    Participation,
    Platform,
    SessionStatus,
    Weekday,
)
from tests.fakes import FakeClock
from tests.reversing import take_back

LINK = "https://us02web.zoom.us/j/81234567890"
NAMES = ("Amara Osei", "Élias Brandt", "Hana Kim", "amara osei")


@pytest.fixture
def group(store: Store) -> GroupId:
    details = GroupDetails("Mood & Anxiety", short_code="MA", capacity=3, link=LINK, passcode="424242")
    return store.write(roster.add_group, details).outcome


@pytest.fixture
def clients(store: Store, group: GroupId) -> tuple[ClientId, ...]:
    """Four people ask for three places."""
    admitted = date(2026, 1, 5)
    asked = [
        store.write(roster.take_in_client, ClientDetails(name), group_id=group, starts_on=admitted).outcome
        for name in NAMES
    ]
    return tuple(new.id for new in asked)


@pytest.fixture
def session(store: Store, group: GroupId) -> GroupSessionId:
    store.write(series.add_block, group, weekdays=[Weekday.WED], starts=time(9), from_on=date(2026, 3, 2))
    store.write(sessions.plan_ahead)
    (today,) = store.read(sessions.todays_sessions)
    return today.id


def test_the_day_from_the_roster_to_the_week(
    store: Store, clock: FakeClock, group: GroupId, clients: tuple[ClientId, ...], session: GroupSessionId
) -> None:
    assert [waiting.client_id for waiting in store.read(roster.waitlist, group)] == [clients[3]]
    assert [line.name.casefold() for line in store.read(roster.clients, standing=roster.Standing.ALL)][:2] == [
        "amara osei"
    ] * 2

    clock.advance(minutes=5)
    door = store.write(sessions.launch, session).outcome
    assert door.url.startswith(LINK)
    marked = store.write(attendance.mark, session, clients[0], Mark.PRESENT)
    take_back(store, marked)
    store.write(attendance.mark_all_present, session)
    store.write(attendance.mark, session, clients[2], Mark.ABSENT)
    sheet = store.read(attendance.sheet, session)
    assert {line.client_id: line.mark for line in sheet.lines} == {
        clients[0]: Mark.PRESENT, clients[1]: Mark.PRESENT, clients[2]: Mark.ABSENT
    }  # fmt: skip

    clock.advance(hours=3)
    store.write(sessions.end_session, session)
    assert store.read(sessions.session, session).status is SessionStatus.HELD

    content = NoteContent(
        "participation", {"response": "Named two early signs.", "plan": "Bring the sleep log."}, Participation.ACTIVE
    )
    digest = store.write(notes.save_draft, session, clients[0], content).outcome
    store.write(notes.sign, session, clients[0], digest)
    with pytest.raises(notes.NoteAlreadySigned):
        store.write(notes.save_draft, session, clients[0], content)

    summary = store.read(summaries.weekly_summary, date(2026, 3, 11), group)
    attended = {week.client_id: week.hours.attended for week in summary.clients}
    assert attended[clients[0]] == 180
    assert attended[clients[2]] == 0
    assert store.read(audit.verify).intact


def test_planning_twice_plans_once(store: Store, group: GroupId, session: GroupSessionId) -> None:
    head = store.read(audit.head)
    store.write(sessions.plan_ahead)
    assert store.read(audit.head) == head
    assert [planned.id for planned in store.read(sessions.todays_sessions)] == [session]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "file:///etc/passwd", "https://evil@zoom.us/"]
)
def test_a_link_that_is_none_is_refused_and_nothing_changes(
    store: Store, group: GroupId, session: GroupSessionId, link: str
) -> None:
    before = store.read(roster.group, group), store.read(sessions.session, session), store.read(audit.head)
    with pytest.raises((LinkNotSafe, LinkRefused)) as refused:
        store.write(roster.change_group, group, GroupDetails("Mood & Anxiety", link=link))
    assert link not in str(refused.value)
    with pytest.raises(LinkRefused):
        store.write(sessions.set_session_link, session, Platform.ZOOM, link)
    assert (store.read(roster.group, group), store.read(sessions.session, session), store.read(audit.head)) == before
