"""Every command of the program, found by looking, and arguments for it, made from what it says it takes."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, NewType
from uuid import UUID, uuid4

import coordinator
from coordinator.packet.values import Plain

Known = Mapping[str, UUID]
"""Ids by the name of their type: `GroupSessionId`, `ClientId`."""
WORDS = "Forged words."
NOT_LOOKED_AT = ("coordinator.cli", "coordinator.store.migrations")


def every_command() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function that takes a unit of work first and gives a change."""
    seen: set[Callable[..., Any]] = set()
    for found in pkgutil.walk_packages(coordinator.__path__, "coordinator."):
        if found.name.startswith(NOT_LOOKED_AT) or found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in sorted(vars(module).items()):
            if name.startswith("_") or not inspect.isfunction(value) or value in seen:
                continue
            takes = list(inspect.signature(value).parameters.values())
            gives = str(inspect.signature(value).return_annotation)
            if takes and str(takes[0].annotation) == "UnitOfWork" and gives.startswith("Change["):
                seen.add(value)
                yield f"{value.__module__}.{name}", value


def arguments(command: Callable[..., Any], known: Known) -> tuple[list[Any], dict[str, Any]]:
    """What to hand to a command: for each thing that it needs something that is there, or a forgery."""
    hints = hints_of(command)
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for taken in list(inspect.signature(command).parameters.values())[1:]:
        if taken.kind in {taken.VAR_POSITIONAL, taken.VAR_KEYWORD}:
            continue
        if taken.kind is taken.KEYWORD_ONLY:
            if taken.default is taken.empty:
                named[taken.name] = made(hints.get(taken.name, str), known)
        elif taken.default is taken.empty:
            positional.append(made(hints.get(taken.name, str), known))
    return positional, named


def hints_of(owner: Any) -> dict[str, Any]:
    """The types by name; those that only the type checker imports are looked up where they are."""
    names: dict[str, Any] = {}
    for feature in ("attendance", "notes", "roster", "sessions", "series", "vocabulary", "summaries", "programs"):
        module = importlib.import_module(f"coordinator.{feature}")
        names |= {name: getattr(module, name) for name in getattr(module, "__all__", ())}
    names |= vars(inspect.getmodule(owner))
    beside = {"Collection": Collection, "UUID": UUID, "date": date, "Plain": Plain}  # named in what those name
    return typing.get_type_hints(owner, globalns={**names, **beside})


def made(kind: Any, known: Known) -> Any:  # noqa: PLR0911  one line a kind of thing
    if isinstance(kind, NewType):
        return known.get(kind.__name__, uuid4())
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return made(next(one for one in typing.get_args(kind) if one is not type(None)), known)
    if origin is tuple:
        inside = typing.get_args(kind)
        return tuple(made(one, known) for one in inside if one is not ...)
    if origin in {list, frozenset, set, Sequence, Collection}:
        return [made(typing.get_args(kind)[0], known)]
    if origin in {dict, Mapping}:
        key, value = typing.get_args(kind)
        return {made(key, known): made(value, known)}
    if origin is not None:
        return None
    simple: dict[Any, Any] = {
        str: WORDS,
        bytes: WORDS.encode(),
        int: 1,
        bool: True,
        float: 1.0,
        date: date(2026, 3, 11),
        time: time(9),
        timedelta: timedelta(minutes=1),
        datetime: datetime(2026, 3, 11, 13, tzinfo=UTC),
        UUID: known["NoteId"],
        Path: Path("nowhere"),
    }
    if kind in simple:
        return simple[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = hints_of(kind)
        needed = [one for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING and one.init]
        return kind(**{one.name: made(hints[one.name], known) for one in needed})
    return None
