"""The words of what attendance refuses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.attendance import (
    LocationRefusal,
    LocationRefused,
    LocationUnclear,
    MarkRefusal,
    MinutesOutOfRange,
    NothingWritten,
    NotLicensedThere,
    NotMarkable,
    NotMissed,
    PlaceQuestion,
    ReasonTooLong,
    StateUnknown,
)
from ui.error_messages import ErrorMessage, Where, describe


def _tr(source: str) -> str:
    return QCoreApplication.translate("Errors", source)


@describe.register
def _not_markable(error: NotMarkable) -> ErrorMessage:
    sentences = {
        MarkRefusal.CANCELLED: _tr("This session is cancelled and counts for nobody. Restore it in Week to mark it."),
        MarkRefusal.TOO_EARLY: _tr("This session starts in more than an hour. Nobody can be present yet."),
        MarkRefusal.NOT_HERE: _tr("Only a client who is here can step out, while the session runs. Mark them first."),
        MarkRefusal.NOT_AWAY: _tr("This client is not away, or left at a time that nobody recorded."),
    }
    return ErrorMessage(_tr("Not marked."), sentences[error.refusal], Where.BAR)


@describe.register
def _minutes(error: MinutesOutOfRange) -> ErrorMessage:
    sentence = _tr("The session lasts %1 minutes, so %2 minutes cannot be right. Nothing was changed.")
    sentence = sentence.replace("%1", str(error.longest)).replace("%2", str(error.minutes))
    return ErrorMessage(_tr("Not saved."), sentence, Where.BESIDE)


@describe.register
def _reason_too_long(error: ReasonTooLong) -> ErrorMessage:
    sentence = _tr("The reason has %1 characters and may have %2. Shorten it; the rest belongs into the note.")
    sentence = sentence.replace("%1", str(error.length)).replace("%2", str(error.longest))
    return ErrorMessage(_tr("Not saved."), sentence, Where.BESIDE)


@describe.register
def _nothing_written(error: NothingWritten) -> ErrorMessage:
    sentences = {
        "location": _tr("There is no usual location on record. Type where the client is now."),
        "observation": _tr("An observation needs words."),
        "license": _tr("The reason needs words."),
        "visitor": _tr("A visitor needs a name or an ID."),
        "agreement": _tr("Nobody joins a group before the agreement is recorded."),
        "callback": _tr("There is no call-back number on record. Type how to call the client back."),
        "outcome": _tr("Say in a few words what came of it."),
    }
    return ErrorMessage(_tr("Not saved."), sentences.get(error.field, _tr("Something is missing.")), Where.BESIDE)


@describe.register
def _refused_place(error: LocationRefused) -> ErrorMessage:
    sentences = {
        LocationRefusal.DRIVING: _tr(
            "Nobody takes part while driving. Ask the client to park, then confirm where they are."
        ),
        LocationRefusal.ABROAD: _tr(
            "This place is outside the United States, so the client cannot take part from there. Follow your policy. "
            "If it is a place in the United States, add its state."
        ),
    }
    return ErrorMessage(_tr("Location not confirmed."), sentences[error.refusal], Where.BESIDE)


@describe.register
def _unclear_place(error: LocationUnclear) -> ErrorMessage:
    sentences = {
        PlaceQuestion.STATE: _tr("This location names no state. Say in which state the client is."),
        PlaceQuestion.COUNTRY: _tr("More than one place has this name. Say in which state the client is."),
        PlaceQuestion.PARKED: _tr("Make sure that nobody is driving before you confirm this location."),
    }
    return ErrorMessage(_tr("Location not confirmed."), sentences[error.question], Where.BESIDE)


@describe.register
def _unknown_state(error: StateUnknown) -> ErrorMessage:
    del error
    sentence = _tr("This is not a state. Type its name or two letters, such as NY.")
    return ErrorMessage(_tr("Location not confirmed."), sentence, Where.BESIDE)


@describe.register
def _not_missed(error: NotMissed) -> ErrorMessage:
    del error
    sentence = _tr("The client did not miss that session, or made up for it already.")
    return ErrorMessage(_tr("Not saved."), sentence, Where.BESIDE)


@describe.register
def _not_licensed(error: NotLicensedThere) -> ErrorMessage:
    told = _tr("You have no license on record for %1. State a reason before you mark this client present.")
    return ErrorMessage(_tr("Not marked."), told.replace("%1", error.state), Where.BESIDE)
