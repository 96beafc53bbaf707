"""Every error that the program can raise has words of its own or of its family, and none quotes a client."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import coordinator
import ui
from coordinator import errors
from coordinator.errors import CoordinatorError, StoreError
from ui.error_messages import describe

SPEECHLESS = {"FillStopped", "ReadingStopped"}
"""Whoever pressed Stop needs no sentence about it."""


def load_everything() -> None:
    for package in (coordinator, ui):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "__main__" not in found.name and ".migrations" not in found.name:
                importlib.import_module(found.name)


def family(kind: type[CoordinatorError]) -> Iterator[type[CoordinatorError]]:
    for child in kind.__subclasses__():
        if child.__module__.split(".")[0] in {"coordinator", "ui"}:
            yield child
            yield from family(child)


def test_no_error_is_speechless(qapp: object) -> None:
    load_everything()
    last_resort = describe.dispatch(CoordinatorError)
    kinds = {kind for kind in family(CoordinatorError) if kind.__name__ not in SPEECHLESS}
    assert len(kinds) > 40
    speechless = sorted(kind.__qualname__ for kind in kinds if describe.dispatch(kind) is last_resort)
    assert speechless == []


def test_every_refusal_of_the_store_has_a_sentence_of_its_own(qapp: object) -> None:
    load_everything()
    ours = describe.dispatch(StoreError)
    vague = describe(StoreError()).sentence
    kinds = [kind for kind in family(StoreError) if describe.dispatch(kind) is ours and not kind.__subclasses__()]
    assert len(kinds) > 15
    assert [kind.__name__ for kind in kinds if describe(kind.__new__(kind)).sentence == vague] == []


@pytest.mark.parametrize("kind", [errors.WrongSecret, errors.StoreTooNew, errors.StoreDamaged, errors.StoreFull])
def test_sentences_are_whole(qapp: object, kind: type[CoordinatorError]) -> None:
    words = describe(kind.__new__(kind))
    assert words.title
    assert words.sentence.endswith(".")
    assert "!" not in words.sentence
