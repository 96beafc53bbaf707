"""What is stored about the clients of a session, each kind in one statement: all of it, or what notes show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel, col, select

from coordinator import people
from coordinator.attendance import make_ups, records, row_facts
from coordinator.attendance.facts import Contact, Observation, Outreach, PlannedAbsence, RaisedFlag
from coordinator.attendance.facts_in_session import ModalityChange, WalkIn
from coordinator.attendance.rules import Gap, Span
from coordinator.sessions import GroupSession
from coordinator.store.tables import (
    AttendanceRow,
    DisconnectionRow,
    EmergencyContactRow,
    FacilitatorRow,
    FlagRow,
    IntervalRow,
    LicenseReasonRow,
    ModalityChangeRow,
    ObservationRow,
    OutreachRow,
    PlannedAbsenceRow,
    WalkInRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, FacilitatorId, GroupSessionId, MarkSource

RowT = TypeVar("RowT", bound=SQLModel)
FactT = TypeVar("FactT")


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """What is stored about a session's clients, by client."""

    marks: Mapping[ClientId, AttendanceRow]
    intervals: Mapping[ClientId, tuple[Span, ...]]
    observations: Mapping[ClientId, tuple[Observation, ...]]
    outreach: Mapping[ClientId, tuple[Outreach, ...]]
    gaps: Mapping[ClientId, tuple[Gap, ...]]
    gap: timedelta
    planned: Mapping[ClientId, tuple[PlannedAbsence, ...]] = field(default_factory=dict)
    flags: Mapping[ClientId, tuple[RaisedFlag, ...]] = field(default_factory=dict)
    contacts: Mapping[ClientId, tuple[Contact, ...]] = field(default_factory=dict)
    walk_ins: Mapping[ClientId, WalkIn] = field(default_factory=dict)
    modalities: Mapping[ClientId, tuple[ModalityChange, ...]] = field(default_factory=dict)
    places: Mapping[ClientId, str] = field(default_factory=dict)
    reasons: Mapping[ClientId, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    markers: Mapping[FacilitatorId, str] = field(default_factory=dict)
    licensed: tuple[str, ...] = ()


def facts_for_notes(
    work: UnitOfWork, session_id: GroupSessionId, marks: Mapping[ClientId, AttendanceRow], gap: timedelta
) -> StoredFacts:
    """Give what a note is written from. `gap` is how long a break may be to count as one visit."""
    return StoredFacts(
        marks=marks,
        intervals=_by_client(
            work,
            IntervalRow,
            col(IntervalRow.session_id) == session_id,
            col(IntervalRow.joined_at),
            lambda row: Span(row.joined_at, row.left_at),
        )
        if any(row.source is MarkSource.REPORT for row in marks.values())
        else {},
        observations=_by_client(
            work,
            ObservationRow,
            col(ObservationRow.session_id) == session_id,
            col(ObservationRow.observed_at),
            row_facts.observation,
        ),
        outreach=_by_client(
            work, OutreachRow, col(OutreachRow.session_id) == session_id, col(OutreachRow.at), row_facts.outreach
        ),
        gaps=_by_client(
            work,
            DisconnectionRow,
            col(DisconnectionRow.session_id) == session_id,
            col(DisconnectionRow.dropped_at),
            lambda row: Gap(row.dropped_at, row.back_at),
        ),
        gap=gap,
    )


def all_facts(
    work: UnitOfWork, session: GroupSession, known: StoredFacts, client_ids: Collection[ClientId]
) -> StoredFacts:
    """Add everything else to what `facts_for_notes` gave, for the clients who have a row."""
    raised = col(FlagRow.client_id).in_(client_ids) & col(FlagRow.cleared_at).is_(None)
    return replace(
        known,
        planned=_by_client(
            work,
            PlannedAbsenceRow,
            col(PlannedAbsenceRow.session_id) == session.id,
            col(PlannedAbsenceRow.announced_at),
            row_facts.planned_absence,
        ),
        flags=_by_client(work, FlagRow, raised, col(FlagRow.raised_at), row_facts.flag),
        contacts=_by_client(
            work,
            EmergencyContactRow,
            col(EmergencyContactRow.client_id).in_(client_ids),
            col(EmergencyContactRow.position),
            lambda row: Contact(row.name, row.relationship, row.phone),
        ),
        walk_ins=_walk_ins(work, session.id),
        modalities=_by_client(
            work,
            ModalityChangeRow,
            col(ModalityChangeRow.session_id) == session.id,
            col(ModalityChangeRow.at),
            row_facts.modality_change,
        ),
        places=records.last_places(work, session.id, session.starts_at, client_ids),
        reasons=_by_client(
            work,
            LicenseReasonRow,
            col(LicenseReasonRow.session_id) == session.id,
            col(LicenseReasonRow.stated_at),
            lambda row: (row.state, row.reason),
        ),
        markers=marker_names(work, {row.marked_by for row in known.marks.values() if row.marked_by is not None}),
        licensed=people.signed_in(work).states if work.actor is not None else (),
    )


def _walk_ins(work: UnitOfWork, session_id: GroupSessionId) -> dict[ClientId, WalkIn]:
    rows = list(work.rows.exec(select(WalkInRow).where(WalkInRow.session_id == session_id)))
    missed = make_ups.facts_of(work, {row.makes_up_id for row in rows if row.makes_up_id is not None})
    return {
        row.client_id: row_facts.walk_in(row, missed.get(row.makes_up_id) if row.makes_up_id is not None else None)
        for row in rows
    }


def marker_names(work: UnitOfWork, who: Collection[FacilitatorId]) -> dict[FacilitatorId, str]:
    """Give the names of whoever marked."""
    if not who:
        return {}
    wanted = select(col(FacilitatorRow.id), col(FacilitatorRow.name)).where(col(FacilitatorRow.id).in_(who))
    return dict(work.rows.exec(wanted).all())


def _by_client(
    work: UnitOfWork,
    kind: type[RowT],
    where: ColumnElement[bool],
    order: Mapped[datetime] | Mapped[int],
    fact: Callable[[RowT], FactT],
) -> dict[ClientId, tuple[FactT, ...]]:
    found: dict[ClientId, list[FactT]] = defaultdict(list)
    for row in work.rows.exec(select(kind).where(where).order_by(order)):
        found[row.client_id].append(fact(row))  # type: ignore[attr-defined]
    return {client_id: tuple(facts) for client_id, facts in found.items()}
