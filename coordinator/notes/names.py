"""Whether a text names somebody who must not be named in it. Pure: text and names in, places out.

A note names nobody but its own client, since a group note's copy for one client would disclose another. Names
are looked for whole and in parts, preferred and legal, by usual short forms, with possessives and accents. Names
that are ordinary words (Joy, Will, Grace, Mark, Hope) count only where they are written and used as names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator.notes.facts import MemberName
from coordinator.notes.word_names import nicknames
from coordinator.notes.word_names import words as listed
from coordinator.vocabulary import ClientId

WORD = re.compile(r"[^\W\d_]+")
POSSESSIVE = re.compile("['\u2019\u02bc]s\\b|['\u2019\u02bc](?!\\w)")
SENTENCE_START = re.compile(r"(?:^|[.!?:;\n•“\"(–—]|\s-)[\s\"“'‘(•]*$")
MONTHS, BEFORE_A_MONTH = listed("months"), listed("before_a_month")
WORD_NAMES = listed("word_names") | MONTHS
NAME_VERBS, STATES, PASSIVE = listed("name_verbs"), listed("states"), listed("passive")
NOT_A_PERSON_AFTER, PARTICLES = listed("not_a_person_after"), listed("particles")
TITLES = listed("titles")
MODAL = frozenset({"will", "may"})
ADVERBS = frozenset(
    {"also", "always", "again", "just", "later", "never", "often", "only", "really", "still", "then", "both"}
)
ALL_MONTHS = MONTHS | {"january", "february", "march", "july", "september", "october", "november", "december"}
SHORT = 3
"""Below this length a name counts only where it is written with a capital."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a text where somebody is named; `possessive` where the name carries an ending such as 's.

    `start` and `end` are character offsets that include the ending.
    """

    client_id: ClientId
    start: int
    end: int
    text: str
    possessive: bool
    begins_sentence: bool


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def names_others(text: str, others: Iterable[MemberName], own_names: Sequence[str] = ()) -> tuple[Named, ...]:
    """Give every place where the text names one of the others, in order, each place once.

    A part of a name that the note's own client bears as well names the client and is not reported.
    """
    own = {part for name in own_names for part in _parts(name)}
    own_forms = own | {form for part in own for form in _short_forms(part)}
    people = [(member.client_id, *_forms_of(member, own_forms)) for member in others]
    words = [_Word(m[0], _fold(m[0]), m.start(), m.end()) for m in WORD.finditer(text)]
    found: list[Named] = []
    at = 0
    while at < len(words):
        hits = [hit for person in people if (hit := _match(text, words, at, *person)) is not None]
        hit = max(hits, key=lambda one: one.end, default=None)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at += 1
        while at < len(words) and words[at].start < hit.end:
            at += 1
    return tuple(found)


def _match(
    text: str, words: Sequence[_Word], at: int, client_id: ClientId, given: frozenset[str], family: frozenset[str]
) -> Named | None:
    """Tell whether this person's name begins at a word; give the longest stretch of it."""
    word = words[at]
    everything = given | family
    if word.folded not in everything and not (
        word.capital and word.folded.removesuffix("s") in family and _after_the(words, at)
    ):
        return None
    last = at
    while (further := _continues(text, words, last, everything)) is not None:
        last = further
    if last == at and not _is_used_as_a_name(text, words, at, is_given=word.folded in given):
        return None
    ending = POSSESSIVE.match(text, words[last].end)
    end = ending.end() if ending else words[last].end
    return Named(
        client_id=client_id,
        start=word.start,
        end=end,
        text=text[word.start : words[last].end],
        possessive=ending is not None,
        begins_sentence=_begins_sentence(text, word.start),
    )


def _is_used_as_a_name(text: str, words: Sequence[_Word], at: int, *, is_given: bool) -> bool:
    """Judge a single word that is part of somebody's name."""
    word = words[at]
    if word.folded not in WORD_NAMES:
        return word.capital or (is_given and len(word.folded) >= SHORT)
    if not word.capital or (word.shouted and _neighbours_shout(words, at)):
        return False
    if word.folded in MONTHS and _is_a_month(text, words, at):
        return False
    if at and words[at - 1].folded in TITLES:
        return True
    if not _begins_sentence(text, word.start):
        return _fits_mid_sentence(words, at)
    return _acts(text, words, at)


