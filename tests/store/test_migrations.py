"""From every earlier schema to the newest and back, on both stores, with rows in every table."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, CursorResult, Enum, event, inspect, text
from sqlalchemy.engine import Engine
from sqlmodel import SQLModel

from coordinator import audit, people
from coordinator.changes import ChangeFeed
from coordinator.errors import StoreDamaged, StoreTooNew, StoreTooOld
from coordinator.store import migrate, sqlcipher, sqlcipher_schema
from coordinator.store.engine import make_shared_engine, open_local_store
from coordinator.store.migrate import HEAD, KNOWN, VERSIONS, bring_up_to_date, require_current, revision_of
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from tests.fakes import FakeClock
from tests.store.conftest import BOTH
from tests.store.planting import Rows, is_word_index, plant, reflected, rows_of

KEY = DatabaseKey(bytes(range(32)))


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.attributes["connection"] = connection
    return config


def go_up(engine: Engine, revision: str) -> None:
    with engine.connect() as connection, migrate._foreign_keys_off(connection), connection.begin():
        command.upgrade(configuration(connection), revision)


def go_down(engine: Engine, revision: str) -> None:
    with engine.connect() as connection, migrate._foreign_keys_off(connection), connection.begin():
        command.downgrade(configuration(connection), revision)


@pytest.fixture(params=BOTH)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The engine of a store without a single table."""
    if request.param == "postgresql":
        engine = make_shared_engine(request.getfixturevalue("postgres_database"))
        yield engine
        engine.dispose()
        return
    sqlcipher.create_store_file(tmp_path / "bare.db", KEY)
    with closing(open_local_store(tmp_path / "bare.db", KEY)) as local:
        yield local.engine


# ---------------------------------------------------------------- the chain and the tables


def test_a_new_file_has_what_the_migrations_leave_behind(tmp_path: Path) -> None:
    made: list[tuple[str, list[tuple[str, str]], dict[str, list[Any]]]] = []
    for name, make in (("new.db", bring_up_to_date), ("lived.db", migrate.upgrade)):
        sqlcipher.create_store_file(tmp_path / name, KEY)
        with closing(open_local_store(tmp_path / name, KEY)) as local:
            make(local.engine)
            with local.engine.connect() as connection:
                names = connection.exec_driver_sql("SELECT name, type FROM sqlite_master ORDER BY name, type").all()
                tables = [table for table, kind in names if kind == "table"]
                read = [f'SELECT * FROM "{table}"' for table in tables]  # noqa: S608  names of tables
                rows = {one: list(connection.exec_driver_sql(one).all()) for one in read}
                made.append((sqlcipher_schema.script_of(connection), [tuple(one) for one in names], rows))
    assert made[0] == made[1]
    again = "python -m coordinator.store.migrations.write_newest"
    assert made[1][0] == sqlcipher_schema.FILE.read_text(encoding="utf-8"), f"write it anew: {again}"


