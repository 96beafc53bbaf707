"""What one store refuses, the other refuses too: every difference between the two that was ever measured."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

import coordinator
from coordinator import audit, people
from coordinator.changes import Change, nothing_changed
from coordinator.errors import Conflict, StoreReadOnly
from coordinator.store.columns import name_key
from coordinator.store.tables import (
    AuditRow,
    ClientRow,
    EnrolmentRow,
    FacilitatorRow,
    GroupRow,
    GroupSessionRow,
    LicensedStateRow,
)
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, ClientId, Topic
from tests.builders import a_client, a_group, a_session

PUT = Action.CHANGE_CLIENT


def put(work: UnitOfWork, *rows: object) -> Change[None]:
    work.rows.add_all(rows)
    return Change(PUT, None, frozenset({Topic.ROSTER}), None)


def a_row(name: str, *, weekly_goal_minutes: int | None = None) -> ClientRow:
    return ClientRow(code=name, preferred_name=name, name_key=name_key(name), weekly_goal_minutes=weekly_goal_minutes)


def a_licence(work: UnitOfWork, state: str) -> Change[None]:
    return put(work, LicensedStateRow(facilitator_id=work.signed_in, state=state))


def names(work: UnitOfWork) -> tuple[str, ...]:
    ordered = select(ClientRow.preferred_name).order_by(col(ClientRow.name_key), col(ClientRow.code))
    return tuple(work.rows.exec(ordered))


# ---------------------------------------------------------------- instants


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    group_id = store.write(lambda work: Change(PUT, None, frozenset({Topic.ROSTER}), a_group(work))).outcome
    naive = GroupSessionRow(
        group_id=group_id, service_date=date(2026, 3, 11), starts_at=datetime(2026, 3, 11, 9, 0),  # noqa: DTZ001
        ends_at=datetime(2026, 3, 11, 16, 0, tzinfo=UTC), zone="America/New_York", planned_minutes=180,
    )  # fmt: skip
    with pytest.raises(StatementError, match="an instant needs a zone"):
        store.write(put, naive)


def test_an_instant_comes_back_in_utc_whatever_zone_it_was_given_in(store: Store) -> None:
    new_york = timezone(timedelta(hours=-4))

    def plan(work: UnitOfWork) -> Change[object]:
        row_id = a_session(work, a_group(work), local_start=datetime(2026, 3, 11, 9, 0))  # noqa: DTZ001
        return Change(PUT, None, frozenset({Topic.SESSIONS}), row_id)

    row_id = store.write(plan).outcome
    starts_at = store.read(lambda work: work.rows.get_one(GroupSessionRow, row_id).starts_at)
    assert starts_at == datetime(2026, 3, 11, 9, 0, tzinfo=new_york)
    assert starts_at.utcoffset() == timedelta(0)
    assert starts_at.hour == 13


# ---------------------------------------------------------------- text


def test_a_nul_is_refused_and_its_text_is_not_told(store: Store) -> None:
    with pytest.raises(StatementError, match="NUL") as refused:
        store.write(put, a_row("Amara\x00Osei"))
    assert "Amara" not in str(refused.value)


def test_a_nul_in_short_text_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="NUL"):
        store.write(a_licence, "N\x00")


def test_text_that_is_too_long_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="too long"):
        store.write(a_licence, "New York")


def test_text_that_is_too_long_is_refused_by_the_store_itself(engine: Engine, store: Store) -> None:
    store.write(a_licence, "NJ")
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("UPDATE licensed_state SET state = 'New York'"))


def test_long_text_and_every_script_come_back_whole(store: Store) -> None:
    told = "Ngũgĩ 鈴木 – नमस्ते 👪 " * 5_000
    row_id = store.write(lambda work: Change(PUT, None, frozenset({Topic.ROSTER}), a_client(work, name=told))).outcome
    assert store.read(lambda work: work.rows.get_one(ClientRow, row_id).preferred_name) == told


def test_the_two_ways_to_write_an_accent_are_stored_as_one(store: Store) -> None:
    store.write(put, a_row("Jose\u0301"))
    asked = select(ClientRow.preferred_name).where(ClientRow.code == "Jose\u0301")
    assert store.read(lambda work: work.rows.exec(asked).one()) == "Jos\u00e9"


def test_none_is_not_the_empty_text(store: Store) -> None:
    with pytest.raises(IntegrityError):
        store.write(put, ClientRow(code="A-1", name_key="x"))


# ---------------------------------------------------------------- numbers, choices, booleans


@pytest.mark.parametrize("minutes", [2**31, 2**40, -(2**31) - 1])
def test_a_number_that_the_other_store_could_not_hold_is_refused(store: Store, minutes: int) -> None:
    with pytest.raises(DBAPIError):
        store.write(put, a_row("A-1", weekly_goal_minutes=minutes))


def test_letters_in_the_place_of_a_number_are_refused(engine: Engine, store: Store) -> None:
    store.write(put, a_row("A-1", weekly_goal_minutes=540))
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("UPDATE client SET weekly_goal_minutes = 'many'"))


def test_a_number_below_its_least_value_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        store.write(put, a_row("A-1", weekly_goal_minutes=-1))


def test_an_unknown_choice_is_refused_before_the_store_sees_it(store: Store) -> None:
    with pytest.raises(StatementError):
        store.write(put, FacilitatorRow(name="M. Chen", name_key="m. chen", role="owner"))  # type: ignore[arg-type]


def test_an_unknown_choice_is_refused_by_the_store_itself(engine: Engine, store: Store) -> None:
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("UPDATE facilitator SET role = 'owner'"))


def test_a_truth_is_compared_as_one(store: Store) -> None:
    person = store.read(people.facilitators)[0]
    store.write(people.change_facilitator, person.id, name=person.name, credentials="", active=False)
    assert store.read(people.facilitators) == ()
    assert [gone.active for gone in store.read(people.facilitators, with_inactive=True)] == [False]


# ---------------------------------------------------------------- keys


def test_the_number_of_a_removed_entry_is_never_given_again(engine: Engine) -> None:
    with Session(engine) as rows, rows.begin():
        first, second = (AuditRow(at=datetime.now(UTC), action=PUT, digest="made up") for _ in range(2))
        rows.add(first)
        rows.flush()
        rows.add(second)
        rows.flush()
        gone = second.sequence
        assert gone is not None
        rows.delete(second)
        rows.flush()
        third = AuditRow(at=datetime.now(UTC), action=PUT, digest="made up")
        rows.add(third)
        rows.flush()
        assert third.sequence == gone + 1


def test_a_gap_at_the_end_of_the_history_is_not_filled_by_the_next_change(engine: Engine, store: Store) -> None:
    for name in ("M. Chen", "J. Okafor", "T. Lindqvist"):
        store.write(people.add_facilitator, name)
    last = store.read(audit.head)[0]
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE sequence = :at"), {"at": last - 1})
    store.write(people.add_facilitator, "S. Haddad")
    report = store.read(audit.verify)
    assert report.first_altered == last - 1


def test_a_client_who_is_gone_must_not_be_pointed_at(store: Store) -> None:
    group_id = store.write(lambda work: Change(PUT, None, frozenset({Topic.ROSTER}), a_group(work))).outcome
    gone = ClientId(a_row("nobody").id)
    with pytest.raises(IntegrityError):
        store.write(put, EnrolmentRow(client_id=gone, group_id=group_id, starts_on=date(2026, 1, 5)))


def test_rows_may_be_written_in_any_order_within_one_change(engine: Engine, store: Store) -> None:
    client, group = a_row("A-1"), store.write(
        lambda work: Change(PUT, None, frozenset({Topic.ROSTER}), a_group(work))
    ).outcome  # fmt: skip

    def stay_first(work: UnitOfWork) -> Change[None]:
        work.rows.add(EnrolmentRow(client_id=client.id, group_id=group, starts_on=date(2026, 1, 5)))
        work.rows.flush()
        return put(work, client)

    store.write(stay_first)
    assert store.read(lambda work: len(work.rows.exec(select(EnrolmentRow)).all())) == 1


# ---------------------------------------------------------------- order and search


def test_what_has_no_value_stands_where_the_query_says(store: Store) -> None:
    store.write(put, a_row("b", weekly_goal_minutes=None), a_row("a", weekly_goal_minutes=540))

    def ordered(work: UnitOfWork, *, nulls_first: bool) -> list[str]:
        goal = col(ClientRow.weekly_goal_minutes)
        placed = goal.asc().nulls_first() if nulls_first else goal.asc().nulls_last()
        return [row.code for row in work.rows.exec(select(ClientRow).order_by(placed))]

    assert store.read(ordered, nulls_first=True) == ["b", "a"]
    assert store.read(ordered, nulls_first=False) == ["a", "b"]


def test_names_are_ordered_and_found_by_their_folded_form(store: Store) -> None:
    store.write(put, *(a_row(name) for name in ("émile", "Zoë", "amara", "Émile ", "STRASSE", "Straße")))
    assert store.read(names)[0] == "amara"
    folded = select(ClientRow).where(ClientRow.name_key == name_key("  STRAßE "))
    assert store.read(lambda work: len(work.rows.exec(folded).all())) == 2


def test_text_is_equal_letter_by_letter(store: Store) -> None:
    store.write(put, a_row("amara"))
    assert store.read(lambda work: work.rows.exec(select(ClientRow).where(ClientRow.code == "AMARA")).all()) == []


def test_no_search_leans_on_like_which_ignores_case_in_one_store_only() -> None:
    asks = re.compile(r"\.(like|ilike|contains|startswith|endswith|icontains)\(")
    sources = sorted(Path(coordinator.__file__).parent.rglob("*.py"))
    on_columns = [
        f"{path.name}: {line.strip()}"
        for path in sources
        for line in path.read_text("utf-8").splitlines()
        if asks.search(line)
        and "Row." in line
        and "ExportRow.number" not in line  # a count that may be too high, never too low
    ]
    assert on_columns == []


# ---------------------------------------------------------------- transactions


def test_an_expected_failure_inside_a_savepoint_leaves_the_rest_of_the_change(store: Store) -> None:
    def both_plan_the_same(work: UnitOfWork) -> Change[int]:
        work.rows.add(a_row("A-1"))
        work.rows.flush()
        refused = 0
        try:
            with work.rows.begin_nested():
                work.rows.add(a_row("A-1"))
        except IntegrityError:
            refused += 1
        work.rows.add(a_row("A-2"))
        return Change(PUT, None, frozenset({Topic.ROSTER}), refused)

    assert store.write(both_plan_the_same).outcome == 1
    assert store.read(names) == ("A-1", "A-2")


def test_a_refused_change_takes_everything_back(store: Store) -> None:
    head = store.read(audit.head)
    with pytest.raises(IntegrityError):
        store.write(put, a_row("A-1"), a_row("A-1"))
    assert store.read(names) == ()
    assert store.read(audit.head) == head


def test_a_query_cannot_write(store: Store) -> None:
    def writes(work: UnitOfWork) -> None:
        put(work, a_row("A-1"))
        work.rows.flush()

    with pytest.raises((StoreReadOnly, DBAPIError)) as refused:
        store.read(writes)
    assert "A-1" not in str(refused.value)
    assert store.read(names) == ()


def test_a_stale_copy_does_not_overwrite_a_newer_one(store: Store, engine: Engine) -> None:
    person = store.read(people.facilitators)[0]

    def meanwhile(work: UnitOfWork) -> Change[None]:
        row = work.get(FacilitatorRow, person.id)
        work.rows.connection().execute(
            update(FacilitatorRow).where(col(FacilitatorRow.id) == person.id).values(version=row.version + 1)
        )
        row.credentials = "LPC"
        return put(work)

    with pytest.raises(Conflict):
        store.write(meanwhile)
    assert store.read(people.facilitator, person.id) == person


def test_a_value_with_quotes_is_only_a_value(store: Store) -> None:
    for said in ("O'Brien", '"text"', "a; DROP TABLE client; --", "100 %", "\\", "{}", "%s", ":name", "?"):
        store.write(put, a_row(said))
        asked = select(ClientRow.preferred_name).where(ClientRow.code == said)
        assert store.read(answer, asked) == said


def answer(work: UnitOfWork, asked: SelectOfScalar[str]) -> str:
    return work.rows.exec(asked).one()


def test_a_group_name_is_taken_once(store: Store) -> None:
    store.write(lambda work: Change(PUT, None, frozenset({Topic.ROSTER}), a_group(work)))
    with pytest.raises(IntegrityError):
        store.write(lambda work: Change(PUT, None, frozenset({Topic.ROSTER}), a_group(work)))
    assert store.read(lambda work: len(work.rows.exec(select(GroupRow.id)).all())) == 1


def test_nothing_is_written_by_a_change_that_found_nothing_to_do(store: Store) -> None:
    head = store.read(audit.head)
    store.write(lambda _work: nothing_changed(PUT, None))
    assert store.read(audit.head) == head
