"""A supervisor signs beside an addendum, a correction, a late entry; what waits is seen, what is altered found."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from coordinator import integrity, notes, people
from coordinator.errors import NotFound
from coordinator.notes import CosigningRefused, CosignRefusal, NoteChanged, SignatureStays
from coordinator.store.unit_of_work import Store
from coordinator.today import TodoKind
from coordinator.vocabulary import AddendumKind, FacilitatorId
from tests.coordinator.notes.beside import awaited, signed, view, waits
from tests.coordinator.notes.note_builders import Morning
from tests.fakes import FakeClock


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


def test_whoever_takes_a_supervision_over_finds_what_waited_before(
    store: Store, morning: Morning, me: FacilitatorId, supervisor: FacilitatorId
) -> None:
    digest = signed(store, morning)
    added = added_by(store, morning)
    successor = store.write(people.add_facilitator, "J. Okafor", "LPC-S").outcome
    store.sign_in(successor)
    assert awaited(store) == awaited(store, TodoKind.COSIGN_ADDITION) == []
    store.write(people.set_supervision, me, successor)
    for who in (supervisor, successor):
        store.sign_in(who)
        assert [one.count for one in awaited(store)] == [1]
        assert [one.count for one in awaited(store, TodoKind.COSIGN_ADDITION)] == [1]
    store.write(notes.cosign, morning.session, morning.elias, digest)
    store.write(notes.cosign_addendum, morning.session, morning.elias, added.id, added.digest)
    store.sign_in(supervisor)
    assert awaited(store) == awaited(store, TodoKind.COSIGN_ADDITION) == []
