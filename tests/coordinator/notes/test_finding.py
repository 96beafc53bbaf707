"""Notes are found by their words, in the same transaction in which they are written."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, event

from coordinator import notes, sample_clinic
from coordinator.changes import Change
from coordinator.notes import NoteContent
from coordinator.store import word_index
from coordinator.store.unit_of_work import Store, UnitOfWork
from tests.coordinator.notes.note_builders import Morning, written


def drafted(store: Store, morning: Morning, client: object, text: str) -> str:
    content = written(text) if client is not None else NoteContent("group", {"topic": text})
    return store.write(notes.save_draft, morning.session, client, content).outcome  # type: ignore[arg-type]


def test_a_draft_is_found_by_the_beginnings_of_its_words(store: Store, morning: Morning) -> None:
    drafted(store, morning, morning.elias, "Named two early warning signs. Café visits help; O’Brien’s method.")
    for words in ("warning", "WARN sig", "cafe", "o'brien", "early  two", "visits; help"):
        (hit,) = store.read(notes.search, words)
        assert (hit.client_name, hit.group_name, hit.signed) == ("Elias Brandt", "Mood & Anxiety", False)
    for words in ("arning", "warning evening", "", "…", '"', "* OR a", "NEAR("):
        assert store.read(notes.search, words) == ()


def test_what_is_no_longer_said_is_no_longer_found(store: Store, morning: Morning) -> None:
    drafted(store, morning, morning.elias, "Spoke of gardening.")
    drafted(store, morning, morning.elias, "Spoke of swimming.")
    assert store.read(notes.search, "gardening") == ()
    assert len(store.read(notes.search, "swimming")) == 1
    store.write(notes.save_draft, morning.session, morning.elias, NoteContent("participation"))
    assert store.read(notes.search, "swimming") == ()


def test_signed_notes_group_notes_and_addenda_are_found(store: Store, morning: Morning) -> None:
    digest = drafted(store, morning, morning.hana, "Absent today.")
    store.write(notes.sign, morning.session, morning.hana, digest)
    store.write(notes.add_addendum, morning.session, morning.hana, "She called at noon about transport.")
    drafted(store, morning, None, "Transport and sleep")
    group, hana = store.read(notes.search, "transport")
    assert (group.client_id, group.client_name) == (None, "")
    assert (hana.client_id, hana.signed) == (morning.hana, True)
    assert "transport" in hana.snippet
    assert store.read(notes.search, "absent transport")[0].note_id == hana.note_id


def test_the_snippet_shows_the_words_in_their_sentence(store: Store, morning: Morning) -> None:
    drafted(
        store, morning, morning.elias, "Many words before it. " * 20 + "A kingfisher was seen. " + "And after. " * 40
    )
    (hit,) = store.read(notes.search, "kingf")
    ((start, end),) = hit.found
    assert hit.snippet[start:end] == "kingfisher"
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert len(hit.snippet) < 200


def test_a_transaction_that_fails_leaves_no_word_behind(store: Store, morning: Morning) -> None:
    def half_done(work: UnitOfWork) -> Change[str]:
        notes.save_draft(work, morning.session, morning.elias, written("A lighthouse."))
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        store.write(half_done)
    assert store.read(notes.search, "lighthouse") == ()


def test_the_sample_clinic_is_found_and_forgotten(store: Store) -> None:
    store.write(sample_clinic.fill, sample_clinic.Scale.SMALL)
    assert len(store.read(notes.search, "group")) > 1
    store.write(sample_clinic.remove_sample)
    assert store.read(notes.search, "group") == ()


def test_every_note_is_found_once_and_the_newest_first_however_many_there_are(
    store: Store, morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_index, "FIRST_SPAN", 1)
    monkeypatch.setattr(word_index, "WIDER", 2)
    for client in (*morning.clients, None):
        drafted(store, morning, client, "Kayak trip" if client != morning.hana else "Nothing said")
    assert [one.client_id for one in store.read(notes.search, "kayak")] == [
        None, morning.marcus, morning.elias, morning.amara,
    ]  # fmt: skip
    assert [one.client_id for one in store.read(notes.search, "kayak", limit=2)] == [None, morning.marcus]
    assert [one.client_id for one in store.read(notes.search, "nothing")] == [morning.hana]


def test_words_are_marked_alike_in_plain_and_in_accented_text(store: Store, morning: Morning) -> None:
    drafted(store, morning, morning.elias, "Said sleep-walking, (Sleep) and un_sleep; asleep not.")
    drafted(store, morning, morning.hana, "Saïd sleep-walking, (Sleep) and un_sleep; asleep not.")
    for hit in store.read(notes.search, "sleep"):
        marked = [hit.snippet[start:end] for start, end in hit.found]
        assert marked == ["sleep-walking,", "(Sleep)", "un_sleep;", "sleep"]


def test_a_search_and_the_opening_of_a_note_ask_the_store_a_few_questions(
    store: Store, engine: Engine, morning: Morning
) -> None:
    """Times differ by machine; the number of questions does not, and each costs about the same."""
    for client in morning.clients:
        drafted(store, morning, client, "Sleep log")
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
    assert len(store.read(notes.search, "sleep")) == 4
    assert len(asked) <= 10
    asked.clear()
    store.read(notes.note, morning.session, morning.elias)
    assert len(asked) <= 25
