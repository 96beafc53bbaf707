"""What happens in a session beside the marks: walk-ins, visitors, dropped connections, stated reasons."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint

from coordinator.store.columns import choice, document, instant, key, reference, required_text, text
from coordinator.store.tables.row import Versioned
from coordinator.vocabulary import (
    ClientId,
    FacilitatorId,
    GroupSessionId,
    Modality,
    VisitorRole,
    WalkInReason,
)


class WalkInRow(Versioned, table=True):
    """Why a client takes part who is not on the group's roster that day; a make-up may name the session it makes up."""

    __tablename__ = "walk_in"
    __table_args__ = (UniqueConstraint("session_id", "client_id"),)

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    reason: WalkInReason = choice(WalkInReason)
    makes_up_id: GroupSessionId | None = reference("group_session.id", optional=True)
    note: str = text()
    recorded_at: datetime = instant()
    recorded_by: FacilitatorId = reference("facilitator.id")


class VisitorRow(Versioned, table=True):
    """An interpreter, observer or family member in the session: recorded, never counted.

    `agreed_at` is when it was recorded that the clients agreed, or that an interpreter agreed to confidentiality.
    """

    __tablename__ = "visitor"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    role: VisitorRole = choice(VisitorRole)
    name: str = required_text()
    note: str = text()
    joined_at: datetime = instant()
    left_at: datetime | None = instant(optional=True)
    agreed_at: datetime | None = instant(optional=True)
    recorded_by: FacilitatorId = reference("facilitator.id")


class ModalityChangeRow(Versioned, table=True):
    """That a client went on in another way from an instant on."""

    __tablename__ = "modality_change"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    modality: Modality = choice(Modality)
    at: datetime = instant()
    recorded_by: FacilitatorId = reference("facilitator.id")


class DisconnectionRow(Versioned, table=True):
    """That a client was away in between: the connection dropped or, by `stepped_out`, they left and came back."""

    __tablename__ = "disconnection"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    dropped_at: datetime = instant()
    back_at: datetime | None = instant(optional=True)
    stepped_out: bool | None = None
    recorded_by: FacilitatorId = reference("facilitator.id")


class LicenseReasonRow(Versioned, table=True):
    """Why a client takes part from a state in which the facilitator has no license on record."""

    __tablename__ = "license_reason"
    __table_args__ = (UniqueConstraint("session_id", "client_id", "state"),)

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    state: str = required_text()
    reason: str = required_text()
    stated_at: datetime = instant()
    stated_by: FacilitatorId = reference("facilitator.id")


class SafetyTaskRow(Versioned, table=True):
    """That somebody is to look after a client who was removed from a session, and what came of it."""

    __tablename__ = "safety_task"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    raised_at: datetime = instant()
    raised_by: FacilitatorId = reference("facilitator.id")
    done_at: datetime | None = instant(optional=True)
    done_by: FacilitatorId | None = reference("facilitator.id", optional=True)
    outcome: str = text()


class AbsenceReviewRow(Versioned, table=True):
    """That somebody looked at a client's absences up to a day and decided what follows."""

    __tablename__ = "absence_review"

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    until: date
    note: str = text()
    reviewed_at: datetime = instant()
    reviewed_by: FacilitatorId = reference("facilitator.id")


class ColumnMappingRow(Versioned, table=True):
    """Which columns of a kind of file hold what, as a person said once; `signature` stands for its headers."""

    __tablename__ = "column_mapping"

    id: UUID = key()
    signature: str = required_text(unique=True)
    columns: dict[str, str] = document()
    remembered_at: datetime = instant()
    remembered_by: FacilitatorId = reference("facilitator.id")
