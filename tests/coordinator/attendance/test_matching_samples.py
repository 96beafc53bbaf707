"""Every sample that comes with a roster: nobody is assigned wrongly, and who is asked stands among the first three."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from coordinator.attendance.matching import RosterName, match
from coordinator.attendance.reports import Reading, ReportPerson, read_report
from coordinator.vocabulary import ClientId

pytestmark = pytest.mark.samples
SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "attendance-samples"
TOP = 0.98
SPACE = UUID(int=9)


@dataclass(frozen=True)
class Known:
    """A client of a roster, and what tells the client's rows in the report from all others."""

    client: RosterName
    email: str = ""
    shown: frozenset[str] = frozenset()

    def is_of(self, person: ReportPerson) -> bool:
        names = {name.casefold() for name in (person.name, *person.other_names)}
        return bool(self.email and (person.email or "").casefold() == self.email) or bool(self.shown & names)


def known(number: int, name: str, email: str = "", shown: str = "") -> Known:
    client = RosterName(ClientId(uuid5(SPACE, f"{number} {name}")), name)
    return Known(client, email.casefold(), frozenset({shown.casefold()} - {""}))


def rows_of(name: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def a_class() -> list[Known]:
    rows = rows_of("zoom/sujith12145_sample_master_list.csv")
    return [known(n, row["name"], f"{row['roll_number'].casefold()}@university.edu") for n, row in enumerate(rows)]


def a_school() -> list[Known]:
    return [known(n, row["Name"], row["Email"]) for n, row in enumerate(rows_of("zoom/Ying-Ju_roster.csv"))]


def five_people() -> list[Known]:
    rows = rows_of("zoom/bloombar_rosters-xx-roster.csv")
    return [
        known(n, f"{row['First']} {row['Last']}", shown=f"{row['First']} {row['Last']}") for n, row in enumerate(rows)
    ]


def four_people() -> list[Known]:
    lines = (SAMPLES / "zoom/djackson735_Class-List.csv").read_text().split("\n")
    return [known(n, line.strip(), shown=line.strip()) for n, line in enumerate(lines) if line.strip()]


def pupils() -> list[Known]:
    rows = rows_of("teams/dominikhoebert_students.csv", ";")
    return [known(n, row["name"], shown=row["name"]) for n, row in enumerate(rows)]


CASES = {
    **{f"zoom/sujith12145_sample_zoom_class{number}.csv": a_class for number in range(1, 6)},
    "zoom/Ying-Ju_zoom.csv": a_school,
    "zoom/bloombar_reports-xx-report.csv": five_people,
    "zoom/djackson735_Submitted-Report.csv": four_people,
    "teams/dominikhoebert_meetingAttendanceList.csv": pupils,
}


def test_samples_with_rosters() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the sample reports are not on this computer")
    assigned = wrong = asked = among_three = 0
    for name, roster_of in CASES.items():
        roster = roster_of()
        people = read_report((SAMPLES / name).read_bytes(), Path(name).name, Reading("UTC")).people
        for person, found in zip(people, match(people, [one.client for one in roster], {}), strict=True):
            right = {one.client.client_id for one in roster if one.is_of(person)}
            if found.client_id is not None:
                assigned += 1
                wrong += found.client_id not in right
            elif right:
                asked += 1
                among_three += bool(right & {one.client_id for one in found.suggestions[:3]})
    assert assigned > 150
    assert wrong == 0
    assert among_three >= TOP * asked
