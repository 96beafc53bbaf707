from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from coordinator.summaries.document import SummaryDocument, for_one_client
from coordinator.summaries.fhir import write_fhir
from coordinator.summaries.flat_files import BYTE_ORDER_MARK, COLUMNS, guard, unguard, write_csv, write_json
from coordinator.summaries.web_page import render_web_page
from coordinator.summaries.wording import Wording
from coordinator.summaries.workbook import render_workbook
from coordinator.vocabulary import NameStyle
from tests.coordinator.summaries.document_builder import a_client, a_note_text, a_summary_document, present
from tests.coordinator.summaries.formula_payloads import FORMULA_PAYLOADS

WORDING = Wording.load()
SAMPLED = FORMULA_PAYLOADS[::9]

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def lines_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def through_libreoffice(content: bytes, suffix: str, folder: Path) -> str:
    """The file as LibreOffice sees it, in its flat XML form."""
    source = folder / f"summary.{suffix}"
    source.write_bytes(content)
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    if suffix == "csv":
        command.append("--infilter=CSV:44,34,76,1,,0,false,true,true,false")
    subprocess.run(
        [*command, "--convert-to", "fods", "--outdir", str(folder / "seen"), str(source)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return (folder / "seen" / "summary.fods").read_text(encoding="utf-8")


SUMMED = "CDEFGHLM"
"""The columns of the first sheet that the program adds up: the only formulas of a workbook."""


ALWAYS_WORK_OUT = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def formulas_in(seen: str) -> list[str]:
    return re.findall('table:formula="([^"]*)"', seen)


def ours(clients: int) -> list[str]:
    return [f"of:=SUM([.{column}2:.{column}{clients + 1}])" for column in SUMMED]


def of_hostile_clients(payloads: tuple[str, ...]) -> SummaryDocument:
    cells = (present(), present(), present())
    clients = tuple(a_client(payload, payload, cells) for payload in payloads)
    return replace(a_summary_document(), clients=clients, below_goal=(), group=payloads[0])


class TestCsv:
    def test_one_line_is_one_client_in_one_session(self) -> None:
        lines = lines_of(write_csv(a_summary_document()))
        assert tuple(lines[0]) == COLUMNS
        assert len(lines) == 30
        hana = [line for line in lines if line["client_code"] == "A-1044"]
        assert [line["letter"] for line in hana] == ["P", "A", "P"]
        assert [line["service_date"] for line in hana] == ["2026-03-02", "2026-03-04", "2026-03-06"]
        assert {line["week_credited_minutes"] for line in hana} == {"360"}
        assert {line["reached_goal"] for line in hana} == {"false"}

    def test_it_is_rfc_4180_in_utf_8_with_a_mark_for_excel(self) -> None:
        content = write_csv(a_summary_document())
        assert content.startswith(BYTE_ORDER_MARK.encode())
        assert content.count(b"\r\n") == content.count(b"\n") == 31
        assert "Tomás Rivera" in content.decode("utf-8-sig")
        assert not write_csv(a_summary_document(), byte_order_mark=False).startswith(BYTE_ORDER_MARK.encode())

    def test_the_readme_names_every_column_and_every_key(self) -> None:
        readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
        section = readme[readme.index("## Summary files") : readme.index("## What was tried")]
        keys = json.loads(write_json(a_summary_document())).keys()
        assert [name for name in (*COLUMNS, *keys) if f"`{name}`" not in section] == []

    def test_minutes_nobody_recorded_are_empty_and_not_zero(self) -> None:
        document = a_summary_document()
        first, *others = document.clients
        cells = (replace(first.cells[0], attended_minutes=None), *first.cells[1:])
        lines = lines_of(write_csv(replace(document, clients=(replace(first, cells=cells), *others))))
        assert not lines[0]["attended_minutes"]

    def test_a_client_without_sessions_still_has_a_line(self) -> None:
        alone = a_client("Amara Osei", "A-1031", ())
        document = replace(a_summary_document(), sessions=(), clients=(alone,), below_goal=())
        lines = lines_of(write_csv(document))
        assert [line["client"] for line in lines] == ["Amara Osei"]

    @given(st.text())
    def test_the_guard_can_always_be_taken_off(self, text: str) -> None:
        assert unguard(guard(text)) == text

    @pytest.mark.parametrize("text", ["Amara Osei", "A-1031", "8 h 45", "", "a=b"])
    def test_ordinary_text_is_left_alone(self, text: str) -> None:
        assert guard(text) == text

    def test_every_formula_is_guarded_and_comes_back(self) -> None:
        assert len(FORMULA_PAYLOADS) == 500
        lines = lines_of(write_csv(of_hostile_clients(FORMULA_PAYLOADS)))
        seen = [line["client"] for line in lines[::3]]
        assert all(text.startswith("'") for text in seen)
        assert [unguard(text) for text in seen] == list(FORMULA_PAYLOADS)

    @needs_libreoffice
    def test_libreoffice_finds_no_formula(self, tmp_path: Path) -> None:
        seen = through_libreoffice(write_csv(of_hostile_clients(SAMPLED)), "csv", tmp_path)
        assert "table:formula=" not in seen
        assert "HYPERLINK" in seen

    @needs_libreoffice
    def test_without_the_guard_libreoffice_would_find_one(self, tmp_path: Path) -> None:
        assert "table:formula=" in through_libreoffice(b"client\r\n=1+1\r\n", "csv", tmp_path)

    @needs_libreoffice
    @pytest.mark.slow
    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_libreoffice_finds_none_among_all_payloads(self, tmp_path: Path, suffix: str) -> None:
        document = of_hostile_clients(FORMULA_PAYLOADS)
        content = write_csv(document) if suffix == "csv" else render_workbook(document, WORDING)
        seen = formulas_in(through_libreoffice(content, suffix, tmp_path))
        assert seen == ([] if suffix == "csv" else ours(len(FORMULA_PAYLOADS)))


class TestJson:
    def test_it_has_the_shape_of_the_command_line(self) -> None:
        summary = json.loads(write_json(a_summary_document()))
        assert summary["starts_on"] == "2026-03-02"
        assert summary["rule"] == {"credit": "nearest-15", "goal_minutes": 540}
        ben = summary["clients"][1]
        assert ben["credited_minutes"] == 585
        assert ben["sessions"][1] == {"service_date": "2026-03-04", "label": "late", "minutes": 160}
        assert ben["reached_goal"] is True
        assert (ben["notes_signed"], ben["notes_due"]) == (3, 3)

    def test_outreach_that_is_not_asked_for_is_not_there(self) -> None:
        summary = json.loads(write_json(replace(a_summary_document(), include_outreach=False)))
        assert all(not line["outreach"] for line in summary["below_goal"])


class TestFhir:
    def test_it_is_a_document_that_an_independent_reader_takes(self) -> None:
        for document in (a_summary_document(), for_one_client(a_summary_document(), "A-1044", number="2026-W10-MA-02")):
            bundle = Bundle.model_validate_json(write_fhir(document, WORDING))
            entries = bundle.entry or []
            kinds = [entry.resource.get_resource_type() for entry in entries if entry.resource is not None]
            assert kinds[0] == "Composition"
            assert kinds.count("Encounter") == 3 * len(document.clients)
            assert kinds.count("Patient") == len(document.clients)
            known = {entry.fullUrl for entry in entries}
            assert set(re.findall(r'"reference": "([^"]+)"', write_fhir(document, WORDING).decode())) <= known

    def test_minutes_and_marks_are_those_of_the_page(self) -> None:
        entries = json.loads(write_fhir(a_summary_document(), WORDING))["entry"]
        patients = {e["fullUrl"]: e["resource"] for e in entries if e["resource"]["resourceType"] == "Patient"}
        (ben,) = [url for url, one in patients.items() if one["identifier"][0]["value"] == "A-1028"]
        his = [e["resource"] for e in entries if e["resource"].get("subject", {}).get("reference") == ben]
        assert [(one["status"], one["length"]["value"]) for one in his] == [
            ("finished", 180),
            ("finished", 160),
            ("finished", 180),
        ]

    def test_without_names_there_is_none_and_ids_tell_nothing(self) -> None:
        document = a_summary_document()
        clients = tuple(replace(line, client=line.code) for line in document.clients)
        nameless = replace(document, clients=clients, below_goal=(), name_style=NameStyle.ID)
        written = write_fhir(nameless, WORDING)
        assert b'"use": "usual"' not in written
        assert written == write_fhir(nameless, WORDING)
        other = write_fhir(replace(nameless, number="2026-W11-MA-01"), WORDING)
        ids = re.findall(rb'"id": "([^"]+)"', written)
        assert not set(ids) & set(re.findall(rb'"id": "([^"]+)"', other))

    def test_what_people_typed_stays_text(self) -> None:
        first, *others = a_summary_document().clients
        hostile = replace(a_summary_document(), clients=(replace(first, client="<script>x</script>"), *others))
        bundle = json.loads(write_fhir(hostile, WORDING))
        divs = [section["text"]["div"] for section in bundle["entry"][0]["resource"]["section"]]
        assert all("<script" not in div for div in divs)
        assert any("&lt;script&gt;" in div for div in divs)


class TestWorkbook:
    def test_numbers_are_numbers_and_headings_stay(self) -> None:
        book = load_workbook(BytesIO(render_workbook(a_summary_document(), WORDING)), data_only=True)
        assert book.sheetnames == ["Summary", "Attendance", "Below goal", "Sessions", "About"]
        sheet = book["Summary"]
        headings = [str(cell.value) for cell in sheet[1]]
        ben = dict(zip(headings, (cell.value for cell in sheet[3]), strict=True))
        assert ben["Credited minutes"] == 585
        assert ben["Credited hours"] == 9.75
        assert all(isinstance(ben[name], int) for name in headings if name.endswith("minutes"))
        total = dict(zip(headings, (cell.value for cell in sheet[12]), strict=True))
        assert total["Credited group minutes"] == 79 * 60 + 30
        assert all(sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1" for sheet in book.worksheets)
        assert book["Attendance"]["C2"].value.date() == date(2026, 3, 2)

    def test_the_same_document_always_gives_the_same_bytes(self) -> None:
        first = render_workbook(a_summary_document(), WORDING)
        time.sleep(1.1)
        assert render_workbook(a_summary_document(), WORDING) == first

    def test_its_properties_say_nothing_but_the_clinic_and_the_number(self) -> None:
        properties = load_workbook(BytesIO(render_workbook(a_summary_document(), WORDING))).properties
        assert properties.title == "Weekly attendance summary, 2026-W10-MA-01"
        assert properties.creator == "Alder Street IOP"
        assert properties.lastModifiedBy == "Alder Street IOP"

    def test_a_formula_stays_text_in_the_file(self) -> None:
        content = render_workbook(of_hostile_clients(FORMULA_PAYLOADS), WORDING)
        with ZipFile(BytesIO(content)) as parts:
            sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
        written = [formula for sheet in sheets for formula in re.findall(rb"<f[ >].*?</f>", sheet)]
        assert len(written) == len(SUMMED)
        assert all(re.fullmatch(rb"<f>SUM\([A-Z]2:[A-Z]501\)</f>", formula) for formula in written)

    @needs_libreoffice
    def test_libreoffice_finds_numbers_and_no_formula(self, tmp_path: Path) -> None:
        (tmp_path / "hostile").mkdir()
        hostile = render_workbook(of_hostile_clients(SAMPLED), WORDING)
        assert formulas_in(through_libreoffice(hostile, "xlsx", tmp_path / "hostile")) == ours(len(SAMPLED))
        seen = through_libreoffice(render_workbook(a_summary_document(), WORDING), "xlsx", tmp_path)
        assert 'office:value-type="float" office:value="585"' in seen
        assert 'office:value-type="float" office:value="9.75"' in seen
        assert 'office:value-type="date" office:date-value="2026-03-02"' in seen

    @needs_libreoffice
    def test_libreoffice_adds_up_to_what_we_wrote(self, tmp_path: Path) -> None:
        """Every total is made wrong in the file, and LibreOffice is told to work formulas out anew."""
        book, wrong = render_workbook(a_summary_document(), WORDING), BytesIO()
        with ZipFile(BytesIO(book)) as parts, ZipFile(wrong, "w") as altered:
            for name in parts.namelist():
                altered.writestr(name, re.sub(rb"(</f><v>)[^<]*", rb"\g<1>7", parts.read(name)))
        settings = tmp_path / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(ALWAYS_WORK_OUT)
        seen = through_libreoffice(wrong.getvalue(), "xlsx", tmp_path)
        totals = re.findall('table:formula="of:=SUM[^"]*" office:value-type="float" office:value="([^"]*)"', seen)
        ours = load_workbook(BytesIO(book), data_only=True)["Summary"][12]
        assert [float(one) for one in totals] == [
            cell.value for cell in ours[2:] if isinstance(cell.value, int | float)
        ]

    def test_one_client_alone_has_no_group_figures(self) -> None:
        alone = for_one_client(a_summary_document(), "A-1044", number="2026-W10-MA-A-1044-01")
        book = load_workbook(BytesIO(render_workbook(alone, WORDING)))
        words = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        assert "Hana Kim" in words
        assert not {line.client for line in a_summary_document().clients} - {"Hana Kim"} & words
        assert "Expected" not in words


class PageReader(HTMLParser):
    """Collects what a browser would fetch, the cells' scopes and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.headers_without_scope = 0
        self.spoken: list[str] = []
        self.words: list[str] = []
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href", "action", "srcset"}]
        self.headers_without_scope += tag == "th" and "scope" not in given
        self.spoken += [given["aria-label"] or ""] if "aria-label" in given else []
        self.language = given.get("lang") or self.language

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read_page(document: SummaryDocument) -> PageReader:
    reader = PageReader()
    reader.feed(render_web_page(document, WORDING).decode())
    return reader


class TestWebPage:
    def test_it_stands_alone_and_reads_well(self) -> None:
        page = read_page(a_summary_document())
        assert page.language == "en-US"
        assert page.fetched == []
        assert "script" not in page.tags
        assert page.headers_without_scope == 0
        assert page.tags.count("h1") == 1
        assert "Wed 4: Late, 2 h 40 of 3 h, 20 min late" in page.spoken
        assert len(page.spoken) == 10 * 4
        words = " ".join(page.words)
        assert all(said in words for said in ("79 h 30", "9 h 45", "Reached 9:25 AM. Make-up March 10.", "Not signed"))

    def test_what_people_typed_stays_text(self) -> None:
        name = '<script>alert("1")</script><img src=x onerror=y>&amp;'
        first, *others = a_summary_document().clients
        page = read_page(replace(a_summary_document(), clients=(replace(first, client=name), *others)))
        assert name in page.words
        assert "script" not in page.tags
        assert "img" not in page.tags

    def test_notes_keep_their_lines(self) -> None:
        note = a_note_text("Amara Osei", "A-1031", "First line.\nSecond line.")
        assert "First line.\nSecond line." in read_page(replace(a_summary_document(), note_texts=(note,))).words
