"""An evening at a substitute's: marks, places, observations, calls and notes come home as they were recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from coordinator import attendance, audit, integrity, notes, packet, people, roster, series, sessions
from coordinator.attendance.reports import ReportFile
from coordinator.changes import Change
from coordinator.notes import NoteContent
from coordinator.packet import Keep, Merged, Standing
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.vocabulary import (
    Action,
    AddendumKind,
    ClientId,
    FlagKind,
    Mark,
    MarkSource,
    NoteStatus,
    OutreachOutcome,
    Participation,
    SessionStatus,
    VisitorRole,
)
from tests.coordinator.attendance.clinic import NINE, a_zoom_report
from tests.coordinator.packet.conftest import Guest, Home
from tests.fakes import FakeClock

SAID = NoteContent("participation", {"response": "Spoke of the week.", "plan": "Sleep log."}, Participation.ACTIVE)
DRAFT = NoteContent("participation", {"response": "Quiet today; half a"}, None)


def an_evening(home: Home, guest: Guest, clock: FakeClock) -> dict[str, datetime]:
    """What a substitute does; gives when."""
    store, session, at = guest.store, home.clinic.session_id, home.clinic.__getitem__
    times = {}
    clock.set(NINE)
    store.write(sessions.launch, session)
    clock.advance(minutes=2)
    times["marked"] = clock.now()
    for name in ("Amara", "Ben", "Chloe"):
        store.write(attendance.mark, session, at(name), Mark.PRESENT)
        store.write(attendance.confirm_location, session, at(name))
    clock.advance(minutes=10)
    store.write(attendance.stamp, session, at("Elias"), attendance.Timing.LATE)
    store.write(attendance.mark, session, at("Hana"), Mark.ABSENT)
    store.write(attendance.log_outreach, session, at("Hana"), OutreachOutcome.NO_ANSWER)
    store.write(attendance.add_observation, session, at("Ben"), "Spoke of the job interview.", follow_up=True)
    store.write(attendance.step_out, session, at("Chloe"))
    clock.advance(minutes=6)
    store.write(attendance.come_back, session, at("Chloe"))
    store.write(attendance.add_visitor, session, VisitorRole.OBSERVER, "Una Trainee")
    store.write(roster.raise_flag, at("Ben"), FlagKind.RISK, "Asked for a call tomorrow")
    store.write(attendance.remove_from_session, session, at("Dana"))
    clock.set(NINE.replace(hour=16))
    store.write(sessions.end_session, session)
    clock.advance(minutes=9)
    times["signed"] = clock.now()
    digest = store.write(notes.save_draft, session, at("Ben"), SAID).outcome
    store.write(notes.sign, session, at("Ben"), digest)
    store.write(notes.add_addendum, session, at("Ben"), "The interview is on Friday.", AddendumKind.ADDENDUM)
    store.write(notes.save_draft, session, at("Amara"), DRAFT)
    return times


def returned(home: Home, guest: Guest) -> Path:
    packet.write_return(guest.store, home.back)
    return home.back


def merged(home: Home, keep: Keep | None = None) -> Change[Merged]:
    found = home.store.read(packet.preview, home.back)
    choices = {str(row.key): keep for row in found.open_rows} if keep is not None else {}
    return home.store.write(packet.merge, home.back, choices, found.digest)


def test_the_guest_vault_is_what_was_handed_over(home: Home, guest: Guest) -> None:
    """The same ids, so that every screen and key works there."""
    facts = guest.store.read(packet.guest_facts)
    assert facts is not None
    assert (facts.for_name, facts.made_by, facts.unreturned) == ("Mallory Chen, LPC", "Renee Alvarado, LCSW", 0)
    theirs = guest.store.read(attendance.sheet, home.clinic.session_id)
    ours = home.store.read(attendance.sheet, home.clinic.session_id)
    assert [(line.client_id, line.name, line.contact) for line in theirs.lines] == [
        (line.client_id, line.name, line.contact) for line in ours.lines
    ]
    assert guest.store.read(sessions.meeting_door, home.clinic.session_id) == home.store.read(
        sessions.meeting_door, home.clinic.session_id
    )
    assert guest.store.read(people.signed_in).states == ("NY",)
    assert guest.store.read(integrity.verify).intact


def test_no_session_is_invented_in_a_guest_vault(home: Home, guest: Guest) -> None:
    assert not guest.store.write(sessions.plan_ahead).topics
    day = NINE.date()
    (only,) = guest.store.read(sessions.sessions_between, day.replace(day=1), day.replace(month=5))
    assert only.id == home.clinic.session_id
    assert guest.store.read(series.blocks) == ()


def test_an_evening_comes_home_as_it_was_recorded(home: Home, guest: Guest, clock: FakeClock) -> None:
    times = an_evening(home, guest, clock)
    at, session = home.clinic.__getitem__, home.clinic.session_id
    expected = guest.store.read(attendance.sheet, session)
    returned(home, guest)
    clock.advance(hours=2)

    found = home.store.read(packet.preview, home.back)
    done = merged(home).outcome

    assert {row.standing for row in found.rows} <= {Standing.NEW, Standing.CHANGED}
    assert done.taken == len(found.rows)
    sheet = home.store.read(attendance.sheet, session)
    for line, theirs in zip(sheet.lines, expected.lines, strict=True):
        mine = (line.client_id, line.mark, line.label, line.attended_minutes, line.location, line.observations,
                line.outreach, line.marked_at, line.marked_by, line.location_confirmed_at)  # fmt: skip
        assert mine == (theirs.client_id, theirs.mark, theirs.label, theirs.attended_minutes, theirs.location,
                        theirs.observations, theirs.outreach, theirs.marked_at, theirs.marked_by,
                        theirs.location_confirmed_at)  # fmt: skip
    known = home.store.read(attendance.evidence, session, at("Amara"))
    assert (known.marked_by_name, known.marked_at, known.source) == ("Mallory Chen", times["marked"], MarkSource.TYPED)
    assert known.history[0].action is Action.MERGE_PACKET
    assert known.history[0].by_name == "Renee Alvarado", "who brought it in is told apart from who marked"
    held = home.store.read(sessions.session, session)
    assert (held.status, held.ended_at) == (SessionStatus.HELD, NINE.replace(hour=16))
    assert [one.name for one in sheet.visitors] == ["Una Trainee"]
    assert [one.client_id for one in home.store.read(attendance.safety_tasks)] == [at("Dana")]
    assert [flag.text for flag in home.store.read(roster.client, at("Ben")).flags] == ["Asked for a call tomorrow"]
    assert home.store.read(integrity.verify).altered == ()
    assert home.store.read(audit.verify).intact


def test_a_signature_is_carried_over_as_it_was_given(home: Home, guest: Guest, clock: FakeClock) -> None:
    times = an_evening(home, guest, clock)
    returned(home, guest)
    clock.advance(hours=2)
    done = merged(home).outcome

    view = home.store.read(notes.note, home.clinic.session_id, home.clinic["Ben"])
    assert view.status is NoteStatus.SIGNED
    assert view.signature is not None
    assert (view.signature.signer, view.signature.signed_at) == ("Mallory Chen, LPC", times["signed"])
    assert view.signature.intact
    assert [(one.text, one.signer, one.intact) for one in view.addenda] == [
        ("The interview is on Friday.", "Mallory Chen, LPC", True)
    ]
    assert done.signed == 2
    brought = [one for one in home.store.read(audit.entries) if one.action is Action.BRING_SIGNED]
    assert len(brought) == 2
    assert {one.actor_id for one in brought} == {home.store.actor}, "nobody here signed: they brought it in"
    assert {dict(one.detail)["signed_by"] for one in brought} == {str(home.mallory)}
    assert Action.SIGN_NOTE not in {one.action for one in home.store.read(audit.entries)}
    assert home.store.read(notes.verify_seals).altered == ()
    draft = home.store.read(notes.note, home.clinic.session_id, home.clinic["Amara"])
    assert (draft.status, draft.content) == (NoteStatus.DRAFT, DRAFT)


def test_a_signature_under_a_name_that_is_not_on_record_here_comes_as_a_draft(
    home: Home, guest: Guest, clock: FakeClock
) -> None:
    an_evening(home, guest, clock)
    returned(home, guest)
    home.store.write(people.change_facilitator, home.mallory, name="Mallory Chen", credentials="LCSW", states=["NY"])

    done = merged(home).outcome

    view = home.store.read(notes.note, home.clinic.session_id, home.clinic["Ben"])
    assert (done.signed, done.as_drafts) == (0, 2)
    assert (view.status, view.content, view.signature) == (NoteStatus.DRAFT, SAID, None)
    assert home.store.read(integrity.verify).altered == ()
    home.store.sign_in(home.mallory)
    home.store.write(notes.sign, home.clinic.session_id, home.clinic["Ben"], view.digest)
    ready = home.store.read(notes.note, home.clinic.session_id, home.clinic["Ben"]).addendum_draft
    assert ready is not None
    assert ready.text == "The interview is on Friday."


def test_the_same_return_again_changes_nothing(home: Home, guest: Guest, clock: FakeClock) -> None:
    an_evening(home, guest, clock)
    returned(home, guest)
    merged(home)
    before = home.store.read(audit.head)

    again = merged(home)

    assert not again.topics
    assert home.store.read(audit.head) == before
    assert home.store.read(packet.preview, home.back).before == clock.now()


def test_what_was_corrected_here_after_the_merge_stays_when_the_same_return_comes_again(
    home: Home, guest: Guest, clock: FakeClock
) -> None:
    an_evening(home, guest, clock)
    returned(home, guest)
    merged(home)
    home.store.write(attendance.mark, home.clinic.session_id, home.clinic["Amara"], Mark.ABSENT)

    assert not merged(home).topics

    assert mark_of(home.store, home, "Amara") is Mark.ABSENT


def test_a_later_return_brings_only_what_is_new_since(home: Home, guest: Guest, clock: FakeClock) -> None:
    an_evening(home, guest, clock)
    returned(home, guest)
    merged(home)
    guest.store.write(attendance.mark, home.clinic.session_id, home.clinic["Farah"], Mark.PRESENT)
    digest = guest.store.write(notes.save_draft, home.clinic.session_id, home.clinic["Amara"], SAID).outcome
    guest.store.write(notes.sign, home.clinic.session_id, home.clinic["Amara"], digest)
    returned(home, guest)

    done = merged(home).outcome

    assert (done.taken, done.signed) == (2, 1)
    assert mark_of(home.store, home, "Farah") is Mark.PRESENT


class TestDifferences:
    """Somebody at home typed something else meanwhile."""

    @pytest.fixture
    def both(self, home: Home, guest: Guest, clock: FakeClock) -> Home:
        session, at = home.clinic.session_id, home.clinic.__getitem__
        clock.set(NINE)
        home.store.write(attendance.mark, session, at("Amara"), Mark.ABSENT)
        home.store.write(attendance.mark, session, at("Ben"), Mark.PRESENT)
        guest.store.write(attendance.mark, session, at("Amara"), Mark.PRESENT)
        guest.store.write(attendance.mark, session, at("Ben"), Mark.PRESENT)
        guest.store.write(attendance.mark, session, at("Chloe"), Mark.PRESENT)
        home.store.write(notes.save_draft, session, at("Amara"), DRAFT)
        guest.store.write(notes.save_draft, session, at("Amara"), SAID)
        returned(home, guest)
        return home

    def test_both_are_shown_and_nothing_is_chosen_by_itself(self, both: Home) -> None:
        found = both.store.read(packet.preview, both.back)
        amara = str(both.clinic["Amara"])
        assert [str(row.key) for row in found.open_rows] == [f"mark:{amara}", f"note:{amara}"]
        row = found.open_rows[0]
        assert row.mine is not None
        assert row.theirs is not None
        assert (row.client, row.mine["mark"], row.theirs["mark"]) == ("Amara Osei", "absent", "present")
        before = both.store.read(audit.head)
        with pytest.raises(packet.ChoicesMissing) as missing:
            both.store.write(packet.merge, both.back, {})
        assert len(missing.value.keys) == 2
        assert both.store.read(audit.head) == before
        assert mark_of(both.store, both, "Chloe") is Mark.UNMARKED

    def test_who_agrees_is_not_asked(self, both: Home) -> None:
        ben = f"mark:{both.clinic['Ben']}"
        found = both.store.read(packet.preview, both.back)
        assert [row.standing for row in found.rows if str(row.key) == ben] == [Standing.SAME]

    @pytest.mark.parametrize(("keep", "mark"), [(Keep.MINE, Mark.ABSENT), (Keep.PACKET, Mark.PRESENT)])
    def test_what_was_chosen_holds(self, both: Home, keep: Keep, mark: Mark) -> None:
        merged(both, keep)
        view = both.store.read(notes.note, both.clinic.session_id, both.clinic["Amara"])
        assert mark_of(both.store, both, "Amara") is mark
        assert view.content == (DRAFT if keep is Keep.MINE else SAID)
        assert mark_of(both.store, both, "Chloe") is Mark.PRESENT
        assert not merged(both).topics, "what was settled is not asked about again"

    def test_each_row_is_chosen_by_itself(self, both: Home) -> None:
        amara = str(both.clinic["Amara"])
        both.store.write(packet.merge, both.back, {f"mark:{amara}": Keep.MINE, f"note:{amara}": Keep.PACKET})
        view = both.store.read(notes.note, both.clinic.session_id, both.clinic["Amara"])
        assert mark_of(both.store, both, "Amara") is Mark.ABSENT
        assert view.content == SAID

    def test_a_note_that_was_signed_here_stays_whatever_comes(self, home: Home, guest: Guest, clock: FakeClock) -> None:
        session, ben = home.clinic.session_id, home.clinic["Ben"]
        clock.set(NINE)
        digest = home.store.write(notes.save_draft, session, ben, DRAFT).outcome
        home.store.write(notes.sign, session, ben, digest, reason="Mallory was away")
        digest = guest.store.write(notes.save_draft, session, ben, SAID).outcome
        guest.store.write(notes.sign, session, ben, digest)
        returned(home, guest)

        found = home.store.read(packet.preview, home.back)
        merged(home, Keep.PACKET)

        assert [row.standing for row in found.rows] == [Standing.SIGNED_HERE]
        assert home.store.read(notes.note, session, ben).content == DRAFT


class TestUndo:
    """One undo takes the merge back, but for what was signed."""

    def test_everything_but_signatures_is_as_before_and_redo_brings_it_again(
        self, home: Home, guest: Guest, clock: FakeClock
    ) -> None:
        session = home.clinic.session_id
        an_evening(home, guest, clock)
        returned(home, guest)
        before = home.store.read(attendance.sheet, session)
        history = UndoHistory()
        history.record(merged(home))
        after = home.store.read(attendance.sheet, session)

        step = history.next_undo
        assert step is not None
        undone = home.store.write(step.inverse)
        history.undone(step, undone)
        now = home.store.read(attendance.sheet, session)

        assert [(line.mark, line.location, line.observations) for line in now.lines] == [
            (line.mark, line.location, line.observations) for line in before.lines
        ]
        assert home.store.read(sessions.session, session).status is SessionStatus.PLANNED
        assert home.store.read(notes.note, session, home.clinic["Amara"]).content.is_empty
        assert home.store.read(notes.note, session, home.clinic["Ben"]).status is NoteStatus.SIGNED
        assert home.store.read(integrity.verify).altered == ()
        redo = history.next_redo
        assert redo is not None
        home.store.write(redo.inverse)
        again = home.store.read(attendance.sheet, session)
        assert [line.mark for line in again.lines] == [line.mark for line in after.lines]
        assert home.store.read(integrity.verify).altered == ()

    def test_what_was_changed_since_is_not_undone_over(self, home: Home, guest: Guest, clock: FakeClock) -> None:
        an_evening(home, guest, clock)
        returned(home, guest)
        undo = merged(home).undo
        assert undo is not None
        home.store.write(attendance.mark, home.clinic.session_id, home.clinic["Amara"], Mark.ABSENT)
        with pytest.raises(packet.MergeChangedSince):
            home.store.write(undo)
        assert mark_of(home.store, home, "Amara") is Mark.ABSENT


def test_a_report_of_the_platform_comes_along_with_its_times(home: Home, guest: Guest, clock: FakeClock) -> None:
    session, at = home.clinic.session_id, home.clinic.__getitem__
    clock.set(NINE.replace(hour=16))
    report = a_zoom_report(
        ("Amara Osei", "09:00:00 AM", "11:40:00 AM"), ("Ben Castellano", "09:10:00 AM", "12:00:00 PM")
    )
    guest.store.write(attendance.apply_report, session, [ReportFile(report, "report.csv")])
    expected = guest.store.read(attendance.sheet, session)
    returned(home, guest)
    merged(home)

    sheet = home.store.read(attendance.sheet, session)
    assert [line.attended_minutes for line in sheet.lines] == [line.attended_minutes for line in expected.lines]
    known = home.store.read(attendance.evidence, session, at("Amara"))
    assert known.report is not None
    ((import_id, _at),) = home.store.read(attendance.report_imports, session)
    home.store.write(attendance.undo_report, import_id)
    assert mark_of(home.store, home, "Amara") is Mark.UNMARKED


def mark_of(store: Store, home: Home, name: str) -> Mark:
    line = store.read(attendance.sheet, home.clinic.session_id).line(ClientId(home.clinic[name]))
    assert line is not None
    return line.mark


def test_two_guest_vaults_of_one_packet_are_not_made(home: Home, guest: Guest, opened: Callable[[Path], Guest]) -> None:
    with pytest.raises(packet.PacketAlreadyOpen) as refused:
        opened(home.file)
    assert refused.value.folder == guest.vault.folder
