"""From an error to what a person reads: a title, a sentence, and where it belongs.

The only place on screen that turns errors into words. Features register the words of their own errors beside their
screen with `@describe.register`; everything here is about the vault, the computer and the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import singledispatch

from PySide6.QtCore import QCoreApplication

from coordinator.errors import (
    BackendChanged,
    Conflict,
    CoordinatorError,
    ExportFailed,
    ExportProblem,
    InputUnusable,
    NotFound,
    RollbackSuspected,
    RuleViolation,
    SecretsProblem,
    SecretsUnavailable,
    StoreError,
)


class Where(Enum):
    """Where a message belongs."""

    BESIDE = auto()
    BAR = auto()
    PAGE = auto()


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """What to show. `sentence` is whole and says what to do."""

    title: str
    sentence: str
    where: Where


def _tr(source: str) -> str:
    return QCoreApplication.translate("Errors", source)


@singledispatch
def describe(error: CoordinatorError) -> ErrorMessage:
    """Give the words of an error. An error without words of its own gets the ones of its family."""
    del error
    return ErrorMessage(_tr("This did not work."), _tr("Nothing was changed. Try again."), Where.BAR)


@describe.register
def _rule(error: RuleViolation) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("This is not possible."), _tr("A rule does not allow this. Nothing was changed."), Where.BESIDE
    )


@describe.register
def _missing(error: NotFound) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("It is not there any more."),
        _tr("Somebody removed it in the meantime. The screen was refreshed."),
        Where.BAR,
    )


@describe.register
def _conflict(error: Conflict) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("Changed elsewhere."),
        _tr("Another workstation changed this first. Nothing of yours was saved; look at it and do it again."),
        Where.BAR,
    )


@describe.register
def _input(error: InputUnusable) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("This file cannot be used."), _tr("Nothing was changed. Choose another file."), Where.BESIDE
    )


@describe.register
def _export(error: ExportFailed) -> ErrorMessage:
    sentences = {
        ExportProblem.FOLDER_MISSING: _tr("The folder is not there any more. Choose another one."),
        ExportProblem.NOT_ALLOWED: _tr("You may not write into this folder. Choose another one."),
        ExportProblem.DISK_FULL: _tr("The disk is full. Free some space, or choose another folder."),
        ExportProblem.IN_USE: _tr("The file is open in another program. Close it there and export again."),
        ExportProblem.NOT_A_FOLDER: _tr("This is a file, not a folder. Choose a folder."),
        ExportProblem.RENDERING: _tr("The document could not be laid out. No file was written."),
    }
    other = _tr("The file could not be written. Choose another folder.")
    return ErrorMessage(_tr("Not exported."), sentences.get(error.problem, other), Where.BESIDE)


@describe.register
def _secrets(error: SecretsUnavailable) -> ErrorMessage:
    sentences = {
        SecretsProblem.ABSENT: _tr("This computer has no keyring that the program can use."),
        SecretsProblem.LOCKED: _tr("The keyring of this computer is locked. Unlock it, then try again."),
        SecretsProblem.NOT_TRUSTED: _tr(
            "The keyring set up on this computer keeps secrets in the open, so it is not used."
        ),
        SecretsProblem.DIED: _tr("The keyring of this computer stopped answering. Start it again, then try again."),
        SecretsProblem.TIMED_OUT: _tr("The keyring of this computer does not answer. Try again in a moment."),
        SecretsProblem.FULL: _tr("The keyring of this computer takes nothing more."),
        SecretsProblem.MISMATCH: _tr("The keyring gave back something else than it was given, so it is not used."),
        SecretsProblem.ITEM_MISSING: _tr("The keyring has no entry for this vault. Use the recovery sheet."),
        SecretsProblem.ITEM_DAMAGED: _tr("The keyring's entry for this vault is damaged. Use the recovery sheet."),
    }
    return ErrorMessage(_tr("The keyring did not help."), sentences[error.problem], Where.PAGE)


@describe.register
def _backend(error: BackendChanged) -> ErrorMessage:
    sentence = _tr(
        "This vault was set up with the keyring {recorded}, and this computer now uses {found}. Use the recovery sheet."
    )
    return ErrorMessage(
        _tr("Another keyring."), sentence.format(recorded=error.recorded, found=error.found), Where.PAGE
    )


@describe.register
def _rollback(error: RollbackSuspected) -> ErrorMessage:
    sentence = _tr(
        "The vault has {found} history entries; this computer last saw {expected}. An older copy was put in its place."
    )
    return ErrorMessage(
        _tr("This vault is older than it should be."),
        sentence.format(found=error.found, expected=error.expected),
        Where.PAGE,
    )


@describe.register
def _store(error: StoreError) -> ErrorMessage:
    sentences = {
        "StoreMissing": _tr("There is no vault in this folder. Choose the right folder, or restore a backup."),
        "StoreEmpty": _tr("The vault's file is empty. Restore a backup."),
        "StoreTruncated": _tr("The end of the vault's file is missing. Restore a backup."),
        "StoreNotEncrypted": _tr("The vault's file is not encrypted, so it is not ours and was left alone."),
        "StoreForeign": _tr("The vault's file is something else altogether. Restore a backup."),
        "StoreDamaged": _tr("The passphrase is right, but the vault's file is damaged. Restore a backup."),
        "StoreTooNew": _tr(
            "A newer version of this program wrote the vault. Install that version; nothing was changed."
        ),
        "StoreTooOld": _tr("The shared store must be upgraded first. Ask your administrator."),
        "StoreUnreachable": _tr("The shared store does not answer. Check the network, then try again."),
        "StoreFull": _tr("Not saved. The disk is full."),
        "StoreReadOnly": _tr("Not saved. The vault's folder may not be written."),
        "StoreDiskFailed": _tr("Not saved. The disk reported an error."),
        "StoreBusy": _tr("Not saved. Another program keeps the vault busy. Try again."),
        "StoreLocked": _tr("The vault is locked."),
        "NetworkFolder": _tr(
            "This folder lies on a network drive, where a vault cannot be kept safely. Choose one on this computer."
        ),
        "VaultExists": _tr("This folder is not empty. Choose an empty one."),
        "KeyFileMissing": _tr("The vault's key file is missing. Restore a backup."),
        "KeyFileDamaged": _tr("The vault's key file is damaged. Restore a backup."),
        "KeyFileTooNew": _tr(
            "A newer version of this program wrote the vault. Install that version; nothing was changed."
        ),
        "WrongKey": _tr("The key does not open this vault."),
        "WrongSecret": _tr("That passphrase does not match."),
    }
    sentence = sentences.get(type(error).__name__, _tr("The vault could not be used."))
    return ErrorMessage(_tr("The vault"), sentence, Where.PAGE)
