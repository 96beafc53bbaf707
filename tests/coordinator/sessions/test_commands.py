"""Launching, ending and finding sessions on a real encrypted store."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordinator import people, series, sessions
from coordinator.changes import Change
from coordinator.sessions import LaunchLabel, LaunchProblem, launch_label
from coordinator.store.tables import AttendanceRow, GroupRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.telehealth import LinkProblem, LinkRefused
from coordinator.vocabulary import (
    Action,
    GroupId,
    GroupSessionId,
    Mark,
    Platform,
    ServiceType,
    SessionStatus,
    Topic,
    Weekday,
)
from tests.builders import a_client, a_group, a_session
from tests.fakes import FakeClock

ZOOM = "https://zoom.us/j/85012345678?pwd=a1"
BACKUP = "https://meet.google.com/abc-defg-hij"


def add_group(
    store: Store, *, link: str = ZOOM, name: str = "Mood & Anxiety", zone: str = "America/New_York"
) -> GroupId:
    def add(work: UnitOfWork) -> Change[GroupId]:
        group_id = a_group(work, name=name)
        row = work.get(GroupRow, group_id)
        row.link, row.passcode, row.backup_link, row.zone = link, "482 913", BACKUP, zone
        return Change(Action.ADD_GROUP, group_id, frozenset({Topic.ROSTER}), outcome=group_id)

    return store.write(add).outcome


def daily(store: Store, group_id: GroupId, starts: time = time(9), **given: object) -> None:
    store.write(series.add_block, group_id, weekdays=list(Weekday), starts=starts, from_on=date(2026, 3, 1), **given)  # type: ignore[arg-type]


@pytest.fixture
def group_id(store: Store) -> GroupId:
    group_id = add_group(store)
    daily(store, group_id)
    return group_id


@pytest.fixture
def today(store: Store, group_id: GroupId) -> GroupSessionId:
    return store.read(sessions.todays_sessions)[0].id


def status(store: Store, session_id: GroupSessionId) -> SessionStatus:
    return store.read(sessions.session, session_id).status


def test_launching_gives_the_door_and_keeps_who_and_when(store: Store, clock: FakeClock, today: GroupSessionId) -> None:
    change = store.write(sessions.launch, today)
    assert (change.outcome.url, change.outcome.passcode, change.outcome.backup_url) == (ZOOM, "482 913", BACKUP)
    assert "482" not in repr(change)
    found = store.read(sessions.session, today)
    assert (found.status, found.launched_at, found.launched_by) == (SessionStatus.LIVE, clock.now(), store.actor)
    assert found.started_at == found.starts_at
    assert store.read(sessions.live_session) == found
    assert change.undo is not None
    store.write(change.undo)
    assert status(store, today) is SessionStatus.PLANNED


def test_a_live_session_opens_again_and_keeps_its_start(store: Store, clock: FakeClock, today: GroupSessionId) -> None:
    store.write(sessions.launch, today)
    first = store.read(sessions.session, today)
    clock.advance(minutes=40)
    again = store.write(sessions.launch, today, backup=True)
    assert (again.outcome.url, again.outcome.platform, again.undo) == (BACKUP, Platform.MEET, None)
    assert store.read(sessions.session, today) == first


@pytest.mark.parametrize(
    ("link", "problem"), [("", LinkProblem.MISSING), ("https://zoom.us.bad.example/j/1", LinkProblem.LOOK_ALIKE)]
)
def test_a_link_that_may_not_be_opened_leaves_the_session_planned(
    store: Store, link: str, problem: LinkProblem
) -> None:
    daily(store, add_group(store, link=link))
    session_id = store.read(sessions.todays_sessions)[0].id
    with pytest.raises(LinkRefused) as refused:
        store.write(sessions.launch, session_id)
    assert refused.value.problem is problem
    assert status(store, session_id) is SessionStatus.PLANNED


def test_a_link_of_the_session_goes_before_the_groups(store: Store, today: GroupSessionId) -> None:
    change = store.write(sessions.set_session_link, today, Platform.DOXY, "https://doxy.me/renee", "")
    door = store.read(sessions.meeting_door, today)
    assert (door.url, door.platform, door.passcode) == ("https://doxy.me/renee", Platform.DOXY, "")
    assert change.undo is not None
    store.write(change.undo)
    assert store.read(sessions.meeting_door, today).url == ZOOM


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (datetime(2026, 3, 10, 20, 0, tzinfo=UTC), LaunchProblem.TOO_EARLY),
        (datetime(2026, 3, 12, 4, 0, tzinfo=UTC), LaunchProblem.OVER),
    ],
)
def test_a_session_of_another_day_is_not_launched(
    store: Store, clock: FakeClock, today: GroupSessionId, now: datetime, problem: LaunchProblem
) -> None:
    clock.set(now)
    with pytest.raises(sessions.SessionNotLaunchable) as refused:
        store.write(sessions.launch, today)
    assert refused.value.problem is problem


def test_cancelled_and_ended_sessions_are_not_launched(store: Store, clock: FakeClock, today: GroupSessionId) -> None:
    change = store.write(sessions.cancel_session, today, "Facilitator ill")
    with pytest.raises(sessions.SessionNotLaunchable) as refused:
        store.write(sessions.launch, today)
    assert refused.value.problem is LaunchProblem.CANCELLED
    assert change.undo is not None
    store.write(change.undo)
    store.write(sessions.launch, today)
    clock.advance(hours=3)
    store.write(sessions.end_session, today)
    with pytest.raises(sessions.SessionNotLaunchable) as refused:
        store.write(sessions.launch, today)
    assert refused.value.problem is LaunchProblem.HELD


def test_ending_keeps_the_real_end_and_can_be_taken_back(store: Store, clock: FakeClock, today: GroupSessionId) -> None:
    store.write(sessions.launch, today)
    with pytest.raises(sessions.SessionNotStarted):
        store.write(sessions.end_session, today)
    clock.advance(hours=2, minutes=50)
    change = store.write(sessions.end_session, today)
    found = store.read(sessions.session, today)
    assert (found.status, found.ended_at) == (SessionStatus.HELD, clock.now())
    assert found.ends_at - found.starts_at == timedelta(hours=3)
    assert change.undo is not None
    store.write(change.undo)
    assert status(store, today) is SessionStatus.LIVE


def test_what_nobody_launched_is_unfinished_until_somebody_was_marked(
    store: Store, clock: FakeClock, today: GroupSessionId, group_id: GroupId
) -> None:
    clock.advance(hours=6)
    assert store.write(sessions.close_overdue).outcome == 0
    assert today in {one.id for one in store.read(sessions.unfinished)}

    def mark(work: UnitOfWork) -> Change[None]:
        client_id = a_client(work, group_id=group_id)
        work.rows.add(AttendanceRow(session_id=today, client_id=client_id, mark=Mark.PRESENT))
        return Change(Action.MARK, today, frozenset({Topic.ATTENDANCE}), outcome=None)

    store.write(mark)
    assert store.write(sessions.close_overdue).outcome == 1
    assert status(store, today) is SessionStatus.HELD
    assert today not in {one.id for one in store.read(sessions.unfinished)}


def test_a_session_that_was_left_open_ends_as_planned(store: Store, clock: FakeClock, today: GroupSessionId) -> None:
    store.write(sessions.launch, today)
    clock.advance(hours=4)
    assert store.write(sessions.close_overdue).outcome == 0
    clock.advance(hours=2)
    store.write(sessions.close_overdue)
    found = store.read(sessions.session, today)
    assert (found.status, found.ended_at) == (SessionStatus.HELD, found.ends_at)


def test_today_is_the_groups_own_day(store: Store, clock: FakeClock) -> None:
    daily(store, add_group(store, name="Late group", zone="Pacific/Honolulu"), starts=time(18), zone="Pacific/Honolulu")
    clock.set(datetime(2026, 3, 12, 3, 0, tzinfo=UTC))
    (tonight,) = store.read(sessions.todays_sessions)
    assert tonight.service_date == date(2026, 3, 11)


def test_a_session_across_midnight_stays_on_its_day_while_it_runs(store: Store, clock: FakeClock) -> None:
    group_id = add_group(store)
    store.write(series.add_block, group_id, weekdays=[Weekday.WED], starts=time(22, 30), from_on=date(2026, 3, 11))
    clock.set(datetime(2026, 3, 12, 2, 30, tzinfo=UTC))
    session_id = store.read(sessions.todays_sessions)[0].id
    store.write(sessions.launch, session_id)
    clock.set(datetime(2026, 3, 12, 4, 30, tzinfo=UTC))
    assert [(one.id, one.service_date) for one in store.read(sessions.todays_sessions)] == [
        (session_id, date(2026, 3, 11))
    ]


def test_the_next_session_is_the_live_one_then_the_first_to_come(
    store: Store, clock: FakeClock, today: GroupSessionId
) -> None:
    clock.set(datetime(2026, 3, 11, 16, 30, tzinfo=UTC))
    ahead = store.read(sessions.next_session)
    assert ahead is not None
    assert ahead.service_date == date(2026, 3, 12)
    clock.set(datetime(2026, 3, 11, 15, 30, tzinfo=UTC))
    store.write(sessions.launch, today)
    clock.set(datetime(2026, 3, 11, 16, 30, tzinfo=UTC))
    now = store.read(sessions.next_session)
    assert now is not None
    assert now.id == today


def test_breaks_lie_where_the_segments_put_them(store: Store) -> None:
    parts = (
        series.Segment(ServiceType.GROUP_THERAPY, 90),
        series.Segment(ServiceType.BREAK, 15),
        series.Segment(ServiceType.PSYCHOEDUCATION, 75),
    )
    daily(store, add_group(store), segments=parts)
    found = store.read(sessions.todays_sessions)[0]
    assert (found.segments, found.break_minutes, found.countable_minutes) == (parts, 15, 165)
    starts = found.starts_at + timedelta(minutes=90)
    assert sessions.break_spans(found) == ((starts, starts + timedelta(minutes=15)),)


def test_a_live_session_is_handed_over_and_back(store: Store, today: GroupSessionId) -> None:
    chen = store.write(people.add_facilitator, "Mei Chen", "LPC").outcome
    store.write(sessions.launch, today)
    change = store.write(sessions.substitute_facilitator, today, chen)
    assert store.read(sessions.session, today).facilitator == "Mei Chen, LPC"
    assert change.undo is not None
    store.write(change.undo)
    assert store.read(sessions.session, today).facilitator == "Renee Alvarado, LCSW"


def test_one_more_session_is_added_moved_and_withdrawn(store: Store, group_id: GroupId) -> None:
    saturday = datetime(2026, 3, 14, 17, 0, tzinfo=UTC)
    change = store.write(sessions.add_session, group_id, saturday)
    moved = store.write(sessions.move_session, change.outcome, saturday + timedelta(hours=1), 120)
    found = store.read(sessions.session, change.outcome)
    assert (found.local_start.hour, found.planned_minutes, found.original_starts_at) == (14, 120, saturday)
    assert moved.undo is not None
    store.write(moved.undo)
    assert store.read(sessions.session, change.outcome).original_starts_at is None
    assert change.undo is not None
    store.write(change.undo)
    assert change.outcome not in {
        one.id for one in store.read(sessions.sessions_between, date(2026, 3, 14), date(2026, 3, 14))
    }


def test_a_topic_is_the_sessions_or_the_groups(store: Store, today: GroupSessionId) -> None:
    store.write(sessions.set_topic, today, " Sleep and routines ")
    assert store.read(sessions.session, today).topic == "Sleep and routines"


def test_a_session_without_a_block_is_cancelled_and_restored(store: Store) -> None:
    group_id = add_group(store)
    change = store.write(
        lambda work: Change(Action.ADD_SESSION, None, frozenset({Topic.SESSIONS}), outcome=a_session(work, group_id))
    )
    store.write(sessions.cancel_session, change.outcome, "Snow")
    assert status(store, change.outcome) is SessionStatus.CANCELLED
    store.write(sessions.restore_session, change.outcome)
    assert status(store, change.outcome) is SessionStatus.PLANNED


@pytest.mark.parametrize(
    ("before_start", "state", "label"),
    [
        (60, SessionStatus.PLANNED, LaunchLabel.OPEN_EARLY),
        (16, SessionStatus.PLANNED, LaunchLabel.OPEN_EARLY),
        (15, SessionStatus.PLANNED, LaunchLabel.LAUNCH),
        (-120, SessionStatus.PLANNED, LaunchLabel.LAUNCH),
        (-120, SessionStatus.LIVE, LaunchLabel.OPEN_AGAIN),
        (5, SessionStatus.CANCELLED, LaunchLabel.NONE),
        (24 * 60, SessionStatus.PLANNED, LaunchLabel.NONE),
    ],
)
def test_the_launch_button_says_what_it_does(before_start: int, state: SessionStatus, label: LaunchLabel) -> None:
    now = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
    starts = now + timedelta(minutes=before_start)
    assert launch_label(state, starts, starts + timedelta(hours=3), now) is label
