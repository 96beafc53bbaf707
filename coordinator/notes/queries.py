"""The notes of a session, and one note with everything that stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from coordinator import attendance, programs
from coordinator.attendance import AttendanceLine, AttendanceSheet
from coordinator.notes import records, rules
from coordinator.notes.additions import addenda, addendum_draft
from coordinator.notes.around import LATELY, names_of, others_around
from coordinator.notes.content import NoteContent, content_digest, seal
from coordinator.notes.cosigning import cosignature, cosigned_of, may_cosign
from coordinator.notes.cosigning_additions import with_additions_waiting
from coordinator.notes.facts import (
    ClientNote,
    LastNote,
    MemberName,
    NoteLine,
    NoteList,
    NoteSection,
    NoteState,
    NoteView,
    Signature,
    UsableObservation,
)
from coordinator.notes.own_templates import shelf
from coordinator.notes.resemblance import comparable, is_used
from coordinator.notes.templates import Section, Shelf
from coordinator.roster import Goal
from coordinator.store.tables import (
    EnrolmentRow,
    GoalRow,
    GroupRow,
    GroupSessionRow,
    NoteRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupSessionId, NoteId, NoteStatus, TemplateKind

LATELY_HELD = 60
"""Among how many sessions, the newest of all groups, a client's last note is looked for before all of theirs are."""
A_FEW = 8
"""How many notes are read at once while the last one with text is looked for: absent clients have some without."""


def note_list(work: UnitOfWork, session_id: GroupSessionId) -> NoteList:
    """Give the notes of a session: the group's, then one for each client on its attendance list. Raises `NotFound`."""
    sheet = attendance.sheet_for_notes(work, session_id)
    stored, known = records.rows_of(work, session_id), shelf(work)
    due_days = programs.rules_on(work, sheet.session.service_date).note_due_days
    ids = [row.id for row in stored.values()]
    beside, added = cosigned_of(work, ids), with_additions_waiting(work, ids)

    def listed(client_id: ClientId | None, line: AttendanceLine | None) -> NoteLine:
        row = stored.get(client_id)
        waits = row is not None and (row.id in added or (bool(row.facts.get("supervisor_id")) and row.id not in beside))
        return NoteLine(client_id, line, _state(row, line, known), awaits_cosignature=waits)

    return NoteList(
        sheet=sheet,
        lines=(listed(None, None), *(listed(line.client_id, line) for line in sheet.lines)),
        due_on=rules.due_on(sheet.session.service_date, due_days),
    )


def note(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId | None) -> NoteView:
    """Give one note: of the group where `client_id` is None. Raises `NotFound` for a session that is not there."""
    sheet = attendance.sheet_for_notes(work, session_id)
    line = sheet.line(client_id) if client_id is not None else None
    stored, known = records.rows_of(work, session_id), shelf(work)
    row = stored.get(client_id)
    content = records.content_of(row) if row is not None else records.blank(client_id, line, known)
    shape = known.template(content.template)
    minutes, rule = records.credit(work, sheet, line)
    names = _member_names(work, sheet)
    return NoteView(
        note_id=row.id if row is not None else None,
        client_id=client_id,
        sheet=sheet,
        attendance=line,
        template=shape,
        offered=known.offered(shape.kind, keeping=shape.key),
        content=content,
        sections=sections_of(content, known),
        status=row.status if row is not None else NoteStatus.DRAFT,
        state=_state(row, line, known),
        updated_at=row.updated_at if row is not None else None,
        digest=content_digest(content),
        signature=signature_of(work, row, sheet.session.service_date, sheet.session.zone) if row is not None else None,
        addenda=addenda(work, row),
        goals=_goals(work, client_id),
        observations=_observations(line, content),
        credited_minutes=minutes,
        credit_rule=rule,
        last=last_note(work, client_id, sheet.session.starts_at, known) if client_id is not None else None,
        own_names=names.get(client_id, ()) if client_id is not None else (),
        others=tuple(MemberName(who, known) for who, known in names.items() if who != client_id),
        same_session=_same_session(stored, client_id, known),
        addendum_draft=addendum_draft(work, row),
        may_cosign=may_cosign(work, row),
    )


