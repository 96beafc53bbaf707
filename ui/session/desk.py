"""What one open session needs from the store, shared by the page and the compact window.

The desk holds the last sheet it read, asks for changes and reads again when something changed. It edits nothing
itself: a mark is on screen once it is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator import attendance, roster, sessions
from coordinator.attendance import (
    AttendanceLine,
    AttendanceSheet,
    EmergencyCard,
    Evidence,
    Marked,
    Notice,
    NotLicensedThere,
    Timing,
)
from coordinator.changes import Change
from coordinator.errors import CoordinatorError, StoreError
from coordinator.roster import ClientLine
from coordinator.vocabulary import (
    Action,
    ClientId,
    ExcuseReason,
    GroupSessionId,
    Mark,
    Modality,
    ObservationId,
    OutreachMethod,
    OutreachOutcome,
    SessionStatus,
    Topic,
    VisitorRole,
    WalkInReason,
)
from ui.bridge import Bridge

__all__ = ["AttendanceDesk"]

CONCERNS = frozenset({Topic.ATTENDANCE, Topic.SESSIONS, Topic.SERIES, Topic.ROSTER, Topic.PROGRAM})
MINUTE_MS = 60_000
MARKS_ONLY = frozenset(
    {
        Action.MARK,
        Action.MARK_ALL_PRESENT,
        Action.MARK_UNMARKED_ABSENT,
        Action.RESTORE_MARKS,
        Action.CONFIRM_LOCATION,
    }
)
"""Changes after which only marks and locations need to be read again."""


class AttendanceDesk(QObject):
    """The facts and the verbs of one session's attendance.

    Args:
        bridge: the way to the store.
    """

    shown = Signal(object)
    """A new `AttendanceSheet` was read."""
    noticed = Signal(object)
    """A `Notice` that came with a change: an addendum is needed, not licensed there, outside the roster."""
    refused = Signal(object)
    """A `CoordinatorError`: the change was not made."""
    changed = Signal(object)
    """A `Change` of this session, as it was stored."""
    reason_wanted = Signal(object, str, object)
    """Client, state and what to do afterwards (or None): no license there, so a reason is to be stated."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session_id: GroupSessionId | None = None
        self._sheet: AttendanceSheet | None = None
        self._reading = False
        self._stale = False
        self._watchers: set[QObject] = set()
        self._unsaved: list[Callable[[], None]] = []
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self.refresh)
        bridge.changed.connect(self._changed)

    @property
    def session_id(self) -> GroupSessionId | None:
        """The session that is open."""
        return self._session_id

    @property
    def sheet(self) -> AttendanceSheet | None:
        """What was read last."""
        return self._sheet

    def open(self, session_id: GroupSessionId) -> None:
        """Show a session from now on."""
        if session_id != self._session_id:
            self._session_id, self._sheet = session_id, None
        self.refresh()

    def watch(self, watcher: QObject, *, on: bool) -> None:
        """Keep the clock running while somebody looks; without watchers nothing is read by itself."""
        if on:
            self._watchers.add(watcher)
        else:
            self._watchers.discard(watcher)
        if self._watchers:
            self.refresh()
        else:
            self._minute.stop()

    def refresh(self) -> None:
        """Read the sheet again. A second wish while one is under way is kept for afterwards."""
        if self._session_id is None:
            return
        if self._reading:
            self._stale = True
            return
        self._reading = True
        self._bridge.read(attendance.sheet, self._session_id, then=self._arrived, fail=self._unread)

    # -- marks

    def mark(self, client_id: ClientId, mark: Mark) -> None:
        """Ask for a mark; late and early minutes are cleared."""
        self._change(attendance.mark, client_id, mark)

    def stamp(self, client_id: ClientId, timing: Timing) -> None:
        """Ask for late or left early by the clock."""
        self._change(attendance.stamp, client_id, timing)

    def set_minutes(self, client_id: ClientId, timing: Timing, minutes: int | None) -> None:
        """Correct minutes; None means not recorded."""
        self._change(attendance.set_minutes, client_id, timing, minutes)

    def excuse(self, client_id: ClientId, reason: ExcuseReason) -> None:
        """Excuse a client for a reason."""
        self._change(attendance.excuse, client_id, reason)

    def mark_all_present(self) -> None:
        """Mark everybody still unmarked present."""
        self._change(attendance.mark_all_present)

    def mark_unmarked_absent(self) -> None:
        """Mark everybody still unmarked absent."""
        self._change(attendance.mark_unmarked_absent)

    def confirm(self, client_id: ClientId, location: str | None = None) -> None:
        """Confirm one client's location (the usual one without `location`) and emergency contact."""
        if self._session_id is not None:
            self._change_in(self._session_id, attendance.confirm_location, client_id, location, then=self._confirmed)

    def remove(self, client_id: ClientId) -> None:
        """Record that an impaired or unsafe client was sent out now."""
        self._change(attendance.remove_from_session, client_id)

    def take_part(self, client_id: ClientId, modality: Modality) -> None:
        """Say how a client takes part from now on."""
        self._change(attendance.set_modality, client_id, modality)

    def add_walk_in(self, client_id: ClientId, reason: WalkInReason, note: str) -> None:
        """Take a client in who is not on the roster that day."""
        self._change(attendance.add_walk_in, client_id, reason, note)

    def state_reason(self, client_id: ClientId, reason: str) -> None:
        """State why a client may take part from a state without a license."""
        self._change(attendance.state_license_reason, client_id, reason)

    # -- the rest of the row

    def log_call(
        self, client_id: ClientId, outcome: OutreachOutcome, method: OutreachMethod = OutreachMethod.CALL
    ) -> None:
        """Log an attempt made now to reach a client, or to get help to one."""
        self._note_down(partial(attendance.log_outreach, method=method), client_id, outcome)

    def log_disconnection(self, client_id: ClientId) -> None:
        """Log that a client's connection dropped now."""
        self._note_down(attendance.log_disconnection, client_id)

    def reconnected(self, disconnection_id: UUID) -> None:
        """Log that a client is back."""
        self._bridge.change(attendance.reconnected, disconnection_id, fail=self.refused.emit)

    def add_visitor(self, role: VisitorRole, name: str, note: str) -> None:
        """Record an interpreter, observer or family member."""
        self._note_down(attendance.add_visitor, role, name, note)

    def visitor_left(self, visitor_id: UUID) -> None:
        """Record that a visitor left now."""
        self._bridge.change(attendance.visitor_left, visitor_id, fail=self.refused.emit)

    def remove_visitor(self, visitor_id: UUID) -> None:
        """Take a visitor off."""
        self._bridge.change(attendance.remove_visitor, visitor_id, fail=self.refused.emit)

    def read_card(self, client_id: ClientId, then: Callable[[EmergencyCard], None]) -> None:
        """Read what sends help to a client."""
        if self._session_id is not None:
            self._bridge.read(attendance.emergency_card, self._session_id, client_id, then=then, fail=self.refused.emit)

    def read_evidence(self, client_id: ClientId, then: Callable[[Evidence], None]) -> None:
        """Read how a mark is known."""
        if self._session_id is not None:
            self._bridge.read(attendance.evidence, self._session_id, client_id, then=then, fail=self.refused.emit)

    def read_clients(self, then: Callable[[tuple[ClientLine, ...]], None]) -> None:
        """Read everybody in care, to choose a walk-in from."""
        self._bridge.read(roster.clients, then=then, fail=self.refused.emit)

    def observe(self, client_id: ClientId, text: str) -> None:
        """Add an observation."""
        self._note_down(attendance.add_observation, client_id, text)

    def follow_up(self, client_id: ClientId, text: str) -> None:
        """Ask for a follow-up after group."""
        self._note_down(attendance.flag_follow_up, client_id, text)

    def reword(self, observation_id: ObservationId, text: str) -> None:
        """Change an observation's text."""
        self._bridge.change(attendance.change_observation, observation_id, text, fail=self.refused.emit)

    def unobserve(self, observation_id: ObservationId) -> None:
        """Remove an observation."""
        self._bridge.change(attendance.remove_observation, observation_id, fail=self.refused.emit)

    def end(self) -> None:
        """End the session."""
        if self._session_id is not None:
            self._bridge.change(sessions.end_session, self._session_id, fail=self.refused.emit)

    # -- what the sheet says

    def line(self, client_id: ClientId | None) -> AttendanceLine | None:
        """Give one client's line of the last sheet."""
        return self._sheet.line(client_id) if self._sheet is not None and client_id is not None else None

    @property
    def unsaved(self) -> int:
        """How many changes the store could not take: they are kept until it can."""
        return len(self._unsaved)

    def save_again(self) -> None:
        """Try once more to store what could not be stored, in the order in which it was asked for."""
        waiting, self._unsaved = self._unsaved, []
        for step in waiting:
            step()

    def _change(self, command: Callable[..., Change[Marked]], *args: object) -> None:
        if self._session_id is not None:
            self._change_in(self._session_id, command, *args)

    def _change_in(
        self,
        session_id: GroupSessionId,
        command: Callable[..., Change[Marked]],
        *args: object,
        then: Callable[[Marked], None] | None = None,
    ) -> None:
        again = partial(self._change_in, session_id, command, *args, then=then)
        self._bridge.change(command, session_id, *args, then=then or self._marked, fail=partial(self._failed, again))

    def _note_down(self, command: Callable[..., Change[UUID]], *args: object) -> None:
        if self._session_id is not None:
            self._note_down_in(self._session_id, command, *args)

    def _note_down_in(self, session_id: GroupSessionId, command: Callable[..., Change[UUID]], *args: object) -> None:
        again = partial(self._note_down_in, session_id, command, *args)
        self._bridge.change(command, session_id, *args, fail=partial(self._failed, again))

    def _failed(self, again: Callable[[], None], error: CoordinatorError) -> None:
        """A refusal by a rule is final; what the store could not take is kept."""
        if isinstance(error, NotLicensedThere):
            self.reason_wanted.emit(error.client_id, error.state, again)
            return
        if isinstance(error, StoreError):
            self._unsaved.append(again)
        self.refused.emit(error)

    def _marked(self, outcome: Marked) -> None:
        for notice in sorted(outcome.notices - {Notice.OUTSIDE_ROSTER}):
            self.noticed.emit(notice)

    def _confirmed(self, outcome: Marked) -> None:
        if Notice.NOT_LICENSED_THERE in outcome.notices:
            self.reason_wanted.emit(outcome.client_ids[0], "", None)
            outcome = replace(outcome, notices=outcome.notices - {Notice.NOT_LICENSED_THERE})
        self._marked(outcome)

    def _changed(self, change: Change[object]) -> None:
        if not self._watchers or not change.topics & CONCERNS:
            return
        if change.subject_id == self._session_id:
            self.changed.emit(change)
        known = self._sheet
        if known is not None and change.action in MARKS_ONLY and not self._reading:
            if change.subject_id == self._session_id:
                self._reading = True
                self._bridge.read(attendance.marks_again, known, then=self._arrived, fail=self._unread)
            return
        self.refresh()

    def _arrived(self, sheet: AttendanceSheet) -> None:
        self._reading = False
        if sheet.session.id == self._session_id:
            self._sheet = sheet
            self.shown.emit(sheet)
        if self._stale:
            self._stale = False
            self.refresh()
        self._arm(sheet)

    def _unread(self, error: CoordinatorError) -> None:
        self._reading = self._stale = False
        self.refused.emit(error)

    def _arm(self, sheet: AttendanceSheet) -> None:
        """Read again when the next minute of the session begins."""
        over = sheet.session.status in {SessionStatus.HELD, SessionStatus.CANCELLED}
        if self._watchers and not over:
            seconds = (sheet.now - sheet.times.starts_at).total_seconds() % 60
            self._minute.start(int(MINUTE_MS - seconds * 1000) + 50)
