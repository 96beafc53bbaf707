"""Take a roster file in, all or nothing, and take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID, uuid4

from sqlmodel import col, select

from coordinator.changes import Change
from coordinator.roster.commands.clients import add_client
from coordinator.roster.commands.enrolments import join_waitlist, place
from coordinator.roster.commands.groups import add_group
from coordinator.roster.commands.safety import add_consent
from coordinator.roster.contact_orders import any_order, check_meeting
from coordinator.roster.days import day_in
from coordinator.roster.forms import ConsentDetails, GroupDetails
from coordinator.roster.importing.columns import Columns
from coordinator.roster.importing.faults import ImportUndecided, NothingToImport
from coordinator.roster.importing.plan import Choices, ImportPlan, PlannedRow, Reasons
from coordinator.roster.importing.planning import import_plan
from coordinator.roster.importing.table import RosterTable
from coordinator.roster.importing.undoing import undo_roster_import
from coordinator.roster.importing.values import DateOrder
from coordinator.roster.queries.occupancy import place_of
from coordinator.roster.reversal import TOPICS, Keepsake
from coordinator.roster.rules import initials
from coordinator.store.columns import name_key
from coordinator.store.tables import (
    EnrolmentRow,
    EpisodeRow,
    GroupRow,
    RosterImportRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, ConsentKind, GroupId, RosterImportId


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What one import brought, in numbers."""

    id: RosterImportId
    imported_at: datetime
    clients: int
    groups: int
    enrolled: int
    waiting: int
    skipped: int


def import_roster(
    work: UnitOfWork,
    table: RosterTable,
    columns: Columns,
    *,
    choices: Choices | None = None,
    reasons: Reasons | None = None,
    date_order: DateOrder | None = None,
) -> Change[RosterImport]:
    """Take in every row of a roster file that the plan keeps, in one transaction.

    The plan is made afresh, so that what is written is what the vault allows now. Raises `ImportUndecided`,
    `NothingToImport`, `RosterFileUnusable` and whatever the single commands raise; then nothing was written.
    """
    plan = import_plan(work, table, columns, choices=choices, reasons=reasons, date_order=date_order)
    if plan.undecided or plan.dates_undecided:
        rows = tuple(sorted({problem.key.row for problem in plan.undecided}))
        raise ImportUndecided(rows, date_order=plan.dates_undecided)
    if not plan.rows:
        raise NothingToImport
    import_id = RosterImportId(uuid4())
    record = RosterImportRow(
        id=import_id,
        imported_at=work.now,
        imported_by=work.signed_in,
        digest=table.digest,
        row_count=len(plan.rows),
    )
    work.rows.add(record)
    writer = _Writer(work, import_id, plan)
    enrolled, waiting, episodes = writer.write()
    outcome = RosterImport(import_id, work.now, plan.new_clients, len(plan.new_groups), enrolled, waiting, plan.skipped)
    record.before = {
        "episodes": [str(episode_id) for episode_id in episodes],
        "consents": [str(consent_id) for consent_id in writer.consents],
        "clients": outcome.clients,
        "groups": outcome.groups,
        "enrolled": enrolled,
        "waiting": waiting,
        "skipped": plan.skipped,
    }
    return Change(
        Action.IMPORT_ROSTER,
        import_id,
        TOPICS,
        outcome=outcome,
        undo=partial(undo_roster_import, import_id=import_id),
        detail={"clients": str(outcome.clients), "rows": str(len(plan.rows)), "digest": table.digest},
    )


def latest_import(work: UnitOfWork) -> RosterImport | None:
    """Give the newest import that was not undone, or None."""
    wanted = select(RosterImportRow).where(col(RosterImportRow.undone_at).is_(None))
    row = work.rows.exec(wanted.order_by(col(RosterImportRow.imported_at).desc()).limit(1)).first()
    if row is None:
        return None
    figures = (int(row.before.get(key, 0)) for key in ("clients", "groups", "enrolled", "waiting", "skipped"))
    return RosterImport(row.id, row.imported_at, *figures)


