"""What typing finds, and in which order."""

from __future__ import annotations

import time

import pytest

from ui.palette.entries import Entry, Kind, matching


def nothing() -> None:
    """Do nothing."""


def entry(kind: Kind, title: str, also: str = "", why_not: str = "") -> Entry:
    return Entry(kind, title, nothing, also=also, why_not=why_not)


ENTRIES = (
    entry(Kind.ACTIONS, "Launch next session"),
    entry(Kind.ACTIONS, "Mark all present"),
    entry(Kind.ACTIONS, "Mark late, with minutes"),
    entry(Kind.ACTIONS, "Export week"),
    entry(Kind.ACTIONS, "Lock"),
    entry(Kind.CLIENTS, "Marcus Oyelaran", "A-1048"),
    entry(Kind.CLIENTS, "Marisol Quintero", "A-1060"),
    entry(Kind.CLIENTS, "Tomás Rivera", "A-1050"),
    entry(Kind.CLIENTS, "Hana Kim", "A-1046"),
    entry(Kind.GROUPS, "Mood & Anxiety", "MA"),
    entry(Kind.WEEKS, "March 9 – 13", "week"),
    entry(Kind.WEEKS, "March 16 – 20", "week"),
)


def titles(typed: str) -> list[str]:
    return [one.title for one in matching(ENTRIES, typed)]


def test_actions_come_first_then_clients_then_weeks() -> None:
    assert titles("mar") == [
        "Mark all present",
        "Mark late, with minutes",
        "Marcus Oyelaran",
        "Marisol Quintero",
        "March 9 – 13",
        "March 16 – 20",
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tomas", "Tomás Rivera"),
        ("  RIVERA ", "Tomás Rivera"),
        ("rvera", "Tomás Rivera"),
        ("mar oye", "Marcus Oyelaran"),
        ("a-1046", "Hana Kim"),
        ("exprt", "Export week"),
        ("map", "Mark all present"),
        ("anxiety", "Mood & Anxiety"),
    ],
)
def test_accents_case_slips_initials_and_ids_are_found(typed: str, first: str) -> None:
    assert titles(typed)[0] == first


def test_two_letters_find_beginnings_only() -> None:
    assert "Hana Kim" in titles("ki")
    assert titles("xq") == []


def test_nothing_is_found_for_letters_that_are_in_no_word() -> None:
    assert titles("zzzzqq") == []


def test_at_rest_only_actions_are_offered() -> None:
    assert all(one.kind is Kind.ACTIONS for one in matching(ENTRIES, "   "))
    assert len(matching(ENTRIES, "")) == 5


def test_no_more_than_six_of_a_kind() -> None:
    many = [entry(Kind.CLIENTS, f"Mara {number}") for number in range(30)]
    assert len(matching(many, "mara")) == 6


@pytest.mark.benchmark
def test_a_roster_of_three_hundred_is_ranked_within_a_key_press() -> None:
    many = [entry(Kind.CLIENTS, f"Client{number} Name{number}", f"A-{number}") for number in range(300)]
    took = []
    for typed in ("n", "na", "nam", "nmae", "client2 nam"):
        begun = time.perf_counter()
        matching(many, typed)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.016
