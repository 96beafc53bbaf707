"""Marks on a real encrypted store: stored, counted, undone."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from coordinator import attendance, people
from coordinator.attendance import AttendanceLine, AttendanceSheet, Notice, Timing
from coordinator.attendance.rules import MinutesOutOfRange, NothingWritten, NotMarkable
from coordinator.changes import Change, ChangeFeed
from coordinator.errors import NotFound
from coordinator.store.tables import EnrolmentRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    AttendanceLabel,
    ClientId,
    ExcuseReason,
    GroupSessionId,
    Mark,
    NoteStatus,
    OutreachOutcome,
    ServiceType,
    SessionStatus,
    Topic,
)
from tests.builders import a_client
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock


@pytest.fixture
def clinic(store: Store) -> Clinic:
    return a_clinic(store)


def at(clock: FakeClock, minutes: int) -> None:
    clock.set(NINE + timedelta(minutes=minutes))


def the_sheet(store: Store, clinic: Clinic) -> AttendanceSheet:
    return store.read(attendance.sheet, clinic.session_id)


def the_line(store: Store, clinic: Clinic, name: str) -> AttendanceLine:
    line = the_sheet(store, clinic).line(clinic[name])
    assert line is not None
    return line


def undo(store: Store, change: Change[object]) -> Change[object]:
    assert change.undo is not None
    return store.write(change.undo)


def test_nobody_is_present_by_default(store: Store, clinic: Clinic) -> None:
    sheet = the_sheet(store, clinic)
    assert [line.mark for line in sheet.lines] == [Mark.UNMARKED] * 10
    assert [line.number for line in sheet.lines] == list(range(1, 11))
    assert sheet.lines[0].name == "Amara Osei"
    assert all(line.attended_minutes is None for line in sheet.lines)


def test_a_mark_is_stored_with_who_and_when_and_can_be_taken_back(
    store: Store, clinic: Clinic, clock: FakeClock
) -> None:
    at(clock, 74)
    change = store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    line = the_line(store, clinic, "Amara")
    assert (line.mark, line.attended_minutes) == (Mark.PRESENT, 74)
    assert (line.marked_at, line.marked_by_name) == (NINE + timedelta(minutes=74), "Renee Alvarado")
    redo = undo(store, change)
    assert the_line(store, clinic, "Amara").mark is Mark.UNMARKED
    undo(store, redo)
    assert the_line(store, clinic, "Amara").mark is Mark.PRESENT


def test_the_same_mark_again_leaves_no_trace(store: Store, clinic: Clinic, feed: ChangeFeed, clock: FakeClock) -> None:
    heard: list[object] = []
    store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    feed.subscribe(heard.append)
    at(clock, 5)
    assert not store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT).topics
    assert heard == []


def test_late_and_left_early_combine_and_present_clears_them(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    at(clock, 6)
    store.write(attendance.stamp, clinic.session_id, clinic["Marcus"], Timing.LATE)
    at(clock, 58)
    store.write(attendance.stamp, clinic.session_id, clinic["Marcus"], Timing.LEFT_EARLY)
    line = the_line(store, clinic, "Marcus")
    assert line.label is AttendanceLabel.LATE_AND_LEFT_EARLY
    assert (line.arrived_late_minutes, line.left_early_minutes, line.attended_minutes) == (6, 122, 52)
    store.write(attendance.mark, clinic.session_id, clinic["Marcus"], Mark.PRESENT)
    line = the_line(store, clinic, "Marcus")
    assert (line.label, line.arrived_late_minutes) == (AttendanceLabel.PRESENT, None)


def test_a_stamp_again_keeps_the_first(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    at(clock, 12)
    store.write(attendance.stamp, clinic.session_id, clinic["Elias"], Timing.LATE)
    at(clock, 40)
    store.write(attendance.stamp, clinic.session_id, clinic["Elias"], Timing.LATE)
    assert the_line(store, clinic, "Elias").arrived_late_minutes == 12


def test_outside_the_session_there_is_no_stamp(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    at(clock, -5)
    store.write(attendance.stamp, clinic.session_id, clinic["Elias"], Timing.LATE)
    line = the_line(store, clinic, "Elias")
    assert (line.label, line.arrived_late_minutes, line.attended_minutes) == (AttendanceLabel.LATE, None, None)


def test_minutes_can_be_corrected_and_forgotten(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    at(clock, 20)
    elias = clinic["Elias"]
    store.write(attendance.stamp, clinic.session_id, elias, Timing.LATE)
    store.write(attendance.set_minutes, clinic.session_id, elias, Timing.LATE, 12)
    assert the_line(store, clinic, "Elias").arrived_late_minutes == 12
    store.write(attendance.set_minutes, clinic.session_id, elias, Timing.LATE, None)
    assert the_line(store, clinic, "Elias").label is AttendanceLabel.LATE
    store.write(attendance.set_minutes, clinic.session_id, elias, Timing.LATE, 0)
    assert the_line(store, clinic, "Elias").label is AttendanceLabel.PRESENT
    with pytest.raises(MinutesOutOfRange):
        store.write(attendance.set_minutes, clinic.session_id, elias, Timing.LATE, 181)


def test_all_present_never_touches_a_mark_and_is_one_undo(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    at(clock, 5)
    store.write(attendance.mark, clinic.session_id, clinic["Hana"], Mark.ABSENT)
    change = store.write(attendance.mark_all_present, clinic.session_id)
    assert change.detail["count"] == "9"
    assert the_line(store, clinic, "Hana").mark is Mark.ABSENT
    assert not the_sheet(store, clinic).unmarked
    undo(store, change)
    assert len(the_sheet(store, clinic).unmarked) == 9
    assert the_line(store, clinic, "Hana").mark is Mark.ABSENT


def test_unmarked_become_absent_and_only_who_gave_notice_is_announced(
    store: Store, clinic: Clinic, clock: FakeClock
) -> None:
    at(clock, -30)
    store.write(attendance.plan_absence, clinic.session_id, clinic["Hana"], ExcuseReason.FAMILY)
    at(clock, 30)
    store.write(attendance.mark_unmarked_absent, clinic.session_id)
    assert the_line(store, clinic, "Hana").announced
    assert not the_line(store, clinic, "Amara").announced


def test_excused_keeps_its_reason_until_another_mark(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    at(clock, 5)
    store.write(attendance.excuse, clinic.session_id, clinic["Hana"], ExcuseReason.COURT)
    assert the_line(store, clinic, "Hana").reason is ExcuseReason.COURT
    store.write(attendance.mark, clinic.session_id, clinic["Hana"], Mark.ABSENT)
    assert the_line(store, clinic, "Hana").reason is None


def test_a_cancelled_session_cannot_be_marked(store: Store) -> None:
    clinic = a_clinic(store, status=SessionStatus.CANCELLED)
    with pytest.raises(NotMarkable):
        store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    assert {line.label for line in the_sheet(store, clinic).lines} == {AttendanceLabel.CANCELLED}


def test_who_is_not_enrolled_has_no_row_unless_they_come(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    def build(work: UnitOfWork) -> Change[ClientId]:
        client_id = a_client(work, name="Zoe Former", group_id=clinic.group_id)
        stay = next(row for row in work.rows.new if isinstance(row, EnrolmentRow))
        stay.ends_on = date(2026, 3, 10)
        return Change(Action.ADD_CLIENT, client_id, frozenset({Topic.ROSTER}), client_id)

    zoe = store.write(build).outcome
    at(clock, 5)
    assert the_sheet(store, clinic).line(zoe) is None
    change = store.write(attendance.mark, clinic.session_id, zoe, Mark.PRESENT)
    assert change.outcome.notices == {Notice.OUTSIDE_ROSTER}
    line = the_sheet(store, clinic).lines[-1]
    assert (line.name, line.expected, line.label) == ("Zoe Former", False, AttendanceLabel.PRESENT)


def test_a_change_after_signing_asks_for_an_addendum(store: Store, clinic: Clinic) -> None:
    def sign(work: UnitOfWork) -> Change[None]:
        note = NoteRow(
            session_id=clinic.session_id,
            client_id=clinic["Amara"],
            slot="slot",
            template="dap",
            author_id=work.signed_in,
            status=NoteStatus.SIGNED,
            created_at=work.now,
            updated_at=work.now,
        )
        work.rows.add(note)
        return Change(Action.SIGN_NOTE, note.id, frozenset({Topic.NOTES}), None)

    store.write(sign)
    signed = store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    other = store.write(attendance.mark, clinic.session_id, clinic["Ben"], Mark.PRESENT)
    assert signed.outcome.notices == {Notice.NOTE_SIGNED}
    assert other.outcome.notices == frozenset()


def test_location_and_contact_are_confirmed_for_one_client(store: Store, clinic: Clinic) -> None:
    change = store.write(attendance.confirm_location, clinic.session_id, clinic["Tomás"])
    line = the_line(store, clinic, "Tomás")
    assert line.location == "Home, 418 Larch Ave, Unit 2"
    assert line.location_state == "NY"
    assert line.contact_confirmed_at is not None
    assert the_line(store, clinic, "Amara").location_confirmed_at is None
    undo(store, change)
    assert the_line(store, clinic, "Tomás").location_confirmed_at is None


def test_a_client_without_contact_has_only_the_location_confirmed(store: Store, clinic: Clinic) -> None:
    store.write(attendance.confirm_location, clinic.session_id, clinic["Dana"])
    line = the_line(store, clinic, "Dana")
    assert line.location_confirmed_at is not None
    assert (line.contact, line.contact_confirmed_at) == (None, None)


def test_a_facilitator_without_states_on_record_is_told_so(store: Store, clinic: Clinic) -> None:
    jonas = store.write(people.add_facilitator, "Jonas Weber", "LPC").outcome
    store.sign_in(jonas)
    change = store.write(attendance.confirm_location, clinic.session_id, clinic["Amara"], "At her sister's")
    assert change.outcome.notices == {Notice.NO_STATES_RECORDED}
    assert change.outcome.facilitator == "Jonas Weber"


def test_another_state_is_noticed(store: Store, clinic: Clinic) -> None:
    change = store.write(attendance.confirm_location, clinic.session_id, clinic["Amara"], "Motel, Rutland, VT 05701")
    assert change.outcome.notices == {Notice.NOT_LICENSED_THERE}
    assert Notice.NOT_LICENSED_THERE in the_line(store, clinic, "Amara").notices
    with pytest.raises(NothingWritten):
        store.write(attendance.confirm_location, clinic.session_id, clinic["Amara"], "   ")


def test_observations_are_added_changed_removed_and_come_back(store: Store, clinic: Clinic) -> None:
    added = store.write(attendance.add_observation, clinic.session_id, clinic["Ben"], " Spoke twice. ")
    changed = store.write(attendance.change_observation, added.outcome, "Spoke three times.")
    assert [one.text for one in the_line(store, clinic, "Ben").observations] == ["Spoke three times."]
    undo(store, changed)
    removed = store.write(attendance.remove_observation, added.outcome)
    assert the_line(store, clinic, "Ben").observations == ()
    undo(store, removed)
    assert [one.text for one in the_line(store, clinic, "Ben").observations] == ["Spoke twice."]


def test_follow_up_flags_the_newest_observation_or_writes_one(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    store.write(attendance.add_observation, clinic.session_id, clinic["Ben"], "First.")
    clock.advance(minutes=1)
    store.write(attendance.add_observation, clinic.session_id, clinic["Ben"], "Second.")
    store.write(attendance.flag_follow_up, clinic.session_id, clinic["Ben"], "Follow up.")
    assert [one.follow_up for one in the_line(store, clinic, "Ben").observations] == [False, True]
    store.write(attendance.flag_follow_up, clinic.session_id, clinic["Hana"], "Follow up.")
    assert [one.text for one in the_line(store, clinic, "Hana").observations] == ["Follow up."]


def test_outreach_and_notice_can_be_taken_back(store: Store, clinic: Clinic) -> None:
    call = store.write(attendance.log_outreach, clinic.session_id, clinic["Hana"], OutreachOutcome.NO_ANSWER)
    notice = store.write(attendance.plan_absence, clinic.session_id, clinic["Hana"], ExcuseReason.MEDICAL)
    newer = store.write(attendance.plan_absence, clinic.session_id, clinic["Hana"], ExcuseReason.COURT)
    line = the_line(store, clinic, "Hana")
    assert [one.outcome for one in line.outreach] == [OutreachOutcome.NO_ANSWER]
    assert line.planned_absence is not None
    assert line.planned_absence.reason is ExcuseReason.COURT
    undo(store, newer)
    undo(store, notice)
    undo(store, call)
    line = the_line(store, clinic, "Hana")
    assert (line.outreach, line.planned_absence) == ((), None)


def test_unknown_ids_are_not_found(store: Store, clinic: Clinic) -> None:
    stranger = ClientId(uuid4())
    with pytest.raises(NotFound):
        store.write(attendance.mark, clinic.session_id, stranger, Mark.PRESENT)
    with pytest.raises(NotFound):
        store.write(attendance.mark, GroupSessionId(stranger), clinic["Amara"], Mark.PRESENT)
    assert len(the_sheet(store, clinic).unmarked) == 10


def test_facts_between_days_count_minutes_by_service(store: Store, clock: FakeClock) -> None:
    clinic = a_clinic(store, break_minutes=15)
    at(clock, 200)
    store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    store.write(attendance.mark, clinic.session_id, clinic["Ben"], Mark.PRESENT, arrived_late_minutes=100)
    facts = store.read(attendance.attendance_between, date(2026, 3, 9), date(2026, 3, 15))
    by_client = {fact.client_id: fact for fact in facts}
    assert len(facts) == 10
    amara, ben = by_client[clinic["Amara"]], by_client[clinic["Ben"]]
    assert (amara.attended_minutes, amara.countable_minutes) == (165, 165)
    assert amara.service_minutes == ((ServiceType.GROUP_THERAPY, 90), (ServiceType.PSYCHOEDUCATION, 75))
    assert (ben.label, ben.attended_minutes) == (AttendanceLabel.LATE, 75)
    assert by_client[clinic["Chloe"]].label is AttendanceLabel.UNMARKED
    only = store.read(attendance.attendance_between, date(2026, 3, 9), date(2026, 3, 15), client_id=clinic["Ben"])
    assert [fact.client_id for fact in only] == [clinic["Ben"]]
    assert store.read(attendance.attendance_between, date(2026, 3, 12), date(2026, 3, 15)) == ()


def test_a_session_that_ended_early_counts_to_its_end(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    def hold(work: UnitOfWork) -> Change[None]:
        row = work.get(GroupSessionRow, clinic.session_id)
        row.status, row.ended_at = SessionStatus.HELD, NINE + timedelta(minutes=150)
        return Change(Action.END_SESSION, row.id, frozenset({Topic.SESSIONS}), None)

    store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    store.write(hold)
    at(clock, 900)
    assert the_line(store, clinic, "Amara").attended_minutes == 150


def test_time_outside_groups(store: Store, clinic: Clinic) -> None:
    change = store.write(
        attendance.record_service_time, clinic["Amara"], ServiceType.INDIVIDUAL_THERAPY, NINE, 45, group_id=None
    )
    day = date(2026, 3, 11)
    (time,) = store.read(attendance.service_times_between, day, day)
    assert (time.client_id, time.minutes) == (clinic["Amara"], 45)
    undo(store, change)
    assert store.read(attendance.service_times_between, day, day) == ()
    with pytest.raises(MinutesOutOfRange):
        store.write(attendance.record_service_time, clinic["Amara"], ServiceType.FAMILY_THERAPY, NINE, 0)


def test_no_mark_without_a_person_loses_who(store: Store, clinic: Clinic) -> None:
    other = store.write(people.add_facilitator, "Sam Ito", "LPC", states=["NY"]).outcome
    store.sign_in(other)
    store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    assert the_line(store, clinic, "Amara").marked_by == other
