"""What is known about names in general: short forms, and names that are words as well. Data, read once.

All of it is folded to plain lower case.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import cast

FOLDER = ("templates", "notes", "names")


@cache
def words(kind: str) -> frozenset[str]:
    """Give a list of `words.toml`; raises KeyError for an unknown one."""
    return frozenset(str(_read("words.toml")[kind]).split())


@cache
def nicknames() -> tuple[frozenset[str], ...]:
    """Give the given names that stand for one another: a name stands for every other name of its set."""
    groups = cast("list[list[str]]", _read("nicknames.toml")["groups"])
    return tuple(frozenset(names) for names in groups)


@cache
def _read(name: str) -> dict[str, object]:
    return tomllib.loads(files("resources").joinpath(*FOLDER, name).read_text(encoding="utf-8"))
