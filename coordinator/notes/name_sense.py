"""Whether a word that is also somebody's name is used as a name: Joy or joy, Will or will, May or May. Pure.

A capital inside a sentence is a name, unless the words around it make a place, a title, a time or a thing of it. At the
start of a sentence the capital says nothing, and what the word does decides. Where both are possible the answer is that
it is a name: the writer is shown one bar too many rather than one too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from coordinator.notes.name_doings import (
    IS,
    does_as_called,
    goes_on_after_an_aside,
    is_a_name_in_small_letters,
    is_introduced,
    may_do,
)
from coordinator.notes.name_times import SEASONS, is_a_time
from coordinator.notes.name_words import (
    MODALS,
    POSSESSIVE,
    STATES,
    Word,
    acts_like_somebody,
    begins_sentence,
    is_joined,
    looks_past,
)
from coordinator.notes.word_names import words as listed

ADVERBS, DETERMINERS, TITLES = listed("adverbs"), listed("determiners"), listed("titles")
NOT_A_PERSON_AFTER, PHRASES = listed("not_a_person_after"), listed("phrases")
TIME_VERBS, THING_STATES, THING_NOUNS = listed("time_verbs"), listed("thing_states"), listed("thing_nouns")
THINGS_DONE, THINGS_DO, FEELINGS = listed("things_done"), listed("things_do"), listed("feelings")
COMPANIONS, THE_COMPANIONS = listed("companions"), listed("the_companions")
ADJECTIVES, BEFORE_ADJECTIVES, AFTER_ADJECTIVES = (
    listed("adjectives"),
    listed("before_adjectives"),
    listed("after_adjectives"),
)
NOT_A_NAME = listed("days") | SEASONS | {"i"}
HAS = frozenset({"has", "had"})
WISHES = frozenset({"will", "may"})
COMES, OF_A_THOUGHT = frozenset({"came", "comes", "come", "coming"}), frozenset({"up", "back", "easily", "slowly"})
KEPT = frozenset({"afloat", "alive", "going", "hopeful", "sane", "sober", "strong"})
AWAY = frozenset({"back", "gone"})
CALLED = frozenset({"call", "called", "calls", "describes", "described", "names", "named"})
AFTER_THINGS = frozenset({"are", "were", "have", "of"})
NEARLY = 75.0
"""From this likeness on, a capitalised word beside the name is the family name, written wrong."""


@dataclass(frozen=True, slots=True)
class Room:
    """Who may be meant: the family names of this person, and every name in the group with the client's own."""

    family: frozenset[str]
    everybody: frozenset[str]


def is_a_name(text: str, words: Sequence[Word], at: int, room: Room) -> bool:
    """Judge one occurrence of a word that is also a name."""
    word = words[at]
    before = words[at - 1] if at and is_joined(text, words[at - 1], word) else None
    after = words[at + 1] if at + 1 < len(words) and is_joined(text, word, words[at + 1]) else None
    if not word.capital:
        return is_a_name_in_small_letters(text, words, at)
    settled = _by_what_it_belongs_to(text, words, at, before, after)
    if settled is not None:
        return settled
    if after is not None and _is_a_proper_name(after, room):
        return any(fuzz.ratio(after.folded, one) >= NEARLY for one in room.family)
    if word.shouted and _neighbours_shout(words, at):
        return before is None or before.folded not in DETERMINERS
    if begins_sentence(text, word.start):
        return is_introduced(text, word) or _acts(text, words, at, room)
    return _stands_alone(text, words, at, before, after, room)


def _by_what_it_belongs_to(
    text: str, words: Sequence[Word], at: int, before: Word | None, after: Word | None
) -> bool | None:
    """Judge by a title before the word, a fixed phrase or a compound around it, an ending, or the calendar."""
    word = words[at]
    if before is not None and before.folded in TITLES:
        return True
    if _is_a_phrase(before, word, after) or _is_compounded(text, word, after):
        return False
    if POSSESSIVE.match(text, word.end):
        return not (at + 2 < len(words) and f"{word.folded}-s-{words[at + 2].folded}" in PHRASES)
    return False if is_a_time(text, words, at) else None


def _is_a_phrase(before: Word | None, word: Word, after: Word | None) -> bool:
    pairs = [f"{before.folded}-{word.folded}"] if before is not None else []
    pairs += [f"{word.folded}-{after.folded}"] if after is not None else []
    return any(pair in PHRASES for pair in pairs)


def _is_compounded(text: str, word: Word, after: Word | None) -> bool:
    """Tell "faith-based" from "Jean-Luc" and from what is somebody's own: "Hope-style affirmations"."""
    if after is None or text[word.end : after.start] != "-":
        return False
    return not after.capital and after.folded != "style"


def _is_a_proper_name(word: Word, room: Room) -> bool:
    """Say whether a word beside a name makes a place or a title of both: "Hope Chapel", "New Dawn"."""
    if not word.capital or word.shouted or len(word.text) == 1:
        return False
    return word.folded not in NOT_A_NAME and word.folded not in room.everybody


