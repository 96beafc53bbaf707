"""Notices that an older copy of the store, or of a page of it, was put in place: the store itself cannot.

What was seen last lies outside the file: in the keyring, or, where no keyring takes part, beside the key file and once
more in this user's folder for the state of programs. The second place notices that the whole vault folder was put back.
Whoever puts back both folders together, or opens an older vault in another place or on a computer that never saw a
newer one, is not noticed: only a keyring, or another computer that saw more, tells that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from coordinator.errors import RollbackSuspected
from coordinator.vault.folder import APPLICATION_FOLDER
from coordinator.vault.private_files import PRIVATE_FOLDER, write_private
from coordinator.vault.secret_item import Secrets, read_item, write_item


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest audit row that this computer has seen, and the digest of the closed file; empty where unknown."""

    sequence: int = 0
    head: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class RollbackGuard:
    """Holds the store against what was seen last.

    `path` is where the mark lies without a keyring, and `elsewhere` where it lies once more, outside the vault.
    """

    secrets: Secrets | None
    vault_id: str
    path: Path | None = None
    elsewhere: Path | None = None

    def check(self, last_sequence: int, digest_at: Callable[[int], str | None]) -> None:
        """Compare the store with what was remembered.

        Takes the store's last audit sequence and a way to ask for the digest of any row. Rows written since by other
        means are welcome, as long as the remembered row is still there unchanged.

        Raises:
            RollbackSuspected: the store ends earlier, or tells another history.
            SecretsUnavailable: the keyring does not answer.
        """
        mark = self.mark()
        if mark.sequence and (last_sequence < mark.sequence or digest_at(mark.sequence) != mark.head):
            raise RollbackSuspected(last_sequence, mark.sequence)

    def is_changed(self, last_sequence: int, file_digest: str) -> bool:
        """Say whether the file is another than the one this program closed, though nobody opened it with it since.

        Every opening writes an entry, so with the history as it was, nothing may differ: not a single page. Raises
        `SecretsUnavailable`.
        """
        mark = self.mark()
        return bool(mark.file) and last_sequence == mark.sequence and file_digest != mark.file

    def remember(self, last_sequence: int, head: str, file_digest: str = "") -> None:
        """Note the newest audit row: at lock, at exit, and after a restore the person asked for.

        `file_digest` is that of the closed file; empty where somebody else still has it open.

        Raises:
            SecretsUnavailable: the keyring did not take it; the older mark stays.
        """
        wanted = Mark(last_sequence, head, file_digest)
        if self.secrets is None:
            told = json.dumps({"sequence": last_sequence, "head": head, "file": file_digest}, sort_keys=True)
            # Elsewhere first: where that fails, the folder keeps its older mark too, and neither contradicts the other.
            for place in (self.elsewhere, self.path):
                if place is not None and _mark_in(place) != wanted:
                    place.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
                    write_private(place, told.encode("ascii"))
            return
        item = read_item(self.secrets, self.vault_id)
        changed = replace(item, sequence=last_sequence, head=head, file=file_digest)
        if changed != item:
            write_item(self.secrets, self.vault_id, changed)

    def mark(self) -> Mark:
        """Give what was seen last; an empty mark where nothing was. Raises `SecretsUnavailable`."""
        if self.secrets is not None:
            item = read_item(self.secrets, self.vault_id)
            return Mark(item.sequence, item.head, item.file)
        return max((_mark_in(place) for place in (self.path, self.elsewhere)), key=lambda mark: mark.sequence)


def place_elsewhere(vault_id: str, folder: Path) -> Path:
    """Give where this user's computer keeps once more what was seen last of a vault: its number, nothing else.

    A copy of a vault in another folder is another place: opening an older one beside the vault, to look something up,
    is no sign that the vault itself was put back.
    """
    name = hashlib.sha256(f"{vault_id}\n{folder.resolve()}".encode()).hexdigest()[:32]
    return Path(platformdirs.user_state_dir(APPLICATION_FOLDER, appauthor=False)) / "seen" / f"{name}.json"


def _mark_in(place: Path | None) -> Mark:
    try:
        told = json.loads(place.read_text("ascii")) if place is not None else {}
        return Mark(int(told["sequence"]), str(told["head"]), str(told["file"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Mark()


def digest_of_file(path: Path) -> str:
    """Give the digest of a closed store file; empty where its log still holds something, or it cannot be read."""
    log = path.with_name(path.name + "-wal")
    try:
        if log.exists() and log.stat().st_size:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
