"""The words of what notes refuse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.notes import (
    CosigningRefused,
    CosignRefusal,
    NoteAlreadySigned,
    NoteChanged,
    NoteEmpty,
    NoteNotSigned,
    NotesOfCancelledSession,
    NoteTooEarly,
    SignatureStays,
    SignsForAnother,
    TemplateUnknown,
    TextTooLong,
    WithdrawalRefusal,
)
from ui.error_messages import ErrorMessage, Where, describe


def _tr(source: str) -> str:
    return QCoreApplication.translate("Errors", source)


@describe.register
def _signed(error: NoteAlreadySigned) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Not saved."), _tr("This note is signed. Add an addendum instead."), Where.BESIDE)


@describe.register
def _changed(error: NoteChanged) -> ErrorMessage:
    del error
    sentence = _tr("This note was changed in another place since you opened it. Nothing was overwritten.")
    return ErrorMessage(_tr("Not saved."), sentence, Where.BESIDE)


@describe.register
def _empty(error: NoteEmpty) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Not signed."), _tr("Nothing is written yet, so there is nothing to sign."), Where.BESIDE)


@describe.register
def _not_signed(error: NoteNotSigned) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Nothing added."), _tr("This note is not signed. Change the note itself."), Where.BESIDE)


@describe.register
def _cancelled(error: NotesOfCancelledSession) -> ErrorMessage:
    del error
    sentence = _tr("This session was cancelled, so there is nothing to attest.")
    return ErrorMessage(_tr("Not signed."), sentence, Where.BESIDE)


@describe.register
def _early(error: NoteTooEarly) -> ErrorMessage:
    del error
    sentence = _tr("The session has not begun. The draft is kept; sign it afterwards.")
    return ErrorMessage(_tr("Not signed."), sentence, Where.BESIDE)


@describe.register
def _for_another(error: SignsForAnother) -> ErrorMessage:
    del error
    sentence = _tr("Somebody else led this session. Whoever led it signs; if you sign all the same, say why.")
    return ErrorMessage(_tr("Not signed."), sentence, Where.BESIDE)


@describe.register
def _stays(error: SignatureStays) -> ErrorMessage:
    sentences = {
        WithdrawalRefusal.TOO_LATE: _tr("The minute to take a signature back is over. Add an addendum instead."),
        WithdrawalRefusal.NOT_THE_SIGNER: _tr("Only whoever signed can take a signature back."),
        WithdrawalRefusal.HAS_ADDENDA: _tr("An addendum builds on this note, so its signature stays."),
        WithdrawalRefusal.COSIGNED: _tr("A co-signature stands beside this one, so it stays."),
    }
    return ErrorMessage(_tr("Still signed."), sentences[error.refusal], Where.BESIDE)


@describe.register
def _template(error: TemplateUnknown) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Not saved."), _tr("There is no such template for this note."), Where.BESIDE)


@describe.register
def _long(error: TextTooLong) -> ErrorMessage:
    sentence = _tr("One field has %1 characters; a note holds at most %2 in each. Shorten it to save it.")
    sentence = sentence.replace("%1", str(error.characters)).replace("%2", str(error.most))
    return ErrorMessage(_tr("Not saved."), sentence, Where.BESIDE)


@describe.register
def _cosigning(error: CosigningRefused) -> ErrorMessage:
    sentence = {
        CosignRefusal.NOT_SUPERVISED: _tr("Whoever signed this note works without supervision."),
        CosignRefusal.NOT_THE_SUPERVISOR: _tr("Only the supervisor of whoever signed this note signs beside."),
        CosignRefusal.COSIGNED_ALREADY: _tr("This note is co-signed already."),
        CosignRefusal.NOT_COSIGNED: _tr("This note is not co-signed."),
    }[error.refusal]
    return ErrorMessage(_tr("Not signed."), sentence, Where.BESIDE)
