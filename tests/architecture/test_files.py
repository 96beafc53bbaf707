"""What every file keeps to: its size, its name, its place, and what it does not mention."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import FOLDERS, ROOT, all_files, ignored_at_the_top, name_of, python_files, tree

MOST_LINES = 350
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager", "managers"}
AT_THE_TOP = {*FOLDERS, "pyproject.toml", "README.md", "start.py", "LICENSE", "CHANGELOG.md", "requirements.lock"}

# Written in two halves, or this file would mention what it forbids.
PLACES_OF_ONE_MACHINE = [
    ("/wor", r"k/\w"),
    ("/roo", r"t/\w"),
    ("/opt/", r"(pypi|wheels)"),
    ("pypi", r"\.org"),
    ("python", r"hosted\.org"),
    ("deb", r"\.debian\.org"),
    ("npm", r"js\.org"),
]


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_a_file_is_read_in_one_go(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= MOST_LINES, f"{name_of(path)} has {lines} lines; split it by what it does"


def test_a_name_says_what_is_inside() -> None:
    vague = [name_of(path) for path in python_files() if BANNED_NAMES.intersection({path.stem, path.parent.name})]
    assert vague == []


def test_the_top_holds_what_the_architecture_names() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - AT_THE_TOP - ignored_at_the_top() == set()


def test_nothing_names_a_place_of_one_machine() -> None:
    forbidden = re.compile("|".join(first + second for first, second in PLACES_OF_ONE_MACHINE))
    mentions = []
    for path in all_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        mentions += [f"{name_of(path)}: {found[0]}" for found in forbidden.finditer(text)]
    assert mentions == []


def test_every_folder_of_the_program_is_a_package() -> None:
    folders = {path.parent for path in python_files("coordinator", "ui")}
    bare = [name_of(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    # Alembic loads its environment and its revisions by path.
    assert [folder for folder in bare if "migrations" not in folder] == []


def test_no_layout_is_asked_for_an_item() -> None:
    """Qt deletes an item together with its widget, while Python's view of it stays: see `ui.widgets.widgets_of`."""
    asked = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files("ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "itemAt"
    ]
    assert asked == []
