"""One group's week read once, for as many documents about it as are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import people, programs, roster, series, sessions
from coordinator.sessions import GroupSession
from coordinator.store.tables import AttendanceRow, OutreachRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.audiences import Contents
from coordinator.summaries.authorizations import Approvals, approvals
from coordinator.summaries.client_detail import Details, details_of
from coordinator.summaries.document import NoteText, OutreachAttempt, ScheduledBlock
from coordinator.summaries.plans import week_plans
from coordinator.summaries.printed_notes import note_texts
from coordinator.summaries.weekly_summary import WeeklySummary, summaries_of
from coordinator.vocabulary import ClientId, GroupId, GroupSessionId, NameStyle, SessionStatus, Weekday

WEEK = timedelta(days=7)
Marks = Mapping[tuple[ClientId, GroupSessionId], AttendanceRow]


@dataclass(frozen=True, slots=True)
class WeekReading:
    """What documents about a group's week are made of, while the transaction lasts.

    `summary` holds everybody who was asked for; `sessions` are those that began by `now`. `details` and `texts` are
    read only where a document is to tell them.
    """

    now: datetime
    group: roster.Group
    program: programs.Program
    me: people.Facilitator
    leader: str
    schedule: tuple[ScheduledBlock, ...]
    summary: WeeklySummary
    sessions: tuple[GroupSession, ...]
    marks: Marks
    outreach: Sequence[OutreachRow]
    plans: Mapping[ClientId, str]
    approvals: Approvals
    details: Details | None
    texts: tuple[NoteText, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The group's zone."""
        return ZoneInfo(self.group.zone)

    @property
    def clinic_zone(self) -> ZoneInfo:
        """The zone of the clinic's clock."""
        return ZoneInfo(self.program.zone)


def read_week(
    work: UnitOfWork,
    day: date,
    group_id: GroupId,
    client_ids: frozenset[ClientId] | None,
    *,
    contents: Contents,
    texts_as: NameStyle | None = None,
) -> WeekReading:
    """Read a group's week: of everybody where no clients are named, else of those, with details of each.

    `contents` is how far any document goes; `texts_as` says that signed notes are printed, and how names stand there.
    Raises `NotFound`.
    """
    summary = summaries_of(work, [programs.week_on(work, day)], group_id, client_ids=client_ids)[0]
    group, program, me = roster.group(work, group_id), programs.program(work), people.signed_in(work)
    alone = client_ids is not None
    until = summary.ends_on + WEEK if alone and contents.plan else summary.ends_on
    found = sessions.sessions_between(work, summary.starts_on, until, group_id)
    begun = tuple(one for one in found if one.service_date <= summary.ends_on and has_begun(one, work.now))
    ids = [one.id for one in begun]
    members = [one for one in summary.clients if group_id in one.groups]
    people_told = [one.client_id for one in members]
    zone = ZoneInfo(group.zone)
    return WeekReading(
        now=work.now,
        group=group,
        program=program,
        me=me,
        leader=people.facilitator(work, group.facilitator_id).display if group.facilitator_id else me.display,
        schedule=_schedule(work, group_id, summary.starts_on, summary.ends_on),
        summary=summary,
        sessions=begun,
        marks=marks_of(work, ids),
        outreach=outreach_rows(work, ids),
        plans=week_plans(work, summary.starts_on),
        approvals=approvals(work, people_told, summary.starts_on, summary.ends_on)
        if contents.authorization
        else Approvals({}, {}),
        details=details_of(
            work,
            people_told,
            begun,
            [one for one in found if one.service_date > summary.ends_on],
            contents,
            zone,
            starts_on=summary.starts_on,
            ends_on=summary.ends_on,
        )
        if alone
        else None,
        texts=note_texts(work, members, begun, texts_as, ZoneInfo(program.zone)) if texts_as is not None else (),
    )


def has_begun(one: GroupSession, now: datetime) -> bool:
    """Say whether a session belongs into a document: it is over, runs, was cancelled, or should have begun."""
    return one.status is not SessionStatus.PLANNED or one.starts_at <= now


def marks_of(work: UnitOfWork, ids: list[GroupSessionId]) -> dict[tuple[ClientId, GroupSessionId], AttendanceRow]:
    """Give the marks of some sessions by client and session."""
    rows = work.rows.exec(select(AttendanceRow).where(col(AttendanceRow.session_id).in_(ids)))
    return {(row.client_id, row.session_id): row for row in rows}


def outreach_rows(work: UnitOfWork, ids: list[GroupSessionId]) -> Sequence[OutreachRow]:
    """Give the attempts to reach clients about some sessions, oldest first."""
    wanted = select(OutreachRow).where(col(OutreachRow.session_id).in_(ids)).order_by(col(OutreachRow.at))
    return work.rows.exec(wanted).all()


def attempts(
    rows: Sequence[OutreachRow], sessions_told: Sequence[GroupSession], zone: ZoneInfo
) -> dict[ClientId, list[OutreachAttempt]]:
    """Give the attempts about the sessions a document tells of, by client, on the clock of `zone`."""
    ids = {one.id for one in sessions_told}
    found: dict[ClientId, list[OutreachAttempt]] = defaultdict(list)
    for row in rows:
        if row.session_id in ids:
            wall = row.at.astimezone(zone)
            found[row.client_id].append(OutreachAttempt(time(wall.hour, wall.minute), row.outcome, row.method))
    return found


def _schedule(work: UnitOfWork, group_id: GroupId, first: date, last: date) -> tuple[ScheduledBlock, ...]:
    """Give the blocks that held in the week told of, which may be long over, and not those of today."""
    by_time: dict[tuple[time, int], list[Weekday]] = defaultdict(list)
    for block in series.blocks(work, group_id):
        pattern = block.recurrence
        if pattern.from_on <= last and (pattern.until_on is None or pattern.until_on >= first):
            by_time[pattern.starts, pattern.minutes].append(pattern.weekday)
    return tuple(
        ScheduledBlock(tuple(sorted(set(days), key=lambda day: day.number)), starts, _plus(starts, minutes))
        for (starts, minutes), days in sorted(by_time.items())
    )


def _plus(starts: time, minutes: int) -> time:
    total = (starts.hour * 60 + starts.minute + minutes) % (24 * 60)
    return time(total // 60, total % 60)
