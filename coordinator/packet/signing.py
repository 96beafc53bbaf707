"""Signatures that come back in a return: carried over as they were given, or turned into drafts ready to sign.

A signature is a digest over words, session, client, facts of the record, signer and time (`coordinator.notes.content`);
none of that changes on the way, so that it holds here as it did there. What this vault's history has of it is a fact of
its own: that it came by packet, when, and who brought it in. Nobody here signed anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast
from uuid import UUID

from coordinator.changes import Change
from coordinator.notes.records import find
from coordinator.packet.pieces import GROUP_NOTE, Piece, PieceKey, PieceKind
from coordinator.packet.shapes import Returned
from coordinator.store import audit_chain
from coordinator.store.tables import AddendumRow, NoteRow, PacketRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, NoteStatus, Topic


def is_signed(key: PieceKey, piece: Piece) -> bool:
    """Say whether a piece bears a signature."""
    return key.kind is PieceKind.ADDENDUM or (key.kind is PieceKind.NOTE and piece["status"] == NoteStatus.SIGNED.value)


def to_write(taken: Iterable[Returned]) -> dict[PieceKey, Piece | None]:
    """Give the pieces of what is taken: a signature that cannot be carried over leaves a draft, or an open addition.

    Additions of one author to one note become one text, since there is room for one that is still typed.
    """
    pieces: dict[PieceKey, Piece | None] = {}
    unfinished: dict[str, PieceKey] = {}
    for row in taken:
        if not row.as_draft or row.theirs is None:
            pieces[row.key] = row.theirs
        elif row.key.kind is PieceKind.NOTE:
            pieces[row.key] = _unsigned(row.theirs)
        else:
            note = str(row.theirs["note_id"])
            key = unfinished.setdefault(note, PieceKey(PieceKind.ADDITION, row.key.of))
            pieces[key] = _addition(key, row.theirs, pieces.get(key))
    return pieces


def _addition(key: PieceKey, addendum: Piece, before: Piece | None) -> Piece:
    said = str(addendum["text"])
    return {
        "id": key.of,
        "note_id": addendum["note_id"],
        "author_id": addendum["signed_by"],
        "kind": addendum["kind"],
        "text": f"{before['text']}\n\n{said}" if before is not None else said,
        "updated_at": addendum["signed_at"],
    }


def _unsigned(piece: Piece) -> Piece:
    nothing: dict[str, object] = {
        "status": NoteStatus.DRAFT.value, "signed_at": None, "signed_by": None, "signer": "", "digest": "", "facts": {},
    }  # fmt: skip
    return cast("Piece", {**piece, **nothing})


def bring_signatures(
    work: UnitOfWork, packet: PacketRow, pieces: Mapping[PieceKey, Piece | None]
) -> frozenset[PieceKey]:
    """Enter each signed record that was just written, with its digest, signer and time; gives which they are."""
    brought = set()
    for key, piece in pieces.items():
        if piece is None or not is_signed(key, piece):
            continue
        note, detail = _signed(work, packet, key)
        detail |= {
            "packet": str(packet.id),
            "signed_by": str(piece["signed_by"]),
            "signed_at": str(piece["signed_at"]),
        }
        change = Change(Action.BRING_SIGNED, note, frozenset({Topic.NOTES}), None, detail=detail)
        audit_chain.append(work.rows, change, at=work.now, actor=work.actor)
        brought.add(key)
    return frozenset(brought)


def _signed(work: UnitOfWork, packet: PacketRow, key: PieceKey) -> tuple[UUID, dict[str, str]]:
    if key.kind is PieceKind.ADDENDUM:
        addendum = work.get(AddendumRow, UUID(key.of))
        return addendum.note_id, {"addendum": str(addendum.id), "digest": addendum.digest}
    client_id = None if key.of == GROUP_NOTE else ClientId(UUID(key.of))
    note = find(work, packet.session_id, client_id)
    if note is None:
        note = work.get(NoteRow, None)  # raises: it was written a moment ago
    detail = {"session": str(packet.session_id), "client": str(client_id or ""), "digest": note.digest}
    return note.id, detail
