"""What every signature beside another has in common: who may give and withdraw it, whether it holds, what waits for it.

A supervisor signs beside a note (`cosigning`) or beside an addition to one (`cosigning_additions`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import select

from coordinator import programs
from coordinator.notes import rules
from coordinator.notes.errors import CosigningRefused, CosignRefusal
from coordinator.notes.facts import AwaitingCosignature, CoSignature
from coordinator.programs.rules import rules_in_force
from coordinator.store.tables import GroupRow, GroupSessionRow, NoteRow, SupervisionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import FacilitatorId, GroupSessionId, Topic

TOPICS = frozenset({Topic.NOTES})


class Beside(Protocol):
    """A stored signature beside another."""

    signed_at: datetime
    signed_by: FacilitatorId
    signer: str
    digest: str


BesideT = TypeVar("BesideT", bound=Beside)


def supervisors_of(work: UnitOfWork, named: object, signer: FacilitatorId | None) -> frozenset[str]:
    """Who may sign beside: whom the record names, and who supervises its signer now where somebody took over."""
    if not named:
        return frozenset()
    now = work.rows.exec(select(SupervisionRow).where(SupervisionRow.facilitator_id == signer)).first()
    return frozenset({str(named), *([str(now.supervisor_id)] if now is not None else [])})


def is_awaited(work: UnitOfWork, named: object, signer: FacilitatorId | None) -> bool:
    """Say whether whoever is signed in may sign beside what `signer` signed under the supervisor that it names."""
    return work.actor is not None and str(work.actor) in supervisors_of(work, named, signer)


def withdrawable(work: UnitOfWork, note: NoteRow, row: BesideT | None) -> BesideT:
    """Give a signature beside that whoever is signed in may take back: who gave it, within 60 seconds.

    Raises `CosigningRefused`, `SignatureStays`.
    """
    if row is None:
        raise CosigningRefused(CosignRefusal.NOT_COSIGNED)
    rules.check_withdrawable(
        note.status, row.signed_at, row.signed_by, addenda=0, cosigned=False, actor=work.signed_in, now=work.now
    )
    return row


def shown(row: Beside, seal: str) -> CoSignature:
    """Give a signature beside as it is shown; `seal` is the digest that it must bear."""
    return CoSignature(row.signed_by, row.signer, row.signed_at, row.digest, row.digest == seal)


class Waiting:
    """Gathers what waits for a supervisor, by session and by who may sign; what is added first is due first."""

    def __init__(self, work: UnitOfWork) -> None:
        self._now, self._timeline = work.now, programs.rules_timeline(work)
        self._above = {row.facilitator_id: row.supervisor_id for row in work.rows.exec(select(SupervisionRow))}
        self._found: dict[tuple[GroupSessionId, frozenset[FacilitatorId]], AwaitingCosignature] = {}

    def add(
        self,
        session: GroupSessionRow,
        group: GroupRow,
        named: FacilitatorId,
        signer: FacilitatorId | None,
        days_from: date,
    ) -> None:
        """Count one more that `signer` signed; the program's days run from `days_from`, in the session's zone."""
        supervisors = self._who_may(named, signer)
        place = (session.id, supervisors)
        if place in self._found:
            self._found[place] = replace(self._found[place], count=self._found[place].count + 1)
            return
        due = rules.due_on(days_from, rules_in_force(self._timeline, days_from).note_due_days)
        self._found[place] = AwaitingCosignature(
            session_id=session.id,
            group_id=group.id,
            group_name=group.name,
            service_date=session.service_date,
            supervisor_ids=supervisors,
            count=1,
            due_on=due,
            overdue=self._now.astimezone(ZoneInfo(session.zone)).date() > due,
        )

    def found(self) -> tuple[AwaitingCosignature, ...]:
        """Give everything that was added, in that order."""
        return tuple(self._found.values())

    def _who_may(self, named: FacilitatorId, signer: FacilitatorId | None) -> frozenset[FacilitatorId]:
        now = self._above.get(signer) if signer is not None else None
        return frozenset({named} if now is None else {named, now})
