"""What the screens say of packets: the pieces of a return, how they stand, and what is wrong with a file."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from coordinator.packet import (
    ExpiryOutOfRange,
    GuestExpired,
    IsAGuest,
    MergeChangedSince,
    NothingToReturn,
    PacketAlreadyOpen,
    PacketFault,
    PacketUnusable,
    Piece,
    PieceKind,
    Returned,
    SessionOver,
    Standing,
    WorkNotReturned,
)
from coordinator.vocabulary import ExcuseReason, Mark, NoteStatus, SessionStatus
from ui.attendance_words import reason_words
from ui.error_messages import ErrorMessage, Where, describe
from ui.formats import Formats, counted


def _tr(source: str) -> str:
    return QCoreApplication.translate("Handover", source)


def kind_words(kind: PieceKind) -> str:
    """Say what a piece is about."""
    return {
        PieceKind.SESSION: _tr("The session"),
        PieceKind.REPORT: _tr("Platform report"),
        PieceKind.MARK: _tr("Mark"),
        PieceKind.PLACE: _tr("Location and call-back number"),
        PieceKind.ABSENCE: _tr("Notice of absence"),
        PieceKind.MODALITY: _tr("Way of taking part"),
        PieceKind.GAP: _tr("Time away"),
        PieceKind.LICENSE: _tr("License reason"),
        PieceKind.VISITOR: _tr("Visitor"),
        PieceKind.TASK: _tr("Safety task"),
        PieceKind.OBSERVATION: _tr("Observation"),
        PieceKind.OUTREACH: _tr("Outreach call"),
        PieceKind.FLAG: _tr("Flag"),
        PieceKind.NOTE: _tr("Note"),
        PieceKind.ADDENDUM: _tr("Addition to a note"),
        PieceKind.ADDITION: _tr("Addition, still a draft"),
    }[kind]


def standing_words(row: Returned) -> str:
    """Say how a piece stands to what is here."""
    if row.as_draft:
        return _tr("Comes as a draft: its signer is on record here under another name")
    return {
        Standing.NEW: _tr("New"),
        Standing.CHANGED: _tr("Changed there"),
        Standing.DIFFERS: _tr("Changed here and there"),
        Standing.SIGNED_HERE: _tr("Signed here; stays"),
        Standing.SAME: _tr("The same here"),
    }[row.standing]


class PieceWords:
    """Says what a piece says, with times in the session's zone."""

    def __init__(self, formats: Formats, zone: str) -> None:
        self._formats, self._zone = formats, ZoneInfo(zone)

    def of(self, kind: PieceKind, piece: Piece | None) -> str:
        """Give a line for a piece; for one that is not there, that it is not."""
        if piece is None:
            return _tr("Nothing recorded")
        ways = {
            PieceKind.MARK: self._mark,
            PieceKind.PLACE: self._place,
            PieceKind.NOTE: self._note,
            PieceKind.SESSION: self._session,
            PieceKind.ADDENDUM: self._signed,
        }
        if kind in ways:
            return ways[kind](piece)
        said = (piece.get(name) for name in ("text", "name", "note", "reason", "outcome", "modality", "platform"))
        told = next((str(one) for one in said if one), "")
        at = self._time(
            piece, "at", "observed_at", "dropped_at", "raised_at", "joined_at", "announced_at", "updated_at"
        )
        return _joined(told, at)

    def _mark(self, piece: Piece) -> str:
        marks = {
            Mark.UNMARKED: _tr("Not marked"),
            Mark.PRESENT: _tr("Present"),
            Mark.ABSENT: _tr("Absent"),
            Mark.EXCUSED: _tr("Excused"),
            Mark.REMOVED: _tr("Removed"),
        }
        parts = [marks[Mark(str(piece["mark"]))]]
        late, early = piece["arrived_late_minutes"], piece["left_early_minutes"]
        if isinstance(late, int):
            parts.append(counted("Handover", "%n minute(s) late", late))
        if isinstance(early, int):
            parts.append(counted("Handover", "left %n minute(s) early", early))
        if piece["reason_note"] or piece["reason"]:
            parts.append(str(piece["reason_note"]) or _reason(str(piece["reason"])))
        return _joined(", ".join(parts), self._time(piece, "marked_at"))

    def _place(self, piece: Piece) -> str:
        where = ", ".join(str(piece[name]) for name in ("location", "callback_number") if piece[name])
        return _joined(where or _tr("Not confirmed"), self._time(piece, "location_confirmed_at"))

    def _note(self, piece: Piece) -> str:
        if piece["status"] == NoteStatus.SIGNED.value:
            return self._signed(piece)
        return _joined(_tr("Draft"), self._time(piece, "updated_at"))

    def _signed(self, piece: Piece) -> str:
        return _joined(_tr("Signed by {name}").format(name=piece["signer"]), self._time(piece, "signed_at"))

    def _session(self, piece: Piece) -> str:
        words = {
            SessionStatus.PLANNED: _tr("Not launched"),
            SessionStatus.LIVE: _tr("Running"),
            SessionStatus.HELD: _tr("Held"),
            SessionStatus.CANCELLED: _tr("Cancelled"),
        }
        return _joined(words[SessionStatus(str(piece["status"]))], self._time(piece, "ended_at", "started_at"))

    def _time(self, piece: Piece, *names: str) -> str:
        at = next((piece[name] for name in names if piece.get(name)), None)
        if not isinstance(at, str):
            return ""
        return self._formats.time(datetime.fromisoformat(at).astimezone(self._zone).time())


