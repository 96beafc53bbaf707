"""Whether signed notes are as they were signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from sqlmodel import col, select

from coordinator.notes.additions import addendum_seal_of
from coordinator.notes.cosigning import seal_of_cosignature
from coordinator.notes.cosigning_additions import seal_of_addendum_cosignature
from coordinator.notes.facts import SealReport
from coordinator.notes.queries import seal_of
from coordinator.notes.records import slot_of
from coordinator.store.legible import ILLEGIBLE, legible
from coordinator.store.tables import AddendumCoSignatureRow, AddendumRow, AuditRow, CoSignatureRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, NoteStatus

SEALING = (
    Action.SIGN_NOTE,
    Action.WITHDRAW_SIGNATURE,
    Action.COSIGN_NOTE,
    Action.WITHDRAW_COSIGNATURE,
    Action.ADD_ADDENDUM,
    Action.BRING_SIGNED,
    Action.REMOVE_SAMPLE,
)
"""What the history says of signed records; a sample clinic that was taken away took its notes along."""

RowT = TypeVar("RowT")


def verify_seals(work: UnitOfWork) -> SealReport:
    """Recompute every signature and hold it against the history, which has the digest since the moment of signing.

    A note or addendum is altered where its words, signer, time or facts no longer give its digest; where that
    digest is not the one in the history; where the history has a signature and the store no longer has the record.
    """
    in_history = _digests_in_history(work)
    altered: list[str] = []
    digests: dict[object, str] = {}
    signed = select(NoteRow).where(NoteRow.status == NoteStatus.SIGNED).order_by(col(NoteRow.id))
    notes = [note for note in legible(work.rows, signed) if note is not None]
    for note in notes:
        digests[note.id] = note.digest
        in_place = note.slot == slot_of(note.session_id, note.client_id)
        if not (in_place and _is_sealed(note, seal_of, note.digest)) or in_history.pop(str(note.id), "") != note.digest:
            altered.append(str(note.id))
    wanted = select(AddendumRow).order_by(col(AddendumRow.id))
    addenda = [addendum for addendum in legible(work.rows, wanted) if addendum is not None]
    for addendum in addenda:
        digests[addendum.id] = addendum.digest
        linked = digests.get(addendum.note_id, "")
        as_signed = _is_sealed(addendum, partial(addendum_seal_of, note_digest=linked), addendum.digest)
        if not as_signed or in_history.pop(str(addendum.id), "") != addendum.digest:
            altered.append(str(addendum.id))
    altered += _cosignatures_altered(work, digests, in_history)
    return SealReport(len(notes), len(addenda), tuple(dict.fromkeys([*altered, *in_history])))


def _cosignatures_altered(work: UnitOfWork, digests: Mapping[object, str], in_history: dict[str, str]) -> list[str]:
    """Give the co-signatures of notes and of additions that do not bear their digest; takes the others out."""
    altered = []
    for row in legible(work.rows, select(CoSignatureRow).order_by(col(CoSignatureRow.id))):
        if row is not None:
            linked = digests.get(row.note_id, "")
            as_signed = _is_sealed(row, partial(seal_of_cosignature, note_digest=linked), row.digest)
            if not as_signed or in_history.pop(str(row.id), "") != row.digest:
                altered.append(str(row.id))
    for beside in legible(work.rows, select(AddendumCoSignatureRow).order_by(col(AddendumCoSignatureRow.id))):
        if beside is not None:
            linked = digests.get(beside.addendum_id, "")
            as_signed = _is_sealed(beside, partial(seal_of_addendum_cosignature, addendum_digest=linked), beside.digest)
            if not as_signed or in_history.pop(str(beside.id), "") != beside.digest:
                altered.append(str(beside.id))
    return altered


def _is_sealed(row: RowT, seal: Callable[[RowT], str], digest: str) -> bool:
    try:
        return seal(row) == digest
    except ILLEGIBLE:
        return False


def _digests_in_history(work: UnitOfWork) -> dict[str, str]:
    """Give the digest that each signed record must bear, by its id; withdrawn signatures are gone."""
    digests: dict[str, str] = {}
    wanted = select(AuditRow).where(col(AuditRow.action).in_(SEALING)).order_by(col(AuditRow.sequence))
    for entry in legible(work.rows, wanted):
        if entry is None or not isinstance(entry.detail, dict):
            continue  # the chain names it
        digest = entry.detail.get("digest", "")
        if entry.action is Action.SIGN_NOTE:
            digests[entry.subject_id] = digest
        elif entry.action is Action.BRING_SIGNED:
            digests[entry.detail.get("addendum", entry.subject_id)] = digest
        elif entry.action is Action.REMOVE_SAMPLE:
            digests.clear()
        elif entry.action is Action.WITHDRAW_SIGNATURE:
            digests.pop(entry.subject_id, None)
        elif entry.action is Action.COSIGN_NOTE:
            digests[entry.detail.get("cosignature", "")] = digest
        elif entry.action is Action.WITHDRAW_COSIGNATURE:
            digests.pop(entry.detail.get("cosignature", ""), None)
        else:
            digests[entry.detail.get("addendum", "")] = digest
    return digests
