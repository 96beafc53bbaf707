"""What a client still needs: the rule against trying every choice, and the forecast of a real week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator import attendance, roster, summaries
from coordinator.changes import Change
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries.forecast_rules import OpenSession, clashes, needed
from coordinator.vocabulary import (
    Action,
    ClientId,
    ExcuseReason,
    FlagKind,
    GroupId,
    GroupSessionId,
    Mark,
    SessionStatus,
    Topic,
)
from tests.builders import a_client, a_group, a_session
from tests.fakes import FakeClock

MONDAY = datetime(2026, 3, 9, 13, tzinfo=UTC)


def a_block(place: int, starts: int, minutes: int) -> OpenSession:
    at = MONDAY + timedelta(minutes=starts)
    return OpenSession(GroupSessionId(UUID(int=place)), at, at + timedelta(hours=3), minutes)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[OpenSession, ...]:
    drawn = draw(st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 240)), max_size=8))
    return tuple(a_block(place, starts, minutes) for place, (starts, minutes) in enumerate(drawn))


@given(weeks(), st.integers(-60, 900))
def test_the_sessions_needed_are_the_fewest_and_then_the_earliest(week: tuple[OpenSession, ...], missing: int) -> None:
    in_order = sorted(week, key=lambda one: (one.starts_at, str(one.session_id)))
    every = (chosen for count in range(len(week) + 1) for chosen in combinations(in_order, count))
    wanted = next((chosen for chosen in every if sum(one.minutes for one in chosen) >= missing), None)
    assert needed(missing, week) == wanted


@given(weeks())
def test_a_session_clashes_exactly_where_a_minute_is_shared(week: tuple[OpenSession, ...]) -> None:
    def minutes(one: OpenSession) -> set[int]:
        begins = int((one.starts_at - MONDAY).total_seconds()) // 60
        return set(range(begins, begins + 180))

    for one in week:
        others = [other for other in week if other is not one]
        assert clashes(one, others) == any(minutes(one) & minutes(other) for other in others)


# ---------------------------------------------------------------- a week


class Week:
    """Mood & Anxiety on Monday, Wednesday and Friday at nine; DBT Skills on Thursday at nine and Friday at ten."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store = store
        clock.set(datetime(2026, 3, 9, 17, tzinfo=UTC))  # Monday, one o'clock in New York

        def fill(work: UnitOfWork) -> Change[None]:
            self.mood, self.dbt = a_group(work), a_group(work, name="DBT Skills", short_code="DB")
            days = {
                day: datetime(2026, 3, day, 9)  # noqa: DTZ001
                for day in (9, 11, 13)
            }
            self.monday, self.wednesday, self.friday = (
                a_session(
                    work,
                    self.mood,
                    local_start=start,
                    status=SessionStatus.HELD if day == 9 else SessionStatus.PLANNED,
                )
                for day, start in days.items()
            )
            self.thursday = a_session(work, self.dbt, local_start=datetime(2026, 3, 12, 9))  # noqa: DTZ001
            self.clash = a_session(work, self.dbt, local_start=datetime(2026, 3, 13, 10))  # noqa: DTZ001
            self.amara = a_client(work, name="Amara Osei", group_id=self.mood)
            self.ben = a_client(work, name="Ben Castillo", group_id=self.mood)
            return Change(Action.FILL_SAMPLE, self.mood, frozenset(Topic), outcome=None)

        store.write(fill)

    def mark(self, client: ClientId, mark: Mark) -> None:
        self.store.write(attendance.mark, self.monday, client, mark)

    def of(self, client: ClientId) -> summaries.ClientForecast:
        found = self.store.read(summaries.forecast, date(2026, 3, 9)).of(client)
        assert found is not None
        return found


@pytest.fixture
def week(store: Store, clock: FakeClock) -> Week:
    return Week(store, clock)


def test_from_mondays_first_mark_a_client_needs_the_two_sessions_that_are_left(week: Week) -> None:
    week.mark(week.amara, Mark.PRESENT)
    found = week.of(week.amara)
    assert found.needs is not None
    assert [one.session_id for one in found.needs] == [week.wednesday, week.friday]
    assert (found.missing, found.make_ups) == (360, ())


def test_who_missed_monday_is_offered_the_sessions_of_others_that_do_not_clash_with_their_own(week: Week) -> None:
    week.mark(week.ben, Mark.ABSENT)
    found = week.of(week.ben)
    assert found.needs is None
    assert [(one.session_id, one.minutes, one.places) for one in found.make_ups] == [(week.thursday, 180, 12)]


def test_a_full_session_has_no_place_for_a_make_up(week: Week) -> None:
    week.mark(week.ben, Mark.ABSENT)
    details = roster.GroupDetails("DBT Skills", short_code="DB", capacity=1, zone="America/New_York")
    week.store.write(roster.change_group, week.dbt, details)
    week.store.write(lambda work: roster.enroll(work, week.amara, week.dbt, starts_on=date(2026, 3, 9)))
    assert week.of(week.ben).make_ups == ()


def test_who_must_not_meet_somebody_is_offered_no_make_up(week: Week) -> None:
    week.mark(week.ben, Mark.ABSENT)
    week.store.write(roster.raise_flag, week.ben, FlagKind.NO_CONTACT, "Order of February")
    assert week.of(week.ben).make_ups == ()


def test_a_make_up_is_credited_on_its_day_and_the_absence_stays(week: Week, clock: FakeClock) -> None:
    week.mark(week.ben, Mark.ABSENT)
    clock.set(datetime(2026, 3, 12, 17, tzinfo=UTC))
    week.store.write(attendance.mark, week.thursday, week.ben, Mark.PRESENT)
    summary = week.store.read(summaries.weekly_summary, date(2026, 3, 9))
    ben = summary.client(week.ben)
    assert ben is not None
    assert [(cell.service_date.day, cell.label.value, cell.credited_minutes) for cell in ben.hours.cells] == [
        (9, "absent", 0),
        (11, "unmarked", 0),
        (12, "present", 180),
        (13, "unmarked", 0),
    ]
    assert (ben.hours.offered, ben.hours.expected) == (540, 540)


def report(week: Week, group: GroupId, day: date = date(2026, 3, 9)) -> summaries.WeekReport:
    return week.store.read(summaries.week_report, day, group, {one: one.value for one in ExcuseReason})


def test_the_groups_report_names_the_sessions_that_each_still_needs_and_where_somebody_could_make_up(
    week: Week,
) -> None:
    week.mark(week.amara, Mark.PRESENT)
    week.mark(week.ben, Mark.ABSENT)
    found = report(week, week.mood)
    assert [(one.client, one.missing_minutes, [at.id for at in one.sessions]) for one in found.needed] == [
        ("Amara Osei", 360, [week.wednesday, week.friday])
    ]
    (below,) = found.below
    assert (below.client_id, [one.session_id for one in below.make_ups]) == (week.ben, [week.thursday])


def test_a_week_that_has_not_begun_or_is_over_asks_for_nothing(week: Week, clock: FakeClock) -> None:
    week.mark(week.amara, Mark.PRESENT)
    week.store.write(
        lambda work: Change(
            Action.FILL_SAMPLE,
            a_session(work, week.mood, local_start=datetime(2026, 3, 16, 9)),  # noqa: DTZ001
            frozenset(Topic),
            outcome=None,
        )
    )
    assert report(week, week.mood, date(2026, 3, 16)).needed == ()
    clock.set(datetime(2026, 3, 16, 3, tzinfo=UTC))
    assert report(week, week.mood).needed == ()
