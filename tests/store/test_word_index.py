"""The index of words says the same on both stores."""

from __future__ import annotations

import pytest

from coordinator import notes
from coordinator.store.unit_of_work import Store
from tests.coordinator.notes.note_builders import a_morning, written

QUESTIONS = {
    "warn": 2,
    "WARNING signs": 1,
    "signs warning": 1,
    "cafe": 1,
    "naïve": 1,
    "o'brien": 1,
    "arning": 0,
    "the": 3,
    "warn & !sleep | (x) <-> :* \\ '": 0,
    "sleep:*": 1,
    "don't": 1,
}


@pytest.mark.parametrize(("typed", "count"), QUESTIONS.items())
def test_both_stores_find_the_same(store: Store, typed: str, count: int) -> None:
    morning = store.write(a_morning).outcome
    texts = (
        "The warning signs. Café; naive hope.",
        "The warned. Sleep was better, don’t know why.",
        "The O'Brien method.",
    )
    for client, text in zip(morning.clients, texts, strict=False):
        store.write(notes.save_draft, morning.session, client, written("First words."))
        store.write(notes.save_draft, morning.session, client, written(text, plan=""))
    assert len(store.read(notes.search, typed)) == count
    assert len(store.read(notes.search, "first")) == 0
