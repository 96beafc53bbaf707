"""From the figures of a week to the document of one group, ready to be written in any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from coordinator.sessions import GroupSession
from coordinator.store.tables import AttendanceRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.audiences import Contents
from coordinator.summaries.client_detail import authorization_facts, client_facts, consent_facts, up_to
from coordinator.summaries.client_facts import AuthorizationFacts
from coordinator.summaries.disclosure import INTERNAL, Disclosure
from coordinator.summaries.document import (
    BelowGoalLine,
    BlockCell,
    ClientLine,
    Clinic,
    LaterRule,
    NoteState,
    OutreachAttempt,
    Paper,
    SessionLine,
    Shortfall,
    Signature,
    SummaryDocument,
    shown_name,
)
from coordinator.summaries.material import one_client
from coordinator.summaries.rules import SessionCell
from coordinator.summaries.week_reading import Marks, WeekReading, attempts, read_week
from coordinator.summaries.weekly_summary import NO_NOTE, ClientWeek, WeeklySummary
from coordinator.vocabulary import (
    AttendanceLabel,
    Audience,
    ClientId,
    ExcuseReason,
    GroupId,
    GroupSessionId,
    Mark,
    NameStyle,
    SessionStatus,
)

FULL = frozenset({AttendanceLabel.PRESENT, AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED})


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """What a document is to hold. `day` is any day of the week; `reasons` are the words for excuse reasons."""

    day: date
    group_id: GroupId
    audience: Audience = Audience.TREATMENT_TEAM
    names: NameStyle = NameStyle.FULL
    include_outreach: bool = True
    include_note_status: bool = True
    include_note_text: bool = False
    paper: Paper = Paper.LETTER
    number: str = ""
    client_id: ClientId | None = None
    disclosure: Disclosure = INTERNAL


def assemble(
    work: UnitOfWork, request: DocumentRequest, program_line: str, reasons: dict[ExcuseReason, str]
) -> SummaryDocument:
    """Give the document about one group's week, or about one client's.

    `program_line` and `reasons` are words, given by whoever speaks the reader's language.
    Raises `NotFound` for an unknown group.
    """
    contents = request.disclosure.contents
    reading = read_week(
        work,
        request.day,
        request.group_id,
        one_client(request.client_id),
        contents=contents,
        texts_as=request.names if request.include_note_text and contents.note_texts else None,
    )
    return document_of(reading, request, program_line, reasons)


def document_of(
    reading: WeekReading, request: DocumentRequest, program_line: str, reasons: dict[ExcuseReason, str]
) -> SummaryDocument:
    """Make a document of what was read of its group's week: pure."""
    contents, consent = request.disclosure.contents, request.disclosure.consent
    until = consent.details.expires_on if consent is not None else None
    group, program, zone = reading.group, reading.program, reading.zone
    summary = _about(reading.summary, request.client_id)
    found = [one for one in reading.sessions if until is None or one.service_date <= until]
    marks = _marks_about(reading.marks, found, request.client_id)
    outreach = attempts(reading.outreach, found, zone)
    members = [up_to(one, until) for one in summary.clients if request.group_id in one.groups]
    over = is_over(summary, reading.now)
    full = request.names is NameStyle.FULL
    alone = members[0] if request.client_id is not None and members else None
    codes = {one.code for one in members}
    today = reading.now.astimezone(reading.clinic_zone).date()
    last = summary.ends_on if until is None else min(until, summary.ends_on)
    approved = {
        one.client_id: authorization_facts(
            reading.approvals, one.client_id, last, min(last, today), named=request.client_id is not None
        )
        for one in members
        if contents.authorization
    }
    return SummaryDocument(
        number=request.number,
        clinic=Clinic(program.clinic_name, program.address, program.phone),
        group=group.name if contents.group else "",
        program=program_line,
        week_starts_on=summary.starts_on,
        week_ends_on=_last_shown(summary, found),
        schedule=reading.schedule,
        facilitator=reading.leader,
        audience=request.audience,
        name_style=request.names,
        prepared_at=reading.now,
        sessions=tuple(_session_line(one, members, contents) for one in found),
        clients=tuple(
            client_line(one, request.group_id, found, request.names, approved.get(one.client_id, ())) for one in members
        ),
        below_goal=tuple(
            below_line(one, found, marks, outreach, reading.plans, request.names, reasons, request.audience)
            for one in members
            if contents.goal and (one.hours.fell_short if over else one.hours.falls_short)
        ),
        credit_rule=summary.rules.credit_rule,
        individual_counts=summary.rules.individual_counts,
        uncounted_services=summary.rules.uncounted_services,
        rules_later=tuple(
            LaterRule(one.effective_from, one.credit_rule, one.individual_counts, one.uncounted_services)
            for one in summary.rules_later
            if until is None or one.effective_from <= until
        ),
        part_2_program=program.part2_covered,
        locations_confirmed=_locations_confirmed(marks),
        signature=Signature(reading.me.display, reading.now.astimezone(reading.clinic_zone)),
        confidentiality=program.confidentiality_notice,
        include_outreach=request.include_outreach and contents.barriers,
        include_note_status=request.include_note_status,
        note_texts=tuple(text for text in reading.texts if text.code in codes)
        if request.include_note_text and contents.note_texts
        else (),
        contents=contents,
        consent=consent_facts(consent, full_name=full) if consent is not None else None,
        client=client_facts(
            reading.details,
            alone,
            found,
            contents,
            full_name=full,
            plan=reading.plans.get(alone.client_id, ""),
            until=until,
        )
        if alone is not None and reading.details is not None
        else None,
        paper=request.paper,
        week=summary.week,
    )


