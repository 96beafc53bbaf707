"""Drafts, signatures and addenda on a real encrypted store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from coordinator import attendance, audit, integrity, notes, people
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change
from coordinator.errors import NotFound
from coordinator.notes import NoteContent, NoteState
from coordinator.store import audit_chain, row_seals
from coordinator.store.tables import NoteRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    AddendumKind,
    ClientId,
    GroupSessionId,
    Mark,
    NoteStatus,
    Participation,
    SessionStatus,
    Topic,
)
from tests.builders import a_session
from tests.coordinator.notes.note_builders import NINE, Morning, written
from tests.fakes import FakeClock


def write_and_sign(store: Store, morning: Morning, content: NoteContent | None = None) -> None:
    digest = store.write(notes.save_draft, morning.session, morning.elias, content or written()).outcome
    store.write(notes.sign, morning.session, morning.elias, digest)


def the_note(store: Store, morning: Morning) -> notes.NoteView:
    return store.read(notes.note, morning.session, morning.elias)


def actions(store: Store) -> list[Action]:
    return [entry.action for entry in store.read(audit.entries)]


class TestDrafts:
    def test_what_was_typed_is_there_again(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        view = the_note(store, morning)
        assert view.content == written()
        assert view.content.participation is Participation.ACTIVE
        assert [section.section.title for section in view.sections] == [
            "Response to the session",
            "Progress toward goals",
            "Risk",
            "Plan",
        ]
        assert view.state is NoteState.DRAFT

    def test_saves_that_follow_each_other_share_one_entry_of_the_history(
        self, store: Store, morning: Morning, clock: FakeClock
    ) -> None:
        for words in ("Joined", "Joined at", "Joined at 9:12"):
            store.write(notes.save_draft, morning.session, morning.elias, written(words))
            clock.advance(seconds=1)
        assert actions(store).count(Action.SAVE_DRAFT) == 1
        assert the_note(store, morning).content.sections["response"] == "Joined at 9:12"
        clock.advance(hours=1)
        store.write(notes.save_draft, morning.session, morning.elias, written("Joined at 9:13"))
        assert actions(store).count(Action.SAVE_DRAFT) == 2

    def test_saving_the_same_again_alters_nothing(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        saved_at = the_note(store, morning).updated_at
        clock.advance(hours=2)
        assert not store.write(notes.save_draft, morning.session, morning.elias, written()).topics
        assert the_note(store, morning).updated_at == saved_at

    def test_the_history_never_holds_words_of_a_note(self, store: Store, morning: Morning) -> None:
        write_and_sign(store, morning)
        store.write(notes.add_addendum, morning.session, morning.elias, "The log came on paper.")
        for entry in store.read(audit.entries):
            assert not {"Joined", "warning", "paper", "Elias"} & set(" ".join(dict(entry.detail).values()).split())

    def test_a_second_writer_overwrites_nothing_unseen(self, store: Store, morning: Morning) -> None:
        first = store.write(notes.save_draft, morning.session, morning.elias, written("One")).outcome
        store.write(notes.save_draft, morning.session, morning.elias, written("Two"))
        late = partial(notes.save_draft, seen=first)
        with pytest.raises(notes.NoteChanged):
            store.write(late, morning.session, morning.elias, written("Three"))
        assert the_note(store, morning).content.sections["response"] == "Two"

    def test_another_template_keeps_every_word(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        store.write(notes.set_template, morning.session, morning.elias, "dap")
        view = the_note(store, morning)
        titles = [(section.section.title, section.former) for section in view.sections]
        assert titles == [("Data", False), ("Assessment", False), ("Plan", False), ("Response to the session", True)]
        assert view.content.sections == written().sections

    @pytest.mark.parametrize("key", ["group", "unknown", ""])
    def test_a_client_has_no_note_in_a_template_for_something_else(
        self, store: Store, morning: Morning, key: str
    ) -> None:
        with pytest.raises(notes.TemplateUnknown):
            store.write(notes.save_draft, morning.session, morning.elias, NoteContent(key, {"plan": "x"}))

    def test_a_pasted_book_is_refused_and_the_draft_stays(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        with pytest.raises(notes.TextTooLong):
            store.write(notes.save_draft, morning.session, morning.elias, written("a" * 20_001))
        assert the_note(store, morning).content == written()

    def test_control_characters_are_left_out(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written("one\x00two\r\nthree\u2029four\x1b"))
        assert the_note(store, morning).content.sections["response"] == "onetwo\nthree\nfour"

    def test_an_unknown_client_or_session_is_not_found(self, store: Store, morning: Morning) -> None:
        with pytest.raises(NotFound):
            store.write(notes.save_draft, morning.session, ClientId(morning.group), written())
        with pytest.raises(NotFound):
            store.write(notes.save_draft, GroupSessionId(morning.group), morning.elias, written())


class TestSigning:
    def test_a_signature_has_name_credentials_and_time(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        write_and_sign(store, morning)
        signature = the_note(store, morning).signature
        assert signature is not None
        assert (signature.signer, signature.signed_at) == ("Renee Alvarado, LCSW", clock.now())
        assert signature.intact
        assert not signature.late
        assert signature.digest in {dict(entry.detail).get("digest") for entry in store.read(audit.entries)}

    def test_only_what_was_shown_is_signed(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        with pytest.raises(notes.NoteChanged):
            store.write(notes.sign, morning.session, morning.elias, notes.content_digest(written("Other words.")))
        assert the_note(store, morning).status is NoteStatus.DRAFT

    def test_blanks_around_a_text_are_no_other_words(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written("Spoke up.\n"))
        store.write(notes.sign, morning.session, morning.elias, notes.content_digest(written(" Spoke up.")))
        assert the_note(store, morning).state is NoteState.SIGNED

    def test_an_empty_note_is_not_signed(self, store: Store, morning: Morning) -> None:
        empty = NoteContent("participation", {"plan": "  "})
        with pytest.raises(notes.NoteEmpty):
            store.write(notes.sign, morning.session, morning.elias, notes.content_digest(empty))
        digest = store.write(notes.save_draft, morning.session, morning.elias, empty).outcome
        with pytest.raises(notes.NoteEmpty):
            store.write(notes.sign, morning.session, morning.elias, digest)

    def test_nothing_is_attested_before_the_session_began(
        self, store: Store, morning: Morning, clock: FakeClock
    ) -> None:
        later = store.write(partial(_plan_session, morning=morning)).outcome
        digest = store.write(notes.save_draft, later, morning.elias, written()).outcome
        with pytest.raises(notes.NoteTooEarly):
            store.write(notes.sign, later, morning.elias, digest)
        clock.advance(days=2)
        store.write(notes.sign, later, morning.elias, digest)

    def test_a_cancelled_session_has_nothing_to_sign(self, store: Store, morning: Morning) -> None:
        off = store.write(partial(_plan_session, morning=morning, status=SessionStatus.CANCELLED)).outcome
        digest = store.write(notes.save_draft, off, None, NoteContent("group", {"topic": "Sleep"})).outcome
        with pytest.raises(notes.NotesOfCancelledSession):
            store.write(notes.sign, off, None, digest)

    def test_no_command_changes_a_signed_note(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        write_and_sign(store, morning)
        before = the_note(store, morning)
        attempts: tuple[Callable[[UnitOfWork, GroupSessionId, ClientId | None], Change[object]], ...] = (
            partial(notes.save_draft, content=written("Rewritten.")),
            partial(notes.save_draft, content=written("Rewritten."), seen=before.digest),
            partial(notes.set_template, template="dap"),
            partial(notes.sign, shown_digest=before.digest),
            notes.withdraw_signature,
        )
        clock.advance(minutes=5)
        for refused in attempts:
            with pytest.raises((notes.NoteAlreadySigned, notes.SignatureStays)):
                store.write(refused, morning.session, morning.elias)
        for allowed in (notes.add_addendum, notes.correct, notes.add_late_entry):
            store.write(allowed, morning.session, morning.elias, "More.")
        store.write(attendance.mark, morning.session, morning.elias, Mark.ABSENT)
        after = the_note(store, morning)
        assert after.content == before.content
        assert after.signature == before.signature
        assert store.read(notes.verify_seals).intact

    def test_a_later_change_of_name_leaves_the_signature(self, store: Store, morning: Morning) -> None:
        write_and_sign(store, morning)
        actor = store.actor
        assert actor is not None
        store.write(partial(people.change_facilitator, name="Renee Soto", credentials="LMSW"), actor)
        signature = the_note(store, morning).signature
        assert signature is not None
        assert signature.signer == "Renee Alvarado, LCSW"
        assert signature.intact

    def test_a_note_signed_after_its_due_day_says_so(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        clock.advance(days=3)
        assert not store.read(notes.is_past_due, morning.session)
        clock.advance(days=1)
        assert store.read(notes.is_past_due, morning.session)
        write_and_sign(store, morning)
        signature = the_note(store, morning).signature
        assert signature is not None
        assert signature.late


class TestWithdrawal:
    def test_the_signer_takes_it_back_within_a_minute(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        write_and_sign(store, morning)
        clock.advance(seconds=60)
        store.write(notes.withdraw_signature, morning.session, morning.elias)
        view = the_note(store, morning)
        assert view.signature is None
        assert view.content == written()
        store.write(notes.save_draft, morning.session, morning.elias, written("Reworded."))
        assert actions(store)[:2] == [Action.SAVE_DRAFT, Action.WITHDRAW_SIGNATURE]

    def test_after_that_it_stays(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        write_and_sign(store, morning)
        clock.advance(seconds=61)
        with pytest.raises(notes.SignatureStays) as refused:
            store.write(notes.withdraw_signature, morning.session, morning.elias)
        assert refused.value.refusal is notes.WithdrawalRefusal.TOO_LATE

    def test_nobody_else_takes_it_back(self, store: Store, morning: Morning) -> None:
        write_and_sign(store, morning)
        store.sign_in(store.write(people.add_facilitator, "Minh Chen", "LCSW").outcome)
        with pytest.raises(notes.SignatureStays) as refused:
            store.write(notes.withdraw_signature, morning.session, morning.elias)
        assert refused.value.refusal is notes.WithdrawalRefusal.NOT_THE_SIGNER

    def test_what_an_addendum_builds_on_stays(self, store: Store, morning: Morning) -> None:
        write_and_sign(store, morning)
        store.write(notes.add_addendum, morning.session, morning.elias, "More.")
        with pytest.raises(notes.SignatureStays) as refused:
            store.write(notes.withdraw_signature, morning.session, morning.elias)
        assert refused.value.refusal is notes.WithdrawalRefusal.HAS_ADDENDA

    def test_a_draft_has_no_signature(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        with pytest.raises(notes.NoteNotSigned):
            store.write(notes.withdraw_signature, morning.session, morning.elias)
        with pytest.raises(NotFound):
            store.write(notes.withdraw_signature, morning.session, morning.amara)


class TestAddenda:
    def test_each_has_its_own_kind_date_and_author(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        write_and_sign(store, morning)
        clock.advance(days=1)
        store.write(notes.correct, morning.session, morning.elias, " Nine, not eight. ")
        store.sign_in(store.write(people.add_facilitator, "Minh Chen", "LCSW").outcome)
        clock.advance(days=1)
        store.write(notes.add_late_entry, morning.session, morning.elias, "Called at two.")
        found = the_note(store, morning).addenda
        assert [(one.kind, one.text, one.signer) for one in found] == [
            (AddendumKind.CORRECTION, "Nine, not eight.", "Renee Alvarado, LCSW"),
            (AddendumKind.LATE_ENTRY, "Called at two.", "Minh Chen, LCSW"),
        ]
        assert found[0].signed_at < found[1].signed_at == clock.now()
        assert all(one.intact for one in found)

    def test_an_addendum_needs_a_signed_note_and_words(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        with pytest.raises(notes.NoteNotSigned):
            store.write(notes.add_addendum, morning.session, morning.elias, "More.")
        write_and_sign(store, morning, written("Reworded."))
        with pytest.raises(NothingWritten):
            store.write(notes.add_addendum, morning.session, morning.elias, " \n ")


def _plan_session(
    work: UnitOfWork, morning: Morning, status: SessionStatus = SessionStatus.PLANNED
) -> Change[GroupSessionId]:
    new = a_session(work, morning.group, local_start=NINE.replace(day=13), status=status)
    return Change(Action.ADD_SESSION, new, frozenset({Topic.SESSIONS}), outcome=new)


def test_what_a_draft_said_whenever_its_writer_left_it_is_in_the_history(
    store: Store, morning: Morning, clock: FakeClock
) -> None:
    """Saves in between have no entry; leaving has one, with the digest of the draft as it then stood."""
    before = store.read(audit.head)[0]
    for text in ("Named a", "Named an early", "Named an early sign."):
        store.write(notes.save_draft, morning.session, morning.elias, written(text))
        clock.advance(seconds=1)
    note_id = store.read(notes.note, morning.session, morning.elias).note_id
    assert store.read(audit.head)[0] == before + 1
    store.write(notes.settle_draft, morning.session, morning.elias)
    assert store.read(audit.head)[0] == before + 2
    store.write(notes.settle_draft, morning.session, morning.elias)
    assert store.read(audit.head)[0] == before + 2, "nothing was written since"

    def sealed(work: UnitOfWork) -> tuple[str, str]:
        entry = audit_chain.last_entry(work.rows)
        row = work.get(NoteRow, note_id)
        assert entry is not None
        values = {column.name: getattr(row, column.name) for column in row_seals.table_of(NoteRow).columns}
        return row_seals.of_entry(entry)[f"note:{note_id}"], row_seals.row_digest(values)

    said, stands = store.read(sealed)
    assert said == stands
    assert store.read(integrity.verify).intact
