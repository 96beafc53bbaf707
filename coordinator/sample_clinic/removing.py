"""The one action that takes the sample clinic away again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import SQLModel, col, delete, select

from coordinator import people, programs
from coordinator.changes import Change
from coordinator.errors import RuleViolation
from coordinator.programs.rules import ProgramRules
from coordinator.store import word_index
from coordinator.store.tables import AuditRow, FacilitatorRow, LicensedStateRow, ProgramRow, ProgramRuleRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, Topic

KEPT = frozenset({"program", "program_rule", "facilitator", "licensed_state", "audit"})
"""What a vault consists of, and its history, from which nothing is ever taken."""


class NotASample(RuleViolation):
    """This vault holds a real clinic, which is not removed in one step."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many records were removed."""

    records: int


def remove_sample(work: UnitOfWork) -> Change[Removed]:
    """Remove everybody and everything of the sample clinic; the vault is then new, with whoever is signed in.

    The history keeps that it was filled and removed. Raises `NotASample` in any other vault.
    """
    program = work.rows.exec(select(ProgramRow)).one()
    if not program.is_sample:
        raise NotASample
    word_index.clear(work.rows)
    count = 0
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name not in KEPT:
            count += work.rows.connection().execute(table.delete()).rowcount
    me = people.signed_in(work).id
    work.rows.exec(delete(LicensedStateRow).where(col(LicensedStateRow.facilitator_id) != me))
    acted = select(AuditRow.actor_id).where(col(AuditRow.actor_id).is_not(None)).distinct()
    others = delete(FacilitatorRow).where(col(FacilitatorRow.id) != me)
    count += work.rows.exec(others.where(col(FacilitatorRow.id).not_in(acted))).rowcount
    for row in work.rows.exec(select(FacilitatorRow).where(col(FacilitatorRow.id) != me)):
        row.active = False
    _forget_clinic(work, program)
    return Change(
        Action.REMOVE_SAMPLE, program.id, frozenset(Topic), outcome=Removed(count), detail={"records": str(count)}
    )


def _forget_clinic(work: UnitOfWork, program: ProgramRow) -> None:
    filled = select(AuditRow).where(AuditRow.action == Action.FILL_SAMPLE).order_by(col(AuditRow.sequence).desc())
    entry = work.rows.exec(filled.limit(1)).first()
    program.zone = (entry.detail.get("zone") if entry is not None else None) or program.zone
    program.clinic_name = program.address = program.phone = program.home_state = program.confidentiality_notice = ""
    program.is_sample = False
    rules = work.rows.exec(select(ProgramRuleRow).order_by(col(ProgramRuleRow.effective_from))).all()
    for later in rules[1:]:
        work.rows.delete(later)
    programs.written(rules[0], ProgramRules(effective_from=rules[0].effective_from))
    work.rows.flush()
