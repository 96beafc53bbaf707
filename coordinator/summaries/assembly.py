"""From the figures of a week to the document of one group, ready to be written in any format."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import people, programs, roster, series, sessions
from coordinator.sessions import GroupSession
from coordinator.store.tables import AttendanceRow, OutreachRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.audiences import Contents
from coordinator.summaries.client_detail import client_facts, consent_facts, up_to
from coordinator.summaries.disclosure import INTERNAL, Disclosure
from coordinator.summaries.document import (
    BelowGoalLine,
    BlockCell,
    ClientLine,
    Clinic,
    NoteState,
    OutreachAttempt,
    Paper,
    ScheduledBlock,
    SessionLine,
    Shortfall,
    Signature,
    SummaryDocument,
    shown_name,
)
from coordinator.summaries.plans import week_plans
from coordinator.summaries.printed_notes import note_texts
from coordinator.summaries.rules import SessionCell
from coordinator.summaries.weekly_summary import NO_NOTE, ClientWeek, WeeklySummary, weekly_summary
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
    Weekday,
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
    """Give the document about one group's week.

    `program_line` and `reasons` are words, given by whoever speaks the reader's language.
    Raises `NotFound` for an unknown group.
    """
    summary = weekly_summary(work, request.day, request.group_id, request.client_id)
    contents, consent = request.disclosure.contents, request.disclosure.consent
    until = consent.details.expires_on if consent is not None else None
    group = roster.group(work, request.group_id)
    program = programs.program(work)
    zone = ZoneInfo(group.zone)
    found = [
        one
        for one in sessions.sessions_between(work, summary.starts_on, summary.ends_on, request.group_id)
        if (one.status is not SessionStatus.PLANNED or one.starts_at <= work.now)
        and (until is None or one.service_date <= until)
    ]
    marks = {
        key: row
        for key, row in marks_of(work, [one.id for one in found]).items()
        if request.client_id in {None, row.client_id}
    }
    outreach = outreach_of(work, [one.id for one in found], zone)
    plans = week_plans(work, summary.starts_on)
    members = [up_to(one, until) for one in summary.clients if request.group_id in one.groups]
    over = is_over(summary, work.now)
    me = people.signed_in(work)
    full = request.names is NameStyle.FULL
    alone = members[0] if request.client_id is not None and members else None
    return SummaryDocument(
        number=request.number,
        clinic=Clinic(program.clinic_name, program.address, program.phone),
        group=group.name if contents.group else "",
        program=program_line,
        week_starts_on=summary.starts_on,
        week_ends_on=_last_shown(summary, found),
        schedule=_schedule(work, request.group_id),
        facilitator=_leader(work, group, me),
        audience=request.audience,
        name_style=request.names,
        prepared_at=work.now,
        sessions=tuple(_session_line(one, members, contents) for one in found),
        clients=tuple(client_line(one, found, request.names) for one in members),
        below_goal=tuple(
            below_line(one, found, marks, outreach, plans, request.names, reasons, request.audience)
            for one in members
            if contents.goal and (one.hours.fell_short if over else one.hours.falls_short)
        ),
        credit_rule=summary.rules.credit_rule,
        individual_counts=summary.rules.individual_counts,
        part_2_program=program.part2_covered,
        locations_confirmed=_locations_confirmed(marks),
        signature=Signature(me.display, work.now.astimezone(ZoneInfo(program.zone))),
        confidentiality=program.confidentiality_notice,
        include_outreach=request.include_outreach and contents.barriers,
        include_note_status=request.include_note_status,
        note_texts=note_texts(work, members, found, request.names, ZoneInfo(program.zone))
        if request.include_note_text and contents.note_texts
        else (),
        contents=contents,
        consent=consent_facts(consent, full_name=full) if consent is not None else None,
        client=client_facts(
            work,
            alone,
            found,
            contents,
            full_name=full,
            plan=plans.get(alone.client_id, ""),
            starts_on=summary.starts_on,
            group_id=request.group_id,
            zone=zone,
            until=until,
        )
        if alone is not None
        else None,
        paper=request.paper,
    )


def is_over(summary: WeeklySummary, now: datetime) -> bool:
    """Say whether every session of everybody in the summary has ended: until then nobody is below the goal yet."""
    cells = (cell for one in summary.clients for cell in one.hours.cells)
    return all(cell.starts_at + timedelta(minutes=cell.planned_minutes) <= now for cell in cells)


def _leader(work: UnitOfWork, group: roster.Group, me: people.Facilitator) -> str:
    return people.facilitator(work, group.facilitator_id).display if group.facilitator_id else me.display


def _last_shown(summary: WeeklySummary, found: list[GroupSession]) -> date:
    """Give the last day named in the title: Friday, unless something happened on the weekend."""
    friday = summary.starts_on.toordinal() + (4 if summary.starts_on.weekday() == 0 else 6)
    return max([date.fromordinal(friday), *(one.service_date for one in found)])


def marks_of(work: UnitOfWork, ids: list[GroupSessionId]) -> dict[tuple[ClientId, GroupSessionId], AttendanceRow]:
    """Give the marks of some sessions by client and session."""
    rows = work.rows.exec(select(AttendanceRow).where(col(AttendanceRow.session_id).in_(ids)))
    return {(row.client_id, row.session_id): row for row in rows}


def outreach_of(work: UnitOfWork, ids: list[GroupSessionId], zone: ZoneInfo) -> dict[ClientId, list[OutreachAttempt]]:
    """Give the attempts to reach each client about some sessions, oldest first, on the clock of `zone`."""
    found: dict[ClientId, list[OutreachAttempt]] = defaultdict(list)
    wanted = select(OutreachRow).where(col(OutreachRow.session_id).in_(ids)).order_by(col(OutreachRow.at))
    for row in work.rows.exec(wanted):
        wall = row.at.astimezone(zone)
        found[row.client_id].append(OutreachAttempt(time(wall.hour, wall.minute), row.outcome, row.method))
    return found


def _schedule(work: UnitOfWork, group_id: GroupId) -> tuple[ScheduledBlock, ...]:
    by_time: dict[tuple[time, int], list[Weekday]] = defaultdict(list)
    for block in series.blocks(work, group_id):
        pattern = block.recurrence
        if pattern.until_on is None or pattern.until_on >= work.now.date():
            by_time[pattern.starts, pattern.minutes].append(pattern.weekday)
    return tuple(
        ScheduledBlock(tuple(sorted(set(days), key=lambda day: day.number)), starts, _plus(starts, minutes))
        for (starts, minutes), days in sorted(by_time.items())
    )


def _plus(starts: time, minutes: int) -> time:
    total = (starts.hour * 60 + starts.minute + minutes) % (24 * 60)
    return time(total // 60, total % 60)


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


def client_line(one: ClientWeek, found: list[GroupSession], style: NameStyle) -> ClientLine:
    """Give a client's line of the attendance table, with a cell for each of the sessions `found`."""
    hours = one.hours
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
        no_shows=len(one.no_shows),
        no_shows_contacted=one.no_shows_contacted,
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
    marks: dict[tuple[ClientId, GroupSessionId], AttendanceRow],
    outreach: dict[ClientId, list[OutreachAttempt]],
    plans: dict[ClientId, str],
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
    missed = [cell for cell in one.hours.cells if cell.session_id in ids and cell.label not in FULL]
    return BelowGoalLine(
        client=shown_name(one.name, one.code, style),
        code=one.code,
        credited_minutes=one.hours.credited,
        shortfalls=tuple(
            _shortfall(cell, marks.get((one.client_id, cell.session_id)), reasons, in_words=in_words) for cell in missed
        ),
        outreach=tuple(outreach.get(one.client_id, ())),
        plan=plans.get(one.client_id, ""),
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


def _locations_confirmed(marks: dict[tuple[ClientId, GroupSessionId], AttendanceRow]) -> bool | None:
    there = [row for row in marks.values() if row.mark is Mark.PRESENT]
    return all(row.location_confirmed_at is not None for row in there) if there else None
