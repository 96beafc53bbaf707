"""What taking a roster file in would do, row by row, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from coordinator.roster.contact_orders import ContactOrder
from coordinator.roster.forms import ClientDetails
from coordinator.roster.importing.columns import RosterField
from coordinator.roster.importing.values import DateOrder
from coordinator.roster.shapes import EmergencyContact
from coordinator.vocabulary import ClientId


class ProblemKind(StrEnum):
    """What is wrong with a row."""

    NAME_MISSING = "name-missing"
    UNKNOWN_GROUP = "unknown-group"
    BAD_DATE = "bad-date"
    BAD_ZONE = "bad-zone"
    BAD_STATE = "bad-state"
    BAD_GOAL = "bad-goal"
    BAD_YES_NO = "bad-yes-no"
    FORMULA = "formula"
    TOO_LONG = "too-long"
    DATES_OUT_OF_ORDER = "dates-out-of-order"
    DUPLICATE_CODE = "duplicate-code"
    SAME_NAME = "same-name"
    CODE_TAKEN = "code-taken"
    CLIENT_KNOWN = "client-known"
    NAME_KNOWN = "name-known"
    STAYS_OVERLAP = "stays-overlap"
    DISCHARGED = "discharged"
    GROUP_FULL = "group-full"
    NO_CONTACT = "no-contact"
    """A no-contact flag is up for the client, or for somebody who has a place in the group."""


class Choice(StrEnum):
    """What can be done about it."""

    SKIP_ROW = "skip-row"
    LEAVE_EMPTY = "leave-empty"
    CREATE_GROUP = "create-group"
    WITHOUT_GROUP = "without-group"
    USE_KNOWN = "use-known"
    ADD_PERSON = "add-person"
    WAITLIST = "waitlist"
    DESPITE = "despite"
    """Give the place all the same; somebody says why."""


@dataclass(frozen=True, slots=True)
class ProblemKey:
    """Names one problem, so that a choice can be made for it."""

    row: int
    kind: ProblemKind
    field: RosterField | None = None


Choices = Mapping[ProblemKey, Choice]
Reasons = Mapping[ProblemKey, str]
"""Why a place is given all the same, for each `Choice.DESPITE`."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that is wrong with one row, and what can be done. `choice` is None while somebody must choose.

    `value` is what the cell holds and `header` the column's own heading, for the screen only; `orders` are the
    no-contact flags that are up, by which somebody judges, and `reason` why the place is given all the same.
    """

    key: ProblemKey
    header: str
    value: str
    choices: tuple[Choice, ...]
    choice: Choice | None
    other_row: int | None = None
    orders: tuple[ContactOrder, ...] = ()
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody must still choose, or say why."""
        return self.choice is None or (self.choice is Choice.DESPITE and not self.reason.strip())


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row adds: a client (or a known one's further stay), groups by name, days, contact, consent.

    `first_row` is the row that adds the client where several rows are about the same one.
    """

    number: int
    details: ClientDetails
    first_row: int
    known_id: ClientId | None = None
    groups: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    admitted_on: date | None = None
    on_waitlist: bool = False
    contact: EmergencyContact | None = None
    consent_on: date | None = None
    despite: Mapping[str, str] = field(default_factory=dict)
    """Why a place is given although a no-contact flag is up, by the group's name."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole plan. `date_orders` has two members while somebody must say how dates are read."""

    rows: tuple[PlannedRow, ...]
    problems: tuple[RowProblem, ...]
    new_groups: tuple[str, ...]
    date_order: DateOrder
    date_orders: frozenset[DateOrder]
    row_count: int
    skipped: int
    new_clients: int
    enrolments: int
    waiting: int
    columns: Mapping[RosterField, int] = field(default_factory=dict)

    @property
    def undecided(self) -> tuple[RowProblem, ...]:
        """The problems that still need a choice, or a reason."""
        return tuple(problem for problem in self.problems if problem.is_open)

    def explained(self, key: ProblemKey, reason: str) -> ImportPlan:
        """Give the plan with a reason that was just typed."""
        problems = (replace(one, reason=reason) if one.key == key else one for one in self.problems)
        return replace(self, problems=tuple(problems))

    @property
    def dates_undecided(self) -> bool:
        """Say whether the order of day and month is still open."""
        return len(self.date_orders) > 1

    @property
    def ready(self) -> bool:
        """Say whether the plan can be carried out."""
        return not self.undecided and not self.dates_undecided and bool(self.rows)
