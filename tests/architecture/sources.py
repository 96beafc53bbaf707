"""The project's own files, found without git so that an unpacked archive can be tested too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("coordinator", "ui", "resources", "tests")


def ignored_at_the_top() -> set[str]:
    """Names at the top that .gitignore lists as made by tools."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return {line.strip("/") for line in lines if line.endswith("/") and "*" not in line}


@cache
def all_files() -> tuple[Path, ...]:
    """Every file of the project: at the top, in the four folders, in dot folders that are kept."""
    made = ignored_at_the_top()
    top = [path for path in ROOT.iterdir() if path.name not in made and path.name != ".git"]
    found = [path for path in top if path.is_file()]
    for folder in (path for path in top if path.is_dir()):
        found += [path for path in folder.rglob("*") if path.is_file() and not made.intersection(path.parts)]
    return tuple(sorted(path for path in found if path.suffix != ".pyc"))


def python_files(*folders: str) -> list[Path]:
    """The Python files under `folders`; start.py as well when none is named."""
    roots = tuple(ROOT / folder for folder in folders or FOLDERS)
    chosen = [path for path in all_files() if path.suffix == ".py" and any(path.is_relative_to(top) for top in roots)]
    return chosen if folders else [*chosen, ROOT / "start.py"]


def name_of(path: Path) -> str:
    """The path as it reads from the top of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def strings_that_do_something(path: Path) -> Iterator[ast.Constant]:
    """Every literal text of a file but those that stand alone as a statement: docstrings, notes on a constant."""
    notes = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node
