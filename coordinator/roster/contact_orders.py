"""No-contact flags of those who would meet. Whom one means stands in its words, so a person judges and says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from coordinator.roster.days import day_in
from coordinator.roster.errors import ContactOrderInForce
from coordinator.store.tables import ClientRow, EnrolmentRow, FlagRow, GroupRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, FlagKind, GroupId


@dataclass(frozen=True, slots=True)
class ContactOrder:
    """A no-contact flag that is up. `joins` says that it is of whoever would join, not of somebody already there."""

    client_id: ClientId
    name: str
    text: str
    joins: bool


def contact_orders(
    work: UnitOfWork,
    client_id: ClientId | None,
    group_id: GroupId,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> tuple[ContactOrder, ...]:
    """Give the no-contact flags of a client who would join a group, then those of whoever has a place in it.

    Without `client_id` it is somebody who is not on record yet, and has no flag of their own. Asked for the days from
    `starts_on` (today in the group's zone where it is not given) through `ends_on`. Raises `NotFound`.
    """
    group = work.get(GroupRow, group_id)
    first = starts_on or day_in(work, group.zone)
    newcomer = frozenset() if client_id is None else frozenset({client_id})
    there = select(col(EnrolmentRow.client_id)).where(
        EnrolmentRow.group_id == group_id,
        col(EnrolmentRow.ends_on).is_(None) | (col(EnrolmentRow.ends_on) >= first),
    )
    if ends_on is not None:
        there = there.where(col(EnrolmentRow.starts_on) <= ends_on)
    wanted = (
        select(col(ClientRow.id), col(ClientRow.preferred_name), col(FlagRow.text))
        .join(FlagRow, col(FlagRow.client_id) == col(ClientRow.id))
        .where(
            FlagRow.kind == FlagKind.NO_CONTACT,
            col(FlagRow.cleared_at).is_(None),
            col(ClientRow.id).in_({*newcomer, *work.rows.exec(there)}),
        )
        .order_by(col(ClientRow.name_key), col(FlagRow.raised_at))
    )
    found = [ContactOrder(one, name, text, joins=one == client_id) for one, name, text in work.rows.exec(wanted)]
    return tuple(sorted(found, key=lambda order: not order.joins))


def any_order(work: UnitOfWork) -> bool:
    """Say whether a no-contact flag is up for anybody: where none is, a long roster need not be asked row by row."""
    wanted = select(FlagRow.id).where(FlagRow.kind == FlagKind.NO_CONTACT, col(FlagRow.cleared_at).is_(None))
    return work.rows.exec(wanted.limit(1)).first() is not None


def check_meeting(
    work: UnitOfWork,
    client_id: ClientId,
    group_id: GroupId,
    despite: str,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> None:
    """Refuse that a client joins a group while a no-contact flag is up, unless somebody says why it is done.

    Raises `ContactOrderInForce`, `NotFound`.
    """
    if despite.strip():
        return
    orders = contact_orders(work, client_id, group_id, starts_on=starts_on, ends_on=ends_on)
    if orders:
        raise ContactOrderInForce(client_id, group_id)