def last_note(work: UnitOfWork, client_id: ClientId, before: datetime, known: Shelf | None = None) -> LastNote | None:
    """Give the client's newest note with text of a session that started before an instant, signed or not.

    It is looked for among the newest sessions first: reading the places of all of a client's notes takes the longer,
    the longer the client is here.
    """
    known = known or shelf(work)
    for ids in _newest_first(work, client_id, before):
        found = _last_with_text(work, ids, known)
        if found is not None:
            return found
    return None


def _newest_first(work: UnitOfWork, client_id: ClientId, before: datetime) -> Iterator[Sequence[NoteId]]:
    """Give the ids of a client's notes of sessions before an instant, a few at a time, the newest first."""
    ended = col(GroupSessionRow.starts_at) < before
    held = (
        select(col(GroupSessionRow.id)).where(ended).order_by(col(GroupSessionRow.starts_at).desc()).limit(LATELY_HELD)
    )
    slots = [records.slot_of(session_id, client_id) for session_id in work.rows.exec(held)]
    there = dict(work.rows.exec(select(col(NoteRow.slot), col(NoteRow.id)).where(col(NoteRow.slot).in_(slots))).all())
    lately = [there[slot] for slot in slots if slot in there]
    if lately:
        yield lately[:A_FEW]
    if len(slots) < LATELY_HELD and len(lately) <= A_FEW:
        return  # there is nothing older
    newest = (
        select(col(NoteRow.id))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .where(NoteRow.client_id == client_id)
        .where(ended)
        .order_by(col(GroupSessionRow.starts_at).desc())
    )
    for first in count(min(len(lately), A_FEW), A_FEW):
        ids = work.rows.exec(newest.limit(A_FEW).offset(first)).all()
        if ids:
            yield ids
        if len(ids) < A_FEW:
            return


def _last_with_text(work: UnitOfWork, ids: Sequence[NoteId], known: Shelf) -> LastNote | None:
    """Give the newest of some notes that is no no-show note and has text."""
    wanted = (
        select(NoteRow, GroupSessionRow)
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .where(col(NoteRow.id).in_(ids))
        .order_by(col(GroupSessionRow.starts_at).desc())
    )
    for row, session in work.rows.exec(wanted):
        content = records.content_of(row)
        shape = known.template(content.template)
        if not content.is_empty and shape.kind is not TemplateKind.NO_SHOW:
            words = comparable(content, shape)
            return LastNote(session.id, session.service_date, session.starts_at, row.status, content, words)
    return None


def client_notes(
    work: UnitOfWork, client_id: ClientId, *, session_id: GroupSessionId | None = None
) -> tuple[ClientNote, ...]:
    """Give one client's notes with text, newest session first; only that of one session where it is named.

    Nobody else's note is among them, and no group note.
    """
    wanted = (
        select(NoteRow, GroupSessionRow, GroupRow)
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(NoteRow.client_id == client_id)
        .order_by(col(GroupSessionRow.starts_at).desc())
    )
    if session_id is not None:
        wanted = wanted.where(NoteRow.session_id == session_id)
    found, known = [], shelf(work)
    written = work.rows.exec(wanted).all()
    around = others_around(work, client_id, [session for _, session, _ in written])
    own_names = names_of(work, [client_id]).get(client_id, ())
    labels = {goal.number: goal.label for goal in work.rows.exec(_goals_ever(client_id))}
    for row, session, group in written:
        content = records.content_of(row)
        if content.is_empty:
            continue
        found.append(
            ClientNote(
                note_id=row.id,
                session_id=session.id,
                group_name=group.name,
                service_date=session.service_date,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                zone=session.zone,
                content=content,
                sections=tuple(section for section in sections_of(content, known) if section.text.strip()),
                signature=signature_of(work, row, session.service_date, session.zone),
                addenda=addenda(work, row),
                goals=tuple(
                    Goal(number, row.facts.get(f"goal_{number}", labels.get(number, ""))) for number in content.goals
                ),
                own_names=own_names,
                others=around[session.id],
            )
        )
    return tuple(found)


