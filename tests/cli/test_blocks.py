"""Blocks by the command: leaders, every pattern, and each way in which a date or the rest of them may differ."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Command

WEEK = ("--from", "2026-03-09", "--to", "2026-03-15")
NEXT = ("--from", "2026-03-16", "--to", "2026-03-22")


@pytest.fixture
def block(vault: Command) -> str:
    """The id of a Wednesday block of a new group."""
    assert vault("groups", "add", "Evening IOP", "--short-code", "EV", "--limit", "40").status == 0
    added = vault("blocks", "add", "--group", "EV", "--weekday", "wed", "--starts", "09:00", "--from", "2026-03-04")
    assert added.status == 0, added.err
    (found,) = added.json["ids"]
    return str(found)


def days(vault: Command, window: tuple[str, ...]) -> list[tuple[str, str, str | None]]:
    found = vault("sessions", "list", *window).json["sessions"]
    return [(one["local_start"][:16], one["status"], one["exception"]) for one in found]


def test_a_segment_has_a_leader_and_so_has_a_block(vault: Command, block: str) -> None:
    added = vault(
        "blocks", "add", "--group", "EV", "--weekday", "mon", "--weekday", "fri", "--starts", "13:00",
        "--from", "2026-03-02", "--every", "2", "--count", "5", "--segment", "group_therapy=90",
        "--segment", "break=15", "--segment", "psychoeducation=75@Renee Alvarado", "--facilitator", "R. Alvarado",
    )  # fmt: skip
    assert added.status == 0, added.err
    found = {one["weekday"]: one for one in vault("blocks", "list").json["blocks"]}
    assert found["mon"]["segments"] == [["group_therapy", 90], ["break", 15], ["psychoeducation", 75]]
    assert found["mon"]["leaders"] == [None, None, "Renee Alvarado"]
    assert (found["mon"]["facilitator"], found["wed"]["facilitator"]) == ("Renee Alvarado", None)
    assert (found["mon"]["until"], found["fri"]["until"], found["wed"]["until"]) == ("2026-03-30", "2026-03-20", None)


def test_this_and_following_by_the_command(vault: Command, block: str) -> None:
    changed = vault(
        "blocks", "change", block, "--following", "2026-03-18", "--weekday", "thu", "--starts", "17:30",
        "--minutes", "150", "--until", "2026-06-25",
    )  # fmt: skip
    assert changed.status == 0, changed.err
    assert {(one["kind"], one["found"]) for one in changed.json["notices"]} >= {("day-too-short", 150)}
    assert days(vault, WEEK) == [("2026-03-11T09:00", "planned", None)]
    assert days(vault, NEXT) == [("2026-03-19T17:30", "planned", None)]
    new = str(changed.json["id"])
    assert vault("blocks", "end", new, "--from", "2026-03-19").status == 0
    assert days(vault, NEXT) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--minutes", "0"), 3),
        (("--minutes", "-30"), 3),
        (("--zone", "Mars/Olympus"), 3),
        (("--until", "2026-03-01"), 3),
        (("--every", "0"), 3),
        (("--count", "0"), 3),
        (("--facilitator", "Nobody"), 3),
        (("--segment", "group_therapy=90@Nobody"), 3),
        (("--segment", "dancing=90"), 2),
        (("--starts", "25:00"), 2),
    ],
)
def test_a_change_that_cannot_be_meant_changes_nothing(
    vault: Command, block: str, words: tuple[str, ...], code: int
) -> None:
    before = vault("blocks", "list").json
    refused = vault("blocks", "change", block, "--following", "2026-03-18", *words)
    assert (refused.status, refused.out) == (code, "")
    assert refused.error["message"]
    assert vault("blocks", "list").json == before


def test_one_date_is_cancelled_and_returned(vault: Command, block: str) -> None:
    assert vault("blocks", "cancel", block, "2026-03-11", "--reason", "Facilitator ill").status == 0
    assert days(vault, WEEK) == [("2026-03-11T09:00", "cancelled", "cancelled")]
    assert vault("blocks", "return", block, "2026-03-11").status == 0
    assert days(vault, WEEK) == [("2026-03-11T09:00", "planned", None)]
    (session,) = vault("sessions", "list", *WEEK).json["sessions"]
    assert vault("sessions", "cancel", session["id"]).status == 0
    assert days(vault, WEEK)[0][1] == "cancelled"
    assert vault("sessions", "return", session["id"]).status == 0
    assert days(vault, WEEK)[0][1] == "planned"


def test_a_closure_lists_what_it_cancels(vault: Command, block: str) -> None:
    closed = vault("closures", "add", "2026-03-09", "2026-03-20", "Spring break")
    assert [(one["group"], one["service_date"]) for one in closed.json["cancelled"]] == [
        ("Evening IOP", "2026-03-11"),
        ("Evening IOP", "2026-03-18"),
    ]
    assert closed.json["sessions_cancelled"] == 2


@pytest.mark.parametrize(
    "window",
    [
        ("0001-01-01", "9999-12-31"),
        ("0001-01-01", "0001-01-02"),
        ("9999-12-30", "9999-12-31"),
        ("2026-03-15", "2026-03-01"),
    ],
)
def test_any_window_is_answered_or_refused_with_a_sentence(vault: Command, block: str, window: tuple[str, str]) -> None:
    answer = vault("sessions", "list", "--from", window[0], "--to", window[1])
    assert answer.status in {0, 3}, answer.err
    assert "Traceback" not in answer.err


def test_a_block_at_the_end_of_the_calendar_is_answered(vault: Command, block: str) -> None:
    late = vault(
        "blocks", "add", "--group", "EV", "--weekday", "fri", "--starts", "23:30", "--from", "9999-12-25",
        "--minutes", "720",
    )  # fmt: skip
    assert late.status in {0, 3}, late.err
    assert vault("sessions", "list", "--from", "9999-12-01", "--to", "9999-12-31").status in {0, 3}
    assert vault("blocks", "list").status == 0
