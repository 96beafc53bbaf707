"""Level of care, authorizations and the rules of a week, in every format, for whoever is to have them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from coordinator import programs, roster, summaries
from coordinator.programs.rules import ProgramRules
from coordinator.store.unit_of_work import Store
from coordinator.summaries import AuthorizationDetails, ExportRequest
from coordinator.summaries.document import SummaryDocument
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import ApprovedUnit, Audience, CreditRule, FileFormat, LevelOfCare
from tests.coordinator.summaries.releases import TO_COURT, TO_PAYER, release
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, six_weeks

WORDING = Wording.load()
WEDNESDAY = date(2026, 3, 4)
APPROVED = AuthorizationDetails(
    ApprovedUnit.DAYS,
    12,
    date(2026, 2, 23),
    date(2026, 4, 30),
    next_review_on=date(2026, 3, 20),
    number="NHP-4471",
    payer="Northfield Health Plan",
)


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=2)


@pytest.fixture
def asked(store: Store, weeks: SixWeeks, tmp_path: Path) -> ExportRequest:
    """A summary of Amara for utilization review: approved days, and another level from Wednesday on."""
    amara = weeks.clients["Amara"]
    release(store, amara, TO_PAYER)
    release(store, amara, TO_COURT)
    store.write(summaries.add_authorization, amara, APPROVED)
    store.write(roster.set_care_level, amara, date(2026, 1, 26), LevelOfCare.MH_PHP)
    store.write(partial(roster.set_care_level, ordered_weekly_minutes=480), amara, WEDNESDAY, LevelOfCare.MH_IOP)
    return ExportRequest(MAR_2, weeks.group_id, tmp_path, audience=Audience.UTILIZATION_REVIEW, client_id=amara)


def document(store: Store, asked: ExportRequest) -> SummaryDocument:
    return store.read(summaries.preview_document, asked, WORDING)


def said(store: Store, asked: ExportRequest, kind: FileFormat) -> bytes:
    (file,) = summaries.export_weekly_summary(store, replace(asked, formats=(kind,)), WORDING).files
    return file.read_bytes()


LEVELS = (
    "Partial hospitalization, mental health, from January 26, 2026 through March 3, 2026",
    "Intensive outpatient, mental health, from March 4, 2026; 8 h a week ordered",
)
AUTHORIZATION = (
    "Northfield Health Plan, NHP-4471",
    "February 23, 2026 through April 30, 2026",
    "12 days",
    "Used through March 8, 2026",
    "6 days",
    "March 20, 2026",
)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_page_says_level_and_authorization(store: Store, asked: ExportRequest) -> None:
    read = subprocess.run(
        ["pdftotext", "-", "-"], input=said(store, asked, FileFormat.PDF), capture_output=True, check=True
    )
    words = " ".join(read.stdout.decode().split())
    for sentence in (*LEVELS, *AUTHORIZATION):
        assert sentence in words


def test_web_page_workbook_and_fhir_say_the_same(store: Store, asked: ExportRequest) -> None:
    book = openpyxl.load_workbook(BytesIO(said(store, asked, FileFormat.XLSX)))
    cells = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    texts = [
        said(store, asked, FileFormat.HTML).decode(),
        said(store, asked, FileFormat.FHIR).decode(),
        "\n".join(cells),
    ]
    for text in texts:
        for sentence in (*LEVELS, *AUTHORIZATION):
            assert sentence in text


def test_programs_read_them_too(store: Store, asked: ExportRequest) -> None:
    client = json.loads(said(store, asked, FileFormat.JSON))["client"]
    assert [(one["level"], one["from"], one["until"]) for one in client["levels_of_care"]] == [
        ("mh_php", "2026-01-26", "2026-03-03"),
        ("mh_iop", "2026-03-04", None),
    ]
    (one,) = client["authorizations"]
    assert (one["approved"], one["used"], one["remaining"], one["unit"]) == (12, 6, 6, "days")
    assert (one["counted_through"], one["runs_out_on"], one["next_review_on"]) == (
        "2026-03-08",
        "2026-03-22",
        "2026-03-20",
    )
    lines = list(csv.DictReader(StringIO(said(store, asked, FileFormat.CSV).decode("utf-8-sig"))))
    assert [line["level_of_care"] for line in lines] == ["mh_php", "mh_iop", "mh_iop"]
    assert {(line["authorization_number"], line["used_units"], line["runs_out_on"]) for line in lines} == {
        ("NHP-4471", "6", "2026-03-22")
    }


def test_each_reader_has_what_is_theirs(store: Store, asked: ExportRequest) -> None:
    told = {
        audience: document(store, replace(asked, audience=audience, recipient=recipient))
        for audience, recipient in (
            (Audience.TREATMENT_TEAM, ""),
            (Audience.UTILIZATION_REVIEW, ""),
            (Audience.CLIENT, ""),
            (Audience.REFERRAL, "County probation"),
        )
    }
    found = {
        audience: (bool(one.client.levels), bool(one.clients[0].authorizations))
        for audience, one in told.items()
        if one.client is not None
    }
    assert found == {
        Audience.TREATMENT_TEAM: (True, True),
        Audience.UTILIZATION_REVIEW: (True, True),
        Audience.CLIENT: (True, False),
        Audience.REFERRAL: (False, False),
    }


def test_another_approval_or_level_makes_an_amended_one(
    store: Store, clock: FakeClock, asked: ExportRequest, weeks: SixWeeks
) -> None:
    said(store, asked, FileFormat.JSON)
    clock.advance(minutes=1)
    assert document(store, asked).amends == ""
    (one,) = store.read(summaries.authorizations, weeks.clients["Amara"])
    store.write(summaries.change_authorization, one.id, replace(APPROVED, approved=20))
    assert document(store, asked).amends == "2026-W10-MA-01"


def test_a_rule_that_took_effect_within_the_week_is_said_with_its_day(
    store: Store, asked: ExportRequest, weeks: SixWeeks
) -> None:
    program = store.read(programs.program)
    store.write(
        programs.change_rules,
        program.id,
        ProgramRules(WEDNESDAY, credit_rule=CreditRule.EXACT, individual_counts=False),
    )
    found = json.loads(said(store, asked, FileFormat.JSON))
    assert (found["rule"]["credit"], found["rules_later"]) == (
        "nearest-15",
        [{"from": "2026-03-04", "credit": "exact"}],
    )
    lines = list(csv.DictReader(StringIO(said(store, asked, FileFormat.CSV).decode("utf-8-sig"))))
    assert [line["credit_rule"] for line in lines] == ["nearest-15", "exact", "exact"]
    page = said(store, asked, FileFormat.HTML).decode()
    assert (
        "Group time is credited to the nearest 15 minutes. Individual and family sessions count toward the weekly "
        "total. From March 4, 2026 on: Group time is credited to the minute. Individual and family sessions do not "
        "count toward the weekly total."
    ) in page


TODAY = ("February 23 – April 30, 2026", "6 of 12 days", "March 22, 2026", "March 20, 2026")


@pytest.fixture
def of_group(asked: ExportRequest) -> ExportRequest:
    """The same week of the whole group, which stays with the treatment team."""
    return replace(asked, audience=Audience.TREATMENT_TEAM, client_id=None)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_a_groups_file_says_whose_approval_runs_out_when_on_paper_on_the_web_and_in_fhir(
    store: Store, of_group: ExportRequest
) -> None:
    pdf = subprocess.run(
        ["pdftotext", "-", "-"], input=said(store, of_group, FileFormat.PDF), capture_output=True, check=True
    )
    for text in (
        " ".join(pdf.stdout.decode().split()),
        said(store, of_group, FileFormat.HTML).decode(),
        said(store, of_group, FileFormat.FHIR).decode(),
    ):
        assert "Authorizations" in text
        for sentence in TODAY:
            assert sentence in text


def test_a_groups_workbook_has_dates_and_units_as_numbers(store: Store, of_group: ExportRequest) -> None:
    book = openpyxl.load_workbook(BytesIO(said(store, of_group, FileFormat.XLSX)))
    assert book.sheetnames == ["Summary", "Attendance", "Below goal", "Authorizations", "Sessions", "About"]
    sheet = book["Authorizations"]
    headings = [str(cell.value) for cell in sheet[1]]
    (line,) = [dict(zip(headings, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert line["Client"] == "Amara Osei"
    assert (line["Approved units"], line["Used units"], line["Units left"]) == (12, 6, 6)
    days = ("Approved from", "Approved through", "Used through", "Used up on", "Next review")
    assert [str(line[name])[:10] for name in days] == [
        "2026-02-23",
        "2026-04-30",
        "2026-03-08",
        "2026-03-22",
        "2026-03-20",
    ]


def test_programs_read_a_groups_approvals_too(store: Store, of_group: ExportRequest) -> None:
    clients = {one["client_code"]: one for one in json.loads(said(store, of_group, FileFormat.JSON))["clients"]}
    (one,) = clients["A-1040"]["authorizations"]
    assert (one["approved"], one["used"], one["runs_out_on"]) == (12, 6, "2026-03-22")
    assert clients["A-1041"]["authorizations"] == []
    lines = csv.DictReader(StringIO(said(store, of_group, FileFormat.CSV).decode("utf-8-sig")))
    told = {(line["client_code"], line["used_units"], line["runs_out_on"]) for line in lines if line["used_units"]}
    assert told == {("A-1040", "6", "2026-03-22")}


def test_neither_payer_nor_number_stands_in_a_groups_file(store: Store, of_group: ExportRequest) -> None:
    for kind in (FileFormat.CSV, FileFormat.JSON, FileFormat.HTML, FileFormat.FHIR):
        text = said(store, of_group, kind).decode()
        assert "NHP-4471" not in text
        assert "Northfield" not in text


def test_a_group_without_approvals_has_no_part_about_them(store: Store, weeks: SixWeeks, tmp_path: Path) -> None:
    group = ExportRequest(MAR_2, weeks.group_id, tmp_path)
    assert "Authorization" not in said(store, group, FileFormat.HTML).decode()


def test_another_approval_amends_the_groups_file(store: Store, clock: FakeClock, of_group: ExportRequest) -> None:
    said(store, of_group, FileFormat.JSON)
    clock.advance(minutes=1)
    assert document(store, of_group).amends == ""
    (amara,) = [one.id for one in store.read(roster.clients) if one.name == "Amara Osei"]
    store.write(summaries.add_authorization, amara, replace(APPROVED, number="NHP-5000"))
    assert document(store, of_group).amends == "2026-W10-MA-01"
