"""The vault on disk: what lies where, how it is made, and how it is opened.

::

    vault.json          the key file
    store.db            the encrypted store, with -wal and -shm while it is open
    snapshots/          encrypted copies, each with the key file it was made under
    replaced/           what a restore put aside
    restoring/          for a moment only: what a restore puts in place
"""

import secrets as random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from coordinator.errors import SecretsProblem, SecretsUnavailable, StoreMissing, VaultExists
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.key_file import KeyFile, new_key_file, new_vault_id, read_key_file
from coordinator.vault.keyring_adapter import require_backend
from coordinator.vault.network_folders import refuse_network_folder
from coordinator.vault.passphrase import check_passphrase
from coordinator.vault.private_files import create_private_folder, store_errors, sync_folder
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.secret_item import SecretItem, Secrets, item_name, read_item, write_item
from coordinator.vault.slots import DeviceSecret, Slot

APPLICATION_FOLDER = "session-coordinator"


@dataclass(frozen=True, slots=True)
class Vault:
    """A vault's folder and the names in it."""

    folder: Path

    @property
    def key_file_path(self) -> Path:
        """Where the key file lies."""
        return self.folder / "vault.json"

    @property
    def store_path(self) -> Path:
        """Where the encrypted store lies."""
        return self.folder / "store.db"

    @property
    def mark_path(self) -> Path:
        """Where lies what was seen last of the store, where no keyring takes part."""
        return self.folder / "last-seen.json"

    @property
    def snapshots_folder(self) -> Path:
        """Where the vault's own snapshots lie."""
        return self.folder / "snapshots"

    @property
    def replaced_folder(self) -> Path:
        """Where a restore puts aside what it replaces."""
        return self.folder / "replaced"

    @property
    def pending_restore(self) -> "Vault":
        """Where a restore lies ready from the moment it can no longer fail until it is complete."""
        return Vault(self.folder / "restoring")

    @property
    def is_there(self) -> bool:
        """Whether a vault was made here: it is, once its key file is in place."""
        return self.key_file_path.exists()

    def key_file(self) -> KeyFile:
        """What the key file says; see `read_key_file` for what it raises."""
        with store_errors():
            return read_key_file(self.key_file_path)


def default_vault_folder() -> Path:
    """This user's folder for program data, the one that does not roam to other computers."""
    return Path(platformdirs.user_data_dir(APPLICATION_FOLDER, appauthor=False, roaming=False)) / "vault"


