"""Clinical time outside the group's sessions: individual, family, case management."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from coordinator.attendance.rules import MinutesOutOfRange
from coordinator.changes import Change
from coordinator.store.tables import ClientRow, GroupRow, ServiceTimeRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, FacilitatorId, GroupId, ServiceType, Topic

TOPICS = frozenset({Topic.ATTENDANCE})

LONGEST_MINUTES = 12 * 60


def record_service_time(
    work: UnitOfWork,
    client_id: ClientId,
    service_type: ServiceType,
    starts_at: datetime,
    minutes: int,
    *,
    group_id: GroupId | None = None,
    facilitator_id: FacilitatorId | None = None,
) -> Change[UUID]:
    """Record clinical time of one client, `minutes` long from the aware instant `starts_at`.

    `group_id` says in whose program week it counts. Raises `NotFound`, `MinutesOutOfRange` (1 to 720).
    """
    work.get(ClientRow, client_id)
    if group_id is not None:
        work.get(GroupRow, group_id)
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise MinutesOutOfRange(minutes, LONGEST_MINUTES)
    row = ServiceTimeRow(
        client_id=client_id,
        group_id=group_id,
        service_type=service_type,
        starts_at=starts_at,
        minutes=minutes,
        facilitator_id=facilitator_id or work.signed_in,
    )
    work.rows.add(row)
    return Change(
        Action.RECORD_SERVICE_TIME,
        client_id,
        TOPICS,
        row.id,
        undo=partial(remove_service_time, service_time_id=row.id),
        detail=_detail(row),
    )


def remove_service_time(work: UnitOfWork, service_time_id: UUID) -> Change[UUID]:
    """Remove time that was recorded by mistake. Raises `NotFound`."""
    row = work.get(ServiceTimeRow, service_time_id)
    work.rows.delete(row)
    again = partial(
        record_service_time,
        client_id=row.client_id,
        service_type=row.service_type,
        starts_at=row.starts_at,
        minutes=row.minutes,
        group_id=row.group_id,
        facilitator_id=row.facilitator_id,
    )
    return Change(Action.REMOVE_SERVICE_TIME, row.client_id, TOPICS, service_time_id, undo=again, detail=_detail(row))


def _detail(row: ServiceTimeRow) -> dict[str, str]:
    """Give what the history keeps; `day` (UTC) tells which week's summaries no longer hold."""
    return {
        "service": row.service_type.value,
        "minutes": str(row.minutes),
        "day": row.starts_at.astimezone(UTC).date().isoformat(),
    }
