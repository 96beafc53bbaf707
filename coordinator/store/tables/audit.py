"""The history that cannot be rewritten unseen, and what was delivered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Integer, UniqueConstraint
from sqlmodel import Field

from coordinator.store.columns import choice, document, instant, key, reference, required_text, text
from coordinator.store.tables.row import Row
from coordinator.vocabulary import Action, FacilitatorId, GroupSessionId, MomentKind


class AuditRow(Row, table=True):
    """One entry of the hash chain: `digest` covers the entry and the digest before it."""

    __tablename__ = "audit"
    __table_args__ = ({"sqlite_autoincrement": True},)

    sequence: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=True))
    at: datetime = instant()
    actor_id: FacilitatorId | None = reference("facilitator.id", optional=True, index=False)
    action: Action = choice(Action)
    subject_id: str = text(index=True)
    topics: str = text()
    detail: dict[str, str] = document()
    previous: str = text()
    digest: str = required_text()


class DeliveredMomentRow(Row, table=True):
    """A reminder or other moment that was delivered, so that it is delivered once."""

    __tablename__ = "delivered_moment"
    __table_args__ = (UniqueConstraint("session_id", "kind", "due_at"),)

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    kind: MomentKind = choice(MomentKind)
    due_at: datetime = instant()
    delivered_at: datetime = instant()
    dismissed_at: datetime | None = instant(optional=True)


class DraftSealRow(Row, table=True):
    """How a draft must read that was saved without an entry of its own (`coordinator.store.row_seals`).

    `id` is the draft's, `kind` its table.
    """

    __tablename__ = "draft_seal"

    id: UUID = key()
    kind: str = required_text()
    digest: str = required_text()
