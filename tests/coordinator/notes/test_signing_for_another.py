"""Whoever led a session signs its notes; somebody else only with a reason, which is signed with the note."""

from __future__ import annotations

import pytest

from coordinator import audit, integrity, notes, people
from coordinator.changes import Change
from coordinator.notes import SignsForAnother
from coordinator.store.tables import GroupSessionRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, FacilitatorId, Topic
from tests.coordinator.notes.note_builders import Morning, written

WHY = "Led by a colleague who fell ill; I was in the room."


def led_by(work: UnitOfWork, morning: Morning, who: FacilitatorId) -> Change[None]:
    work.get(GroupSessionRow, morning.session).facilitator_id = who
    return Change(Action.SUBSTITUTE, morning.session, frozenset({Topic.SESSIONS}), None)


@pytest.fixture
def digest(store: Store, morning: Morning) -> str:
    """A draft of the session that J. Okafor led."""
    other = store.write(people.add_facilitator, "J. Okafor", "LPC").outcome
    store.write(led_by, morning, other)
    return store.write(notes.save_draft, morning.session, morning.elias, written()).outcome


def test_somebody_else_signs_only_with_a_reason(store: Store, morning: Morning, digest: str) -> None:
    for reason in ("", "  "):
        with pytest.raises(SignsForAnother):
            store.write(notes.sign, morning.session, morning.elias, digest, reason=reason)
    assert store.read(notes.note, morning.session, morning.elias).signature is None
    store.write(notes.sign, morning.session, morning.elias, digest, reason=WHY)
    signature = store.read(notes.note, morning.session, morning.elias).signature
    assert signature is not None
    assert (signature.led_by, signature.despite, signature.intact) == ("J. Okafor, LPC", WHY, True)
    (entry,) = [one for one in store.read(audit.entries) if one.action is Action.SIGN_NOTE]
    assert dict(entry.detail)["led_by_another"] == "yes"
    assert WHY not in str(entry.detail)
    assert store.read(integrity.verify).intact


def test_whoever_led_it_needs_no_reason_and_leaves_none(store: Store, morning: Morning, digest: str) -> None:
    okafor = next(one for one in store.read(people.facilitators) if one.name == "J. Okafor")
    store.sign_in(okafor.id)
    store.write(notes.sign, morning.session, morning.elias, digest, reason=WHY)
    signature = store.read(notes.note, morning.session, morning.elias).signature
    assert signature is not None
    assert (signature.led_by, signature.despite) == ("", "")