def _reason(code: str) -> str:
    return reason_words(ExcuseReason(code))


def _joined(words: str, time: str) -> str:
    return f"{words}, {time}" if words and time else words or time


def _beside(sentence: str, title: str = "") -> ErrorMessage:
    return ErrorMessage(title or _tr("This is not possible."), sentence, Where.BESIDE)


@describe.register
def _unusable(error: PacketUnusable) -> ErrorMessage:
    sentences = {
        PacketFault.UNREADABLE: _tr("The file cannot be opened. Nothing was changed."),
        PacketFault.TOO_LARGE: _tr("The file is too large for a packet. Nothing was changed."),
        PacketFault.NOT_A_PACKET: _tr("This is no substitute packet and no return of one. Choose another file."),
        PacketFault.NOT_A_RETURN: _tr("This is a packet, not its return. The return is written in the guest vault."),
        PacketFault.IS_A_RETURN: _tr("This is the return of a packet. Take it in where the packet was made."),
        PacketFault.TOO_NEW: _tr("A newer version of this program wrote the file. Install that version."),
        PacketFault.DAMAGED: _tr("The file is damaged. Have it sent again; nothing was changed."),
        PacketFault.EXPIRED: _tr("This packet has expired. Have a new one made."),
        PacketFault.WITHDRAWN: _tr("This packet was withdrawn here, so its return is not taken in."),
        PacketFault.OTHER_VAULT: _tr("This vault did not make the packet that the return belongs to."),
        PacketFault.NOT_THEIRS: _tr(
            "The return speaks of something that was not handed over. Nothing of it was taken in."
        ),
    }
    return _beside(sentences[error.fault], _tr("This file cannot be used."))


@describe.register
def _already_open(error: PacketAlreadyOpen) -> ErrorMessage:
    del error
    return _beside(_tr("This packet was opened on this computer before. Its guest vault is opened instead."))


@describe.register
def _expiry(error: ExpiryOutOfRange) -> ErrorMessage:
    sentence = counted(
        "Handover", "A packet expires after its session, and at most %n day(s) after it.", error.longest_days
    )
    return _beside(sentence)


@describe.register
def _over(error: SessionOver) -> ErrorMessage:
    del error
    return _beside(_tr("A session that was held or cancelled is not handed over."))


@describe.register
def _is_guest(error: IsAGuest) -> ErrorMessage:
    del error
    return _beside(_tr("This vault is a substitute packet itself. It hands nothing over and takes nothing back."))


@describe.register
def _changed_since(error: MergeChangedSince) -> ErrorMessage:
    del error
    return _beside(_tr("Some of what the packet brought was changed since, so it is not taken back as a whole."))


@describe.register
def _nothing(error: NothingToReturn) -> ErrorMessage:
    del error
    return _beside(_tr("Nothing was recorded here yet, so there is nothing to return."))


@describe.register
def _not_returned(error: WorkNotReturned) -> ErrorMessage:
    del error
    return _beside(_tr("This packet holds work that no return has. Write the return first."))


@describe.register
def _expired(error: GuestExpired) -> ErrorMessage:
    left = (
        _tr("This packet has expired and opens no more. It holds work that was not returned yet.")
        if error.unreturned
        else _tr("This packet has expired and opens no more. Everything in it was returned.")
    )
    return ErrorMessage(_tr("The packet expired."), left, Where.PAGE)