def _about(summary: WeeklySummary, client_id: ClientId | None) -> WeeklySummary:
    if client_id is None:
        return summary
    return replace(summary, clients=tuple(one for one in summary.clients if one.client_id == client_id))


def _marks_about(
    marks: Marks, found: list[GroupSession], client_id: ClientId | None
) -> dict[tuple[ClientId, GroupSessionId], AttendanceRow]:
    ids = {one.id for one in found}
    return {
        (about, session_id): row
        for (about, session_id), row in marks.items()
        if session_id in ids and client_id in {None, about}
    }


def is_over(summary: WeeklySummary, now: datetime) -> bool:
    """Say whether every session of everybody in the summary has ended: until then nobody is below the goal yet."""
    cells = (cell for one in summary.clients for cell in one.hours.cells)
    return all(cell.starts_at + timedelta(minutes=cell.planned_minutes) <= now for cell in cells)


def _last_shown(summary: WeeklySummary, found: list[GroupSession]) -> date:
    """Give the last day named in the title: Friday, unless something happened on the weekend."""
    friday = summary.starts_on.toordinal() + (4 if summary.starts_on.weekday() == 0 else 6)
    return max([date.fromordinal(friday), *(one.service_date for one in found)])


def _wall(moment: datetime) -> time:
    return time(moment.hour, moment.minute)


def _session_line(one: GroupSession, members: list[ClientWeek], contents: Contents) -> SessionLine:
    cells = [cell for member in members for cell in member.hours.cells if cell.session_id == one.id]
    expected = [cell for cell in cells if cell.label not in {AttendanceLabel.NOT_EXPECTED, AttendanceLabel.CANCELLED}]
    held = one.status is SessionStatus.HELD
    return SessionLine(
        service_date=one.service_date,
        starts=_wall(one.local_start),
        planned_minutes=one.planned_minutes,
        held_minutes=_held_minutes(one) if held else 0,
        status=one.status,
        topic=one.topic if contents.topics else "",
        led_by=one.facilitator,
        substitute=one.substitute,
        attended=sum(cell.attended_minutes > 0 for cell in expected),
        expected=len(expected),
        cancelled_because=one.cancel_reason if contents.topics else "",
        services=tuple(dict.fromkeys(part.service_type for part in one.segments if part.service_type.counts)),
    )


