"""One group's week as the Reports screen shows it: the figures of the document, and the weeks before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordinator import programs, roster, sessions
from coordinator.roster import Group
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.assembly import below_line, client_line, is_over
from coordinator.summaries.document import BelowGoalLine, KeyFigures
from coordinator.summaries.forecast import Forecast, MakeUpPlace, forecast_of
from coordinator.summaries.plans import week_plans
from coordinator.summaries.week_reading import attempts, has_begun, marks_of, outreach_rows
from coordinator.summaries.weekly_summary import ClientWeek, WeeklySummary, weeks_before
from coordinator.vocabulary import ClientId, ExcuseReason, GroupId, NameStyle

WEEKS_SHOWN = 6
LAST_WORKDAY = 4
"""Friday, counted from a week's first day."""


@dataclass(frozen=True, slots=True)
class BelowGoal:
    """A client who is, or can only stay, below the goal. `at_most` is what is left to reach; None once it is over.

    `make_ups` are sessions of other groups that have a place and do not clash with the client's own.
    """

    client_id: ClientId
    line: BelowGoalLine
    at_most: int | None
    make_ups: tuple[MakeUpPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Needed:
    """The sessions a client who can still reach the goal must not miss: the fewest and earliest, by service date."""

    client_id: ClientId
    client: str
    missing_minutes: int
    sessions: tuple[GroupSession, ...]


@dataclass(frozen=True, slots=True)
class WeekReport:
    """A group's week.

    `sessions` are the columns, planned ones among them; `history` ends with this week; `over` says whether nothing
    of the week is left to come. The figures are added up exactly as in the document that is exported. `needed` tells
    of everybody who is still on the way to the goal, in a week that has begun.
    """

    group: Group
    now: datetime
    today: date
    summary: WeeklySummary
    sessions: tuple[GroupSession, ...]
    history: tuple[WeeklySummary, ...]
    figures: KeyFigures
    below: tuple[BelowGoal, ...]
    over: bool
    needed: tuple[Needed, ...] = ()

    @property
    def goal_minutes(self) -> int:
        """The goal most clients share: the program's, for the group's age band."""
        return self.summary.rules.goal_minutes(self.group.age_band)

    @property
    def clients(self) -> tuple[ClientWeek, ...]:
        """The clients of the group, by name."""
        return self.summary.clients


def week_report(
    work: UnitOfWork, day: date, group_id: GroupId, reasons: dict[ExcuseReason, str], weeks: int = WEEKS_SHOWN
) -> WeekReport:
    """Give the week that holds `day` with the weeks before it, `weeks` in all.

    `reasons` are the words for excuse reasons, given by whoever speaks the reader's language. Raises `NotFound`.
    """
    group = roster.group(work, group_id)
    history = weeks_before(work, day, weeks, group_id)
    summary = history[-1]
    found = list(sessions.sessions_between(work, summary.starts_on, summary.ends_on, group_id))
    begun = [one for one in found if has_begun(one, work.now)]
    ids = [one.id for one in begun]
    marks, outreach = marks_of(work, ids), attempts(outreach_rows(work, ids), begun, ZoneInfo(group.zone))
    plans = week_plans(work, summary.starts_on)
    over = is_over(summary, work.now)
    ahead = None if over else forecast_of(work, summary)
    lines = [client_line(one, group_id, begun, NameStyle.FULL) for one in summary.clients]
    below = tuple(
        BelowGoal(
            one.client_id,
            below_line(one, begun, marks, outreach, plans, NameStyle.FULL, reasons),
            None if over else one.hours.best_still_possible,
            _make_ups(ahead, one.client_id),
        )
        for one in summary.clients
        if (one.hours.fell_short if over else one.hours.falls_short)
    )
    return WeekReport(
        group=group,
        now=work.now,
        today=roster.today(work),
        summary=summary,
        sessions=tuple(found),
        history=history,
        figures=KeyFigures.of(tuple(lines)),
        below=tuple(sorted(below, key=lambda one: one.line.credited_minutes)),
        over=over,
        needed=_needed(work, summary, ahead) if ahead is not None and summary.starts_on <= roster.today(work) else (),
    )


def _make_ups(ahead: Forecast | None, client_id: ClientId) -> tuple[MakeUpPlace, ...]:
    found = ahead.of(client_id) if ahead is not None else None
    return found.make_ups if found is not None else ()


def _needed(work: UnitOfWork, summary: WeeklySummary, ahead: Forecast) -> tuple[Needed, ...]:
    """Give what each client on the way to the goal still needs; the sessions may be of any of the client's groups."""
    left = {one.id: one for one in sessions.sessions_between(work, summary.starts_on, summary.ends_on)}
    return tuple(
        Needed(one.week.client_id, one.week.name, one.missing, tuple(left[need.session_id] for need in one.needs))
        for one in ahead.each
        if one.needs
    )


def week_due(work: UnitOfWork) -> date:
    """Give the first day of the week whose summary is due: this week's from its fifth day on, before that last week's.

    Friday's paperwork is about the week that ends; what is left of it is done at the beginning of the next.
    """
    today = roster.today(work)
    starts_on, _ends_on = programs.week_on(work, today)
    if (today - starts_on).days >= LAST_WORKDAY:
        return starts_on
    return programs.week_on(work, starts_on - timedelta(days=1))[0]
