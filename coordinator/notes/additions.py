"""What follows a signature: addendum, correction, late entry, each signed by itself; and what is half typed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import col, select

from coordinator import people
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change, nothing_changed
from coordinator.notes import records
from coordinator.notes.content import addendum_seal, clean_text
from coordinator.notes.cosigning_additions import cosignature_of_addendum, may_cosign_addendum
from coordinator.notes.facts import Addendum, AddendumDraft
from coordinator.store import word_index
from coordinator.store.tables import AddendumDraftRow, AddendumRow, AuditRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, AddendumKind, ClientId, GroupSessionId, NoteId, NoteStatus, Topic

TOPICS = frozenset({Topic.NOTES})
ONE_ENTRY = timedelta(minutes=5)
"""Drafts of one addition that follow each other within this time share an entry of the history."""


def add_addendum(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId | None,
    text: str,
    kind: AddendumKind = AddendumKind.ADDENDUM,
) -> Change[UUID]:
    """Add a signed record to a signed note, under today's date; the note itself stays as it was.

    It names itself as addendum, correction or late entry, with date and author (CMS Pub. 100-08 §3.3.2.5), and who is
    to sign beside where its author works under supervision. What its author had half typed gives way to it. Raises
    `NoteNotSigned`, `NothingWritten`, `TextTooLong`.
    """
    note = records.signed_row(work, session_id, client_id)
    text = clean_text(text, "addendum").strip()
    if not text:
        raise NothingWritten("addendum")
    signer = people.signed_in(work)
    above = people.facilitator(work, signer.supervisor_id) if signer.supervisor_id is not None else None
    row = AddendumRow(
        id=uuid4(),
        note_id=note.id,
        kind=kind,
        text=text,
        signed_at=work.now,
        signed_by=signer.id,
        signer=signer.display,
        supervisor_id=above.id if above is not None else None,
        supervisor=above.display if above is not None else None,
        digest=addendum_seal(
            text,
            note_id=note.id,
            note_digest=note.digest,
            kind=kind.value,
            signed_by=signer.id,
            signer=signer.display,
            signed_at=work.now,
            supervisor_id=above.id if above is not None else None,
            supervisor=above.display if above is not None else None,
        ),
    )
    work.rows.add(row)
    draft = records.draft_of(work, note.id)
    if draft is not None:
        work.rows.delete(draft)
    word_index.put(work.rows, note.id, records.findable(note, records.addenda_of(work, [note.id])))
    return Change(
        Action.ADD_ADDENDUM,
        note.id,
        TOPICS,
        row.id,
        detail={"addendum": str(row.id), "kind": kind.value, "digest": row.digest},
    )


def correct(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None, text: str) -> Change[UUID]:
    """Add a correction; see `add_addendum`."""
    return add_addendum(work, session_id, client_id, text, AddendumKind.CORRECTION)


def add_late_entry(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None, text: str) -> Change[UUID]:
    """Add what should have been written in time; it bears today's date. See `add_addendum`."""
    return add_addendum(work, session_id, client_id, text, AddendumKind.LATE_ENTRY)


def save_addendum_draft(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None, text: str, kind: AddendumKind
) -> Change[NoteId]:
    """Keep what is typed to be added to a signed note, as a note's own draft is kept; empty text lets it go.

    It is its author's alone, in no reading, print or search, and signed by `add_addendum` only. Saves in between
    have no entry of their own (`coordinator.notes.save_draft`). Raises `NoteNotSigned`, `NotFound`, `TextTooLong`.
    """
    note = records.signed_row(work, session_id, client_id)
    text = clean_text(text, "addendum")
    row = records.draft_of(work, note.id)
    if not text.strip():
        if row is None:
            return nothing_changed(Action.DROP_ADDENDUM_DRAFT, note.id)
        work.rows.delete(row)
        return Change(Action.DROP_ADDENDUM_DRAFT, note.id, TOPICS, note.id)
    if row is None:
        row = AddendumDraftRow(
            note_id=note.id, author_id=work.signed_in, kind=kind, text=text, updated_at=work.now, id=uuid4()
        )
        work.rows.add(row)
        return Change(Action.SAVE_ADDENDUM_DRAFT, note.id, TOPICS, note.id)
    if (row.text, row.kind) == (text, kind):
        return nothing_changed(Action.SAVE_ADDENDUM_DRAFT, note.id)
    row.text, row.kind, row.updated_at = text, kind, work.now
    topics = frozenset[Topic]() if _entry_lately(work, note.id) else TOPICS
    return Change(Action.SAVE_ADDENDUM_DRAFT, note.id, topics, note.id)


def addendum_draft(work: UnitOfWork, note: NoteRow | None) -> AddendumDraft | None:
    """Give what whoever is signed in is typing to be added to a note."""
    row = records.draft_of(work, note.id) if note is not None else None
    return AddendumDraft(row.kind, row.text, row.updated_at) if row is not None else None


def addenda(work: UnitOfWork, row: NoteRow | None) -> tuple[Addendum, ...]:
    """Give what was added to a signed note, oldest first, checked against what is stored."""
    if row is None or row.status is not NoteStatus.SIGNED:
        return ()
    return tuple(
        Addendum(
            one.id,
            one.kind,
            one.text,
            one.signed_at,
            one.signer,
            one.digest,
            intact=one.digest == addendum_seal_of(one, row.digest),
            supervisor=one.supervisor or "",
            cosignature=cosignature_of_addendum(work, one),
            may_cosign=may_cosign_addendum(work, one),
        )
        for one in records.addenda_of(work, [row.id])
    )


def addendum_seal_of(row: AddendumRow, note_digest: str) -> str:
    """Give the digest that an addendum must bear."""
    return addendum_seal(
        row.text,
        note_id=row.note_id,
        note_digest=note_digest,
        kind=row.kind.value,
        signed_by=row.signed_by,
        signer=row.signer,
        signed_at=row.signed_at,
        supervisor_id=row.supervisor_id,
        supervisor=row.supervisor,
    )


def _entry_lately(work: UnitOfWork, note_id: NoteId) -> bool:
    newest = work.rows.exec(
        select(AuditRow).where(AuditRow.subject_id == str(note_id)).order_by(col(AuditRow.sequence).desc()).limit(1)
    ).first()
    return newest is not None and newest.action is Action.SAVE_ADDENDUM_DRAFT and work.now - newest.at < ONE_ENTRY
