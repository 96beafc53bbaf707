"""Whether a month or a season is meant, or somebody called May, June, April, August, Summer or Autumn. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coordinator.notes.name_words import (
    MODALS,
    STATES,
    Word,
    acts_like_somebody,
    begins_sentence,
    is_joined,
    looks_past,
)
from coordinator.notes.word_names import words as listed

SEASONS = listed("months") | listed("seasons")
"""Names that are times of the year."""
ALL_TIMES = SEASONS | listed("other_months")
BEFORE_A_TIME, UNCLEAR_BEFORE = listed("before_a_month"), frozenset({"after", "before", "since", "from"})
TRUST, HANDED_ON, PARTS_OF_TIME = listed("trust"), listed("handed_on"), listed("parts_of_time")
PARTICIPLES, PLANNED = listed("participles"), frozenset({"will", "to", "must", "should", "can", "could", "would"})
AS_FAR_AS_TRUST = 4


def is_a_time(text: str, words: Sequence[Word], at: int) -> bool:
    """Judge a word that is a name and a time of the year; False for every other word."""
    word = words[at]
    if word.folded not in SEASONS:
        return False
    if re.match(r",?\s*\d", text[word.end :]) or _is_paired(text, words, at):
        return True
    before = words[at - 1] if at and is_joined(text, words[at - 1], word) else None
    if before is None or begins_sentence(text, word.start):
        return False
    after = words[at + 1] if at + 1 < len(words) and is_joined(text, word, words[at + 1]) else None
    if before.folded in BEFORE_A_TIME:
        return not (before.folded == "in" and _is_about_trust(words, at))
    return _is_after_an_unclear_word(words, at, before.folded, after)


def _is_after_an_unclear_word(words: Sequence[Word], at: int, before: str, after: Word | None) -> bool:
    earlier = words[at - 2].folded if at > 1 else ""
    if before in UNCLEAR_BEFORE:
        does = after is not None and (acts_like_somebody(after) or after.folded in STATES | MODALS)
        return not (does or (before == "from" and earlier in HANDED_ON))
    if before == "by":
        planned = any(one.folded in PLANNED for one in words[max(0, at - 5) : at - 2])
        return planned or not (looks_past(earlier) or earlier in PARTICIPLES)
    if before == "of":
        return earlier in PARTS_OF_TIME
    return False


def _is_about_trust(words: Sequence[Word], at: int) -> bool:
    """Tell "confided in June" from "moved in June"."""
    near = words[max(0, at - 1 - AS_FAR_AS_TRUST) : at - 1]
    return any(one.folded in TRUST for one in near)


def _is_paired(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell "May and July", "June through August" from two people."""
    for step in (-2, 2):
        there, between = at + step, at + step // 2
        if 0 <= there < len(words) and words[there].folded in ALL_TIMES and words[there].capital:
            linked = words[between].folded in {"and", "or", "to", "through"}
            if linked and is_joined(text, words[min(at, between)], words[max(at, between)]):
                return True
    return False