def _held_minutes(one: GroupSession) -> int:
    starts, ends = one.started_at or one.starts_at, one.ended_at or one.ends_at
    begun, over = max(starts, one.starts_at), min(ends, one.ends_at)
    return max(0, int((over - begun).total_seconds()) // 60)


def client_line(
    one: ClientWeek,
    group_id: GroupId,
    found: list[GroupSession],
    style: NameStyle,
    authorizations: tuple[AuthorizationFacts, ...] = (),
) -> ClientLine:
    """Give a client's line of a group's attendance table, with a cell for each of the group's sessions `found`.

    Hours are of all the client's groups; what was missed is counted where it is listed, so that two files about one
    client never tell of the same absence twice.
    """
    hours = one.hours
    others = [cell for cell in hours.cells if cell.group_id != group_id]
    missed = [cell for cell in one.no_shows if cell.group_id == group_id]
    by_session = {cell.session_id: cell for cell in hours.cells}
    return ClientLine(
        client=shown_name(one.name, one.code, style),
        code=one.code,
        cells=tuple(_cell(by_session.get(session.id), session, one) for session in found),
        expected_minutes=hours.expected,
        attended_minutes=hours.attended,
        group_minutes=hours.group_credited,
        individual_minutes=hours.individual,
        credited_minutes=hours.credited,
        goal_minutes=hours.goal,
        reached_goal=hours.reached_goal,
        no_shows=len(missed),
        no_shows_contacted=sum(cell.session_id in one.outreach_sessions for cell in missed),
        authorizations=authorizations,
        elsewhere_minutes=sum(cell.credited_minutes for cell in others),
        expected_elsewhere=sum(cell.expected_minutes for cell in others),
    )


def _cell(cell: SessionCell | None, session: GroupSession, one: ClientWeek) -> BlockCell:
    if cell is None:
        return BlockCell(AttendanceLabel.NOT_EXPECTED, session.planned_minutes)
    due = cell.label not in NO_NOTE and session.status is SessionStatus.HELD
    note = NoteState.NOT_DUE
    if due:
        note = NoteState.SIGNED if session.id in one.signed else NoteState.UNSIGNED
    return BlockCell(
        label=cell.label,
        planned_minutes=cell.planned_minutes,
        attended_minutes=cell.attended_minutes if cell.minutes_known else None,
        arrived_late_minutes=cell.arrived_late_minutes,
        left_early_minutes=cell.left_early_minutes,
        note=note,
    )


def below_line(
    one: ClientWeek,
    found: list[GroupSession],
    marks: Marks,
    outreach: dict[ClientId, list[OutreachAttempt]],
    plans: Mapping[ClientId, str],
    style: NameStyle,
    reasons: dict[ExcuseReason, str],
    audience: Audience = Audience.TREATMENT_TEAM,
) -> BelowGoalLine:
    """Give why a client is below the goal, and what was done about it.

    A reason in own words stays with the treatment team: others get its kind alone (45 CFR 164.502(b), minimum
    necessary).
    """
    in_words = audience is Audience.TREATMENT_TEAM
    ids = {session.id for session in found}
    short = [cell for cell in one.hours.cells if cell.label not in FULL]
    missed = [cell for cell in short if cell.session_id in ids]
    here = {session.group_id for session in found}
    return BelowGoalLine(
        client=shown_name(one.name, one.code, style),
        code=one.code,
        credited_minutes=one.hours.credited,
        shortfalls=tuple(
            _shortfall(cell, marks.get((one.client_id, cell.session_id)), reasons, in_words=in_words) for cell in missed
        ),
        outreach=tuple(outreach.get(one.client_id, ())),
        plan=plans.get(one.client_id, ""),
        missed_elsewhere=any(
            cell.group_id not in here and cell.label is not AttendanceLabel.UNMARKED for cell in short
        ),
    )


def _shortfall(
    cell: SessionCell, row: AttendanceRow | None, reasons: dict[ExcuseReason, str], *, in_words: bool
) -> Shortfall:
    reason = ""
    if row is not None:
        kind = reasons[row.reason] if row.reason is not None else ""
        reason = (row.reason_note if in_words else "") or kind
    return Shortfall(
        label=cell.label,
        service_date=cell.service_date,
        late_minutes=cell.arrived_late_minutes,
        left_early_minutes=cell.left_early_minutes,
        reason=reason,
    )


def _locations_confirmed(marks: Marks) -> bool | None:
    there = [row for row in marks.values() if row.mark is Mark.PRESENT]
    return all(row.location_confirmed_at is not None for row in there) if there else None
