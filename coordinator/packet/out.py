"""Packets that are out: what this vault handed over, to whom, until when, and what came back."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import col, select

from coordinator import audit, people
from coordinator.changes import Change
from coordinator.errors import NotFound
from coordinator.packet.errors import PacketNotOut
from coordinator.packet.shapes import PacketFacts
from coordinator.store.tables import GroupRow, GroupSessionRow, PacketRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId


def packet_row(work: UnitOfWork, packet_id: UUID) -> PacketRow | None:
    """Give the row of a packet that this vault made."""
    return work.rows.get(PacketRow, packet_id)


def packet_facts(work: UnitOfWork, row: PacketRow) -> PacketFacts:
    """Give what a list shows of a packet."""
    session = work.get(GroupSessionRow, row.session_id)
    return PacketFacts(
        packet_id=row.id,
        session_id=row.session_id,
        facilitator_id=row.facilitator_id,
        facilitator=people.facilitator(work, row.facilitator_id).display,
        group_name=work.get(GroupRow, session.group_id).name,
        starts_at=session.starts_at,
        zone=session.zone,
        made_at=row.made_at,
        expires_at=row.expires_at,
        merged_at=row.merged_at,
        withdrawn_at=row.withdrawn_at,
    )


def packets_out(work: UnitOfWork, session_id: GroupSessionId | None = None) -> tuple[PacketFacts, ...]:
    """Give the packets that this vault made, the newest first; only those of one session where it is named."""
    wanted = select(PacketRow).order_by(col(PacketRow.made_at).desc())
    if session_id is not None:
        wanted = wanted.where(PacketRow.session_id == session_id)
    return tuple(packet_facts(work, row) for row in work.rows.exec(wanted).all())


def withdraw(work: UnitOfWork, packet_id: UUID) -> Change[UUID]:
    """Take no return of this packet any more: its key is forgotten here.

    The file itself is out of reach; whoever has it and its passphrase can open it until it expires. Raises `NotFound`,
    `PacketNotOut`.
    """
    row = packet_row(work, packet_id)
    if row is None:
        raise NotFound("Packet", packet_id)
    if row.withdrawn_at is not None:
        raise PacketNotOut
    row.withdrawn_at, row.key = work.now, ""
    return Change(Action.WITHDRAW_PACKET, row.session_id, audit.HISTORY, row.id, detail={"packet": str(row.id)})
