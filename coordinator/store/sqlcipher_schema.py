"""A new file gets its tables at once, not by living through every migration that older files went through.

`migrations/newest.sql` holds what the migrations leave behind in an empty file; `migrations/write_newest.py` writes
it, and a test compares the two ways. Statements are separated by an empty line.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection

FILE = Path(__file__).with_name("migrations") / "newest.sql"

_WORD_INDEX = "CREATE VIRTUAL TABLE"
_APART = ";\n\n"
_TABLE = "CREATE TABLE"
_CONSTRAINTS = ("CONSTRAINT ", "PRIMARY KEY ", "FOREIGN KEY", "UNIQUE ", "CHECK ")
_BETWEEN = ", \n"


def make_tables(connection: Connection) -> None:
    """Give an empty local store every table of the newest revision, and the revision's number."""
    for statement in statements(FILE.read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)


def statements(script: str) -> list[str]:
    """Give the statements of a script one by one."""
    return script.strip().removesuffix(";").split(_APART)


def script_of(connection: Connection) -> str:
    """Give the script that makes a store like this one, which holds no records."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL "
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
    ).all()
    indexes = tuple(f"{name}_" for name, sql in found if sql.startswith(_WORD_INDEX))  # it makes its own tables
    made = [_ordered(sql) for name, sql in found if not name.startswith(("sqlite_", *indexes))]
    counted = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence ORDER BY name").all()
    made += [f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', {highest})" for name, highest in counted]  # noqa: S608  names of tables
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    made.append(f"INSERT INTO alembic_version (version_num) VALUES ('{revision}')")  # noqa: S608  a number
    return _APART.join(made) + ";\n"


def _ordered(statement: str) -> str:
    """Give a statement with a table's constraints in the order of their words.

    A migration that copies a table puts them in the order of a set, which differs from run to run.
    """
    first, *inside = statement.splitlines()
    if not first.startswith(_TABLE) or not inside or inside[-1].strip() != ")":
        return statement
    lines = [line.rstrip(", ") for line in inside[:-1] if line.strip()]
    constraints = sorted(line for line in lines if line.lstrip().startswith(_CONSTRAINTS))
    columns = [line for line in lines if line not in constraints]
    return "\n".join([first, _BETWEEN.join([*columns, *constraints]), inside[-1]])
