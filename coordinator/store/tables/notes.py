"""Progress notes. Process notes are kept in another file altogether."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Integer, UniqueConstraint
from sqlmodel import Field

from coordinator.store.columns import choice, document, instant, key, reference, required_text, text
from coordinator.store.tables.row import Row, Versioned
from coordinator.vocabulary import (
    AddendumKind,
    ClientId,
    FacilitatorId,
    GroupSessionId,
    NoteId,
    NoteStatus,
    Participation,
)


class NoteRow(Versioned, table=True):
    """The note of a session: for the whole group (`client_id` is None) or for one client.

    `slot` is the session id with "group" or the client id, so that one constraint keeps a second note of the
    same kind away on both backends. `sections` maps a template section's key to its text.
    """

    __tablename__ = "note"

    id: NoteId = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId | None = reference("client.id", optional=True)
    slot: str = required_text(unique=True)
    template: str = required_text()
    author_id: FacilitatorId = reference("facilitator.id")
    sections: dict[str, str] = document()
    participation: Participation | None = choice(Participation, optional=True)
    goals: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    status: NoteStatus = choice(NoteStatus, NoteStatus.DRAFT)
    created_at: datetime = instant()
    updated_at: datetime = instant()
    signed_at: datetime | None = instant(optional=True)
    signed_by: FacilitatorId | None = reference("facilitator.id", optional=True)
    signer: str = text()
    digest: str = text()


class AddendumRow(Versioned, table=True):
    """A later signed record linked to a signed note; it bears its own date.

    `supervisor` is who was to sign beside when it was signed; None for whoever works without supervision.
    """

    __tablename__ = "addendum"

    id: UUID = key()
    note_id: NoteId = reference("note.id")
    kind: AddendumKind = choice(AddendumKind)
    supervisor_id: FacilitatorId | None = reference("facilitator.id", optional=True)
    supervisor: str | None = text(optional=True)
    text: str = required_text()
    signed_at: datetime = instant()
    signed_by: FacilitatorId = reference("facilitator.id")
    signer: str = required_text()
    digest: str = required_text()


class AddendumDraftRow(Versioned, table=True):
    """An addition that somebody is still typing: one for each author, and nobody else's."""

    __tablename__ = "addendum_draft"
    __table_args__ = (UniqueConstraint("note_id", "author_id"),)

    id: UUID = key()
    note_id: NoteId = reference("note.id")
    author_id: FacilitatorId = reference("facilitator.id")
    kind: AddendumKind = choice(AddendumKind)
    text: str = required_text()
    updated_at: datetime = instant()


class CoSignatureRow(Versioned, table=True):
    """A supervisor's signature beside that of whoever they supervise; it bears its own date."""

    __tablename__ = "co_signature"

    id: UUID = key()
    note_id: NoteId = reference("note.id", index=False, unique=True)
    signed_at: datetime = instant()
    signed_by: FacilitatorId = reference("facilitator.id")
    signer: str = required_text()
    digest: str = required_text()


class AddendumCoSignatureRow(Versioned, table=True):
    """A supervisor's signature beside that of an addition to a signed note."""

    __tablename__ = "addendum_co_signature"

    id: UUID = key()
    addendum_id: UUID = reference("addendum.id", index=False, unique=True)
    signed_at: datetime = instant()
    signed_by: FacilitatorId = reference("facilitator.id")
    signer: str = required_text()
    digest: str = required_text()


class NoteIndexRow(Row, table=True):
    """The number under which the words of a note can be found (`coordinator.store.word_index`)."""

    __tablename__ = "note_index"

    number: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    note_id: NoteId = reference("note.id", index=False, unique=True)
