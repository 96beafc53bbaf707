"""A fingerprint of the figures a document told, kept with its entry in the history, to see later whether they hold.

Marks have their own history; figures depend on more: on the sessions of a client's other groups, on stays, levels of
care, thresholds and cancellations that somebody enters or corrects afterwards. Only what was over when the document
was made takes part, so that a week which goes on corrects nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from sqlmodel import col, select

from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.rules import SessionCell
from coordinator.summaries.weekly_summary import ClientWeek, WeeklySummary
from coordinator.vocabulary import Action, AttendanceLabel, ClientId

CHUNK = 400
FIGURES, FIGURES_AT = "figures", "figures_at"


@dataclass(frozen=True, slots=True)
class Figures:
    """The SHA-256 of what a document told in figures at an instant (UTC)."""

    digest: str
    at: datetime

    @classmethod
    def of(cls, summary: WeeklySummary, about: Collection[ClientId], at: datetime) -> Self:
        """Take the fingerprint of some clients' week, of the sessions that were over at an instant."""
        lines = sorted(line for one in summary.clients if one.client_id in about for line in _lines(one, at))
        return cls(hashlib.sha256(json.dumps(lines).encode()).hexdigest(), at)

    def hold(self, summary: WeeklySummary, about: Collection[ClientId]) -> bool:
        """Say whether the same sessions still give the same figures."""
        return Figures.of(summary, about, self.at) == self

    def detail(self) -> dict[str, str]:
        """Give what the history keeps."""
        return {FIGURES: self.digest, FIGURES_AT: self.at.isoformat()}


def figures_told(work: UnitOfWork, export_ids: Collection[UUID]) -> dict[UUID, Figures]:
    """Give the fingerprints that were kept with some exports; those of before there were any have none."""
    found: dict[UUID, Figures] = {}
    ids = [str(one) for one in export_ids]
    for start in range(0, len(ids), CHUNK):
        wanted = select(AuditRow).where(
            col(AuditRow.subject_id).in_(ids[start : start + CHUNK]), AuditRow.action == Action.EXPORT_SUMMARY
        )
        for entry in work.rows.exec(wanted):
            if FIGURES in entry.detail:
                at = datetime.fromisoformat(entry.detail[FIGURES_AT])
                found[UUID(entry.subject_id)] = Figures(entry.detail[FIGURES], at)
    return found


def _lines(one: ClientWeek, at: datetime) -> Iterator[list[str]]:
    told = [cell for cell in one.hours.cells if _told(cell, at)]
    if told:
        yield [str(one.client_id), str(one.hours.goal)]
    for cell in told:
        figures = (
            cell.attended_minutes if cell.minutes_known else None,
            cell.credited_minutes,
            cell.expected_minutes,
            cell.arrived_late_minutes,
            cell.left_early_minutes,
        )
        yield [str(one.client_id), str(cell.session_id), cell.label.value, *map(str, figures)]


def _told(cell: SessionCell, at: datetime) -> bool:
    over = cell.starts_at + timedelta(minutes=cell.planned_minutes) <= at
    return over and cell.label is not AttendanceLabel.NOT_EXPECTED
