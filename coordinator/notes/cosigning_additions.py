"""A supervisor signs beside an addendum, correction or late entry of whoever works under their supervision."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import people
from coordinator.changes import Change
from coordinator.errors import NotFound
from coordinator.notes import records, rules
from coordinator.notes.content import addendum_cosigning_seal
from coordinator.notes.facts import AwaitingCosignature, CoSignature
from coordinator.notes.signing_beside import TOPICS, Waiting, is_awaited, shown, supervisors_of, withdrawable
from coordinator.store.tables import AddendumCoSignatureRow, AddendumRow, GroupRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId, NoteId


def cosign_addendum(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None, addendum_id: UUID, shown_digest: str
) -> Change[UUID]:
    """Sign beside an addition to a note, as whoever is signed in, now; `shown_digest` is that of the addition shown.

    The addition stays as it was signed; the digest of the co-signature covers that of the addition. The note's own
    co-signature is another matter. Raises `NotFound`, `NoteNotSigned`, `CosigningRefused`, `NoteChanged`.
    """
    note = records.signed_row(work, session_id, client_id)
    addendum = _addendum(work, note, addendum_id)
    rules.check_cosignable(
        note.id,
        addendum.digest,
        shown_digest,
        supervisors=supervisors_of(work, addendum.supervisor_id, addendum.signed_by),
        cosigned=_beside(work, addendum.id) is not None,
        actor=work.signed_in,
    )
    me = people.signed_in(work)
    row = AddendumCoSignatureRow(
        id=uuid4(),
        addendum_id=addendum.id,
        signed_at=work.now,
        signed_by=me.id,
        signer=me.display,
        digest=addendum_cosigning_seal(
            addendum_id=addendum.id,
            addendum_digest=addendum.digest,
            signed_by=me.id,
            signer=me.display,
            signed_at=work.now,
        ),
    )
    work.rows.add(row)
    return Change(
        Action.COSIGN_NOTE,
        note.id,
        TOPICS,
        row.id,
        detail={"addendum": str(addendum.id), "cosignature": str(row.id), "digest": row.digest},
    )


def withdraw_addendum_cosignature(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None, addendum_id: UUID
) -> Change[UUID]:
    """Take back a signature given beside an addition: by whoever gave it, within 60 seconds.

    Raises `NotFound`, `NoteNotSigned`, `CosigningRefused`, `SignatureStays`.
    """
    note = records.signed_row(work, session_id, client_id)
    row = withdrawable(work, note, _beside(work, _addendum(work, note, addendum_id).id))
    work.rows.delete(row)
    return Change(
        Action.WITHDRAW_COSIGNATURE,
        note.id,
        TOPICS,
        row.id,
        detail={"addendum": str(addendum_id), "cosignature": str(row.id), "digest": row.digest},
    )


def may_cosign_addendum(work: UnitOfWork, addendum: AddendumRow) -> bool:
    """Say whether the signature of whoever is signed in is awaited beside that of an addition."""
    return is_awaited(work, addendum.supervisor_id, addendum.signed_by) and _beside(work, addendum.id) is None


def cosignature_of_addendum(work: UnitOfWork, addendum: AddendumRow) -> CoSignature | None:
    """Give the signature beside that of an addition, checked against what is stored."""
    row = _beside(work, addendum.id)
    return shown(row, seal_of_addendum_cosignature(row, addendum.digest)) if row is not None else None


def seal_of_addendum_cosignature(row: AddendumCoSignatureRow, addendum_digest: str) -> str:
    """Give the digest that a co-signature of an addition must bear."""
    return addendum_cosigning_seal(
        addendum_id=row.addendum_id,
        addendum_digest=addendum_digest,
        signed_by=row.signed_by,
        signer=row.signer,
        signed_at=row.signed_at,
    )


def with_additions_waiting(work: UnitOfWork, note_ids: Collection[NoteId]) -> frozenset[NoteId]:
    """Give those of some notes that have an addition beside whose signature a supervisor's is missing."""
    wanted = (
        select(col(AddendumRow.note_id))
        .join(AddendumCoSignatureRow, col(AddendumCoSignatureRow.addendum_id) == col(AddendumRow.id), isouter=True)
        .where(col(AddendumRow.note_id).in_(note_ids))
        .where(col(AddendumRow.supervisor_id).is_not(None), col(AddendumCoSignatureRow.id).is_(None))
    )
    return frozenset(work.rows.exec(wanted)) if note_ids else frozenset()


def additions_awaiting_cosignature(work: UnitOfWork) -> tuple[AwaitingCosignature, ...]:
    """Give every session with additions by supervised people that nobody signed beside yet, the oldest session first.

    An addition is made long after its session at times, so its days run from when it was signed; a session's oldest
    addition counts.
    """
    wanted = (
        select(AddendumRow, GroupSessionRow, GroupRow)
        .join(NoteRow, col(NoteRow.id) == col(AddendumRow.note_id))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .join(AddendumCoSignatureRow, col(AddendumCoSignatureRow.addendum_id) == col(AddendumRow.id), isouter=True)
        .where(col(AddendumRow.supervisor_id).is_not(None), col(AddendumCoSignatureRow.id).is_(None))
        .order_by(col(GroupSessionRow.starts_at), col(AddendumRow.signed_at))
    )
    waiting = Waiting(work)
    for addendum, session, group in work.rows.exec(wanted):
        if addendum.supervisor_id is not None:
            signed_on = addendum.signed_at.astimezone(ZoneInfo(session.zone)).date()
            waiting.add(session, group, addendum.supervisor_id, addendum.signed_by, signed_on)
    return waiting.found()


def _addendum(work: UnitOfWork, note: NoteRow, addendum_id: UUID) -> AddendumRow:
    wanted = select(AddendumRow).where(AddendumRow.id == addendum_id, AddendumRow.note_id == note.id)
    found = work.rows.exec(wanted).first()
    if found is None:
        raise NotFound("Addendum", str(addendum_id))
    return found


def _beside(work: UnitOfWork, addendum_id: UUID) -> AddendumCoSignatureRow | None:
    wanted = select(AddendumCoSignatureRow).where(AddendumCoSignatureRow.addendum_id == addendum_id)
    return work.rows.exec(wanted).first()
