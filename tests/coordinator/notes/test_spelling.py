"""Which words are right, and what may be meant by those that are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.notes import Speller, pick_sets
from coordinator.notes.templates import shipped
from coordinator.vocabulary import TemplateKind
from tests.coordinator.notes.held_out_sentences import NOBODY, PLAIN
from tests.coordinator.notes.labelled_notes import CLEAN

SPELLER = Speller(["Marcus Oyelaran", "Tomás Rivera"])


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("recieve", "receive"),  # codespell:ignore recieve
        ("medicaton", "medication"),
        ("relpase", "relapse"),
        ("anxeity", "anxiety"),  # codespell:ignore anxeity
        ("seperate", "separate"),  # codespell:ignore seperate
        ("greif", "grief"),  # codespell:ignore greif
        ("copeing", "coping"),  # codespell:ignore copeing
        ("therapst", "therapist"),
        ("definately", "definitely"),  # codespell:ignore definately
        ("sobreity", "sobriety"),
        ("buprenorfine", "buprenorphine"),
        ("dont", "don't"),
    ],
)
def test_the_likeliest_word_comes_first(wrong: str, meant: str) -> None:
    assert [one.word for one in SPELLER.misspelled(f"Said {wrong} twice.")] == [wrong]
    assert SPELLER.suggestions(wrong)[0] == meant


def test_a_capital_is_kept() -> None:
    assert SPELLER.suggestions("Medicaton")[0] == "Medication"


def test_notes_of_the_field_have_no_wave() -> None:
    told = {one.word for text in (*PLAIN, *NOBODY, *CLEAN) for one in SPELLER.misspelled(text)}
    assert told == set()


def test_what_the_program_writes_itself_is_right() -> None:
    written = [pick.sentence for kind in TemplateKind for one in pick_sets(kind, "") for pick in one.picks]
    written += [section.placeholder for one in shipped() for section in one.sections]
    assert {word.word for text in written for word in SPELLER.misspelled(text)} == set()


@pytest.mark.parametrize(
    "text", ["see a.b@example.org", "4mg b12", "SI and IOP", "in Xochimilco", "Rivera’s", "non-smoker"]
)
def test_what_is_no_ordinary_word_is_left_alone(text: str) -> None:
    assert SPELLER.misspelled(text) == ()


@given(st.text(max_size=200))
def test_places_lie_in_the_text(text: str) -> None:
    for one in SPELLER.misspelled(text):
        assert text[one.start : one.end] == one.word


@pytest.mark.benchmark
def test_a_long_note_is_looked_through_between_two_keystrokes() -> None:
    note = " ".join(PLAIN * 20)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        SPELLER.misspelled(note)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05
