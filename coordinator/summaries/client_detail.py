"""One client's week beside the marks, read no further than the audience may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator.roster import CareLevel, Consent, care_levels
from coordinator.sessions import GroupSession
from coordinator.store.tables import ClientRow, DisconnectionRow, EpisodeRow, FlagRow, ModalityChangeRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.audiences import Contents
from coordinator.summaries.authorizations import Approvals
from coordinator.summaries.client_facts import (
    AuthorizationFacts,
    BarrierKind,
    BarrierLine,
    ClientFacts,
    ConsentFacts,
    EngagementLine,
    LevelFacts,
    NextWeek,
)
from coordinator.summaries.weekly_summary import ClientWeek
from coordinator.vocabulary import (
    AttendanceLabel,
    ClientId,
    FlagKind,
    GroupSessionId,
    Modality,
    NoteStatus,
    SessionStatus,
)

GOAL_KEY = "goal_"
A_DAY = timedelta(days=1)
CONCERNS = frozenset({FlagKind.SAFETY_PLAN, FlagKind.RISK})


@dataclass(frozen=True, slots=True)
class Details:
    """What was read about some clients beside the marks; `next_week` are the group's sessions of the week after."""

    born_on: Mapping[ClientId, date | None]
    episodes: Mapping[ClientId, EpisodeRow]
    engagement: Mapping[ClientId, Sequence[tuple[GroupSessionId, EngagementLine]]]
    barriers: Mapping[ClientId, Sequence[tuple[GroupSessionId, BarrierLine]]]
    concerns: Mapping[ClientId, Sequence[str]]
    next_week: Sequence[GroupSession]
    levels: Mapping[ClientId, Sequence[CareLevel]]
    starts_on: date
    ends_on: date


def details_of(
    work: UnitOfWork,
    client_ids: Collection[ClientId],
    found: Sequence[GroupSession],
    next_week: Sequence[GroupSession],
    contents: Contents,
    zone: ZoneInfo,
    *,
    starts_on: date,
    ends_on: date,
) -> Details:
    """Read what `client_facts` tells of these clients and sessions, no further than `contents` goes."""
    dates = {session.id: session.service_date for session in found}
    rows = work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(client_ids)))
    stays = select(EpisodeRow).where(col(EpisodeRow.client_id).in_(client_ids)).order_by(col(EpisodeRow.admitted_on))
    return Details(
        born_on={row.id: row.born_on for row in rows},
        episodes={row.client_id: row for row in work.rows.exec(stays)},  # the newest is the last
        engagement=_engagement(work, client_ids, dates) if contents.engagement else {},
        barriers=_barriers(work, client_ids, dates, zone) if contents.barriers else {},
        concerns=_concerns(work, client_ids) if contents.concerns else {},
        next_week=[one for one in next_week if one.status is not SessionStatus.CANCELLED],
        levels=care_levels(work, client_ids) if contents.level else {},
        starts_on=starts_on,
        ends_on=ends_on,
    )


def client_facts(
    details: Details,
    one: ClientWeek,
    found: Sequence[GroupSession],
    contents: Contents,
    *,
    full_name: bool,
    plan: str,
    until: date | None,
) -> ClientFacts:
    """Give what an audience may know of a client's week beside the marks.

    `found` are the sessions that the document tells of; nothing that lies after `until` is told (a consent's end).
    The date of birth goes only where the name goes in full.
    """
    ids, client_id = {session.id for session in found}, one.client_id
    last = details.ends_on if until is None else min(until, details.ends_on)
    episode = details.episodes.get(client_id)
    engagement = sorted(
        (line for session, line in details.engagement.get(client_id, ()) if session in ids),
        key=lambda line: line.service_date,
    )
    barriers = sorted(
        (line for session, line in details.barriers.get(client_id, ()) if session in ids),
        key=lambda line: (line.service_date, line.at),
    )
    return ClientFacts(
        born_on=details.born_on[client_id] if contents.identity and full_name else None,
        offered_minutes=one.hours.offered if contents.goal else None,
        by_service=tuple(sorted(one.hours.by_service.items())),
        excused=sum(cell.label is AttendanceLabel.EXCUSED for cell in one.hours.cells if cell.session_id in ids),
        engagement=tuple(engagement) if contents.engagement else (),
        barriers=tuple(barriers) if contents.barriers else (),
        concerns=tuple(details.concerns.get(client_id, ())) if contents.concerns else (),
        next_week=_next_week(details.next_week, until) if contents.plan else None,
        plan=plan if contents.plan else "",
        completion_on=episode.projected_discharge_on if episode is not None and contents.completion else None,
        aftercare=episode.discharge_plan if episode is not None and contents.plan else "",
        levels=_levels(details.levels.get(client_id, ()), details.starts_on, last) if contents.level else (),
    )


def up_to(one: ClientWeek, until: date | None) -> ClientWeek:
    """Give a client's week without the sessions after a day, and without what they add; None keeps all.

    What each service had is known of the whole week only, so it is then left out.
    """
    cells = tuple(cell for cell in one.hours.cells if until is None or cell.service_date <= until)
    if len(cells) == len(one.hours.cells):
        return one
    expected = sum(cell.expected_minutes for cell in cells)
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


