"""Five hundred more made-up notes, of two other groups, on which the guard is measured and never worked on."""

from __future__ import annotations

import random

from tests.coordinator.notes.held_out_set import HERE, HeldOut, HeldOutGroup
from tests.coordinator.notes.second_sentences import NAMING, NOBODY, PLAIN

GROUPS = (
    HeldOutGroup(
        own=("Noor Haddix",),
        others=(
            ("Hope Arslan",), ("Grace Tillman",), ("Joy Petrov",), ("Mark Ibarra",), ("Will Chao", "Wilfred Chao"),
            ("May Olufemi",), ("Rose Gallagher",), ("Summer Dietrich",), ("Jordan Bakshi",), ("Ivy Moreno",),
            ("Jack Sandoval", "John Sandoval"), ("Ray Whitcomb", "Raymond Whitcomb"),
        ),
        forms=(
            "Hope", "Hope Arslan", "Grace", "Gracie", "Joy", "Joy Petrov", "Mark", "Mark Ibarra", "Ibarra", "Will",
            "Will Chao", "May", "May Olufemi", "Rose", "Rosie", "Summer", "Jordan", "Jordan Bakshi", "Ivy", "Jack",
            "John", "Jack Sandoval", "Ray", "Raymond",
        ),
    ),
    HeldOutGroup(
        own=("Casimir Boone",),
        others=(
            ("Faith Lindholm",), ("Chance Okoro",), ("Angel Medina",), ("Sky Tanaka",), ("Christian Vance",),
            ("Dean Harrow",), ("Bill Ostrander", "William Ostrander"), ("Drew Castaneda", "Andrew Castaneda"),
            ("Art Kovac", "Arthur Kovac"), ("April Nkemelu",), ("June Fairbanks",), ("Dawn Leclerc",),
        ),
        forms=(
            "Faith", "Faith Lindholm", "Chance", "Angel", "Angel Medina", "Medina", "Sky", "Christian", "Chris",
            "Christian Vance", "Dean", "Dean Harrow", "Bill", "Billy", "Bill Ostrander", "Drew", "Andy", "Art",
            "Arthur", "Art Kovac", "April", "April Nkemelu", "June", "June Fairbanks", "Dawn",
        ),
    ),
)  # fmt: skip
ENOUGH, NAMING_NOTES = 500, 250


def second_held_out_set() -> tuple[HeldOut, ...]:
    """The five hundred notes, always the same: 250 name somebody once, 250 name nobody."""
    chance = random.Random(20261127)
    found = []
    for number in range(ENOUGH):
        group = GROUPS[number % len(GROUPS)]
        sentences = [*chance.sample(PLAIN, 2), NOBODY[(number * 11) % len(NOBODY)]]
        name = ""
        if number < NAMING_NOTES:
            name = group.forms[number // len(GROUPS) % len(group.forms)]
            sentences.append(NAMING[(number * 13 + number // len(NAMING)) % len(NAMING)].format(HERE))
        else:
            sentences.append(NOBODY[(number * 11 + 37) % len(NOBODY)])
        chance.shuffle(sentences)
        text = chance.choice((" ", "\n")).join(sentences)
        found.append(HeldOut(text.replace(HERE, name), group, name, text.find(HERE)))
    return tuple(found)
