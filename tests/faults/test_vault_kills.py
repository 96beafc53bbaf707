"""The power goes or the system kills the program: nothing acknowledged is lost, nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.store import sqlcipher
from coordinator.store.sqlcipher import StoreFile, create_store_file
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, finish_restore
from coordinator.vault.key_file import new_key_file, read_key_file
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.snapshots import list_snapshots, make_snapshot, restore_snapshot, verify_snapshot

FEW_OR_MANY = [3, pytest.param(200, marks=pytest.mark.faults)]
RENEE = "11111111111111111111111111111111"
KEY = DatabaseKey(bytes(range(32)))

COMMITS = """
import sys
from pathlib import Path
from coordinator.store.sqlcipher import connect
from coordinator.vault.database_key import DatabaseKey
connection = connect(Path(sys.argv[1]) / "store.db", DatabaseKey(bytes(range(32))))
print("ready", flush=True)
for number in range(10**9):
    connection.execute("BEGIN IMMEDIATE")
    said = connection.execute("INSERT INTO mark (said) VALUES ('made up') RETURNING id").fetchone()
    connection.execute("COMMIT")
    print(said[0], flush=True)
"""

PASSPHRASES = """
import sys
from pathlib import Path
from coordinator.vault.key_file import key_file_from_bytes
folder = Path(sys.argv[1])
both = [key_file_from_bytes((folder / name).read_bytes()) for name in ("old.json", "new.json")]
print("ready", flush=True)
for number in range(10**9):
    both[number % 2].write(folder / "vault.json")
    print(number, flush=True)
"""

SNAPSHOTS = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from coordinator.store.sqlcipher import StoreFile
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, finish_restore
from coordinator.vault.snapshots import make_snapshot, thin_snapshots
vault = Vault(Path(sys.argv[1]))
copier = StoreFile(vault.store_path, DatabaseKey(bytes(range(32))))
print("ready", flush=True)
for number in range(10**9):
    now = datetime(2026, 3, 11, tzinfo=UTC) + timedelta(hours=7 * number)
    make_snapshot(vault, copier, now=now)
    thin_snapshots(vault.snapshots_folder, now=now)
    print(number, flush=True)
"""

RESTORES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from coordinator.store.sqlcipher import StoreFile
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, finish_restore
from coordinator.vault.snapshots import list_snapshots, restore_snapshot
vault, key = Vault(Path(sys.argv[1])), DatabaseKey(bytes(range(32)))
check = StoreFile(vault.store_path, key).problems
both = list_snapshots(vault.snapshots_folder)
print("ready", flush=True)
for number in range(10**9):
    restore_snapshot(both[number % 2], vault, key, check, now=datetime(2026, 3, 11, tzinfo=UTC))
    print(number, flush=True)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = Vault(tmp_path)
    create_store_file(made.store_path, KEY)
    connection = sqlcipher.connect(made.store_path, KEY)
    connection.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, said TEXT)")
    connection.execute("INSERT INTO mark (said) VALUES ('made up')")
    connection.close()
    new_key_file("made up", RecoveryCode.generate(), person_id=RENEE, device=None)[0].write(made.key_file_path)
    return made


def killed_at_random(program: str, folder: Path, chance: random.Random) -> list[str]:
    """Run the program, kill it at a random moment, and give the lines it had written."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    time.sleep(chance.uniform(0.001, 0.15))
    process.kill()
    said, errors = process.communicate()
    assert errors == ""
    # The last line may have been cut off by the kill.
    return said[: said.rfind("\n") + 1].split()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kills", FEW_OR_MANY)
def test_no_acknowledged_commit_is_lost(vault: Vault, kills: int) -> None:
    chance = random.Random(1)
    acknowledged = 1
    for _ in range(kills):
        said = killed_at_random(COMMITS, vault.folder, chance)
        acknowledged = int(said[-1]) if said else acknowledged
        store = StoreFile(vault.store_path, KEY)
        present = store.row_counts()["mark"]
        # One more may be there: committed, and killed before it could say so.
        assert acknowledged <= present <= acknowledged + 1
        acknowledged = present
        assert store.problems() == ()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kills", FEW_OR_MANY)
def test_a_killed_passphrase_change_leaves_the_old_or_the_new_key_file(vault: Vault, kills: int) -> None:
    chance = random.Random(2)
    old, key = new_key_file("old", RecoveryCode.generate(), person_id=RENEE, device=None)
    new = old.with_passphrase(key, "new", person_id=RENEE, device=None)
    for name, file in (("old.json", old), ("new.json", new), ("vault.json", old)):
        file.write(vault.folder / name)
    for _ in range(kills):
        killed_at_random(PASSPHRASES, vault.folder, chance)
        assert read_key_file(vault.key_file_path) in (old, new)
    assert old.unlock_with_passphrase("old")[0] == new.unlock_with_passphrase("new")[0] == key


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kills", FEW_OR_MANY)
def test_a_killed_snapshot_is_whole_or_not_there(vault: Vault, kills: int) -> None:
    chance = random.Random(3)
    for _ in range(kills):
        killed_at_random(SNAPSHOTS, vault.folder, chance)
        for snapshot in list_snapshots(vault.snapshots_folder):
            assert snapshot.vault.key_file() == vault.key_file()
            assert verify_snapshot(snapshot, lambda path: StoreFile(path, KEY)) == ()
            assert StoreFile(snapshot.vault.store_path, KEY).row_counts() == {"mark": 1}


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kills", FEW_OR_MANY)
def test_a_killed_restore_leaves_one_vault_or_the_other(vault: Vault, kills: int) -> None:
    chance = random.Random(4)
    store = StoreFile(vault.store_path, KEY)
    snapshots = [make_snapshot(vault, store, now=datetime(2026, 3, 1, tzinfo=UTC))]
    connection = sqlcipher.connect(vault.store_path, KEY)
    connection.execute("INSERT INTO mark (said) VALUES ('made up'), ('made up')")
    connection.close()
    snapshots.append(make_snapshot(vault, store, now=datetime(2026, 3, 2, tzinfo=UTC)))
    for _ in range(kills):
        killed_at_random(RESTORES, vault.folder, chance)
        finish_restore(vault)
        assert store.row_counts()["mark"] in {1, 3}
        assert store.problems() == ()
    restore_snapshot(snapshots[0], vault, KEY, store.problems, now=datetime(2026, 3, 3, tzinfo=UTC))
    assert store.row_counts()["mark"] == 1
