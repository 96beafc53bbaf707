"""What a plan would collide with: said while it is made, never a refusal, for a clinic may have its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, select

from coordinator import people, series
from coordinator.series import Recurrence, Segment, Window
from coordinator.sessions.facts import GroupSession, leading_spans
from coordinator.sessions.queries import session, sessions_between
from coordinator.store.tables import ClientRow, EnrolmentRow, GroupRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import BlockId, ClientId, FacilitatorId, GroupId, GroupSessionId, SessionStatus

LOOK_AHEAD = timedelta(weeks=26)
A_DAY = timedelta(days=1)


class ClashKind(StrEnum):
    """What two sessions at the same time would share, or that a group is fuller than it may be."""

    FACILITATOR = "facilitator"
    CLIENT = "client"
    LINK = "link"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that a plan collides with, and where it does so first. Instants are UTC.

    `starts_at` and `ends_at` are those of the session that is planned, in `zone`; `other_…` those of the session
    that is there already, None for `CAPACITY`. `names` are the people whom it concerns: the facilitator, or the
    clients who are enrolled in both groups. `times` is on how many dates it happens within half a year.
    `enrolled` and `capacity` are given for `CAPACITY` only.
    """

    kind: ClashKind
    starts_at: datetime
    ends_at: datetime
    zone: str
    other_id: GroupSessionId | None = None
    other_group_id: GroupId | None = None
    other_group_name: str = ""
    other_starts_at: datetime | None = None
    other_ends_at: datetime | None = None
    names: tuple[str, ...] = ()
    client_ids: tuple[ClientId, ...] = ()
    times: int = 1
    enrolled: int = 0
    capacity: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A session that somebody is about to plan. Instants are UTC."""

    starts_at: datetime
    ends_at: datetime
    service_date: date


@dataclass(frozen=True, slots=True)
class _Proposal:
    """Sessions of one group, who would lead them, and through which link they are entered."""

    group_id: GroupId
    zone: str
    capacity: int
    facilitator_id: FacilitatorId | None
    link: str
    planned: tuple[Planned, ...]
    segments: tuple[Segment, ...] = ()


def clashes_of_block(
    work: UnitOfWork,
    group_id: GroupId,
    recurrences: Sequence[Recurrence],
    *,
    segments: Sequence[Segment] = (),
    facilitator_id: FacilitatorId | None = None,
    instead_of: BlockId | None = None,
) -> tuple[Clash, ...]:
    """Give what a block would collide with in the half year from its beginning, or from now on.

    `segments` and `facilitator_id` say who would lead, where that is not the group's own facilitator. `instead_of`
    is the block that is being changed: it does not count as another. Raises `NotFound` and what `add_block` raises
    of a pattern.
    """
    today = work.now.date() - A_DAY
    planned: list[Planned] = []
    for one in recurrences:
        series.check_recurrence(one)
        first = max(today, one.from_on)
        dates = series.occurrences(one, Window(first, first + LOOK_AHEAD))
        planned += [Planned(found.starts_at, found.ends_at, found.service_date) for found in dates]
    usual = _proposal(work, group_id, planned)
    leads = facilitator_id or usual.facilitator_id
    return _clashes(work, replace(usual, facilitator_id=leads, segments=tuple(segments)), but=instead_of)


def clashes_of_session(
    work: UnitOfWork,
    session_id: GroupSessionId,
    *,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    facilitator_id: FacilitatorId | None = None,
) -> tuple[Clash, ...]:
    """Give what one session would collide with if it were held at another time, longer, or by somebody else.

    What is not given stays as it is; `starts_at` is aware. Raises `NotFound`.
    """
    one = session(work, session_id)
    begins = starts_at or one.starts_at
    length = one.ends_at - one.starts_at if minutes is None else timedelta(minutes=minutes)
    row = work.rows.get(GroupSessionRow, session_id)
    proposal = replace(
        _proposal(work, one.group_id, [_planned(begins, begins + length, one.zone)]),
        facilitator_id=facilitator_id or one.facilitator_id,
        segments=series.fit_segments(one.segments, int(length.total_seconds()) // 60),
    )
    if row is not None and row.link:
        proposal = replace(proposal, link=row.link)
    return _clashes(work, proposal, but=session_id)


def clashes_of_extra(work: UnitOfWork, group_id: GroupId, starts_at: datetime, minutes: int = 180) -> tuple[Clash, ...]:
    """Give what an extra session of a group would collide with; `starts_at` is aware. Raises `NotFound`."""
    zone = work.get(GroupRow, group_id).zone
    planned = _planned(starts_at, starts_at + timedelta(minutes=minutes), zone)
    return _clashes(work, _proposal(work, group_id, [planned]))


def clashes_of_enrolment(
    work: UnitOfWork,
    client_id: ClientId,
    group_id: GroupId,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> tuple[Clash, ...]:
    """Give the sessions of a group that overlap those of the client's other groups, for half a year from the start.

    `starts_on` is today where it is not given. Raises `NotFound`.
    """
    group = work.get(GroupRow, group_id)
    client = work.get(ClientRow, client_id)
    first = starts_on or work.now.astimezone(series.zone_named(group.zone)).date()
    last = min(ends_on or date.max, first + LOOK_AHEAD)
    stays = _stays(work)
    found = _standing(sessions_between(work, first - A_DAY, last + A_DAY))
    mine = [one for one in found if one.group_id == group_id and first <= one.service_date <= last]
    others = [
        one
        for one in found
        if one.group_id != group_id and client_id in _clients_on(stays, one.group_id, one.service_date)
    ]
    clashes = [
        replace(
            _met(ClashKind.CLIENT, Planned(one.starts_at, one.ends_at, one.service_date), group.zone, other),
            names=(client.preferred_name,),
            client_ids=(client_id,),
        )
        for one in mine
        for other in others
        if _overlap(one.starts_at, one.ends_at, other)
    ]
    return _gathered(clashes)


def _proposal(work: UnitOfWork, group_id: GroupId, planned: Iterable[Planned]) -> _Proposal:
    group = work.get(GroupRow, group_id)
    return _Proposal(group_id, group.zone, group.capacity, group.facilitator_id, group.link, tuple(planned))


def _planned(starts_at: datetime, ends_at: datetime, zone: str) -> Planned:
    return Planned(starts_at, ends_at, starts_at.astimezone(series.zone_named(zone)).date())


def _clashes(work: UnitOfWork, proposal: _Proposal, *, but: UUID | None = None) -> tuple[Clash, ...]:
    """Give the clashes of a proposal with everything but one session, or the sessions of one block."""
    if not proposal.planned:
        return ()
    days = [one.service_date for one in proposal.planned]
    others: dict[date, list[GroupSession]] = defaultdict(list)
    for other in _standing(sessions_between(work, min(days) - A_DAY, max(days) + A_DAY)):
        if but is None or but not in {other.id, other.block_id}:
            others[other.starts_at.date()].append(other)
    clinic = _Clinic(work)
    found: list[Clash] = []
    for one in proposal.planned:
        enrolled = clinic.clients_on(proposal.group_id, one.service_date)
        if len(enrolled) > proposal.capacity:
            found.append(_too_many(one, proposal, len(enrolled)))
        day = one.starts_at.astimezone(UTC).date()
        near = (*others[day - A_DAY], *others[day], *others[day + A_DAY])
        for other in near:
            if _overlap(one.starts_at, one.ends_at, other):
                found += clinic.shared(proposal, one, other)
    return _gathered(found)


class _Clinic:
    """Who leads, who is enrolled and which link is used, read once."""

    def __init__(self, work: UnitOfWork) -> None:
        self._stays = _stays(work)
        self._names = {row.id: row.preferred_name for row in work.rows.exec(select(ClientRow))}
        self._leaders = {one.id: one.name for one in people.facilitators(work, with_inactive=True)}
        self._group_links = {row.id: row.link for row in work.rows.exec(select(GroupRow))}
        own = select(GroupSessionRow).where(col(GroupSessionRow.link) != "")
        self._own_links = {row.id: row.link for row in work.rows.exec(own)}

    def clients_on(self, group_id: GroupId, day: date) -> frozenset[ClientId]:
        """Give who is enrolled in a group on a day."""
        return _clients_on(self._stays, group_id, day)

    def shared(self, proposal: _Proposal, one: Planned, other: GroupSession) -> Iterator[Clash]:
        """Give what a planned session shares with another at the same time."""
        for leader in _leading_both(proposal, one, other):
            yield replace(_met(ClashKind.FACILITATOR, one, proposal.zone, other), names=(self._leaders[leader],))
        both = self.clients_on(proposal.group_id, one.service_date)
        both &= self.clients_on(other.group_id, other.service_date)
        if both:
            ordered = tuple(sorted(both, key=lambda client: (self._names[client].casefold(), str(client))))
            names = tuple(self._names[client] for client in ordered)
            clash = _met(ClashKind.CLIENT, one, proposal.zone, other)
            yield replace(clash, names=names, client_ids=ordered)
        link = self._own_links.get(other.id) or self._group_links[other.group_id]
        if proposal.link and proposal.link == link:
            yield _met(ClashKind.LINK, one, proposal.zone, other)


def _leading_both(proposal: _Proposal, one: Planned, other: GroupSession) -> tuple[FacilitatorId, ...]:
    """Give who would lead in two places at once: a whole session, or a segment of it."""
    mine = leading_spans(one.starts_at, one.ends_at, proposal.segments, proposal.facilitator_id)
    theirs = leading_spans(other.starts_at, other.ends_at, other.segments, other.facilitator_id)
    both = (
        here
        for here, begins, ends in mine
        for there, from_, to in theirs
        if here == there and begins < to and from_ < ends
    )
    return tuple(dict.fromkeys(both))


def _too_many(one: Planned, proposal: _Proposal, enrolled: int) -> Clash:
    return Clash(
        ClashKind.CAPACITY, one.starts_at, one.ends_at, proposal.zone, enrolled=enrolled, capacity=proposal.capacity
    )


def _met(kind: ClashKind, one: Planned, zone: str, other: GroupSession) -> Clash:
    return Clash(
        kind,
        one.starts_at,
        one.ends_at,
        zone,
        other_id=other.id,
        other_group_id=other.group_id,
        other_group_name=other.group_name,
        other_starts_at=other.starts_at,
        other_ends_at=other.ends_at,
    )


def _gathered(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """Say what repeats once, with its first date and how often, in the order of the kinds and dates."""
    first: dict[tuple[object, ...], Clash] = {}
    for clash in sorted(clashes, key=lambda one: one.starts_at):
        key = (clash.kind, clash.other_group_id, clash.names, clash.client_ids)
        known = first.get(key)
        first[key] = clash if known is None else replace(known, times=known.times + 1)
    order = list(ClashKind)
    return tuple(sorted(first.values(), key=lambda one: (order.index(one.kind), one.starts_at)))


def _standing(sessions: Iterable[GroupSession]) -> tuple[GroupSession, ...]:
    return tuple(one for one in sessions if one.status is not SessionStatus.CANCELLED)


def _overlap(starts_at: datetime, ends_at: datetime, other: GroupSession) -> bool:
    return starts_at < other.ends_at and other.starts_at < ends_at


def _stays(work: UnitOfWork) -> dict[GroupId, list[EnrolmentRow]]:
    found: dict[GroupId, list[EnrolmentRow]] = defaultdict(list)
    for stay in work.rows.exec(select(EnrolmentRow)):
        found[stay.group_id].append(stay)
    return found


def _clients_on(stays: dict[GroupId, list[EnrolmentRow]], group_id: GroupId, day: date) -> frozenset[ClientId]:
    return frozenset(stay.client_id for stay in stays.get(group_id, ()) if _covers(stay, day))


def _covers(stay: EnrolmentRow, day: date) -> bool:
    return stay.starts_on <= day and (stay.ends_on is None or day <= stay.ends_on)
