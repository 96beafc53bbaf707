"""From the cells of one row to the facts they state, noting what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from coordinator.roster.contact_orders import ContactOrder
from coordinator.roster.forms import ClientDetails
from coordinator.roster.importing.columns import Columns, RosterField
from coordinator.roster.importing.plan import Choice, Choices, PlannedRow, ProblemKey, ProblemKind, Reasons, RowProblem
from coordinator.roster.importing.table import TableRow
from coordinator.roster.importing.values import (
    DateOrder,
    date_of,
    goal_minutes_of,
    is_formula,
    literal,
    name_in_order,
    state_of,
    yes_of,
    zone_of,
)
from coordinator.roster.rules import LONGEST_FIELD, MINUTES_OF_A_WEEK, OLDEST_BIRTH
from coordinator.roster.shapes import EmergencyContact

T = TypeVar("T")

LEAVE_OR_SKIP = (Choice.LEAVE_EMPTY, Choice.SKIP_ROW)


@dataclass(slots=True)
class RowReader:
    """Reads one row. `problems` grows while cells are read; `is_skipped` says that a choice leaves the row out."""

    row: TableRow
    headers: tuple[str, ...]
    columns: Columns
    choices: Choices
    order: DateOrder
    today: date
    reasons: Reasons = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    is_skipped: bool = False

    def planned(self) -> PlannedRow | None:
        """Give what the row states, or None where it has no name."""
        name, legal_name = self._names()
        contact_name = self.text(RosterField.CONTACT_NAME)
        contact_phone = self.text(RosterField.CONTACT_PHONE)
        relationship = self.text(RosterField.CONTACT_RELATIONSHIP)
        starts_on, ends_on = self._date(RosterField.STARTS_ON), self._date(RosterField.ENDS_ON)
        admitted_on = self._date(RosterField.ADMITTED_ON)
        details = ClientDetails(
            preferred_name=name,
            code=self.text(RosterField.CODE),
            legal_name=legal_name,
            pronouns=self.text(RosterField.PRONOUNS),
            born_on=self._born_on(),
            zone=self._read(RosterField.ZONE, ProblemKind.BAD_ZONE, zone_of) or "",
            home_state=self._read(RosterField.HOME_STATE, ProblemKind.BAD_STATE, state_of) or "",
            usual_location=self.text(RosterField.USUAL_LOCATION),
            callback_number=self.text(RosterField.CALLBACK_NUMBER),
            preferred_contact=self.text(RosterField.PREFERRED_CONTACT),
            local_emergency_number=self.text(RosterField.LOCAL_EMERGENCY_NUMBER),
            weekly_goal_minutes=self._read(RosterField.WEEKLY_GOAL_HOURS, ProblemKind.BAD_GOAL, _goal),
        )
        on_waitlist = bool(self._read(RosterField.WAITLIST, ProblemKind.BAD_YES_NO, yes_of))
        consent_on = self._date(RosterField.TELEHEALTH_CONSENT_ON)
        starts_on, ends_on = self._in_order(starts_on, ends_on, admitted_on)
        if not name:
            self.problem(ProblemKind.NAME_MISSING, RosterField.NAME, (Choice.SKIP_ROW,))
            return None
        called = contact_name or contact_phone
        return PlannedRow(
            number=self.row.number,
            details=details,
            first_row=self.row.number,
            groups=(self.text(RosterField.GROUP),) if self.text(RosterField.GROUP) else (),
            starts_on=starts_on,
            ends_on=ends_on,
            admitted_on=admitted_on,
            on_waitlist=on_waitlist,
            contact=EmergencyContact(called, relationship, contact_phone) if called else None,
            consent_on=consent_on,
        )

    def cell(self, which: RosterField) -> str:
        """Give what the file holds, untouched; empty where there is no such column."""
        number = self.columns.get(which)
        return "" if number is None else self.row.cells[number]

    def text(self, which: RosterField) -> str:
        """Give a cell's text, or nothing where it holds a formula or too much text."""
        text = literal(self.cell(which))
        if is_formula(text):
            self._unusable(ProblemKind.FORMULA, which)
            return ""
        if len(text) > LONGEST_FIELD or any(not sign.isprintable() for sign in text):
            self._unusable(ProblemKind.TOO_LONG, which)
            return ""
        return text

    def problem(
        self,
        kind: ProblemKind,
        which: RosterField | None,
        choices: tuple[Choice, ...],
        *,
        value: str | None = None,
        usual: Choice | None = None,
        other_row: int | None = None,
        orders: tuple[ContactOrder, ...] = (),
    ) -> Choice | None:
        """Note a problem once and give what was chosen for it; `usual` is chosen where nobody chose.

        A row that names several groups has one question about all the flags that are up in them.
        """
        key = ProblemKey(self.row.number, kind, which)
        chosen = self.choices.get(key, usual)
        chosen = chosen if chosen in choices else None
        known = next((at for at, found in enumerate(self.problems) if found.key == key), None)
        if known is not None and orders:
            found = self.problems[known]
            both = (*found.orders, *(one for one in orders if one not in found.orders))
            self.problems[known] = replace(found, orders=both, value=f"{found.value}, {value}")
        if known is None:
            number = self.columns.get(which) if which is not None else None
            header = "" if number is None else self.headers[number]
            shown = value if value is not None else (self.cell(which) if which is not None else "")
            reason = self.reasons.get(key, "")
            self.problems.append(RowProblem(key, header, shown, choices, chosen, other_row, orders, reason))
        if chosen is Choice.SKIP_ROW:
            self.is_skipped = True
        return chosen

    def _unusable(self, kind: ProblemKind, which: RosterField) -> None:
        naming = which in {RosterField.NAME, RosterField.FIRST_NAME, RosterField.LAST_NAME}
        self.problem(kind, which, (Choice.SKIP_ROW,) if naming else LEAVE_OR_SKIP)

    def _names(self) -> tuple[str, str]:
        """Give the preferred and the legal name from whichever columns there are."""
        preferred = name_in_order(self.text(RosterField.NAME))
        legal = name_in_order(self.text(RosterField.LEGAL_NAME))
        first, last = self.text(RosterField.FIRST_NAME), self.text(RosterField.LAST_NAME)
        both = " ".join(part for part in (first, last) if part)
        if both and not legal and preferred:
            legal = both
        if preferred and last and " " not in preferred:
            preferred = f"{preferred} {last}"
        name = preferred or both or legal
        return name, "" if legal == name else legal

    def _read(self, which: RosterField, kind: ProblemKind, read: Callable[[str], T]) -> T | None:
        text = self.text(which)
        if not text:
            return None
        try:
            return read(text)
        except ValueError:
            self.problem(kind, which, LEAVE_OR_SKIP)
            return None

    def _date(self, which: RosterField) -> date | None:
        return self._read(which, ProblemKind.BAD_DATE, lambda text: date_of(text, self.order, today=self.today))

    def _born_on(self) -> date | None:
        born_on = self._date(RosterField.BORN_ON)
        if born_on is None:
            return None
        if born_on > self.today and len(self.text(RosterField.BORN_ON)) <= len("12/31/29"):
            born_on = born_on.replace(year=born_on.year - 100)
        if not OLDEST_BIRTH <= born_on <= self.today:
            self.problem(ProblemKind.BAD_DATE, RosterField.BORN_ON, LEAVE_OR_SKIP)
            return None
        return born_on

    def _in_order(
        self, starts_on: date | None, ends_on: date | None, admitted_on: date | None
    ) -> tuple[date | None, date | None]:
        first = starts_on or admitted_on
        if first is not None and ends_on is not None and ends_on < first:
            self.problem(ProblemKind.DATES_OUT_OF_ORDER, RosterField.ENDS_ON, LEAVE_OR_SKIP)
            return starts_on, None
        if starts_on is not None and admitted_on is not None and starts_on < admitted_on:
            self.problem(ProblemKind.DATES_OUT_OF_ORDER, RosterField.STARTS_ON, LEAVE_OR_SKIP)
            return None, ends_on
        return starts_on, ends_on


def _goal(text: str) -> int:
    minutes = goal_minutes_of(text)
    if minutes > MINUTES_OF_A_WEEK:
        raise ValueError("longer than a week")
    return minutes
