"""Who did not come without a word, what was done to reach them, and who is still owed a call."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from coordinator import attendance
from coordinator.attendance.facts import Outreach
from coordinator.attendance.row_facts import outreach
from coordinator.roster.shapes import GroupLabel
from coordinator.store.tables import ClientRow, EpisodeRow, GroupRow, OutreachRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import AttendanceLabel, ClientId, DischargeReason, GroupId, GroupSessionId


@dataclass(frozen=True, slots=True)
class NoShow:
    """One session missed without notice. `starts_at` in UTC, `zone` that of the group; attempts the oldest first.

    `owed_call` says that nobody tried to reach the client yet. Nobody is owed one who has died (outreach stops).
    """

    client_id: ClientId
    name: str
    code: str
    session_id: GroupSessionId
    group: GroupLabel
    service_date: date
    starts_at: datetime
    zone: str
    planned_minutes: int
    attempts: tuple[Outreach, ...]
    owed_call: bool


def no_shows(work: UnitOfWork, first: date, last: date, group_id: GroupId | None = None) -> tuple[NoShow, ...]:
    """Give the sessions missed without notice from `first` through `last`, the newest first."""
    missed = [
        fact
        for fact in attendance.attendance_between(work, first, last, group_id)
        if fact.label is AttendanceLabel.ABSENT and not fact.announced
    ]
    clients = {fact.client_id for fact in missed}
    names = {row.id: row for row in work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(clients)))}
    groups = {row.id: row for row in work.rows.exec(select(GroupRow))}
    tried: dict[tuple[ClientId, GroupSessionId], list[Outreach]] = defaultdict(list)
    wanted = select(OutreachRow).where(col(OutreachRow.session_id).in_({fact.session_id for fact in missed}))
    for attempt in work.rows.exec(wanted.order_by(col(OutreachRow.at))):
        tried[attempt.client_id, attempt.session_id].append(outreach(attempt))
    deceased = set(
        work.rows.exec(
            select(EpisodeRow.client_id).where(
                col(EpisodeRow.client_id).in_(clients), EpisodeRow.discharge_reason == DischargeReason.DECEASED
            )
        )
    )
    lines = []
    for fact in missed:
        row, group = names[fact.client_id], groups[fact.group_id]
        attempts = tuple(tried[fact.client_id, fact.session_id])
        label = GroupLabel(group.id, group.name, group.short_code, group.colour)
        lines.append(
            NoShow(
                client_id=fact.client_id,
                name=row.preferred_name,
                code=row.code,
                session_id=fact.session_id,
                group=label,
                service_date=fact.service_date,
                starts_at=fact.starts_at,
                zone=group.zone,
                planned_minutes=fact.planned_minutes,
                attempts=attempts,
                owed_call=not attempts and fact.client_id not in deceased,
            )
        )
    return tuple(sorted(lines, key=lambda one: (-one.starts_at.timestamp(), one.name.casefold())))
