"""The plan as a calendar file, calendars as blocks, and what a plan collides with, by the command."""

from __future__ import annotations

import stat
from pathlib import Path

from tests.cli.conftest import Command

MONDAYS = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
UID:a\r
SUMMARY:Evening group\r
DTSTART;TZID=America/New_York:20260302T180000\r
DURATION:PT3H\r
RRULE:FREQ=WEEKLY;BYDAY=MO,WE\r
EXDATE;TZID=America/New_York:20260316T180000\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:b\r
SUMMARY:Staff retreat\r
DTSTART;VALUE=DATE:20260305\r
END:VEVENT\r
END:VCALENDAR\r
"""


def add_group(vault: Command, name: str, short_code: str) -> None:
    assert vault("groups", "add", name, "--short-code", short_code).status == 0


def add_block(vault: Command, group: str, *more: str) -> dict[str, object]:
    added = vault(
        "blocks", "add", "--group", group, "--weekday", "mon", "--starts", "09:00", "--from", "2026-03-02", *more
    )
    assert added.status == 0, added.err
    found: dict[str, object] = added.json
    return found


def test_the_plan_is_written_as_a_private_file_without_names(vault: Command, tmp_path: Path) -> None:
    add_group(vault, "Evening IOP", "EV")
    add_block(vault, "EV")
    out = tmp_path / "iop.ics"

    neutral = vault("calendar", "export", "--out", str(out))
    assert neutral.status == 0, neutral.err
    assert neutral.json["events"] >= 1
    assert "Evening IOP" not in out.read_text("utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    named = vault("calendar", "export", "--out", str(out), "--group", "EV", "--names", "group")
    assert named.status == 0
    assert "SUMMARY:Evening IOP" in out.read_text("utf-8")
    nowhere = vault("calendar", "export", "--out", str(tmp_path / "no" / "iop.ics"))
    assert (nowhere.status, nowhere.error["code"]) == (3, "not-exported")


def test_a_calendar_is_looked_at_and_then_taken_in(vault: Command, tmp_path: Path) -> None:
    add_group(vault, "Evening IOP", "EV")
    file = tmp_path / "theirs.ics"
    file.write_bytes(MONDAYS.encode())

    looked = vault("calendar", "import", str(file), "--dry-run")
    assert looked.status == 0, looked.err
    assert [one["weekdays"] for one in looked.json["proposed"]] == [["mon", "wed"]]
    assert [one["kind"] for one in looked.json["problems"]] == ["all-day"]
    assert "Staff retreat" in looked.err
    assert vault("blocks", "list").json["blocks"] == []
    taken = vault("calendar", "import", str(file), "--group", "EV")
    assert len(taken.json["ids"]) == 2
    listed = vault("sessions", "list", "--from", "2026-03-16", "--to", "2026-03-23").json["sessions"]
    assert [one["service_date"] for one in listed] == ["2026-03-18", "2026-03-23"]


def test_a_file_that_is_no_calendar_changes_nothing(vault: Command, tmp_path: Path) -> None:
    add_group(vault, "Evening IOP", "EV")
    file = tmp_path / "letter.ics"
    file.write_text("Dear colleague,\n")
    for words in ((str(file),), (str(tmp_path / "missing.ics"),)):
        refused = vault("calendar", "import", *words, "--group", "EV")
        assert refused.status == 4
    assert vault("calendar", "import", str(file)).status == 2
    assert vault("blocks", "list").json["blocks"] == []


def test_what_a_block_collides_with_and_misses_is_said_and_it_is_added_all_the_same(vault: Command) -> None:
    add_group(vault, "Evening IOP", "EV")
    add_group(vault, "Morning IOP", "MO")
    add_block(vault, "EV")
    second = add_block(vault, "MO", "--despite", "Two rooms", "--segment", "group_therapy=165", "--segment", "break=15")
    clashes = second["clashes"]
    notices = second["notices"]
    assert isinstance(clashes, list)
    assert isinstance(notices, list)
    assert ("facilitator", "Evening IOP") in {(one["kind"], one["other_group"]) for one in clashes}
    assert {(one["kind"], one["found"]) for one in notices} == {("day-too-short", 165), ("too-few-days", 1)}


def test_a_missed_session_is_made_up_for(vault: Command) -> None:
    add_group(vault, "Evening IOP", "EV")
    add_block(vault, "EV")
    holidays = vault("closures", "holidays", "--from", "2026-05-01", "--to", "2026-05-31").json["holidays"]
    assert [(one["on"], one["name"], one["sessions"]) for one in holidays] == [("2026-05-25", "Memorial Day", 1)]
    assert vault("closures", "add", "2026-05-25", "2026-05-25", "Memorial Day").json["sessions_cancelled"] == 1
    (missed,) = vault("sessions", "list", "--from", "2026-05-25", "--to", "2026-05-25").json["sessions"]
    added = vault("sessions", "add", "--group", "EV", "--starts", "2026-05-28T09:00", "--makes-up-for", missed["id"])
    assert added.status == 0, added.err
    (extra,) = vault("sessions", "list", "--from", "2026-05-28", "--to", "2026-05-28").json["sessions"]
    assert extra["makes_up_for"] == missed["id"]
    assert extra["local_start"] == "2026-05-28T09:00:00-04:00"
