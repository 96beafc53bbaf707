"""Payers' approvals of a client: recorded, changed, and how far they are used up. They warn and never block care."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from coordinator import roster
from coordinator.changes import Change
from coordinator.roster.rules import check_order
from coordinator.store.tables import AuthorizationRow, ClientRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.authorization_rules import Use, check_units, ends_soon, use_of
from coordinator.summaries.material import read_material
from coordinator.vocabulary import Action, ApprovedUnit, ClientId, Topic

TOPICS = frozenset({Topic.ROSTER})
LONGEST_LOOK_BACK = timedelta(days=400)
"""An authorization is counted back no longer than this: payers approve for weeks or months."""


@dataclass(frozen=True, slots=True)
class AuthorizationDetails:
    """What a payer approved: so many units from `from_on` through `to_on`."""

    unit: ApprovedUnit
    approved: int
    from_on: date
    to_on: date
    next_review_on: date | None = None
    number: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Authorization:
    """An approval with its use today. `warns_of` is the day on which it ends or is used up, within two weeks."""

    id: UUID
    client_id: ClientId
    client_name: str
    details: AuthorizationDetails
    use: Use
    warns_of: date | None


@dataclass(frozen=True, slots=True)
class Approvals:
    """Approvals of some clients, the oldest first, and each client's credited minutes by service date."""

    details: Mapping[ClientId, Sequence[AuthorizationDetails]]
    credited: Mapping[ClientId, Mapping[date, int]]

    def used(self, client_id: ClientId, details: AuthorizationDetails, day: date) -> Use:
        """Give how far an approval was used up on a day; what came later does not count."""
        credited = {on: minutes for on, minutes in self.credited.get(client_id, {}).items() if on <= day}
        return use_of(details.approved, details.unit, details.from_on, details.to_on, credited, day)


def add_authorization(work: UnitOfWork, client_id: ClientId, details: AuthorizationDetails) -> Change[UUID]:
    """Record what a payer approved. Raises `NotFound`, `UnitsOutOfRange`, `DatesOutOfOrder`."""
    work.get(ClientRow, client_id)
    _check(details)
    row = AuthorizationRow(
        client_id=client_id,
        unit=details.unit,
        approved=details.approved,
        from_on=details.from_on,
        to_on=details.to_on,
    )
    _write(row, details)
    work.rows.add(row)
    undo = partial(remove_authorization, authorization_id=row.id)
    return Change(Action.ADD_AUTHORIZATION, client_id, TOPICS, outcome=row.id, undo=undo, detail=_detail(details))


def change_authorization(work: UnitOfWork, authorization_id: UUID, details: AuthorizationDetails) -> Change[UUID]:
    """Correct or extend an approval. Raises `NotFound`, `UnitsOutOfRange`, `DatesOutOfOrder`."""
    row = work.get(AuthorizationRow, authorization_id)
    _check(details)
    undo = partial(change_authorization, authorization_id=row.id, details=_details(row))
    _write(row, details)
    return Change(
        Action.CHANGE_AUTHORIZATION, row.client_id, TOPICS, outcome=row.id, undo=undo, detail=_detail(details)
    )


def remove_authorization(work: UnitOfWork, authorization_id: UUID) -> Change[UUID]:
    """Remove an approval that was recorded by mistake. Raises `NotFound`."""
    row = work.get(AuthorizationRow, authorization_id)
    details = _details(row)
    work.rows.delete(row)
    undo = partial(add_authorization, client_id=row.client_id, details=details)
    return Change(
        Action.REMOVE_AUTHORIZATION, row.client_id, TOPICS, outcome=row.id, undo=undo, detail=_detail(details)
    )


def authorizations(work: UnitOfWork, client_id: ClientId) -> tuple[Authorization, ...]:
    """Give a client's approvals with their use today, the newest first."""
    wanted = select(AuthorizationRow).where(AuthorizationRow.client_id == client_id)
    return _with_use(work, list(work.rows.exec(wanted.order_by(col(AuthorizationRow.from_on).desc()))))


