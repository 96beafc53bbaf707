"""Whatever can be undone says what it was, and what undoing it is called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from coordinator.undo import UndoStep
from coordinator.vocabulary import Action
from ui.action_names import QUIET, done_words, undo_words

COMMANDS = Path(__file__).parents[2] / "coordinator"


def actions_with_undo() -> set[Action]:
    """Every action of a `Change(…)` in the program that is made with an inverse."""
    found: set[Action] = set()
    for path in COMMANDS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Change":
                has_undo = len(node.args) > 4 or any(
                    keyword.arg == "undo" and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
                    for keyword in node.keywords
                )
                first = node.args[0] if node.args else None
                if has_undo and isinstance(first, ast.Attribute):
                    found.add(Action[first.attr])
    return found


def test_every_action_that_can_be_undone_has_words(qapp: object) -> None:
    actions = actions_with_undo()
    assert len(actions) > 25
    untold = {action for action in actions if not done_words(action, {"count": "1"}) and action not in QUIET}
    assert untold == set()
    unnamed = {one for one in actions if undo_words(UndoStep(one, (), pytest.fail)) == "Undo"}  # type: ignore[arg-type]
    assert unnamed == set()


def test_counts_are_filled_in(qapp: object) -> None:
    step = UndoStep(Action.MARK_ALL_PRESENT, (("count", "9"),), pytest.fail)  # type: ignore[arg-type]
    assert undo_words(step) == "Undo mark 9 clients present"
    assert done_words(Action.MARK_ALL_PRESENT, {"count": "9"}) == "9 clients marked present"
