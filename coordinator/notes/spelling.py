"""Spelling, checked on this computer: English words by frequency, the field's own words, names, and words learned.

Pure but for reading the word lists once. What is checked goes nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from coordinator.notes.templates import TEMPLATES

MOST_SUGGESTIONS = 5
SHORTEST = 3
LONGEST_ACRONYM = 6
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NOT_PROSE = re.compile(r"\S*(?:@|://|www\.)\S*|\S*\d\S*")
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•“\"(–—]|\s-)[\s\"“'‘(•]*$")
PARTS = re.compile(r"^(?:re|un|non|pre|post|co|self)(?=...)|(?:less|ness|like|wise)$")
MOST_EDITS = 2
_ONE_READER = Lock()


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word that is in no list, by its place in the text in characters."""

    start: int
    end: int
    word: str


class Speller:
    """Knows words. Making the first one of a process reads the lists, which takes a quarter of a second.

    Args:
        known: more words that are right: names of people and groups, words that were learned. Each of their parts
            counts.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._dictionary = dictionary()
        self._known = _field_words() | {_plain(word) for text in known for word in WORD.findall(text)}

    def misspelled(self, text: str) -> tuple[Misspelling, ...]:
        """Give the words that are in no list, in order.

        Short words, acronyms, addresses, anything with a digit, and names, which is what a capital inside a sentence
        makes of a word, are left alone.
        """
        skipped = [match.span() for match in NOT_PROSE.finditer(text)]
        found = []
        for match in WORD.finditer(text):
            word, start, end = match[0], match.start(), match.end()
            if any(first <= start < last for first, last in skipped) or self._is_left_alone(text, word, start):
                continue
            if not self.knows(word):
                found.append(Misspelling(start, end, word))
        return tuple(found)

    def knows(self, word: str) -> bool:
        """Say whether a word is in a list, as it is, without a possessive, or by both parts of a compound."""
        plain = _plain(word)
        if self._has(plain):
            return True
        stem = PARTS.sub("", plain)
        return stem != plain and len(stem) >= SHORTEST and self._has(stem)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Give words that may be meant, the likeliest first, written with a capital where the word is."""
        plain = _plain(word)
        near = {
            one: edits
            for pool in (_by_length(len(plain)), self._known)
            for one, edits, _ in process.extract(plain, pool, scorer=OSA.distance, score_cutoff=MOST_EDITS, limit=40)
        }
        usual = self._dictionary.word_usage_frequency
        ranked = sorted(near, key=lambda one: (near[one], one[:1] != plain[:1], one not in self._known, -usual(one)))
        shown = [one for one in ranked if one != plain][:MOST_SUGGESTIONS]
        return tuple(one[:1].upper() + one[1:] if word[:1].isupper() else one for one in shown)

    def _has(self, plain: str) -> bool:
        return plain in self._known or plain in self._dictionary

    def _is_left_alone(self, text: str, word: str, start: int) -> bool:
        if len(word) < SHORTEST or (word.isupper() and len(word) <= LONGEST_ACRONYM):
            return True
        return word[:1].isupper() and not SENTENCE_START.search(text[max(0, start - 12) : start])


@cache
def dictionary() -> SpellChecker:
    """Give the English words, read once in a process."""
    return SpellChecker(language="en")


def are_words_read() -> bool:
    """Say whether the word lists are read, so that a `Speller` is made at once."""
    return dictionary.cache_info().currsize > 0


def read_words() -> None:
    """Read the word lists, from any thread. Who asks while another reads waits for it: two at once take far longer."""
    with _ONE_READER:
        dictionary()
        _field_words()


@cache
def _by_length(length: int) -> tuple[str, ...]:
    """Give the English words that so few edits can make of a word of this length."""
    return tuple(word for word in dictionary().word_frequency.words() if abs(len(word) - length) <= MOST_EDITS)


@cache
def _field_words() -> frozenset[str]:
    text = files("resources").joinpath(*TEMPLATES, "spelling", "words.txt").read_text(encoding="utf-8")
    return frozenset(_plain(line) for line in text.split() if not line.startswith("#"))


def _plain(word: str) -> str:
    plain = word.casefold().replace("’", "'")
    return plain.removesuffix("'s").removesuffix("'")
