"""A guest vault, made of a substitute packet: how one is told from a person's own, until when it opens, what it takes.

Every opening asks this before anything is on screen, so it knows the store and nothing of what a packet holds. All else
about packets is `coordinator.packet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select

from coordinator import audit, programs
from coordinator.changes import Change
from coordinator.errors import RuleViolation
from coordinator.store.tables import AuditRow, GroupSessionRow, GuestPacketRow
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


class NotInPacket(RuleViolation):
    """In a guest vault only what belongs to the packet's session can be recorded."""


@dataclass(frozen=True, slots=True)
class GuestOf:
    """Whose packet a guest vault was made of, and until when it opens (UTC); `zone` is its session's."""

    clinic: str
    made_by: str
    expires_at: datetime
    zone: str


def guest_row(work: UnitOfWork) -> GuestPacketRow | None:
    """Give what makes this vault a guest's; None in a person's own."""
    return work.rows.exec(select(GuestPacketRow)).first()


def is_guest(work: UnitOfWork) -> bool:
    """Say whether this vault was made of a packet."""
    return guest_row(work) is not None


def guest_of(work: UnitOfWork) -> GuestOf | None:
    """Say whose packet this vault was made of; None in a person's own."""
    row = guest_row(work)
    if row is None:
        return None
    session = work.get(GroupSessionRow, row.session_id)
    return GuestOf(programs.program(work).clinic_name, row.made_by, row.expires_at, session.zone)


def is_over(work: UnitOfWork, now: datetime | None = None) -> bool:
    """Say of a guest vault whether its time is over; False in a person's own.

    `now` is a pretended instant, which holds for made-up people only. A clock that was set back does not help: what is
    in the history has happened.
    """
    row = guest_row(work)
    if row is None:
        return False
    newest = work.rows.exec(select(func.max(col(AuditRow.at)))).one()  # its opening is an entry
    at = (now or work.now) if programs.program(work).is_sample else max(work.now, newest)
    return at >= row.expires_at


def check_in_packet(change: Change[object]) -> None:
    """Refuse in a guest vault what its return would not bring home; raises `NotInPacket`."""
    own_secret = change.action is Action.CHANGE_FACILITATOR and change.topics == audit.HISTORY
    if change.action not in RETURNED | AROUND and not own_secret:
        raise NotInPacket
