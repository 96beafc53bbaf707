"""What a guest vault holds beside its session's record: whose packet it was made of, and what no return has yet."""

from __future__ import annotations

from datetime import datetime

from coordinator import people, programs
from coordinator.guest_vault import guest_row, is_over
from coordinator.packet.errors import GuestExpired
from coordinator.packet.pieces import digests, pieces_of
from coordinator.packet.shapes import GuestFacts
from coordinator.store.tables import GroupRow, GroupSessionRow, GuestPacketRow
from coordinator.store.unit_of_work import UnitOfWork


def guest_facts(work: UnitOfWork) -> GuestFacts | None:
    """Say whose packet this vault was made of; None in a person's own."""
    row = guest_row(work)
    if row is None:
        return None
    session = work.get(GroupSessionRow, row.session_id)
    return GuestFacts(
        packet_id=row.id,
        session_id=row.session_id,
        clinic=programs.program(work).clinic_name,
        made_by=row.made_by,
        for_name=people.facilitator(work, row.facilitator_id).display,
        group_name=work.get(GroupRow, session.group_id).name,
        expires_at=row.expires_at,
        zone=session.zone,
        returned_at=row.returned_at,
        unreturned=unreturned(work, row),
    )


def unreturned(work: UnitOfWork, row: GuestPacketRow) -> int:
    """Give how many pieces were recorded, changed or removed here that the last return does not have."""
    now = digests(pieces_of(work, row.session_id))
    then = dict(row.returned if row.returned_at is not None else row.base)
    return sum(now.get(key) != then.get(key) for key in now.keys() | then.keys())


def check_guest(work: UnitOfWork, now: datetime | None = None) -> bool:
    """Say whether this is a guest vault; raises `GuestExpired` where its time is over (`guest_vault.is_over`)."""
    row = guest_row(work)
    if row is not None and is_over(work, now):
        raise GuestExpired(row.expires_at, unreturned=unreturned(work, row) > 0)
    return row is not None
