"""Recurrences against two independent references, across clock changes of the world's zones."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule, tz
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.series import (
    Block,
    Closure,
    DateException,
    MinutesOutOfRange,
    PlannedSession,
    Recurrence,
    Segment,
    SegmentsDoNotAddUp,
    Window,
    WindowTooLong,
    ZoneUnknown,
    fit_segments,
    occurrences,
    rules,
    session_id,
    until_after,
)
from coordinator.vocabulary import BlockId, ExceptionKind, GroupId, ServiceType, Weekday

NEW_YORK = "America/New_York"
CHANGING_ZONES = (
    NEW_YORK,
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Havana",
    "America/St_Johns",
    "Europe/London",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
    "Antarctica/Troll",
)
RRULE_DAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


def a_recurrence(weekday: Weekday, starts: time, zone: str = NEW_YORK, **given: object) -> Recurrence:
    return Recurrence(weekday, starts, 180, zone, given.pop("from_on", date(2026, 1, 1)), **given)  # type: ignore[arg-type]


recurrences = st.builds(
    Recurrence,
    weekday=st.sampled_from(Weekday),
    starts=st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45))),
    minutes=st.sampled_from((45, 120, 180, 240)),
    zone=st.sampled_from(CHANGING_ZONES),
    from_on=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    until_on=st.none(),
    every_weeks=st.integers(1, 4),
)


@settings(max_examples=300, deadline=None)
@given(recurrences, st.integers(0, 400), st.integers(0, 200))
def test_wall_times_are_those_of_dateutil(recurrence: Recurrence, skip_days: int, days: int) -> None:
    first = recurrence.from_on + timedelta(days=skip_days)
    window = Window(first, first + timedelta(days=days))
    zone = tz.gettz(recurrence.zone)
    reference = rrule.rrule(
        rrule.WEEKLY,
        dtstart=datetime.combine(recurrence.from_on, recurrence.starts),
        interval=recurrence.every_weeks,
        byweekday=RRULE_DAYS[recurrence.weekday.number],
        until=datetime.combine(window.last, time.max),
        wkst=rrule.MO,
    )
    expected = [wall for wall in reference if wall.date() >= first]
    found = occurrences(recurrence, window)
    assert [one.original_on for one in found] == [wall.date() for wall in expected]
    for one, wall in zip(found, expected, strict=True):
        local = one.starts_at.astimezone(ZoneInfo(recurrence.zone)).replace(tzinfo=None)
        there = wall.replace(tzinfo=zone, fold=0)
        if tz.datetime_exists(there):
            assert local == wall
            assert not one.shifted
            assert one.starts_at == there.astimezone(UTC)
        else:
            assert local == tz.resolve_imaginary(there).replace(tzinfo=None)
            assert one.shifted


@settings(max_examples=300, deadline=None)
@given(recurrences)
def test_every_date_has_one_session_that_lasts(recurrence: Recurrence) -> None:
    window = Window(recurrence.from_on, recurrence.from_on + timedelta(days=370))
    found = occurrences(recurrence, window)
    assert len({one.starts_at for one in found}) == len(found)
    for one in found:
        assert 0 < one.elapsed_minutes <= recurrence.minutes + 120
        assert one.service_date == one.starts_at.astimezone(ZoneInfo(recurrence.zone)).date()


def test_a_monday_half_past_midnight_group_meets_the_day_after_the_clocks_change() -> None:
    recurrence = a_recurrence(Weekday.MON, time(0, 30), from_on=date(2027, 3, 1))
    days = [one.service_date.day for one in occurrences(recurrence, Window(date(2027, 3, 1), date(2027, 3, 31)))]
    assert days == [1, 8, 15, 22, 29]


@pytest.mark.parametrize(
    ("day", "elapsed"), [(date(2026, 3, 8), 120), (date(2026, 11, 1), 240), (date(2026, 3, 15), 180)]
)
def test_a_block_across_a_clock_change_lasts_an_hour_less_or_more(day: date, elapsed: int) -> None:
    (one,) = occurrences(a_recurrence(Weekday.SUN, time(0, 30)), Window(day, day))
    assert one.elapsed_minutes == elapsed


def test_a_start_that_does_not_exist_moves_later_and_keeps_its_length() -> None:
    (one,) = occurrences(a_recurrence(Weekday.SUN, time(2, 30)), Window(date(2026, 3, 8), date(2026, 3, 8)))
    assert one.shifted
    assert one.starts_at.astimezone(ZoneInfo(NEW_YORK)).time() == time(3, 30)
    assert one.elapsed_minutes == 180


def test_of_a_repeated_start_the_first_is_meant() -> None:
    (one,) = occurrences(a_recurrence(Weekday.SUN, time(1, 30)), Window(date(2026, 11, 1), date(2026, 11, 1)))
    assert one.starts_at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", [NEW_YORK, "Europe/London", "Australia/Lord_Howe", "America/Santiago"])
def test_ten_years_of_clock_changes_lose_and_double_nothing(zone: str) -> None:
    window = Window(date(2020, 1, 1), date(2029, 12, 20))
    sundays = [date(2020, 1, 5) + timedelta(weeks=week) for week in range(520)]
    place = ZoneInfo(zone)
    for half_hour in range(48):
        starts = time(half_hour // 2, half_hour % 2 * 30)
        found = occurrences(a_recurrence(Weekday.SUN, starts, zone, from_on=date(2020, 1, 1)), window)
        assert [one.original_on for one in found] == sundays
        kept = [one for one in found if one.starts_at.astimezone(place).time() == starts]
        assert {one.original_on for one in found if one.shifted} == {one.original_on for one in found} - {
            one.original_on for one in kept
        }
        assert len({one.starts_at for one in found}) == 520


def test_a_session_belongs_to_the_day_on_which_it_starts() -> None:
    (one,) = occurrences(a_recurrence(Weekday.FRI, time(22, 30)), Window(date(2026, 3, 13), date(2026, 3, 13)))
    assert one.service_date == date(2026, 3, 13)
    assert one.ends_at.astimezone(ZoneInfo(NEW_YORK)).date() == date(2026, 3, 14)


def test_every_second_week_is_counted_from_the_week_in_which_it_begins() -> None:
    wednesday = date(2026, 3, 4)
    window = Window(date(2026, 3, 1), date(2026, 4, 5))
    monday = a_recurrence(Weekday.MON, time(9), from_on=wednesday, every_weeks=2)
    friday = a_recurrence(Weekday.FRI, time(9), from_on=wednesday, every_weeks=2)
    assert [one.original_on for one in occurrences(friday, window)][:2] == [date(2026, 3, 6), date(2026, 3, 20)]
    assert [one.original_on for one in occurrences(monday, window)][:2] == [date(2026, 3, 16), date(2026, 3, 30)]


def test_a_number_of_sessions_ends_on_its_last() -> None:
    assert until_after(a_recurrence(Weekday.MON, time(9), from_on=date(2026, 3, 2)), 3) == date(2026, 3, 16)


def test_ten_thousand_years_are_refused() -> None:
    with pytest.raises(WindowTooLong):
        occurrences(a_recurrence(Weekday.MON, time(9)), Window(date(1, 1, 1), date(9999, 12, 31)))


@pytest.mark.parametrize("zone", ["", "New York", "../etc/passwd", "America/Nowhere", "\x00"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ZoneUnknown):
        rules.check_recurrence(a_recurrence(Weekday.MON, time(9), zone))


@pytest.mark.parametrize("minutes", [0, -30, 721])
def test_no_time_and_more_than_twelve_hours_are_refused(minutes: int) -> None:
    with pytest.raises(MinutesOutOfRange):
        rules.check_minutes(minutes)


def test_segments_add_up_to_the_block() -> None:
    parts = (Segment(ServiceType.GROUP_THERAPY, 90), Segment(ServiceType.BREAK, 15))
    with pytest.raises(SegmentsDoNotAddUp):
        rules.check_segments(parts, 180)
    whole = (*parts, Segment(ServiceType.PSYCHOEDUCATION, 75))
    assert rules.check_segments(whole, 180) == whole
    assert Block(BlockId(uuid4()), GroupId(uuid4()), a_recurrence(Weekday.MON, time(9)), whole).countable_minutes == 165


@given(st.lists(st.integers(1, 200), min_size=1, max_size=5), st.integers(1, 720))
def test_segments_fit_a_session_of_any_length(lengths: list[int], minutes: int) -> None:
    fitted = fit_segments([Segment(ServiceType.GROUP_THERAPY, length) for length in lengths], minutes)
    assert sum(part.minutes for part in fitted) == minutes


def planned(*exceptions: DateException, closures: tuple[Closure, ...] = ()) -> PlannedSession:
    recurrence = a_recurrence(Weekday.WED, time(9))
    block = Block(BlockId(uuid4()), GroupId(uuid4()), recurrence, (Segment(ServiceType.GROUP_THERAPY, 180),))
    occurrence = rules.occurrence_on(recurrence, date(2026, 3, 11))
    return rules.planned_session(block, occurrence, exceptions, closures)


HOLIDAY = Closure(uuid4(), date(2026, 3, 11), date(2026, 3, 11), "Staff day")
THURSDAY = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)


def test_a_closure_cancels_what_falls_on_its_days() -> None:
    one = planned(closures=(HOLIDAY,))
    assert (one.exception, one.reason, one.takes_place) == (ExceptionKind.CLOSURE, "Staff day", False)


def test_a_session_moved_out_of_a_closure_is_held() -> None:
    one = planned(DateException(ExceptionKind.MOVED, THURSDAY), closures=(HOLIDAY,))
    assert (one.exception, one.service_date, one.takes_place) == (ExceptionKind.MOVED, date(2026, 3, 12), True)


def test_a_cancellation_outweighs_a_move() -> None:
    one = planned(DateException(ExceptionKind.MOVED, THURSDAY), DateException(ExceptionKind.CANCELLED, reason="Snow"))
    assert (one.exception, one.reason) == (ExceptionKind.CANCELLED, "Snow")


def test_a_substitute_and_another_time_go_together() -> None:
    somebody = uuid4()
    one = planned(
        DateException(ExceptionKind.MOVED, THURSDAY, 120),
        DateException(ExceptionKind.SUBSTITUTE, facilitator_id=somebody),  # type: ignore[arg-type]
    )
    assert (one.exception, one.substitute_id, one.planned_minutes) == (ExceptionKind.MOVED, somebody, 120)
    assert one.ends_at - one.starts_at == timedelta(minutes=120)


def test_the_id_of_a_session_is_the_same_on_every_machine() -> None:
    block_id = BlockId(uuid4())
    assert session_id(block_id, date(2026, 3, 11)) == session_id(block_id, date(2026, 3, 11))
    assert session_id(block_id, date(2026, 3, 11)) != session_id(block_id, date(2026, 3, 18))


def test_every_zone_of_the_database_is_known() -> None:
    assert all(rules.zone_named(name).key == name for name in sorted(zoneinfo.available_timezones())[::25])
