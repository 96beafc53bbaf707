"""Who was around a client in many sessions at once: the people whom a printed copy of the notes must not name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlmodel import col, select

from coordinator.notes.facts import MemberName
from coordinator.store.tables import AttendanceRow, ClientRow, EnrolmentRow, FormerNameRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupId, GroupSessionId

LATELY = timedelta(days=90)
"""How long after leaving the group a former member still must not be named in somebody else's note."""


def names_of(work: UnitOfWork, clients: Collection[ClientId]) -> dict[ClientId, tuple[str, ...]]:
    """Give every name of some clients, preferred, legal and former, in the order of their names."""
    names: dict[ClientId, list[str]] = {}
    by_name = (
        select(ClientRow).where(col(ClientRow.id).in_(clients)).order_by(col(ClientRow.name_key), col(ClientRow.code))
    )
    for client in work.rows.exec(by_name.order_by(col(ClientRow.name_key), col(ClientRow.code))):
        names[client.id] = [name for name in (client.preferred_name, client.legal_name) if name]
    for former in work.rows.exec(select(FormerNameRow).where(col(FormerNameRow.client_id).in_(clients))):
        names[former.client_id].append(former.name)
    return {client_id: tuple(dict.fromkeys(known)) for client_id, known in names.items()}


def others_around(
    work: UnitOfWork, client_id: ClientId, sessions: Sequence[GroupSessionRow]
) -> dict[GroupSessionId, tuple[MemberName, ...]]:
    """Give, for each session, everybody else on its list, in its group then, or in it during three months before."""
    stays = _stays(work, {session.group_id for session in sessions})
    marked = _marked(work, [session.id for session in sessions])
    there: dict[GroupSessionId, set[ClientId]] = {}
    for session in sessions:
        lately = {
            who
            for who, first, last in stays[session.group_id]
            if first <= session.service_date and (last is None or last >= session.service_date - LATELY)
        }
        there[session.id] = (lately | marked[session.id]) - {client_id}
    names = names_of(work, set().union(*there.values()) if there else set())
    return {
        session: tuple(MemberName(who, known) for who, known in names.items() if who in clients)
        for session, clients in there.items()
    }


def _stays(work: UnitOfWork, groups: Collection[GroupId]) -> dict[GroupId, list[tuple[ClientId, date, date | None]]]:
    stays: dict[GroupId, list[tuple[ClientId, date, date | None]]] = defaultdict(list)
    for row in work.rows.exec(select(EnrolmentRow).where(col(EnrolmentRow.group_id).in_(groups))):
        stays[row.group_id].append((row.client_id, row.starts_on, row.ends_on))
    return stays


def _marked(work: UnitOfWork, sessions: Collection[GroupSessionId]) -> dict[GroupSessionId, set[ClientId]]:
    marked: dict[GroupSessionId, set[ClientId]] = defaultdict(set)
    wanted = select(col(AttendanceRow.session_id), col(AttendanceRow.client_id))
    for session_id, client_id in work.rows.exec(wanted.where(col(AttendanceRow.session_id).in_(sessions))):
        marked[session_id].add(client_id)
    return marked
