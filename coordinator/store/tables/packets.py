"""Substitute packets: what this vault handed over, and in a guest vault, what it was made of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from coordinator.store.columns import document, instant, key, reference, required_text, text
from coordinator.store.tables.row import Versioned
from coordinator.vocabulary import FacilitatorId, GroupSessionId


class PacketRow(Versioned, table=True):
    """One session that was handed over to one facilitator in a file.

    `key` is the packet's key as hexadecimal digits, by which the return is read; it is emptied when the packet is
    withdrawn. `base` has the digest of every piece of the record as it was handed over, and `merged` as a return was
    taken in (`coordinator.packet.pieces`), so that it can be told who changed what. `digest` is SHA-256 of the file,
    `returned` that of the return taken in last.
    """

    __tablename__ = "packet"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    facilitator_id: FacilitatorId = reference("facilitator.id")
    made_at: datetime = instant()
    made_by: FacilitatorId = reference("facilitator.id")
    expires_at: datetime = instant()
    key: str = text()
    digest: str = required_text()
    base: dict[str, str] = document()
    merged: dict[str, str] = document()
    merged_at: datetime | None = instant(optional=True)
    returned: str = text()
    withdrawn_at: datetime | None = instant(optional=True)


class GuestPacketRow(Versioned, table=True):
    """That this vault was made of a packet: the one row that tells a guest vault from a person's own.

    `returned` has the digest of every piece as it was written into the last return.
    """

    __tablename__ = "guest_packet"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    facilitator_id: FacilitatorId = reference("facilitator.id")
    made_at: datetime = instant()
    made_by: str = required_text()
    expires_at: datetime = instant()
    key: str = required_text()
    opened_at: datetime = instant()
    base: dict[str, str] = document()
    returned: dict[str, str] = document()
    returned_at: datetime | None = instant(optional=True)
