"""Makes a vault of a snapshot on a computer that has none: a restore into an empty place."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from coordinator.errors import StoreMissing, VaultExists
from coordinator.vault.folder import Vault
from coordinator.vault.network_folders import refuse_network_folder
from coordinator.vault.private_files import copy_private, create_private_folder, store_errors, sync_folder


def adopt_snapshot(snapshot: Path, folder: Path) -> Vault:
    """Copy a snapshot (a folder with a key file and a store) into `folder`, whole or not at all.

    The recovery code or, on the same computer, the passphrase then opens it.

    Raises:
        StoreMissing, KeyFileMissing, KeyFileDamaged, KeyFileTooNew: it is no snapshot, or a damaged one.
        VaultExists, NetworkFolder, StoreFull: it cannot be put there.
    """
    source, folder = Vault(snapshot), folder.expanduser().absolute()
    source.key_file()
    if not source.store_path.is_file():
        raise StoreMissing
    refuse_network_folder(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists
    building = Vault(folder.with_name(f".{folder.name}.making-{secrets.token_hex(4)}"))
    try:
        with store_errors():
            create_private_folder(building.folder)
            for path in (source.store_path, source.key_file_path):
                copy_private(path, building.folder / path.name)
            if folder.exists():
                folder.rmdir()
            building.folder.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(building.folder, ignore_errors=True)
        raise
    return Vault(folder)
