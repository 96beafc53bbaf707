"""An evening at a substitute's: marks, places, observations, calls and notes come home as they were recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator import attendance, audit, integrity, notes, packet, people, roster, series, sessions
from coordinator.attendance.reports import ReportFile
from coordinator.packet import Standing
from coordinator.vocabulary import (
    Action,
    Mark,
    MarkSource,
    NoteStatus,
    SessionStatus,
)
from tests.coordinator.attendance.clinic import NINE, a_zoom_report
from tests.coordinator.packet.conftest import Guest, Home
from tests.coordinator.packet.evening import DRAFT, SAID, an_evening, mark_of, merged, returned
from tests.fakes import FakeClock


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


def test_two_guest_vaults_of_one_packet_are_not_made(home: Home, guest: Guest, opened: Callable[[Path], Guest]) -> None:
    with pytest.raises(packet.PacketAlreadyOpen) as refused:
        opened(home.file)
    assert refused.value.folder == guest.vault.folder
