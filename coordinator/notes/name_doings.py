"""What tells somebody where the capital does not: small letters, a verb after "may", an aside between commas. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coordinator.notes.name_words import (
    MODALS,
    NAME_VERBS,
    STATES,
    Word,
    acts_like_somebody,
    begins_sentence,
    fold,
    is_joined,
    split,
)
from coordinator.notes.word_names import words as listed

JOINS, ONLY_SOMEBODY, KINDS_OF_PEOPLE = listed("joins"), listed("only_somebody"), listed("kinds_of_people")
MAY_OF_A_THING, ASIDES, PARTNERS = listed("may_of_a_thing"), listed("asides"), listed("partners")
ASIDE = re.compile(r",\s+(?:the\s+)?([^\W\d_]+)\b([^,.;:!?\n]{1,40}),\s+([^\W\d_]+)")
INTRODUCED = re.compile(r"([^.!?;:\n]*):\s*$")
IS = frozenset({"is", "was"})
AS_FAR_AS_A_KIND = 4


def is_a_name_in_small_letters(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell "when grace said that" and "that grace is a good listener" from every use as a word.

    Small letters are a word nearly always, so that nothing counts but what nobody says of a thing.
    """
    word = words[at]
    before = words[at - 1] if at and is_joined(text, words[at - 1], word) else None
    if before is not None and not (before.folded in JOINS or begins_sentence(text, word.start)):
        return False
    after = words[at + 1] if at + 1 < len(words) and is_joined(text, word, words[at + 1]) else None
    if after is None:
        return False
    if after.folded in ONLY_SOMEBODY:
        return True
    said = [one.folded for one in words[at + 2 : at + 2 + AS_FAR_AS_A_KIND]]
    return after.folded in IS and said[:1] in (["a"], ["an"]) and bool(set(said) & KINDS_OF_PEOPLE)


def may_do(words: Sequence[Word], at: int) -> bool:
    """Tell "Joy may visit" and "May may call" from "Hope may return" and from "May may be hot"."""
    if at + 2 >= len(words) or words[at + 1].folded != "may":
        return False
    does = words[at + 2].folded
    return does not in MAY_OF_A_THING and bool({f"{does}s", f"{does}es"} & NAME_VERBS)


def does_as_called(word: Word, after: Word) -> bool:
    """Tell "Rose rose to leave", "Hope hopes so", "Mark marked it": a word that does what it means is somebody."""
    stem = word.folded
    return not after.capital and after.folded in {stem, f"{stem}s", f"{stem}es", f"{stem}d", f"{stem}ed"}


def is_introduced(text: str, word: Word) -> bool:
    """Tell "Partner for the exercise: Hope" from "Topic: Hope"."""
    role = INTRODUCED.search(text[max(0, word.start - 60) : word.start])
    return role is not None and bool({one.folded for one in split(role[1])} & PARTNERS)


def goes_on_after_an_aside(text: str, end: int) -> bool:
    """Tell "Wade, the client noted, is late" from "Hope, the client noted, and faith"."""
    aside = ASIDE.match(text, end)
    if aside is None or fold(aside[1]) not in ASIDES:
        return False
    spoken = split(aside[2])
    goes_on = split(aside[3])[0]
    says = bool(spoken) and acts_like_somebody(spoken[0])
    return says and (acts_like_somebody(goes_on) or goes_on.folded in STATES | MODALS)
