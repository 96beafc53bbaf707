"""Create the program and change what holds in it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import partial

from sqlmodel import select

from coordinator.changes import Change
from coordinator.errors import RuleViolation
from coordinator.programs.rules import ProgramRules, check_thresholds
from coordinator.store.tables import ProgramRow, ProgramRuleRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ProgramId, Topic

TOPICS = frozenset({Topic.PROGRAM})
FROM_THE_BEGINNING = date(2000, 1, 1)


class ProgramExists(RuleViolation):
    """The store already has its program."""


def create_program(
    work: UnitOfWork,
    clinic_name: str,
    zone: str,
    *,
    address: str = "",
    phone: str = "",
    home_state: str = "",
    is_sample: bool = False,
) -> Change[ProgramId]:
    """Set up the program of a new store with the usual thresholds; raises `ProgramExists`."""
    if work.rows.exec(select(ProgramRow)).first() is not None:
        raise ProgramExists
    row = ProgramRow(
        clinic_name=clinic_name.strip(),
        zone=zone,
        address=address,
        phone=phone,
        home_state=home_state,
        is_sample=is_sample,
    )
    work.rows.add(row)
    usual = ProgramRules(effective_from=FROM_THE_BEGINNING)
    work.rows.add(written(ProgramRuleRow(program_id=row.id, effective_from=usual.effective_from), usual))
    return Change(Action.CHANGE_PROGRAM, row.id, TOPICS, outcome=row.id)


def change_program(
    work: UnitOfWork,
    program_id: ProgramId,
    *,
    clinic_name: str,
    address: str,
    phone: str,
    zone: str,
    confidentiality_notice: str,
    part2_covered: bool,
) -> Change[ProgramId]:
    """Change what the clinic is called, where it is and what its documents say; raises `NotFound`."""
    row = work.get(ProgramRow, program_id)
    back = partial(
        change_program,
        program_id=program_id,
        clinic_name=row.clinic_name,
        address=row.address,
        phone=row.phone,
        zone=row.zone,
        confidentiality_notice=row.confidentiality_notice,
        part2_covered=row.part2_covered,
    )
    row.clinic_name, row.address, row.phone = clinic_name.strip(), address.strip(), phone.strip()
    row.zone, row.confidentiality_notice, row.part2_covered = zone, confidentiality_notice.strip(), part2_covered
    return Change(Action.CHANGE_PROGRAM, program_id, TOPICS, outcome=program_id, undo=back)


def change_rules(work: UnitOfWork, program_id: ProgramId, rules: ProgramRules) -> Change[date]:
    """Let thresholds hold from `rules.effective_from` on; earlier weeks keep theirs.

    Raises `ThresholdOutOfRange` and `NotFound`.
    """
    check_thresholds(rules)
    work.get(ProgramRow, program_id)
    same_day = select(ProgramRuleRow).where(ProgramRuleRow.effective_from == rules.effective_from)
    row = work.rows.exec(same_day).first()
    fresh = ProgramRuleRow(program_id=program_id, effective_from=rules.effective_from)
    work.rows.add(written(row or fresh, rules))
    return Change(Action.CHANGE_PROGRAM, program_id, TOPICS, outcome=rules.effective_from)


def written(row: ProgramRuleRow, rules: ProgramRules) -> ProgramRuleRow:
    """Write thresholds into the row that holds them; services as their codes with spaces between."""
    codes = " ".join(service.value for service in rules.uncounted_services)
    for field, value in (asdict(rules) | {"uncounted_services": codes}).items():
        setattr(row, field, value)
    return row
