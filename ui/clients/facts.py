"""What the Clients screen shows, read in one go: the list with this week, and one client with six weeks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordinator import attendance, programs, roster, series, sessions, summaries
from coordinator.attendance import AnnouncedAbsence, ServiceTime
from coordinator.roster import CareLevel, Client, ClientLine, Group, GroupLabel, Standing, StandingCounts
from coordinator.series import Block
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries import Authorization, ClientForecast
from coordinator.summaries.forecast import forecast_of
from coordinator.summaries.weekly_summary import ClientWeek, weekly_summary, weeks_before
from coordinator.vocabulary import AttendanceLabel, ClientId, GroupId, SessionStatus

WEEKS = 6
AHEAD = timedelta(weeks=8)
"""How far ahead an absence can be announced here."""
_NOT_COUNTED = frozenset({AttendanceLabel.CANCELLED, AttendanceLabel.NOT_EXPECTED, AttendanceLabel.UNMARKED})
"""What is no planned time of the client's: neither a session the program cancelled nor days before enrollment."""


@dataclass(frozen=True, slots=True)
class ListedClient:
    """A client in the list with this week's sessions; `week` is None for somebody without any."""

    line: ClientLine
    week: ClientWeek | None
    today: date
    now: datetime

    @property
    def falls_short(self) -> bool:
        """Whether attending everything that is left would still miss the goal."""
        if self.week is None:
            return False
        return self.week.hours.falls_short


@dataclass(frozen=True, slots=True)
class ClientsFacts:
    """The list of one standing, and how many there are of each."""

    rows: tuple[ListedClient, ...]
    counts: StandingCounts
    standing: Standing


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """One of the last six weeks; `week` is None where the client was not enrolled."""

    starts_on: date
    week: ClientWeek | None


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """One client whole. `weeks` are oldest first, the present one last.

    `absences` are those announced for sessions to come, `times` the individual time of the weeks shown; `zone` is
    the program's. `levels` of care are oldest first, `authorizations` newest first; `forecast` is of this week.
    """

    client: Client
    weeks: tuple[ShownWeek, ...]
    blocks: dict[GroupId, tuple[Block, ...]]
    groups: tuple[Group, ...]
    today: date
    now: datetime
    zone: str
    absences: tuple[AnnouncedAbsence, ...]
    times: tuple[ServiceTime, ...]
    levels: tuple[CareLevel, ...]
    authorizations: tuple[Authorization, ...]
    forecast: ClientForecast | None

    @property
    def present_groups(self) -> tuple[GroupLabel, ...]:
        """The groups the client is in now or will be in."""
        stays = (stay for stay in self.client.enrolments if stay.ends_on is None or stay.ends_on >= self.today)
        return tuple({stay.group.id: stay.group for stay in stays}.values())

    def planned_minutes(self, group_id: GroupId) -> int:
        """What a group offers in a week, breaks left out."""
        return sum(block.countable_minutes for block in self.blocks.get(group_id, ()))

    @property
    def attended_share(self) -> int | None:
        """Attended of expected group time over the weeks, in whole percent; None where nothing was expected yet."""
        cells = [cell for shown in self.weeks if shown.week for cell in shown.week.hours.cells]
        over = [cell for cell in cells if cell.starts_at < self.now and cell.label not in _NOT_COUNTED]
        expected = sum(cell.countable_minutes for cell in over)
        return round(100 * sum(cell.attended_minutes for cell in over) / expected) if expected else None


def clients_facts(work: UnitOfWork, standing: Standing) -> ClientsFacts:
    """Give the clients of one standing with this week's attendance."""
    day = roster.today(work)
    weeks = {week.client_id: week for week in weekly_summary(work, day).clients}
    rows = tuple(
        ListedClient(line, weeks.get(line.id), day, work.now) for line in roster.clients(work, standing=standing)
    )
    return ClientsFacts(rows, roster.standing_counts(work), standing)


def client_facts(work: UnitOfWork, client_id: ClientId) -> ClientFacts:
    """Give one client with the last six weeks; raises `NotFound`."""
    client = roster.client(work, client_id)
    day = roster.today(work)
    found = weeks_before(work, day, WEEKS, client_id=client_id)
    weeks = [ShownWeek(summary.starts_on, summary.client(client_id)) for summary in found]
    blocks: dict[GroupId, list[Block]] = defaultdict(list)
    for block in series.blocks(work):
        if block.recurrence.until_on is None or block.recurrence.until_on >= day:
            blocks[block.group_id].append(block)
    frozen = {group_id: tuple(found) for group_id, found in blocks.items()}
    return ClientFacts(
        client=client,
        weeks=tuple(weeks),
        blocks=frozen,
        groups=roster.groups(work),
        today=day,
        now=work.now,
        zone=programs.program(work).zone,
        absences=attendance.announced_absences(work, client_id),
        times=attendance.service_times_between(work, weeks[0].starts_on, day, client_id),
        levels=roster.care_levels(work, [client_id]).get(client_id, ()),
        authorizations=summaries.authorizations(work, client_id),
        forecast=forecast_of(work, found[-1]).of(client_id),
    )


def upcoming_sessions(work: UnitOfWork, client_id: ClientId) -> tuple[GroupSession, ...]:
    """Give the sessions of the next eight weeks that the client is expected in and that have not begun, by start.

    Raises `NotFound`.
    """
    day = roster.today(work)
    client = roster.client(work, client_id)
    stays = [stay for stay in client.enrolments if stay.ends_on is None or stay.ends_on >= day]
    if not stays:
        return ()
    return tuple(
        one
        for one in sessions.sessions_between(work, day, day + AHEAD)
        if one.status is SessionStatus.PLANNED
        and one.starts_at > work.now
        and any(
            stay.group.id == one.group_id
            and stay.starts_on <= one.service_date
            and (stay.ends_on is None or one.service_date <= stay.ends_on)
            for stay in stays
        )
    )
