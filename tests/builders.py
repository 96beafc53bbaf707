"""Builders of rows for tests: `a_group(work, name=...)`; every default is made up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlmodel import select

from coordinator.store.columns import name_key
from coordinator.store.tables import ClientRow, EnrolmentRow, EpisodeRow, GroupRow, GroupSessionRow, ProgramRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupId, GroupSessionId, SessionStatus

NEW_YORK = "America/New_York"


def a_group(work: UnitOfWork, *, name: str = "Mood & Anxiety", short_code: str = "MA", capacity: int = 12) -> GroupId:
    """Add a group to the store's program."""
    program = work.rows.exec(select(ProgramRow)).one()
    row = GroupRow(
        program_id=program.id,
        name=name,
        name_key=name_key(name),
        short_code=short_code,
        capacity=capacity,
        zone=NEW_YORK,
        facilitator_id=work.actor,
    )
    work.rows.add(row)
    return row.id


def a_client(
    work: UnitOfWork,
    *,
    name: str = "Amara Osei",
    code: str | None = None,
    group_id: GroupId | None = None,
    admitted_on: date = date(2026, 1, 5),
) -> ClientId:
    """Add a client, admitted and, where a group is named, enrolled from the same day on."""
    row = ClientRow(code=code or f"A-{uuid4().hex[:6]}", preferred_name=name, name_key=name_key(name), zone=NEW_YORK)
    work.rows.add(row)
    work.rows.add(EpisodeRow(client_id=row.id, admitted_on=admitted_on))
    if group_id is not None:
        work.rows.add(EnrolmentRow(client_id=row.id, group_id=group_id, starts_on=admitted_on))
    return row.id


def a_session(
    work: UnitOfWork,
    group_id: GroupId,
    *,
    local_start: datetime = datetime(2026, 3, 11, 9, 0),  # noqa: DTZ001  the zone is given beside it
    zone: str = NEW_YORK,
    minutes: int = 180,
    status: SessionStatus = SessionStatus.PLANNED,
) -> GroupSessionId:
    """Add a session that starts at a wall time in a zone."""
    starts_at = local_start.replace(tzinfo=ZoneInfo(zone))
    row = GroupSessionRow(
        group_id=group_id,
        service_date=local_start.date(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        zone=zone,
        planned_minutes=minutes,
        status=status,
        facilitator_id=work.actor,
    )
    work.rows.add(row)
    return row.id
