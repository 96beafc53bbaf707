"""What the vault already knows that a roster file may meet: clients, groups, stays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import col, select

from coordinator import programs
from coordinator.roster.contact_orders import ContactOrder
from coordinator.roster.days import day_in, today
from coordinator.roster.rules import is_on, most_at_once, overlap
from coordinator.store.columns import name_key
from coordinator.store.tables import ClientRow, EnrolmentRow, EpisodeRow, FlagRow, GroupRow, WaitlistRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, FlagKind, GroupId


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client of the vault. `discharged_on` is set where the last episode of care has ended."""

    id: ClientId
    code_key: str
    name_key: str
    admitted_on: date | None
    discharged_on: date | None


@dataclass(slots=True)
class KnownGroup:
    """A group of the vault, or one that the file brings (`id` is None), with the stays planned so far."""

    name: str
    id: GroupId | None
    capacity: int
    today: date
    stays: list[tuple[object, date, date | None]] = field(default_factory=list)

    def is_full(self, starts_on: date, ends_on: date | None) -> bool:
        """Say whether on some of these days every place is taken."""
        return most_at_once([(start, end) for _, start, end in self.stays], starts_on, ends_on) >= self.capacity

    def holds(self, who: object, starts_on: date, ends_on: date | None) -> bool:
        """Say whether somebody has a stay on some of these days."""
        return any(who == other and overlap(starts_on, ends_on, start, end) for other, start, end in self.stays)

    def meets(self, who: object, starts_on: date, ends_on: date | None) -> list[object]:
        """Give who else has a stay on some of these days."""
        return [
            other
            for other, start, end in self.stays
            if other != who and (end is None or end >= starts_on) and (ends_on is None or start <= ends_on)
        ]

    def count_on(self, day: date) -> int:
        """Give how many stays cover a day."""
        return sum(is_on(start, end, day) for _, start, end in self.stays)


@dataclass(slots=True)
class Known:
    """Everything that planning an import looks up."""

    today: date
    usual_capacity: int
    by_code: dict[str, KnownClient]
    by_name: dict[str, list[KnownClient]]
    groups: dict[str, KnownGroup]
    waiting: set[tuple[object, str]]
    orders: dict[object, list[ContactOrder]]
    """The no-contact flags that are up, by whose they are."""

    def orders_against(
        self, who: object, group: KnownGroup, starts_on: date, ends_on: date | None
    ) -> tuple[ContactOrder, ...]:
        """Give the no-contact flags of whoever would join a group, then those of whom they would meet there."""
        if not self.orders:
            return ()
        own = [replace(one, joins=True) for one in self.orders.get(who, ())]
        others = dict.fromkeys(group.meets(who, starts_on, ends_on))
        return (*own, *(one for other in others for one in self.orders.get(other, ())))

    def group(self, name: str) -> KnownGroup | None:
        """Give the group with this name or short code, or None."""
        return self.groups.get(name_key(name))

    def new_group(self, name: str) -> KnownGroup:
        """Plan another group."""
        group = KnownGroup(name, None, self.usual_capacity, self.today)
        self.groups[name_key(name)] = group
        return group


def known(work: UnitOfWork) -> Known:
    """Gather what the vault knows; archived groups cannot be enrolled in, so they do not count."""
    newest: dict[ClientId, EpisodeRow] = {}
    for episode in work.rows.exec(select(EpisodeRow).order_by(col(EpisodeRow.admitted_on))):
        newest[episode.client_id] = episode
    by_code: dict[str, KnownClient] = {}
    by_name: dict[str, list[KnownClient]] = {}
    for row in work.rows.exec(select(ClientRow)):
        last = newest.get(row.id)
        client = KnownClient(
            row.id,
            name_key(row.code),
            row.name_key,
            last.admitted_on if last else None,
            last.discharged_on if last else None,
        )
        by_code[client.code_key] = client
        by_name.setdefault(client.name_key, []).append(client)
        if row.legal_name and name_key(row.legal_name) != row.name_key:
            by_name.setdefault(name_key(row.legal_name), []).append(client)
    groups, waiting = _groups(work)
    day = today(work)
    usual = programs.rules_on(work, day).max_size
    return Known(day, usual, by_code, by_name, groups, waiting, _orders(work))


def _orders(work: UnitOfWork) -> dict[object, list[ContactOrder]]:
    wanted = (
        select(col(ClientRow.id), col(ClientRow.preferred_name), col(FlagRow.text))
        .join(FlagRow, col(FlagRow.client_id) == col(ClientRow.id))
        .where(FlagRow.kind == FlagKind.NO_CONTACT, col(FlagRow.cleared_at).is_(None))
        .order_by(col(FlagRow.raised_at))
    )
    found: dict[object, list[ContactOrder]] = {}
    for client_id, name, text in work.rows.exec(wanted):
        found.setdefault(client_id, []).append(ContactOrder(client_id, name, text, joins=False))
    return found


def _groups(work: UnitOfWork) -> tuple[dict[str, KnownGroup], set[tuple[object, str]]]:
    found: dict[str, KnownGroup] = {}
    rows = work.rows.exec(select(GroupRow).where(col(GroupRow.archived_at).is_(None))).all()
    by_id = {row.id: KnownGroup(row.name, row.id, row.capacity, day_in(work, row.zone)) for row in rows}
    for row in rows:
        found.setdefault(name_key(row.short_code), by_id[row.id])
    for row in rows:
        found[row.name_key] = by_id[row.id]
    for stay in work.rows.exec(select(EnrolmentRow)):
        if stay.group_id in by_id:
            by_id[stay.group_id].stays.append((stay.client_id, stay.starts_on, stay.ends_on))
    waiting: set[tuple[object, str]] = {
        (place.client_id, by_id[place.group_id].name)
        for place in work.rows.exec(select(WaitlistRow))
        if place.group_id in by_id
    }
    return found, waiting
