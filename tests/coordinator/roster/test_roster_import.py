from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from coordinator import roster
from coordinator.roster import (
    Choice,
    ClientDetails,
    DateOrder,
    GroupDetails,
    ImportUndecided,
    NothingToImport,
    ProblemKind,
    RosterFault,
    RosterField,
    RosterFileUnusable,
    Standing,
)
from coordinator.roster.errors import RecordsExist
from coordinator.store.tables import ClientRow, EnrolmentRow, EpisodeRow, GroupRow
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import DischargeReason
from tests.coordinator.roster.import_steps import attended, count, csv_of, mood, plan_of, problems_of, take_in
from tests.reversing import take_back

HEAD = "Name,Client ID,Group,Start date,Time zone,State,Emergency contact,Emergency contact phone\n"
FARAH = "Farah Siddiqui,A-1022,MA,2026-01-12,Eastern,New York,Imran Siddiqui,555-0113\n"
TOMAS = "Tomás Rivera,A-1030,Mood & Anxiety,2026-02-09,America/New_York,NY,,\n"


def test_a_roster_becomes_clients_with_contacts_and_places(store: Store) -> None:
    mood(store)
    outcome = take_in(store, csv_of(HEAD + FARAH + TOMAS)).outcome
    assert (outcome.clients, outcome.enrolled, outcome.waiting, outcome.skipped) == (2, 2, 0, 0)
    farah, tomas = store.read(roster.clients)
    found = store.read(roster.client, farah.id)
    assert (found.zone, found.home_state, found.code) == ("America/New_York", "NY", "A-1022")
    assert [(contact.name, contact.phone) for contact in found.contacts] == [("Imran Siddiqui", "555-0113")]
    assert found.enrolments[0].starts_on == date(2026, 1, 12)
    assert found.episode is not None
    assert found.episode.admitted_on == date(2026, 1, 12)
    assert tomas.name == "Tomás Rivera"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_of_real_life(encoding: str, delimiter: str) -> None:
    text = f"Client Name{delimiter}DOB{delimiter}Notes\nTomás Rivera{delimiter}1990-02-01{delimiter}a, b\n"
    if delimiter == ",":
        text = text.replace("a, b", '"a, b"')
    table = csv_of(text, encoding)
    assert table.headers == ("Client Name", "DOB", "Notes")
    assert table.rows[0].cells == ("Tomás Rivera", "1990-02-01", "a, b")


def test_a_title_above_the_headers_is_passed_over_and_rows_keep_their_numbers(store: Store) -> None:
    table = csv_of("Alder Street IOP\n\nLast Name,First Name,MRN\nOsei,Amara,A-1001\n,,\nFalk,Ida,A-1002\n")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(4, "Osei"), (6, "Falk")]
    take_in(store, table)
    assert [line.name for line in store.read(roster.clients)] == ["Amara Osei", "Ida Falk"]


def test_headers_are_guessed_by_likeness_and_can_be_corrected() -> None:
    headers = ("CLIENT NAME", "ClientID", "Emergency Contact Phone #", "Emergancy Contact", "Whatever")
    guess = roster.guessed_columns(headers)
    assert guess[RosterField.NAME] == 0
    assert guess[RosterField.CODE] == 1
    assert guess[RosterField.CONTACT_PHONE] == 2
    assert guess[RosterField.CONTACT_NAME] == 3
    corrected = roster.corrected_columns(headers, {RosterField.PRONOUNS: "whatever", RosterField.CODE: ""})
    assert corrected[RosterField.PRONOUNS] == 4
    assert RosterField.CODE not in corrected
    with pytest.raises(RosterFileUnusable) as refusal:
        roster.corrected_columns(headers, {RosterField.ZONE: "Zone"})
    assert (refusal.value.fault, refusal.value.detail) == (RosterFault.UNKNOWN_HEADER, "Zone")


