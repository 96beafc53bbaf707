"""From stored rows to the facts of a session that screens are given."""

from __future__ import annotations

from coordinator.attendance.facts import Observation, Outreach, PlannedAbsence, RaisedFlag
from coordinator.attendance.facts_in_session import MissedSession, ModalityChange, Visitor, WalkIn
from coordinator.store.tables import (
    FlagRow,
    ModalityChangeRow,
    ObservationRow,
    OutreachRow,
    PlannedAbsenceRow,
    VisitorRow,
    WalkInRow,
)


def observation(row: ObservationRow) -> Observation:
    """Read an observation."""
    return Observation(
        id=row.id,
        client_id=row.client_id,
        text=row.text,
        observed_at=row.observed_at,
        author_id=row.author_id,
        follow_up=row.follow_up,
        followed_up_at=row.followed_up_at,
    )


def outreach(row: OutreachRow) -> Outreach:
    """Read an attempt to reach somebody."""
    return Outreach(
        id=row.id,
        client_id=row.client_id,
        at=row.at,
        method=row.method,
        outcome=row.outcome,
        note=row.note,
        by=row.by,
    )


def planned_absence(row: PlannedAbsenceRow) -> PlannedAbsence:
    """Read notice that was given."""
    return PlannedAbsence(
        id=row.id,
        client_id=row.client_id,
        expected_at=row.expected_at,
        reason=row.reason,
        note=row.note,
        announced_at=row.announced_at,
    )


def flag(row: FlagRow) -> RaisedFlag:
    """Read a raised flag."""
    return RaisedFlag(id=row.id, kind=row.kind, text=row.text, raised_at=row.raised_at, read_at=row.read_at)


def walk_in(row: WalkInRow, makes_up: MissedSession | None = None) -> WalkIn:
    """Read why a client takes part who is not on the roster."""
    return WalkIn(row.reason, row.note, row.recorded_at, makes_up)


def modality_change(row: ModalityChangeRow) -> ModalityChange:
    """Read how a client took part from an instant on."""
    return ModalityChange(row.at, row.modality)


def visitor(row: VisitorRow) -> Visitor:
    """Read who was there without being a client."""
    return Visitor(row.id, row.role, row.name, row.note, row.joined_at, row.left_at)
