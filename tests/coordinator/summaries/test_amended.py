"""A summary that is exported again after what it told has changed says what it replaces, in every format."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from coordinator import attendance, notes, sessions, summaries
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ExportRequest
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, FileFormat, GroupSessionId, Mark, OutreachOutcome, ServiceType
from tests.coordinator.notes.note_builders import written
from tests.coordinator.summaries.releases import TO_COURT, release
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, at, six_weeks

WORDING = Wording.load()
SENTENCE = "Amended, replaces the summary of March 9, 2026, 8:00 AM (2026-W10-MA-01)"
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    made = six_weeks(store, clock, weeks=2)
    clock.set(at(MAR_2 + timedelta(days=7), 8))
    return made


@pytest.fixture
def request_(weeks: SixWeeks, tmp_path: Path) -> ExportRequest:
    return ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.JSON,))


def amended(store: Store, clock: FakeClock, request: ExportRequest) -> object:
    """What the JSON of one more export says it replaces; a minute goes by before."""
    clock.advance(minutes=1)
    (file,) = summaries.export_weekly_summary(store, request, WORDING).files
    said: object = json.loads(file.read_text(encoding="utf-8"))["amended"]
    return said


def change_a_mark(store: Store, weeks: SixWeeks, name: str = "Ben") -> None:
    first = store.read(sessions.sessions_between, MAR_2, MAR_2, weeks.group_id)[0]
    store.write(attendance.mark, first.id, weeks.clients[name], Mark.EXCUSED)


@needs_poppler
def test_every_format_says_in_its_head_what_it_replaces(
    store: Store, clock: FakeClock, request_: ExportRequest, weeks: SixWeeks
) -> None:
    every = replace(request_, formats=tuple(FileFormat))
    before = summaries.export_weekly_summary(store, every, WORDING)
    assert not any(b"mended, replaces" in path.read_bytes() for path in before.files)
    clock.advance(minutes=30)
    change_a_mark(store, weeks)
    files = {
        "." + path.name.partition(".")[2]: path.read_bytes()
        for path in summaries.export_weekly_summary(store, every, WORDING).files
    }
    page = subprocess.run(["pdftotext", "-l", "1", "-", "-"], input=files[".pdf"], capture_output=True, check=True)
    assert SENTENCE in " ".join(page.stdout.decode().split())
    assert SENTENCE in files[".html"].decode()
    book = openpyxl.load_workbook(BytesIO(files[".xlsx"]))
    assert SENTENCE in [cell.value for row in book.worksheets[-1].iter_rows() for cell in row]
    heads = [sheet.HeaderFooter.oddHeader for sheet in book.worksheets]
    assert {head.center.text if head is not None else "" for head in heads} == {SENTENCE}
    made_at = "2026-03-09T08:00:00-04:00"
    lines = list(csv.DictReader(StringIO(files[".csv"].decode("utf-8-sig"))))
    assert {(line["replaces_summary"], line["replaces_prepared_at"]) for line in lines} == {("2026-W10-MA-01", made_at)}
    composition = json.loads(files[".fhir.json"])["entry"][0]["resource"]
    assert composition["status"] == "amended"
    assert composition["relatesTo"][0]["targetIdentifier"]["value"] == "2026-W10-MA-01"
    assert json.loads(files[".json"])["amended"] == {"replaces": "2026-W10-MA-01", "prepared_at": made_at}


def test_exporting_again_without_a_change_replaces_nothing_and_a_copy_says_what_its_original_said(
    store: Store, clock: FakeClock, request_: ExportRequest, weeks: SixWeeks
) -> None:
    assert amended(store, clock, request_) is None
    assert amended(store, clock, request_) is None
    clock.advance(minutes=1)
    change_a_mark(store, weeks)
    said = amended(store, clock, request_)
    assert said == {"replaces": "2026-W10-MA-02", "prepared_at": "2026-03-09T08:02:00-04:00"}
    assert amended(store, clock, request_) == said


def test_only_the_same_thing_for_the_same_reader_is_replaced(
    store: Store, clock: FakeClock, request_: ExportRequest, weeks: SixWeeks
) -> None:
    of_elias = replace(request_, client_id=weeks.clients["Elias"])
    for_client = replace(of_elias, audience=Audience.CLIENT)
    last_week = replace(request_, day=MAR_2 - timedelta(days=7))
    assert amended(store, clock, request_) is None
    assert amended(store, clock, last_week) is None
    clock.advance(minutes=1)
    change_a_mark(store, weeks, "Ben")
    assert amended(store, clock, of_elias) is None, "there was none of Elias before"
    assert amended(store, clock, for_client) is None, "Elias had no copy before"
    assert amended(store, clock, last_week) is None, "that week stands as it was"
    clock.advance(minutes=1)
    change_a_mark(store, weeks, "Farah")
    assert amended(store, clock, of_elias) is None, "nothing about Elias has changed"
    assert amended(store, clock, request_) is not None


def test_what_went_to_one_recipient_is_not_replaced_by_what_goes_to_another(
    store: Store, clock: FakeClock, request_: ExportRequest, weeks: SixWeeks
) -> None:
    ben = weeks.clients["Ben"]
    release(store, ben, TO_COURT)
    release(store, ben, replace(TO_COURT, recipient="Mill & Sons"))
    court = replace(request_, audience=Audience.REFERRAL, client_id=ben, recipient="County probation")
    assert amended(store, clock, court) is None
    clock.advance(minutes=1)
    change_a_mark(store, weeks)
    assert amended(store, clock, replace(court, recipient="Mill & Sons")) is None
    assert amended(store, clock, court) is not None


def test_a_preview_shows_what_the_file_will_say(
    store: Store, clock: FakeClock, request_: ExportRequest, weeks: SixWeeks
) -> None:
    summaries.export_weekly_summary(store, request_, WORDING)
    clock.advance(minutes=1)
    assert store.read(summaries.preview_document, request_, WORDING).amends == ""
    store.write(summaries.set_week_plan, weeks.clients["Hana"], MAR_2, "Care manager told twice")
    assert store.read(summaries.preview_document, request_, WORDING).amends == "2026-W10-MA-01"


def last_session(store: Store, weeks: SixWeeks) -> GroupSessionId:
    return store.read(sessions.sessions_between, MAR_2, MAR_2 + timedelta(days=6), weeks.group_id)[-1].id


def sign(store: Store, weeks: SixWeeks) -> object:
    session, hana = last_session(store, weeks), weeks.clients["Hana"]
    digest = store.write(notes.save_draft, session, hana, written()).outcome
    return store.write(notes.sign, session, hana, digest)


CHANGES: dict[str, Callable[[Store, SixWeeks], object]] = {
    "a note was signed": sign,
    "somebody was called": lambda store, weeks: store.write(
        attendance.log_outreach, last_session(store, weeks), weeks.clients["Hana"], OutreachOutcome.REACHED
    ),
    "an hour outside the group": lambda store, weeks: store.write(
        attendance.record_service_time,
        weeks.clients["Hana"],
        ServiceType.INDIVIDUAL_THERAPY,
        at(MAR_2 + timedelta(days=3), 15),
        45,
    ),
    "a plan": lambda store, weeks: store.write(
        summaries.set_week_plan, weeks.clients["Hana"], MAR_2, "Care manager told twice"
    ),
    "a topic": lambda store, weeks: store.write(sessions.set_topic, last_session(store, weeks), "Sleep"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_the_page_tells_makes_an_amended_one_when_it_changes(
    store: Store, clock: FakeClock, request_: ExportRequest, weeks: SixWeeks, what: str
) -> None:
    assert amended(store, clock, request_) is None
    clock.advance(minutes=1)
    CHANGES[what](store, weeks)
    assert amended(store, clock, request_) is not None


def test_hours_of_another_week_amend_nothing(
    store: Store, clock: FakeClock, request_: ExportRequest, weeks: SixWeeks
) -> None:
    assert amended(store, clock, request_) is None
    clock.advance(minutes=1)
    hana, service = weeks.clients["Hana"], ServiceType.INDIVIDUAL_THERAPY
    store.write(attendance.record_service_time, hana, service, at(MAR_2 + timedelta(days=8), 15), 45)
    assert amended(store, clock, request_) is None
