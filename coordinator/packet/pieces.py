"""What is recorded of a session, cut into pieces that can be compared one by one.

A piece is what one person does in one act: a mark with its minutes, author and time; where somebody is and how they are
reached; one observation; one note. The same cut on both sides tells what was added in the guest vault, and what was
changed at home meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlmodel import SQLModel, col, select

from coordinator.attendance.records import enrolled_on
from coordinator.notes.content import NoteContent
from coordinator.packet.values import Plain, digest_of, names_of, values_of
from coordinator.store.row_seals import table_of
from coordinator.store.tables import (
    AddendumDraftRow,
    AddendumRow,
    AttendanceRow,
    DisconnectionRow,
    FlagRow,
    GroupSessionRow,
    IntervalRow,
    LicenseReasonRow,
    ModalityChangeRow,
    NoteRow,
    ObservationRow,
    OutreachRow,
    PlannedAbsenceRow,
    ReportImportRow,
    SafetyTaskRow,
    VisitorRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import GroupSessionId, Mark, Modality, NoteStatus


class PieceKind(StrEnum):
    """What a piece is about."""

    SESSION = "session"
    REPORT = "report"
    MARK = "mark"
    PLACE = "place"
    ABSENCE = "absence"
    MODALITY = "modality"
    GAP = "gap"
    LICENSE = "license"
    VISITOR = "visitor"
    TASK = "task"
    OBSERVATION = "observation"
    OUTREACH = "outreach"
    FLAG = "flag"
    NOTE = "note"
    ADDENDUM = "addendum"
    ADDITION = "addition"
    """An addition to a signed note that somebody is still typing."""


@dataclass(frozen=True, slots=True)
class PieceKey:
    """The name of a piece: what it is about, and of which row or client."""

    kind: PieceKind
    of: str = ""

    def __str__(self) -> str:
        """Give the form in which it stands in a file."""
        return f"{self.kind.value}:{self.of}"

    @classmethod
    def read(cls, text: str) -> PieceKey:
        """Understand a name; raises ValueError."""
        kind, _, of = text.partition(":")
        return cls(PieceKind(kind), of)


Piece = Mapping[str, Plain]
Pieces = Mapping[PieceKey, Piece]

ROWS: Mapping[PieceKind, type[SQLModel]] = {
    PieceKind.ABSENCE: PlannedAbsenceRow,
    PieceKind.MODALITY: ModalityChangeRow,
    PieceKind.GAP: DisconnectionRow,
    PieceKind.LICENSE: LicenseReasonRow,
    PieceKind.VISITOR: VisitorRow,
    PieceKind.TASK: SafetyTaskRow,
    PieceKind.OBSERVATION: ObservationRow,
    PieceKind.OUTREACH: OutreachRow,
    PieceKind.FLAG: FlagRow,
}
"""Pieces that are whole rows."""

SESSION_FIELDS = (
    *("status", "launched_at", "launched_by", "started_at", "ended_at"),
    *("topic", "platform", "link", "passcode"),
)
MARK_FIELDS = (
    *("mark", "late", "left_early", "arrived_late_minutes", "left_early_minutes", "away_minutes", "announced"),
    *("reason", "reason_note", "source", "import_id", "marked_at", "marked_by"),
)
PLACE_FIELDS = (
    *("modality", "location", "location_state", "location_confirmed_at", "contact_confirmed_at"),
    *("callback_number", "callback_confirmed_at", "emergency_number", "confirmed_by"),
)
REPORT_FIELDS = ("platform", "variant", "digest", "row_count", "applied_at", "applied_by")
INTERVAL_FIELDS = ("client_id", "joined_at", "left_at")
NOTE_FIELDS = names_of(NoteRow, "version", "session_id", "client_id", "slot")
ADDENDUM_FIELDS = names_of(AddendumRow, "version")
ADDITION_FIELDS = names_of(AddendumDraftRow, "version")
GROUP_NOTE = "group"


def row_fields(kind: PieceKind) -> tuple[str, ...]:
    """Give the columns of a piece that is a whole row; the session's own id says nothing new."""
    return names_of(ROWS[kind], "version", "session_id", "cleared_at")


