"""Nobody joins a group or a session while a no-contact flag is up, unless somebody says why."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

import pytest
from sqlmodel import select

from coordinator import attendance, roster
from coordinator.changes import Change
from coordinator.cli.notices import tell_clashes_of_enrolment, tell_orders
from coordinator.roster import (
    Choice,
    ClientDetails,
    ImportUndecided,
    NewClient,
    ProblemKey,
    ProblemKind,
    RosterField,
    RosterTable,
)
from coordinator.roster.errors import ContactOrderInForce
from coordinator.store.tables import EnrolmentRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    FlagKind,
    GroupId,
    GroupSessionId,
    SessionStatus,
    Topic,
    WalkInReason,
)
from tests.builders import a_client, a_group, a_session
from tests.coordinator.roster.import_steps import csv_of, plan_of
from tests.coordinator.roster.import_steps import take_in as take_in_file

ORDER = "Order of February: not in one room with Ines."
WHY = "They meet in different weeks; agreed with the supervisor."


class House:
    """Ben is in Mood & Anxiety; Ines would come; both groups meet today."""

    def __init__(self, store: Store) -> None:
        self.store = store

        def fill(work: UnitOfWork) -> Change[None]:
            self.mood, self.dbt = a_group(work), a_group(work, name="DBT Skills", short_code="DB")
            self.session = a_session(work, self.mood, status=SessionStatus.LIVE)
            self.ben = a_client(work, name="Ben Castillo", group_id=self.mood)
            self.ines = a_client(work, name="Ines Duarte", group_id=self.dbt)
            return Change(Action.FILL_SAMPLE, self.mood, frozenset(Topic), outcome=None)

        store.write(fill)

    def flag(self, client: ClientId, kind: FlagKind = FlagKind.NO_CONTACT) -> None:
        self.flag_id = self.store.write(roster.raise_flag, client, kind, ORDER).outcome

    def enroll(self, client: ClientId, group: GroupId, despite: str = "") -> roster.Placement:
        return self.store.write(partial(roster.enroll, despite=despite), client, group).outcome

    def walk_in(self, session: GroupSessionId, note: str = "") -> None:
        self.store.write(attendance.add_walk_in, session, self.ines, WalkInReason.MAKE_UP, note)


@pytest.fixture
def house(store: Store) -> House:
    return House(store)


@pytest.mark.parametrize("whose", ["ben", "ines"])
def test_a_flag_of_either_side_holds_an_enrolment_back_until_there_is_a_reason(house: House, whose: str) -> None:
    house.flag(getattr(house, whose))
    with pytest.raises(ContactOrderInForce):
        house.enroll(house.ines, house.mood)
    with pytest.raises(ContactOrderInForce):
        house.enroll(house.ines, house.mood, "   ")
    placed = house.enroll(house.ines, house.mood, WHY)
    assert placed.enrolment_id is not None
    kept = house.store.read(lambda work: work.get(EnrolmentRow, placed.enrolment_id).despite)
    assert kept == WHY


def test_nothing_of_a_refused_enrolment_stays(house: House) -> None:
    house.flag(house.ben)
    before = len(house.store.read(roster.roster_on, house.mood, date(2026, 3, 11)))
    with pytest.raises(ContactOrderInForce):
        house.enroll(house.ines, house.mood)
    assert len(house.store.read(roster.roster_on, house.mood, date(2026, 3, 11))) == before


def test_what_the_flags_say_is_told_the_newcomers_first(house: House) -> None:
    house.flag(house.ben)
    house.flag(house.ines)
    told = house.store.read(roster.contact_orders, house.ines, house.mood)
    assert [(one.name, one.text, one.joins) for one in told] == [
        ("Ines Duarte", ORDER, True),
        ("Ben Castillo", ORDER, False),
    ]


def test_a_cleared_flag_another_kind_and_somebody_who_left_hold_nobody_back(house: House) -> None:
    house.flag(house.ben)
    house.store.write(roster.clear_flag, house.flag_id)
    house.flag(house.ben, FlagKind.RISK)
    assert house.enroll(house.ines, house.mood).enrolment_id is not None


def test_moving_asks_as_well(house: House) -> None:
    house.flag(house.ben)
    (stay,) = house.store.read(
        lambda work: [row.id for row in work.rows.exec(select(EnrolmentRow)) if row.client_id == house.ines]
    )
    move = partial(roster.move_client, on=date(2026, 3, 12))
    with pytest.raises(ContactOrderInForce):
        house.store.write(move, stay, house.mood)
    assert house.store.write(partial(move, despite=WHY), stay, house.mood).outcome.enrolment_id is not None


def test_making_up_in_the_room_of_the_other_needs_a_note(house: House) -> None:
    house.flag(house.ben)
    with pytest.raises(ContactOrderInForce):
        house.walk_in(house.session)
    house.walk_in(house.session, WHY)
    lines = house.store.read(attendance.sheet, house.session).lines
    assert "Ines Duarte" in [one.name for one in lines]


def test_the_command_line_says_which_flags_are_up(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.flag(house.ben)
    tell_clashes_of_enrolment(house.store, house.ines, house.mood, None, None)
    told = capsys.readouterr()
    assert f"Note: no contact, Ben Castillo: {ORDER}" in told.err + told.out


def test_a_new_client_is_put_into_a_group_with_a_flag_for_a_reason_only(house: House) -> None:
    house.flag(house.ben)
    before = house.store.read(roster.clients)
    for despite in ("", "  "):
        with pytest.raises(ContactOrderInForce):
            house.store.write(partial(take_in, group=house.mood, despite=despite))
    assert house.store.read(roster.clients) == before, "nothing half done"
    told = house.store.read(roster.contact_orders, None, house.mood)
    assert [(one.name, one.joins) for one in told] == [("Ben Castillo", False)]
    placed = house.store.write(partial(take_in, group=house.mood, despite=WHY)).outcome.placement
    assert placed is not None
    assert despite_of(house, placed.enrolment_id) == WHY


def test_a_new_client_joins_another_group_without_being_asked(house: House) -> None:
    house.flag(house.ben)
    placed = house.store.write(partial(take_in, group=house.dbt, despite="")).outcome.placement
    assert placed is not None
    assert despite_of(house, placed.enrolment_id) is None


class TestFromAFile:
    """A roster file asks before anything is written, a choice a row."""

    KEY = ProblemKey(2, ProblemKind.NO_CONTACT, RosterField.GROUP)
    SAME = ProblemKey(2, ProblemKind.NAME_KNOWN, RosterField.NAME)

    @staticmethod
    def of(*rows: str) -> RosterTable:
        return csv_of("Name,Group\n" + "".join(f"{row}\n" for row in rows))

    @pytest.mark.parametrize("whose", ["ben", "ines"])
    def test_a_known_client_is_asked_about_on_either_side(self, house: House, whose: str) -> None:
        house.flag(getattr(house, whose))
        known = {self.SAME: Choice.USE_KNOWN}
        plan = plan_of(house.store, self.of("Ines Duarte,Mood & Anxiety"), known)
        (asked,) = (one for one in plan.problems if one.key == self.KEY)
        assert asked.is_open
        assert [one.text for one in asked.orders] == [ORDER]
        assert asked.choices == (Choice.DESPITE, Choice.WITHOUT_GROUP, Choice.SKIP_ROW)
        assert not plan.ready
        with pytest.raises(ImportUndecided):
            take_in_file(house.store, self.of("Ines Duarte,Mood & Anxiety"), known)

    def test_a_new_client_is_asked_about_as_well(self, house: House) -> None:
        house.flag(house.ben)
        plan = plan_of(house.store, self.of("Somebody New,Mood & Anxiety"))
        assert [one.key for one in plan.undecided] == [self.KEY]

    def test_the_place_is_given_for_a_reason_and_with_it(self, house: House) -> None:
        house.flag(house.ben)
        table = self.of("Ines Duarte,Mood & Anxiety")
        choices = {self.SAME: Choice.USE_KNOWN, self.KEY: Choice.DESPITE}
        none: dict[ProblemKey, str] = {}
        for reasons in (none, {self.KEY: "  "}):
            assert not plan_of(house.store, table, choices, reasons).ready
            with pytest.raises(ImportUndecided):
                take_in_file(house.store, table, choices, reasons)
        assert plan_of(house.store, table, choices).explained(self.KEY, WHY).ready
        change = take_in_file(house.store, table, choices, {self.KEY: WHY})
        assert change.outcome.enrolled == 1
        (stay,) = stays(house, house.ines, house.mood)
        assert despite_of(house, stay) == WHY
        assert change.undo is not None
        house.store.write(change.undo)
        assert stays(house, house.ines, house.mood) == []

    @pytest.mark.parametrize(("choice", "new"), [(Choice.WITHOUT_GROUP, 2), (Choice.SKIP_ROW, 1)])
    def test_without_the_group_or_the_row_nobody_meets(self, house: House, choice: Choice, new: int) -> None:
        house.flag(house.ben)
        done = take_in_file(house.store, self.of("Somebody New,Mood & Anxiety", "Another One,"), {self.KEY: choice})
        assert (done.outcome.clients, done.outcome.enrolled) == (new, 0)
        there = house.store.read(roster.roster_on, house.mood, date(2026, 3, 11))
        assert [one.name for one in there] == ["Ben Castillo"]

    def test_the_command_line_names_row_and_flag(self, house: House, capsys: pytest.CaptureFixture[str]) -> None:
        house.flag(house.ben)
        assert tell_orders(plan_of(house.store, self.of("Somebody New,Mood & Anxiety")))
        told = capsys.readouterr()
        assert f"Note: row 2, no contact, Ben Castillo: {ORDER}" in told.err + told.out

    def test_who_only_waits_meets_nobody(self, house: House) -> None:
        house.flag(house.ben)
        table = csv_of("Name,Group,Waitlist\nSomebody New,Mood & Anxiety,yes\n")
        assert plan_of(house.store, table).ready

    def test_two_rows_of_one_file_meet_as_well(self, house: House) -> None:
        """Ines, whose flag it is, comes in an earlier row of the same file."""
        house.flag(house.ines)
        choices = {self.SAME: Choice.USE_KNOWN, self.KEY: Choice.DESPITE}
        table = self.of("Ines Duarte,Mood & Anxiety", "Somebody New,Mood & Anxiety")
        plan = plan_of(house.store, table, choices, {self.KEY: WHY})
        assert [one.key.row for one in plan.undecided] == [3]

    def test_who_left_before_is_no_reason_to_ask(self, house: House) -> None:
        house.flag(house.ben)
        (stay,) = stays(house, house.ben, house.mood)
        house.store.write(partial(roster.end_enrolment, on=date(2026, 3, 10)), stay)
        assert plan_of(house.store, self.of("Somebody New,Mood & Anxiety")).ready


def take_in(work: UnitOfWork, group: GroupId, despite: str) -> Change[NewClient]:
    return roster.take_in_client(work, ClientDetails("Ines Duarte Neto"), group_id=group, despite=despite)


def stays(house: House, client: ClientId, group: GroupId) -> list[UUID]:
    wanted = select(EnrolmentRow).where(EnrolmentRow.client_id == client, EnrolmentRow.group_id == group)
    return house.store.read(lambda work: [row.id for row in work.rows.exec(wanted)])


def despite_of(house: House, stay: UUID | None) -> str | None:
    return house.store.read(lambda work: work.get(EnrolmentRow, stay).despite)