def _fits_mid_sentence(words: Sequence[_Word], at: int) -> bool:
    """A capital inside a sentence is a name, but for headings, titles and days written with capitals."""
    follower = words[at + 1] if at + 1 < len(words) else None
    return not (follower is not None and follower.folded in NOT_A_PERSON_AFTER and follower.capital)


def _acts(text: str, words: Sequence[_Word], at: int) -> bool:
    """At the start of a sentence the capital says nothing: a name does something, owns something or is addressed."""
    word = words[at]
    if POSSESSIVE.match(text, word.end):
        return True
    if at + 1 == len(words):
        return False
    follower = words[at + 1]
    if not _joined(text, word, follower):
        return text[word.end : word.end + 1] == "," and follower.folded in {"who", "whose", "a", "too", "another"}
    if follower.folded == "and" and at + 2 < len(words) and words[at + 2].capital:
        return True
    # An n is what the apostrophe of "hasn't" leaves behind.
    if follower.folded.removesuffix("n") in STATES:
        after = words[at + 2].folded if at + 2 < len(words) else ""
        return word.folded != "will" and not (after in PASSIVE or after == "been")
    if word.folded in MODAL and follower.folded in ADVERBS and at + 2 < len(words):
        follower = words[at + 2]  # "Will also ask" is a plan, "Will also asked" is somebody
    return follower.folded in NAME_VERBS or _looks_past(follower.folded)


def _looks_past(folded: str) -> bool:
    return len(folded) > SHORT and folded.endswith("ed") and not folded.endswith("eed")


def _is_a_month(text: str, words: Sequence[_Word], at: int) -> bool:
    before = words[at - 1].folded if at else ""
    paired = {words[place].folded for place in (at - 2, at + 2) if 0 <= place < len(words)} & ALL_MONTHS
    joined = any(words[place].folded in {"and", "or", "to"} for place in (at - 1, at + 1) if 0 <= place < len(words))
    if paired and joined:
        return True
    return before in BEFORE_A_MONTH or re.match(r"\s*\d", text[words[at].end :]) is not None


def _neighbours_shout(words: Sequence[_Word], at: int) -> bool:
    around = [words[place] for place in (at - 1, at + 1) if 0 <= place < len(words)]
    return not around or any(word.shouted for word in around)


def _after_the(words: Sequence[_Word], at: int) -> bool:
    """A family: "the Riveras"."""
    return at > 0 and words[at - 1].folded == "the" and words[at].folded.endswith("s")


def _begins_sentence(text: str, at: int) -> bool:
    return SENTENCE_START.search(text[max(0, at - 12) : at]) is not None if at else True


def _joined(text: str, one: _Word, other: _Word) -> bool:
    return text[one.end : other.start].strip(" \u00a0.-") == "" and "\n" not in text[one.end : other.start]


def _continues(text: str, words: Sequence[_Word], last: int, names: frozenset[str]) -> int | None:
    """Give where a name goes on after a word of it, small words such as "de la" included."""
    at = last + 1
    while at < len(words) and words[at].folded in PARTICLES and _joined(text, words[at - 1], words[at]):
        at += 1
    goes_on = at < len(words) and words[at].folded in names and words[at].capital
    return at if goes_on and _joined(text, words[at - 1], words[at]) else None


def _forms_of(member: MemberName, own: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give a person's given names with their short forms, and family names, but those the note's client bears."""
    given: set[str] = set()
    family: set[str] = set()
    for name in member.names:
        first, _, rest = name.strip().partition(" ")
        given.update(_parts(first))
        family.update(part for part in _parts(rest) if part not in PARTICLES)
    short = {form for part in given for form in _short_forms(part)}
    return frozenset((given | short) - own), frozenset(family - own)


def _short_forms(part: str) -> frozenset[str]:
    """Give the usual short and long forms of a given name, itself among them."""
    return frozenset({part}).union(*(names for names in nicknames() if part in names))


def _parts(name: str) -> list[str]:
    return [_fold(match[0]) for match in WORD.finditer(name)]


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
