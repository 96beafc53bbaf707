"""The engine over the encrypted file, and the rule for databases on other computers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coordinator.errors import NetworkFolder, StoreError, StoreFull, StoreLocked, StoreMissing, StoreUnreachable
from coordinator.store import sqlcipher
from coordinator.store.engine import (
    READ_ONLY,
    LocalStore,
    UnknownStoreKind,
    VerifiedTlsRequired,
    make_engine,
    make_shared_engine,
    open_local_store,
    store_error_of,
)
from coordinator.vault.database_key import DatabaseKey


@pytest.fixture
def key() -> DatabaseKey:
    return DatabaseKey.generate()


@pytest.fixture
def opened(tmp_path: Path, key: DatabaseKey) -> Iterator[LocalStore]:
    sqlcipher.create_store_file(tmp_path / "store.db", key)
    store = open_local_store(tmp_path / "store.db", key)
    with store.engine.begin() as rows:
        rows.execute(text("CREATE TABLE mark (id INTEGER PRIMARY KEY, said TEXT UNIQUE)"))
    yield store
    if not sqlcipher.wal_of(store.path).exists():
        return
    store.close()


def say(store: LocalStore, said: str) -> None:
    with store.engine.begin() as rows:
        rows.execute(text("INSERT INTO mark (said) VALUES (:said)"), {"said": said})


def test_a_closed_store_does_not_open_again_by_itself(opened: LocalStore) -> None:
    say(opened, "made up")
    opened.close()
    assert [entry.name for entry in opened.path.parent.iterdir()] == ["store.db"]
    with pytest.raises(StoreLocked):
        opened.engine.connect()


def test_what_is_wrong_with_the_file_is_said_at_opening(tmp_path: Path, key: DatabaseKey) -> None:
    with pytest.raises(StoreMissing):
        open_local_store(tmp_path / "store.db", key)


def test_a_store_on_a_network_drive_is_not_opened(
    opened: LocalStore, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.vault.network_folders.is_remote_mount", lambda _place, _mounts: True)
    with pytest.raises(NetworkFolder):
        open_local_store(opened.path, key)


def test_a_failed_command_leaves_nothing(opened: LocalStore) -> None:
    def half_a_command() -> None:
        with opened.engine.begin() as rows:
            rows.execute(text("INSERT INTO mark (said) VALUES ('half')"))
            rows.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(DBAPIError):
        half_a_command()
    with opened.engine.connect() as rows:
        assert rows.execute(text("SELECT count(*) FROM mark")).scalar_one() == 0


def test_schema_changes_roll_back_too(opened: LocalStore) -> None:
    with opened.engine.connect() as rows:
        rows.execute(text("CREATE TABLE half (id INTEGER)"))
        rows.rollback()
        assert rows.execute(text("SELECT count(*) FROM sqlite_schema WHERE name = 'half'")).scalar_one() == 0


def test_a_writer_takes_the_lock_at_once_and_a_reader_takes_none(opened: LocalStore) -> None:
    readers = opened.engine.execution_options(**{READ_ONLY: True})
    with opened.engine.begin() as writer, readers.begin() as reader:
        writer.execute(text("INSERT INTO mark (said) VALUES ('new')"))
        assert reader.execute(text("SELECT count(*) FROM mark")).scalar_one() == 0
    with readers.begin() as reader:
        assert reader.execute(text("SELECT count(*) FROM mark")).scalar_one() == 1


def test_reading_first_and_writing_later_never_fails_beside_another_writer(opened: LocalStore) -> None:
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(40):
                with opened.engine.begin() as rows:
                    count = rows.execute(text("SELECT count(*) FROM mark")).scalar_one()
                    rows.execute(text("INSERT INTO mark (said) VALUES (:said)"), {"said": f"number {count}"})
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)

    threads = [threading.Thread(target=count_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with opened.engine.connect() as rows:
        assert rows.execute(text("SELECT count(*) FROM mark")).scalar_one() == 80


def test_another_processs_commit_is_noticed_and_our_own_is_not(opened: LocalStore, key: DatabaseKey) -> None:
    before = opened.data_version()
    say(opened, "ours")
    assert opened.data_version() == before
    other = sqlcipher.connect(opened.path, key)
    other.execute("INSERT INTO mark (said) VALUES ('theirs')")
    other.close()
    assert opened.data_version() != before


def test_the_log_is_emptied_on_request(opened: LocalStore) -> None:
    say(opened, "made up")
    assert opened.checkpoint()
    assert sqlcipher.wal_of(opened.path).stat().st_size == 0


def test_values_are_in_no_error_message(opened: LocalStore) -> None:
    say(opened, "planted person")
    with pytest.raises(DBAPIError) as refused:
        say(opened, "planted person")
    assert "planted" not in str(refused.value)


def test_a_full_disk_comes_out_as_its_error_and_a_defect_as_itself(opened: LocalStore) -> None:
    with opened.engine.connect() as rows:
        pages = rows.exec_driver_sql("PRAGMA page_count").scalar_one()
        rows.rollback()
        rows.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        large = {"said": "x" * 100_000}
        with pytest.raises(DBAPIError) as full:
            rows.execute(text("INSERT INTO mark (said) VALUES (:said)"), large)
        rows.rollback()
        with pytest.raises(DBAPIError) as defect:
            rows.execute(text("SELECT nonsense"))
    assert isinstance(store_error_of(full.value), StoreFull)
    assert store_error_of(defect.value) is defect.value


def test_an_address_makes_an_engine(opened: LocalStore, key: DatabaseKey) -> None:
    for address in (opened.path, f"sqlcipher:///{opened.path}"):
        engine = make_engine(address, key)
        with engine.connect() as rows:
            assert rows.execute(text("SELECT count(*) FROM mark")).scalar_one() == 0
        engine.dispose()
    for address in (f"sqlite:///{opened.path}", "mysql://host/x", "sqlcipher://"):
        with pytest.raises(UnknownStoreKind):
            make_engine(address, key)
    with pytest.raises(UnknownStoreKind):
        make_engine(opened.path)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://renee@db.clinic.example/iop?sslmode=require",
        "postgresql+psycopg://renee@db.clinic.example/iop?sslmode=disable",
        "postgresql+psycopg://renee@10.0.0.5/iop?sslmode=prefer",
        "postgresql+psycopg:///iop?host=db.clinic.example&sslmode=require",
        "postgresql+psycopg:///iop?host=localhost,db.clinic.example&sslmode=require",
        "postgresql+psycopg://localhost/iop?hostaddr=10.0.0.5&sslmode=allow",
        "postgresql+psycopg:///iop?service=clinic&sslmode=allow",
    ],
)
def test_a_remote_database_without_verified_tls_is_refused(address: str) -> None:
    with pytest.raises(VerifiedTlsRequired):
        make_shared_engine(address)


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql+psycopg://renee@db.clinic.example/iop", "verify-full"),
        ("postgresql+psycopg://renee@db.clinic.example/iop?sslmode=verify-full", "verify-full"),
        ("postgresql+psycopg://renee@localhost/iop", None),
        ("postgresql+psycopg://renee@127.0.0.1/iop", None),
        ("postgresql+psycopg://renee@[::1]/iop", None),
        ("postgresql+psycopg:///iop?host=/var/run/postgresql", None),
        ("postgresql+psycopg:///iop", None),
    ],
)
def test_verified_tls_is_added_for_other_computers(
    address: str, mode: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGHOST", raising=False)
    assert make_shared_engine(address).url.query.get("sslmode") == mode


def test_the_environment_cannot_name_a_remote_host_unverified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.clinic.example")
    assert make_shared_engine("postgresql+psycopg:///iop").url.query["sslmode"] == "verify-full"


def test_only_postgresql_is_shared() -> None:
    with pytest.raises(UnknownStoreKind):
        make_shared_engine("sqlite:///x.db")


def test_a_server_that_does_not_answer_is_named() -> None:
    engine = make_shared_engine("postgresql+psycopg://renee@127.0.0.1:1/iop?connect_timeout=2")
    with pytest.raises(DBAPIError) as refused:
        engine.connect()
    assert isinstance(store_error_of(refused.value), StoreUnreachable)
    assert issubclass(StoreUnreachable, StoreError)