def approvals(work: UnitOfWork, client_ids: Collection[ClientId], first: date, last: date) -> Approvals:
    """Give what was approved for any day from `first` through `last`, with what was credited so far."""
    wanted = select(AuthorizationRow).where(
        col(AuthorizationRow.client_id).in_(client_ids),
        col(AuthorizationRow.from_on) <= last,
        col(AuthorizationRow.to_on) >= first,
    )
    found: dict[ClientId, list[AuthorizationDetails]] = defaultdict(list)
    for row in work.rows.exec(wanted.order_by(col(AuthorizationRow.from_on), col(AuthorizationRow.to_on))):
        found[row.client_id].append(_details(row))
    if not found:
        return Approvals({}, {})
    begin = max(min(one.from_on for every in found.values() for one in every), last - LONGEST_LOOK_BACK)
    return Approvals(found, _credited(work, frozenset(found), min(begin, last), last))


def authorizations_ending(work: UnitOfWork) -> tuple[Authorization, ...]:
    """Give the approvals of everybody in care that end or run out within two weeks, the most urgent first."""
    today = roster.today(work)
    wanted = select(AuthorizationRow).where(
        col(AuthorizationRow.from_on) <= today, col(AuthorizationRow.to_on) >= today
    )
    active = {line.id for line in roster.clients(work, standing=roster.Standing.ACTIVE)}
    found = _with_use(work, [row for row in work.rows.exec(wanted) if row.client_id in active])
    return tuple(
        sorted((one for one in found if one.warns_of), key=lambda one: (one.warns_of or today, one.client_name))
    )


def _with_use(work: UnitOfWork, rows: list[AuthorizationRow]) -> tuple[Authorization, ...]:
    if not rows:
        return ()
    today = roster.today(work)
    first = max(min(row.from_on for row in rows), today - LONGEST_LOOK_BACK)
    credited = _credited(work, frozenset(row.client_id for row in rows), min(first, today), today)
    found = []
    for row in rows:
        use = use_of(row.approved, row.unit, row.from_on, row.to_on, credited[row.client_id], today)
        name = work.get(ClientRow, row.client_id).preferred_name
        found.append(Authorization(row.id, row.client_id, name, _details(row), use, ends_soon(use, row.to_on, today)))
    return tuple(found)


def _credited(
    work: UnitOfWork, client_ids: frozenset[ClientId], first: date, last: date
) -> dict[ClientId, Counter[date]]:
    """Give the credited minutes of some clients by service date, individual hours that count among them."""
    material = read_material(work, first, last, client_ids=client_ids)
    facts = material.facts_by_client(first, last)
    found: dict[ClientId, Counter[date]] = defaultdict(Counter)
    for row in material.clients:
        for cell in material.hours(row, facts.get(row.id, []), first, last).cells:
            found[row.id][cell.service_date] += cell.credited_minutes
        for time in material.outside.get(row.id, ()):
            on = time.starts_at.astimezone(material.zone).date()
            if material.rules_on(on).counts_outside(time.service_type):
                found[row.id][on] += time.minutes
    return found


def _check(details: AuthorizationDetails) -> None:
    check_units(details.approved)
    check_order(details.from_on, details.to_on)


def _write(row: AuthorizationRow, details: AuthorizationDetails) -> None:
    row.unit, row.approved = details.unit, details.approved
    row.from_on, row.to_on, row.next_review_on = details.from_on, details.to_on, details.next_review_on
    row.number, row.payer = details.number.strip(), details.payer.strip()


def _details(row: AuthorizationRow) -> AuthorizationDetails:
    return AuthorizationDetails(
        row.unit, row.approved, row.from_on, row.to_on, row.next_review_on, row.number, row.payer
    )


def _detail(details: AuthorizationDetails) -> dict[str, str]:
    return {
        "unit": details.unit.value,
        "approved": str(details.approved),
        "from": details.from_on.isoformat(),
        "to": details.to_on.isoformat(),
    }
