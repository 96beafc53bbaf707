"""Whether signed notes are as they were signed."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import col, select

from coordinator.notes.facts import SealReport
from coordinator.notes.queries import addendum_seal_of, seal_of
from coordinator.store.tables import AddendumRow, AuditRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, NoteStatus

SEALING = (Action.SIGN_NOTE, Action.WITHDRAW_SIGNATURE, Action.ADD_ADDENDUM, Action.REMOVE_SAMPLE)
"""What the history says of signed records; a sample clinic that was taken away took its notes along."""


def verify_seals(work: UnitOfWork) -> SealReport:
    """Recompute every signature and hold it against the history, which has the digest since the moment of signing.

    A note or addendum is altered where its words, signer, time or facts no longer give its digest; where that
    digest is not the one in the history; where the history has a signature and the store no longer has the record.
    """
    in_history = _digests_in_history(work)
    altered: list[UUID] = []
    digests: dict[UUID, str] = {}
    signed = select(NoteRow).where(NoteRow.status == NoteStatus.SIGNED).order_by(col(NoteRow.signed_at))
    notes = list(work.rows.exec(signed))
    for note in notes:
        digests[note.id] = note.digest
        if note.digest != seal_of(note) or in_history.pop(str(note.id), "") != note.digest:
            altered.append(note.id)
    addenda = list(work.rows.exec(select(AddendumRow).order_by(col(AddendumRow.signed_at))))
    for addendum in addenda:
        expected = addendum_seal_of(addendum, digests.get(addendum.note_id, ""))
        if addendum.digest != expected or in_history.pop(str(addendum.id), "") != addendum.digest:
            altered.append(addendum.id)
    altered += [UUID(record_id) for record_id in in_history if UUID(record_id) not in altered]
    return SealReport(len(notes), len(addenda), tuple(altered))


def _digests_in_history(work: UnitOfWork) -> dict[str, str]:
    """Give the digest that each signed record must bear, by its id; withdrawn signatures are gone."""
    digests: dict[str, str] = {}
    wanted = select(AuditRow).where(col(AuditRow.action).in_(SEALING)).order_by(col(AuditRow.sequence))
    for entry in work.rows.exec(wanted):
        if entry.action is Action.SIGN_NOTE:
            digests[entry.subject_id] = entry.detail["digest"]
        elif entry.action is Action.REMOVE_SAMPLE:
            digests.clear()
        elif entry.action is Action.WITHDRAW_SIGNATURE:
            digests.pop(entry.subject_id, None)
        else:
            digests[entry.detail["addendum"]] = entry.detail["digest"]
    return digests
