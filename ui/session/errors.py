"""The words of what attendance refuses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.attendance import MarkRefusal, MinutesOutOfRange, NothingWritten, NotMarkable
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
    }
    return ErrorMessage(_tr("Not saved."), sentences.get(error.field, _tr("Something is missing.")), Where.BESIDE)
