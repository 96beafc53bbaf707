"""The words of what attendance refuses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.attendance import (
    LocationRefusal,
    LocationRefused,
    MarkRefusal,
    MinutesOutOfRange,
    NothingWritten,
    NotLicensedThere,
    NotMarkable,
)
from ui.error_messages import ErrorMessage, Where, describe


def _tr(source: str) -> str:
    return QCoreApplication.translate("Errors", source)


@describe.register
def _not_markable(error: NotMarkable) -> ErrorMessage:
    sentences = {
        MarkRefusal.CANCELLED: _tr("This session is cancelled and counts for nobody. Restore it in Week to mark it."),
        MarkRefusal.TOO_EARLY: _tr("This session starts in more than an hour. Nobody can be present yet."),
    }
    return ErrorMessage(_tr("Not marked."), sentences[error.refusal], Where.BAR)


@describe.register
def _minutes(error: MinutesOutOfRange) -> ErrorMessage:
    sentence = _tr("The session lasts %1 minutes, so %2 minutes cannot be right. Nothing was changed.")
    sentence = sentence.replace("%1", str(error.longest)).replace("%2", str(error.minutes))
    return ErrorMessage(_tr("Not saved."), sentence, Where.BESIDE)


@describe.register
def _nothing_written(error: NothingWritten) -> ErrorMessage:
    sentences = {
        "location": _tr("There is no usual location on record. Type where the client is now."),
        "observation": _tr("An observation needs words."),
        "license": _tr("The reason needs words."),
        "visitor": _tr("A visitor needs a name or an ID."),
    }
    return ErrorMessage(_tr("Not saved."), sentences.get(error.field, _tr("Something is missing.")), Where.BESIDE)


@describe.register
def _refused_place(error: LocationRefused) -> ErrorMessage:
    sentences = {
        LocationRefusal.DRIVING: _tr(
            "Nobody takes part while driving. Ask the client to park, then confirm where they are."
        ),
        LocationRefusal.ABROAD: _tr(
            "This place is outside the United States, so the client cannot take part from there. Follow your policy."
        ),
    }
    return ErrorMessage(_tr("Location not confirmed."), sentences[error.refusal], Where.BESIDE)


@describe.register
def _not_licensed(error: NotLicensedThere) -> ErrorMessage:
    told = _tr("You have no license on record for %1. State a reason before you mark this client present.")
    return ErrorMessage(_tr("Not marked."), told.replace("%1", error.state), Where.BESIDE)
