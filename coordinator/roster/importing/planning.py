"""Makes the plan of a roster file: reads each row, then holds it against the other rows and the vault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coordinator.roster.importing.columns import Columns, RosterField, check_named
from coordinator.roster.importing.known import Known, KnownClient, KnownGroup, known
from coordinator.roster.importing.plan import (
    Choice,
    Choices,
    ImportPlan,
    PlannedRow,
    ProblemKey,
    ProblemKind,
    Reasons,
    RowProblem,
)
from coordinator.roster.importing.row_reading import RowReader
from coordinator.roster.importing.table import RosterTable
from coordinator.roster.importing.values import DateOrder, date_orders
from coordinator.store.columns import name_key
from coordinator.store.unit_of_work import UnitOfWork

_DATES = (
    RosterField.BORN_ON,
    RosterField.STARTS_ON,
    RosterField.ENDS_ON,
    RosterField.ADMITTED_ON,
    RosterField.TELEHEALTH_CONSENT_ON,
)


def import_plan(
    work: UnitOfWork,
    table: RosterTable,
    columns: Columns,
    *,
    choices: Choices | None = None,
    reasons: Reasons | None = None,
    date_order: DateOrder | None = None,
) -> ImportPlan:
    """Say what taking in a roster file would do, with every problem by row and what can be done about it.

    `choices` answers problems, `reasons` says why where a place is given all the same, `date_order` answers the
    question of how dates are read. Nothing is written. Raises `RosterFileUnusable` where no column names the clients.
    """
    check_named(columns)
    orders = date_orders(row.cells[columns[which]] for row in table.rows for which in _DATES if which in columns)
    if date_order is not None:
        orders = frozenset({date_order})
    order = DateOrder.MONTH_FIRST if len(orders) > 1 else next(iter(orders))
    planner = _Planner(table, columns, choices or {}, order, known(work))
    why = reasons or {}
    for row in table.rows:
        planner.add(RowReader(row, table.headers, columns, planner.choices, order, planner.vault.today, why))
    return planner.plan(orders)


@dataclass(slots=True)
class _Planner:
    table: RosterTable
    columns: Columns
    choices: Choices
    order: DateOrder
    vault: Known
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    new_groups: list[str] = field(default_factory=list)
    skipped: int = 0
    enrolments: int = 0
    waiting: int = 0
    _flagged: set[tuple[int, str]] = field(default_factory=set)
    _by_code: dict[str, PlannedRow] = field(default_factory=dict)
    _by_name: dict[str, PlannedRow] = field(default_factory=dict)

    def add(self, reader: RowReader) -> None:
        """Plan one row, or count it as left out."""
        planned = reader.planned()
        if planned is not None and not reader.is_skipped:
            planned = self._identified(planned, reader)
        if planned is not None and not reader.is_skipped:
            planned = self._placed(planned, reader)
        self.problems.extend(reader.problems)
        if planned is None or reader.is_skipped:
            self.skipped += 1
            return
        self.rows.append(planned)
        if planned.first_row == planned.number:
            if planned.details.code:
                self._by_code[name_key(planned.details.code)] = planned
            self._by_name[name_key(planned.details.preferred_name)] = planned

    def plan(self, orders: frozenset[DateOrder]) -> ImportPlan:
        """Give the finished plan."""
        used = {group for row in self.rows for group in row.groups}
        return ImportPlan(
            rows=tuple(self.rows),
            problems=tuple(self.problems),
            new_groups=tuple(name for name in self.new_groups if name in used),
            date_order=self.order,
            date_orders=orders,
            row_count=len(self.table.rows),
            skipped=self.skipped,
            new_clients=sum(row.first_row == row.number and row.known_id is None for row in self.rows),
            enrolments=self.enrolments,
            waiting=self.waiting,
            columns=dict(self.columns),
        )

    def _identified(self, planned: PlannedRow, reader: RowReader) -> PlannedRow:
        """Find out whether the row is about somebody of an earlier row, of the vault, or about a new client."""
        name, code = name_key(planned.details.preferred_name), name_key(planned.details.code)
        earlier = self._by_code.get(code) if code else self._by_name.get(name)
        if earlier is not None:
            return self._after(planned, earlier, reader, name)
        here = self.vault.by_code.get(code) if code else None
        if here is not None:
            if here.name_key == name or here in self.vault.by_name.get(name, ()):
                return self._known(planned, here, reader, ProblemKind.CLIENT_KNOWN, RosterField.CODE)
            reader.problem(ProblemKind.CODE_TAKEN, RosterField.CODE, (Choice.SKIP_ROW,))
            return planned
        same_name = self.vault.by_name.get(name, [])
        if same_name and not code:
            return self._known(planned, same_name[0], reader, ProblemKind.NAME_KNOWN, RosterField.NAME)
        return planned

    def _after(self, planned: PlannedRow, earlier: PlannedRow, reader: RowReader, name: str) -> PlannedRow:
        """A later row about the same ID or name: the same client's next stay, or a mistake."""
        same_name = name_key(earlier.details.preferred_name) == name
        if planned.details.code and not same_name:
            reader.problem(ProblemKind.DUPLICATE_CODE, RosterField.CODE, (Choice.SKIP_ROW,), other_row=earlier.number)
            return planned
        another_stay = bool(planned.groups) and (planned.groups, planned.starts_on) != (
            earlier.groups,
            earlier.starts_on,
        )
        same = replace(planned, first_row=earlier.first_row, known_id=earlier.known_id)
        if planned.details.code:
            if not another_stay:
                reader.problem(
                    ProblemKind.DUPLICATE_CODE, RosterField.CODE, (Choice.SKIP_ROW,), other_row=earlier.number
                )
            return same
        options = (Choice.ADD_PERSON, Choice.USE_KNOWN, Choice.SKIP_ROW)
        chosen = reader.problem(
            ProblemKind.SAME_NAME,
            RosterField.NAME,
            options,
            value=planned.details.preferred_name,
            other_row=earlier.number,
        )
        return same if chosen is Choice.USE_KNOWN else planned

    def _known(
        self, planned: PlannedRow, client: KnownClient, reader: RowReader, kind: ProblemKind, which: RosterField
    ) -> PlannedRow:
        options: tuple[Choice, ...] = (Choice.USE_KNOWN, Choice.SKIP_ROW)
        if kind is ProblemKind.NAME_KNOWN:
            options = (*options, Choice.ADD_PERSON)
        value = planned.details.code if which is RosterField.CODE else planned.details.preferred_name
        if reader.problem(kind, which, options, value=value) is not Choice.USE_KNOWN:
            return planned
        if client.discharged_on is not None:
            reader.problem(ProblemKind.DISCHARGED, which, (Choice.SKIP_ROW,), value=value)
        return replace(planned, known_id=client.id)

    def _placed(self, planned: PlannedRow, reader: RowReader) -> PlannedRow | None:
        """Find the groups that the row names and count its places."""
        groups: list[KnownGroup] = []
        for name in self._group_names(planned.groups):
            group = self.vault.group(name)
            if group is None:
                options = (Choice.CREATE_GROUP, Choice.WITHOUT_GROUP, Choice.SKIP_ROW)
                chosen = reader.problem(ProblemKind.UNKNOWN_GROUP, RosterField.GROUP, options, value=name)
                if chosen is not Choice.CREATE_GROUP:
                    continue
                group = self.vault.new_group(name)
                self.new_groups.append(name)
            groups.append(group)
        who: object = planned.known_id or planned.first_row
        kept = [group for group in groups if not reader.is_skipped and self._fits(planned, group, who, reader)]
        names = tuple(group.name for group in kept)
        why = reader.reasons.get(ProblemKey(planned.number, ProblemKind.NO_CONTACT, RosterField.GROUP), "").strip()
        despite = {name: why for name in names if (planned.number, name) in self._flagged}
        return replace(planned, groups=names, despite=despite)

    def _fits(self, planned: PlannedRow, group: KnownGroup, who: object, reader: RowReader) -> bool:
        starts_on = planned.starts_on or planned.admitted_on or group.today
        if group.holds(who, starts_on, planned.ends_on):
            reader.problem(
                ProblemKind.STAYS_OVERLAP,
                RosterField.GROUP,
                (Choice.WITHOUT_GROUP, Choice.SKIP_ROW),
                value=group.name,
            )
            return False
        full = not planned.on_waitlist and group.is_full(starts_on, planned.ends_on)
        if full:
            reader.problem(
                ProblemKind.GROUP_FULL,
                RosterField.GROUP,
                (Choice.WAITLIST, Choice.SKIP_ROW),
                value=group.name,
                usual=Choice.WAITLIST,
            )
        elif not planned.on_waitlist and not self._may_meet(who, group, starts_on, planned.ends_on, reader):
            return False
        if reader.is_skipped:
            return False
        if full or planned.on_waitlist:
            self.waiting += (who, group.name) not in self.vault.waiting
            self.vault.waiting.add((who, group.name))
        else:
            self.enrolments += 1
            group.stays.append((who, starts_on, planned.ends_on))
        return True

    def _may_meet(
        self, who: object, group: KnownGroup, starts_on: date, ends_on: date | None, reader: RowReader
    ) -> bool:
        """Ask where a no-contact flag is up, as enrolling by hand does: whom it means stands in its words."""
        orders = self.vault.orders_against(who, group, starts_on, ends_on)
        options = (Choice.DESPITE, Choice.WITHOUT_GROUP, Choice.SKIP_ROW)
        kind, which = ProblemKind.NO_CONTACT, RosterField.GROUP
        if not orders:
            return True
        self._flagged.add((reader.row.number, group.name))
        return reader.problem(kind, which, options, value=group.name, orders=orders) is Choice.DESPITE

    def _group_names(self, cells: Sequence[str]) -> list[str]:
        """Split "MA; DBT" into its groups; a cell that is a group's own name is left whole."""
        names = []
        for cell in cells:
            parts = [cell] if self.vault.group(cell) else re.split(r"[;|/]", cell)
            if len(parts) == 1 and "," in cell and self.vault.group(cell) is None:
                listed = [part.strip() for part in cell.split(",")]
                parts = listed if all(self.vault.group(part) for part in listed) else parts
            names += [part.strip() for part in parts if part.strip()]
        return list(dict.fromkeys(names))