def test_the_revisions_are_one_line_and_the_program_knows_each() -> None:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    walked = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions("base", "heads")]
    assert tuple(reversed(walked)) == KNOWN
    assert walked[0] == HEAD
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_no_revision_leans_on_what_the_tables_are_today() -> None:
    for revision in VERSIONS.glob("[0-9]*.py"):
        imported = [
            node for node in ast.walk(ast.parse(revision.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
        ]
        assert {node.module for node in imported} <= {"alembic", "__future__"}, revision.name


def test_the_sqlcipher_schema_is_what_the_tables_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "target_metadata": SQLModel.metadata,
                "include_name": lambda name, kind, _parents: kind != "table" or not is_word_index(str(name)),
            },
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_check_of_the_tables_is_in_the_sqlcipher_schema(engine: Engine) -> None:
    found = inspect(engine)
    for table in SQLModel.metadata.sorted_tables:
        wanted = {
            str(check.name) for check in table.constraints if type(check).__name__ == "CheckConstraint"
        }  # fmt: skip
        stored = {str(check["name"]) for check in found.get_check_constraints(table.name)}
        assert {full_name(table.name, name) for name in wanted} == stored, table.name


def test_every_choice_of_the_vocabulary_may_be_stored(engine: Engine) -> None:
    found = inspect(engine)
    for table in SQLModel.metadata.sorted_tables:
        checks = {str(check["name"]): str(check["sqltext"]) for check in found.get_check_constraints(table.name)}
        for column in table.columns:
            if isinstance(column.type, Enum):
                allowed = set(re.findall(r"'([^']+)'", checks[f"ck_{table.name}_{column.type.name}"]))
                assert allowed == set(column.type.enums), f"{table.name}.{column.name} needs a revision"


def full_name(table: str, check: str) -> str:
    return check if check.startswith("ck_") else f"ck_{table}_{check}"


def test_every_constraint_has_a_name_and_every_reference_waits_for_the_commit(engine: Engine) -> None:
    found = inspect(engine)
    for table in SQLModel.metadata.sorted_tables:
        for reference in found.get_foreign_keys(table.name):
            assert reference["name"] is not None
            assert reference["name"].startswith("fk_")
            assert reference["options"] == {"deferrable": True, "initially": "DEFERRED"}, reference["name"]
        for unique in found.get_unique_constraints(table.name):
            assert str(unique["name"]).startswith("uq_")
        if table.name != "audit":  # SQLite counts by itself only where the key has no name
            assert str(found.get_pk_constraint(table.name)["name"]).startswith("pk_")


# ---------------------------------------------------------------- up and down


def test_each_step_up_and_down_again_keeps_every_row(bare: Engine) -> None:
    before: str | None = None
    planted: Rows = {}
    for after in KNOWN:
        go_up(bare, after)
        with bare.begin() as connection:
            tables = reflected(connection)
            plant(connection, tables)
            grown = rows_of(connection, tables)
        for table, rows in planted.items():  # a step may add a column, and change nothing in the others
            pairs = zip(rows, grown[table], strict=True)
            assert [row.items() <= now.items() for row, now in pairs] == [True] * len(rows), (after, table)
        assert {table: len(rows) for table, rows in grown.items()} == dict.fromkeys(grown, 1), after
        go_down(bare, before or "base")
        assert revision_of(bare) == before
        with bare.connect() as connection:
            assert rows_of(connection) == planted, after
        go_up(bare, after)
        with bare.begin() as connection:
            plant(connection, tables)
            before, planted = after, rows_of(connection, tables)


@pytest.mark.parametrize("every", [41, pytest.param(1, marks=pytest.mark.faults)])
def test_an_upgrade_that_fails_at_any_statement_leaves_the_old_schema(bare: Engine, every: int) -> None:
    go_up(bare, KNOWN[0])
    with bare.begin() as connection:
        plant(connection)
        before = rows_of(connection)
    for statement in range(1, 400, every):
        with failing_after(bare, statement) as has_failed:
            try:
                bring_up_to_date(bare)
            except ArithmeticError:
                assert has_failed()
            else:
                assert not has_failed()
                break
        assert revision_of(bare) == KNOWN[0]
        with bare.connect() as connection:
            assert rows_of(connection) == before
    else:
        pytest.fail("the upgrade never ended")
    assert revision_of(bare) == HEAD


class failing_after:  # noqa: N801  read as a sentence
    """Let the nth statement that changes the schema be the last: an exception follows it."""

    def __init__(self, engine: Engine, statements: int) -> None:
        self._engine, self._left, self._failed = engine, statements, False

    def __enter__(self) -> Callable[[], bool]:
        event.listen(self._engine, "after_cursor_execute", self._count)
        return lambda: self._failed

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "after_cursor_execute", self._count)

    def _count(self, _c: Connection, _cursor: CursorResult[Any], statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE")):
            self._left -= 1
            if self._left == 0:
                self._failed = True
                raise ArithmeticError


def test_references_are_enforced_again_after_an_upgrade_and_after_a_failed_one(tmp_path: Path) -> None:
    sqlcipher.create_store_file(tmp_path / "store.db", KEY)
    with closing(open_local_store(tmp_path / "store.db", KEY)) as local:
        go_up(local.engine, KNOWN[0])
        with failing_after(local.engine, 3), pytest.raises(ArithmeticError):
            bring_up_to_date(local.engine)
        assert enforced(local.engine)
        bring_up_to_date(local.engine)
        assert enforced(local.engine)


def enforced(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.execute(text("PRAGMA foreign_keys")).scalar_one())


def test_an_upgrade_that_would_orphan_a_row_is_taken_back(tmp_path: Path) -> None:
    sqlcipher.create_store_file(tmp_path / "store.db", KEY)
    with closing(open_local_store(tmp_path / "store.db", KEY)) as local:
        go_up(local.engine, KNOWN[-2])
        with local.engine.connect() as connection, migrate._foreign_keys_off(connection), connection.begin():
            orphan = "INSERT INTO licensed_state (id, facilitator_id, state) VALUES ('a', 'b', 'NY')"
            connection.execute(text(orphan))
        with pytest.raises(StoreDamaged):
            bring_up_to_date(local.engine)
        assert revision_of(local.engine) == KNOWN[-2]


# ---------------------------------------------------------------- older, newer


def test_an_older_store_is_upgraded_after_a_snapshot(bare: Engine) -> None:
    go_up(bare, KNOWN[0])
    revisions: list[str | None] = []
    bring_up_to_date(bare, lambda: revisions.append(revision_of(bare)))
    assert revisions == [KNOWN[0]]
    assert revision_of(bare) == HEAD


def test_a_new_store_and_a_current_one_need_no_snapshot(bare: Engine) -> None:
    taken: list[None] = []
    bring_up_to_date(bare, lambda: taken.append(None))
    bring_up_to_date(bare, lambda: taken.append(None))
    assert taken == []


def test_a_snapshot_that_fails_leaves_the_older_store_alone(bare: Engine) -> None:
    go_up(bare, KNOWN[0])

    def fails() -> None:
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        bring_up_to_date(bare, fails)
    assert revision_of(bare) == KNOWN[0]


def test_a_newer_store_is_refused_and_its_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    sqlcipher.create_store_file(path, KEY)
    with closing(open_local_store(path, KEY)) as local:
        bring_up_to_date(local.engine)
        with local.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    taken: list[None] = []
    with closing(open_local_store(path, KEY)) as local, pytest.raises(StoreTooNew):
        bring_up_to_date(local.engine, lambda: taken.append(None))
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["store.db"]
    assert taken == []


def test_a_shared_store_must_be_neither_older_nor_newer(bare: Engine) -> None:
    with pytest.raises(StoreTooOld):
        require_current(bare)
    go_up(bare, KNOWN[0])
    with pytest.raises(StoreTooOld):
        require_current(bare)
    bring_up_to_date(bare)
    require_current(bare)
    with bare.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        require_current(bare)


def test_an_administrator_upgrades_a_shared_store_from_the_command_line(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["migrate", postgres_database])
    migrate.main()
    engine = make_shared_engine(postgres_database)
    require_current(engine)
    engine.dispose()


def test_the_history_is_intact_after_an_upgrade(bare: Engine, clock: FakeClock) -> None:
    go_up(bare, KNOWN[0])
    store = Store(bare, clock=clock, feed=ChangeFeed())
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)
    store.write(people.add_facilitator, "M. Chen")
    before = store.read(audit.verify)
    bring_up_to_date(bare)
    assert store.read(audit.verify) == before
    assert before.intact
    assert before.entries == 2
