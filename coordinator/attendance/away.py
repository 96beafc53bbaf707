"""When clients were away in between, read for many sessions at once: dropped connections and steps out."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ColumnElement
from sqlalchemy import select as select_columns
from sqlmodel import col

from coordinator.attendance.rules import Gap
from coordinator.store.tables import DisconnectionRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupSessionId


def gaps_of(work: UnitOfWork, wanted: ColumnElement[bool]) -> dict[tuple[GroupSessionId, ClientId], tuple[Gap, ...]]:
    """Give the gaps of the sessions that a condition on `GroupSessionRow` names, by session and client."""
    columns = (
        select_columns(
            col(DisconnectionRow.session_id),
            col(DisconnectionRow.client_id),
            col(DisconnectionRow.dropped_at),
            col(DisconnectionRow.back_at),
        )
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(DisconnectionRow.session_id))
        .where(wanted)
        .order_by(col(DisconnectionRow.dropped_at))
    )
    found: dict[tuple[GroupSessionId, ClientId], list[Gap]] = defaultdict(list)
    for session_id, client_id, left_at, back_at in work.rows.connection().execute(columns):
        found[session_id, client_id].append(Gap(left_at, back_at))
    return {key: tuple(gaps) for key, gaps in found.items()}
