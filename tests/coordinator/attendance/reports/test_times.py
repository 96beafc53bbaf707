"""Date orders, clock changes, clipping and disagreement: what is decided, and what is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from coordinator.attendance.reports import DateOrder, Flag, QuestionCode, Reading, Report, Window
from coordinator.attendance.reports.durations import read_duration
from coordinator.attendance.reports.wall_times import read_time

Read = Callable[..., Report]
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"


def rows(*lines: str) -> str:
    return HEADER + "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("71", 4260), ("71.5", 4290), ("1h 11m 10s", 4270), ("1h 54m", 6840), ("19m ", 1140), ("49s", 49),
        ("2 godz. 19 min 19 s", 8359), ("59 Min. 0 Sek.", 3540), ("1 Std. 5 Min.", 3900),
        ("2\u00a0h\u00a044\u00a0m", 9840),
        ("1 sa 5 dk 3 sn", 3903), ("1 hr 21 min 53s", 4913), ("57 mins", 3420), ("00:48:02", 2882),
        ("200 minutes", 12000),
        ("1 hr, 2 mins and 3 secs", 3723), ("PT1H2M3S", 3723), ("1 t 2 min", 3720), ("1 час 2 мин.", 3720),
        ("12/30/1899 0:30", 1800), ("12:30:00 AM", 1800), ("30,5", 1830), ("1,234", None), ("1h 90m", 9000),
        ("", None), ("?", None), ("-3", None), ("soon", None), ("1h 5x", None), ("9" * 40, None),
    ],
)  # fmt: skip
def test_durations(text: str, seconds: int | None) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("03/04/2026 05:58:02 PM", "mdy", "2026-03-04T17:58:02"),
        ("03/04/2026 05:58:02\u202fPM", "dmy", "2026-04-03T17:58:02"),
        ("2/1/25, 9:04:01 pm", "mdy", "2025-02-01T21:04:01"),
        ("30.03.2021, 21:15:48", "mdy", "2021-03-30T21:15:48"),
        ("2020/12/8 8:55", "dmy", "2020-12-08T08:55:00"),
        ("13/04/2021 à 09:01:31", "dmy", "2021-04-13T09:01:31"),
        ("Mar 22, 2025 19:13:27", "dmy", "2025-03-22T19:13:27"),
        ("September 3, 2020 3:40 PM IST", "mdy", "2020-09-03T15:40:00"),
        ("04.03.2026 19:21:08 PM", "mdy", "2026-03-04T19:21:08"),
        ("2026-03-04T17:58:02+02:00", "mdy", "2026-03-04T17:58:02+02:00"),
        ("03/04/2026 12:00:00 AM", "mdy", "2026-03-04T00:00:00"),
        ("02/30/2026 10:00", "mdy", None),
    ],
)
def test_wall_times(text: str, order: str, moment: str | None) -> None:
    wall = read_time(text)
    assert wall is not None
    found = wall.on(DateOrder(order), None)
    assert (found.isoformat() if found else None) == moment


def test_a_part_over_twelve_settles_the_order_of_the_whole_file(read_text: Read) -> None:
    report = read_text(
        rows("Ida Falk,,03/04/2026 18:00,03/04/2026 18:30,30", "Bo Falk,,25/04/2026 18:00,25/04/2026 18:10,10")
    )
    assert not report.questions
    assert report.people[0].intervals[0].start.date() == date(2026, 4, 3)


def test_an_open_order_is_asked_and_the_session_settles_it(read_text: Read) -> None:
    text = rows("Ida Falk,,03/04/2026 18:00:00,03/04/2026 18:30:00,30")
    asked = read_text(text)
    assert [(q.code, q.choices) for q in asked.questions] == [(QuestionCode.DATE_ORDER, ("mdy", "dmy"))]
    settled = read_text(text, date=date(2026, 4, 3))
    assert not settled.questions
    assert settled.people[0].intervals[0].start.date() == date(2026, 4, 3)
    assert not read_text(text, date_order=DateOrder.DMY).questions


def test_a_date_that_is_the_same_both_ways_asks_nothing(read_text: Read) -> None:
    assert not read_text(rows("Ida Falk,,03/03/2026 18:00:00,03/03/2026 18:30:00,30")).questions


def test_midnight_settles_the_order_by_the_stay(read_text: Read) -> None:
    report = read_text(rows("Ida Falk,,03/04/2026 23:30:00,03/05/2026 00:30:00,60"))
    assert (report.questions, report.people[0].seconds) == ((), 3600)


def test_clipped_and_united(read_text: Read) -> None:
    window = Window(datetime(2026, 3, 4, 23, 0, tzinfo=UTC), datetime(2026, 3, 5, 0, 0, tzinfo=UTC))
    report = read_text(
        rows(
            "Ida Falk,,03/04/2026 05:50:00 PM,03/04/2026 06:20:00 PM,30",
            "Ida Falk,,03/04/2026 06:20:00 PM,03/04/2026 06:40:00 PM,20",
            "Ida Falk,,03/04/2026 06:50:00 PM,03/04/2026 07:10:00 PM,20",
        ),
        window=window,
    )
    person = report.people[0]
    assert person.seconds == 50 * 60
    assert [one.length.total_seconds() / 60 for one in person.intervals] == [40, 10]
    assert person.flags == {Flag.CLIPPED}


def test_spring_forward_counts_elapsed_time(read_text: Read) -> None:
    report = read_text(rows("Ida Falk,,03/08/2026 12:30:00 AM,03/08/2026 03:30:00 AM,120"), date_order=DateOrder.MDY)
    assert (report.people[0].seconds, report.people[0].flags) == (7200, frozenset())


def test_a_time_that_does_not_exist_means_another_zone(read_text: Read) -> None:
    report = read_text(rows("Ida Falk,,03/08/2026 02:30:00 AM,03/08/2026 03:30:00 AM,60"), date_order=DateOrder.MDY)
    assert [question.code for question in report.questions] == [QuestionCode.ZONE]
    assert Flag.IMPOSSIBLE_TIME in report.people[0].flags


@pytest.mark.parametrize(
    ("left", "stated", "seconds"), [("01:40:00", 20, 1200), ("01:40:00", 80, 4800), ("01:10:00", 50, 3000)]
)
def test_the_repeated_hour_follows_the_stated_duration(read_text: Read, left: str, stated: int, seconds: int) -> None:
    # 1 November 2026 in New York: 01:00 to 02:00 comes twice.
    report = read_text(rows(f"Ida Falk,,11/01/2026 01:20:00,11/01/2026 {left},{stated}"), date_order=DateOrder.MDY)
    assert report.people[0].seconds == seconds


def test_the_repeated_hour_is_asked_where_nothing_tells(read_text: Read) -> None:
    joined, left = 'Ida Falk,Joined,"11/01/2026, 1:20:00 AM"', 'Ida Falk,Left,"11/01/2026, 2:40:00 AM"'
    text = f"Full Name,User Action,Timestamp\n{joined}\n{left}\n"
    report = read_text(text, date_order=DateOrder.MDY)
    assert [question.code for question in report.questions] == [QuestionCode.REPEATED_HOUR]
    assert report.people[0].seconds == 2 * 3600 + 20 * 60


def test_disagreement_is_flagged_and_times_win(read_text: Read) -> None:
    report = read_text(
        rows(
            "Ida Falk,,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,90",
            "Bo Falk,,03/14/2026 06:00:00 PM,03/14/2026 06:29:01 PM,30",
            "Al Falk,,3/14/2026 18:00,3/14/2026 18:29,30",
        )
    )
    assert [person.seconds for person in report.people] == [1800, 1741, 1740]
    assert [Flag.DISAGREES in person.flags for person in report.people] == [True, False, False]


def test_concurrent_rows_of_one_name_without_email_are_asked(read_text: Read) -> None:
    two = ("Maria Garcia,,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30",
           "maria  garcia,,03/14/2026 06:10:00 PM,03/14/2026 06:40:00 PM,30")  # fmt: skip
    report = read_text(rows(*two))
    assert [person.seconds for person in report.people] == [2400]
    assert Flag.AMBIGUOUS_NAME in report.people[0].flags
    assert [(q.code, q.people) for q in report.questions] == [(QuestionCode.SAME_NAME, (0,))]


def test_two_names_on_one_email_are_kept_apart_and_asked(read_text: Read) -> None:
    report = read_text(
        rows(
            "Ida Falk,home@example.org,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30",
            "Jon Falk,home@example.org,03/14/2026 06:00:00 PM,03/14/2026 06:10:00 PM,10",
        )
    )
    assert [person.seconds for person in report.people] == [1800, 600]
    assert [(q.code, q.people) for q in report.questions] == [(QuestionCode.SHARED_EMAIL, (0, 1))]


def test_nameless_rows_are_not_one_person(read_text: Read) -> None:
    report = read_text(
        rows(
            ",,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30",
            ",,03/14/2026 06:00:00 PM,03/14/2026 06:10:00 PM,10",
        )
    )
    assert [person.seconds for person in report.people] == [1800, 600]


def test_missing_leave_ends_with_the_session(read_text: Read) -> None:
    window = Window(datetime(2026, 3, 14, 22, 0, tzinfo=UTC), datetime(2026, 3, 14, 23, 0, tzinfo=UTC))
    report = read_text(rows("Ida Falk,,03/14/2026 06:10:00 PM,,"), window=window)
    assert report.people[0].seconds == 50 * 60
    assert Flag.OPEN_END in report.people[0].flags


def test_missing_join_is_counted_back_from_the_leave(read_text: Read) -> None:
    report = read_text(rows("Ida Falk,,,03/14/2026 06:30:00 PM,20"))
    assert report.people[0].seconds == 1200
    assert Flag.OPEN_START in report.people[0].flags


def test_any_table_by_mapped_columns(read_text: Read) -> None:
    text = "Who;Arrived;Gone\nIda Falk;2026-03-04 18:00;2026-03-04 18:45\n"
    mapping = (("Who", "name"), ("Arrived", "join"), ("Gone", "leave"))
    report = read_text(text, columns=mapping)
    assert (report.platform.value, report.people[0].seconds) == ("other", 2700)


def test_a_window_needs_zone_and_length() -> None:
    with pytest.raises(ValueError, match="aware"):
        Window(datetime.fromisoformat("2026-03-14T22:00"), datetime.fromisoformat("2026-03-14T23:00"))
    assert Reading("UTC").window is None


def test_clock_times_after_midnight_are_of_the_next_day(read_text: Read) -> None:
    text = "First name,Last name,Email,Duration,Time joined,Time exited\nIda,Falk,,30 min,12:05 AM,12:35 AM\n"
    window = Window(datetime(2026, 9, 24, 2, tzinfo=UTC), datetime(2026, 9, 24, 5, tzinfo=UTC))  # 10 PM to 1 AM
    person = read_text(text, window=window, date=date(2026, 9, 23)).people[0]
    assert person.intervals[0].start == datetime(2026, 9, 24, 4, 5, tzinfo=UTC)
    assert person.seconds == 1800


def test_a_day_that_only_one_order_puts_into_the_session_settles_the_order(read_text: Read) -> None:
    text = rows(
        "Ida Falk,,01/01/2026 22:50:00,02/01/2026 00:10:00,80", "Bo Ek,,02/01/2026 00:00:00,02/01/2026 00:10:00,10"
    )
    window = Window(datetime(2026, 1, 2, 3, 45, tzinfo=UTC), datetime(2026, 1, 2, 6, 45, tzinfo=UTC))
    report = read_text(text, window=window)
    assert not report.questions
    assert [person.seconds for person in report.people] == [4800, 600]
