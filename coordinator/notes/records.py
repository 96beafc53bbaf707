"""The stored rows behind notes: found, made, read as content, and the facts of the record that a signature keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import uuid4

from sqlmodel import col, select

from coordinator import people, programs
from coordinator.attendance import AttendanceLine, AttendanceSheet
from coordinator.errors import NotFound
from coordinator.notes.content import NoteContent
from coordinator.notes.errors import NoteNotSigned
from coordinator.notes.templates import Shelf
from coordinator.sessions import GroupSession
from coordinator.store.tables import AddendumDraftRow, AddendumRow, CoSignatureRow, GoalRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    ClientId,
    CreditRule,
    FacilitatorId,
    GroupSessionId,
    Mark,
    NoteId,
    NoteStatus,
    TemplateKind,
)


def slot_of(session_id: GroupSessionId, client_id: ClientId | None) -> str:
    """Give the one place of a note: of the group, or of one client, in one session."""
    return f"{session_id}:{client_id or 'group'}"


def find(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None) -> NoteRow | None:
    """Give the stored note of this place, if something was written."""
    return work.rows.exec(select(NoteRow).where(NoteRow.slot == slot_of(session_id, client_id))).first()


def signed_row(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None) -> NoteRow:
    """Give the signed note of this place; raises `NotFound`, `NoteNotSigned`."""
    row = find(work, session_id, client_id)
    if row is None:
        raise NotFound("Note", slot_of(session_id, client_id))
    if row.status is not NoteStatus.SIGNED:
        raise NoteNotSigned
    return row


def rows_of(work: UnitOfWork, session_id: GroupSessionId) -> dict[ClientId | None, NoteRow]:
    """Give the stored notes of a session by client; the group's own under None."""
    return {row.client_id: row for row in work.rows.exec(select(NoteRow).where(NoteRow.session_id == session_id))}


def new_row(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None) -> NoteRow:
    """Make the row of a note that nobody wrote yet."""
    row = NoteRow(
        id=NoteId(uuid4()),
        session_id=session_id,
        client_id=client_id,
        slot=slot_of(session_id, client_id),
        template="",
        author_id=work.signed_in,
        created_at=work.now,
        updated_at=work.now,
        status=NoteStatus.DRAFT,
    )
    work.rows.add(row)
    return row


def content_of(row: NoteRow) -> NoteContent:
    """Read what is written."""
    return NoteContent(row.template, dict(row.sections), row.participation, tuple(row.goals))


def write_content(row: NoteRow, content: NoteContent) -> None:
    """Write what `content.cleaned` gave."""
    row.template = content.template
    row.sections = dict(content.sections)
    row.participation = content.participation
    row.goals = list(content.goals)


def addenda_of(work: UnitOfWork, note_ids: Collection[NoteId]) -> list[AddendumRow]:
    """Give the addenda of some notes, oldest first."""
    wanted = select(AddendumRow).where(col(AddendumRow.note_id).in_(note_ids)).order_by(col(AddendumRow.signed_at))
    return list(work.rows.exec(wanted)) if note_ids else []


def draft_of(work: UnitOfWork, note_id: NoteId) -> AddendumDraftRow | None:
    """Give what whoever is signed in is typing to be added to a note."""
    if work.actor is None:
        return None
    wanted = select(AddendumDraftRow).where(AddendumDraftRow.note_id == note_id)
    return work.rows.exec(wanted.where(AddendumDraftRow.author_id == work.actor)).first()


def cosignature_of(work: UnitOfWork, note_id: NoteId) -> CoSignatureRow | None:
    """Give the signature beside a note's own."""
    return work.rows.exec(select(CoSignatureRow).where(CoSignatureRow.note_id == note_id)).first()


def findable(row: NoteRow, addenda: Iterable[AddendumRow]) -> str:
    """Give the text by which a note is found: its own and that of what was added to it."""
    return "\n\n".join([content_of(row).written, *(one.text for one in addenda)])


