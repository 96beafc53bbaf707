"""Write drafts, sign, take back a fresh signature, add to what is signed.

None of these changes a signed note: whatever follows a signature is a record of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import attendance, people, programs, sessions
from coordinator.changes import Change, nothing_changed
from coordinator.notes import records, rules
from coordinator.notes.content import (
    NoteContent,
    clean_text,
    cleaned,
    content_digest,
    seal,
)
from coordinator.notes.errors import NoteChanged, NoteEmpty
from coordinator.notes.own_templates import shelf
from coordinator.store import row_seals, word_index
from coordinator.store.tables import AuditRow, ClientRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId, NoteId, NoteStatus, Topic

TOPICS = frozenset({Topic.NOTES})
ONE_ENTRY = timedelta(minutes=5)
"""Drafts of one note by one writer that follow each other within this time share an entry of the history.

Another entry follows when the writer leaves the note (`settle_draft`). Decided on 2026-11-29: an entry bears the digest
of the draft as it then stood, so that it can be shown what a note said whenever its writer left it, and every five
minutes while they wrote; an entry a second would be a thousand a note and still prove nothing that anybody read.
"""


def save_draft(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId | None,
    content: NoteContent,
    *,
    seen: str | None = None,
) -> Change[str]:
    """Store what was typed so far; the outcome is its digest. Nothing happens where it is stored already.

    `seen` is the digest of what the writer last had from the store: where somebody else has written since, nothing
    is overwritten. The first draft, another writer, another template or five minutes since the last entry is an
    entry of the history and tells every screen; the saves in between, three a second while somebody types, are stored
    without an entry of their own until the writer leaves the note (`settle_draft`). A history of half sentences would
    bury what it is kept for. Raises `NotFound`, `NoteAlreadySigned`, `NoteChanged`, `TemplateUnknown`, `TextTooLong`.
    """
    rules.check_template(shelf(work).template(content.template), client_id)
    content = cleaned(content)
    digest = content_digest(content)
    row = records.find(work, session_id, client_id)
    if row is None:
        sessions.session_row(work, session_id)
        if client_id is not None:
            work.get(ClientRow, client_id)
        row, fresh = records.new_row(work, session_id, client_id), True
    else:
        rules.check_writable(row.id, row.status)
        before = records.content_of(row)
        if before == content:
            return nothing_changed(Action.SAVE_DRAFT, digest)
        if seen is not None and content_digest(before) not in {seen, digest}:
            raise NoteChanged(row.id)
        changed_kind = row.template != content.template or before.is_empty is not content.is_empty
        fresh = changed_kind or row.author_id != work.signed_in or not _entry_lately(work, row.id)
    records.write_content(row, content)
    row.author_id, row.updated_at = work.signed_in, work.now
    word_index.put(work.rows, row.id, content.written)
    return Change(
        Action.SAVE_DRAFT,
        row.id,
        TOPICS if fresh else frozenset(),
        digest,
        detail={"session": str(session_id), "client": str(client_id or ""), "template": content.template},
    )


def settle_draft(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None) -> Change[None]:
    """Enter the draft of a note as it stands, where it was saved since its last entry: its writer leaves it.

    The entry bears the digest of the draft (`coordinator.store.row_seals`). No screen is told: the words are known.
    """
    row = records.find(work, session_id, client_id)
    if row is None or row.status is NoteStatus.SIGNED or not row_seals.is_kept(work.rows, row.id):
        return nothing_changed(Action.SAVE_DRAFT, None)
    row_seals.write_again(work.rows, row)
    detail = {"session": str(session_id), "client": str(client_id or ""), "template": row.template, "left": "yes"}
    return Change(Action.SAVE_DRAFT, row.id, frozenset({Topic.HISTORY}), None, detail=detail)


def set_template(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None, template: str
) -> Change[str]:
    """Write the note in another template; text whose section the new one lacks is kept.

    Raises as `save_draft` does.
    """
    row = records.find(work, session_id, client_id)
    content = records.content_of(row) if row is not None else NoteContent(template)
    return save_draft(work, session_id, client_id, replace(content, template=template))


def sign(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId | None,
    shown_digest: str,
    *,
    sheet: attendance.AttendanceSheet | None = None,
    reason: str = "",
) -> Change[NoteId]:
    """Sign a note as whoever is signed in, now. What was read is what is signed: `shown_digest` is of what was shown.

    The signature holds name and credentials as they are today, the time, and the facts of the record. It is not
    undoable but by `withdraw_signature` within a minute. `sheet` spares reading the session's attendance again where
    it was just read in the same transaction. `reason` says why somebody signs who led neither the session nor a part
    of it; it is part of what is signed. Raises `SignsForAnother` without one, `NoteAlreadySigned`, `NoteChanged`,
    `NoteEmpty`, `NoteTooEarly`, `NotesOfCancelledSession`, `NotFound`.
    """
    row = records.find(work, session_id, client_id)
    if row is None:
        raise NoteEmpty
    sheet = sheet or attendance.sheet_for_notes(work, session_id)
    content = records.content_of(row)
    rules.check_signable(
        row.id,
        row.status,
        content,
        shown_digest,
        session_status=sheet.session.status,
        starts_at=sheet.session.starts_at,
        now=work.now,
    )
    signer = people.signed_in(work)
    leaders = records.leaders_of(sheet.session)
    reason = clean_text(reason, "reason").strip()
    rules.check_leads(signer.id, leaders, reason)
    despite = {"signed_despite": reason} if leaders and signer.id not in leaders else {}
    line = sheet.line(client_id) if client_id is not None else None
    row.facts = (
        records.facts_at_signing(work, sheet, line) | records.goals_at_signing(work, client_id, content) | despite
    )
    row.status = NoteStatus.SIGNED
    row.signed_at, row.signed_by, row.signer = work.now, signer.id, signer.display
    row.digest = seal(
        content,
        session_id=session_id,
        client_id=client_id,
        facts=row.facts,
        signed_by=signer.id,
        signer=signer.display,
        signed_at=work.now,
    )
    return Change(
        Action.SIGN_NOTE,
        row.id,
        TOPICS,
        row.id,
        detail={"session": str(session_id), "client": str(client_id or ""), "digest": row.digest}
        | ({"led_by_another": "yes"} if despite else {}),
    )


def withdraw_signature(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None) -> Change[NoteId]:
    """Turn a note back into a draft: by its signer, within 60 seconds, while nothing was added to it.

    Raises `NoteNotSigned`, `SignatureStays`.
    """
    row = records.signed_row(work, session_id, client_id)
    rules.check_withdrawable(
        row.status,
        row.signed_at,
        row.signed_by,
        addenda=len(records.addenda_of(work, [row.id])),
        cosigned=records.cosignature_of(work, row.id) is not None,
        actor=work.signed_in,
        now=work.now,
    )
    withdrawn = row.digest
    row.status = NoteStatus.DRAFT
    row.signed_at = row.signed_by = None
    row.signer = row.digest = ""
    row.facts = {}
    row.updated_at = work.now
    return Change(
        Action.WITHDRAW_SIGNATURE,
        row.id,
        TOPICS,
        row.id,
        detail={"session": str(session_id), "client": str(client_id or ""), "digest": withdrawn},
    )


def is_past_due(work: UnitOfWork, session_id: GroupSessionId) -> bool:
    """Say whether a note of this session would be a late entry if it were signed now."""
    session = work.get(GroupSessionRow, session_id)
    today = work.now.astimezone(ZoneInfo(session.zone)).date()
    return rules.is_late_entry(today, session.service_date, programs.rules_on(work, session.service_date).note_due_days)


def _entry_lately(work: UnitOfWork, note_id: NoteId) -> bool:
    """Say whether the newest entry of this note's history is a draft of the last minutes."""
    newest = work.rows.exec(
        select(AuditRow).where(AuditRow.subject_id == str(note_id)).order_by(col(AuditRow.sequence).desc()).limit(1)
    ).first()
    return newest is not None and newest.action is Action.SAVE_DRAFT and work.now - newest.at < ONE_ENTRY
