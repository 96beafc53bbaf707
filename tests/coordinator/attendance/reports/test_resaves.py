# ruff: noqa: RUF001 - Russian dates hold letters that look Latin
"""Every report again as spreadsheets and browsers leave it: the same people, seconds, flags and questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.attendance.reports import Limits, QuestionCode, Reading, Report, detect, read_report
from coordinator.attendance.reports.decoding import decode
from coordinator.attendance.reports.grid import rows_of
from tests.coordinator.attendance.reports.resaves import RESAVES, Rows, table

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "reports"
DASHBOARD = "LearningDashboard"  # its own quoting is broken, so its rows are written out below
TABLES = [
    path
    for path in sorted(FIXTURES.iterdir())
    if path.suffix == ".csv" and not path.name.startswith(DASHBOARD)
]  # fmt: skip
NEW_YORK = Reading("America/New_York")
Z1 = ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)"]


def rows_in(path: Path) -> Rows:
    decoded = decode(path.read_bytes(), recognised=detect.known_headers)
    return [list(row.cells) for row in rows_of(decoded.text, detect.KNOWN, Limits(), path.name).rows]


def facts(report: Report) -> tuple[object, ...]:
    people = [(one.name, one.email, one.seconds, one.stated_seconds, one.role, one.intervals, one.flags)
              for one in report.people]  # fmt: skip
    # A code page that fits another alphabet as well is asked, which no other re-save is.
    questions = [(one.code, one.choices) for one in report.questions if one.code is not QuestionCode.ENCODING]
    return report.platform, report.variant, report.row_count, people, len(report.rejected), questions


@pytest.mark.parametrize("how", RESAVES)
def test_a_resave_reads_as_the_report(how: str) -> None:
    tried = 0
    for path in TABLES:
        data = RESAVES[how](rows_in(path))
        if data is None:
            continue
        tried += 1
        expected = facts(read_report(path.read_bytes(), path.name, NEW_YORK))
        assert facts(read_report(data, path.name, NEW_YORK)) == expected, path.name
    assert tried > len(TABLES) // 2


DASHBOARD_ROWS: Rows = [
    ["Name", "Moderator", "Activity Score", "Talk Time", "Webcam Time", "Messages", "Reactions", "Poll Votes",
     "Raise Hands", "Join", "Left", "Duration", "Which day, then?"],
    ['Nora "No" Berg', "FALSE", "5.0", "00:10:00", "0", "1", "0", "0", "0", "3/13/2026, 9:00:00 AM",
     "3/13/2026, 10:30:00 AM", "01:20:00", "Tuesday"],
    ["Renee Alvarado", "TRUE", "9.0", "00:10:00", "0", "1", "0", "0", "0", "3/13/2026, 9:00:00 AM", "-", "01:30:00",
     ""],
    ["Anonymous", "FALSE", "", "", "", "", "", "", "", "", "", "", "Friday"],
]  # fmt: skip


@pytest.mark.parametrize("how", RESAVES)
def test_a_resaved_dashboard_has_its_quoting_mended(how: str) -> None:
    data = RESAVES[how](DASHBOARD_ROWS)
    assert data is not None
    report = read_report(data, "LearningDashboard_evening_2026-03-13.csv", NEW_YORK)
    assert {one.name: one.seconds for one in report.people} == {'Nora "No" Berg': 4800, "Renee Alvarado": 5400}


def test_columns_in_another_order_with_others_between() -> None:
    rows = [
        ["No.", "Duration (Minutes)", "Leave Time", "Guest", "Join Time", "Remarks", "Name (Original Name)"],
        ["1", "30", "03/14/2026 06:30:00 PM", "Yes", "03/14/2026 06:00:00 PM", "late, twice", "Falk, Ida"],
    ]
    report = read_report(table(rows), "report.csv", NEW_YORK)
    assert [(one.name, one.seconds) for one in report.people] == [("Falk, Ida", 1800)]


def test_names_with_commas_quotes_line_ends_and_signs() -> None:
    names = ["Falk, Ida", 'Nora "No" Berg', "Bo\nEk", "Zoë 🌻 Żak", "O'Neill", "=Sum", "佐藤 花子", "د. ليلى", "A;B\tC"]
    when = ["03/14/2026 06:00:00 PM", "03/14/2026 06:30:00 PM", "30"]
    for delimiter in (",", ";", "\t"):
        data = table([Z1, *([name, "", *when] for name in names)], delimiter)
        report = read_report(data, "report.csv", NEW_YORK)
        assert [one.seconds for one in report.people] == [1800] * len(names)
        assert [one.name for one in report.people] == [" ".join(name.split("\n")) for name in names]


@pytest.mark.parametrize(
    ("joined", "left"),
    [
        ("2026-03-14T22:00:00Z", "2026-03-14T22:30:00Z"), ("2026-03-14T22:00:00.000Z", "2026-03-14T22:30:00.250Z"),
        ("2026-03-14T18:00:00-04:00", "2026-03-14T18:30:00-04:00"), ("2026-03-14 22:00 UTC", "2026-03-14 22:30 UTC"),
        ("2026-03-14 23:00 GMT+1", "2026-03-14 23:30 GMT+1"), ("20260314 18:00:00", "20260314 18:30:00"),
        ("14.03.2026 18:00", "14.03.2026 18:30"), ("14.03.26 18:00:00", "14.03.26 18:30:00"),
        ("14/03/2026 18:00", "14/03/2026 18:30"), ("14-03-2026 18:00", "14-03-2026 18:30"),
        ("3/14/26 18:00", "3/14/26 18:30"), ("14-Mar-26 6:00 PM", "14-Mar-26 6:30 PM"),
        ("Mar 14, 2026 06:00:00 PM", "Mar 14, 2026 06:30:00 PM"),
        ("Saturday, March 14, 2026 6:00 PM", "Saturday, March 14, 2026 6:30 PM"),
        ("March 14, 2026 at 6:00 PM", "March 14, 2026 at 6:30 PM"), ("Sat Mar 14 2026 18:00", "Sat Mar 14 2026 18:30"),
        ("2026年3月14日 18:00", "2026年3月14日 18:30"), ("2026. 3. 14. 오후 6:00:00", "2026. 3. 14. 오후 6:30:00"),
        ("2026/3/14 下午6:00:00", "2026/3/14 下午6:30:00"), ("14/3/2026 6:00:00 p. m.", "14/3/2026 6:30:00 p. m."),
        ("14.3.2026 klo 18.00.00", "14.3.2026 klo 18.30.00"), ("14.03.2026 um 18:00", "14.03.2026 um 18:30"),
        ("14/03/2026 a las 18:00", "14/03/2026 a las 18:30"), ("14/03/2026 às 18:00", "14/03/2026 às 18:30"),
        ("14 de mar. de 2026 18:00", "14 de mar. de 2026 18:30"), ("14 mars 2026 à 18:00", "14 mars 2026 à 18:30"),
        ("14 мар. 2026 г., 18:00:00", "14 мар. 2026 г., 18:30:00"), ("14 Mart 2026 18:00", "14 Mart 2026 18:30"),
        ("14 marca 2026 18:00", "14 marca 2026 18:30"), ("14. März 2026, 18:00", "14. März 2026, 18:30"),
        ("14/03/2026 18h00m00s", "14/03/2026 18h30m00s"), ("3/14/2026 18:00:00 PM", "3/14/2026 18:30:00 PM"),
        ("14/3/2026 6:00 μ.μ.", "14/3/2026 6:30 μ.μ."), ("14/3/2026 6:00 م", "14/3/2026 6:30 م"),
        ("46095.75", "46095.7708333333"),
    ],
)  # fmt: skip
def test_dates_as_they_are_written_elsewhere(joined: str, left: str) -> None:
    data = table([Z1, ["Ida Falk", "", joined, left, "30"]])
    report = read_report(data, "report.csv", NEW_YORK)
    assert [one.seconds for one in report.people] == [1800]
    assert report.people[0].intervals[0].start == datetime(2026, 3, 14, 22, 0, tzinfo=UTC)
    assert not report.questions


def test_a_list_of_joins_with_columns_around_it() -> None:
    rows = [
        ["No.", "Full Name", "User Action", "Timestamp", "Group"],
        ["1", "Ida Falk", "Joined", "3/13/2026, 9:00:00 AM", "evening"],
        ["2", "Ida Falk", "Left", "3/13/2026, 9:40:00 AM", "evening"],
    ]
    report = read_report(table(rows), "list.csv", NEW_YORK)
    assert [(one.name, one.seconds) for one in report.people] == [("Ida Falk", 2400)]


def test_a_code_page_is_asked_only_where_it_changes_what_is_read() -> None:
    header = "Nom complet;Heure d'arrivée;Heure de départ;Durée;E-mail;Rôle\r\n"
    row = "Zoé Lambert;13/04/2021 à 09:01:31;13/04/2021 à 09:31:31;30 m;;Participant\r\n"
    french = read_report((header + row).encode("cp1252"), "rapport.csv", NEW_YORK)
    assert (french.people[0].name, french.people[0].seconds, french.questions) == ("Zoé Lambert", 1800, ())
    plain = ",".join(Z1) + "\r\nJoão Reis,,2026/03/13 18:00:00,2026/03/13 18:30:00,30\r\n"
    asked = read_report(plain.encode("cp1252"), "report.csv", NEW_YORK).questions
    assert [(one.code, one.choices) for one in asked] == [(QuestionCode.ENCODING, ("cp1252", "cp1250"))]


def test_a_comma_in_a_name_that_lost_its_quotes(read_text: Callable[..., Report]) -> None:
    text = ",".join(Z1) + "\nFalk, Ida (Host, me),,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30\n"
    assert [(one.name, one.seconds) for one in read_text(text).people] == [("Falk, Ida (Host, me)", 1800)]


def test_lines_in_quotes_with_delimiters_behind_them(read_text: Callable[..., Report]) -> None:
    row = "Ida Falk,,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30"
    for sign in (",", ";"):
        text = f'"{",".join(Z1)}"{sign * 3}\n"{row}"{sign * 3}\n'
        assert [one.seconds for one in read_text(text).people] == [1800]
