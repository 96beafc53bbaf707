"""What can be found, and which of it fits what was typed. Nothing that was searched for is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

LEAST_SCORE = 72
MOST_OF_A_KIND = 6
AT_REST = 8
"""How many entries are offered before anything was typed."""


class Kind(StrEnum):
    """The headings, in the order in which they stand."""

    ACTIONS = "actions"
    CLIENTS = "clients"
    GROUPS = "groups"
    WEEKS = "weeks"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to run or to go to.

    `why_not` says why it cannot be run now, as in "open a note first"; it is then shown and does nothing. `more` are
    the actions that Tab shows for it.
    """

    kind: Kind
    title: str
    run: Callable[[], None]
    detail: str = ""
    icon: str = "play"
    keys: str = ""
    why_not: str = ""
    also: str = ""
    more: tuple[Entry, ...] = ()


def matching(entries: Sequence[Entry], typed: str) -> tuple[Entry, ...]:
    """Give the entries that fit, best first within each kind, at most six of a kind; the first ones at rest."""
    if not typed.strip():
        return tuple(one for one in entries if one.kind is Kind.ACTIONS)[:AT_REST]
    wanted = _folded(typed)
    found: list[Entry] = []
    for kind in Kind:
        scored = [(_score(one, wanted), place, one) for place, one in enumerate(entries) if one.kind is kind]
        good = sorted((hit for hit in scored if hit[0] >= LEAST_SCORE), key=lambda hit: (-hit[0], hit[1]))
        found.extend(one for _score_, _place, one in good[:MOST_OF_A_KIND])
    return tuple(found)


def _score(entry: Entry, wanted: str) -> float:
    text = _folded(f"{entry.title} {entry.also}")
    words = text.split()
    if text.startswith(wanted):
        return 100.0
    if any(word.startswith(wanted) for word in words):
        return 95.0
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 90.0
    return fuzz.partial_ratio(wanted, text) * 0.9


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