class _Writer:
    """Writes a plan. Each part goes through the same command that a form uses."""

    def __init__(self, work: UnitOfWork, import_id: RosterImportId, plan: ImportPlan) -> None:
        self._work = work
        self._import_id = import_id
        self._plan = plan
        self.consents: list[UUID] = []
        self._any_order = any_order(work)

    def write(self) -> tuple[int, int, list[UUID]]:
        """Write it all; gives the numbers enrolled and waiting, and the episodes that were opened."""
        for name in self._plan.new_groups:
            details = GroupDetails(name, short_code=self._free_short_code(name))
            add_group(self._work, details, import_id=self._import_id)
        before = set(self._work.rows.exec(select(EpisodeRow.id)).all())
        people = self._clients()
        groups = self._groups()
        enrolled = waiting = 0
        for row in self._plan.rows:
            for group in row.groups:
                if self._place(row, people[row.number], groups[name_key(group)]):
                    enrolled += 1
                else:
                    waiting += 1
        self._work.rows.flush()
        opened = [episode for episode in self._work.rows.exec(select(EpisodeRow.id)).all() if episode not in before]
        return enrolled, waiting, opened

    def _clients(self) -> dict[int, ClientId]:
        """Add the new clients; those with an ID of their own first, so that a made-up one never takes it."""
        people: dict[int, ClientId] = {}
        for row in sorted(self._plan.rows, key=lambda row: (not row.details.code, row.number)):
            if row.known_id is not None:
                people[row.number] = row.known_id
            elif row.first_row == row.number:
                change = add_client(
                    self._work,
                    row.details,
                    admitted_on=row.admitted_on,
                    contacts=[row.contact] if row.contact else [],
                    import_id=self._import_id,
                )
                people[row.number] = change.outcome
        for row in self._plan.rows:
            people.setdefault(row.number, people.get(row.first_row) or people[row.number])
            if row.consent_on is not None:
                consent = ConsentDetails(ConsentKind.TELEHEALTH, signed_on=row.consent_on)
                self.consents.append(add_consent(self._work, people[row.number], consent).outcome)
        return people

    def _groups(self) -> Mapping[str, GroupRow]:
        rows = self._work.rows.exec(select(GroupRow).where(col(GroupRow.archived_at).is_(None)))
        return {row.name_key: row for row in rows}

    def _place(self, row: PlannedRow, client_id: ClientId, group: GroupRow) -> bool:
        """Enroll, or put on the waitlist; gives whether there was a place."""
        if row.on_waitlist:
            if place_of(self._work, client_id, group.id) is None:
                join_waitlist(self._work, client_id, group.id, since=_since(row, self._work, group))
                self._mark_waiting(client_id, group.id)
            return False
        placement = place(
            self._work,
            Keepsake(self._work),
            client_id,
            group.id,
            starts_on=row.starts_on or row.admitted_on,
            ends_on=row.ends_on,
            import_id=self._import_id,
        )
        if placement.enrolment_id is None:
            return False
        if self._any_order:
            why, stay = row.despite.get(group.name, ""), self._work.get(EnrolmentRow, placement.enrolment_id)
            check_meeting(self._work, client_id, group.id, why, starts_on=stay.starts_on, ends_on=row.ends_on)
            stay.despite = why or None
        return True

    def _mark_waiting(self, client_id: ClientId, group_id: GroupId) -> None:
        row = place_of(self._work, client_id, group_id)
        if row is not None:
            row.import_id = self._import_id

    def _free_short_code(self, name: str) -> str:
        taken = {name_key(code) for code in self._work.rows.exec(select(GroupRow.short_code)).all()}
        wanted = initials(name) or "G"
        number = 1
        code = wanted
        while name_key(code) in taken:
            number += 1
            code = f"{wanted}{number}"
        return code


def _since(row: PlannedRow, work: UnitOfWork, group: GroupRow) -> date:
    return row.starts_on or day_in(work, group.zone)
