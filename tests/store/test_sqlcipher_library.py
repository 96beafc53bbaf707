"""A library that would not keep the promise of encryption is refused before it touches a file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coordinator.errors import WrongKey
from coordinator.store import sqlcipher
from coordinator.store.sqlcipher import connect, create_store_file
from coordinator.vault.database_key import DatabaseKey


@pytest.fixture
def key() -> DatabaseKey:
    return DatabaseKey.generate()


@pytest.fixture
def path(tmp_path: Path, key: DatabaseKey) -> Path:
    create_store_file(tmp_path / "store.db", key)
    return tmp_path / "store.db"


class ShortKey(DatabaseKey):
    """63 digits: SQLCipher would take them for a passphrase and make another key of them."""

    def hex(self) -> str:
        return super().hex()[:-1]


def test_a_key_of_another_form_never_reaches_the_file(path: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongKey):
        connect(path, ShortKey(bytes(32)))
    with pytest.raises(WrongKey):
        create_store_file(tmp_path / "new.db", ShortKey(bytes(32)))
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("name", "value"), [("LEAST_SQLITE", (99, 0, 0)), ("_SETTINGS", (("journal_mode", "DELETE", "wal"),))]
)
def test_a_library_that_does_not_do_as_asked_is_refused(
    path: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setattr(sqlcipher, name, value)
    with pytest.raises(RuntimeError):
        connect(path, key)


def test_a_library_that_does_not_encrypt_is_refused(
    path: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlcipher, "driver", sqlite3)
    with pytest.raises(RuntimeError):
        connect(path, key)
    assert [entry.name for entry in path.parent.iterdir()] == ["store.db"]
