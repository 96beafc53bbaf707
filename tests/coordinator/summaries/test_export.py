"""Exporting a week: recorded first, whole or not at all, and only to whom it may go."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from coordinator import roster, summaries
from coordinator.errors import Conflict, ExportFailed
from coordinator.store.tables import ExportedFileRow, ExportRow
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ConsentMissing, ConsentProblem, ExportRequest, NothingToExport, OneClientOnly
from coordinator.summaries.assembly import DocumentRequest, assemble
from coordinator.summaries.audiences import contents_of
from coordinator.summaries.disclosure import Disclosure
from coordinator.summaries.logbook import record_export
from coordinator.summaries.preparation import words_of
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, FileFormat, NameStyle
from tests.coordinator.summaries.releases import TO_COURT, TO_PAYER, release
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import JAN_26, MAR_2, SixWeeks, six_weeks

WORDING = Wording.load()


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=1)


@pytest.fixture
def request_(weeks: SixWeeks, tmp_path: Path) -> ExportRequest:
    return ExportRequest(MAR_2, weeks.group_id, tmp_path / "out", formats=(FileFormat.CSV, FileFormat.HTML))


def logged(store: Store) -> list[tuple[str, str]]:
    return store.read(lambda work: [(row.number, row.formats) for row in work.rows.exec(select(ExportRow))])


def test_every_format_is_written_once_and_logged_with_its_number(store: Store, request_: ExportRequest) -> None:
    request_.folder.mkdir()
    done = summaries.export_weekly_summary(store, request_, WORDING)
    assert sorted(path.suffix for path in request_.folder.iterdir()) == [".csv", ".html"]
    assert done.notes_unsigned == 2
    assert logged(store) == [("2026-W10-MA-01", "csv html")]
    again = summaries.export_weekly_summary(store, request_, WORDING)
    assert again.number == "2026-W10-MA-02"


def test_without_a_folder_nothing_is_written_and_nothing_is_logged(store: Store, request_: ExportRequest) -> None:
    with pytest.raises(ExportFailed):
        summaries.export_weekly_summary(store, request_, WORDING)
    assert logged(store) == []


def refused(store: Store, request: ExportRequest) -> ConsentProblem:
    with pytest.raises(ConsentMissing) as refusal:
        summaries.export_weekly_summary(store, request, WORDING)
    assert list(request.folder.iterdir()) == []
    assert logged(store) == []
    return refusal.value.problem


def of(path: Path) -> str:
    return path.read_text("utf-8-sig")


@pytest.mark.parametrize("audience", [Audience.REFERRAL, Audience.UTILIZATION_REVIEW, Audience.CLIENT])
def test_what_leaves_the_team_is_about_one_client(store: Store, request_: ExportRequest, audience: Audience) -> None:
    request_.folder.mkdir()
    with pytest.raises(OneClientOnly):
        summaries.export_weekly_summary(store, replace(request_, audience=audience), WORDING)
    assert list(request_.folder.iterdir()) == []


def test_nothing_goes_out_without_a_release_that_holds_today(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    request_.folder.mkdir()
    amara, hana = weeks.clients["Amara"], weeks.clients["Hana"]
    referral = replace(request_, audience=Audience.REFERRAL, client_id=amara)
    payer = replace(referral, audience=Audience.UTILIZATION_REVIEW)
    assert refused(store, referral) is ConsentProblem.ABSENT
    assert refused(store, payer) is ConsentProblem.ABSENT
    release(store, amara, TO_PAYER)
    assert refused(store, referral) is ConsentProblem.OTHER_PURPOSE
    release(store, hana, replace(TO_COURT, expires_on=date(2026, 3, 4)))
    of_hana = replace(referral, client_id=hana)
    assert refused(store, of_hana) is ConsentProblem.EXPIRED
    release(store, amara, TO_COURT)
    court = next(
        one for one in store.read(roster.client, amara).consents if one.details.recipient == "County probation"
    )
    store.write(roster.revoke_consent, court.id, on=store.read(roster.today))
    assert refused(store, referral) is ConsentProblem.REVOKED


def test_a_release_is_logged_with_its_recipient_and_told_in_the_file(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    request_.folder.mkdir()
    amara = weeks.clients["Amara"]
    release(store, amara, TO_COURT)
    formats = (FileFormat.HTML, FileFormat.PDF)
    asked = replace(request_, audience=Audience.REFERRAL, client_id=amara, formats=formats, password="quiet harbor")
    done = summaries.export_weekly_summary(store, asked, WORDING)
    (consent,) = store.read(roster.client, amara).consents
    row, files = store.read(
        lambda work: (
            work.rows.exec(select(ExportRow)).one().model_dump(),
            {row.format: row.digest for row in work.rows.exec(select(ExportedFileRow))},
        )
    )
    assert (row["consent_id"], row["recipient"], row["client_id"]) == (consent.id, "County probation", amara)
    digests = {path.suffix[1:]: hashlib.sha256(path.read_bytes()).hexdigest() for path in done.files}
    assert files == digests
    page = of(next(path for path in done.files if path.suffix == ".html"))
    assert "Referral source: County probation" in page
    assert "On January 26, 2026, The client agreed in writing that Alder Street IOP may disclose" in page
    assert "This record which has been disclosed to you is protected by Federal confidentiality rules" in page
    assert "42 CFR part 2 prohibits unauthorized use or disclosure of these records." in page


def test_a_court_learns_attendance_and_nothing_of_the_treatment(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    request_.folder.mkdir()
    tomas = weeks.clients["Tomás"]
    release(store, tomas, TO_COURT)
    everything = tuple(one for one in FileFormat if one is not FileFormat.XLSX and one is not FileFormat.PDF)
    asked = replace(request_, audience=Audience.REFERRAL, client_id=tomas, formats=everything, include_note_text=True)
    said = " ".join(of(path) for path in summaries.export_weekly_summary(store, asked, WORDING).files)
    assert "Mood" not in said, "what the group is called tells what for"
    assert "Make-up" not in said
    assert "Participation" not in said
    assert "9 hours" not in said
    assert "Reached 9" not in said
    assert "unexcused absences" in said
    facts = json.loads(of(request_.folder / "Weekly summary 2026-W10 A-1050.json"))
    assert facts["below_goal"] == []
    assert facts["rule"]["goal_minutes"] is None
    assert facts["clients"][0]["goal_minutes"] is None
    assert not {"engagement", "barriers", "concerns", "plan"} & set(facts["client"])


def test_a_release_that_names_progress_lets_engagement_be_told(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    request_.folder.mkdir()
    amara = weeks.clients["Amara"]
    release(store, amara, replace(TO_COURT, information="Attendance and progress"))
    asked = replace(request_, audience=Audience.REFERRAL, client_id=amara, formats=(FileFormat.HTML,))
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    assert "Participation" in of(file)
    assert "Active" in of(file)


def test_a_payer_sees_hours_engagement_and_plan_but_no_name_unless_asked(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    request_.folder.mkdir()
    hana = weeks.clients["Hana"]
    release(store, hana, TO_PAYER)
    asked = replace(
        request_,
        audience=Audience.UTILIZATION_REVIEW,
        client_id=hana,
        names=NameStyle.INITIALS,
        formats=(FileFormat.HTML, FileFormat.JSON, FileFormat.FHIR, FileFormat.CSV),
        include_note_text=True,
    )
    files = summaries.export_weekly_summary(store, asked, WORDING).files
    said = " ".join(of(path) for path in files)
    assert "Hana" not in said
    assert "Kim" not in said
    assert "The client agreed" not in said, "who signed is the client"
    page = of(next(path for path in files if path.suffix == ".html"))
    words = ("H. K.", "Engagement", "Weekly goal", "9 h", "Care manager told", "Next week", "Group therapy")
    assert [word for word in words if word not in page] == []
    assert [path.name for path in files if "Hana" in path.name or "IOP" in path.name] == []


def test_the_clients_own_copy_needs_no_release_and_may_hold_the_notes(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    request_.folder.mkdir()
    asked = replace(
        request_,
        audience=Audience.CLIENT,
        client_id=weeks.clients["Amara"],
        formats=(FileFormat.JSON, FileFormat.HTML),
        include_note_text=True,
    )
    json_file, page = summaries.export_weekly_summary(store, asked, WORDING).files
    assert len(json.loads(of(json_file))["notes"]) == 3
    assert "own copy" in of(page)
    assert "This record which has been disclosed" not in of(page)


def test_nothing_after_the_end_of_a_release_is_told(store: Store, request_: ExportRequest, weeks: SixWeeks) -> None:
    """Edge case 50: asked on the day it ends, a release lets that day be told and no later one."""
    amara = weeks.clients["Amara"]
    consent = roster.Consent(uuid4(), replace(TO_COURT, expires_on=date(2026, 3, 4)), None)
    allowed = Disclosure(contents_of(Audience.REFERRAL, clinical_consented=False), consent)
    request = DocumentRequest(MAR_2, weeks.group_id, audience=Audience.REFERRAL, client_id=amara, disclosure=allowed)
    document = store.read(assemble, request, *words_of(WORDING))
    assert [session.service_date for session in document.sessions] == [date(2026, 3, 2), date(2026, 3, 4)]
    assert document.figures.credited_group_minutes == 360


def test_a_week_is_exported_for_everybody_whose_release_holds_and_the_others_are_named(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    request_.folder.mkdir()
    for name in ("Amara", "Ben", "Hana"):
        release(store, weeks.clients[name], TO_PAYER)
    like = replace(request_, audience=Audience.UTILIZATION_REVIEW, formats=(FileFormat.CSV,))
    requests = store.read(summaries.week_requests, like, [weeks.group_id])
    assert len(requests) == 10
    counted: list[int] = []
    made = summaries.export_all(
        store, requests, WORDING, progress=lambda done, _total: counted.append(done), stop=lambda: False
    )
    assert counted == list(range(1, 11))
    assert len(made.done) == len(list(request_.folder.iterdir())) == len(logged(store)) == 3
    assert {one.client_id for one in made.blocked} == set(weeks.clients.values()) - {
        weeks.clients[name] for name in ("Amara", "Ben", "Hana")
    }
    for path in request_.folder.iterdir():
        clients = {line["client_code"] for line in csv.DictReader(StringIO(of(path)))}
        assert len(clients) == 1
        assert clients.pop() in path.name


def test_a_file_that_names_another_client_is_told_of(store: Store, request_: ExportRequest, weeks: SixWeeks) -> None:
    request_.folder.mkdir()
    hana = weeks.clients["Hana"]
    asked = replace(request_, audience=Audience.CLIENT, client_id=hana)
    assert not summaries.export_weekly_summary(store, asked, WORDING).names_others
    store.write(summaries.set_week_plan, hana, MAR_2, "Will share a ride with Marcus.")
    assert summaries.export_weekly_summary(store, asked, WORDING).names_others


def test_stopping_leaves_whole_logged_files(store: Store, request_: ExportRequest, weeks: SixWeeks) -> None:
    request_.folder.mkdir()
    like = replace(request_, audience=Audience.CLIENT, formats=(FileFormat.CSV,))
    requests = store.read(summaries.week_requests, like, [weeks.group_id])
    made = summaries.export_all(
        store, requests, WORDING, progress=lambda *_: None, stop=lambda: len(logged(store)) == 4
    )
    assert made.stopped
    assert len(made.done) == len(list(request_.folder.iterdir())) == len(logged(store)) == 4


def test_numbers_go_on_after_the_highest_though_one_was_never_used(store: Store, request_: ExportRequest) -> None:
    request_.folder.mkdir()
    for number in ("2026-W10-MA-01", "2026-W10-MA-07"):
        store.write(record_export, request_, number, MAR_2, "0" * 64)
    assert summaries.export_weekly_summary(store, request_, WORDING).number == "2026-W10-MA-08"
    with pytest.raises(Conflict):
        store.write(record_export, request_, "2026-W10-MA-08", MAR_2, "0" * 64)


def test_a_client_who_was_not_there_yet_has_nothing_to_export(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    early = replace(request_, day=JAN_26, client_id=weeks.clients["Hana"])
    with pytest.raises(NothingToExport):
        summaries.export_weekly_summary(store, early, WORDING)
