"""A store of every released schema, with a row in every table, opens in this program with nothing lost.

`write_released_schema` writes each down as SQL when its version is released; it is never changed afterwards.
"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from coordinator import audit, people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import HEAD, bring_up_to_date, revision_of
from coordinator.store.sqlcipher import StoreFile
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from tests.fakes import FakeClock
from tests.store.planting import is_word_index, plant, rows_of

RELEASES = Path(__file__).parents[1] / "fixtures" / "stores"
KEY = DatabaseKey(bytes(range(32)))
BETWEEN = ";\n\n"


def write_released_schema(folder: Path, scratch: Path, clock: FakeClock) -> None:
    """Write `store.sql`, the newest schema with a row in every table, and `rows.json`, how many each table has."""
    folder.mkdir(parents=True, exist_ok=True)
    sqlcipher.create_store_file(scratch / "store.db", KEY)
    with closing(open_local_store(scratch / "store.db", KEY)) as local:
        bring_up_to_date(local.engine)
        store = Store(local.engine, clock=clock, feed=ChangeFeed())
        store.write(programs.create_program, "Alder Street IOP", "America/New_York")
        store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)
        store.write(people.add_facilitator, "M. Chen", "LPC", states=["NY", "NJ"])
        with local.engine.begin() as connection:
            plant(connection)
            counts = {table: len(rows) for table, rows in rows_of(connection).items()}
        with closing(local.creator()) as connection:
            written = statements_of(connection)
    (folder / "store.sql").write_text(BETWEEN.join(written) + "\n", "utf-8")
    (folder / "rows.json").write_text(json.dumps(counts, indent=1) + "\n", "utf-8")


def statements_of(connection: sqlcipher.Connection) -> list[str]:
    """What makes the same store again, statement by statement."""
    asked = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'sqlite_sequence' ORDER BY type DESC, name"
    named = connection.execute(asked.replace("sql FROM", "name, sql FROM")).fetchall()
    # The index of words makes its own tables, and its words are in no table that could be copied.
    made = [str(sql) for name, sql in named if not is_word_index(str(name)) or str(name) == "note_search"]
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        if is_word_index(str(table)):
            continue
        described = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        columns = [f'quote("{name}")' for (_, name, *_) in described]
        row = " || ', ' || ".join(columns)
        values = [f"({said})" for (said,) in connection.execute(f'SELECT {row} FROM "{table}"').fetchall()]  # noqa: S608  names that the store itself gave
        made.append(f'INSERT INTO "{table}" VALUES\n' + ",\n".join(values))
    return made


def store_of(release: str, path: Path) -> Path:
    """Make the encrypted file that the released version would have left."""
    sqlcipher.create_store_file(path, KEY)
    with closing(open_local_store(path, KEY)) as local, closing(local.creator()) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in (RELEASES / release / "store.sql").read_text("utf-8").split(BETWEEN):
            connection.execute(statement)
    return path


@pytest.mark.parametrize("release", sorted(folder.name for folder in RELEASES.iterdir()))
def test_a_store_of_a_released_version_is_taken_over_whole(release: str, tmp_path: Path, clock: FakeClock) -> None:
    path = store_of(release, tmp_path / "store.db")
    expected = json.loads((RELEASES / release / "rows.json").read_text("utf-8"))
    with closing(open_local_store(path, KEY)) as local:
        bring_up_to_date(local.engine)
        assert revision_of(local.engine) == HEAD
        with local.engine.connect() as connection:
            counts = {table: len(rows) for table, rows in rows_of(connection).items()}
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert {table: counts[table] for table in expected} == expected
        store = Store(local.engine, clock=clock, feed=ChangeFeed())
        report = store.read(audit.verify)
        assert report.intact
        assert report.entries == expected["audit"]
        staff = store.read(people.facilitators)
        assert [person.display for person in staff] == ["M. Chen, LPC", "Renee Alvarado, LCSW"]
        store.sign_in(staff[1].id)
        store.write(people.change_facilitator, staff[0].id, name="M. Chen", credentials="LPC-S")
        assert store.read(audit.verify).intact
    assert StoreFile(path, KEY).problems() == ()
