"""Other programs' calendars as proposals, and files that nobody made in good faith."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator import interchange, series, sessions
from coordinator.changes import Change
from coordinator.interchange import CalendarFault, CalendarProblemKind, CalendarUnusable, read_calendar
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupId, SessionStatus, Topic, Weekday
from tests.builders import a_group

NEW_YORK = "America/New_York"


def a_calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{dedent(event).strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def an_event(rule: str, starts: str = ";TZID=America/New_York:20260302T090000", more: str = "DURATION:PT3H") -> str:
    return f"UID:a\nSUMMARY:Morning group\nDTSTART{starts}\nRRULE:{rule}\n{more}"


def new_group(work: UnitOfWork) -> Change[GroupId]:
    return Change(Action.ADD_GROUP, None, frozenset({Topic.ROSTER}), outcome=a_group(work))


def test_a_weekly_event_of_three_days_becomes_blocks() -> None:
    content = a_calendar(an_event("FREQ=WEEKLY;BYDAY=MO,WE,FR;INTERVAL=2;UNTIL=20261231T140000Z"))
    (block,) = read_calendar(content, NEW_YORK).blocks
    assert block.title == "Morning group"
    assert block.weekdays == (Weekday.MON, Weekday.WED, Weekday.FRI)
    assert (block.starts, block.minutes, block.zone) == (time(9), 180, NEW_YORK)
    assert (block.from_on, block.until_on, block.every_weeks) == (date(2026, 3, 2), date(2026, 12, 31), 2)


def test_folded_lines_outlook_zones_and_left_out_dates_are_understood() -> None:
    event = """
        UID:a
        SUMMARY:Evening\\, room 2
        DTSTART;TZID="Eastern Standard Time":20260303T180000
        DTEND;TZID="Eastern Standard Time":20260303T210000
        RRULE:FREQ=WEEKLY;COU
         NT=4
        EXDATE;TZID="Eastern Standard Time":20260310T180000,20260317T180000
    """
    (block,) = read_calendar(a_calendar(event), "America/Denver").blocks
    assert block.title == "Evening, room 2"
    assert block.zone == NEW_YORK
    assert block.weekdays == (Weekday.TUE,)
    assert block.until_on == date(2026, 3, 24)
    assert block.skipped == (date(2026, 3, 10), date(2026, 3, 17))


def test_a_time_in_utc_is_told_in_the_zone_that_was_given_and_said_so() -> None:
    found = read_calendar(a_calendar(an_event("FREQ=WEEKLY", starts=":20260302T140000Z")), NEW_YORK)
    assert found.blocks[0].starts == time(9)
    assert [one.kind for one in found.problems] == [CalendarProblemKind.NO_ZONE]


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (an_event("FREQ=MONTHLY;BYDAY=1MO"), CalendarProblemKind.NOT_WEEKLY),
        (an_event("FREQ=WEEKLY;COUNT=1000000000"), CalendarProblemKind.TOO_MANY_SESSIONS),
        (an_event("FREQ=WEEKLY;COUNT=" + "9" * 4000), CalendarProblemKind.RULE_UNREADABLE),
        (an_event("FREQ=WEEKLY;INTERVAL=0"), CalendarProblemKind.RULE_UNREADABLE),
        (an_event("FREQ=WEEKLY;UNTIL=20250101"), CalendarProblemKind.RULE_UNREADABLE),
        (an_event("FREQ=SECONDLY;INTERVAL=1"), CalendarProblemKind.NOT_WEEKLY),
        (an_event("FREQ=WEEKLY", starts=";VALUE=DATE:20260302"), CalendarProblemKind.ALL_DAY),
        (an_event("FREQ=WEEKLY", starts=";TZID=Mars/Olympus:20260302T090000"), CalendarProblemKind.ZONE_UNKNOWN),
        (an_event("FREQ=WEEKLY", starts=":20261302T090000"), CalendarProblemKind.TIME_UNREADABLE),
        (an_event("FREQ=WEEKLY", starts=":00010101T000000Z"), CalendarProblemKind.TIME_UNREADABLE),
        (an_event("FREQ=WEEKLY", starts=":99991231T233000Z"), CalendarProblemKind.TIME_UNREADABLE),
        (an_event("FREQ=WEEKLY", more="DURATION:P400D"), CalendarProblemKind.LENGTH),
        (an_event("FREQ=WEEKLY", more="DURATION:PT0M"), CalendarProblemKind.LENGTH),
        (an_event("FREQ=WEEKLY", more="DURATION:PT3H\nSTATUS:CANCELLED"), CalendarProblemKind.CANCELLED),
        ("UID:a\nSUMMARY:Once\nDTSTART:20260302T090000Z\nDURATION:PT1H", CalendarProblemKind.ONCE),
    ],
)
def test_what_cannot_be_a_block_is_named_and_the_rest_is_read(event: str, kind: CalendarProblemKind) -> None:
    found = read_calendar(a_calendar(event, an_event("FREQ=WEEKLY")), NEW_YORK)
    assert [one.kind for one in found.problems] == [kind]
    assert found.problems[0].line == 3
    assert len(found.blocks) == 1


def test_a_rule_that_ends_after_ten_thousand_years_has_no_end() -> None:
    (block,) = read_calendar(a_calendar(an_event("FREQ=WEEKLY;UNTIL=99991231T235959Z")), NEW_YORK).blocks
    assert block.until_on is None


BOMBS = {
    "nested": (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 500_000, CalendarFault.TOO_DEEP),
    "events": (a_calendar(*["UID:a"] * 5_001), CalendarFault.TOO_MANY_EVENTS),
    "line": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"a" * 7_000_000, CalendarFault.LINE_TOO_LONG),
    "folded": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a" + b"\r\n a" * 1_900_000, CalendarFault.LINE_TOO_LONG),
    "parameters": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART" + b';X="a"' * 1_200_000, CalendarFault.NOT_A_CALENDAR),
    "empty": (b"  \r\n", CalendarFault.EMPTY),
    "picture": (b"\x89PNG\r\n\x1a\n", CalendarFault.ENCODING),
    "text": (b"Dear colleague,\r\n", CalendarFault.NOT_A_CALENDAR),
    "cut": (a_calendar(an_event("FREQ=WEEKLY"))[:-10], CalendarFault.NOT_A_CALENDAR),
    "closed": (b"END:VCALENDAR\r\n", CalendarFault.NOT_A_CALENDAR),
}


@pytest.mark.timeout(60)  # a file that is not refused soon keeps the program busy for hours
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_means_harm_is_refused_soon(name: str) -> None:
    content, fault = BOMBS[name]
    with pytest.raises(CalendarUnusable) as refused:
        read_calendar(content, NEW_YORK)
    assert refused.value.fault is fault


def test_the_longest_calendar_is_read() -> None:
    content = the_longest_calendar()
    assert 7_000_000 < len(content) <= interchange.LARGEST_BYTES
    assert len(read_calendar(content, NEW_YORK).blocks) == 4_900


def the_longest_calendar() -> bytes:
    event = an_event("FREQ=WEEKLY;COUNT=500;BYDAY=MO,TU,WE,TH,FR,SA,SU")
    event += "\nEXDATE;TZID=America/New_York:" + ",".join(["20260309T090000"] * 20)
    return a_calendar(*[event + f"\nDESCRIPTION:{'x' * 900}"] * 4_900)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak where Linux tells it")
def test_fifty_megabytes_are_refused_within_300_megabytes(tmp_path: Path) -> None:
    big = tmp_path / "big.ics"
    big.write_bytes(b"BEGIN:VCALENDAR\r\n" + b"X-A:" + b"a" * 50_000_000 + b"\r\nEND:VCALENDAR\r\n")
    program = dedent(f"""
        from coordinator.interchange import LARGEST_BYTES, CalendarUnusable, read_calendar
        with open({str(big)!r}, "rb") as stream:
            content = stream.read(LARGEST_BYTES + 1)
        try:
            read_calendar(content, "America/New_York")
        except CalendarUnusable as refused:
            peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
            print(refused.fault.value, int(peak.split()[1]) // 1024)
    """)
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)
    fault, megabytes = found.stdout.split()
    assert fault == "too-large"
    assert int(megabytes) <= 300


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)), st.booleans())
def test_whatever_a_file_holds_is_read_or_refused(noise: bytes, inside: bool) -> None:
    content = a_calendar(an_event("FREQ=WEEKLY;" + noise.decode("utf-8", "replace"))) if inside else noise
    with suppress(CalendarUnusable):
        assert read_calendar(content, NEW_YORK).events <= 1


def test_importing_adds_the_blocks_without_the_dates_left_out_and_is_undone_at_once(store: Store) -> None:
    group_id = store.write(new_group).outcome
    more = "DURATION:PT3H\nEXDATE;TZID=America/New_York:20260316T090000"
    content = a_calendar(an_event("FREQ=WEEKLY;BYDAY=MO,WE", more=more))
    found = read_calendar(content, NEW_YORK)
    done = store.write(interchange.import_blocks, group_id, found.blocks)

    def days() -> list[int]:
        week = store.read(sessions.sessions_between, date(2026, 3, 16), date(2026, 3, 25))
        return [one.service_date.day for one in week if one.status is not SessionStatus.CANCELLED]

    assert days() == [18, 23, 25]
    assert done.undo is not None
    undone = store.write(done.undo)
    assert days() == []
    assert undone.undo is not None
    store.write(undone.undo)
    assert days() == [18, 23, 25]


def test_our_own_calendar_comes_back_as_it_was(store: Store) -> None:
    group_id = store.write(new_group).outcome
    store.write(
        series.add_block,
        group_id,
        weekdays=[Weekday.TUE],
        starts=time(18),
        from_on=date(2026, 3, 3),
        until_on=date(2026, 6, 30),
        every_weeks=2,
    )
    (block,) = read_calendar(store.read(interchange.calendar), "America/Denver").blocks
    (recurrence,) = block.recurrences()
    assert recurrence == store.read(series.blocks)[0].recurrence