def _engagement(
    work: UnitOfWork, client_ids: Collection[ClientId], dates: Mapping[GroupSessionId, date]
) -> dict[ClientId, list[tuple[GroupSessionId, EngagementLine]]]:
    """Read signed notes only: what is in a draft may still be taken back."""
    wanted = select(NoteRow).where(
        col(NoteRow.client_id).in_(client_ids),
        NoteRow.status == NoteStatus.SIGNED,
        col(NoteRow.session_id).in_(list(dates)),
    )
    found: dict[ClientId, list[tuple[GroupSessionId, EngagementLine]]] = defaultdict(list)
    for note in work.rows.exec(wanted):
        goals = tuple(str(note.facts[f"{GOAL_KEY}{number}"]) for number in note.goals if f"goal_{number}" in note.facts)
        if note.client_id is not None and (note.participation is not None or goals):
            line = EngagementLine(dates[note.session_id], note.participation, goals)
            found[note.client_id].append((note.session_id, line))
    return found


def _barriers(
    work: UnitOfWork, client_ids: Collection[ClientId], dates: Mapping[GroupSessionId, date], zone: ZoneInfo
) -> dict[ClientId, list[tuple[GroupSessionId, BarrierLine]]]:
    found: dict[ClientId, list[tuple[GroupSessionId, BarrierLine]]] = defaultdict(list)
    dropped = select(DisconnectionRow).where(
        col(DisconnectionRow.client_id).in_(client_ids), col(DisconnectionRow.session_id).in_(list(dates))
    )
    for gap in work.rows.exec(dropped):
        if gap.stepped_out:
            continue
        minutes = int((gap.back_at - gap.dropped_at).total_seconds()) // 60 if gap.back_at is not None else None
        at = _minute(gap.dropped_at.astimezone(zone).time())
        line = BarrierLine(dates[gap.session_id], at, BarrierKind.CONNECTION_LOST, minutes)
        found[gap.client_id].append((gap.session_id, line))
    phoned = select(ModalityChangeRow).where(
        col(ModalityChangeRow.client_id).in_(client_ids),
        ModalityChangeRow.modality == Modality.AUDIO_ONLY,
        col(ModalityChangeRow.session_id).in_(list(dates)),
    )
    for row in work.rows.exec(phoned):
        line = BarrierLine(dates[row.session_id], _minute(row.at.astimezone(zone).time()), BarrierKind.BY_PHONE)
        found[row.client_id].append((row.session_id, line))
    return found


def _minute(at: time) -> time:
    return time(at.hour, at.minute)


def _concerns(work: UnitOfWork, client_ids: Collection[ClientId]) -> dict[ClientId, list[str]]:
    """Read what was raised and not cleared, the newest first."""
    wanted = (
        select(FlagRow)
        .where(
            col(FlagRow.client_id).in_(client_ids),
            col(FlagRow.kind).in_(CONCERNS),
            col(FlagRow.cleared_at).is_(None),
        )
        .order_by(col(FlagRow.raised_at).desc())
    )
    found: dict[ClientId, list[str]] = defaultdict(list)
    for flag in work.rows.exec(wanted):
        found[flag.client_id].append(flag.text)
    return found


def _levels(levels: Sequence[CareLevel], first: date, last: date) -> tuple[LevelFacts, ...]:
    """Give the levels that held on any day from `first` through `last`, oldest first."""
    in_order = sorted(levels, key=lambda one: one.from_on)
    ends = [*(after.from_on - A_DAY for after in in_order[1:]), None]
    return tuple(
        LevelFacts(one.level, one.from_on, end, one.ordered_weekly_minutes, one.transition_until)
        for one, end in zip(in_order, ends, strict=False)  # without any level there is none that lasts either
        if one.from_on <= last and (end is None or end >= first)
    )


def authorization_facts(
    approvals: Approvals, client_id: ClientId, last: date, counted_through: date, *, named: bool
) -> tuple[AuthorizationFacts, ...]:
    """Give what was approved for days of the week through `last`, as it was used by `counted_through`.

    Payer and number are told where `named`: a group's file is for planning the week, which needs neither.
    """
    told = []
    for one in approvals.details.get(client_id, ()):
        if one.from_on > last:
            continue
        use = approvals.used(client_id, one, counted_through)
        told.append(
            AuthorizationFacts(
                one.unit,
                one.approved,
                one.from_on,
                one.to_on,
                use.used,
                use.remaining,
                counted_through,
                use.runs_out_on,
                one.next_review_on,
                one.number if named else "",
                one.payer if named else "",
            )
        )
    return tuple(told)


def _next_week(planned: Sequence[GroupSession], until: date | None) -> NextWeek:
    told = [one for one in planned if until is None or one.service_date <= until]
    return NextWeek(len(told), sum(one.countable_minutes for one in told))
