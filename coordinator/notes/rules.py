"""When a note may be written, signed, added to, and when it is due: pure checks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from coordinator.notes.content import NoteContent, content_digest
from coordinator.notes.errors import (
    CosigningRefused,
    CosignRefusal,
    NoteAlreadySigned,
    NoteChanged,
    NoteEmpty,
    NoteNotSigned,
    NotesOfCancelledSession,
    NoteTooEarly,
    SignatureStays,
    SignsForAnother,
    TemplateUnknown,
    WithdrawalRefusal,
)
from coordinator.notes.templates import Template
from coordinator.vocabulary import FacilitatorId, NoteId, NoteStatus, SessionStatus, TemplateKind

WITHDRAWAL = timedelta(seconds=60)
"""How long a signature can be taken back by whoever gave it."""


def check_writable(note_id: NoteId, status: NoteStatus) -> None:
    """Refuse to change a signed note; raises `NoteAlreadySigned`."""
    if status is NoteStatus.SIGNED:
        raise NoteAlreadySigned(note_id)


def check_template(shape: Template, client_id: UUID | None) -> None:
    """Refuse a template that is for another kind of note; raises `TemplateUnknown`."""
    if (shape.kind is TemplateKind.GROUP) is not (client_id is None):
        raise TemplateUnknown(shape.key)


def check_signable(
    note_id: NoteId,
    status: NoteStatus,
    content: NoteContent,
    shown_digest: str,
    *,
    session_status: SessionStatus,
    starts_at: datetime,
    now: datetime,
) -> None:
    """Refuse to sign what cannot be attested.

    Raises `NoteAlreadySigned`; `NotesOfCancelledSession`; `NoteTooEarly` before the session began; `NoteChanged`
    where the stored words are not those that were shown; `NoteEmpty` without any. Required sections that are empty
    do not matter here: the screen asks about them and never blocks.
    """
    check_writable(note_id, status)
    if session_status is SessionStatus.CANCELLED:
        raise NotesOfCancelledSession
    if session_status is SessionStatus.PLANNED and now < starts_at:
        raise NoteTooEarly
    if content_digest(content) != shown_digest:
        raise NoteChanged(note_id)
    if content.is_empty:
        raise NoteEmpty


def check_leads(actor: FacilitatorId, leaders: Collection[FacilitatorId], reason: str) -> None:
    """Refuse to sign for a session that somebody else led, unless a reason is given; raises `SignsForAnother`.

    Whoever provided the service authenticates its record (CMS Pub. 100-08 §3.3.2.4). Where nobody is known to have led,
    anybody may sign.
    """
    if leaders and actor not in leaders and not reason.strip():
        raise SignsForAnother


def check_withdrawable(
    status: NoteStatus,
    signed_at: datetime | None,
    signed_by: FacilitatorId | None,
    *,
    addenda: int,
    cosigned: bool,
    actor: FacilitatorId,
    now: datetime,
) -> None:
    """Refuse to take back a signature after its minute, by somebody else, or where a later signature builds on it.

    Raises `NoteNotSigned`, `SignatureStays`.
    """
    if status is not NoteStatus.SIGNED or signed_at is None:
        raise NoteNotSigned
    if signed_by != actor:
        raise SignatureStays(WithdrawalRefusal.NOT_THE_SIGNER)
    if addenda:
        raise SignatureStays(WithdrawalRefusal.HAS_ADDENDA)
    if cosigned:
        raise SignatureStays(WithdrawalRefusal.COSIGNED)
    if not now - signed_at <= WITHDRAWAL:
        raise SignatureStays(WithdrawalRefusal.TOO_LATE)


def check_cosignable(
    note_id: NoteId,
    digest: str,
    shown_digest: str,
    *,
    supervisors: Collection[str],
    cosigned: bool,
    actor: FacilitatorId,
) -> None:
    """Refuse to sign beside by anybody but a supervisor of the signer, twice, or what was not shown.

    `supervisors` are the ids of whom the note names and of who supervises its signer now. Raises `CosigningRefused`,
    `NoteChanged`.
    """
    if not supervisors:
        raise CosigningRefused(CosignRefusal.NOT_SUPERVISED)
    if str(actor) not in supervisors:
        raise CosigningRefused(CosignRefusal.NOT_THE_SUPERVISOR)
    if cosigned:
        raise CosigningRefused(CosignRefusal.COSIGNED_ALREADY)
    if digest != shown_digest:
        raise NoteChanged(note_id)


def due_on(service_date: date, due_days: int) -> date:
    """Give the last day on which a note is in time: calendar days after the service date, by the program's rule."""
    return service_date + timedelta(days=due_days)


def is_late_entry(signed_on: date, service_date: date, due_days: int) -> bool:
    """Say whether a note signed on this day was written after its due time (CMS Pub. 100-08 §3.3.2.5)."""
    return signed_on > due_on(service_date, due_days)
