"""Nobody joins a group or a session while a no-contact flag is up, unless somebody says why."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlmodel import select

from coordinator import attendance, roster
from coordinator.changes import Change
from coordinator.cli.notices import tell_clashes_of_enrolment
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
