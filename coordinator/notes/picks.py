"""Quick picks: short labels that turn into sentences, which the writer then edits. Data, read once.

The approaches are those of the field's list (NBK64102 and the consumer texts behind it), the skills those that
facilitators of intensive outpatient groups teach most.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from coordinator.notes.templates import TEMPLATES
from coordinator.roster import Goal
from coordinator.store.columns import name_key
from coordinator.vocabulary import TemplateKind

BLANK = "…"
"""What the writer still says; it is selected once the sentence stands in the note."""
GOALS = "goals"


@dataclass(frozen=True, slots=True)
class Pick:
    """One quick pick. `goal` is the number of the client's goal that it cites, if it cites one."""

    label: str
    sentence: str
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class PickSet:
    """Picks that belong together, under a title. The clients' goals have the key `GOALS` and no title of their own."""

    key: str
    title: str
    picks: tuple[Pick, ...]


@dataclass(frozen=True, slots=True)
class _Shipped:
    key: str
    title: str
    first_in: frozenset[str]
    picks: tuple[tuple[str, str, str], ...]


def pick_sets(kind: TemplateKind, section: str, goals: Sequence[Goal] = ()) -> tuple[PickSet, ...]:
    """Give the quick picks for a section of a note of this kind: the set that fits the section first.

    Where the section is for the client's goals, these come before all else; each cites its goal by number and label.
    """
    shipped = sorted(_shipped(), key=lambda one: section not in one.first_in)
    group = kind is TemplateKind.GROUP
    found = [PickSet(one.key, one.title, _for_kind(one.picks, group=group)) for one in shipped]
    if goals:
        found.insert(0, PickSet(GOALS, "", tuple(_of_goal(goal) for goal in goals)))
    return tuple(one for one in found if one.picks)


def matching(sets: Iterable[PickSet], typed: str) -> tuple[PickSet, ...]:
    """Give the picks of which every word typed begins a word of the label, or else of the sentence."""
    wanted = name_key(typed).split()
    if not wanted:
        return tuple(sets)
    kept = []
    for one in sets:
        by_label = tuple(pick for pick in one.picks if _has(pick.label, wanted))
        rest = tuple(pick for pick in one.picks if pick not in by_label and _has(pick.sentence, wanted))
        kept.append((bool(by_label), PickSet(one.key, one.title, by_label + rest)))
    kept.sort(key=lambda pair: not pair[0])
    return tuple(one for _, one in kept if one.picks)


def _has(text: str, wanted: Sequence[str]) -> bool:
    words = name_key(text).replace("-", " ").split()
    return all(any(word.startswith(one) for word in words) for one in wanted)


def _for_kind(picks: Iterable[tuple[str, str, str]], *, group: bool) -> tuple[Pick, ...]:
    chosen = ((label, of_group if group else of_client) for label, of_group, of_client in picks)
    return tuple(Pick(label, sentence) for label, sentence in chosen if sentence)


def _of_goal(goal: Goal) -> Pick:
    label = " ".join(goal.label.split())
    return Pick(f"Goal {goal.number}: {label}", f"Goal {goal.number} ({label}): {BLANK}", goal.number)


@cache
def _shipped() -> tuple[_Shipped, ...]:
    text = files("resources").joinpath(*TEMPLATES, "picks", "picks.toml").read_text(encoding="utf-8")
    return tuple(
        _Shipped(
            key=str(one["key"]),
            title=str(one["title"]),
            first_in=frozenset(cast("list[str]", one["first_in"])),
            picks=tuple(cast("tuple[str, str, str]", tuple(pick)) for pick in cast("list[list[str]]", one["picks"])),
        )
        for one in cast("list[dict[str, object]]", tomllib.loads(text)["set"])
    )
