"""What can be found, and which of it fits what was typed. Nothing that was searched for is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

LEAST_SCORE = 72
MOST_OF_A_KIND = 6
SHORTEST_INSIDE = 3
"""With one or two letters only beginnings of words and initials count."""
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
    """Say from 0 to 100 how well an entry fits: its title first, then what else it is known by."""
    return max(_points(_folded(entry.title), wanted), 0.95 * _points(_folded(entry.also), wanted))


def _points(text: str, wanted: str) -> float:
    words, parts = text.split(), wanted.split()
    initials = "".join(word[0] for word in words)
    steps = (
        (100.0, text.startswith(wanted)),
        (97.0, any(word.startswith(wanted) for word in words)),
        (94.0, bool(words) and all(any(word.startswith(part) for word in words) for part in parts)),
        (90.0, len(wanted) > 1 and initials.startswith(wanted)),
        (86.0, len(wanted) >= SHORTEST_INSIDE and wanted in text),
    )
    plain = max((points for points, fits in steps if fits), default=0.0)
    if plain or len(wanted) <= SHORTEST_INSIDE:
        return plain
    # A slip of the finger is compared with beginnings of words: pieces in their middle match nearly everything.
    close = max((fuzz.ratio(wanted, word[: len(wanted) + 1]) for word in words), default=0.0)
    whole = fuzz.token_set_ratio(wanted, text) if len(parts) > 1 else 0.0
    return 0.98 * max(close, whole)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
