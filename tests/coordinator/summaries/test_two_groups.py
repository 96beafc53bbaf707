"""A client of two groups: each group's summary tells of its own sessions, and says what of the total is not its own."""

from __future__ import annotations

import csv
import json
import textwrap
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from coordinator import attendance, roster, sessions, summaries
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ExportRequest
from coordinator.summaries.composition import compose
from coordinator.summaries.document import SummaryDocument
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, ExcuseReason, FileFormat, GroupId, Mark
from tests.coordinator.summaries.evening_group import evening_group
from tests.coordinator.summaries.releases import TO_COURT, release
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, at, six_weeks

WORDING = Wording.load()
REASONS = {reason: reason.value for reason in ExcuseReason}


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=1)


@pytest.fixture
def evening(store: Store, clock: FakeClock, weeks: SixWeeks) -> GroupId:
    return evening_group(store, clock, weeks.clients["Amara"])


def document(store: Store, weeks: SixWeeks, group: GroupId, *, court: bool = False) -> SummaryDocument:
    request = ExportRequest(MAR_2, group, Path())
    if court:
        request = replace(request, audience=Audience.REFERRAL, client_id=weeks.clients["Amara"])
    return store.read(summaries.preview_document, request, WORDING)


def test_the_figures_of_a_groups_summary_are_those_of_its_own_sessions(
    store: Store, weeks: SixWeeks, evening: GroupId
) -> None:
    told = document(store, weeks, evening)
    (group,) = store.read(summaries.weekly_summary, MAR_2, evening).groups
    figures = told.figures
    assert (figures.credited_group_minutes, figures.expected_minutes, figures.no_shows) == (180, 360, 1)
    assert (group.credited_minutes, group.expected_minutes, group.no_shows) == (180, 360, 1)
    assert store.read(summaries.week_report, MAR_2, evening, REASONS).figures == figures


def test_an_absence_is_told_by_the_one_summary_that_lists_it(store: Store, weeks: SixWeeks, evening: GroupId) -> None:
    release(store, weeks.clients["Amara"], TO_COURT)
    said = {
        group: {fact.label: fact.value for fact in compose(document(store, weeks, group, court=True), WORDING).figures}
        for group in (weeks.group_id, evening)
    }
    assert said[weeks.group_id]["sessions attended"] == "3 of 3"
    assert said[weeks.group_id]["unexcused absences"] == "0"
    assert said[evening]["sessions attended"] == "1 of 2"
    assert said[evening]["unexcused absences"] == "1"


def test_the_part_of_a_total_that_is_of_other_groups_stands_in_a_column_of_its_own(
    store: Store, weeks: SixWeeks, evening: GroupId
) -> None:
    page = compose(document(store, weeks, weeks.group_id), WORDING)
    rows = {row.client: row for row in page.attendance.rows}
    assert page.attendance.elsewhere == "Other groups"
    amara, ben = rows["Amara Osei"], rows["Ben Castellano"]
    assert (amara.group, amara.elsewhere, amara.individual, amara.total) == ("9 h", "3 h", "–", "12 h")
    assert (ben.group, ben.elsewhere, ben.individual, ben.total) == ("8 h 45", "–", "1 h", "9 h 45")
    assert any("each group has a summary of its own" in remark for remark in page.remarks)


def test_nobody_with_other_groups_no_column(store: Store, weeks: SixWeeks) -> None:
    page = compose(document(store, weeks, weeks.group_id), WORDING)
    assert page.attendance.elsewhere == ""
    assert not any("summary of its own" in remark for remark in page.remarks)


def test_every_format_tells_the_two_parts_apart(
    store: Store, weeks: SixWeeks, evening: GroupId, tmp_path: Path
) -> None:
    request = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=tuple(FileFormat))
    files = summaries.export_weekly_summary(store, request, WORDING).files
    made = {"." + path.name.partition(".")[2]: path for path in files}
    assert ">Other groups</th>" in made[".html"].read_text(encoding="utf-8")
    lines = list(csv.DictReader(StringIO(made[".csv"].read_text(encoding="utf-8-sig"))))
    assert {line["week_other_groups_minutes"] for line in lines if line["client"] == "Amara Osei"} == {"180"}
    assert {line["week_group_minutes"] for line in lines if line["client"] == "Amara Osei"} == {"720"}
    clients = json.loads(made[".json"].read_text(encoding="utf-8"))["clients"]
    (amara,) = [one for one in clients if one["name"] == "Amara Osei"]
    assert (amara["group_minutes"], amara["other_groups_minutes"]) == (720, 180)
    sheet = openpyxl.load_workbook(made[".xlsx"]).worksheets[0]
    heads, first = ([cell.value for cell in row] for row in list(sheet.iter_rows())[:2])
    assert dict(zip(heads, first, strict=True))["Of these in other groups"] == 180


def test_no_heading_of_the_workbook_is_cut(store: Store, weeks: SixWeeks, evening: GroupId, tmp_path: Path) -> None:
    request = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.XLSX,))
    (file,) = summaries.export_weekly_summary(store, request, WORDING).files
    sheet = openpyxl.load_workbook(file).worksheets[0]
    three = next(cell for cell in sheet[1] if cell.value == "Of these in other groups")
    width = max(
        column.width
        for column in sheet.column_dimensions.values()
        if column.min is not None and column.max is not None and column.min <= three.column <= column.max
    )
    assert len(textwrap.wrap(str(three.value), int(width))) == 3
    height = sheet.row_dimensions[1].height
    assert height is not None
    assert height >= 3 * 15