def is_absent(line: AttendanceLine | None) -> bool:
    """Say whether the client was not there, so that a no-show note is due."""
    return line is not None and line.mark in {Mark.ABSENT, Mark.EXCUSED}


def kind_for(client_id: ClientId | None, line: AttendanceLine | None) -> TemplateKind:
    """Give the kind of note that is due."""
    if client_id is None:
        return TemplateKind.GROUP
    return TemplateKind.NO_SHOW if is_absent(line) else TemplateKind.INDIVIDUAL


def blank(client_id: ClientId | None, line: AttendanceLine | None, known: Shelf) -> NoteContent:
    """Give the content of a note that nobody wrote yet, in the first template that fits."""
    return NoteContent(known.first(kind_for(client_id, line)).key)


def credit(work: UnitOfWork, sheet: AttendanceSheet, line: AttendanceLine | None) -> tuple[int | None, CreditRule]:
    """Give the credited minutes, None while attended ones are not known, and the rule of the service date."""
    rule = programs.rules_on(work, sheet.session.service_date).credit_rule
    if line is None or line.attended_minutes is None:
        return None, rule
    countable = sheet.times.countable_minutes
    return programs.credited(line.attended_minutes, rule, countable_minutes=countable), rule


def facts_at_signing(work: UnitOfWork, sheet: AttendanceSheet, line: AttendanceLine | None) -> dict[str, str]:
    """Give what the record says when the note is signed: codes, minutes, instants, the location confirmed.

    They are part of the signed digest, so that it can be told later what the signer had beside the words.
    """
    session = sheet.session
    facts = {
        "service_date": session.service_date.isoformat(),
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "zone": session.zone,
        "planned_minutes": str(session.planned_minutes),
        "break_minutes": str(session.break_minutes),
        **_people_at_signing(work, session.facilitator_id),
    }
    if line is None:
        here = sum(one.mark in {Mark.PRESENT, Mark.REMOVED} for one in sheet.lines)
        return {**facts, "present": str(here), "topic": session.topic}
    minutes, rule = credit(work, sheet, line)
    recorded = {
        "label": line.label.value,
        "attended_minutes": line.attended_minutes,
        "credited_minutes": minutes,
        "credit_rule": rule.value,
        "arrived_late_minutes": line.arrived_late_minutes,
        "left_early_minutes": line.left_early_minutes,
        "location": line.location if line.location_confirmed_at is not None else None,
        "location_confirmed_at": line.location_confirmed_at.isoformat() if line.location_confirmed_at else None,
        "contact_confirmed_at": line.contact_confirmed_at.isoformat() if line.contact_confirmed_at else None,
        "outreach": len(line.outreach) or None,
    }
    return facts | {key: str(value) for key, value in recorded.items() if value is not None}


def leaders_of(session: GroupSession) -> frozenset[FacilitatorId]:
    """Give who led a session or a part of it."""
    led = (session.facilitator_id, *(segment.leader_id for segment in session.segments))
    return frozenset(one for one in led if one is not None)


def goals_at_signing(work: UnitOfWork, client_id: ClientId | None, content: NoteContent) -> dict[str, str]:
    """Give the labels of the goals that a note cites, since a plan may word them otherwise later."""
    wanted = select(GoalRow).where(GoalRow.client_id == client_id)
    goals = work.rows.exec(wanted.where(col(GoalRow.number).in_(content.goals))) if content.goals else ()
    return {f"goal_{goal.number}": goal.label for goal in goals}


def _people_at_signing(work: UnitOfWork, leader: FacilitatorId | None) -> dict[str, str]:
    """Who led the session, where somebody else signs, and who is to sign beside: as their names read now."""
    me = people.signed_in(work)
    facts: dict[str, str] = {}
    if leader is not None and leader != me.id:
        facts |= {"led_by_id": str(leader), "led_by": people.facilitator(work, leader).display}
    if me.supervisor_id is not None:
        supervisor = people.facilitator(work, me.supervisor_id).display
        facts |= {"supervisor_id": str(me.supervisor_id), "supervisor": supervisor}
    return facts
