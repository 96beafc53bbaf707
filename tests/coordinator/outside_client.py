"""Another program with the key: SQLite3 Multiple Ciphers reads and writes the file as SQLCipher 4 does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from coordinator.vault.database_key import DatabaseKey


@contextmanager
def outside_client(path: Path, key: DatabaseKey) -> Iterator[apsw.Connection]:
    """A connection that no rule of ours watches: no checks of values, no references."""
    connection = apsw.Connection(str(path))
    try:
        for setting, value in (("cipher", "sqlcipher"), ("legacy", 4)):
            connection.pragma(setting, value)
        connection.pragma("key", f"x'{key.hex()}'")
        connection.pragma("ignore_check_constraints", True)
        connection.pragma("foreign_keys", False)
        yield connection
        connection.pragma("wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
