"""Text for people can be translated, and reads calmly."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import name_of, python_files, strings_that_do_something, tree

TRANSLATORS = {"tr", "translate", "QT_TRANSLATE_NOOP", "QT_TR_NOOP"}


def called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def translations() -> list[tuple[str, ast.Call]]:
    return [
        (f"{name_of(path)}:{node.lineno}", node)
        for path in python_files("ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called_name(node) in TRANSLATORS
    ]


def test_a_translated_text_is_put_together_after_translation() -> None:
    """A translator finds literals only: values go in with `.format(...)` on what `tr` gave back."""
    assembled = [
        place
        for place, call in translations()
        if any(
            isinstance(argument, ast.JoinedStr | ast.BinOp)
            or (isinstance(argument, ast.Call) and called_name(argument) == "format")
            for argument in call.args
        )
    ]
    assert assembled == []


def test_no_sentence_shouts() -> None:
    shouting = [
        place
        for place, call in translations()
        for text in ast.walk(call)
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and "!" in text.value
    ]
    assert shouting == []


@pytest.mark.parametrize("word", ["QMessageBox", "setWindowTitle", "setToolTip"])
def test_the_coordinator_writes_no_window(word: str) -> None:
    found = [name_of(path) for path in python_files("coordinator") if word in path.read_text("utf-8")]
    assert found == []


def test_translated_texts_are_searched_at_all() -> None:
    assert any(True for path in python_files("ui") for _ in strings_that_do_something(path))