def sections_of(content: NoteContent, known: Shelf) -> tuple[NoteSection, ...]:
    """Give the fields in their order; after them what was written under another template."""
    shape = known.template(content.template)
    present = tuple(NoteSection(section, content.sections.get(section.key, "")) for section in shape.sections)
    former = tuple(
        NoteSection(Section(key, known.title_of(key)), text, former=True)
        for key, text in content.sections.items()
        if shape.section(key) is None and text.strip()
    )
    return present + former


def seal_of(row: NoteRow) -> str:
    """Give the digest that a signed note must bear, from what is stored; empty where it is not signed."""
    if row.signed_at is None or row.signed_by is None:
        return ""
    return seal(
        records.content_of(row),
        session_id=row.session_id,
        client_id=row.client_id,
        facts=row.facts,
        signed_by=row.signed_by,
        signer=row.signer,
        signed_at=row.signed_at,
    )


def signature_of(work: UnitOfWork, row: NoteRow, service_date: date, zone: str) -> Signature | None:
    """Give the signature of a note, checked against what is stored; None where it is a draft."""
    if row.status is not NoteStatus.SIGNED or row.signed_at is None or row.signed_by is None:
        return None
    due_days = programs.rules_on(work, service_date).note_due_days
    return Signature(
        signed_by=row.signed_by,
        signer=row.signer,
        signed_at=row.signed_at,
        digest=row.digest,
        late=rules.is_late_entry(row.signed_at.astimezone(ZoneInfo(zone)).date(), service_date, due_days),
        intact=row.digest == seal_of(row),
        led_by=str(row.facts.get("led_by", "")),
        despite=str(row.facts.get("signed_despite", "")),
        supervisor_id=str(row.facts.get("supervisor_id", "")),
        supervisor=str(row.facts.get("supervisor", "")),
        cosignature=cosignature(work, row),
    )


def _state(row: NoteRow | None, line: AttendanceLine | None, known: Shelf) -> NoteState:
    if row is not None and row.status is NoteStatus.SIGNED:
        return NoteState.SIGNED
    if records.is_absent(line) and (row is None or known.template(row.template).kind is TemplateKind.NO_SHOW):
        return NoteState.NO_SHOW
    begun = row is not None and (bool(row.sections) or bool(row.goals) or row.participation is not None)
    return NoteState.DRAFT if begun else NoteState.TO_WRITE


def _goals_ever(client_id: ClientId | None) -> SelectOfScalar[GoalRow]:
    return select(GoalRow).where(GoalRow.client_id == client_id).order_by(col(GoalRow.number))


def _goals(work: UnitOfWork, client_id: ClientId | None) -> tuple[Goal, ...]:
    """Give the active goals of the client's plan, by number."""
    found = work.rows.exec(_goals_ever(client_id)) if client_id is not None else ()
    return tuple(Goal(goal.number, goal.label) for goal in found if goal.active)


def _observations(line: AttendanceLine | None, content: NoteContent) -> tuple[UsableObservation, ...]:
    if line is None:
        return ()
    texts = tuple(content.sections.values())
    return tuple(UsableObservation(one, is_used(one.text, texts)) for one in line.observations)


def _same_session(
    stored: Mapping[ClientId | None, NoteRow], client_id: ClientId | None, known: Shelf
) -> tuple[tuple[ClientId | None, str], ...]:
    """Give the comparable words of the session's other notes about clients who were there."""
    if client_id is None:
        return ()
    shapes = {row.template: known.template(row.template) for row in stored.values()}
    return tuple(
        (who, comparable(records.content_of(row), shapes[row.template]))
        for who, row in stored.items()
        if who not in {None, client_id} and shapes[row.template].kind is TemplateKind.INDIVIDUAL
    )


def _member_names(work: UnitOfWork, sheet: AttendanceSheet) -> dict[ClientId, tuple[str, ...]]:
    """Give the names of everybody on the list and of whoever was in the group during the last three months."""
    session = sheet.session
    ends_on = col(EnrolmentRow.ends_on)
    lately = (
        select(col(EnrolmentRow.client_id))
        .where(EnrolmentRow.group_id == session.group_id)
        .where(col(EnrolmentRow.starts_on) <= session.service_date)
        .where(ends_on.is_(None) | (ends_on >= session.service_date - LATELY))
    )
    who = {line.client_id for line in sheet.lines}.union(work.rows.exec(lately))
    return names_of(work, who)
