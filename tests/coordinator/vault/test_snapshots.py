"""A snapshot is whole or not there, and restoring one loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coordinator.errors import StoreDamaged, StoreFull, StoreMissing, VaultExists
from coordinator.store import sqlcipher
from coordinator.store.sqlcipher import StoreFile
from coordinator.vault import snapshots
from coordinator.vault.adoption import adopt_snapshot
from coordinator.vault.folder import Vault, finish_restore, open_vault_key, open_with_recovery, set_passphrase
from coordinator.vault.snapshots import (
    list_snapshots,
    make_snapshot,
    restore_snapshot,
    snapshot_at,
    thin_snapshots,
    verify_snapshot,
)
from tests.coordinator.vault.conftest import PASSPHRASE, RENEE, MadeVault

NOW = datetime(2026, 3, 11, 12, 55, tzinfo=UTC)
ANOTHER = "seven quiet harbours below zero"


def add(made: MadeVault, *names: str) -> None:
    connection = sqlcipher.connect(made.vault.store_path, made.key)
    for name in names:
        connection.execute("INSERT INTO client (name) VALUES (?)", (name,))
    connection.close()


def names(made: MadeVault, vault: Vault | None = None) -> list[object]:
    connection = sqlcipher.connect((vault or made.vault).store_path, made.key)
    found = [row[0] for row in connection.execute("SELECT name FROM client ORDER BY id").fetchall()]
    connection.close()
    return found


def copier(made: MadeVault) -> StoreFile:
    return StoreFile(made.vault.store_path, made.key)


def restore(made: MadeVault, snapshot: snapshots.Snapshot, target: Vault | None = None) -> Path:
    return restore_snapshot(snapshot, target or made.vault, made.key, copier(made).problems, now=NOW)


class BrokenCopier(StoreFile):
    """Copies, and then a bit flips on the way to the disk."""

    def copy_into(self, target: Path) -> None:
        super().copy_into(target)
        content = bytearray(target.read_bytes())
        content[-100] ^= 1
        target.write_bytes(content)


class FullDiskCopier(StoreFile):
    def copy_into(self, target: Path) -> None:
        target.write_bytes(b"")
        raise StoreFull


class ForgetfulCopier(StoreFile):
    """Says that there was a row more than the copy has."""

    def row_counts(self, path: Path | None = None) -> Mapping[str, int]:
        return {name: count + (path is None) for name, count in super().row_counts(path).items()}


def test_a_snapshot_holds_the_rows_and_opens_with_the_same_secrets(made: MadeVault) -> None:
    add(made, "A. Rivera", "M. Chen")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    assert snapshot.folder == made.vault.snapshots_folder / "2026-03-11T12-55-00Z"
    assert sorted(file.name for file in snapshot.folder.iterdir()) == ["store.db", "vault.json"]
    assert open_vault_key(snapshot.vault, PASSPHRASE, made.secrets) == made.key
    assert open_with_recovery(snapshot.vault, made.recovery.printed()) == made.key
    assert names(made, snapshot.vault) == ["A. Rivera", "M. Chen"]
    assert verify_snapshot(snapshot, lambda path: StoreFile(path, made.key)) == ()


def test_a_snapshot_is_taken_while_the_store_is_in_use(made: MadeVault) -> None:
    connection = sqlcipher.connect(made.vault.store_path, made.key)
    connection.execute("INSERT INTO client (name) VALUES ('committed')")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO client (name) VALUES ('not committed')")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    connection.execute("COMMIT")
    connection.close()
    assert names(made, snapshot.vault) == ["committed"]


def test_a_snapshot_is_private_and_encrypted(made: MadeVault) -> None:
    add(made, "A. Rivera")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    assert snapshot.folder.stat().st_mode & 0o777 == made.vault.snapshots_folder.stat().st_mode & 0o777 == 0o700
    for file in snapshot.folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600
        assert not file.read_bytes().startswith(b"SQLite format 3")
        assert b"Rivera" not in file.read_bytes()


def test_a_snapshot_goes_where_it_is_sent(made: MadeVault, tmp_path: Path) -> None:
    snapshot = make_snapshot(made.vault, copier(made), now=NOW, target=tmp_path / "stick")
    assert list_snapshots(tmp_path / "stick") == (snapshot,)
    assert list_snapshots(made.vault.snapshots_folder) == ()


def test_a_snapshot_that_arrives_changed_is_not_kept(
    made: MadeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("filecmp.cmp", lambda *_files, shallow: False)
    with pytest.raises(StoreDamaged):
        make_snapshot(made.vault, copier(made), now=NOW, target=tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == list(made.vault.snapshots_folder.iterdir()) == []


def test_two_snapshots_of_one_second_are_both_kept(made: MadeVault) -> None:
    made_twice = {make_snapshot(made.vault, copier(made), now=NOW).folder.name for _ in range(2)}
    assert made_twice == {"2026-03-11T12-55-00Z", "2026-03-11T12-55-00Z.2"}
    assert len(list_snapshots(made.vault.snapshots_folder)) == 2


@pytest.mark.parametrize(
    ("kind", "error"), [(BrokenCopier, StoreDamaged), (FullDiskCopier, StoreFull), (ForgetfulCopier, StoreDamaged)]
)
def test_a_copy_that_does_not_pass_leaves_the_older_snapshots_alone(
    made: MadeVault, kind: type[StoreFile], error: type[Exception]
) -> None:
    add(made, "A. Rivera")
    good = make_snapshot(made.vault, copier(made), now=NOW)
    with pytest.raises(error):
        make_snapshot(made.vault, kind(made.vault.store_path, made.key), now=NOW + timedelta(hours=1))
    assert [entry.name for entry in made.vault.snapshots_folder.iterdir()] == [good.folder.name]


def test_snapshots_are_listed_newest_first_and_strangers_left_alone(made: MadeVault) -> None:
    taken = [make_snapshot(made.vault, copier(made), now=NOW + timedelta(hours=h)) for h in range(3)]
    (made.vault.snapshots_folder / "2026-01-01T00-00-00Z").mkdir()
    (made.vault.snapshots_folder / "holiday pictures").mkdir()
    assert list_snapshots(made.vault.snapshots_folder) == tuple(reversed(taken))
    assert snapshot_at(taken[0].vault.store_path) == taken[0]
    assert snapshot_at(made.vault.store_path) is None
    assert list_snapshots(made.vault.folder / "nowhere") == ()
    assert taken[0].size_bytes > 4096


def test_thinning_removes_what_retention_lets_go_and_leftovers(made: MadeVault) -> None:
    for hours in (0, 1, 2, 72):
        make_snapshot(made.vault, copier(made), now=NOW + timedelta(hours=hours))
    (made.vault.snapshots_folder / ".making-0000").mkdir()
    removed = thin_snapshots(made.vault.snapshots_folder, now=NOW + timedelta(hours=72))
    assert [snapshot.taken_at for snapshot in removed] == [NOW]
    assert [snapshot.taken_at.hour for snapshot in list_snapshots(made.vault.snapshots_folder)] == [12, 14, 13]
    assert not list(made.vault.snapshots_folder.glob(".making*"))


def test_restoring_brings_the_rows_back_and_keeps_the_replaced_file(made: MadeVault) -> None:
    add(made, "before")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    add(made, "after")
    kept = restore(made, snapshot)
    assert names(made) == ["before"]
    assert names(made, Vault(kept)) == ["before", "after"]
    assert open_vault_key(made.vault, PASSPHRASE, made.secrets) == made.key


def test_a_leftover_log_does_not_bring_new_rows_back(made: MadeVault, tmp_path: Path) -> None:
    add(made, "before")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    connection = sqlcipher.connect(made.vault.store_path, made.key)
    connection.execute("INSERT INTO client (name) VALUES ('only in the log')")
    log = sqlcipher.wal_of(made.vault.store_path)
    content = log.read_bytes()
    connection.close()
    log.write_bytes(content)
    restore(made, snapshot)
    assert names(made) == ["before"]


def test_restoring_keeps_todays_passphrase(made: MadeVault) -> None:
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    set_passphrase(made.vault, made.key, ANOTHER, person_id=RENEE, secrets=made.secrets)
    restore(made, snapshot)
    assert open_vault_key(made.vault, ANOTHER, made.secrets) == made.key


def test_restoring_on_a_clean_computer_opens_with_the_recovery_code(made: MadeVault, tmp_path: Path) -> None:
    add(made, "A. Rivera")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW, target=tmp_path / "stick")
    fresh = Vault(tmp_path / "new computer")
    restore(made, snapshot, fresh)
    assert open_with_recovery(fresh, made.recovery.printed()) == made.key
    assert names(made, fresh) == ["A. Rivera"]
    assert sorted(entry.name for entry in fresh.folder.iterdir()) == ["replaced", "store.db", "vault.json"]


@pytest.mark.parametrize("broken", ["vault.json", "store.db"])
def test_a_damaged_vault_can_be_restored(made: MadeVault, broken: str) -> None:
    add(made, "A. Rivera")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    (made.vault.folder / broken).write_bytes(b"damaged")
    restore(made, snapshot)
    assert names(made) == ["A. Rivera"]
    assert open_vault_key(made.vault, PASSPHRASE, made.secrets) == made.key


def test_a_damaged_snapshot_changes_nothing(made: MadeVault) -> None:
    add(made, "A. Rivera")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    content = bytearray(snapshot.vault.store_path.read_bytes())
    content[-100] ^= 1
    snapshot.vault.store_path.write_bytes(content)
    add(made, "later")
    with pytest.raises(StoreDamaged):
        restore(made, snapshot)
    snapshot.vault.store_path.unlink()
    with pytest.raises(StoreMissing):
        restore(made, snapshot)
    assert names(made) == ["A. Rivera", "later"]
    assert not [entry for entry in made.vault.folder.iterdir() if "restoring" in entry.name]


def test_nothing_is_restored_into_somebody_elses_folder(made: MadeVault, tmp_path: Path) -> None:
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("hello", "utf-8")
    with pytest.raises(FileExistsError):
        restore(made, snapshot, Vault(tmp_path / "papers"))
    assert [entry.name for entry in (tmp_path / "papers").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("done", [0, 1, 2])
def test_an_interrupted_restore_is_completed_at_the_next_opening(
    made: MadeVault, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(made, "before")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    add(made, "after")
    monkeypatch.setattr(snapshots, "finish_restore", lambda _vault: False)
    restore(made, snapshot)
    monkeypatch.undo()
    pending = made.vault.folder / "restoring"
    assert pending.is_dir()
    if done:
        (pending / "store.db").replace(made.vault.store_path)
    if done == 2:
        pending.rmdir()
    assert finish_restore(made.vault) is (done < 2)
    assert finish_restore(made.vault) is False
    assert names(made) == ["before"]


def test_opening_completes_an_interrupted_restore_before_it_reads_the_key_file(
    made: MadeVault, make_vault: Callable[..., MadeVault], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_vault("other", secrets=made.secrets)
    snapshot = make_snapshot(other.vault, copier(other), now=NOW)
    monkeypatch.setattr(snapshots, "finish_restore", lambda _vault: False)
    restore_snapshot(snapshot, made.vault, other.key, copier(other).problems, now=NOW)
    monkeypatch.undo()
    assert open_vault_key(made.vault, PASSPHRASE, made.secrets) == other.key
    assert names(other, made.vault) == []


def test_a_snapshot_becomes_a_vault_on_a_computer_without_one(made: MadeVault, tmp_path: Path) -> None:
    add(made, "A. Rivera")
    snapshot = make_snapshot(made.vault, copier(made), now=NOW)
    adopted = adopt_snapshot(snapshot.folder, tmp_path / "adopted")
    assert open_with_recovery(adopted, made.recovery.printed()) == made.key
    assert names(made, adopted) == ["A. Rivera"]
    assert adopted.store_path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(VaultExists):
        adopt_snapshot(snapshot.folder, tmp_path / "adopted")
    snapshot.vault.store_path.unlink()
    with pytest.raises(StoreMissing):
        adopt_snapshot(snapshot.folder, tmp_path / "again")
    assert not list(tmp_path.glob("*again*"))
