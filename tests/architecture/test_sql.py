"""SQL that both stores understand: nothing of one database outside the files that are about it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.sources import name_of, python_files, strings_that_do_something, tree

# SQLite itself, the two kinds of transaction, and upgrades.
KNOWS_ONE_DATABASE = tuple(
    f"coordinator/store/{name}" for name in ("sqlcipher", "engine.py", "migrate.py", "migrations/")
)
RAW = re.compile(
    r"\b(PRAGMA\s|sqlite_(master|schema|sequence)|ATTACH\s+DATABASE|INSERT\s+OR\s|ON\s+CONFLICT|BEGIN\s+IMMEDIATE|strftime\(|julianday\("
    r"|CREATE\s+TRIGGER|SELECT\s.+\sFROM\s)"
)
ONE_DIALECT = ("sqlalchemy.dialects", "sqlite3", "sqlcipher3")
UNPORTABLE_CALLS = {"exec_driver_sql", "on_conflict_do_nothing", "on_conflict_do_update"}


def portable_files() -> list[Path]:
    return [path for path in python_files("coordinator", "ui") if not name_of(path).startswith(KNOWS_ONE_DATABASE)]


def test_no_text_is_sql_of_one_database() -> None:
    found = [
        f"{name_of(path)}:{text.lineno}: {match[0]}"
        for path in portable_files()
        for text in strings_that_do_something(path)
        if (match := RAW.search(str(text.value)))
    ]
    assert found == []


def test_no_dialect_is_imported() -> None:
    found = []
    for path in portable_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            found += [f"{name_of(path)}:{node.lineno}: {name}" for name in names if name.startswith(ONE_DIALECT)]
    assert found == []


def test_no_call_is_of_one_database() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}: {node.attr}"
        for path in portable_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in UNPORTABLE_CALLS
    ]
    assert found == []
