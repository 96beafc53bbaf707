"""A guest vault: made of a packet, for one session, until it expires; what may be recorded in it, and nothing more."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, func, select

from coordinator import audit, people, programs
from coordinator.changes import Change
from coordinator.packet.errors import GuestExpired, NotInPacket
from coordinator.packet.pieces import digests, pieces_of
from coordinator.packet.shapes import GuestFacts
from coordinator.store.tables import AuditRow, GroupRow, GroupSessionRow, GuestPacketRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action

RETURNED = frozenset(
    {
        *(Action.LAUNCH, Action.RETURN_TO_PLANNED, Action.END_SESSION, Action.REOPEN_SESSION, Action.CLOSE_OVERDUE),
        *(Action.SET_TOPIC, Action.SET_LINK),
        *(Action.MARK, Action.MARK_ALL_PRESENT, Action.MARK_UNMARKED_ABSENT, Action.RESTORE_MARKS),
        *(Action.APPLY_REPORT, Action.UNDO_REPORT, Action.SET_MODALITY),
        *(Action.ADD_VISITOR, Action.CHANGE_VISITOR, Action.REMOVE_VISITOR),
        *(Action.CONFIRM_LOCATION, Action.CONFIRM_CALLBACK, Action.SET_EMERGENCY_NUMBER, Action.STATE_LICENSE_REASON),
        *(Action.LOG_DISCONNECTION, Action.CHANGE_DISCONNECTION, Action.REMOVE_DISCONNECTION),
        *(Action.STEP_OUT, Action.COME_BACK, Action.REMOVE_STEP_OUT, Action.FINISH_SAFETY_TASK),
        *(Action.ADD_OBSERVATION, Action.CHANGE_OBSERVATION, Action.REMOVE_OBSERVATION),
        *(Action.LOG_OUTREACH, Action.REMOVE_OUTREACH, Action.PLAN_ABSENCE, Action.REMOVE_PLANNED_ABSENCE),
        *(Action.RAISE_FLAG, Action.READ_FLAG),
        *(Action.SAVE_DRAFT, Action.SIGN_NOTE, Action.WITHDRAW_SIGNATURE),
        *(Action.SAVE_ADDENDUM_DRAFT, Action.DROP_ADDENDUM_DRAFT, Action.ADD_ADDENDUM),
    }
)
"""What may be recorded in a guest vault: each of it comes back in the return. Anything else would be lost there."""
AROUND = frozenset(
    {
        *(Action.UNLOCK, Action.LOCK, Action.FAILED_UNLOCK, Action.NOTE_FILE_CHANGE, Action.VIEW_RECORD),
        *(Action.PRINT_RECORD, Action.DELIVER_MOMENT, Action.DISMISS_REMINDER, Action.REMEMBER_COLUMNS),
        *(Action.OPEN_PACKET, Action.RETURN_PACKET),
    }
)
"""What the history of a guest vault has beside, which is about this computer and not about the session."""


def guest_row(work: UnitOfWork) -> GuestPacketRow | None:
    """Give what makes this vault a guest's; None in a person's own."""
    return work.rows.exec(select(GuestPacketRow)).first()


def is_guest(work: UnitOfWork) -> bool:
    """Say whether this vault was made of a packet."""
    return guest_row(work) is not None


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


def check_in_packet(change: Change[object]) -> None:
    """Refuse in a guest vault what its return would not bring home; raises `NotInPacket`."""
    own_secret = change.action is Action.CHANGE_FACILITATOR and change.topics == audit.HISTORY
    if change.action not in RETURNED | AROUND and not own_secret:
        raise NotInPacket


def check_guest(work: UnitOfWork, now: datetime | None = None) -> bool:
    """Say whether this is a guest vault; raises `GuestExpired` where its time is over.

    `now` is a pretended instant, which holds for made-up people only. A clock that was set back does not help: what is
    in the history has happened.
    """
    row = guest_row(work)
    if row is None:
        return False
    sample = programs.program(work).is_sample
    newest = work.rows.exec(select(func.max(col(AuditRow.at)))).one()  # its opening is an entry
    at = (now or work.now) if sample else max(work.now, newest)
    if at >= row.expires_at:
        raise GuestExpired(row.expires_at, unreturned=unreturned(work, row) > 0)
    return True
