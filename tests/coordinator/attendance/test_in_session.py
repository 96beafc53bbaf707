"""What happens beside the marks: removal, walk-ins, visitors, ways of taking part, help, reviews."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func
from sqlmodel import select

from coordinator import attendance
from coordinator.attendance import (
    LocationRefused,
    Marked,
    NothingWritten,
    Notice,
    NotLicensedThere,
    Timing,
)
from coordinator.attendance.licensure import check_place
from coordinator.attendance.places import LocationRefusal
from coordinator.attendance.reports import ReportFile
from coordinator.changes import Change
from coordinator.store.tables import AuditRow, EnrolmentRow, GroupRow, LicenseReasonRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    AttendanceLabel,
    ClientId,
    Mark,
    MarkSource,
    Modality,
    OutreachMethod,
    OutreachOutcome,
    Topic,
    VisitorRole,
    WalkInReason,
)
from tests.builders import a_client
from tests.coordinator.attendance.clinic import (
    MORNING_REPORT,
    NINE,
    Clinic,
    a_clinic,
    a_zoom_report,
)
from tests.fakes import FakeClock


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    clinic = a_clinic(store)
    clock.set(NINE + timedelta(minutes=12))
    return clinic


def undo(store: Store, change: Change[Marked]) -> Change[object]:
    assert change.undo is not None
    return store.write(change.undo)


def line(store: Store, clinic: Clinic, name: str) -> attendance.AttendanceLine:
    found = store.read(attendance.sheet, clinic.session_id).line(clinic[name])
    assert found is not None
    return found


def a_stranger(store: Store, name: str = "Ines Duarte") -> ClientId:
    def build(work: UnitOfWork) -> Change[ClientId]:
        client_id = a_client(work, name=name, code="A-2001")
        return Change(Action.ADD_CLIENT, client_id, frozenset({Topic.ROSTER}), client_id)

    return store.write(build).outcome


# -- removed


def test_who_is_removed_keeps_the_minutes_to_that_point(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    store.write(attendance.stamp, clinic.session_id, clinic["Elias"], Timing.LATE)
    clock.set(NINE + timedelta(minutes=58))
    change = store.write(attendance.remove_from_session, clinic.session_id, clinic["Elias"])
    clock.set(NINE + timedelta(minutes=180))
    found = line(store, clinic, "Elias")
    assert (found.mark, found.label, found.attended_minutes) == (Mark.REMOVED, AttendanceLabel.REMOVED, 46)
    undo(store, change)
    assert line(store, clinic, "Elias").label is AttendanceLabel.LATE


def test_before_the_session_nobody_can_be_removed_by_the_clock(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    clock.set(NINE - timedelta(minutes=10))
    store.write(attendance.remove_from_session, clinic.session_id, clinic["Elias"])
    found = line(store, clinic, "Elias")
    assert (found.mark, found.left_early_minutes, found.attended_minutes) == (Mark.REMOVED, None, None)


# -- walk-ins


def test_a_walk_in_gets_a_row_a_reason_and_a_notice(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    clock.set(NINE + timedelta(minutes=5))
    ines = a_stranger(store)
    change = store.write(attendance.add_walk_in, clinic.session_id, ines, WalkInReason.MAKE_UP, "Missed Monday")
    sheet = store.read(attendance.sheet, clinic.session_id)
    last = sheet.lines[-1]
    assert (last.client_id, last.expected, last.mark, last.late) == (ines, False, Mark.PRESENT, False)
    assert last.walk_in is not None
    assert (last.walk_in.reason, last.walk_in.note) == (WalkInReason.MAKE_UP, "Missed Monday")
    assert Notice.OUTSIDE_ROSTER in change.outcome.notices
    assert Notice.OUTSIDE_ROSTER in last.notices
    redo = undo(store, change)
    assert len(store.read(attendance.sheet, clinic.session_id).lines) == 10
    assert redo.undo is not None
    store.write(redo.undo)
    assert len(store.read(attendance.sheet, clinic.session_id).lines) == 11


def test_a_walk_in_after_the_grace_period_is_late(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    clock.set(NINE + timedelta(minutes=40))
    store.write(attendance.add_walk_in, clinic.session_id, a_stranger(store), WalkInReason.NOT_ENROLLED)
    assert store.read(attendance.sheet, clinic.session_id).lines[-1].arrived_late_minutes == 40


def test_visitors_are_recorded_and_never_counted(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    store.write(attendance.mark_all_present, clinic.session_id)
    visitor = store.write(
        attendance.add_visitor, clinic.session_id, VisitorRole.INTERPRETER, "R. Mora", "Spanish"
    ).outcome
    clock.set(NINE + timedelta(minutes=60))
    gone = store.write(attendance.visitor_left, visitor)
    sheet = store.read(attendance.sheet, clinic.session_id)
    (found,) = sheet.visitors
    assert (found.role, found.name, found.note) == (VisitorRole.INTERPRETER, "R. Mora", "Spanish")
    assert (found.joined_at, found.left_at) == (NINE + timedelta(minutes=12), NINE + timedelta(minutes=60))
    assert len(sheet.lines) == 10
    assert len(store.read(attendance.attendance_between, date(2026, 3, 11), date(2026, 3, 11))) == 10
    assert gone.undo is not None
    store.write(gone.undo)
    assert store.read(attendance.sheet, clinic.session_id).visitors[0].left_at is None
    removed = store.write(attendance.remove_visitor, visitor)
    assert store.read(attendance.sheet, clinic.session_id).visitors == ()
    assert removed.undo is not None
    store.write(removed.undo)
    assert len(store.read(attendance.sheet, clinic.session_id).visitors) == 1
    with pytest.raises(NothingWritten):
        store.write(attendance.add_visitor, clinic.session_id, VisitorRole.FAMILY, " ")


# -- ways of taking part


def test_a_change_during_the_session_has_its_time_and_makes_it_mixed(
    store: Store, clock: FakeClock, clinic: Clinic
) -> None:
    ben = clinic["Ben"]
    store.write(attendance.set_modality, clinic.session_id, ben, Modality.AUDIO_ONLY)
    assert line(store, clinic, "Ben").modality_changes == ()
    store.write(attendance.mark, clinic.session_id, ben, Mark.PRESENT)
    assert line(store, clinic, "Ben").state.modality is Modality.AUDIO_ONLY, "a mark does not touch it"
    clock.set(NINE + timedelta(minutes=50))
    change = store.write(attendance.set_modality, clinic.session_id, ben, Modality.VIDEO)
    found = line(store, clinic, "Ben")
    assert found.state.modality is Modality.MIXED
    assert [(one.at, one.modality) for one in found.modality_changes] == [
        (NINE, Modality.AUDIO_ONLY),
        (NINE + timedelta(minutes=50), Modality.VIDEO),
    ]
    undo(store, change)
    found = line(store, clinic, "Ben")
    assert (found.state.modality, found.modality_changes) == (Modality.AUDIO_ONLY, ())
    again = store.write(attendance.set_modality, clinic.session_id, ben, Modality.AUDIO_ONLY)
    assert not again.topics


# -- where a client is


@pytest.mark.parametrize(
    ("place", "refused"),
    [
        ("Driving on I-90", LocationRefusal.DRIVING),
        ("in traffic near Albany, NY", LocationRefusal.DRIVING),
        ("Toronto, Canada", LocationRefusal.ABROAD),
        ("Hotel, San José, Costa Rica", LocationRefusal.ABROAD),
        ("Abroad with family", LocationRefusal.ABROAD),
        ("Car, parked", None),
        ("Parked, no longer driving", None),
        ("12 Main St, Mexico, NY", None),
        ("Friend's home, Lebanon, PA", None),
        ("Santa Fe, New Mexico", None),
        ("Home, 418 Larch Ave", None),
        ("Atlanta, Georgia", None),
    ],
)
def test_nobody_takes_part_at_the_wheel_or_from_abroad(place: str, refused: LocationRefusal | None) -> None:
    if refused is None:
        check_place(place)
        return
    with pytest.raises(LocationRefused) as stopped:
        check_place(place)
    assert stopped.value.refusal is refused


def test_a_refused_place_is_not_stored(store: Store, clinic: Clinic) -> None:
    with pytest.raises(LocationRefused):
        store.write(attendance.confirm_location, clinic.session_id, clinic["Ben"], "Driving home")
    assert line(store, clinic, "Ben").location_confirmed_at is None


def test_presence_in_another_state_waits_for_a_reason(store: Store, clinic: Clinic) -> None:
    ben = clinic["Ben"]
    store.write(attendance.confirm_location, clinic.session_id, ben, "Library, Rutland, VT")
    with pytest.raises(NotLicensedThere):
        store.write(attendance.stamp, clinic.session_id, ben, Timing.LEFT_EARLY)
    with pytest.raises(NotLicensedThere) as stopped:
        store.write(attendance.stamp, clinic.session_id, ben, Timing.LATE)
    assert (stopped.value.client_id, stopped.value.state) == (ben, "VT")
    everyone = store.write(attendance.mark_all_present, clinic.session_id)
    assert len(everyone.outcome.client_ids) == 9
    assert Notice.NOT_LICENSED_THERE in everyone.outcome.notices
    store.write(attendance.mark, clinic.session_id, ben, Mark.ABSENT)
    with pytest.raises(NothingWritten):
        store.write(attendance.state_license_reason, clinic.session_id, ben, "  ")
    stated = store.write(attendance.state_license_reason, clinic.session_id, ben, "Travels; board told on March 9")
    store.write(attendance.mark, clinic.session_id, ben, Mark.PRESENT)
    found = line(store, clinic, "Ben")
    assert (found.mark, found.license_reason) == (Mark.PRESENT, "Travels; board told on March 9")
    store.write(attendance.confirm_location, clinic.session_id, ben, "Home, Hoboken, NJ", state="PA")
    store.write(attendance.mark, clinic.session_id, ben, Mark.UNMARKED)
    with pytest.raises(NotLicensedThere):
        store.write(attendance.mark, clinic.session_id, ben, Mark.PRESENT)
    undo(store, stated)
    assert store.read(lambda work: work.rows.exec(select(func.count()).select_from(LicenseReasonRow)).one()) == 0


# -- help


def test_the_card_has_everything_and_the_log_has_times(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    ben = clinic["Ben"]
    card = store.read(attendance.emergency_card, clinic.session_id, ben)
    assert (card.location, card.usual_location, card.confirmed_at) == ("", "Home, 7 Birch Rd", None)
    store.write(attendance.confirm_location, clinic.session_id, ben, "Aunt's home, 4 Oak St, Troy, NY")
    dropped = store.write(attendance.log_disconnection, clinic.session_id, ben).outcome
    clock.set(NINE + timedelta(minutes=14))
    store.write(
        attendance.log_outreach,
        clinic.session_id,
        ben,
        OutreachOutcome.REACHED,
        method=OutreachMethod.EMERGENCY_CONTACT,
    )
    clock.set(NINE + timedelta(minutes=19))
    back = store.write(attendance.reconnected, dropped)
    card = store.read(attendance.emergency_card, clinic.session_id, ben)
    assert (card.location, card.elsewhere) == ("Aunt's home, 4 Oak St, Troy, NY", True)
    assert [(one.name, one.phone) for one in card.contacts] == [("Rita Castellano", "(555) 010-0141")]
    assert [(entry.at, entry.method, entry.back_at) for entry in card.log] == [
        (NINE + timedelta(minutes=12), None, NINE + timedelta(minutes=19)),
        (NINE + timedelta(minutes=14), OutreachMethod.EMERGENCY_CONTACT, None),
    ]
    assert {entry.by_name for entry in card.log} == {"Renee Alvarado"}
    assert card.dropped is None
    assert back.undo is not None
    store.write(back.undo)
    again = store.read(attendance.emergency_card, clinic.session_id, ben)
    assert again.dropped is not None
    store.write(attendance.remove_disconnection, dropped)
    assert len(store.read(attendance.emergency_card, clinic.session_id, ben).log) == 1


# -- evidence


def test_every_mark_can_say_how_it_is_known(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    store.write(attendance.mark_all_present, clinic.session_id)
    clock.set(NINE + timedelta(minutes=30))
    change = store.write(attendance.stamp, clinic.session_id, clinic["Dana"], Timing.LATE)
    undo(store, change)
    known = store.read(attendance.evidence, clinic.session_id, clinic["Dana"])
    assert [(one.action, one.count) for one in known.history] == [
        (Action.RESTORE_MARKS, 1),
        (Action.MARK, 1),
        (Action.MARK_ALL_PRESENT, 10),
    ]
    assert known.history[1].late == "30"
    assert {one.by_name for one in known.history} == {"Renee Alvarado"}
    assert (known.source, known.marked_by_name) == (MarkSource.TYPED, "Renee Alvarado")
    clock.set(NINE + timedelta(minutes=200))
    store.write(attendance.apply_report, clinic.session_id, [ReportFile(a_zoom_report(*MORNING_REPORT))])
    known = store.read(attendance.evidence, clinic.session_id, clinic["Dana"])
    assert known.source is MarkSource.REPORT
    assert known.report is not None
    assert known.report.platform.value == "zoom"
    assert known.history[0].action is Action.APPLY_REPORT


def test_the_history_names_nobody(store: Store, clinic: Clinic) -> None:
    store.write(attendance.add_walk_in, clinic.session_id, a_stranger(store), WalkInReason.NOT_ENROLLED, "Came along")
    store.write(attendance.add_visitor, clinic.session_id, VisitorRole.FAMILY, "Rita Castellano")
    store.write(attendance.confirm_location, clinic.session_id, clinic["Ben"], "Library, Rutland, VT")
    store.write(attendance.state_license_reason, clinic.session_id, clinic["Ben"], "Travels this week")
    details = store.read(lambda work: [str(row.detail) for row in work.rows.exec(select(AuditRow))])
    for word in ("Ines", "Came along", "Rita", "Rutland", "Travels"):
        assert not any(word in detail for detail in details), word


# -- the roster of a day


def test_the_sheet_follows_the_roster_of_its_own_day(store: Store, clinic: Clinic) -> None:
    later = a_stranger(store, "Omar Haddad")

    def enrol(work: UnitOfWork) -> Change[None]:
        work.rows.add(EnrolmentRow(client_id=later, group_id=clinic.group_id, starts_on=date(2026, 3, 12)))
        for row in work.rows.exec(select(EnrolmentRow).where(EnrolmentRow.client_id == clinic["Ben"])):
            row.ends_on = date(2026, 3, 10)
        assert work.get(GroupRow, clinic.group_id).name
        return Change(Action.ENROLL, None, frozenset({Topic.ROSTER}), None)

    store.write(enrol)
    names = [one.name for one in store.read(attendance.sheet, clinic.session_id).lines]
    assert "Omar Haddad" not in names
    assert "Ben Castellano" not in names
    assert len(names) == 9
