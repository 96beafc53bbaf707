"""What the week screen asks the coordinator to change, and the sentence that says it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from coordinator import series, sessions
from coordinator.errors import CoordinatorError
from coordinator.series import Block, Recurrence
from coordinator.sessions import Clash, ClashKind, GroupSession
from coordinator.vocabulary import BlockId, FacilitatorId, GroupSessionId, Weekday
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats
from ui.week import advice
from ui.week.block_order import BlockOrder
from ui.week.checking import BlockCheck, check_block, check_closure, check_extra, check_following, check_session
from ui.week.clash_question import DoAnyway
from ui.week.closure_form import ClosureOrder
from ui.week.extra_form import ExtraOrder


class Plan(QObject):
    """Passes orders to the store. Each is one undo step."""

    toasted = Signal(str, bool)
    """A sentence about what was done, and whether it can be undone."""
    added = Signal()
    """A block or a closure is stored: its form has done its work."""
    block_refused = Signal(str)
    closure_refused = Signal(str)
    extra_refused = Signal(str)
    extra_added = Signal(object)
    """The id of the session that was added."""
    clashed = Signal(object, object)
    """The clashes of a change, and the change itself, which takes the reason for it."""
    block_checked = Signal(object)
    """The `BlockCheck` of what the form holds; None where it could not be looked up."""
    extra_checked = Signal(object)
    """The `BlockCheck` of what the form holds."""
    holidays_offered = Signal(object)
    closure_checked = Signal(object)
    """The `ClosureCheck` of what the form holds."""

    def __init__(self, bridge: Bridge, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._formats = bridge, formats

    def retime(self, session: GroupSession, starts_at: datetime, minutes: int, *, following: Block | None) -> None:
        """Move or lengthen one session; with its block, that and the following ones."""
        done = self._words(self.tr("Moved %1 on %2 to %3"), session, starts_at)
        if following is not None:
            local = starts_at.astimezone(ZoneInfo(following.recurrence.zone))
            weekday = list(Weekday)[local.weekday()]
            changed = replace(following.recurrence, weekday=weekday, starts=local.time(), minutes=minutes)
            self._follow(session, following, changed, following.facilitator_id, done)
            return
        length = None if minutes == session.planned_minutes else minutes
        move = partial(self._move, session, starts_at, length)
        self._bridge.read(check_session, session.id, starts_at, length, then=partial(self._checked, move, done))

    def lead_following(self, session: GroupSession, block: Block, facilitator_id: FacilitatorId | None) -> None:
        """Let somebody else lead a block from a session on; None returns it to the group's own."""
        done = self._words(self.tr("%1 is led by somebody else from %2 on"), session, session.starts_at)
        self._follow(session, block, block.recurrence, facilitator_id, done)

    def _follow(
        self, session: GroupSession, block: Block, changed: Recurrence, leader: FacilitatorId | None, done: str
    ) -> None:
        if session.original_on is not None:
            look = replace(changed, from_on=max(changed.from_on, session.original_on))
            split = partial(self._split, session.original_on, block, changed, leader)
            self._bridge.read(check_following, block, look, leader, then=partial(self._checked, split, done))

    def _checked(self, change: Callable[[str, str], None], done: str, check: BlockCheck) -> None:
        """Make a change, or ask about its clashes first; what the payer's rules say of it is part of the answer."""
        said = advice.outlook_sentences(check.outlook, self._formats, fewest_days=check.fewest_days)
        self._weigh(partial(change, f"{done}. {' '.join(said)}" if said else done), check.clashes)

    def substitute(self, session: GroupSession, facilitator_id: FacilitatorId | None) -> None:
        """Let somebody else lead a session; None returns it to the group's own."""
        usual = facilitator_id is None
        whole = self.tr("%1 has its own facilitator again") if usual else self.tr("Substitute assigned for %1")
        done = self._words(whole, session, session.starts_at)
        give = partial(self._substitute, session, facilitator_id, done)
        if usual:
            give("")
            return
        find = partial(sessions.clashes_of_session, facilitator_id=facilitator_id)
        self._bridge.read(find, session.id, then=partial(self._weigh, give, only=ClashKind.FACILITATOR))

    def _weigh(self, change: DoAnyway, clashes: tuple[Clash, ...], *, only: ClashKind | None = None) -> None:
        """Make a change at once where nothing clashes; else hold it back until a reason is given."""
        found = tuple(one for one in clashes if only in {None, one.kind} and one.kind is not ClashKind.CAPACITY)
        if found:
            self.clashed.emit(found, change)
        else:
            change("")

    def _split(
        self, on: date, block: Block, changed: Recurrence, leader: FacilitatorId | None, done: str, despite: str
    ) -> None:
        split = partial(
            series.change_block,
            block_id=block.id,
            recurrence=changed,
            segments=series.fit_segments(block.segments, changed.minutes),
            following=on,
            facilitator_id=leader,
            despite=despite,
        )
        self._bridge.change(split, then=partial(self._done, done))

    def _move(self, session: GroupSession, starts_at: datetime, length: int | None, done: str, despite: str) -> None:
        self._bridge.change(
            sessions.move_session, session.id, starts_at, length, despite, then=partial(self._done, done)
        )

    def _substitute(self, session: GroupSession, facilitator_id: FacilitatorId | None, done: str, despite: str) -> None:
        self._bridge.change(
            sessions.substitute_facilitator, session.id, facilitator_id, despite, then=partial(self._done, done)
        )

    def skip(self, session: GroupSession) -> None:
        """Leave a date out, as if its block did not have it."""
        if session.block_id is not None and session.original_on is not None:
            done = self._words(self.tr("Skipped %1 on %2"), session, session.starts_at)
            self._bridge.change(series.skip, session.block_id, session.original_on, then=partial(self._done, done))

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
        """Store a new block, or the new pattern of one."""
        if order.changes is not None:
            self._change_block(order, order.changes)
            return
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
            facilitator_id=order.facilitator_id,
            despite=order.despite,
        )
        self._bridge.change(add, then=partial(self._block_added, self.tr("Block added")), fail=self._block_refused)

    def _change_block(self, order: BlockOrder, block_id: BlockId) -> None:
        (pattern,) = replace(order, session_count=None).patterns
        change = partial(
            series.change_block,
            block_id=block_id,
            recurrence=pattern,
            segments=order.segments,
            following=order.from_on,
            facilitator_id=order.facilitator_id,
            session_count=order.session_count,
            despite=order.despite,
        )
        done = partial(self._block_added, self.tr("Block changed"))
        self._bridge.change(change, then=done, fail=self._block_refused)

    def check_block(self, order: BlockOrder) -> None:
        """Look up what a block would clash with, and which rules it would miss."""
        self._bridge.read(check_block, order, then=self.block_checked.emit, fail=self._unchecked_block)

    def check_extra(self, order: ExtraOrder) -> None:
        """Look up what an extra session would clash with."""
        self._bridge.read(check_extra, order, then=self.extra_checked.emit, fail=self._unchecked_extra)

    def add_extra(self, order: ExtraOrder) -> None:
        """Store one session outside the pattern."""
        add = partial(
            sessions.add_session,
            segments=order.segments,
            makes_up_for=order.makes_up_for,
            despite=order.despite,
        )
        self._bridge.change(
            add, order.group_id, order.starts_at, order.minutes, then=self._extra_added, fail=self._extra_refused
        )

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

    def check_closure(self, first: date, last: date) -> None:
        """Ask what closing on these days would cancel."""
        self._bridge.read(check_closure, first, last, then=self.closure_checked.emit, fail=self._closure_refused)

    def offer_holidays(self, first: date, last: date) -> None:
        """Ask for the federal holidays on which the program may close."""
        self._bridge.read(series.holidays_offered, first, last, then=self.holidays_offered.emit)

    def _words(self, whole: str, session: GroupSession, at: datetime) -> str:
        day = self._formats.weekday(self._formats.date_of(at))
        return whole.replace("%1", session.group_name).replace("%2", day).replace("%3", self._formats.time(at))

    def _block_added(self, sentence: str, _: object) -> None:
        self.added.emit()
        self.toasted.emit(sentence, True)

    def _closure_added(self, _: object) -> None:
        self.added.emit()
        self.toasted.emit(self.tr("Closure added"), True)

    def _extra_added(self, session_id: GroupSessionId) -> None:
        self.extra_added.emit(session_id)
        self.toasted.emit(self.tr("Session added"), True)

    def _extra_refused(self, error: CoordinatorError) -> None:
        self.extra_refused.emit(describe(error).sentence)

    def _unchecked_block(self, _: CoordinatorError) -> None:
        # What cannot be looked up is refused with its sentence when the block is stored.
        self.block_checked.emit(None)

    def _unchecked_extra(self, _: CoordinatorError) -> None:
        self.extra_checked.emit(BlockCheck((), ()))

    def _block_refused(self, error: CoordinatorError) -> None:
        self.block_refused.emit(describe(error).sentence)

    def _closure_refused(self, error: CoordinatorError) -> None:
        self.closure_refused.emit(describe(error).sentence)

    def _done(self, sentence: str, _: object) -> None:
        self.toasted.emit(sentence, True)
