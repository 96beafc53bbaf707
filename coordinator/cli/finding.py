"""From what somebody typed to a record: a group by name or short code, a client by ID or name, a week, a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

import typer

from coordinator import people, roster
from coordinator.errors import NotFound, RuleViolation
from coordinator.series import Segment
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import BlockId, ClientId, FacilitatorId, GroupId, GroupSessionId, ServiceType

T = TypeVar("T")

SEGMENT = "service=MINUTES or service=MINUTES@LEADER, in order, such as group_therapy=60"


class SeveralFound(RuleViolation):
    """Several records go by this name; give the ID instead."""


def group_id(work: UnitOfWork, typed: str) -> GroupId:
    """Give the group with this id, short code or name. Raises `NotFound`, `SeveralFound`."""
    return _only(
        "Group",
        typed,
        ((one.id, (str(one.id), one.short_code, one.name)) for one in roster.groups(work, with_archived=True)),
    )


def client_id(work: UnitOfWork, typed: str) -> ClientId:
    """Give the client with this id, code or name. Raises `NotFound`, `SeveralFound`."""
    lines = roster.clients(work, standing=roster.Standing.ALL)
    return _only("Client", typed, ((one.id, (str(one.id), one.code, one.name)) for one in lines))


def facilitator_id(work: UnitOfWork, typed: str) -> FacilitatorId:
    """Give the member of staff with this id or name. Raises `NotFound`, `SeveralFound`."""
    return _only(
        "Facilitator", typed, ((one.id, (str(one.id), one.name, one.short)) for one in people.facilitators(work))
    )


def session_id(typed: str) -> GroupSessionId:
    """Read a session's id; a usage error where it is none."""
    return GroupSessionId(_uuid(typed, "session"))


def block_id(typed: str) -> BlockId:
    """Read a block's id; a usage error where it is none."""
    return BlockId(_uuid(typed, "block"))


def day_of(typed: str) -> date:
    """Read a day; a usage error where it is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise typer.BadParameter(f"“{typed}” is no day such as 2026-11-23.") from None


def wall_of(typed: str) -> datetime:
    """Read a day and wall time; a usage error where it is none. An offset may be given, and is kept."""
    try:
        return datetime.fromisoformat(typed)
    except ValueError:
        raise typer.BadParameter(f"“{typed}” is no day and time such as 2026-11-23T09:00.") from None


def time_of(typed: str) -> time:
    """Read a wall time; a usage error where it is none."""
    try:
        return time.fromisoformat(typed)
    except ValueError:
        raise typer.BadParameter(f"“{typed}” is no time such as 09:00.") from None


def monday_of(week: str) -> date:
    """Read a week such as 2026-W47, or any day in it; gives its Monday or the day."""
    match = re.fullmatch(r"(\d{4})-?W(\d{2})", week.strip(), re.IGNORECASE)
    if match is None:
        return day_of(week)
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise typer.BadParameter(f"There is no week {week}.") from None


def pairs(options: Iterable[str], form: str) -> list[tuple[str, str]]:
    """Split options of the form `left=right` at their last sign; a usage error where there is none."""
    found = []
    for option in options:
        left, sign, right = option.rpartition("=")
        if not sign or not left.strip():
            raise typer.BadParameter(f"Give it as {form}.")
        found.append((left.strip(), right.strip()))
    return found


def segments(work: UnitOfWork, options: Sequence[str]) -> list[Segment]:
    """Read the segments of a block, each `service=MINUTES` or `service=MINUTES@LEADER`; a usage error otherwise.

    Raises `NotFound`, `SeveralFound` for a leader.
    """
    parts = []
    for service, rest in pairs(options, SEGMENT):
        minutes, at, leader = rest.partition("@")
        if service not in set(ServiceType) or not (minutes.isascii() and minutes.isdigit()):
            known = ", ".join(one.value for one in ServiceType)
            raise typer.BadParameter(f"A segment is service=MINUTES, where service is one of {known}.")
        leads = facilitator_id(work, leader.strip()) if at else None
        parts.append(Segment(ServiceType(service), int(minutes), leads))
    return parts


def _only(kind: str, typed: str, known: Iterable[tuple[T, tuple[str, ...]]]) -> T:
    wanted = roster.folded(typed)
    found = [(record, names) for record, names in known if wanted in {roster.folded(name) for name in names}]
    if not found:
        raise NotFound(kind, typed)
    if len(found) > 1:
        raise SeveralFound
    return found[0][0]


def _uuid(typed: str, what: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise typer.BadParameter(f"“{typed}” is no {what} ID; the list of {what}s shows them.") from None
