"""Words for dates, times and durations."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from ui.formats import Formats

NEW_YORK = ZoneInfo("America/New_York")
US = Formats(NEW_YORK, QLocale("en_US"))
GERMANY = Formats(ZoneInfo("Europe/Berlin"), QLocale("de_DE"))
WEDNESDAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (5, "5 min"), (60, "1 h"), (74, "1 h 14"), (65, "1 h 05"), (600, "10 h")]
)
def test_durations(minutes: int, words: str) -> None:
    assert US.duration(minutes) == words


@pytest.mark.parametrize(("minutes", "words"), [(0, "0 h"), (165, "2 h 45"), (30, "0 h 30"), (4770, "79 h 30")])
def test_sums_of_hours(minutes: int, words: str) -> None:
    assert US.hours(minutes) == words


@given(st.integers(0, 100_000))
def test_hours_lose_no_minute(minutes: int) -> None:
    whole, _, rest = US.hours(minutes).partition(" h")
    assert int(whole.replace(",", "")) * 60 + int(rest or 0) == minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(540, "9"), (525, "8¾"), (435, "7¼"), (510, "8½"), (45, "¾"), (0, "0"), (532, "8¾"), (534, "9")],
)
def test_quarters(minutes: int, words: str) -> None:
    assert US.quarter_hours(minutes) == words


def test_elapsed_and_spoken() -> None:
    assert US.clock_duration(74) == "1:14"
    assert US.clock_duration(5) == "0:05"
    assert US.spoken_duration(74) == "1 hour 14 minutes"
    assert US.spoken_duration(121) == "2 hours 1 minute"
    assert US.spoken_duration(0) == "0 minutes"


def test_times_follow_the_reader() -> None:
    moment = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
    assert US.time(moment) == "9:00 AM"
    assert GERMANY.time(moment) == "14:00"
    assert US.short_time(moment) == "9 AM"
    assert US.short_time(time(17, 30)) == "5:30 PM"


@pytest.mark.parametrize(
    ("start", "end", "short", "words"),
    [
        (time(9), time(12), False, "9:00 AM – 12:00 PM"),
        (time(17, 30), time(20, 30), False, "5:30 – 8:30 PM"),
        (time(9), time(12), True, "9 AM – 12 PM"),
        (time(13), time(16), True, "1 – 4 PM"),
        (time(23), time(2), True, "11 PM – 2 AM"),
    ],
)
def test_ranges(start: time, end: time, short: bool, words: str) -> None:
    assert US.time_range(start, end, short=short) == words


def test_a_range_in_a_24_hour_locale() -> None:
    assert GERMANY.time_range(time(17, 30), time(20, 30)) == "17:30 – 20:30"


def test_hour_labels_of_the_ribbon() -> None:
    assert US.hour_labels(time(9), 180) == ("9 AM", "10", "11", "12 PM")
    assert GERMANY.hour_labels(time(9), 150) == ("09:00", "10:00", "11:00", "11:30")


def test_another_zone_is_named_only_when_it_differs() -> None:
    moment = datetime(2026, 3, 11, 15, 0, tzinfo=UTC)
    assert US.zoned_time(moment, ZoneInfo("America/Denver")) == "9:00 AM Mountain"
    assert US.zoned_time(moment, ZoneInfo("America/Detroit")) == "11:00 AM"


def test_dates() -> None:
    assert US.day(WEDNESDAY) == "Wednesday, March 11"
    assert US.short_day(WEDNESDAY) == "Wed Mar 11"
    assert US.month_day(WEDNESDAY) == "March 11"
    assert US.month_day(WEDNESDAY, short=True) == "Mar 11"
    assert US.full_date(WEDNESDAY) == "March 11, 2026"
    assert US.weekday(WEDNESDAY) == "Wednesday"
    assert GERMANY.day(WEDNESDAY) == "Mittwoch, 11. März"


@pytest.mark.parametrize(
    ("first", "last", "short", "words"),
    [
        (date(2026, 3, 9), date(2026, 3, 13), False, "March 9 – 13"),
        (date(2026, 3, 9), date(2026, 3, 13), True, "Mar 9 – 13"),
        (date(2026, 3, 30), date(2026, 4, 3), False, "March 30 – April 3"),
        (date(2025, 12, 29), date(2026, 1, 2), True, "Dec 29 – Jan 2"),
    ],
)
def test_weeks(first: date, last: date, short: bool, words: str) -> None:
    assert US.week(first, last, short=short) == words


def test_a_moment_belongs_to_the_readers_day() -> None:
    assert US.date_of(datetime(2026, 3, 12, 2, 0, tzinfo=UTC)) == WEDNESDAY


@pytest.mark.parametrize("name", ["ja_JP", "ar_EG", "es_MX", "fr_FR", "zh_CN", "hi_IN", "sv_SE", "ko_KR"])
def test_every_locale_gives_words_without_a_year_in_the_day(name: str) -> None:
    formats = Formats(NEW_YORK, QLocale(name))
    year = QLocale(name).toString(2026).replace(QLocale(name).groupSeparator(), "")
    for words in (formats.day(WEDNESDAY), formats.month_day(WEDNESDAY), formats.week(WEDNESDAY, date(2026, 3, 13))):
        assert words
        assert year not in words
        assert not words.startswith((",", "،", " "))
