"""A supervisor signs beside; what is half typed after a signature is kept; what is due is listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from coordinator import integrity, notes, people, today
from coordinator.errors import NotFound, RuleViolation
from coordinator.notes import CosigningRefused, CosignRefusal, NoteChanged, SignatureStays, WithdrawalRefusal
from coordinator.people import SupervisionRefusal, SupervisionRefused
from coordinator.store.unit_of_work import Store
from coordinator.today import TodoKind
from coordinator.vocabulary import AddendumKind, FacilitatorId, StaffRole
from tests.coordinator.notes.note_builders import Morning, written
from tests.fakes import FakeClock


@pytest.fixture
def me(store: Store) -> FacilitatorId:
    assert store.actor is not None
    return store.actor


@pytest.fixture
def supervisor(store: Store, me: FacilitatorId) -> FacilitatorId:
    """M. Chen, under whose supervision Renee Alvarado works."""
    chen = store.write(people.add_facilitator, "M. Chen", "LPC-S", role=StaffRole.SUPERVISOR).outcome
    store.write(people.set_supervision, me, chen)
    return chen


def signed(store: Store, morning: Morning) -> str:
    """Sign Elias's note; gives the digest of the signature."""
    digest = store.write(notes.save_draft, morning.session, morning.elias, written("Said little.")).outcome
    store.write(notes.sign, morning.session, morning.elias, digest)
    signature = view(store, morning).signature
    assert signature is not None
    return signature.digest


def view(store: Store, morning: Morning) -> notes.NoteView:
    return store.read(notes.note, morning.session, morning.elias)


