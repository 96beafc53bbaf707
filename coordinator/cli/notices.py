"""What a plan collides with and what it misses: said beside the answer, and part of the JSON. Never a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from coordinator import roster, series, sessions
from coordinator.cli.output import day, instant, say
from coordinator.errors import NotFound
from coordinator.series import Outlook, OutlookKind, Pattern, Recurrence, Segment
from coordinator.sessions import Clash, ClashKind
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import BlockId, ClientId, FacilitatorId, GroupId

MINUTES_PER_HOUR = 60


def tell_clashes(
    store: Store,
    group_id: GroupId,
    recurrences: Sequence[Recurrence],
    *,
    segments: Sequence[Segment] = (),
    facilitator_id: FacilitatorId | None = None,
    instead_of: BlockId | None = None,
) -> list[dict[str, object]]:
    """Say what blocks would collide with, and give it for the JSON."""
    found = store.read(
        sessions.clashes_of_block,
        group_id,
        recurrences,
        segments=segments,
        facilitator_id=facilitator_id,
        instead_of=instead_of,
    )
    return _clashes(found)


def tell_clashes_of_date(
    store: Store,
    block_id: BlockId,
    on: date,
    *,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    facilitator_id: FacilitatorId | None = None,
) -> list[dict[str, object]]:
    """Say what one date of a block would collide with; nothing where the command will refuse the date itself."""

    def found(work: UnitOfWork) -> tuple[Clash, ...]:
        try:
            return sessions.clashes_of_session(
                work,
                series.session_id(block_id, on),
                starts_at=starts_at,
                minutes=minutes,
                facilitator_id=facilitator_id,
            )
        except NotFound:
            return ()

    return _clashes(store.read(found))


def tell_clashes_of_extra(
    store: Store, group_id: GroupId, starts_at: datetime, minutes: int
) -> list[dict[str, object]]:
    """Say what an extra session would collide with."""
    return _clashes(store.read(sessions.clashes_of_extra, group_id, starts_at, minutes))


def tell_clashes_of_enrolment(
    store: Store, client_id: ClientId, group_id: GroupId, first: date | None, last: date | None
) -> list[dict[str, object]]:
    """Say with which other group of the client a place would collide, and which no-contact flags are up."""
    orders = store.read(roster.contact_orders, client_id, group_id, starts_on=first, ends_on=last)
    for order in orders:
        say(f"Note: no contact, {order.name}: {order.text}")
    found = store.read(sessions.clashes_of_enrolment, client_id, group_id, starts_on=first, ends_on=last)
    return _clashes(found)


def tell_orders(plan: roster.ImportPlan) -> bool:
    """Say which no-contact flags are up for the rows of a roster file; gives whether there are any."""
    found = [(problem.key.row, order) for problem in plan.problems for order in problem.orders]
    for row, order in found:
        say(f"Note: row {row}, no contact, {order.name}: {order.text}")
    return bool(found)


def tell_outlook(
    store: Store, group_id: GroupId, planned: Sequence[Pattern], *, instead_of: BlockId | None = None
) -> list[dict[str, object]]:
    """Say which of the payer's rules a group's week would miss with some blocks more."""
    return _outlook(store.read(series.outlook, group_id, planned, instead_of=instead_of))


def tell_outlook_of_date(
    store: Store, block_id: BlockId, on: date, *, starts_at: datetime, minutes: int | None
) -> list[dict[str, object]]:
    """Say which day rule one date of a block would miss; nothing where the command will refuse the date itself."""

    def found(work: UnitOfWork) -> tuple[Outlook, ...]:
        try:
            session_id = series.session_id(block_id, on)
            return sessions.outlook_of_session(work, session_id, starts_at=starts_at, minutes=minutes)
        except NotFound:
            return ()

    return _outlook(store.read(found))


def tell_outlook_of_extra(
    store: Store, group_id: GroupId, starts_at: datetime, minutes: int, segments: Sequence[Segment]
) -> list[dict[str, object]]:
    """Say which day rule an extra session would miss."""
    return _outlook(store.read(sessions.outlook_of_extra, group_id, starts_at, minutes, segments))


def tell_closure_outlook(store: Store, first: date, last: date, name: str) -> list[dict[str, object]]:
    """Say which weeks a closure would leave below the goal."""
    return _outlook(store.read(series.closure_outlook, first, last, name))


def _clashes(found: Sequence[Clash]) -> list[dict[str, object]]:
    for one in found:
        say(f"Note: {_clash_sentence(one)}")
    return [
        {
            "kind": one.kind.value,
            "starts_at": instant(one.starts_at),
            "ends_at": instant(one.ends_at),
            "other_session_id": str(one.other_id) if one.other_id is not None else None,
            "other_group": one.other_group_name or None,
            "other_starts_at": instant(one.other_starts_at),
            "other_ends_at": instant(one.other_ends_at),
            "names": list(one.names),
            "times": one.times,
        }
        for one in found
    ]


def _clash_sentence(one: Clash) -> str:
    at = f"{one.starts_at.astimezone(ZoneInfo(one.zone)):%Y-%m-%d %H:%M}"
    often = f" That happens on {one.times} dates." if one.times > 1 else ""
    who = ", ".join(one.names)
    match one.kind:
        case ClashKind.FACILITATOR:
            return f"{who} leads {one.other_group_name} at the same time, on {at}.{often}"
        case ClashKind.CLIENT:
            return f"{who} is expected in {one.other_group_name} at the same time, on {at}.{often}"
        case ClashKind.LINK:
            return f"{one.other_group_name} meets through the same link at the same time, on {at}.{often}"
        case ClashKind.CAPACITY:
            return f"{one.enrolled} clients are enrolled on {at}; the group has {one.capacity} places.{often}"


def _outlook(found: Sequence[Outlook]) -> list[dict[str, object]]:
    for one in found:
        say(f"Note: {_outlook_sentence(one)}")
    return [
        {
            "kind": one.kind.value,
            "group": one.group_name,
            "found": one.found,
            "wanted": one.wanted,
            "weekday": one.weekday.value if one.weekday is not None else None,
            "week_starts_on": day(one.week_starts_on),
            "closures": list(one.closures),
        }
        for one in found
    ]


def _outlook_sentence(one: Outlook) -> str:
    match one.kind:
        case OutlookKind.DAY_TOO_SHORT:
            weekday = one.weekday.value.capitalize() if one.weekday is not None else ""
            return f"{one.group_name} counts {one.found} minutes on {weekday}; a billable day has {one.wanted}."
        case OutlookKind.TOO_FEW_DAYS:
            return f"{one.group_name} meets on {one.found} days a week; at least {one.wanted} are asked for."
        case OutlookKind.TOO_MANY_DAYS:
            return f"{one.group_name} meets on {one.found} days a week; at most {one.wanted} are usual."
        case OutlookKind.WEEK_BELOW_GOAL:
            closed = f" because of {', '.join(one.closures)}" if any(one.closures) else ""
            hours, goal = one.found / MINUTES_PER_HOUR, one.wanted / MINUTES_PER_HOUR
            return f"{one.group_name} offers {hours:g} of {goal:g} hours in the week of {one.week_starts_on}{closed}."
