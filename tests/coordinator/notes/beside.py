"""A note signed by supervised staff, and what of it waits for the supervisor."""

from __future__ import annotations

from coordinator import notes, today
from coordinator.store.unit_of_work import Store
from coordinator.today import TodoKind
from tests.coordinator.notes.note_builders import Morning, written


def signed(store: Store, morning: Morning) -> str:
    """Sign Elias's note; gives the digest of the signature."""
    digest = store.write(notes.save_draft, morning.session, morning.elias, written("Said little.")).outcome
    store.write(notes.sign, morning.session, morning.elias, digest)
    signature = view(store, morning).signature
    assert signature is not None
    return signature.digest


def view(store: Store, morning: Morning) -> notes.NoteView:
    return store.read(notes.note, morning.session, morning.elias)


def awaited(store: Store, kind: TodoKind = TodoKind.COSIGN) -> list[today.Todo]:
    return [one for one in store.read(today.to_finish).todos if one.kind is kind]


def waits(store: Store, morning: Morning) -> bool:
    """Whether Elias's note is marked in the list of the session."""
    lines = store.read(notes.note_list, morning.session).lines
    return next(one.awaits_cosignature for one in lines if one.client_id == morning.elias)
