"""Whether a text names somebody who must not be named in it. Pure: text and names in, places out.

A note names nobody but its own client, since a group note's copy for one client would disclose another. Names
are looked for whole and in parts, preferred and legal, by usual short forms, with possessives and accents. Names
that are ordinary words (Joy, Will, Grace, Mark, Hope) count only where they are written and used as names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator.notes.facts import MemberName
from coordinator.notes.name_sense import Room, is_a_name
from coordinator.notes.name_words import POSSESSIVE, SHORT, Word, begins_sentence, is_joined, parts, split
from coordinator.notes.word_names import nicknames
from coordinator.notes.word_names import words as listed
from coordinator.vocabulary import ClientId

WORD_NAMES = listed("word_names") | listed("months") | listed("seasons")
PARTICLES = listed("particles")


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


def names_others(text: str, others: Iterable[MemberName], own_names: Sequence[str] = ()) -> tuple[Named, ...]:
    """Give every place where the text names one of the others, in order, each place once.

    A part of a name that the note's own client bears as well names the client and is not reported.
    """
    own = {part for name in own_names for part in parts(name)}
    own_forms = own | {form for part in own for form in _short_forms(part)}
    people = [_Person(member.client_id, *_forms_of(member, own_forms)) for member in others]
    everybody = frozenset(own_forms).union(*(one.given | one.family for one in people))
    words = split(text)
    found: list[Named] = []
    at = 0
    while at < len(words):
        hits = [hit for person in people if (hit := _match(text, words, at, person, everybody)) is not None]
        hit = max(hits, key=lambda one: one.end, default=None)
        if hit is None:
            at += 1
            continue
        found.append(hit)
        at += 1
        while at < len(words) and words[at].start < hit.end:
            at += 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Person:
    client_id: ClientId
    given: frozenset[str]
    family: frozenset[str]


def _match(text: str, words: Sequence[Word], at: int, person: _Person, everybody: frozenset[str]) -> Named | None:
    """Tell whether this person's name begins at a word; give the longest stretch of it."""
    word = words[at]
    everything = person.given | person.family
    if word.folded not in everything and not (
        word.capital and word.folded.removesuffix("s") in person.family and _after_the(words, at)
    ):
        return None
    last = at
    while (further := _continues(text, words, last, everything)) is not None:
        last = further
    if last == at and not _is_used_as_a_name(text, words, at, person, everybody):
        return None
    ending = POSSESSIVE.match(text, words[last].end)
    end = ending.end() if ending else words[last].end
    return Named(
        client_id=person.client_id,
        start=word.start,
        end=end,
        text=text[word.start : words[last].end],
        possessive=ending is not None,
        begins_sentence=begins_sentence(text, word.start),
    )


def _is_used_as_a_name(text: str, words: Sequence[Word], at: int, person: _Person, everybody: frozenset[str]) -> bool:
    """Judge a single word that is part of somebody's name."""
    word = words[at]
    if word.folded in WORD_NAMES:
        return is_a_name(text, words, at, Room(person.family, everybody))
    return word.capital or (word.folded in person.given and len(word.folded) >= SHORT)


def _after_the(words: Sequence[Word], at: int) -> bool:
    """A family: "the Riveras"."""
    return at > 0 and words[at - 1].folded == "the" and words[at].folded.endswith("s")


def _continues(text: str, words: Sequence[Word], last: int, names: frozenset[str]) -> int | None:
    """Give where a name goes on after a word of it, small words such as "de la" included."""
    at = last + 1
    while at < len(words) and words[at].folded in PARTICLES and is_joined(text, words[at - 1], words[at]):
        at += 1
    goes_on = at < len(words) and words[at].folded in names and words[at].capital
    return at if goes_on and is_joined(text, words[at - 1], words[at]) else None


def _forms_of(member: MemberName, own: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give a person's given names with their short forms, and family names, but those the note's client bears."""
    given: set[str] = set()
    family: set[str] = set()
    for name in member.names:
        first, _, rest = name.strip().partition(" ")
        given.update(parts(first))
        given.update({"".join(parts(first))} if "-" in first else ())  # Jo-Anne is written Joanne as well
        family.update(part for part in parts(rest) if part not in PARTICLES)
    short = {form for part in given for form in _short_forms(part)}
    return frozenset((given | short) - own), frozenset(family - own)


def _short_forms(part: str) -> frozenset[str]:
    """Give the usual short and long forms of a given name, itself among them."""
    forms = frozenset({part}).union(*(names for names in nicknames() if part in names))
    return forms | {f"{form[:-1]}ie" for form in forms if form.endswith("y") and len(form) > SHORT}
