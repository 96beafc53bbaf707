"""What the command prints is a contract: keys, instants in UTC, whole minutes, one document."""

from __future__ import annotations

import re
from typing import Any

from tests.cli.conftest import Command

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def keys(rows: list[dict[str, Any]]) -> set[str]:
    return set.intersection(*(set(row) for row in rows))


def test_groups(sample: Command) -> None:
    answer = sample("groups", "list")

    assert answer.status == 0
    rows = answer.json["groups"]
    assert keys(rows) >= {"id", "name", "capacity", "enrolled", "waiting", "zone"}
    mood = next(row for row in rows if row["name"] == "Mood & Anxiety")
    assert (mood["capacity"], mood["enrolled"], mood["waiting"], mood["zone"]) == (12, 10, 2, "America/New_York")


def test_clients(sample: Command) -> None:
    rows = sample("clients", "list").json["clients"]
    gone = sample("clients", "list", "--discharged").json["clients"]
    of_group = sample("clients", "list", "--group", "ma").json["clients"]

    assert keys(rows) >= {"id", "name", "code", "groups", "admitted_on", "discharged_on"}
    assert len(rows) == 24
    assert next(row["groups"] for row in rows if row["code"] == "A-1022") == ["Mood & Anxiety", "DBT Skills"]
    assert [row["name"] for row in gone] == ["Billie Novak", "Kwame Boateng", "Sofía Lindqvist"]
    assert all(DAY.fullmatch(row["discharged_on"]) for row in gone)
    assert {row["name"] for row in of_group} >= {"Amara Osei", "Dana Whitfield", "Priya Raman"}


def test_sessions(sample: Command) -> None:
    rows = sample("sessions", "list", "--from", "2026-03-06", "--to", "2026-03-12").json["sessions"]

    assert keys(rows) >= {
        "id", "group_id", "group", "service_date", "starts_at", "ends_at", "zone", "local_start", "planned_minutes",
        "break_minutes", "elapsed_minutes", "status", "facilitator", "exception",
    }  # fmt: skip
    assert all(INSTANT.fullmatch(row["starts_at"]) for row in rows)
    across_clock_change = {row["service_date"]: row["local_start"] for row in rows if row["group"] == "Mood & Anxiety"}
    assert across_clock_change["2026-03-06"] == "2026-03-06T09:00:00-05:00"
    assert across_clock_change["2026-03-09"] == "2026-03-09T09:00:00-04:00"
    assert {(row["service_date"], row["group"], row["exception"]) for row in rows if row["exception"]} == {
        ("2026-03-06", "Mood & Anxiety", "substitute"),
        ("2026-03-10", "Family Education", "cancelled"),
        ("2026-03-12", "DBT Skills", "substitute"),
        ("2026-03-12", "Recovery Skills", "moved"),
    }


def test_summary(sample: Command) -> None:
    week = sample("summary", "show", "--week", "2026-W10", "--group", "MA").json

    assert (week["week"], week["starts_on"], week["ends_on"]) == ("2026-W10", "2026-03-02", "2026-03-08")
    assert week["rule"] == {"credit": "nearest-15", "goal_minutes": 540}
    assert keys(week["clients"]) >= {
        "client_id", "name", "goal_minutes", "offered_minutes", "expected_minutes", "attended_minutes",
        "credited_minutes", "by_service", "sessions", "reached_goal", "best_still_possible_minutes", "notes_signed",
        "notes_due",
    }  # fmt: skip
    elias = next(one for one in week["clients"] if one["name"] == "Elias Brandt")
    assert (elias["attended_minutes"], elias["credited_minutes"], elias["reached_goal"]) == (530, 525, False)
    assert [(one["label"], one["minutes"]) for one in elias["sessions"]] == [
        ("late", 170),
        ("present", 180),
        ("present", 180),
    ]
    assert sum(elias["by_service"].values()) == 530
    assert week["groups"][0]["credited_minutes"] == 79 * 60 + 30


def test_a_period_is_the_sum_of_its_weeks(sample: Command) -> None:
    period = sample("summary", "show", "--from", "2026-02-23", "--to", "2026-03-08", "--group", "MA").json
    weeks = [sample("summary", "show", "--week", name, "--group", "MA").json for name in ("2026-W09", "2026-W10")]
    assert (period["week"], period["starts_on"], period["ends_on"]) == (None, "2026-02-23", "2026-03-08")
    for one in period["clients"]:
        his = [mine for week in weeks for mine in week["clients"] if mine["client_id"] == one["client_id"]]
        for key in ("offered_minutes", "expected_minutes", "attended_minutes", "credited_minutes"):
            assert one[key] == sum(mine[key] for mine in his)
        assert one["weeks_reached"] == sum(mine["reached_goal"] for mine in his if mine["expected_minutes"])
    assert {"facilitator_id", "name", "sessions", "led_minutes", "client_minutes", "outside_minutes"} == set(
        period["facilitators"][0]
    )
    backwards = sample("summary", "show", "--from", "2026-03-08", "--to", "2026-02-23")
    assert (backwards.status, "ends before it begins" in backwards.error["message"]) == (3, True)
    assert sample("summary", "show", "--week", "2026-W10", "--from", "2026-03-08").status == 2


def test_one_client_of_the_summary(sample: Command) -> None:
    week = sample("summary", "show", "--week", "2026-03-04", "--client", "A-1028").json

    assert [one["name"] for one in week["clients"]] == ["Ben Castellano"]
    assert week["clients"][0]["by_service"]["individual_therapy"] == 60


def test_audit(sample: Command) -> None:
    verified = sample("audit", "verify")
    newest = sample("audit", "list", "--limit", "3").json["entries"]

    assert verified.status == 0
    told = {"entries", "intact", "first_altered", "head", "altered_records", "missing_from", "file_changed"}
    assert set(verified.json) == told
    assert (verified.json["altered_records"], verified.json["missing_from"]) == ([], None)
    assert verified.json["file_changed"] is False
    assert verified.json["intact"] is True
    assert verified.json["first_altered"] is None
    assert len(newest) == 3
    assert newest[0]["sequence"] > newest[1]["sequence"]
    assert {one["action"] for one in newest} <= {"unlock", "fill_sample", "view_record"}


def test_notes_that_wait(sample: Command) -> None:
    waiting = sample("notes", "list", "--unsigned").json["notes"]
    of_week = sample("notes", "list", "--week", "2026-W10").json["notes"]

    assert [(one["service_date"], one["client"], one["state"]) for one in waiting] == [
        ("2026-03-06", "Elias Brandt", "draft"),
        ("2026-03-06", "Marcus Oyelaran", "to-write"),
        ("2026-03-09", "Chloe Nakamura", "to-write"),
        ("2026-03-09", "Hana Kim", "draft"),
        ("2026-03-09", "Marcus Oyelaran", "to-write"),
    ]
    assert sum(one["state"] == "signed" for one in of_week if one["group"] == "Mood & Anxiety") == 28 + 3


def test_tables_for_people(sample: Command) -> None:
    answer = sample("groups", "list", as_json=False)

    assert answer.status == 0
    assert re.search(r"MA\s+Mood & Anxiety\s+10 of 12\s+2", answer.out)
