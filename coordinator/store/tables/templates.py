"""What notes are written with: the clinic's own templates, which templates are offered, and words it knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column
from sqlmodel import Field

from coordinator.store.columns import choice, instant, key, reference, required_text, text
from coordinator.store.tables.row import Versioned
from coordinator.vocabulary import FacilitatorId, TemplateKind


class NoteTemplateRow(Versioned, table=True):
    """One edition of the clinic's own template. It is never changed: notes written with it keep its sections.

    `template` is the key that notes store. `replaces` is that of the edition before. `sections` are the fields in
    their order, each with key, title, placeholder and marks.
    """

    __tablename__ = "note_template"

    id: UUID = key()
    template: str = required_text(unique=True)
    replaces: str = text()
    title: str = required_text()
    kind: TemplateKind = choice(TemplateKind)
    participation: bool = False
    sections: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    author_id: FacilitatorId = reference("facilitator.id")
    created_at: datetime = instant()


class TemplateOfferRow(Versioned, table=True):
    """Whether and at which place a template, shipped or own, is offered. Without a row it is, at its usual place."""

    __tablename__ = "template_offer"

    id: UUID = key()
    template: str = required_text(unique=True)
    place: int
    offered: bool = True


class KnownWordRow(Versioned, table=True):
    """A word that the spelling check takes as right. It may be somebody's name, so it is kept here."""

    __tablename__ = "known_word"

    id: UUID = key()
    word: str = required_text(unique=True)
    author_id: FacilitatorId = reference("facilitator.id")
    added_at: datetime = instant()
