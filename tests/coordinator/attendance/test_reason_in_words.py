"""An excuse in own words: kept with the mark, in the history and the seal, undone with it, and not sent out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from coordinator import attendance, integrity, summaries
from coordinator.attendance import LONGEST_REASON, ReasonTooLong
from coordinator.changes import Change, nothing_changed
from coordinator.store.tables import AttendanceRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries import ExportRequest
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Action, Audience, ExcuseReason, FileFormat, Mark
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.coordinator.summaries.releases import TO_PAYER, release
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, six_weeks

NOTE = "Power cut in the whole street"


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    made = a_clinic(store)
    clock.set(NINE)
    return made


def of_hana(store: Store, clinic: Clinic) -> tuple[Mark, str]:
    line = store.read(attendance.sheet, clinic.session_id).line(clinic["Hana"])
    assert line is not None
    return line.mark, line.state.reason_note


def test_it_is_kept_as_one_line_told_in_the_history_and_undone_with_the_mark(store: Store, clinic: Clinic) -> None:
    session, hana = clinic.session_id, clinic["Hana"]
    store.write(attendance.mark, session, hana, Mark.ABSENT)
    said = f"  {NOTE.replace(' in', chr(10) + 'in')} "
    change = store.write(attendance.excuse, session, hana, ExcuseReason.OTHER, reason_note=said)
    assert of_hana(store, clinic) == (Mark.EXCUSED, NOTE)
    newest = store.read(attendance.evidence, session, hana).history[0]
    assert (newest.mark, newest.reason, newest.reason_note) == (Mark.EXCUSED, "other", NOTE)
    assert change.undo is not None
    undone = store.write(change.undo)
    assert of_hana(store, clinic) == (Mark.ABSENT, "")
    assert store.read(attendance.evidence, session, hana).history[0].reason_note == ""
    assert undone.undo is not None
    store.write(undone.undo)
    assert of_hana(store, clinic) == (Mark.EXCUSED, NOTE)


def test_other_words_are_another_mark_and_the_same_words_are_none(store: Store, clinic: Clinic) -> None:
    session, hana = clinic.session_id, clinic["Hana"]
    store.write(attendance.excuse, session, hana, ExcuseReason.OTHER, reason_note=NOTE)
    same = store.write(attendance.excuse, session, hana, ExcuseReason.OTHER, reason_note=NOTE)
    other = store.write(attendance.excuse, session, hana, ExcuseReason.OTHER, reason_note="Bus strike")
    assert (same.outcome.client_ids, other.outcome.client_ids) == ((), (hana,))


def test_words_altered_behind_the_programs_back_break_the_seal(store: Store, clinic: Clinic) -> None:
    store.write(attendance.excuse, clinic.session_id, clinic["Hana"], ExcuseReason.OTHER, reason_note=NOTE)
    assert store.read(integrity.verify).intact

    def alter(work: UnitOfWork) -> Change[None]:
        work.rows.connection().execute(text("UPDATE attendance SET reason_note = 'Ill'"))
        return nothing_changed(Action.MARK, None)

    store.write(alter)
    assert [one.kind for one in store.read(integrity.verify).altered] == ["attendance"]


def test_too_many_words_are_refused_and_nothing_is_changed(store: Store, clinic: Clinic) -> None:
    session, hana = clinic.session_id, clinic["Hana"]
    store.write(attendance.excuse, session, hana, ExcuseReason.OTHER, reason_note="x" * LONGEST_REASON)
    with pytest.raises(ReasonTooLong) as refused:
        store.write(attendance.excuse, session, hana, ExcuseReason.OTHER, reason_note="x" * (LONGEST_REASON + 1))
    assert (refused.value.length, refused.value.longest) == (LONGEST_REASON + 1, LONGEST_REASON)
    assert of_hana(store, clinic)[1] == "x" * LONGEST_REASON


def test_who_is_present_has_no_reason(store: Store, clinic: Clinic) -> None:
    store.write(attendance.mark, clinic.session_id, clinic["Hana"], Mark.PRESENT, reason_note=NOTE)
    assert of_hana(store, clinic) == (Mark.PRESENT, "")


def test_the_words_leave_the_clinic_in_no_format(store: Store, clock: FakeClock, tmp_path: Path) -> None:
    weeks = six_weeks(store, clock, weeks=1)
    jolene = weeks.clients["Jolene"]
    excused = select(AttendanceRow).where(AttendanceRow.client_id == jolene, AttendanceRow.mark == Mark.EXCUSED)
    session = store.read(lambda work: work.rows.exec(excused).one().session_id)
    store.write(attendance.excuse, session, jolene, ExcuseReason.OTHER, reason_note=NOTE)
    formats = (FileFormat.JSON, FileFormat.CSV, FileFormat.HTML)
    team = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=formats, client_id=jolene)
    review = replace(team, audience=Audience.UTILIZATION_REVIEW)
    wording = Wording.load()
    release(store, jolene, TO_PAYER)
    for request in (team, review):
        done = summaries.export_weekly_summary(store, request, wording)
        told = " ".join(file.read_text(encoding="utf-8-sig") for file in done.files)
        assert (NOTE in told) is (request is team)
        assert ("other reason" in told) is (request is review)
