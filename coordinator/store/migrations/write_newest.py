"""Writes `newest.sql` anew after a migration was added: ``python -m coordinator.store.migrations.write_newest``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from coordinator.store import migrate, sqlcipher, sqlcipher_schema
from coordinator.store.engine import open_local_store
from coordinator.vault.database_key import DatabaseKey


def main() -> None:
    """Take an empty file through every migration and write down what it has then."""
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "new.db", DatabaseKey.generate()
        sqlcipher.create_store_file(path, key)
        local = open_local_store(path, key)
        migrate.upgrade(local.engine)
        with local.engine.connect() as connection:
            script = sqlcipher_schema.script_of(connection)
        local.close()
    sqlcipher_schema.FILE.write_text(script, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
