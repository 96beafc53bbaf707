"""One client's week beside the marks, read no further than the audience may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import roster, sessions
from coordinator.roster import Consent
from coordinator.sessions import GroupSession
from coordinator.store.tables import ClientRow, DisconnectionRow, EpisodeRow, ModalityChangeRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.audiences import Contents
from coordinator.summaries.client_facts import (
    BarrierKind,
    BarrierLine,
    ClientFacts,
    ConsentFacts,
    EngagementLine,
    NextWeek,
)
from coordinator.summaries.weekly_summary import ClientWeek
from coordinator.vocabulary import (
    AttendanceLabel,
    ClientId,
    FlagKind,
    GroupId,
    GroupSessionId,
    Modality,
    NoteStatus,
    SessionStatus,
)

GOAL_KEY = "goal_"
WEEK = timedelta(days=7)
NOT_COUNTED = frozenset({AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED})
CONCERNS = frozenset({FlagKind.SAFETY_PLAN, FlagKind.RISK})


def client_facts(
    work: UnitOfWork,
    one: ClientWeek,
    found: Sequence[GroupSession],
    contents: Contents,
    *,
    full_name: bool,
    plan: str,
    starts_on: date,
    group_id: GroupId,
    zone: ZoneInfo,
    until: date | None,
) -> ClientFacts:
    """Give what an audience may know of a client's week beside the marks.

    `found` are the sessions that the document tells of; nothing that lies after `until` is told (a consent's end).
    The date of birth goes only where the name goes in full.
    """
    ids = [session.id for session in found]
    row = work.get(ClientRow, one.client_id)
    episode = _episode(work, one.client_id)
    return ClientFacts(
        born_on=row.born_on if contents.identity and full_name else None,
        offered_minutes=one.hours.offered if contents.goal else None,
        by_service=tuple(sorted(one.hours.by_service.items())),
        excused=sum(cell.label is AttendanceLabel.EXCUSED for cell in one.hours.cells if cell.session_id in ids),
        engagement=_engagement(work, one.client_id, found) if contents.engagement else (),
        barriers=_barriers(work, one.client_id, found, zone) if contents.barriers else (),
        concerns=_concerns(work, one.client_id) if contents.concerns else (),
        next_week=_next_week(work, group_id, starts_on + WEEK, until) if contents.plan else None,
        plan=plan if contents.plan else "",
        completion_on=episode.projected_discharge_on if episode is not None and contents.completion else None,
        aftercare=episode.discharge_plan if episode is not None and contents.plan else "",
    )


def up_to(one: ClientWeek, until: date | None) -> ClientWeek:
    """Give a client's week without the sessions after a day, and without what they add; None keeps all.

    What each service had is known of the whole week only, so it is then left out.
    """
    cells = tuple(cell for cell in one.hours.cells if until is None or cell.service_date <= until)
    if len(cells) == len(one.hours.cells):
        return one
    expected = sum(cell.countable_minutes for cell in cells if cell.label not in NOT_COUNTED)
    hours = replace(
        one.hours,
        cells=cells,
        offered=expected,
        expected=expected,
        attended=sum(cell.attended_minutes for cell in cells) + one.hours.individual,
        group_credited=sum(cell.credited_minutes for cell in cells),
        by_service={},
    )
    return replace(one, hours=hours)


def consent_facts(consent: Consent, *, full_name: bool) -> ConsentFacts:
    """Give a consent as the document explains it. Who signed it is left out where the client is not named in full."""
    details = consent.details
    return ConsentFacts(
        signed_on=details.signed_on,
        signed_by=details.signed_by if full_name else "",
        discloser=details.discloser,
        recipient=details.recipient,
        information=details.information,
        purpose=details.purpose,
        expires_on=details.expires_on,
        expires_on_event=details.expires_on_event,
    )


def _episode(work: UnitOfWork, client_id: ClientId) -> EpisodeRow | None:
    newest = select(EpisodeRow).where(EpisodeRow.client_id == client_id).order_by(col(EpisodeRow.admitted_on).desc())
    return work.rows.exec(newest.limit(1)).first()


def _engagement(work: UnitOfWork, client_id: ClientId, found: Sequence[GroupSession]) -> tuple[EngagementLine, ...]:
    """Read signed notes only: what is in a draft may still be taken back."""
    dates = {session.id: session.service_date for session in found}
    wanted = select(NoteRow).where(
        NoteRow.client_id == client_id,
        NoteRow.status == NoteStatus.SIGNED,
        col(NoteRow.session_id).in_(list(dates)),
    )
    lines = []
    for note in work.rows.exec(wanted):
        goals = tuple(str(note.facts[f"{GOAL_KEY}{number}"]) for number in note.goals if f"goal_{number}" in note.facts)
        if note.participation is not None or goals:
            lines.append(EngagementLine(dates[note.session_id], note.participation, goals))
    return tuple(sorted(lines, key=lambda line: line.service_date))


def _barriers(
    work: UnitOfWork, client_id: ClientId, found: Sequence[GroupSession], zone: ZoneInfo
) -> tuple[BarrierLine, ...]:
    dates = {session.id: session.service_date for session in found}
    lines = []
    dropped = select(DisconnectionRow).where(
        DisconnectionRow.client_id == client_id, col(DisconnectionRow.session_id).in_(list(dates))
    )
    for gap in work.rows.exec(dropped):
        if gap.stepped_out:
            continue
        minutes = int((gap.back_at - gap.dropped_at).total_seconds()) // 60 if gap.back_at is not None else None
        lines.append(_barrier(dates, gap.session_id, gap.dropped_at.astimezone(zone).time(), minutes))
    phoned = select(ModalityChangeRow).where(
        ModalityChangeRow.client_id == client_id,
        ModalityChangeRow.modality == Modality.AUDIO_ONLY,
        col(ModalityChangeRow.session_id).in_(list(dates)),
    )
    lines += [
        BarrierLine(dates[row.session_id], _minute(row.at.astimezone(zone).time()), BarrierKind.BY_PHONE)
        for row in work.rows.exec(phoned)
    ]
    return tuple(sorted(lines, key=lambda line: (line.service_date, line.at)))


def _barrier(
    dates: dict[GroupSessionId, date], session_id: GroupSessionId, at: time, minutes: int | None
) -> BarrierLine:
    return BarrierLine(dates[session_id], _minute(at), BarrierKind.CONNECTION_LOST, minutes)


def _minute(at: time) -> time:
    return time(at.hour, at.minute)


def _concerns(work: UnitOfWork, client_id: ClientId) -> tuple[str, ...]:
    return tuple(flag.text for flag in roster.client(work, client_id).flags if flag.kind in CONCERNS)


def _next_week(work: UnitOfWork, group_id: GroupId, starts_on: date, until: date | None) -> NextWeek:
    last = starts_on + WEEK - timedelta(days=1)
    planned = [
        one
        for one in sessions.sessions_between(work, starts_on, last, group_id)
        if one.status is not SessionStatus.CANCELLED and (until is None or one.service_date <= until)
    ]
    return NextWeek(len(planned), sum(one.countable_minutes for one in planned))
