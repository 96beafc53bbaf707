"""An invented clinic as the program knows it: in memory, or as rows of a store."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlmodel import delete, select

from coordinator.attendance.facts import ServiceTime
from coordinator.attendance.queries_between import RecordedSession, Stay, facts_of, times_of
from coordinator.attendance.rules import Gap, Presence, Span
from coordinator.attendance.stored_marks import StoredMark
from coordinator.programs import written
from coordinator.programs.rules import ProgramRules
from coordinator.roster.levels import CareLevel
from coordinator.store.tables import (
    AttendanceRow,
    CareLevelRow,
    ClientRow,
    DisconnectionRow,
    EnrolmentRow,
    GroupRow,
    GroupSessionRow,
    IntervalRow,
    NoteRow,
    OutreachRow,
    ProgramRow,
    ProgramRuleRow,
    ServiceTimeRow,
    SessionSegmentRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.material import Material
from coordinator.vocabulary import (
    AgeBand,
    ClientId,
    CreditRule,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    LevelOfCare,
    Mark,
    MarkSource,
    NoteStatus,
    OutreachOutcome,
    ProgramId,
    ServiceType,
    SessionStatus,
    Weekday,
)
from tests.coordinator.summaries.invented_clinic import ZONE, Clinic, Marked, Meeting, Thresholds, instant


def group_id(number: int) -> GroupId:
    return GroupId(UUID(int=1_000_000 + number))


def client_id(number: int) -> ClientId:
    return ClientId(UUID(int=2_000_000 + number))


def session_id(number: int) -> GroupSessionId:
    return GroupSessionId(UUID(int=3_000_000 + number))


def rules_of(one: Thresholds) -> ProgramRules:
    return ProgramRules(
        effective_from=one.since,
        weekly_goal_minutes=one.adult,
        weekly_goal_minutes_adolescent=one.adolescent,
        week_starts=Weekday(one.week_starts),
        credit_rule=CreditRule(one.credit),
        gap_merge_minutes=one.merge,
        individual_counts=one.individual,
        adult_from_age=one.adult_from,
        uncounted_services=tuple(ServiceType(name) for name in one.uncounted),
    )


def break_minutes(one: Meeting) -> int:
    return sum(minutes for service, minutes in one.parts if service == "break")


def recorded(clinic: Clinic, one: Meeting) -> RecordedSession:
    return RecordedSession(
        id=session_id(one.number),
        group_id=group_id(one.group),
        service_date=one.day,
        planned_minutes=one.end - one.start,
        break_minutes=break_minutes(one),
        status=SessionStatus(one.status),
        times=times_of(
            SessionStatus(one.status),
            instant(one.start),
            instant(one.end),
            instant(one.ended) if one.ended is not None else None,
            [(ServiceType(service), minutes) for service, minutes in one.parts],
            break_minutes(one),
            instant(clinic.now),
        ),
        leader=None,
    )


def known(minutes: int | None) -> int | None:
    return None if minutes is None or minutes < 0 else minutes


def stored(mark: Marked) -> StoredMark:
    presence = Presence(
        mark=Mark(mark.mark),
        late=mark.late is not None,
        left_early=mark.left is not None,
        arrived_late_minutes=known(mark.late),
        left_early_minutes=known(mark.left),
        away_minutes=mark.away,
        source=MarkSource.REPORT if mark.report else MarkSource.TYPED,
        intervals=tuple(Span(instant(start), instant(end)) for start, end in mark.report),
        gaps=tuple(Gap(instant(gone), None if back is None else instant(back)) for gone, back in mark.gaps),
    )
    return StoredMark(presence, announced=mark.announced, reason=None)


def in_memory(clinic: Clinic) -> Material:
    """The clinic as the figures read it, without a store."""
    timeline = tuple(rules_of(one) for one in clinic.rules)
    sessions = sorted((recorded(clinic, one) for one in clinic.meetings), key=lambda one: (one.times.starts_at, one.id))
    stays = tuple(
        Stay(client_id(person.number), group_id(group), since, until)
        for person in clinic.people
        for group, since, until in person.stays
    )
    marks: dict[GroupSessionId, dict[ClientId, StoredMark]] = defaultdict(dict)
    signed: dict[ClientId, set[GroupSessionId]] = defaultdict(set)
    reached: dict[ClientId, set[GroupSessionId]] = defaultdict(set)
    for (meeting, person), mark in clinic.marks.items():
        marks[session_id(meeting)][client_id(person)] = stored(mark)
        if mark.signed:
            signed[client_id(person)].add(session_id(meeting))
        if mark.called:
            reached[client_id(person)].add(session_id(meeting))
    return Material(
        facts=facts_of(sessions, stays, marks, timeline, instant(clinic.now)),
        sessions=tuple(sessions),
        stays={
            client_id(person.number): tuple(stay for stay in stays if stay.client_id == client_id(person.number))
            for person in clinic.people
        },
        outside={
            client_id(person.number): tuple(
                ServiceTime(
                    UUID(int=at),
                    client_id(person.number),
                    None,
                    ServiceType(service),
                    instant(start),
                    minutes,
                    FacilitatorId(UUID(int=1)),
                )
                for at, (service, start, minutes) in enumerate(person.outside)
            )
            for person in clinic.people
        },
        levels={
            client_id(person.number): tuple(
                CareLevel(UUID(int=0), one.since, LevelOfCare(one.level), one.ordered, one.transition_until)
                for one in person.levels
            )
            for person in clinic.people
        },
        clients=tuple(client_rows(clinic)),
        groups={row.id: row for row in group_rows(clinic, ProgramId(UUID(int=9)))},
        timeline=timeline,
        statuses={one.id: one.status for one in sessions},
        signed=signed,
        reached=reached,
        zone=ZONE,
    )


def client_rows(clinic: Clinic) -> list[ClientRow]:
    return [
        ClientRow(
            id=client_id(person.number),
            code=f"C-{person.number:03}",
            preferred_name=f"Client {person.number:03}",
            name_key=f"client {person.number:03}",
            born_on=person.born,
            weekly_goal_minutes=person.own_goal,
        )
        for person in clinic.people
    ]


def group_rows(clinic: Clinic, program_id: ProgramId) -> list[GroupRow]:
    return [
        GroupRow(
            id=group_id(number),
            program_id=program_id,
            name=f"Group {number}",
            name_key=f"group {number}",
            short_code=f"G{number}",
            capacity=80,
            zone=str(ZONE),
            age_band=AgeBand(band),
        )
        for number, band in enumerate(clinic.bands)
    ]


def write(work: UnitOfWork, clinic: Clinic) -> None:
    """Write the clinic into an empty store, row by row."""
    program = work.rows.exec(select(ProgramRow)).one()
    work.rows.exec(delete(ProgramRuleRow))
    for rules in map(rules_of, clinic.rules):
        work.rows.add(written(ProgramRuleRow(program_id=program.id, effective_from=rules.effective_from), rules))
    work.rows.add_all(client_rows(clinic))
    work.rows.add_all(group_rows(clinic, program.id))
    for person in clinic.people:
        for group, since, until in person.stays:
            work.rows.add(
                EnrolmentRow(
                    client_id=client_id(person.number), group_id=group_id(group), starts_on=since, ends_on=until
                )
            )
        for level in person.levels:
            work.rows.add(
                CareLevelRow(
                    client_id=client_id(person.number),
                    from_on=level.since,
                    level=LevelOfCare(level.level),
                    ordered_weekly_minutes=level.ordered,
                    transition_until=level.transition_until,
                )
            )
        for service, start, minutes in person.outside:
            work.rows.add(
                ServiceTimeRow(
                    client_id=client_id(person.number),
                    service_type=ServiceType(service),
                    starts_at=instant(start),
                    minutes=minutes,
                    facilitator_id=work.signed_in,
                )
            )
    for meeting in clinic.meetings:
        _write_meeting(work, meeting)
    for (number, who), mark in clinic.marks.items():
        _write_mark(work, session_id(number), client_id(who), mark)


def _write_meeting(work: UnitOfWork, one: Meeting) -> None:
    work.rows.add(
        GroupSessionRow(
            id=session_id(one.number),
            group_id=group_id(one.group),
            service_date=one.day,
            starts_at=instant(one.start),
            ends_at=instant(one.end),
            zone=str(ZONE),
            planned_minutes=one.end - one.start,
            break_minutes=break_minutes(one),
            status=SessionStatus(one.status),
            ended_at=instant(one.ended) if one.ended is not None else None,
        )
    )
    for position, (service, minutes) in enumerate(one.parts):
        work.rows.add(
            SessionSegmentRow(
                session_id=session_id(one.number), position=position, service_type=ServiceType(service), minutes=minutes
            )
        )


def _write_mark(work: UnitOfWork, session: GroupSessionId, client: ClientId, mark: Marked) -> None:
    me, presence, now = work.signed_in, stored(mark).presence, work.now
    work.rows.add(
        AttendanceRow(
            session_id=session,
            client_id=client,
            mark=presence.mark,
            late=presence.late,
            left_early=presence.left_early,
            arrived_late_minutes=presence.arrived_late_minutes,
            left_early_minutes=presence.left_early_minutes,
            away_minutes=presence.away_minutes,
            announced=mark.announced,
            source=presence.source,
        )
    )
    for span in presence.intervals:
        work.rows.add(IntervalRow(session_id=session, client_id=client, joined_at=span.start, left_at=span.end))
    for gap in presence.gaps:
        work.rows.add(
            DisconnectionRow(
                session_id=session, client_id=client, dropped_at=gap.left_at, back_at=gap.back_at, recorded_by=me
            )
        )
    if mark.called:
        outcome = OutreachOutcome.NO_ANSWER
        work.rows.add(OutreachRow(session_id=session, client_id=client, at=now, outcome=outcome, by=me))
    if mark.signed:
        work.rows.add(
            NoteRow(
                session_id=session,
                client_id=client,
                slot=f"{session}/{client}",
                author_id=me,
                template="birp",
                status=NoteStatus.SIGNED,
                created_at=now,
                updated_at=now,
                signed_at=now,
            )
        )
