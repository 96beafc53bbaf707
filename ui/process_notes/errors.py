"""The words of what process notes refuse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.errors import CoordinatorError
from coordinator.process_notes import (
    CodeWanted,
    NotABackup,
    NotTheirAuthor,
    OnlyForProfessionals,
    ProcessNotesClosed,
    ProcessNotesExist,
    ProcessNotesLost,
)
from coordinator.vault.recovery_code import RecoveryCodeMistyped
from ui.error_messages import ErrorMessage, Where, describe


def _tr(source: str) -> str:
    return QCoreApplication.translate("Errors", source)


def _message(sentence: str) -> ErrorMessage:
    return ErrorMessage(_tr("Process notes"), sentence, Where.BESIDE)


@describe.register
def _role(error: OnlyForProfessionals) -> ErrorMessage:
    del error
    return _message(_tr("Only a mental health or substance use professional may keep process notes."))


@describe.register
def _author(error: NotTheirAuthor) -> ErrorMessage:
    del error
    return _message(_tr("Only their author can see them. They were closed."))


@describe.register
def _closed(error: ProcessNotesClosed) -> ErrorMessage:
    del error
    return _message(_tr("They are closed. Open them with your passphrase first."))


@describe.register
def _exist(error: ProcessNotesExist) -> ErrorMessage:
    del error
    return _message(_tr("You began process notes already. Open them with your passphrase."))


@describe.register
def _code(error: CodeWanted) -> ErrorMessage:
    del error
    return _message(_tr("This passphrase does not open them. Type the code that you wrote down when you began them."))


@describe.register
def _lost(error: ProcessNotesLost) -> ErrorMessage:
    del error
    return _message(_tr("Their file is not in the vault's folder. Restore your own backup of them."))


@describe.register
def _backup(error: NotABackup) -> ErrorMessage:
    del error
    return _message(_tr("This folder holds no sound backup of process notes. Nothing was changed."))


@describe.register
def _mistyped(error: RecoveryCodeMistyped) -> ErrorMessage:
    groups = ", ".join(str(group) for group in error.groups)
    return _message(_tr("The code has a typing error. Look again at group {groups}.").replace("{groups}", groups))


def sentence_of(error: CoordinatorError) -> str:
    """Give the sentence of an error."""
    return describe(error).sentence
