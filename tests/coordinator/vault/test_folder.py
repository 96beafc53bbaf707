"""A vault is made whole or not at all, is private, and opens for those it was made for."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from coordinator.errors import (
    BackendChanged,
    KeyFileMissing,
    NetworkFolder,
    SecretsProblem,
    SecretsUnavailable,
    StoreFull,
    StoreMissing,
    VaultExists,
    WrongSecret,
)
from coordinator.store import sqlcipher
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import (
    Vault,
    create_vault,
    default_vault_folder,
    open_vault_key,
    open_with_recovery,
    set_passphrase,
    set_recovery_code,
)
from coordinator.vault.keyring_adapter import KeyringSecrets
from coordinator.vault.network_folders import is_remote_mount, refuse_network_folder
from coordinator.vault.passphrase import PassphraseTooWeak
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.secret_item import Secrets, item_name
from tests.coordinator.vault.conftest import PASSPHRASE, RENEE, KeyringDaemon, MadeVault, make_store
from tests.fakes import MemorySecrets

ANOTHER = "seven quiet harbours below zero"


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


class OtherSecrets(MemorySecrets):
    backend = "another keyring"


class FullSecrets(MemorySecrets):
    def write(self, item: str, content: str) -> None:
        raise SecretsUnavailable(SecretsProblem.FULL)


def test_passphrase_and_keyring_open_a_vault(made: MadeVault) -> None:
    assert open_vault_key(made.vault, PASSPHRASE, made.secrets) == made.key


def test_a_wrong_passphrase_opens_nothing(made: MadeVault) -> None:
    with pytest.raises(WrongSecret):
        open_vault_key(made.vault, ANOTHER, made.secrets)


def test_without_a_keyring_the_passphrase_alone_opens(make_vault: Callable[..., MadeVault]) -> None:
    made = make_vault(secrets=None)
    assert open_vault_key(made.vault, PASSPHRASE, None) == made.key
    assert open_vault_key(made.vault, PASSPHRASE, OtherSecrets()) == made.key


def test_each_trouble_with_the_keyring_is_told_apart_and_the_recovery_code_still_opens(made: MadeVault) -> None:
    with pytest.raises(SecretsUnavailable) as absent:
        open_vault_key(made.vault, PASSPHRASE, None)
    with pytest.raises(BackendChanged) as changed:
        open_vault_key(made.vault, PASSPHRASE, OtherSecrets())
    with pytest.raises(SecretsUnavailable) as lost:
        open_vault_key(made.vault, PASSPHRASE, MemorySecrets())
    assert absent.value.problem is SecretsProblem.ABSENT
    assert (changed.value.recorded, changed.value.found) == ("memory", "another keyring")
    assert lost.value.problem is SecretsProblem.ITEM_MISSING
    assert open_with_recovery(made.vault, made.recovery.printed()) == made.key


def test_after_recovery_on_another_computer_its_keyring_takes_part(made: MadeVault) -> None:
    here = OtherSecrets()
    key = open_with_recovery(made.vault, made.recovery.printed())
    set_passphrase(made.vault, key, ANOTHER, person_id=RENEE, secrets=here)
    assert open_vault_key(made.vault, ANOTHER, here) == made.key
    with pytest.raises(WrongSecret):
        open_vault_key(made.vault, PASSPHRASE, here)


def test_changing_the_passphrase_keeps_the_device_secret(made: MadeVault) -> None:
    assert made.secrets is not None
    before = dict(made.secrets.items)
    set_passphrase(made.vault, made.key, ANOTHER, person_id=RENEE, secrets=made.secrets)
    assert made.secrets.items == before
    assert open_vault_key(made.vault, ANOTHER, made.secrets) == made.key


def test_a_weak_passphrase_changes_nothing(made: MadeVault) -> None:
    with pytest.raises(PassphraseTooWeak):
        set_passphrase(made.vault, made.key, "password1", person_id=RENEE, secrets=made.secrets)
    assert open_vault_key(made.vault, PASSPHRASE, made.secrets) == made.key


def test_a_new_recovery_sheet_ends_the_old_one(made: MadeVault) -> None:
    fresh = RecoveryCode.generate()
    set_recovery_code(made.vault, made.key, fresh)
    assert open_with_recovery(made.vault, fresh.printed()) == made.key
    with pytest.raises(WrongSecret):
        open_with_recovery(made.vault, made.recovery.printed())


def test_everything_is_private_whatever_the_umask(usual_umask: None, make_vault: Callable[..., MadeVault]) -> None:
    made = make_vault(secrets=MemorySecrets())
    connection = sqlcipher.connect(made.vault.store_path, made.key)
    connection.execute("INSERT INTO client (name) VALUES ('made up')")
    files = sorted(made.vault.folder.iterdir())
    assert [file.name for file in files] == ["store.db", "store.db-shm", "store.db-wal", "vault.json"]
    assert made.vault.folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    connection.close()


def test_nothing_planted_is_readable_in_any_file(made: MadeVault) -> None:
    planted = [f"planted {number} person" for number in range(20)]
    connection = sqlcipher.connect(made.vault.store_path, made.key)
    for name in planted:
        connection.execute("INSERT INTO client (name) VALUES (?)", (name,))
    connection.execute("CREATE INDEX by_name ON client (name)")
    needles = [
        text.encode(coding)
        for text in (*planted, made.key.hex(), made.key.hex().upper(), PASSPHRASE, made.recovery.printed())
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    needles.append(made.key.raw())
    searched = 0
    for file in made.vault.folder.rglob("*"):
        content = file.read_bytes()
        searched += len(content)
        assert not [needle for needle in needles if needle in content], file.name
    assert searched > 4096
    connection.close()


def test_an_independent_reader_opens_the_store_with_the_unwrapped_key(made: MadeVault) -> None:
    connection = sqlcipher.connect(made.vault.store_path, made.key)
    connection.execute("INSERT INTO client (name) VALUES ('M. Chen')")
    connection.close()
    key = open_with_recovery(made.vault, made.recovery.printed())
    reader = apsw.Connection(str(made.vault.store_path))
    reader.pragma("cipher", "sqlcipher")
    reader.pragma("legacy", 4)
    reader.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    assert reader.execute("SELECT name FROM client").fetchall() == [("M. Chen",)]
    reader.close()


def test_a_vault_is_not_made_over_anything(made: MadeVault, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("hello", "utf-8")
    (tmp_path / "file").write_text("hello", "utf-8")
    for taken in (made.vault.folder, tmp_path / "papers", tmp_path / "file"):
        with pytest.raises(VaultExists):
            make(taken)
    assert open_vault_key(made.vault, PASSPHRASE, made.secrets) == made.key
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "papers", "vault"]


def test_an_empty_folder_becomes_the_vault_and_private(tmp_path: Path) -> None:
    (tmp_path / "chosen").mkdir(mode=0o755)
    make(tmp_path / "chosen")
    assert Vault(tmp_path / "chosen").is_there
    assert (tmp_path / "chosen").stat().st_mode & 0o777 == 0o700


def test_a_vault_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    def disk_is_full(path: Path, key: DatabaseKey) -> None:
        make_store(path, key)
        raise StoreFull

    secrets = MemorySecrets()
    with pytest.raises(StoreFull):
        make(tmp_path / "vault", secrets=secrets, make_store=disk_is_full)
    with pytest.raises(SecretsUnavailable):
        make(tmp_path / "vault", secrets=FullSecrets())
    with pytest.raises(PassphraseTooWeak):
        make(tmp_path / "vault", passphrase="letmein")
    assert list(tmp_path.iterdir()) == []
    assert secrets.items == {}


def test_a_killed_first_run_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".vault.making-0000").mkdir()
    (tmp_path / ".vault.making-0000" / "store.db").write_bytes(b"half")
    make(tmp_path / "vault")
    assert [entry.name for entry in tmp_path.iterdir()] == ["vault"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the library leaves a socket open
def test_a_vault_opens_with_the_real_keyring_and_not_without_it(own_keyring: KeyringDaemon, tmp_path: Path) -> None:
    key = make(tmp_path / "vault", secrets=KeyringSecrets())
    vault = Vault(tmp_path / "vault")
    assert [slot.keyring for slot in vault.key_file().daily_slots()] == ["secret-service"]
    assert open_vault_key(vault, PASSPHRASE, KeyringSecrets()) == key
    own_keyring.daemon.kill()
    own_keyring.daemon.wait()
    with pytest.raises(SecretsUnavailable):
        open_vault_key(vault, PASSPHRASE, KeyringSecrets(timeout_seconds=1))
    gc.collect()


def test_the_keyring_holds_one_item_for_each_vault(make_vault: Callable[..., MadeVault]) -> None:
    secrets = MemorySecrets()
    made = [make_vault(name, secrets=secrets) for name in ("one", "two")]
    assert set(secrets.items) == {item_name(each.vault.key_file().vault_id) for each in made}
    assert [open_vault_key(each.vault, PASSPHRASE, secrets) for each in made] == [each.key for each in made]


def test_a_missing_folder_and_a_missing_key_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_vault_key(Vault(tmp_path / "nowhere"), PASSPHRASE, None)
    with pytest.raises(KeyFileMissing):
        open_vault_key(Vault(tmp_path), PASSPHRASE, None)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/homes /home nfs4 rw 0 0
/dev/sdb1 /home/renee/local ext4 rw 0 0
//clinic/share /mnt/clinic\\040share cifs rw 0 0
renee@host: /mnt/ssh fuse.sshfs rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
/dev/sdc1 /mnt/ssh ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "remote"),
    [
        ("/var/lib/vault", False),
        ("/home/renee/vault", True),
        ("/home/renee/local/vault", False),
        ("/homestead", False),
        ("/mnt/clinic share/vault", True),
        ("/run/user/1000/doc/x", False),
        ("/mnt/ssh/vault", False),
    ],
)
def test_network_mounts_are_told_from_local_ones(place: str, remote: bool) -> None:
    assert is_remote_mount(Path(place), MOUNTS) is remote


def test_a_network_folder_is_refused_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_network_folder(tmp_path)
    monkeypatch.setattr("coordinator.vault.network_folders.is_remote_mount", lambda _place, _mounts: True)
    with pytest.raises(NetworkFolder):
        make(tmp_path / "vault")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the variable is Linux's")
def test_the_default_folder_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_vault_folder() == tmp_path / "session-coordinator" / "vault"


def make(
    folder: Path,
    *,
    passphrase: str = PASSPHRASE,
    secrets: Secrets | None = None,
    make_store: Callable[[Path, DatabaseKey], None] = make_store,
) -> DatabaseKey:
    code = RecoveryCode.generate()
    return create_vault(folder, passphrase, code, person_id=RENEE, secrets=secrets, make_store=make_store)
