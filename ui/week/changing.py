"""What is meant by a change on the week: this session, or with its block this and the following ones."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from coordinator.sessions import GroupSession
from coordinator.vocabulary import FacilitatorId, GroupSessionId, SessionStatus
from ui.week.details import SessionDetails
from ui.week.facts import WeekView
from ui.week.plan import Plan


class Changing(QObject):
    """Joins what was dragged, typed or pressed with the extent chosen in the inspector.

    Args:
        plan: makes the change.
        details: says which session is chosen, and whether the following ones are meant too.
    """

    followed = Signal(object)
    """The id of a session that was moved: it is the chosen one now."""

    def __init__(self, plan: Plan, details: SessionDetails) -> None:
        super().__init__(plan)
        self._plan, self._details = plan, details
        self.view: WeekView | None = None

    def retime(self, session: GroupSession, starts_at: datetime, minutes: int) -> None:
        """Hold a session at another time or for another length."""
        following = self._follows(session.id)
        block = self.view.block(session.block_id) if self.view is not None and following else None
        self._plan.retime(session, starts_at, minutes, following=block)

    def move(self, session: GroupSession, starts_at: datetime) -> None:
        """Hold a session at another time."""
        self.retime(session, starts_at, session.planned_minutes)
        self.followed.emit(session.id)

    def stretch(self, session: GroupSession, by_minutes: int) -> None:
        """Make a session longer, or shorter by less than all of it."""
        minutes = session.planned_minutes + by_minutes
        if minutes > 0:
            self.retime(session, session.starts_at, minutes)
            self.followed.emit(session.id)

    def cancel(self, session: GroupSession, reason: str) -> None:
        """Cancel a session, or end its block where the following ones are meant too."""
        planned = session.status is SessionStatus.PLANNED
        if planned and self._details.following and session.block_id is not None and session.original_on is not None:
            self._plan.end_block(session, session.block_id, session.original_on)
        else:
            self._plan.cancel(session, reason)

    def substitute(self, session: GroupSession, facilitator_id: FacilitatorId) -> None:
        """Let somebody else lead a session, or with it the following ones; whoever leads usually is nobody else."""
        groups = self.view.groups if self.view is not None else ()
        block = self.view.block(session.block_id) if self.view is not None else None
        own = any(one.id == session.group_id and one.facilitator_id == facilitator_id for one in groups)
        if block is not None and self._follows(session.id):
            self._plan.lead_following(session, block, None if own else facilitator_id)
            return
        usual = facilitator_id == block.facilitator_id if block is not None and block.facilitator_id else own
        self._plan.substitute(session, None if usual else facilitator_id)

    def _follows(self, session_id: GroupSessionId) -> bool:
        return self._details.following and session_id == self._details.session_id