def test_a_workbook_reads_dates_numbers_and_formulas(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Preferred name", "ID", "Date of birth", "Weekly hours", "Group"])
    sheet.append(["Amara Osei", 1001, datetime(1991, 5, 4), 9.5, "=A1"])  # noqa: DTZ001
    path = tmp_path / "roster.xlsx"
    book.save(path)
    table = roster.read_roster_file(path)
    assert table.rows[0].cells == ("Amara Osei", "1001", "1991-05-04", "9.5", "=A1")
    plan = plan_of(store, table)
    assert problems_of(plan) == [(2, ProblemKind.FORMULA, "=A1")]
    key = plan.problems[0].key
    change = take_in(store, table, {key: Choice.LEAVE_EMPTY})
    found = store.read(roster.client, store.read(roster.clients)[0].id)
    assert (found.code, found.born_on, found.weekly_goal_minutes) == ("1001", date(1991, 5, 4), 570)
    assert change.outcome.enrolled == 0


def test_an_unknown_group_is_created_or_its_row_skipped(store: Store) -> None:
    table = csv_of("Name,Group\nAmara Osei,MA2\nIda Falk,MA2\n")
    plan = plan_of(store, table)
    assert problems_of(plan) == [(2, ProblemKind.UNKNOWN_GROUP, "MA2"), (3, ProblemKind.UNKNOWN_GROUP, "MA2")]
    with pytest.raises(ImportUndecided) as refusal:
        take_in(store, table)
    assert refusal.value.rows == (2, 3)
    first = plan.problems[0].key
    again = plan_of(store, table, {first: Choice.CREATE_GROUP})
    assert again.new_groups == ("MA2",)
    assert [(row.number, row.groups) for row in again.rows] == [(2, ("MA2",)), (3, ("MA2",))]
    assert again.ready
    outcome = take_in(store, table, {first: Choice.CREATE_GROUP}).outcome
    assert (outcome.groups, outcome.enrolled) == (1, 2)
    assert [group.name for group in store.read(roster.groups)] == ["MA2"]


def test_rows_can_be_left_out_until_nothing_is_left(store: Store) -> None:
    table = csv_of("Name,Group\nAmara Osei,MA2\n")
    key = plan_of(store, table).problems[0].key
    with pytest.raises(NothingToImport):
        take_in(store, table, {key: Choice.SKIP_ROW})
    assert count(store, ClientRow) == 0


def test_what_is_wrong_with_a_row_is_said_by_row_and_column(store: Store) -> None:
    mood(store)
    table = csv_of(
        "Name,ID,Group,Starts,Ends,Time zone,State,Hours per week,Waitlist\n"
        ",A-1,MA,2026-01-05,,,,,\n"
        "Ida Falk,A-2,MA,2026-02-30,,,,,\n"
        "Cy Park,A-3,MA,2026-02-03,2026-02-01,,,,\n"
        "Bo Stern,A-4,MA,2026-02-03,,Mars/Olympus,,,\n"
        "Ada Lund,A-5,MA,2026-02-03,,,Ontario,,\n"
        "Di Vance,A-6,MA,2026-02-03,,,,many,\n"
        "Ed Moss,A-7,MA,2026-02-03,,,,,perhaps\n"
        "Flo Hart,A-7,MA,2026-02-03,,,,,\n"
        "Gus Bell,A-9,=HYPERLINK(1),2026-02-03,,,,,\n"
    )
    plan = plan_of(store, table)
    assert problems_of(plan) == [
        (2, ProblemKind.NAME_MISSING, ""),
        (3, ProblemKind.BAD_DATE, "2026-02-30"),
        (4, ProblemKind.DATES_OUT_OF_ORDER, "2026-02-01"),
        (5, ProblemKind.BAD_ZONE, "Mars/Olympus"),
        (6, ProblemKind.BAD_STATE, "Ontario"),
        (7, ProblemKind.BAD_GOAL, "many"),
        (8, ProblemKind.BAD_YES_NO, "perhaps"),
        (9, ProblemKind.DUPLICATE_CODE, "A-7"),
        (10, ProblemKind.FORMULA, "=HYPERLINK(1)"),
    ]
    assert plan.problems[7].other_row == 8
    assert plan.problems[3].header == "Time zone"
    assert not plan.ready
    chosen = {problem.key: problem.choices[0] for problem in plan.problems}
    assert take_in(store, table, chosen).outcome.skipped == 2


def test_over_capacity_goes_to_the_waitlist_and_is_said(store: Store) -> None:
    mood(store, capacity=1)
    table = csv_of("Name,Group\nAmara Osei,MA\nIda Falk,MA\n")
    plan = plan_of(store, table)
    assert problems_of(plan) == [(3, ProblemKind.GROUP_FULL, "Mood & Anxiety")]
    assert plan.ready
    assert (plan.enrolments, plan.waiting) == (1, 1)
    outcome = take_in(store, table).outcome
    assert (outcome.enrolled, outcome.waiting) == (1, 1)
    assert [line.name for line in store.read(roster.clients, standing=Standing.WAITING)] == ["Ida Falk"]


def test_a_waitlist_column_admits_nobody(store: Store) -> None:
    mood(store)
    take_in(store, csv_of("Name,Group,Waitlist,Since\nPriya Raman,MA,yes,2026-03-04\nOwen Castle,MA,x,2026-03-09\n"))
    (group,) = store.read(roster.groups)
    places = store.read(roster.waitlist, group.id)
    assert [(place.name, place.since) for place in places] == [
        ("Priya Raman", date(2026, 3, 4)),
        ("Owen Castle", date(2026, 3, 9)),
    ]
    assert count(store, EpisodeRow) == 0


def test_two_rows_of_one_id_are_two_stays_of_one_client(store: Store) -> None:
    mood(store)
    store.write(roster.add_group, GroupDetails("DBT Skills", short_code="DBT"))
    table = csv_of(
        "Name,ID,Group,Starts,Ends\n"
        "Liam O\u2019Dowd,A-9,MA,2026-01-05,2026-01-30\n"
        "Liam O\u2019Dowd,A-9,MA,2026-03-02,\n"
        "Liam O\u2019Dowd,A-9,DBT,2026-03-02,\n"
    )
    assert problems_of(plan_of(store, table)) == []
    outcome = take_in(store, table).outcome
    assert (outcome.clients, outcome.enrolled) == (1, 3)
    (line,) = store.read(roster.clients)
    assert [label.short_code for label in line.groups] == ["MA", "DBT"]


def test_one_cell_may_name_two_groups(store: Store) -> None:
    mood(store)
    store.write(roster.add_group, GroupDetails("DBT Skills", short_code="DBT"))
    take_in(store, csv_of('Name,Groups\nAmara Osei,MA; DBT\nIda Falk,"MA, DBT"\n'))
    assert [len(line.groups) for line in store.read(roster.clients)] == [2, 2]


def test_people_the_vault_knows_are_asked_about(store: Store) -> None:
    mood(store)
    known = store.write(roster.add_client, ClientDetails("Farah Siddiqui", "A-1022")).outcome
    store.write(roster.add_client, ClientDetails("Maria Lopez", "A-1"))
    store.write(roster.add_client, ClientDetails("Ida Falk", "A-2"))
    table = csv_of("Name,ID,Group\nFarah Siddiqui,a-1022,MA\nMaria Lopez,,MA\nSomeone Else,A-2,MA\n")
    plan = plan_of(store, table)
    assert problems_of(plan) == [
        (2, ProblemKind.CLIENT_KNOWN, "a-1022"),
        (3, ProblemKind.NAME_KNOWN, "Maria Lopez"),
        (4, ProblemKind.CODE_TAKEN, "A-2"),
    ]
    first, second, third = (problem.key for problem in plan.problems)
    outcome = take_in(
        store, table, {first: Choice.USE_KNOWN, second: Choice.ADD_PERSON, third: Choice.SKIP_ROW}
    ).outcome
    assert (outcome.clients, outcome.enrolled, outcome.skipped) == (1, 2, 1)
    assert [stay.group.name for stay in store.read(roster.client, known).enrolments] == ["Mood & Anxiety"]
    named = [line for line in store.read(roster.clients) if line.name == "Maria Lopez"]
    assert [line.second_identifier_needed for line in named] == [True, True]


def test_a_discharged_client_is_not_enrolled_by_a_file(store: Store) -> None:
    mood(store)
    change = store.write(roster.add_client, ClientDetails("Ida Falk", "A-2"), admitted_on=date(2026, 1, 5))
    store.write(roster.discharge, change.outcome, on=date(2026, 2, 1), reason=DischargeReason.COMPLETED)
    table = csv_of("Name,ID,Group\nIda Falk,A-2,MA\n")
    key = plan_of(store, table).problems[0].key
    plan = plan_of(store, table, {key: Choice.USE_KNOWN})
    assert [problem.key.kind for problem in plan.undecided] == [ProblemKind.DISCHARGED]


def test_dates_that_can_be_read_two_ways_are_asked_about(store: Store) -> None:
    table = csv_of("Name,Date of birth\nAmara Osei,03/04/1990\n")
    plan = plan_of(store, table)
    assert plan.dates_undecided
    with pytest.raises(ImportUndecided) as refusal:
        take_in(store, table)
    assert refusal.value.date_order
    columns = roster.guessed_columns(table.headers)
    store.write(roster.import_roster, table, columns, date_order=DateOrder.DAY_FIRST)
    assert store.read(roster.client, store.read(roster.clients)[0].id).born_on == date(1990, 4, 3)


def test_one_telling_date_settles_the_order_of_all(store: Store) -> None:
    table = csv_of("Name,DOB\nAmara Osei,03/04/90\nIda Falk,12/31/88\n")
    assert plan_of(store, table).date_orders == {DateOrder.MONTH_FIRST}
    take_in(store, table)
    assert store.read(roster.client, store.read(roster.clients)[0].id).born_on == date(1990, 3, 4)


def test_undo_takes_everything_out_and_leaves_the_rest(store: Store) -> None:
    mood(store)
    known = store.write(roster.add_client, ClientDetails("Ida Falk", "A-2")).outcome
    table = csv_of("Name,ID,Group\nIda Falk,A-2,MA\nAmara Osei,A-3,New group\nBo Stern,A-4,New group\n")
    first, second, third = (problem.key for problem in plan_of(store, table).problems)
    choices = {first: Choice.USE_KNOWN, second: Choice.CREATE_GROUP, third: Choice.CREATE_GROUP}
    change = take_in(store, table, choices)
    latest = store.read(roster.latest_import)
    assert latest == change.outcome
    take_back(store, change)
    assert store.read(roster.latest_import) is None
    assert [count(store, kind) for kind in (ClientRow, GroupRow, EnrolmentRow, EpisodeRow)] == [1, 1, 0, 0]
    assert store.read(roster.client, known).name == "Ida Falk"


def test_undo_is_refused_once_attendance_was_taken(store: Store) -> None:
    mood(store)
    change = take_in(store, csv_of("Name,Group\nAmara Osei,MA\n"))
    (line,) = store.read(roster.clients)
    attended(store, line.id)
    with pytest.raises(RecordsExist) as refusal:
        take_back(store, change)
    assert refusal.value.count == 1
    assert count(store, ClientRow) == 1


def test_a_refused_import_leaves_nothing_behind(store: Store) -> None:
    mood(store)
    with pytest.raises(ImportUndecided):
        take_in(store, csv_of("Name,Group\nAmara Osei,MA\nIda Falk,Nowhere\n"))
    assert [count(store, kind) for kind in (ClientRow, EnrolmentRow)] == [0, 0]
