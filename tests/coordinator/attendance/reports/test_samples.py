"""Reports that other projects keep: rows, people and union minutes.

The reference counts one person per shown name, keeps waiting rows and clips nothing. `Report.by_shown_name` is that
count. The careful reading gives the same figures except where its rules ask for others: waiting-room time is no
attendance, and two people of one name with different e-mails stay two.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coordinator.attendance.reports import Flag, Identity, Interval, Report
from coordinator.attendance.reports.union import seconds

pytestmark = pytest.mark.samples
Read = Callable[..., Report]

REFERENCE = {
    "zoom/Lightbridge-KS_participants_heroes.csv": (31, 27, 2328.87),
    "zoom/Ying-Ju_zoom.csv": (29, 21, 1616),
    "zoom/djackson735_Submitted-Report.csv": (4, 4, 285),
    "zoom/sujith12145_sample_zoom_class1.csv": (46, 45, 2199),
    "zoom/sujith12145_sample_zoom_class2.csv": (47, 41, 1871),
    "zoom/sujith12145_sample_zoom_class3.csv": (49, 44, 2075),
    "zoom/sujith12145_sample_zoom_class4.csv": (46, 36, 1740),
    "zoom/sujith12145_sample_zoom_class5.csv": (49, 43, 2038),
    "zoom/vigneshaadepu_zoom_participants_100.csv": (117, 90, 5195),
    "zoom/yu-9824_example2.csv": (114, 114, 6417),
}
READ_DIFFERENTLY = {"zoom/Ying-Ju_zoom.csv", "zoom/djackson735_Submitted-Report.csv"}


def minutes(report: Report) -> float:
    return round(sum(person.seconds or 0 for person in report.people) / 60, 2)


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_figures_by_shown_name(read_sample: Read, name: str) -> None:
    rows, people, expected = REFERENCE[name]
    report = read_sample(name)
    assert (report.row_count, report.by_shown_name.people) == (rows, people)
    assert round((report.by_shown_name.seconds or 0) / 60, 2) == expected
    plain = read_sample(name, identity=Identity.SHOWN_NAME, keep_waiting=True)
    assert (len(plain.people), minutes(plain)) == (people, expected)


@pytest.mark.parametrize("name", sorted(REFERENCE.keys() - READ_DIFFERENTLY))
def test_careful_reading_gives_the_same_figures(read_sample: Read, name: str) -> None:
    report = read_sample(name)
    assert (report.row_count, len(report.people), minutes(report)) == REFERENCE[name]
    assert report.rejected == ()


def test_waiting_room_is_no_attendance(read_sample: Read) -> None:
    report = read_sample("zoom/djackson735_Submitted-Report.csv")
    assert [person.seconds for person in report.people] == [1800, 4500, 0, 0]  # 285 min less 2 x 90 of waiting
    waited = [person for person in report.people if Flag.WAITING_ROOM_REMOVED in person.flags]
    assert [sum(one.length.total_seconds() for one in person.waiting) for person in waited] == [5400, 5400]


def test_namesakes_with_different_emails_stay_apart(read_sample: Read) -> None:
    report = read_sample("zoom/Ying-Ju_zoom.csv")
    assert len(report.people) == 23
    doubled = [person for person in report.people if Flag.AMBIGUOUS_NAME in person.flags]
    assert sorted(person.name for person in doubled) == ["Remus Lupin"] * 2 + ["Rubeus Hagrid"] * 2
    by_name: dict[str, list[Interval]] = {}
    for person in report.people:
        by_name.setdefault(person.name, []).extend(person.intervals)
    total = sum(seconds(spans) for spans in by_name.values())
    assert (len(by_name), total / 60) == (21, 1616)


def test_teams_report_by_totals_and_by_intervals(read_sample: Read) -> None:
    report = read_sample("teams/joao8tunes_2026-03-03_attendance-report_en.csv")
    assert (report.variant, report.row_count, len(report.people)) == ("T3", 32, 29)
    assert sum(person.stated_seconds or 0 for person in report.people) == 83_574
    assert sum(person.seconds or 0 for person in report.people) == 83_574


@pytest.mark.parametrize(
    ("name", "variant", "rows", "people"),
    [
        ("teams/joao8tunes_2026-03-31_meetingAttendanceList.csv", "T1", 42, 29),
        ("teams/dominikhoebert_meetingAttendanceList.csv", "T1", 38, 5),
        ("teams/gspahlin_meetingAttendanceList.csv", "T1", 57, 38),
        ("teams/FilipDolejsi_demo.csv", "T2", 4, 3),
        ("zoom/bloombar_reports-xx-report.csv", "Z3", 5, 5),
        ("zoom/har1eyk_20200901_lecture.csv", "Z3", 30, 30),
        ("zoom/har1eyk_20200903_lecture.csv", "Z3", 30, 30),
        ("bbb/bigbluebutton_new-events-2_5.xml", "B3-events", 2, 2),
    ],
)
def test_every_sample_is_recognised(read_sample: Read, name: str, variant: str, rows: int, people: int) -> None:
    report = read_sample(name)
    assert (report.variant, report.row_count, len(report.people)) == (variant, rows, people)


def test_nineteen_people_never_left(read_sample: Read) -> None:
    report = read_sample("teams/gspahlin_meetingAttendanceList.csv")
    assert sum(Flag.OPEN_END in person.flags for person in report.people) == 19