def _stands_alone(
    text: str, words: Sequence[Word], at: int, before: Word | None, after: Word | None, room: Room
) -> bool:
    """A capital inside a sentence is a name, but for articles before it and for longer names around it."""
    word = words[at]
    if before is None:
        return True
    ahead = [one.folded for one in words[at + 1 : at + 4]]
    if ahead[:1] == ["as"] and set(ahead) & THING_NOUNS:
        return False  # "worked on Hope as a value"
    if before.folded in DETERMINERS or _goes_on_with_a_plan(words, at, before, after, room):
        return False
    if _is_a_proper_name(before, room) and not begins_sentence(text, before.start):
        return False
    if word.folded in ADJECTIVES:
        follows = after is not None and after.folded in AFTER_ADJECTIVES
        return not (before.folded in BEFORE_ADJECTIVES or follows)
    return not (after is not None and after.capital and after.folded in NOT_A_PERSON_AFTER)


def _goes_on_with_a_plan(words: Sequence[Word], at: int, before: Word, after: Word | None, room: Room) -> bool:
    """Tell "attend two meetings and Will call" from "the client and Will called"."""
    if words[at].folded not in WISHES or before.folded not in {"and", "or", "but", "then"} or after is None:
        return False
    other = words[at - 2] if at > 1 else None
    in_company = other is not None and (other.capital or other.folded in COMPANIONS | THE_COMPANIONS | room.everybody)
    return not in_company and not acts_like_somebody(after) and after.folded not in STATES | MODALS


def _acts(text: str, words: Sequence[Word], at: int, room: Room) -> bool:
    """At the start of a sentence a name does something, is somewhere, keeps company or is called by a comma."""
    word = words[at]
    if at + 1 == len(words):
        return False
    after = words[at + 1]
    if not is_joined(text, word, after):
        return _is_called(text, word, after, room)
    if after.folded in {"and", "or"}:
        return _keeps_company(words, at + 2, room)
    ahead = [one.folded for one in words[at + 1 : at + 6]]
    of_time = word.folded in SEASONS and (after.folded in TIME_VERBS or ahead[:2] == ["will", "mark"])
    if of_time or _is_a_thing(ahead):
        return False
    further = words[at + 2] if at + 2 < len(words) else None
    # An n is what the apostrophe of "hasn't" leaves behind.
    if after.folded.removesuffix("n") in STATES:
        return _is_in_a_state(words, at)
    # "Will also ask" is a plan, "Will also asked" and "Joy also should ask" are somebody.
    does = further if after.folded in ADVERBS and further is not None else after
    modal = does.folded.removesuffix("n") in MODALS and (does is after or word.folded not in WISHES)
    return modal or acts_like_somebody(does) or may_do(words, at) or does_as_called(word, after)


def _is_called(text: str, word: Word, after: Word, room: Room) -> bool:
    """Tell "Joy, who joined", "Joy, the client said, is" and "Joy, Will and Grace" from "joy, in small things"."""
    if text[word.end : after.start].strip() != ",":
        return False
    if goes_on_after_an_aside(text, word.end):
        return True
    in_a_list = after.capital and after.folded in room.everybody and not begins_sentence(text, after.start)
    return in_a_list or after.folded in {"who", "whose", "too", "another"}


def _is_a_thing(said: Sequence[str]) -> bool:
    """Tell "Joy came up", "Dawn walks are a habit", "Hope keeps her going" from what somebody does."""
    first, rest = said[0], said[1:]
    return bool(rest) and (
        (first in COMES and rest[0] in OF_A_THOUGHT)
        or (first.endswith("s") and rest[0] in AFTER_THINGS)
        or (first in THINGS_DONE and (looks_past(rest[0]) or rest[0] in THINGS_DO))
        or (first in IS and rest[0] == "what" and not set(rest[1:]) & CALLED)
        or (first in {"keeps", "kept"} and bool(set(rest[1:3]) & KEPT))
        or (first in {"plays", "played"} and rest[0] == "a" and bool(set(rest[1:3]) & {"part", "role"}))
    )


def _keeps_company(words: Sequence[Word], at: int, room: Room) -> bool:
    """Tell "Grace and the client" from "grace and humility"."""
    if at >= len(words):
        return False
    other = words[at]
    if other.folded == "the":
        return at + 1 < len(words) and words[at + 1].folded in THE_COMPANIONS
    return other.capital or other.folded in COMPANIONS or other.folded in room.everybody


def _is_in_a_state(words: Sequence[Word], at: int) -> bool:
    """Tell "Hope was late" from "hope was low", "Dawn was a support" from "dawn was a hard time"."""
    word, place = words[at], at + 2
    while place < len(words) and words[place].folded in ADVERBS | {"t", "not", "been", "being"}:
        place += 1
    if place >= len(words):
        return True
    state = words[place]
    owns = words[at + 1].folded.removesuffix("n") in HAS and word.folded not in SEASONS
    if owns and {one.folded for one in words[place : place + 2]} & (DETERMINERS | {"one"}):
        return True  # "has lost a brother", "had a hard week"
    if state.folded in AWAY and word.folded not in FEELINGS | SEASONS:
        return True
    if state.folded in THING_STATES or (state.capital and word.folded in SEASONS):
        return False
    if state.folded in DETERMINERS | {"one", "part"}:
        ahead = {one.folded for one in words[place : place + 5]}
        return not ahead & THING_NOUNS
    return word.folded not in SEASONS or acts_like_somebody(state) or state.folded in listed("person_states")


def _neighbours_shout(words: Sequence[Word], at: int) -> bool:
    around = [words[place] for place in (at - 1, at + 1) if 0 <= place < len(words)]
    return any(word.shouted for word in around)
