"""The words of a text as the naming guard sees them, and what somebody does in it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.notes.word_names import words as listed

WORD = re.compile(r"[^\W\d_]+")
POSSESSIVE = re.compile("['\u2019\u02bc]s\\b|['\u2019\u02bc](?!\\w)")
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•“\"(–—]|\s-)[\s\"“'‘(•]*$")
AFTER_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|mx|dr)\.\s*$", re.IGNORECASE)
NAME_VERBS, STATES, MODALS = listed("name_verbs"), listed("states"), listed("modals")
SHORT = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as written, folded to plain lower case, and where it stands in characters."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def shouted(self) -> bool:
        """Whether it is all capitals."""
        return len(self.text) > 1 and self.text.isupper()


def split(text: str) -> list[Word]:
    """Give the words of a text in order."""
    return [Word(match[0], fold(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]


def parts(name: str) -> Iterator[str]:
    """Give the folded parts of a name."""
    return (fold(match[0]) for match in WORD.finditer(name))


def fold(text: str) -> str:
    """Give text in plain lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def begins_sentence(text: str, at: int) -> bool:
    """Say whether a sentence, a line or what is in quotes begins here; the full stop of "Mr." ends none."""
    before = text[max(0, at - 12) : at]
    return not at or (SENTENCE_START.search(before) is not None and AFTER_TITLE.search(before) is None)


def is_joined(text: str, one: Word, other: Word) -> bool:
    """Say whether nothing but blanks, a hyphen, or the full stop of a title stands between two words."""
    between = text[one.end : other.start]
    return "\n" not in between and (
        between.strip(" \u00a0-") == "" or AFTER_TITLE.search(text[: other.start]) is not None
    )


def acts_like_somebody(word: Word) -> bool:
    """Say whether a word is what a person does, in the present or in the past."""
    return word.folded in NAME_VERBS or looks_past(word.folded)


def looks_past(folded: str) -> bool:
    """Say whether a word looks like a regular past."""
    return len(folded) > SHORT and folded.endswith("ed") and not folded.endswith("eed")
