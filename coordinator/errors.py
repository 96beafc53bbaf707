"""Every error the coordinator raises on purpose.

    CoordinatorError
     |- RuleViolation            the request breaks a rule; nothing was changed
     |- NotFound                 the record is not there (any more)
     |- Conflict                 changed elsewhere in the meantime; nothing was changed
     |- InputUnusable            a file somebody gave us cannot be used; nothing was changed
     |- ExportFailed             a file we were asked to write could not be written
     |- SecretsUnavailable       the keyring of this computer did not answer as it must
     |   '- BackendChanged
     '- StoreError               the vault could not be opened or written
         |- StoreMissing, StoreEmpty, StoreTruncated, StoreNotEncrypted, StoreForeign, StoreDamaged
         |- StoreTooNew, StoreTooOld, StoreUnreachable, StoreFull, StoreReadOnly, StoreBusy, StoreLocked,
         |  StoreDiskFailed
         |- NetworkFolder, VaultExists
         |- KeyFileMissing, KeyFileDamaged, KeyFileTooNew
         |- WrongKey, WrongSecret
         '- RollbackSuspected

Anything else that is raised is a defect. Errors carry typed facts and ids, never a name, a note or a
passcode, so that logs are safe. Sentences for people are made of them in `ui/` and in the command line.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class CoordinatorError(Exception):
    """The root: something a person can be told about and can do something about."""


class RuleViolation(CoordinatorError):
    """A rule refused the request; nothing was changed. Features subclass it with their facts."""


class NotFound(CoordinatorError):
    """There is no such record, or not any more."""

    def __init__(self, kind: str, record_id: UUID | str) -> None:
        super().__init__(f"{kind} {record_id}")
        self.kind = kind
        self.record_id = record_id


class Conflict(CoordinatorError):
    """Another workstation changed the same record first; nothing was changed."""


class InputUnusable(CoordinatorError):
    """A file that was given to the program cannot be used; nothing was changed."""


class ExportProblem(StrEnum):
    """Why a file could not be written."""

    FOLDER_MISSING = "folder-missing"
    NOT_ALLOWED = "not-allowed"
    DISK_FULL = "disk-full"
    IN_USE = "in-use"
    NOT_A_FOLDER = "not-a-folder"
    RENDERING = "rendering"
    OTHER = "other"


class ExportFailed(CoordinatorError):
    """A file could not be written; neither it nor a part of it is there."""

    def __init__(self, path: Path, problem: ExportProblem) -> None:
        super().__init__(problem.value)
        self.path = path
        self.problem = problem


class SecretsProblem(StrEnum):
    """What was wrong with the keyring."""

    ABSENT = "absent"
    LOCKED = "locked"
    NOT_TRUSTED = "not-trusted"
    DIED = "died"
    TIMED_OUT = "timed-out"
    FULL = "full"
    MISMATCH = "mismatch"
    ITEM_MISSING = "item-missing"
    ITEM_DAMAGED = "item-damaged"
    BACKEND_CHANGED = "backend-changed"


class SecretsUnavailable(CoordinatorError):
    """The keyring did not answer as it must. There is no fallback to plain text."""

    def __init__(self, problem: SecretsProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class BackendChanged(SecretsUnavailable):
    """The keyring now in use is not the one that the vault recorded."""

    def __init__(self, recorded: str, found: str) -> None:
        super().__init__(SecretsProblem.BACKEND_CHANGED)
        self.recorded = recorded
        self.found = found


class StoreError(CoordinatorError):
    """The vault could not be opened or written."""


class StoreMissing(StoreError):
    """There is no database file where the vault should be."""


class StoreEmpty(StoreError):
    """The database file has no bytes."""


class StoreTruncated(StoreError):
    """The database file ends in the middle of a page."""


class StoreNotEncrypted(StoreError):
    """The database file is a plain SQLite database, so it is not ours."""


class StoreForeign(StoreError):
    """The database file is something else altogether."""


class StoreDamaged(StoreError):
    """The key is right, but the database file is not what was written."""


class StoreTooNew(StoreError):
    """The vault was written by a newer version of the program."""


class StoreTooOld(StoreError):
    """A shared store must be upgraded by an administrator first."""


class StoreUnreachable(StoreError):
    """The database server does not answer."""


class StoreFull(StoreError):
    """The disk is full; the change was rolled back."""


class StoreReadOnly(StoreError):
    """The folder or the file may not be written."""


class StoreBusy(StoreError):
    """Another program kept the database locked for too long."""


class StoreDiskFailed(StoreError):
    """The disk answered a read or a write with an error."""


class StoreLocked(StoreError):
    """The vault is locked in this process and must be unlocked first."""


class NetworkFolder(StoreError):
    """The folder lies on a network drive, where the database cannot be kept safely."""


class VaultExists(StoreError):
    """The folder already holds a vault."""


class KeyFileMissing(StoreError):
    """The vault has no key file."""


class KeyFileDamaged(StoreError):
    """The key file is not what was written."""


class KeyFileTooNew(StoreError):
    """The key file was written by a newer version of the program."""


class WrongKey(StoreError):
    """The key does not open this database."""


class WrongSecret(StoreError):
    """The passphrase or recovery code is not the right one."""


class RollbackSuspected(StoreError):
    """The database is older than what this computer last saw of it."""

    def __init__(self, found: int, expected: int) -> None:
        super().__init__(f"{found} < {expected}")
        self.found = found
        self.expected = expected
