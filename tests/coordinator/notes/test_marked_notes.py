"""The naming guard on six hundred and forty notes written one by one, each set before the guard had met it."""

from __future__ import annotations

import sys

import pytest

from coordinator.notes import Named, names_others
from tests.coordinator.notes.marked_notes import MarkedNote, marked_notes, unmarked

SETS = ("third", "fourth", "fifth")
MOST_ALARMS = 0.02


def found_in(one: MarkedNote) -> tuple[Named, ...]:
    return names_others(one.text, one.others, one.own)


def meets(hit: Named, place: tuple[int, int]) -> bool:
    return hit.start < place[1] and hit.end > place[0]


def is_missed(one: MarkedNote) -> bool:
    return not all(any(meets(hit, place) for hit in found_in(one)) for place in one.named)


def is_a_false_alarm(one: MarkedNote) -> bool:
    return any(not any(meets(hit, place) for place in one.named) for hit in found_in(one))


def test_nobody_is_missed_and_few_alarms_are_false() -> None:
    """Each set was run once before the guard was worked on with it.

    On its first run over the third set it missed somebody in 4 notes of 250 and raised a false alarm in 2. Worked on
    with those, on its first run over the fourth it missed somebody in 4 notes of 250 and raised a false alarm in 10;
    worked on with those, over the fifth in 2 notes of 140 and in 3. That is what to expect of notes it has not met,
    nearly all of which have a word that is somebody's name. What is held here is what it does now that it knows them.
    """
    written = [one for name in SETS for one in marked_notes(name)]
    missed = [one.text for one in written if is_missed(one)]
    alarms = [one.text for one in written if is_a_false_alarm(one)]
    sys.stdout.write(f"{len(written)} notes: {len(missed)} with a miss, {len(alarms)} with a false alarm\n")
    assert missed == []
    assert len(alarms) <= len(written) * MOST_ALARMS


def test_the_sets_are_different_notes() -> None:
    written = [one for name in SETS for one in marked_notes(name)]
    assert len({one.text for one in written}) == len(written) == 640
    assert sum(bool(one.named) for one in written) == 354


PEOPLE = marked_notes("fourth")
CLIENT = next(one for one in PEOPLE if one.own == ("Bertrand Mielke",))


@pytest.mark.parametrize(
    "line",
    [
        "[Joy] may bring the forms on Friday.",
        "Joy may come back, he thinks, with time.",
        "[Faith], the client said, was the first to call.",
        "Faith, the client said, and patience are what he needs.",
        "He felt better when [grace] told him about the clinic.",
        "He accepted the news with grace and told his wife.",
        "He says that [hope] is a friend who listens.",
        "He says that hope is a muscle.",
        "[Mark] marked the date for both of them.",
        "Paired with: [Dawn].",
        "Topic: Dawn.",
        "Dawn runs calmed him.",
        "Grace is what his mother taught him.",
        "[Grace] is what he calls a true friend.",
        "He is off on the third Thursday of May.",
        "June will mark two years since the accident.",
        "[Billie] and the client share a locker.",
        "He wrote of a rosy outlook.",
        "[Bill] is back and greeted him.",
        "Joy is back in his life.",
        "[May] has been kind to him.",
        "Dawn walks help him.",
    ],
)
def test_what_stands_around_a_word_makes_a_name_of_it_or_not(line: str) -> None:
    text, named = unmarked(line)
    one = MarkedNote(text, CLIENT.own, CLIENT.others, named)
    assert (is_missed(one), is_a_false_alarm(one)) == (False, False)
