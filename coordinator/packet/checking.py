"""Holds what a return brings against the packet: its session, its clients, its facilitator, and nothing beyond.

A return is sealed, so it comes from whoever held the packet. Even so it is held to what they were asked for: nobody
else's name under a mark, no other client's record, no signature that does not cover the words it stands under.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coordinator import people, telehealth
from coordinator.errors import RuleViolation
from coordinator.notes import content_digest
from coordinator.notes.content import NoteContent, addendum_seal, cleaned, seal
from coordinator.notes.own_templates import shelf
from coordinator.notes.rules import check_template
from coordinator.packet.errors import PacketFault, PacketUnusable
from coordinator.packet.pieces import (
    ADDENDUM_FIELDS,
    ADDITION_FIELDS,
    GROUP_NOTE,
    INTERVAL_FIELDS,
    MARK_FIELDS,
    NOTE_FIELDS,
    PLACE_FIELDS,
    REPORT_FIELDS,
    ROWS,
    SESSION_FIELDS,
    Piece,
    PieceKey,
    PieceKind,
    key_of_row,
    row_fields,
)
from coordinator.packet.returns import ReturnContents
from coordinator.packet.values import Plain, list_of, mapping_of, text_of, typed
from coordinator.packet.writing import Writer
from coordinator.store.row_seals import table_of
from coordinator.store.tables import (
    AddendumDraftRow,
    AddendumRow,
    AttendanceRow,
    GroupSessionRow,
    IntervalRow,
    NoteRow,
    PacketRow,
    ReportImportRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, NoteStatus, Participation, Platform

AUTHORS = (
    *("marked_by", "confirmed_by", "recorded_by", "stated_by", "raised_by", "done_by", "author_id", "by"),
    *("launched_by", "applied_by", "signed_by"),
)
REMOVABLE = frozenset({PieceKind.MARK, PieceKind.PLACE, PieceKind.ABSENCE})
"""What was handed over and can be taken away again in a guest vault."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the pieces of one return. `here` are the pieces of this vault, `clients` who may be spoken of."""

    work: UnitOfWork
    packet: PacketRow
    clients: frozenset[ClientId]
    here: dict[PieceKey, Piece]

    def check(self, returned: ReturnContents) -> None:
        """Raise `PacketUnusable` unless every piece is of this session, these clients and this facilitator."""
        of_packet = (returned.packet_id, returned.session_id, returned.facilitator_id)
        if of_packet != (self.packet.id, self.packet.session_id, self.packet.facilitator_id):
            raise _not_theirs()
        for key, piece in returned.pieces.items():
            if piece is None:
                if key.kind not in REMOVABLE:
                    raise _not_theirs()
                self._check_client(key.of)
            else:
                self._check_piece(key, piece)
                self._check_author(key, piece, self.here.get(key, {}))
        for key, piece in returned.pieces.items():
            if key.kind is PieceKind.ADDENDUM and piece is not None:
                self._check_addendum(piece, returned.pieces.values())

    def can_sign(self, piece: Piece) -> bool:
        """Say whether a signature names its signer as they are on record here, so that it can be carried over."""
        signer = people.facilitator(self.work, self.packet.facilitator_id)
        return piece["signer"] == signer.display

    def _check_piece(self, key: PieceKey, piece: Piece) -> None:
        match key.kind:
            case PieceKind.SESSION:
                self._check_session(key, piece)
            case PieceKind.MARK:
                self._check_client(key.of)
                typed(AttendanceRow, piece, MARK_FIELDS)
            case PieceKind.PLACE:
                self._check_client(key.of)
                typed(AttendanceRow, piece, PLACE_FIELDS)
            case PieceKind.REPORT:
                self._check_report(piece)
            case PieceKind.NOTE:
                self._check_note(key, piece)
            case PieceKind.ADDENDUM:
                _check_id(key, typed(AddendumRow, piece, ADDENDUM_FIELDS)["id"])
            case PieceKind.ADDITION:
                _check_id(key, typed(AddendumDraftRow, piece, ADDITION_FIELDS)["id"])
            case _:
                self._check_row(key, piece)

    def _check_client(self, named: Plain) -> None:
        if named not in {str(one) for one in self.clients}:
            raise _not_theirs()

    def _check_author(self, key: PieceKey, piece: Piece, mine: Piece) -> None:
        them = str(self.packet.facilitator_id)
        if any(piece.get(name) not in {None, them, mine.get(name)} for name in AUTHORS):
            raise _not_theirs()
        if key.kind is PieceKind.REPORT and piece["applied_by"] != them:
            raise _not_theirs()

    def _check_session(self, key: PieceKey, piece: Piece) -> None:
        columns = typed(GroupSessionRow, piece, SESSION_FIELDS)
        if key.of:
            raise _not_theirs()
        platform = columns["platform"]
        if not columns["link"]:
            return
        try:
            if not isinstance(platform, Platform):
                raise _not_theirs()
            telehealth.check_link(str(columns["link"]), platform)
        except RuleViolation:
            raise _not_theirs() from None

    def _check_report(self, piece: Piece) -> None:
        if set(piece) != {*REPORT_FIELDS, "intervals"}:
            raise PacketUnusable(PacketFault.DAMAGED)
        typed(ReportImportRow, {name: piece[name] for name in REPORT_FIELDS}, REPORT_FIELDS)
        for span in list_of(piece["intervals"]):
            typed(IntervalRow, mapping_of(span), INTERVAL_FIELDS)
            self._check_client(mapping_of(span)["client_id"])

    def _check_row(self, key: PieceKey, piece: Piece) -> None:
        kind = ROWS[key.kind]
        columns = typed(kind, piece, row_fields(key.kind))
        if "client_id" in table_of(kind).columns:
            self._check_client(piece["client_id"])
        if key_of_row(key.kind, kind(**columns)) != key:
            raise PacketUnusable(PacketFault.DAMAGED)
        there = Writer(self.work, self.packet.session_id).existing(key)
        if there is not None and getattr(there, "session_id", self.packet.session_id) != self.packet.session_id:
            raise _not_theirs()
        if there is not None and str(getattr(there, "client_id", piece.get("client_id"))) != str(
            piece.get("client_id", getattr(there, "client_id", None))
        ):
            raise _not_theirs()

    def _check_note(self, key: PieceKey, piece: Piece) -> None:
        if key.of != GROUP_NOTE:
            self._check_client(key.of)
        columns = typed(NoteRow, piece, NOTE_FIELDS)
        content = content_of(piece)
        client = None if key.of == GROUP_NOTE else UUID(key.of)
        try:
            check_template(shelf(self.work).template(content.template), client)
            as_stored = cleaned(content)
        except RuleViolation:
            raise _not_theirs() from None
        if as_stored != content:
            raise PacketUnusable(PacketFault.DAMAGED)
        there = self.work.rows.get(NoteRow, columns["id"])
        if there is not None and (there.session_id, there.client_id) != (self.packet.session_id, client):
            raise _not_theirs()
        if columns["status"] is NoteStatus.SIGNED:
            self._check_signature(piece, content, client)
        elif piece["signed_at"] is not None or piece["digest"] or piece["facts"]:
            raise PacketUnusable(PacketFault.DAMAGED)

    def _check_signature(self, piece: Piece, content: NoteContent, client: UUID | None) -> None:
        """A signature covers words, session, client, facts, signer and time; whoever changed one did not sign it."""
        columns = typed(NoteRow, piece, NOTE_FIELDS)
        signed_at, signed_by = columns["signed_at"], columns["signed_by"]
        if not isinstance(signed_at, datetime) or signed_by != self.packet.facilitator_id:
            raise _not_theirs()
        made = seal(
            content,
            session_id=self.packet.session_id,
            client_id=client,
            facts={name: text_of(said) for name, said in mapping_of(piece["facts"]).items()},
            signed_by=self.packet.facilitator_id,
            signer=text_of(piece["signer"]),
            signed_at=signed_at,
        )
        if made != piece["digest"] or not self.packet.made_at <= signed_at <= self.packet.expires_at:
            raise _not_theirs()

    def _check_addendum(self, piece: Piece, every: Iterable[Piece | None]) -> None:
        columns = typed(AddendumRow, piece, ADDENDUM_FIELDS)
        note = next((one for one in every if one is not None and one.get("id") == piece["note_id"]), None)
        stored = self.work.rows.get(NoteRow, columns["note_id"])
        linked = text_of(note["digest"]) if note is not None else stored.digest if stored is not None else ""
        signed_at, above = columns["signed_at"], columns["supervisor_id"]
        made = addendum_seal(
            text_of(piece["text"]),
            note_id=UUID(text_of(piece["note_id"])),
            note_digest=linked,
            kind=text_of(piece["kind"]),
            signed_by=self.packet.facilitator_id,
            signer=text_of(piece["signer"]),
            signed_at=signed_at if isinstance(signed_at, datetime) else self.packet.made_at,
            supervisor_id=above if isinstance(above, UUID) else None,
            supervisor=text_of(piece["supervisor"]) if piece["supervisor"] is not None else None,
        )
        if not linked or made != piece["digest"] or columns["signed_by"] != self.packet.facilitator_id:
            raise _not_theirs()


def content_of(piece: Piece) -> NoteContent:
    """Read what a note says; raises `PacketUnusable`."""
    participation = piece["participation"]
    goals = list_of(piece["goals"])
    if not all(type(one) is int for one in goals):
        raise PacketUnusable(PacketFault.DAMAGED)
    return NoteContent(
        text_of(piece["template"]),
        {name: text_of(said) for name, said in mapping_of(piece["sections"]).items()},
        Participation(participation) if isinstance(participation, str) else None,
        tuple(one for one in goals if isinstance(one, int)),
    )


def digest_of_note(piece: Piece) -> str:
    """Give the digest of a note's words, by which a screen shows and signs them."""
    return content_digest(content_of(piece))


def _check_id(key: PieceKey, row_id: object) -> None:
    if str(row_id) != key.of:
        raise PacketUnusable(PacketFault.DAMAGED)


def _not_theirs() -> PacketUnusable:
    return PacketUnusable(PacketFault.NOT_THEIRS)
