"""What the week screen asks the coordinator to change, and the sentence that says it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from coordinator import series, sessions
from coordinator.errors import CoordinatorError
from coordinator.series import Block
from coordinator.sessions import GroupSession
from coordinator.vocabulary import BlockId, FacilitatorId, Weekday
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats
from ui.week.block_order import BlockOrder
from ui.week.closure_form import ClosureOrder
from ui.week.facts import cancelled_by_closure


class Plan(QObject):
    """Passes orders to the store. Each is one undo step."""

    toasted = Signal(str, bool)
    """A sentence about what was done, and whether it can be undone."""
    added = Signal()
    """A block or a closure is stored: its form has done its work."""
    block_refused = Signal(str)
    closure_refused = Signal(str)
    listed = Signal(object)
    """The sessions that a closure would cancel."""

    def __init__(self, bridge: Bridge, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._formats = bridge, formats

    def retime(self, session: GroupSession, starts_at: datetime, minutes: int, *, following: Block | None) -> None:
        """Move or lengthen one session; with its block, that and the following ones."""
        done = self._words(self.tr("Moved %1 on %2 to %3"), session, starts_at)
        if following is not None and session.original_on is not None:
            local = starts_at.astimezone(ZoneInfo(following.recurrence.zone))
            weekday = list(Weekday)[local.weekday()]
            changed = replace(following.recurrence, weekday=weekday, starts=local.time(), minutes=minutes)
            parts = series.fit_segments(following.segments, minutes)
            split = partial(
                series.change_block,
                block_id=following.id,
                recurrence=changed,
                segments=parts,
                following=session.original_on,
            )
            self._bridge.change(split, then=partial(self._done, done))
            return
        length = None if minutes == session.planned_minutes else minutes
        self._bridge.change(sessions.move_session, session.id, starts_at, length, then=partial(self._done, done))

    def substitute(self, session: GroupSession, facilitator_id: FacilitatorId | None) -> None:
        """Let somebody else lead a session; None returns it to the group's own."""
        usual = facilitator_id is None
        whole = self.tr("%1 has its own facilitator again") if usual else self.tr("Substitute assigned for %1")
        self._bridge.change(
            sessions.substitute_facilitator,
            session.id,
            facilitator_id,
            then=partial(self._done, self._words(whole, session, session.starts_at)),
        )

    def cancel(self, session: GroupSession, reason: str) -> None:
        """Cancel a session, or give the reason afterwards."""
        done = self._words(self.tr("Cancelled %1 on %2"), session, session.starts_at)
        self._bridge.change(sessions.cancel_session, session.id, reason, then=partial(self._done, done))

    def end_block(self, session: GroupSession, block_id: BlockId, day: date) -> None:
        """Let a block have no sessions from a day on."""
        done = self._words(self.tr("%1 ends before %2"), session, session.starts_at)
        end = partial(series.remove_block, block_id=block_id, from_on=day)
        self._bridge.change(end, then=partial(self._done, done))

    def restore(self, session: GroupSession) -> None:
        """Let a session be as its block has it."""
        done = self._words(self.tr("%1 is as usual again"), session, session.starts_at)
        self._bridge.change(sessions.restore_session, session.id, then=partial(self._done, done))

    def add_block(self, order: BlockOrder) -> None:
        """Store a new block."""
        add = partial(
            series.add_block,
            group_id=order.group_id,
            weekdays=order.weekdays,
            starts=order.starts,
            minutes=order.minutes,
            segments=order.segments,
            zone=order.zone,
            from_on=order.from_on,
            until_on=order.until_on,
            session_count=order.session_count,
            every_weeks=order.every_weeks,
        )
        self._bridge.change(add, then=self._block_added, fail=self._block_refused)

    def add_closure(self, order: ClosureOrder) -> None:
        """Close the program on some days."""
        self._bridge.change(
            series.add_closure,
            order.from_on,
            order.to_on,
            order.name,
            then=self._closure_added,
            fail=self._closure_refused,
        )

    def list_cancelled(self, first: date, last: date) -> None:
        """Ask what closing on these days would cancel."""
        self._bridge.read(cancelled_by_closure, first, last, then=self.listed.emit, fail=self._closure_refused)

    def _words(self, whole: str, session: GroupSession, at: datetime) -> str:
        day = self._formats.weekday(self._formats.date_of(at))
        return whole.replace("%1", session.group_name).replace("%2", day).replace("%3", self._formats.time(at))

    def _block_added(self, _: object) -> None:
        self.added.emit()
        self.toasted.emit(self.tr("Block added"), True)

    def _closure_added(self, _: object) -> None:
        self.added.emit()
        self.toasted.emit(self.tr("Closure added"), True)

    def _block_refused(self, error: CoordinatorError) -> None:
        self.block_refused.emit(describe(error).sentence)

    def _closure_refused(self, error: CoordinatorError) -> None:
        self.closure_refused.emit(describe(error).sentence)

    def _done(self, sentence: str, _: object) -> None:
        self.toasted.emit(sentence, True)