def create_vault(
    folder: Path,
    passphrase: str,
    recovery: RecoveryCode,
    *,
    person_id: str,
    secrets: Secrets | None,
    make_store: Callable[[Path, DatabaseKey], None],
    known_words: tuple[str, ...] = (),
    vault_id: str | None = None,
) -> DatabaseKey:
    """Make a vault, whole or not at all.

    It is put together in a private folder beside its place and moved there in one step. ``secrets`` is the keyring
    that takes part, or None where none works; then the passphrase must be stronger. ``make_store`` gets the path and
    the key, makes the store file with its tables and closes it. ``recovery`` was shown to the person, and typed back,
    before. ``person_id`` is opaque: a UUID as 32 hexadecimal digits; so is ``vault_id``, fresh unless it is given.
    ``known_words`` make a passphrase weaker.

    Raises:
        PassphraseTooWeak, NetworkFolder, VaultExists, SecretsUnavailable, StoreError: nothing was made.
    """
    check_passphrase(passphrase, has_device_secret=secrets is not None, known=known_words)
    folder = folder.expanduser().absolute()
    refuse_network_folder(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists
    for leftover in folder.parent.glob(f".{folder.name}.making-*"):
        shutil.rmtree(leftover, ignore_errors=True)  # a killed first run: nobody ever had its key
    vault_id = vault_id or new_vault_id()
    building = Vault(folder.with_name(f".{folder.name}.making-{random.token_hex(4)}"))
    try:
        with store_errors():
            create_private_folder(building.folder)
            device = _enrol_device(secrets, vault_id)
            written, key = new_key_file(passphrase, recovery, person_id=person_id, device=device, vault_id=vault_id)
            make_store(building.store_path, key)
            written.write(building.key_file_path)
            if folder.exists():
                folder.rmdir()
            building.folder.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(building.folder, ignore_errors=True)
        if secrets is not None:
            _forget_quietly(secrets, vault_id)
        raise
    return key


def open_vault_key(
    vault: Vault, passphrase: str, secrets: Secrets | None, *, person_id: str | None = None
) -> DatabaseKey:
    """The database key; see `open_daily_slot`, which tells also who opened, for what it takes and raises."""
    return open_daily_slot(vault, passphrase, secrets, person_id=person_id)[0]


def open_daily_slot(
    vault: Vault, passphrase: str, secrets: Secrets | None, *, person_id: str | None = None
) -> tuple[DatabaseKey, Slot]:
    """The database key and whose slot gave it, from the passphrase and, where it is asked for, the keyring.

    ``person_id`` tells whose slot; without it every daily slot is tried.

    Raises:
        WrongSecret: the passphrase is not the one.
        SecretsUnavailable, BackendChanged: the keyring is needed and does not do its part; the recovery code opens.
        KeyFileMissing, KeyFileDamaged, KeyFileTooNew, StoreMissing: what is wrong with the folder.
    """
    key_file = _checked_key_file(vault)
    keyrings = {slot.keyring for slot in key_file.daily_slots(person_id) if slot.keyring is not None}
    device = None
    if keyrings:
        if secrets is None:
            raise SecretsUnavailable(SecretsProblem.ABSENT)
        require_backend(secrets, keyrings.pop())
        device = read_item(secrets, key_file.vault_id).device_secret
    return key_file.unlock_with_passphrase(passphrase, device, person_id)


def open_with_recovery(vault: Vault, typed: str) -> DatabaseKey:
    """The database key, from the printed recovery code alone; then set a passphrase anew with `set_passphrase`.

    Raises:
        RecoveryCodeMistyped, WrongSecret: what is wrong with the code.
        KeyFileMissing, KeyFileDamaged, KeyFileTooNew, StoreMissing: what is wrong with the folder.
    """
    return _checked_key_file(vault).unlock_with_recovery(typed)


def set_passphrase(
    vault: Vault,
    key: DatabaseKey,
    passphrase: str,
    *,
    person_id: str,
    secrets: Secrets | None,
    known_words: tuple[str, ...] = (),
    follow: Callable[[KeyFile, KeyFile], KeyFile] | None = None,
) -> None:
    """Make a person's daily slot anew: another passphrase, or this computer's keyring after a recovery.

    The store is not touched. A device secret that is already kept stays, since other people's slots need it too.
    `follow` gets the key file before and after, and lets other slots follow in the same write.

    Raises:
        PassphraseTooWeak, SecretsUnavailable, WrongSecret, StoreError: the old slot still opens.
    """
    check_passphrase(passphrase, has_device_secret=secrets is not None, known=known_words)
    key_file = vault.key_file()
    device = kept_device(secrets, key_file) or _enrol_device(secrets, key_file.vault_id)
    changed = key_file.with_passphrase(key, passphrase, person_id=person_id, device=device)
    if follow is not None:
        changed = follow(key_file, changed)
    with store_errors():
        changed.write(vault.key_file_path)


def set_recovery_code(vault: Vault, key: DatabaseKey, recovery: RecoveryCode) -> None:
    """Replace the recovery code; the old sheet opens nothing any more. The new code was typed back before.

    Raises:
        WrongSecret, StoreError: the old code still opens.
    """
    changed = vault.key_file().with_recovery(key, recovery)
    with store_errors():
        changed.write(vault.key_file_path)


def finish_restore(vault: Vault) -> bool:
    """Complete a restore that was interrupted; the opening functions call it. Whether there was one."""
    pending = vault.pending_restore
    if not pending.folder.is_dir():
        return False
    with store_errors():
        if pending.store_path.exists():
            # The old log goes before the new file comes: SQLite would play old rows back into it.
            for log in ("store.db-wal", "store.db-shm"):
                (vault.folder / log).unlink(missing_ok=True)
            pending.store_path.replace(vault.store_path)
        if pending.key_file_path.exists():
            pending.key_file_path.replace(vault.key_file_path)
        sync_folder(vault.folder)
        shutil.rmtree(pending.folder)
    return True


def _checked_key_file(vault: Vault) -> KeyFile:
    if not vault.folder.is_dir():
        raise StoreMissing
    finish_restore(vault)
    return vault.key_file()


def _enrol_device(secrets: Secrets | None, vault_id: str) -> DeviceSecret | None:
    if secrets is None:
        return None
    device = DeviceSecret.generate(secrets.backend)
    write_item(secrets, vault_id, SecretItem(device.value))
    return device


def kept_device(secrets: Secrets | None, key_file: KeyFile) -> DeviceSecret | None:
    """Give this computer's half of the key; None without a keyring, or where it holds none."""
    if secrets is None:
        return None
    try:
        return DeviceSecret(read_item(secrets, key_file.vault_id).device_secret, secrets.backend)
    except SecretsUnavailable as missing:
        if missing.problem in {SecretsProblem.ITEM_MISSING, SecretsProblem.ITEM_DAMAGED}:
            return None
        raise


def _forget_quietly(secrets: Secrets, vault_id: str) -> None:
    """Leave no item behind of a vault that was not made; one that stays is harmless, for it opens nothing."""
    try:
        secrets.delete(item_name(vault_id))
    except SecretsUnavailable:
        return
