"""Steps that the tests of the roster file share."""

from __future__ import annotations

from sqlmodel import SQLModel, select

from coordinator import roster
from coordinator.changes import Change
from coordinator.roster import (
    Choice,
    GroupDetails,
    ImportPlan,
    ProblemKey,
    ProblemKind,
    RosterTable,
)
from coordinator.store.tables import AttendanceRow, GroupRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId, Topic
from tests.builders import a_session

HEAD = "Name,Client ID,Group,Start date,Time zone,State,Emergency contact,Emergency contact phone\n"
FARAH = "Farah Siddiqui,A-1022,MA,2026-01-12,Eastern,New York,Imran Siddiqui,555-0113\n"
TOMAS = "Tomás Rivera,A-1030,Mood & Anxiety,2026-02-09,America/New_York,NY,,\n"


def csv_of(text: str, encoding: str = "utf-8") -> RosterTable:
    return roster.read_roster(text.encode(encoding))


def mood(store: Store, capacity: int = 12) -> None:
    store.write(roster.add_group, GroupDetails("Mood & Anxiety", short_code="MA", capacity=capacity))


def plan_of(
    store: Store,
    table: RosterTable,
    choices: dict[ProblemKey, Choice] | None = None,
    reasons: dict[ProblemKey, str] | None = None,
) -> ImportPlan:
    columns = roster.guessed_columns(table.headers)
    return store.read(roster.import_plan, table, columns, choices=choices, reasons=reasons)


def problems_of(plan: ImportPlan) -> list[tuple[int, ProblemKind, str]]:
    return [(problem.key.row, problem.key.kind, problem.value) for problem in plan.problems]


def take_in(
    store: Store,
    table: RosterTable,
    choices: dict[ProblemKey, Choice] | None = None,
    reasons: dict[ProblemKey, str] | None = None,
) -> Change[roster.RosterImport]:
    columns = roster.guessed_columns(table.headers)
    return store.write(roster.import_roster, table, columns, choices=choices, reasons=reasons)


def count(store: Store, kind: type[SQLModel]) -> int:
    return len(store.read(lambda work: work.rows.exec(select(kind)).all()))


def attended(store: Store, client_id: ClientId) -> None:
    def mark(work: UnitOfWork) -> Change[GroupSessionId]:
        group_id = work.rows.exec(select(GroupRow)).one().id
        session_id = a_session(work, group_id)
        work.rows.add(AttendanceRow(session_id=session_id, client_id=client_id))
        return Change(Action.MARK, session_id, frozenset({Topic.ATTENDANCE}), outcome=session_id)

    store.write(mark)
