"""Whether texts are alike: cloned notes, and observations that already stand in a note. Pure and local."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from coordinator.notes.content import NoteContent
from coordinator.notes.templates import Template

ALIKE = 85.0
"""From this share of equal letters on, two notes count as cloned."""
SHORTEST = 40
"""Shorter texts are alike by chance."""
MOST_OF_IT = 0.75
"""From this share of its words on, an observation stands in a section."""
FEW_WORDS = 2

WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Give text without accents, capitals and punctuation, words parted by single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(WORD.findall(plain.casefold()))


def comparable(content: NoteContent, shape: Template) -> str:
    """Give the words of a note that should be the client's own: every section but those that are routine."""
    routine = {section.key for section in shape.sections if section.routine}
    return folded(" ".join(text for key, text in content.sections.items() if key not in routine))


def is_alike(one: str, other: str) -> bool:
    """Say whether two comparable texts are the same but for a few words."""
    if min(len(one), len(other)) < SHORTEST:
        return False
    return fuzz.ratio(one, other, score_cutoff=ALIKE) > 0


def is_used(observation: str, texts: Iterable[str]) -> bool:
    """Say whether an observation's words stand in one of the texts, reworded a little or not."""
    words = folded(observation).split()
    if not words:
        return False
    return any(_holds(text, words) for text in texts)


def _holds(text: str, words: Sequence[str]) -> bool:
    plain = folded(text)
    if len(words) <= FEW_WORDS:
        return f" {' '.join(words)} " in f" {plain} "
    there = set(plain.split())
    return sum(word in there for word in words) >= MOST_OF_IT * len(words)