def test_both_names_credentials_and_times_stand_beside_each_other(
    store: Store, clock: FakeClock, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    digest = signed(store, morning)
    waiting = view(store, morning)
    assert waiting.signature is not None
    assert (waiting.signature.supervisor, waiting.may_cosign) == ("M. Chen, LPC-S", False)
    clock.advance(hours=2)
    store.sign_in(supervisor)
    assert view(store, morning).may_cosign
    store.write(notes.cosign, morning.session, morning.elias, digest)
    signature = view(store, morning).signature
    assert signature is not None
    assert signature.cosignature is not None
    beside = signature.cosignature
    assert (signature.signer, beside.signer) == ("Renee Alvarado, LCSW", "M. Chen, LPC-S")
    assert beside.signed_at - signature.signed_at == timedelta(hours=2)
    assert (signature.intact, beside.intact, signature.digest) == (True, True, digest)
    assert not view(store, morning).may_cosign
    assert store.read(integrity.verify).intact


@pytest.mark.parametrize("who", ["nobody supervised", "somebody else", "the signer", "twice", "not what was shown"])
def test_nobody_else_signs_beside_and_nobody_twice(
    store: Store, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId, who: str
) -> None:
    if who == "nobody supervised":
        store.write(people.set_supervision, me, None)
    digest = signed(store, morning)
    other = store.write(people.add_facilitator, "J. Okafor", "LPC").outcome
    store.sign_in({"somebody else": other, "the signer": me}.get(who, supervisor))
    if who == "twice":
        store.write(notes.cosign, morning.session, morning.elias, digest)
    if who == "not what was shown":
        with pytest.raises(NoteChanged):
            store.write(notes.cosign, morning.session, morning.elias, "0" * 64)
        return
    with pytest.raises(CosigningRefused) as refused:
        store.write(notes.cosign, morning.session, morning.elias, digest)
    assert refused.value.refusal is {
        "nobody supervised": CosignRefusal.NOT_SUPERVISED,
        "twice": CosignRefusal.COSIGNED_ALREADY,
    }.get(who, CosignRefusal.NOT_THE_SUPERVISOR)


def test_a_signature_beside_is_taken_back_within_a_minute_and_holds_the_first_one(
    store: Store, clock: FakeClock, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    digest = signed(store, morning)
    store.sign_in(supervisor)
    store.write(notes.cosign, morning.session, morning.elias, digest)
    store.sign_in(me)
    with pytest.raises(SignatureStays) as stays:
        store.write(notes.withdraw_signature, morning.session, morning.elias)
    assert stays.value.refusal is WithdrawalRefusal.COSIGNED
    store.sign_in(supervisor)
    clock.advance(seconds=60)
    store.write(notes.withdraw_cosignature, morning.session, morning.elias)
    store.write(notes.cosign, morning.session, morning.elias, digest)
    clock.advance(seconds=61)
    with pytest.raises(SignatureStays) as stays:
        store.write(notes.withdraw_cosignature, morning.session, morning.elias)
    assert stays.value.refusal is WithdrawalRefusal.TOO_LATE
    assert store.read(integrity.verify).intact


def test_supervision_ends_and_what_was_signed_under_it_still_waits(
    store: Store, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    digest = signed(store, morning)
    store.write(people.set_supervision, me, None)
    store.sign_in(supervisor)
    store.write(notes.cosign, morning.session, morning.elias, digest)
    assert view(store, morning).signature is not None


def test_what_waits_is_on_the_supervisors_today_and_says_when_it_was_due(
    store: Store, clock: FakeClock, morning: Morning, supervisor: FacilitatorId
) -> None:
    digest = signed(store, morning)
    store.sign_in(supervisor)
    (waiting,) = awaited(store)
    assert (waiting.count, waiting.session_id, waiting.overdue) == (1, morning.session, False)
    clock.advance(days=4)
    (waiting,) = awaited(store)
    assert waiting.overdue
    store.write(notes.cosign, morning.session, morning.elias, digest)
    assert awaited(store) == []


def awaited(store: Store, kind: TodoKind = TodoKind.COSIGN) -> list[today.Todo]:
    return [one for one in store.read(today.to_finish).todos if one.kind is kind]


def waits(store: Store, morning: Morning) -> bool:
    """Whether Elias's note is marked in the list of the session."""
    lines = store.read(notes.note_list, morning.session).lines
    return next(one.awaits_cosignature for one in lines if one.client_id == morning.elias)


@pytest.mark.parametrize("refusal", SupervisionRefusal)
def test_a_supervision_that_would_leave_a_signature_missing_is_refused(
    store: Store, me: FacilitatorId, supervisor: FacilitatorId, refusal: SupervisionRefusal
) -> None:
    other = store.write(people.add_facilitator, "J. Okafor", "LPC").outcome
    if refusal is SupervisionRefusal.NOT_HERE:
        store.write(people.change_facilitator, other, name="J. Okafor", credentials="LPC", active=False)
    person, above = {
        SupervisionRefusal.OWN: (other, other),
        SupervisionRefusal.NOT_HERE: (me, other),
        SupervisionRefusal.SUPERVISED_THEMSELVES: (other, me),
        SupervisionRefusal.SUPERVISES_OTHERS: (supervisor, other),
    }[refusal]
    with pytest.raises(SupervisionRefused) as refused:
        store.write(people.set_supervision, person, above)
    assert refused.value.refusal is refusal


def test_who_led_stands_in_the_signature_of_whoever_else_signs(
    store: Store, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    signature = view_signed_by(store, morning, supervisor, reason="Renee is away.")
    assert signature.signer == "M. Chen, LPC-S"
    assert (signature.led_by, signature.despite) == ("Renee Alvarado, LCSW", "Renee is away.")
    assert signature.supervisor == ""


def view_signed_by(store: Store, morning: Morning, who: FacilitatorId, *, reason: str) -> notes.Signature:
    store.sign_in(who)
    digest = store.write(notes.save_draft, morning.session, morning.elias, written()).outcome
    store.write(notes.sign, morning.session, morning.elias, digest, reason=reason)
    signature = view(store, morning).signature
    assert signature is not None
    return signature


# ---------------------------------------------------------------- additions, half typed and signed


def test_a_half_typed_addition_is_kept_and_is_its_authors_alone(
    store: Store, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    signed(store, morning)
    keep = AddendumKind.CORRECTION
    store.write(notes.save_addendum_draft, morning.session, morning.elias, "He came at ni", keep)
    store.write(notes.save_addendum_draft, morning.session, morning.elias, "He came at nine, as", keep)
    draft = view(store, morning).addendum_draft
    assert draft is not None
    assert (draft.kind, draft.text) == (keep, "He came at nine, as")
    assert store.read(notes.search, "nine") == ()
    assert store.read(integrity.verify).intact
    store.sign_in(supervisor)
    assert view(store, morning).addendum_draft is None
    store.sign_in(me)
    store.write(notes.add_addendum, morning.session, morning.elias, "He came at nine, as he had said.", keep)
    after = view(store, morning)
    assert after.addendum_draft is None
    assert [(one.kind, one.text) for one in after.addenda] == [(keep, "He came at nine, as he had said.")]
    assert store.read(integrity.verify).intact


def test_an_addition_that_is_emptied_is_let_go(store: Store, morning: Morning) -> None:
    signed(store, morning)
    store.write(notes.save_addendum_draft, morning.session, morning.elias, "No.", AddendumKind.ADDENDUM)
    store.write(notes.save_addendum_draft, morning.session, morning.elias, "  ", AddendumKind.ADDENDUM)
    assert view(store, morning).addendum_draft is None
    assert store.read(integrity.verify).intact


def test_nothing_can_be_half_added_to_a_draft(store: Store, morning: Morning) -> None:
    store.write(notes.save_draft, morning.session, morning.elias, written("Said little."))
    with pytest.raises(RuleViolation):
        store.write(notes.save_addendum_draft, morning.session, morning.elias, "More.", AddendumKind.ADDENDUM)


def test_addendum_correction_and_late_entry_are_three_kinds_each_with_its_date(
    store: Store, clock: FakeClock, morning: Morning
) -> None:
    signed(store, morning)
    additions: tuple[Callable[..., object], ...] = (notes.add_addendum, notes.correct, notes.add_late_entry)
    for add in additions:
        clock.advance(days=1)
        store.write(add, morning.session, morning.elias, "More of it.")  # type: ignore[arg-type]  # commands of one shape
    added = view(store, morning).addenda
    assert [one.kind for one in added] == [AddendumKind.ADDENDUM, AddendumKind.CORRECTION, AddendumKind.LATE_ENTRY]
    assert len({one.signed_at.date() for one in added}) == 3
    assert len({one.digest for one in added}) == 3
    assert all(one.intact for one in added)


# ---------------------------------------------------------------- additions by supervised people


def added_by(store: Store, morning: Morning, kind: AddendumKind = AddendumKind.CORRECTION) -> notes.Addendum:
    """Add to Elias's note, which the supervisor co-signed, as whoever is signed in."""
    store.write(notes.add_addendum, morning.session, morning.elias, "He came at nine.", kind)
    return view(store, morning).addenda[-1]


@pytest.mark.parametrize("kind", AddendumKind)
def test_an_addition_by_supervised_staff_waits_for_the_supervisor_like_a_note(
    store: Store, clock: FakeClock, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId, kind: AddendumKind
) -> None:
    digest = signed(store, morning)
    store.sign_in(supervisor)
    store.write(notes.cosign, morning.session, morning.elias, digest)
    store.sign_in(me)
    added = added_by(store, morning, kind)
    assert (added.supervisor, added.cosignature, added.may_cosign) == ("M. Chen, LPC-S", None, False)
    assert waits(store, morning)
    clock.advance(hours=1)
    store.sign_in(supervisor)
    (waiting,) = awaited(store, TodoKind.COSIGN_ADDITION)
    assert (waiting.count, waiting.session_id, waiting.overdue, awaited(store)) == (1, morning.session, False, [])
    clock.advance(days=4)
    (waiting,) = awaited(store, TodoKind.COSIGN_ADDITION)
    assert waiting.overdue
    assert view(store, morning).addition_to_cosign == view(store, morning).addenda[0]
    store.write(notes.cosign_addendum, morning.session, morning.elias, added.id, added.digest)
    (after,) = view(store, morning).addenda
    assert after.cosignature is not None
    assert (after.cosignature.signer, after.cosignature.intact) == ("M. Chen, LPC-S", True)
    assert (after.digest, after.intact, after.may_cosign) == (added.digest, True, False)
    assert awaited(store, TodoKind.COSIGN_ADDITION) == []
    assert not waits(store, morning)
    assert store.read(integrity.verify).intact


def test_an_addition_waits_from_the_day_it_was_made_not_from_the_session(
    store: Store, clock: FakeClock, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    signed(store, morning)
    clock.advance(days=60)
    added_by(store, morning, AddendumKind.LATE_ENTRY)
    store.sign_in(supervisor)
    (waiting,) = awaited(store, TodoKind.COSIGN_ADDITION)
    assert not waiting.overdue
    assert awaited(store)[0].overdue


@pytest.mark.parametrize("who", ["nobody supervised", "somebody else", "the author", "twice", "not what was shown"])
def test_nobody_else_signs_beside_an_addition_and_nobody_twice(
    store: Store, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId, who: str
) -> None:
    signed(store, morning)
    if who == "nobody supervised":
        store.write(people.set_supervision, me, None)
    added = added_by(store, morning)
    other = store.write(people.add_facilitator, "J. Okafor", "LPC").outcome
    store.sign_in({"somebody else": other, "the author": me}.get(who, supervisor))
    beside = (morning.session, morning.elias, added.id)
    if who == "not what was shown":
        with pytest.raises(NoteChanged):
            store.write(notes.cosign_addendum, *beside, "0" * 64)
        return
    if who == "twice":
        store.write(notes.cosign_addendum, *beside, added.digest)
    with pytest.raises(CosigningRefused) as refused:
        store.write(notes.cosign_addendum, *beside, added.digest)
    assert refused.value.refusal is {
        "nobody supervised": CosignRefusal.NOT_SUPERVISED,
        "twice": CosignRefusal.COSIGNED_ALREADY,
    }.get(who, CosignRefusal.NOT_THE_SUPERVISOR)


def test_a_signature_beside_an_addition_is_taken_back_within_a_minute_by_whoever_gave_it(
    store: Store, clock: FakeClock, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    signed(store, morning)
    added = added_by(store, morning)
    beside = (morning.session, morning.elias, added.id)
    store.sign_in(supervisor)
    with pytest.raises(CosigningRefused):
        store.write(notes.withdraw_addendum_cosignature, *beside)
    store.write(notes.cosign_addendum, *beside, added.digest)
    store.sign_in(me)
    with pytest.raises(SignatureStays):
        store.write(notes.withdraw_addendum_cosignature, *beside)
    store.sign_in(supervisor)
    clock.advance(seconds=60)
    store.write(notes.withdraw_addendum_cosignature, *beside)
    assert view(store, morning).addenda[0].may_cosign
    store.write(notes.cosign_addendum, *beside, added.digest)
    clock.advance(seconds=61)
    with pytest.raises(SignatureStays):
        store.write(notes.withdraw_addendum_cosignature, *beside)
    assert store.read(integrity.verify).intact


def test_an_addition_is_found_under_its_own_note_only(
    store: Store, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    signed(store, morning)
    added = added_by(store, morning)
    group = store.write(notes.save_draft, morning.session, None, notes.NoteContent("group", {"topic": "Sleep"}))
    store.write(notes.sign, morning.session, None, group.outcome)
    store.sign_in(supervisor)
    with pytest.raises(NotFound):
        store.write(notes.cosign_addendum, morning.session, None, added.id, added.digest)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("addendum", "supervisor_id = NULL, supervisor = NULL"),
        ("addendum", "supervisor = 'J. Okafor, LPC'"),
        ("addendum_co_signature", "signer = 'J. Okafor, LPC'"),
        ("addendum_co_signature", "signed_at = '2026-01-01 09:00:00.000000'"),
        ("addendum_co_signature", "signed_by = (SELECT facilitator_id FROM supervision)"),
        ("addendum_co_signature", "digest = 'f' || substr(digest, 2)"),
        ("addendum_co_signature", None),
    ],
)
def test_a_signature_beside_an_addition_that_is_altered_or_taken_out_is_found(
    store: Store,
    engine: Engine,
    morning: Morning,
    me: FacilitatorId,
    supervisor: FacilitatorId,
    table: str,
    change: str | None,
) -> None:
    signed(store, morning)
    added = added_by(store, morning)
    store.sign_in(supervisor)
    store.write(notes.cosign_addendum, morning.session, morning.elias, added.id, added.digest)
    assert store.read(integrity.verify).intact
    with engine.begin() as outside:
        words = f"DELETE FROM {table}" if change is None else f"UPDATE {table} SET {change}"  # noqa: S608  from above
        outside.execute(text(words))
    report = store.read(integrity.verify)
    assert not report.intact
    assert table in {one.kind for one in report.altered}
    assert all(one.entry is not None for one in report.altered)
