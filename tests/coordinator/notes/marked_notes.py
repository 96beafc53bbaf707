"""Made-up notes written one by one, in which whoever is named stands in [brackets]; groups begin with `==`.

A group's line gives the note's client first, then everybody else, with the legal name behind a slash. Initials, such as
"Peer (J.A.)", are how a member is spoken of without being named, so that they stand without brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from coordinator.notes import MemberName
from coordinator.vocabulary import ClientId

MARKED = re.compile(r"(\[[^\]]*\])")


@dataclass(frozen=True)
class MarkedNote:
    """A note, whose it is, who else is in the group, and the places in it that name one of them."""

    text: str
    own: tuple[str, ...]
    others: tuple[MemberName, ...]
    named: tuple[tuple[int, int], ...]


def marked_notes(name: str) -> tuple[MarkedNote, ...]:
    """Read `NAME_held_out_notes.txt`."""
    found: list[MarkedNote] = []
    own: tuple[str, ...] = ()
    others: tuple[MemberName, ...] = ()
    for line in Path(__file__).with_name(f"{name}_held_out_notes.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            first, *rest = (part.strip() for part in line.removeprefix("== ").split("|"))
            own = (first,)
            others = tuple(MemberName(ClientId(uuid4()), tuple(one.split(" / "))) for one in rest)
        elif line.strip():
            text, named = unmarked(line)
            found.append(MarkedNote(text, own, others, named))
    return tuple(found)


def unmarked(line: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give a line without its brackets, and where they stood."""
    text, named = "", []
    for part in MARKED.split(line):
        inside = part[1:-1] if part.startswith("[") else part
        if inside != part:
            named.append((len(text), len(text) + len(inside)))
        text += inside
    return text, tuple(named)
