"""Five hundred made-up notes kept apart: the guard is measured on them and was never tuned on them.

Three groups, so that the same word is a name in one note and a word in the next. 250 notes name one other member
once, 250 name nobody. The sentences (`held_out_sentences`) were written before the guard was run on any of them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.coordinator.notes.held_out_sentences import NAMING, NOBODY, PLAIN


@dataclass(frozen=True)
class HeldOutGroup:
    """The client whose note it is, the other members' names, and how those are called in notes."""

    own: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...]


GROUPS = (
    HeldOutGroup(
        own=("Leah Novak",),
        others=(
            ("Joy Okafor",), ("Will Hartman", "William Hartman"), ("Grace Pham",), ("Mark Delgado",),
            ("Hope Lindqvist",), ("May Tran",), ("June Castell",), ("April Dawson",), ("Rose Kowalski",),
            ("Art Vega", "Arturo Vega"),
        ),
        forms=(
            "Joy", "Joy Okafor", "Will", "Will Hartman", "Willy", "Hartman", "Grace", "Grace Pham", "Mark",
            "Mark Delgado", "Delgado", "Hope", "Hope Lindqvist", "May", "May Tran", "June", "June Castell", "Castell",
            "April", "April Dawson", "Rose", "Rose Kowalski", "Art", "Art Vega", "Arturo",
        ),
    ),
    HeldOutGroup(
        own=("Omar Haddad",),
        others=(
            ("Bill Nowak", "William Nowak"), ("Drew Salcedo", "Andrew Salcedo"), ("Chance Whitaker",),
            ("Faith Mbeki",), ("Angel Ruiz",), ("Sky Lindgren",), ("Summer Boyd",), ("Jordan Price",),
            ("Christian Duarte",), ("Dean Kessler",),
        ),
        forms=(
            "Bill", "Bill Nowak", "Billy", "Nowak", "Drew", "Drew Salcedo", "Andrew", "Andy", "Chance",
            "Chance Whitaker", "Faith", "Faith Mbeki", "Angel", "Angel Ruiz", "Sky", "Sky Lindgren", "Summer",
            "Summer Boyd", "Jordan", "Jordan Price", "Christian", "Christian Duarte", "Chris", "Dean", "Dean Kessler",
        ),
    ),
    HeldOutGroup(
        own=("Priya Raman",),
        others=(
            ("Kate Bishop", "Katherine Bishop"), ("Bob Stone", "Robert Stone"), ("Liz Young", "Elizabeth Young"),
            ("Miguel Ángel Santos",), ("Siobhán O'Neill",), ("Thuy Nguyen",), ("D'Andre Miles",), ("Zoë Hunter",),
            ("Paco de León", "Francisco de León"), ("Eun-ji Park",),
        ),
        forms=(
            "Kate", "Katie", "Kate Bishop", "Ms. Bishop", "Bob", "Bobby", "Rob", "Bob Stone", "Mr. Stone", "Liz",
            "Beth", "Liz Young", "Miguel", "Miguel Angel", "Mike", "Siobhan", "Siobhán O’Neill", "O'Neill", "Thuy",
            "Nguyen", "D'Andre", "D’Andre Miles", "Zoe", "Zoë Hunter", "Paco", "Francisco", "de León", "Eun-ji",
        ),
    ),
)  # fmt: skip
ENOUGH, NAMING_NOTES = 500, 250
HERE = "\N{LOZENGE}"
"""Stands where the name will stand, so that its place is known."""


@dataclass(frozen=True)
class HeldOut:
    """A note, its group, and the one name in it as written with its place; empty where nobody is named."""

    text: str
    group: HeldOutGroup
    name: str
    at: int = -1


def held_out_set() -> tuple[HeldOut, ...]:
    """The five hundred notes, always the same."""
    chance = random.Random(20260311)
    found = []
    for number in range(ENOUGH):
        group = GROUPS[number % len(GROUPS)]
        sentences = [*chance.sample(PLAIN, 2), NOBODY[(number * 7) % len(NOBODY)]]
        name = ""
        if number < NAMING_NOTES:
            name = group.forms[number // len(GROUPS) % len(group.forms)]
            sentences.append(NAMING[(number * 17 + number // len(NAMING)) % len(NAMING)].format(HERE))
        else:
            sentences.append(NOBODY[(number * 7 + 53) % len(NOBODY)])
        chance.shuffle(sentences)
        text = chance.choice((" ", "\n", " ")).join(sentences)
        place = text.find(HERE)
        found.append(HeldOut(text.replace(HERE, name), group, name, place))
    return tuple(found)
