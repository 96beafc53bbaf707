"""The verbs of one open session: what the page and the compact window ask the store for.

Nothing is edited here: each verb is a command, and what it did comes back as facts that are read again. What the store
could not take is kept until it can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from coordinator import attendance, audit, roster, sessions
from coordinator.attendance import (
    EmergencyCard,
    Evidence,
    LocationUnclear,
    Marked,
    MissedSession,
    Notice,
    NotLicensedThere,
    Timing,
)
from coordinator.changes import Change
from coordinator.errors import CoordinatorError, StoreError
from coordinator.roster import ClientLine
from coordinator.vocabulary import (
    ClientId,
    ExcuseReason,
    GroupSessionId,
    Mark,
    Modality,
    ObservationId,
    OutreachMethod,
    OutreachOutcome,
    VisitorRole,
    WalkInReason,
)
from ui.bridge import Bridge

__all__ = ["DeskVerbs"]


class DeskVerbs(QObject):
    """Everything that can be asked for in one session.

    Args:
        bridge: the way to the store.
    """

    noticed = Signal(object)
    """A `Notice` that came with a change: an addendum is needed, not licensed there, outside the roster."""
    refused = Signal(object)
    """A `CoordinatorError`: the change was not made."""
    reason_wanted = Signal(object, str, object)
    """Client, state and what to do afterwards (or None): no license there, so a reason is to be stated."""
    states_missing = Signal(str)
    """The name of a facilitator for whom no licensed state is on record: where clients are cannot be checked."""
    place_unclear = Signal(object, object)
    """A `LocationUnclear`, and what confirms the same location with an answer: `state=` or `parked=`."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._session_id: GroupSessionId | None = None
        self._unsaved: list[Callable[[], None]] = []

    @property
    def session_id(self) -> GroupSessionId | None:
        """The session that is open."""
        return self._session_id

    # -- marks

    def mark(self, client_id: ClientId, mark: Mark) -> None:
        """Ask for a mark; late and early minutes are cleared."""
        self._mark(attendance.mark, client_id, mark)

    def stamp(self, client_id: ClientId, timing: Timing) -> None:
        """Ask for late or left early by the clock."""
        self._mark(attendance.stamp, client_id, timing)

    def set_minutes(self, client_id: ClientId, timing: Timing, minutes: int | None) -> None:
        """Correct minutes; None means not recorded."""
        self._mark(attendance.set_minutes, client_id, timing, minutes)

    def excuse(self, client_id: ClientId, reason: ExcuseReason, note: str = "") -> None:
        """Excuse a client for a reason, and in own words."""
        self._change(partial(attendance.excuse, reason_note=note), client_id, reason)

    def mark_all_present(self) -> None:
        """Mark everybody still unmarked present."""
        self._mark(attendance.mark_all_present)

    def mark_unmarked_absent(self) -> None:
        """Mark everybody still unmarked absent."""
        self._mark(attendance.mark_unmarked_absent)

    def confirm(
        self, client_id: ClientId, location: str | None = None, state: str | None = None, *, parked: bool = False
    ) -> None:
        """Confirm one client's location (the usual one without `location`), emergency contact and call-back number."""
        if self._session_id is None:
            return
        again = partial(self.confirm, client_id, location, state=state, parked=parked)
        self._bridge.change(
            partial(attendance.confirm_location, state=state, parked=parked),
            self._session_id,
            client_id,
            location,
            then=self._confirmed,
            fail=partial(self._unconfirmed, again),
        )

    def confirm_callback(self, client_id: ClientId, number: str) -> None:
        """Confirm how a client is called back today."""
        self._change(attendance.confirm_callback, client_id, number)

    def set_emergency_number(self, client_id: ClientId, number: str) -> None:
        """Note the local emergency number of where a client is today."""
        self._change(attendance.set_emergency_number, client_id, number)

    def step_out(self, client_id: ClientId) -> None:
        """Record that a client left the room now and means to come back."""
        self._change(attendance.step_out, client_id)

    def come_back(self, client_id: ClientId) -> None:
        """Record that a client is back now."""
        self._change(attendance.come_back, client_id)

    def remove(self, client_id: ClientId) -> None:
        """Record that an impaired or unsafe client was sent out now."""
        self._change(attendance.remove_from_session, client_id)

    def take_part(self, client_id: ClientId, modality: Modality) -> None:
        """Say how a client takes part from now on."""
        self._change(attendance.set_modality, client_id, modality)

    def add_walk_in(
        self, client_id: ClientId, reason: WalkInReason, note: str, makes_up_id: GroupSessionId | None = None
    ) -> None:
        """Take a client in who is not on the roster that day; a make-up may name the missed session."""
        self._change(partial(attendance.add_walk_in, makes_up_id=makes_up_id), client_id, reason, note)

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

    def add_visitor(self, role: VisitorRole, name: str, note: str, *, agreed: bool) -> None:
        """Record an interpreter, observer or family member, with the agreement that admits them."""
        self._note_down(partial(attendance.add_visitor, agreed=agreed), role, name, note)

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
            self._bridge.change(audit.record_view, audit.Seen.EMERGENCY_CARD, client_id)

    def read_evidence(self, client_id: ClientId, then: Callable[[Evidence], None]) -> None:
        """Read how a mark is known."""
        if self._session_id is not None:
            self._bridge.read(attendance.evidence, self._session_id, client_id, then=then, fail=self.refused.emit)

    def read_missed(self, client_id: ClientId, then: Callable[[tuple[MissedSession, ...]], None]) -> None:
        """Read which sessions a client may make up for."""
        if self._session_id is not None:
            missed = attendance.missed_sessions
            self._bridge.read(missed, self._session_id, client_id, then=then, fail=self.refused.emit)

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

    @property
    def unsaved(self) -> int:
        """How many changes the store could not take: they are kept until it can."""
        return len(self._unsaved)

    def save_again(self) -> None:
        """Try once more to store what could not be stored, in the order in which it was asked for."""
        waiting, self._unsaved = self._unsaved, []
        for step in waiting:
            step()

    def _mark(self, command: Callable[..., Change[Marked]], *args: object) -> None:
        """Ask for a change of marks alone."""
        self._change(command, *args)

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

    def _unconfirmed(self, again: partial[None], error: CoordinatorError) -> None:
        if isinstance(error, LocationUnclear):
            self.place_unclear.emit(error, again)
        else:
            self._failed(again, error)

    def _marked(self, outcome: Marked) -> None:
        for notice in sorted(outcome.notices - {Notice.OUTSIDE_ROSTER}):
            self.noticed.emit(notice)

    def _confirmed(self, outcome: Marked) -> None:
        if Notice.NOT_LICENSED_THERE in outcome.notices:
            self.reason_wanted.emit(outcome.client_ids[0], "", None)
            outcome = replace(outcome, notices=outcome.notices - {Notice.NOT_LICENSED_THERE})
        if Notice.NO_STATES_RECORDED in outcome.notices:
            self.states_missing.emit(outcome.facilitator)
            outcome = replace(outcome, notices=outcome.notices - {Notice.NO_STATES_RECORDED})
        self._marked(outcome)
