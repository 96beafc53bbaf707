"""Who has a place in a group, and when: the plain stays that commands and lists count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from coordinator.roster.rules import most_at_once
from coordinator.store.tables import EnrolmentRow, GroupRow, WaitlistRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupId


def stays_of(work: UnitOfWork, client_id: ClientId, group_id: GroupId) -> Sequence[EnrolmentRow]:
    """Give a client's stays in a group, oldest first."""
    wanted = select(EnrolmentRow).where(EnrolmentRow.client_id == client_id, EnrolmentRow.group_id == group_id)
    return work.rows.exec(wanted.order_by(col(EnrolmentRow.starts_on))).all()


def is_full(work: UnitOfWork, group: GroupRow, starts_on: date, ends_on: date | None) -> bool:
    """Say whether on some day between two days every place of a group is taken."""
    rows = work.rows.exec(select(EnrolmentRow).where(EnrolmentRow.group_id == group.id))
    return most_at_once([(row.starts_on, row.ends_on) for row in rows], starts_on, ends_on) >= group.capacity


def waiting_rows(work: UnitOfWork, group_id: GroupId) -> Sequence[WaitlistRow]:
    """Give the places on a group's waitlist, the next one first."""
    wanted = select(WaitlistRow).where(WaitlistRow.group_id == group_id)
    return work.rows.exec(wanted.order_by(col(WaitlistRow.position), col(WaitlistRow.since))).all()


def place_of(work: UnitOfWork, client_id: ClientId, group_id: GroupId) -> WaitlistRow | None:
    """Give a client's place on a group's waitlist, or None."""
    wanted = select(WaitlistRow).where(WaitlistRow.client_id == client_id, WaitlistRow.group_id == group_id)
    return work.rows.exec(wanted).first()
