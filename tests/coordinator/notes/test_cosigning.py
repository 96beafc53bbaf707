"""A supervisor signs beside; what is half typed after a signature is kept; what is due is listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from coordinator import integrity, notes, people
from coordinator.errors import RuleViolation
from coordinator.notes import CosigningRefused, CosignRefusal, NoteChanged, SignatureStays, WithdrawalRefusal
from coordinator.people import SupervisionRefusal, SupervisionRefused
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import AddendumKind, FacilitatorId
from tests.coordinator.notes.beside import awaited, signed, view
from tests.coordinator.notes.note_builders import Morning, written
from tests.fakes import FakeClock


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
