"""A report beside the marks, taken in and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordinator import attendance
from coordinator.attendance import Agreement, Comparison, ComparisonRow, Keep
from coordinator.attendance.reports import ReportFault, ReportFile, ReportUnreadable
from coordinator.changes import Change
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, AttendanceLabel, ClientId, Mark, MarkSource, Topic
from tests.builders import a_client
from tests.coordinator.attendance.clinic import MORNING_REPORT, NINE, Clinic, a_clinic, a_morning, a_zoom_report
from tests.fakes import FakeClock

REPORT = [ReportFile(a_zoom_report(*MORNING_REPORT))]


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    clinic = a_clinic(store)
    a_morning(store, clock, clinic)
    clock.set(NINE + timedelta(minutes=185))
    return clinic


def compared(
    store: Store, clinic: Clinic, content: bytes = a_zoom_report(*MORNING_REPORT), **kwargs: object
) -> Comparison:
    return store.read(attendance.compare, clinic.session_id, [ReportFile(content)], **kwargs)  # type: ignore[arg-type]


def row_of(comparison: Comparison, shown: str) -> ComparisonRow:
    return next(row for row in comparison.rows if shown in (*row.shown_names, row.client_name))


def states(store: Store, clinic: Clinic) -> list[object]:
    return [line.state for line in store.read(attendance.sheet, clinic.session_id).lines]


def test_what_agrees_what_differs_and_who_is_to_match(store: Store, clinic: Clinic) -> None:
    comparison = compared(store, clinic)
    assert (comparison.row_count, comparison.hosts, comparison.gap_minutes) == (11, 1, 10)
    counts = [comparison.count(one) for one in (Agreement.SAME, Agreement.DIFFERS, Agreement.TO_MATCH)]
    assert counts == [7, 2, 1]
    dana, elias = row_of(comparison, "Dana Whitfield"), row_of(comparison, "Elias Brandt")
    assert dana.report is not None
    assert (dana.report.left_early_minutes, dana.keep) == (29, Keep.REPORT)
    assert elias.report is not None
    assert (elias.report.arrived_late_minutes, elias.report.away_minutes, elias.keep) == (12, 15, Keep.REPORT)
    assert row_of(comparison, "Hana Kim").agreement is Agreement.SAME
    galaxy = row_of(comparison, "Galaxy A54")
    assert (galaxy.agreement, galaxy.client_id) == (Agreement.TO_MATCH, None)
    assert galaxy.proposed == clinic["Tomás"], "it came and went when Tomás did"


def test_comparing_changes_nothing(store: Store, clinic: Clinic) -> None:
    before = states(store, clinic)
    compared(store, clinic)
    assert states(store, clinic) == before


def test_applying_writes_marks_evidence_and_the_name_to_remember(store: Store, clinic: Clinic) -> None:
    galaxy = row_of(compared(store, clinic), "Galaxy A54").people[0]
    matches = {galaxy: clinic["Tomás"]}
    change = store.write(attendance.apply_report, clinic.session_id, REPORT, matches=matches)
    assert (change.outcome.changed, change.outcome.remembered) == (2, 1)
    sheet = store.read(attendance.sheet, clinic.session_id)
    dana, elias = sheet.line(clinic["Dana"]), sheet.line(clinic["Elias"])
    assert dana is not None
    assert elias is not None
    assert (dana.label, dana.attended_minutes, dana.source) == (AttendanceLabel.LEFT_EARLY, 151, MarkSource.REPORT)
    assert elias.attended_minutes == 153
    later = compared(store, clinic, a_zoom_report(("Galaxy A54", "09:00:00 AM", "12:00:00 PM")))
    assert row_of(later, "Galaxy A54").client_id == clinic["Tomás"]


def test_one_undo_restores_everything_and_redo_does_it_again(store: Store, clinic: Clinic) -> None:
    before = states(store, clinic)
    galaxy = row_of(compared(store, clinic), "Galaxy A54").people[0]
    change = store.write(attendance.apply_report, clinic.session_id, REPORT, matches={galaxy: clinic["Tomás"]})
    after = states(store, clinic)
    assert change.undo is not None
    undone = store.write(change.undo)
    assert states(store, clinic) == before
    again = compared(store, clinic)
    assert (again.applied, row_of(again, "Galaxy A54").agreement) == (False, Agreement.TO_MATCH)
    assert undone.undo is not None
    store.write(undone.undo)
    assert len(after) == len(states(store, clinic))
    line = store.read(attendance.sheet, clinic.session_id).line(clinic["Dana"])
    assert line is not None
    assert line.left_early_minutes == 29


def test_the_same_file_again_changes_nothing(store: Store, clinic: Clinic) -> None:
    store.write(attendance.apply_report, clinic.session_id, REPORT)
    before = states(store, clinic)
    assert compared(store, clinic).applied
    assert not store.write(attendance.apply_report, clinic.session_id, REPORT).topics
    assert states(store, clinic) == before


def test_my_word_can_be_kept(store: Store, clinic: Clinic) -> None:
    keep = {clinic["Dana"]: Keep.MINE, clinic["Elias"]: Keep.MINE}
    change = store.write(attendance.apply_report, clinic.session_id, REPORT, keep=keep)
    assert change.outcome.changed == 0
    line = store.read(attendance.sheet, clinic.session_id).line(clinic["Dana"])
    assert line is not None
    assert (line.label, line.attended_minutes) == (AttendanceLabel.PRESENT, 180)


def test_a_report_of_another_day_is_refused_with_the_days(store: Store, clinic: Clinic) -> None:
    wrong = a_zoom_report(("Amara Osei", "09:00:00 AM", "12:00:00 PM"), day="03/09/2026")
    with pytest.raises(ReportUnreadable) as refused:
        compared(store, clinic, wrong)
    assert refused.value.fault is ReportFault.WRONG_DATE
    assert (refused.value.found, refused.value.expected) is not None
    assert refused.value.found is not None
    assert refused.value.found.isoformat() == "2026-03-09"


def test_an_image_named_csv_is_refused(store: Store, clinic: Clinic) -> None:
    with pytest.raises(ReportUnreadable):
        compared(store, clinic, b"\x89PNG\r\n\x1a\n" + bytes(200))


def test_two_clients_of_one_name_are_never_assigned_by_themselves(store: Store, clinic: Clinic) -> None:
    def build(work: UnitOfWork) -> Change[ClientId]:
        client_id = a_client(work, name="Amara Osei", code="B-2000", group_id=clinic.group_id)
        return Change(Action.ADD_CLIENT, client_id, frozenset({Topic.ROSTER}), client_id)

    store.write(build)
    row = row_of(compared(store, clinic), "Amara Osei")
    people = [one for one in compared(store, clinic).rows if "Amara Osei" in one.shown_names]
    assert [one.client_id for one in people] == [None]
    assert row is not None


def test_short_rejoins_are_one_visit_and_two_devices_one_person(store: Store, clinic: Clinic) -> None:
    content = a_zoom_report(
        ("Amara Osei", "09:00:00 AM", "10:00:00 AM"),
        ("Amara Osei", "10:08:00 AM", "12:00:00 PM"),
        ("Amara Osei", "09:30:00 AM", "10:30:00 AM"),
    )
    row = row_of(compared(store, clinic, content), "Amara Osei")
    assert len(row.visits) == 1
    assert row.agreement is Agreement.SAME


def test_an_unmarked_group_takes_the_report(store: Store, clock: FakeClock) -> None:
    clinic = a_clinic(store)
    clock.set(NINE + timedelta(minutes=185))
    galaxy = row_of(compared(store, clinic), "Galaxy A54").people[0]
    store.write(attendance.apply_report, clinic.session_id, REPORT, matches={galaxy: clinic["Tomás"]})
    sheet = store.read(attendance.sheet, clinic.session_id)
    assert {line.mark for line in sheet.lines} == {Mark.PRESENT, Mark.ABSENT}
    minutes = {line.name.split()[0]: line.attended_minutes for line in sheet.lines}
    assert minutes["Marcus"] == 52
    assert minutes["Tomás"] == 112
    assert minutes["Jolene"] == 178


def test_a_file_that_earlier_ones_cover_changes_nothing(store: Store, clinic: Clinic) -> None:
    store.write(attendance.apply_report, clinic.session_id, REPORT, {clinic["Dana"]: Keep.MINE})
    before = states(store, clinic)
    part = [ReportFile(a_zoom_report(("Dana Whitfield", "09:10:00 AM", "11:00:00 AM")))]
    again = store.write(attendance.apply_report, clinic.session_id, part, {clinic["Dana"]: Keep.REPORT})
    assert (again.topics, again.outcome.import_id) == (frozenset(), None)
    assert states(store, clinic) == before


def test_a_step_out_is_time_away_as_the_report_has_it(store: Store, clock: FakeClock) -> None:
    clinic = a_clinic(store)
    clock.set(NINE)
    session, ben = clinic.session_id, clinic["Ben"]
    store.write(attendance.mark, session, ben, Mark.PRESENT)
    clock.set(NINE + timedelta(minutes=60))
    store.write(attendance.step_out, session, ben)
    clock.set(NINE + timedelta(minutes=85))
    store.write(attendance.come_back, session, ben)
    clock.set(NINE + timedelta(minutes=185))
    visits = (("Ben Castellano", "09:00:00 AM", "10:00:00 AM"), ("Ben Castellano", "10:25:00 AM", "12:00:00 PM"))
    row = row_of(compared(store, clinic, a_zoom_report(*visits)), "Ben Castellano")
    assert row.mine is not None
    assert row.report is not None
    assert (row.mine.away_minutes, row.report.away_minutes, row.agreement) == (25, 25, Agreement.SAME)
    there = row_of(
        compared(store, clinic, a_zoom_report(("Ben Castellano", "09:00:00 AM", "12:00:00 PM"))), "Ben Castellano"
    )
    assert (there.agreement, there.keep) == (Agreement.DIFFERS, Keep.MINE), "the report has no step-out"
    before = states(store, clinic)
    away = a_zoom_report(("Ben Castellano", "09:00:00 AM", "09:30:00 AM"))
    change = store.write(attendance.apply_report, session, [ReportFile(away)], {ben: Keep.REPORT})
    assert change.undo is not None
    store.write(change.undo)
    assert states(store, clinic) == before, "undoing puts back what was stored, not what was shown"
