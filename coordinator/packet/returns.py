"""The contents of a return, written in the guest vault and read at home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coordinator.packet.errors import PacketFault, PacketUnusable
from coordinator.packet.pieces import Piece, PieceKey
from coordinator.packet.values import canonical, id_of, instant_of, mapping_of, read_json
from coordinator.vocabulary import FacilitatorId, GroupSessionId

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ReturnContents:
    """What a guest vault gives back: every piece that differs from what was handed over; None where it is gone."""

    packet_id: UUID
    session_id: GroupSessionId
    facilitator_id: FacilitatorId
    returned_at: datetime
    pieces: Mapping[PieceKey, Piece | None]


def encoded(contents: ReturnContents) -> bytes:
    """Write a return in its one form."""
    return canonical(
        {
            "schema": SCHEMA,
            "packet_id": str(contents.packet_id),
            "session_id": str(contents.session_id),
            "facilitator_id": str(contents.facilitator_id),
            "returned_at": contents.returned_at.isoformat(),
            "pieces": {str(key): dict(piece) if piece is not None else None for key, piece in contents.pieces.items()},
        }
    )


def decoded(written: bytes) -> ReturnContents:
    """Understand a return; raises `PacketUnusable`."""
    found = read_json(written)
    if found.get("schema") != SCHEMA:
        raise PacketUnusable(PacketFault.TOO_NEW)
    try:
        pieces = {
            PieceKey.read(name): mapping_of(piece) if piece is not None else None
            for name, piece in mapping_of(found["pieces"]).items()
        }
        return ReturnContents(
            packet_id=id_of(found["packet_id"]),
            session_id=GroupSessionId(id_of(found["session_id"])),
            facilitator_id=FacilitatorId(id_of(found["facilitator_id"])),
            returned_at=instant_of(found["returned_at"]),
            pieces=pieces,
        )
    except (KeyError, ValueError):
        raise PacketUnusable(PacketFault.DAMAGED) from None