def pieces_of(work: UnitOfWork, session_id: GroupSessionId) -> dict[PieceKey, Piece]:
    """Give everything recorded of a session, by name; raises `NotFound`."""
    session = work.get(GroupSessionRow, session_id)
    found: dict[PieceKey, Piece] = {PieceKey(PieceKind.SESSION): values_of(session, SESSION_FIELDS)}
    found |= dict(_reports(work, session_id))
    found |= dict(_attendance(work, session_id))
    for kind in ROWS:
        found |= dict(_whole_rows(work, kind, session))
    found |= dict(_notes(work, session_id))
    return found


def digests(pieces: Pieces) -> dict[str, str]:
    """Give the digest of each piece."""
    return {str(key): digest_of(piece) for key, piece in pieces.items()}


def key_of_row(kind: PieceKind, row: SQLModel) -> PieceKey:
    """Give the name of a piece that is a whole row: its client, where there is one row for each."""
    if kind is PieceKind.ABSENCE:
        return PieceKey(kind, str(row.__dict__["client_id"]))
    if kind is PieceKind.LICENSE:
        return PieceKey(kind, f"{row.__dict__['client_id']}.{row.__dict__['state']}")
    return PieceKey(kind, str(row.__dict__["id"]))


def is_untouched(piece: Piece, kind: PieceKind) -> bool:
    """Say whether nobody recorded anything in it: an unmarked client, a place that nobody confirmed."""
    if kind is PieceKind.MARK:
        return piece["mark"] == Mark.UNMARKED.value
    said = (piece[name] for name in PLACE_FIELDS if name != "modality")
    return piece["modality"] == Modality.VIDEO.value and not any(said)


def _reports(work: UnitOfWork, session_id: GroupSessionId) -> Iterator[tuple[PieceKey, Piece]]:
    in_force = select(ReportImportRow).where(
        ReportImportRow.session_id == session_id, col(ReportImportRow.undone_at).is_(None)
    )
    for row in work.rows.exec(in_force):
        times = select(IntervalRow).where(IntervalRow.import_id == row.id)
        spans = sorted((values_of(one, INTERVAL_FIELDS) for one in work.rows.exec(times)), key=str)
        yield PieceKey(PieceKind.REPORT, str(row.id)), {**values_of(row, REPORT_FIELDS), "intervals": list(spans)}


def _attendance(work: UnitOfWork, session_id: GroupSessionId) -> Iterator[tuple[PieceKey, Piece]]:
    for row in work.rows.exec(select(AttendanceRow).where(AttendanceRow.session_id == session_id)):
        for kind, names in ((PieceKind.MARK, MARK_FIELDS), (PieceKind.PLACE, PLACE_FIELDS)):
            piece = values_of(row, names)
            if not is_untouched(piece, kind):
                yield PieceKey(kind, str(row.client_id)), piece


def _whole_rows(work: UnitOfWork, kind: PieceKind, session: GroupSessionRow) -> Iterator[tuple[PieceKey, Piece]]:
    row_kind, names = ROWS[kind], row_fields(kind)
    table = table_of(row_kind)
    if kind is PieceKind.FLAG:
        expected = enrolled_on(work, session.group_id, session.service_date)
        wanted = select(row_kind).where(table.c.client_id.in_(expected), table.c.cleared_at.is_(None))
    else:
        wanted = select(row_kind).where(table.c.session_id == session.id)
    for row in work.rows.exec(wanted):
        yield key_of_row(kind, row), values_of(row, names)


def _notes(work: UnitOfWork, session_id: GroupSessionId) -> Iterator[tuple[PieceKey, Piece]]:
    ids: list[UUID] = []
    for row in work.rows.exec(select(NoteRow).where(NoteRow.session_id == session_id)):
        written = NoteContent(row.template, dict(row.sections), row.participation, tuple(row.goals))
        if row.status is NoteStatus.SIGNED or not written.is_empty:
            ids.append(row.id)
            yield PieceKey(PieceKind.NOTE, str(row.client_id or GROUP_NOTE)), values_of(row, NOTE_FIELDS)
    for addendum in work.rows.exec(select(AddendumRow).where(col(AddendumRow.note_id).in_(ids))):
        yield PieceKey(PieceKind.ADDENDUM, str(addendum.id)), values_of(addendum, ADDENDUM_FIELDS)
    for addition in work.rows.exec(select(AddendumDraftRow).where(col(AddendumDraftRow.note_id).in_(ids))):
        yield PieceKey(PieceKind.ADDITION, str(addition.id)), values_of(addition, ADDITION_FIELDS)
