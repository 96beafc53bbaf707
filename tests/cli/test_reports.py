"""A platform's report from the command line: compared, answered, taken in, and taken in again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
MONDAY = "03/09/2026"


def line(name: str, joined: str, left: str, email: str = "") -> str:
    return f"{name},{email},{MONDAY} {joined},{MONDAY} {left},1,Yes\n"


@pytest.fixture
def session(clinic: Command) -> str:
    """A session of the sample clinic that was held."""
    found = clinic("sessions", "list", "--from", "2026-03-09", "--to", "2026-03-09", "--group", "MA").json["sessions"]
    return str(found[0]["id"])


@pytest.fixture
def names(clinic: Command) -> list[str]:
    return [one["name"] for one in clinic("clients", "list", "--group", "MA").json["clients"]]


def test_two_files_of_a_restarted_meeting_are_one_report(
    clinic: Command, session: str, names: list[str], tmp_path: Path
) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_text(HEADER + line(names[0], "09:00:00 AM", "10:00:00 AM"))
    second.write_text(HEADER + line(names[0], "10:30:00 AM", "12:00:00 PM"))

    answer = clinic("attendance", "compare", str(first), str(second), "--session", session)

    assert answer.status == 0, answer.err
    row = next(one for one in answer.json["rows"] if one["client"] == names[0])
    assert row["intervals"] == [
        ["2026-03-09T13:00:00Z", "2026-03-09T14:00:00Z"], ["2026-03-09T14:30:00Z", "2026-03-09T16:00:00Z"],
    ]  # fmt: skip
    assert answer.json["rows_read"] == 2


def test_applying_twice_changes_nothing_the_second_time(
    clinic: Command, session: str, names: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "participants.csv"
    late = next(name for name in names if name.startswith("Marcus"))  # 45 minutes late, by the report taken in before
    report.write_text(HEADER + line(late, "09:10:00 AM", "12:00:00 PM"))

    once = clinic("attendance", "apply", str(report), "--session", session, "--keep", "report")
    again = clinic("attendance", "apply", str(report), "--session", session, "--keep", "report")

    assert (once.json["applied"], again.json["applied"], again.json["changed"]) == (True, False, 0)
    assert once.json["already_applied"] is False
    assert again.json["already_applied"] is True


def test_a_file_that_earlier_ones_cover_says_so_and_changes_nothing(
    clinic: Command, session: str, names: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "participants.csv"
    report.write_text(HEADER + line(names[0], "09:30:00 AM", "12:00:00 PM"))

    answer = clinic("attendance", "apply", str(report), "--session", session, "--keep", "report").json

    assert (answer["covered"], answer["applied"], answer["changed"]) == (True, False, 0)


def test_one_name_twice_is_asked_and_answered(clinic: Command, session: str, names: list[str], tmp_path: Path) -> None:
    report = tmp_path / "participants.csv"
    report.write_text(
        HEADER + line(names[0], "09:00:00 AM", "10:30:00 AM", "a@example.org")
        + line(names[0], "10:30:00 AM", "12:00:00 PM", "b@example.org")
    )  # fmt: skip

    asked = clinic("attendance", "compare", str(report), "--session", session).json
    said = clinic(
        "attendance", "compare", str(report), "--session", session, "--same-name", f"{names[0]}=one-person"
    ).json
    unclear = clinic("attendance", "compare", str(report), "--session", session, "--match", f"{names[0]}={names[1]}")
    second = clinic("attendance", "compare", str(report), "--session", session, "--match", f"{names[0]}#2={names[1]}")

    assert [one["code"] for one in asked["questions"]] == ["same-name"]
    assert {one["client"] for one in asked["rows"] if one["shown_names"]} == {None}
    assert said["questions"] == []
    assert next(one for one in said["rows"] if one["client"] == names[0])["shown_names"] == [names[0]]
    assert (unclear.status, unclear.error["code"]) == (4, "name-shown-twice")
    row = next(one for one in second.json["rows"] if one["client"] == names[1])
    assert row["intervals"] == [["2026-03-09T14:30:00Z", "2026-03-09T16:00:00Z"]]


def test_a_table_is_read_by_the_columns_that_are_named(
    clinic: Command, session: str, names: list[str], tmp_path: Path
) -> None:
    report = tmp_path / "door.csv"
    report.write_text(f"Who;Came;Went\n{names[0]};2026-03-09 09:00;2026-03-09 12:00\n")
    columns = ("--column", "name=Who", "--column", "join=Came", "--column", "leave=Went")

    unknown = clinic("attendance", "compare", str(report), "--session", session)
    named = clinic("attendance", "compare", str(report), "--session", session, *columns)

    assert unknown.status == 4
    assert next(one for one in named.json["rows"] if one["client"] == names[0])["shown_names"] == [names[0]]


def test_a_mistyped_answer_is_a_mistake_of_use(clinic: Command, session: str, tmp_path: Path) -> None:
    report = tmp_path / "participants.csv"
    report.write_text(HEADER + line("Ida Falk", "09:00:00 AM", "12:00:00 PM"))

    answer = clinic("attendance", "compare", str(report), "--session", session, "--same-name", "Ida Falk=both")

    assert (answer.status, answer.error["code"]) == (2, "usage")
