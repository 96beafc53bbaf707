"""A supervisor signs beside whoever works under their supervision: a signed record of its own, linked to the note."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid4

from sqlmodel import col, select

from coordinator import people
from coordinator.changes import Change
from coordinator.notes import records, rules
from coordinator.notes.content import cosigning_seal
from coordinator.notes.facts import AwaitingCosignature, CoSignature
from coordinator.notes.signing_beside import TOPICS, Waiting, is_awaited, shown, supervisors_of, withdrawable
from coordinator.store.tables import CoSignatureRow, GroupRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, FacilitatorId, GroupSessionId, NoteId, NoteStatus


def cosign(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None, shown_digest: str
) -> Change[NoteId]:
    """Sign beside, as whoever is signed in, now; `shown_digest` is that of the signature that was shown.

    The note stays as it was signed: both names, credentials and times stand beside each other, and the digest of the
    co-signature covers that of the note. Raises `NotFound`, `NoteNotSigned`, `CosigningRefused`, `NoteChanged`.
    """
    note = records.signed_row(work, session_id, client_id)
    rules.check_cosignable(
        note.id,
        note.digest,
        shown_digest,
        supervisors=supervisors_of(work, note.facts.get("supervisor_id"), note.signed_by),
        cosigned=records.cosignature_of(work, note.id) is not None,
        actor=work.signed_in,
    )
    me = people.signed_in(work)
    row = CoSignatureRow(
        id=uuid4(),
        note_id=note.id,
        signed_at=work.now,
        signed_by=me.id,
        signer=me.display,
        digest=cosigning_seal(
            note_id=note.id, note_digest=note.digest, signed_by=me.id, signer=me.display, signed_at=work.now
        ),
    )
    work.rows.add(row)
    return Change(
        Action.COSIGN_NOTE,
        note.id,
        TOPICS,
        note.id,
        detail={"cosignature": str(row.id), "digest": row.digest, "note_digest": note.digest},
    )


def withdraw_cosignature(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None) -> Change[NoteId]:
    """Take back a signature given beside: by whoever gave it, within 60 seconds.

    Raises `NotFound`, `NoteNotSigned`, `CosigningRefused`, `SignatureStays`.
    """
    note = records.signed_row(work, session_id, client_id)
    row = withdrawable(work, note, records.cosignature_of(work, note.id))
    work.rows.delete(row)
    return Change(
        Action.WITHDRAW_COSIGNATURE,
        note.id,
        TOPICS,
        note.id,
        detail={"cosignature": str(row.id), "digest": row.digest},
    )


def may_cosign(work: UnitOfWork, note: NoteRow | None) -> bool:
    """Say whether the signature of whoever is signed in is awaited beside a note's own."""
    if note is None or note.status is not NoteStatus.SIGNED:
        return False
    awaited = is_awaited(work, note.facts.get("supervisor_id"), note.signed_by)
    return awaited and records.cosignature_of(work, note.id) is None


def cosigned_of(work: UnitOfWork, note_ids: Collection[NoteId]) -> frozenset[NoteId]:
    """Give those of some notes beside which somebody signed."""
    wanted = select(col(CoSignatureRow.note_id)).where(col(CoSignatureRow.note_id).in_(note_ids))
    return frozenset(work.rows.exec(wanted)) if note_ids else frozenset()


def cosignature(work: UnitOfWork, note: NoteRow) -> CoSignature | None:
    """Give the signature beside a note's own, checked against what is stored."""
    row = records.cosignature_of(work, note.id)
    return shown(row, seal_of_cosignature(row, note.digest)) if row is not None else None


def seal_of_cosignature(row: CoSignatureRow, note_digest: str) -> str:
    """Give the digest that a co-signature must bear."""
    return cosigning_seal(
        note_id=row.note_id,
        note_digest=note_digest,
        signed_by=row.signed_by,
        signer=row.signer,
        signed_at=row.signed_at,
    )


def awaiting_cosignature(work: UnitOfWork) -> tuple[AwaitingCosignature, ...]:
    """Give every session with notes of supervised people that nobody signed beside yet, the oldest first."""
    wanted = (
        select(NoteRow, GroupSessionRow, GroupRow)
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .join(CoSignatureRow, col(CoSignatureRow.note_id) == col(NoteRow.id), isouter=True)
        .where(NoteRow.status == NoteStatus.SIGNED, col(CoSignatureRow.id).is_(None))
        .where(col(NoteRow.facts)["supervisor_id"].as_string().is_not(None))
        .order_by(col(GroupSessionRow.starts_at))
    )
    waiting = Waiting(work)
    for note, session, group in work.rows.exec(wanted):
        named = FacilitatorId(UUID(str(note.facts["supervisor_id"])))
        waiting.add(session, group, named, note.signed_by, session.service_date)
    return waiting.found()