def test_neither_name_nor_number_of_a_referral_tells_which_group_it_is(
    store: Store, weeks: SixWeeks, evening: GroupId, tmp_path: Path
) -> None:
    amara = weeks.clients["Amara"]
    release(store, amara, TO_COURT)
    names = set()
    for group in (weeks.group_id, evening):
        request = ExportRequest(
            MAR_2, group, tmp_path, formats=(FileFormat.JSON,), audience=Audience.REFERRAL, client_id=amara
        )
        made = summaries.export_weekly_summary(store, request, WORDING)
        (file,) = made.files
        names.add(file.name)
        told = f"{file.name} {made.number} {file.read_text(encoding='utf-8')}"
        for word in ("MA-", "-MA", "-ES", "ES-", "Mood", "Evening"):
            assert word not in told
    assert len(names) == 2


def test_somebody_of_the_clients_other_group_is_noticed_by_either_name(
    store: Store, weeks: SixWeeks, evening: GroupId, tmp_path: Path
) -> None:
    amara = weeks.clients["Amara"]
    added = store.write(roster.add_client, roster.ClientDetails("Pilar Ochoa", legal_name="Josefina Ochoa")).outcome
    store.write(partial(roster.enroll, starts_on=MAR_2), added, evening)
    asked = ExportRequest(
        MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.JSON,), audience=Audience.CLIENT, client_id=amara
    )
    assert not summaries.export_weekly_summary(store, asked, WORDING).names_others
    for word in ("Pilar", "Josefina"):
        store.write(summaries.set_week_plan, amara, MAR_2, f"Shares a ride with {word}.")
        assert summaries.export_weekly_summary(store, asked, WORDING).names_others


def test_no_file_takes_the_place_of_another_clients_or_groups(
    store: Store, weeks: SixWeeks, evening: GroupId, tmp_path: Path
) -> None:
    asked = ExportRequest(MAR_2, evening, tmp_path, formats=(FileFormat.JSON,), audience=Audience.CLIENT)
    ids = []
    for code in ("B/7", "B7", "Б7", "B 7"):
        added = store.write(roster.add_client, roster.ClientDetails(f"Client {code}", code=code)).outcome
        store.write(partial(roster.enroll, starts_on=MAR_2), added, evening)
        ids.append(added)
    made = [summaries.export_weekly_summary(store, replace(asked, client_id=one), WORDING) for one in ids]
    names = [file.name.casefold() for one in made for file in one.files]
    assert len(set(names)) == len(ids), names


def test_a_group_with_the_code_of_an_archived_one_has_files_of_its_own(
    store: Store, evening: GroupId, tmp_path: Path
) -> None:
    earlier = store.write(roster.add_group, roster.GroupDetails("Early Skills", short_code="EX")).outcome
    store.write(roster.archive_group, earlier)
    details = store.read(roster.group, evening).details
    store.write(roster.change_group, evening, replace(details, short_code="EX"))
    asked = ExportRequest(MAR_2, evening, tmp_path, formats=(FileFormat.JSON,))
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    assert file.name == f"Weekly summary 2026-W10 EX-{str(evening)[:4]}.json"


def test_a_group_that_has_not_met_yet_keeps_nobody_elses_week_back(
    store: Store, clock: FakeClock, weeks: SixWeeks, evening: GroupId, tmp_path: Path
) -> None:
    clock.set(at(MAR_2 + timedelta(days=7), 13))  # Monday's session is over, Tuesday evening's is to come
    like = ExportRequest(clock.now().date(), weeks.group_id, tmp_path, formats=(FileFormat.CSV,))
    requests = store.read(summaries.week_requests, like, [evening, weeks.group_id])
    made = summaries.export_all(store, requests, WORDING, progress=lambda _done, _total: None, stop=lambda: False)
    assert [file.name for one in made.done for file in one.files] == ["Weekly summary 2026-W11 MA.csv"]
    assert made.empty == (evening,)
    alone = store.read(summaries.week_requests, like, [evening])
    with pytest.raises(summaries.NothingToExport):
        summaries.export_all(store, alone, WORDING, progress=lambda _done, _total: None, stop=lambda: False)


def test_who_missed_time_in_another_group_has_that_for_a_reason(
    store: Store, weeks: SixWeeks, evening: GroupId
) -> None:
    """Elias, 15 minutes short in this group, and absent in the other."""
    elias = weeks.clients["Elias"]
    store.write(partial(roster.enroll, starts_on=MAR_2), elias, evening)
    for one in store.read(sessions.sessions_between, MAR_2, MAR_2 + timedelta(days=6), evening):
        store.write(attendance.mark, one.id, elias, Mark.ABSENT)
    for group, reason in (
        (weeks.group_id, "Late 10 min Monday. Missed time in another group"),
        (evening, "No-show Tuesday. No-show Thursday. Missed time in another group"),
    ):
        below = compose(document(store, weeks, group), WORDING).below
        assert below is not None
        assert {row[0]: row[2] for row in below.rows}["Elias Brandt"] == reason
