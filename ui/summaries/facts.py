"""From a week's figures to what the table draws: pure, so that tests need no window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coordinator.summaries import ClientWeek, SessionCell, WeekHours, WeekReport
from coordinator.vocabulary import AttendanceLabel, ClientId, GroupSessionId
from ui.widgets import HeatTone

FAR_BELOW = 2 / 3
"""Less than two thirds of the goal, 6 of 9 hours, is drawn as far below."""


@dataclass(frozen=True, slots=True)
class Heat:
    """One client's week in the heatmap. `minutes` is None where the client was not enrolled."""

    starts_on: date
    minutes: int | None
    goal: int
    tone: HeatTone | None
    """None for a week that still runs and can still reach the goal: a number without a verdict."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One client's line."""

    client_id: ClientId
    name: str
    hours: WeekHours
    cells: tuple[SessionCell | None, ...]
    """In the order of the report's sessions; None where the client was not enrolled."""
    heat: tuple[Heat, ...]
    below: bool


def report_rows(report: WeekReport, shown: Callable[[str], str]) -> tuple[ReportRow, ...]:
    """Give the lines of a report; `shown` gives a name as it is to be shown."""
    return tuple(_row(one, report, shown) for one in report.clients)


def _row(one: ClientWeek, report: WeekReport, shown: Callable[[str], str]) -> ReportRow:
    cells = {cell.session_id: cell for cell in one.hours.cells}
    past = [week.client(one.client_id) for week in report.history]
    heat = tuple(
        _heat(
            week.starts_on, found.hours if found is not None else None, over=report.over or week.ends_on < report.today
        )
        for week, found in zip(report.history, past, strict=True)
    )
    return ReportRow(
        client_id=one.client_id,
        name=shown(one.name),
        hours=one.hours,
        cells=tuple(_expected(cells, session.id) for session in report.sessions),
        heat=heat,
        below=one.hours.fell_short if report.over else one.hours.falls_short,
    )


def _expected(cells: dict[GroupSessionId, SessionCell], session_id: GroupSessionId) -> SessionCell | None:
    cell = cells.get(session_id)
    return cell if cell is not None and cell.label is not AttendanceLabel.NOT_EXPECTED else None


def _heat(starts_on: date, hours: WeekHours | None, *, over: bool) -> Heat:
    if hours is None or all(cell.label is AttendanceLabel.NOT_EXPECTED for cell in hours.cells):
        return Heat(starts_on, None, 0, HeatTone.NOT_ENROLLED)
    return Heat(starts_on, hours.credited, hours.goal, _tone(hours, over=over))


def _tone(hours: WeekHours, *, over: bool) -> HeatTone | None:
    if hours.reached_goal:
        return HeatTone.REACHED
    if hours.fell_short if over else hours.falls_short:
        # A cancelled session lowers what could be reached, so it lowers this line as well.
        return HeatTone.FAR_BELOW if hours.credited < FAR_BELOW * hours.fair_goal else HeatTone.BELOW
    if any(cell.label is AttendanceLabel.CANCELLED for cell in hours.cells):
        return HeatTone.CANCELLED
    return HeatTone.REACHED if over else None
