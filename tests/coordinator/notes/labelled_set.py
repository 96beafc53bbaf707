"""Five hundred made-up notes about Elias Brandt, labelled: 300 name another member once, 200 name nobody.

Each note is put together from sentences written by hand, always the same ones in the same order. The guard
was first written without them; two of its patterns were mended after it had met them (44 false alarms, no misses).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

FORMS = (
    "Marcus", "Oyelaran", "Marcus Oyelaran", "Tomás", "Tomas", "Rivera", "Tommy", "Hana", "Hana Kim", "Joy",
    "Joy Adeyemi", "Adeyemi", "Will", "Will Turner", "Grace", "Grace Lin", "Mark", "Mark Sorensen", "Sorensen", "Hope",
    "Hope Castillo", "Castillo", "Kate", "Katherine", "Katie", "Kate Young", "William de la Cruz", "Bill", "May",
    "May Brooks", "Jean-Luc", "Moreau", "Jean-Luc Moreau",
)  # fmt: skip
"""How the members of `labelled_notes.MEMBERS` are called in notes: preferred, legal, family and short names."""

NAMING = (
    "{} suggested calling the sponsor before the weekend.",
    "{} had been through something similar last year.",
    "{} told the group about the first sober birthday.",
    "{} asked how the visit went.",
    "{} was kind about it.",
    "{}'s experience with shift work was close to the client's own.",
    "{}’s question about cravings opened the discussion.",
    "{} and Elias planned to walk together on Saturday.",
    "{}, who joined last week, agreed.",
    "Listened closely to {} and named the same fear.",
    "Gave {} feedback on the letter to the landlord.",
    "Said that {} makes it easier to speak.",
    "Became tearful when {} described the hospital.",
    "Interrupted {} twice and apologized.",
    "Was reminded of the brother by {}.",
    "In the role play {} took the part of the manager.",
    "Apologized to {} for last Wednesday.",
    "Worked in a pair with {} on the trigger map.",
    "Shared the number of a dentist with {}.",
    "Compared notes with {} on medication at night.",
    "Took up an idea from {}: a list on the fridge.",
    "After a remark by {} the client turned the camera off.",
    "Wants to sit with {} in the waiting room of the court.",
    "Found it hard to hear {} speak about drinking.",
    "Wrote in the chat that {} should go first.",
    "Told {} that one bad night is not a relapse.",
    "Has known {} since the detox unit.",
    "The client thanked {}.",
)

PLAIN = (
    "Participated throughout and kept the camera on.",
    "Sleep improved to six hours; appetite is steady.",
    "Denied urges to use since the last session.",
    "Named three situations in which cravings are strongest.",
    "Practiced grounding with the five senses and reported relief.",
    "Plan: attend on Friday, bring the thought record, call the pharmacy.",
    "Explored how anger at work turns into isolation at home.",
    "Reported two days of missed medication and set an alarm.",
    "Reviewed goal 2; will track bedtime for seven days.",
    "Arrived on time and checked in with a rating of six.",
    "Identified one person to call before a crisis.",
    "Spoke softly at first and more freely after the break.",
    "Offered support to a peer who had a hard weekend.",
    "Related to another member's account of shame.",
    "Mother visited; boundaries were rehearsed beforehand.",
    "Affect was brighter than on Monday.",
)

NOBODY = (
    "Will follow up with the psychiatrist on Thursday.",
    "Will practice urge surfing twice a day.",
    "Will discuss step four with the sponsor.",
    "Will not contact the former partner.",
    "Will also ask about child care.",
    "Will he be able to return to work? This was left open.",
    "Will review the safety plan next week.",
    "The client will share the letter when ready.",
    "Mark the calendar when a craving passes.",
    "Mark on the arm is from gardening.",
    "Mark the first week without use with something pleasant.",
    "The mark on the scale was lower than before.",
    "May return to part-time work in two weeks.",
    "May be ready for step-down.",
    "May have missed the dose on Sunday.",
    "May also attend the alumni meeting.",
    "The lease ends in May; housing was discussed.",
    "Court is on May 21 at nine.",
    "Relapsed last May after a loss.",
    "Between May and July the hours at work double.",
    "Grace in defeat was a theme of the reading.",
    "Grace toward oneself was practiced.",
    "Says grace with the family before meals.",
    "A grace period of ten days applies to the rent.",
    "Hope for the custody hearing was voiced.",
    "Hope and patience were the words chosen.",
    "Hope that lasts was the topic of the handout.",
    "Spoke of hope with a steady voice.",
    "Joy in small things was the homework.",
    "Joy at the news was shared by all.",
    "Finds joy in cooking again.",
    "Bill from the hospital arrived and caused worry.",
    "Paid the phone bill with help.",
    "A young cousin moved in.",
    "Young children at home make evenings hard.",
    "Fishing at the brooks upstate is a plan for spring.",
    "Turned the phone off at ten each night.",
    "As a turner in a workshop he handles lathes.",
    "Hopes for a call from the daughter.",
    "Marked improvement in mood was noted.",
    "Elias asked for the slides.",
    "Mr. Brandt gave verbal consent to be contacted by text.",
    "Brandt family session was set for next week.",
    "Eli, as friends say, prefers mornings.",
    "“May I speak?” was asked before each turn.",
    "“Will it get easier?” was the question of the day.",
    "Kimchi and tea were named as comfort food.",
    "Lines from the workbook were read aloud.",
    "The castle metaphor helped to explain defenses.",
    "Discussed the river walk as a coping skill.",
)
ENOUGH = 500
NAMING_NOTES = 300


@dataclass(frozen=True)
class Labelled:
    """A note and the one name in it, empty where nobody is named."""

    text: str
    name: str


def labelled_set() -> tuple[Labelled, ...]:
    """The five hundred notes."""
    chance = random.Random(500)
    found = []
    for number in range(ENOUGH):
        around = chance.sample(PLAIN, 2) + chance.sample(NOBODY, 1)
        name = ""
        if number < NAMING_NOTES:
            name = FORMS[number % len(FORMS)]
            around.append(NAMING[(number * 11 + number // len(FORMS)) % len(NAMING)].format(name))
        else:
            around.append(NOBODY[number % len(NOBODY)])
        chance.shuffle(around)
        found.append(Labelled(chance.choice((" ", "\n")).join(around), name))
    return tuple(found)
