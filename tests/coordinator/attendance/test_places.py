"""Where a client says they are, as people write it: a state, another country, the wheel, or a question."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator import attendance
from coordinator.attendance import LocationRefusal, LocationRefused, LocationUnclear, PlaceQuestion, StateUnknown
from coordinator.attendance.places import Place, read_place, state_named
from coordinator.changes import Change
from coordinator.roster import STATE_NAMES
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId, Topic
from tests.builders import a_session
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock

IN_A_STATE = """
12 Elm St, Albany, NY 12207 = NY | albany, ny = NY | Albany NY 12207-1234 = NY | Brooklyn, N.Y. = NY
Santa Fe, New Mexico = NM | Santa Fe New Mexico = NM | Boston, Mass. = MA | Los Angeles, Calif. = CA
San Juan, PR = PR | San Juan, Puerto Rico = PR | St. Thomas, USVI = VI | Guam = GU | Pago Pago, American Samoa = AS
Washington, D.C. = DC | Washington DC = DC | Seattle, Washington = WA | Atlanta, Georgia = GA | Mom's house in Ga. = GA
Lebanon, PA = PA | 12 Main St, Mexico, NY = NY | Paris, TX = TX | Vancouver, WA = WA | Ontario, CA = CA
Peru, Indiana = IN | Cuba, NY = NY | Friend's home, Moscow, Idaho = ID | China, Maine = ME | London, KY = KY
my aunt's in Richmond, Virginia = VA | Portland, Oregon, USA = OR | portland, or 97201 = OR | New York City = NY
Albany, NY, at my aunt's home = NY | Car, parked in Hoboken NJ = NJ | Driving range, Albany, NY = NY
"""
ABROAD = """
Mexico City | Toronto, ON | Toronto Canada | Toronto, Ontario | Baja California | Tijuana, Baja California | Cancún
Hotel in Cancun | Hotel, San José, Costa Rica | Paris, France | London, England | Vancouver, BC | St. John's, NL
Tbilisi, Georgia | Ottawa K1A 0B1 | Nova Scotia | Mexico | Out of the country | Abroad with family | outside of the US
"""
ASKED = """
Toronto | Paris | London | Vancouver | Dublin | Moscow | Washington | Georgia | Toronto, CA | West Lebanon
"""
UNNAMED = """
Home | Library | Sister’s home | Home, ok | portland, or | 12 Georgia Avenue | 1600 Pennsylvania Avenue | Kansas City
Aunt Virginia | Car, parked | Work, private office
"""
AT_THE_WHEEL = "Driving on I-90 | in traffic near Albany, NY | behind the wheel | passenger, wife driving"
PERHAPS_MOVING = "Car | In the car on my way home | in my truck, Albany, NY | commuting | Uber"


def told(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\n", "|").split("|") if one.strip()]


@pytest.mark.parametrize("case", told(IN_A_STATE))
def test_a_state_is_read_however_it_is_written(case: str) -> None:
    place, _, state = case.rpartition(" = ")
    assert read_place(place) == Place(state=state)


@pytest.mark.parametrize("place", told(ABROAD))
def test_another_country_is_refused(place: str) -> None:
    assert read_place(place).refusal is LocationRefusal.ABROAD


@pytest.mark.parametrize("place", told(ASKED))
def test_what_may_be_here_or_abroad_is_asked(place: str) -> None:
    assert read_place(place).question is PlaceQuestion.COUNTRY


@pytest.mark.parametrize("place", told(UNNAMED))
def test_a_place_without_a_state_is_never_guessed(place: str) -> None:
    found = read_place(place)
    assert (found.state, found.refusal, found.question) == ("", None, PlaceQuestion.STATE)


@pytest.mark.parametrize("place", told(AT_THE_WHEEL))
def test_who_drives_is_refused(place: str) -> None:
    assert read_place(place).refusal is LocationRefusal.DRIVING


@pytest.mark.parametrize("place", told(PERHAPS_MOVING))
def test_a_vehicle_is_asked_about_until_somebody_made_sure(place: str) -> None:
    assert read_place(place).question is PlaceQuestion.PARKED
    assert read_place(place, parked=True).question is not PlaceQuestion.PARKED


@given(code=st.sampled_from(sorted(STATE_NAMES)), town=st.sampled_from(["Springfield", "12 Oak Rd, Milton", "Troy"]))
def test_every_state_and_territory_is_read_by_name_and_by_code(code: str, town: str) -> None:
    for written in (code, STATE_NAMES[code], STATE_NAMES[code].upper(), f"{code} 12345", f"{STATE_NAMES[code]}, USA"):
        assert read_place(f"{town}, {written}").state == code, written
    assert state_named(STATE_NAMES[code].lower()) == state_named(code.lower()) == code


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_place(text)


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    clinic = a_clinic(store)
    clock.set(NINE + timedelta(minutes=12))
    return clinic


def test_an_unclear_place_holds_once_a_state_was_said(store: Store, clinic: Clinic) -> None:
    session, ben = clinic.session_id, clinic["Ben"]
    with pytest.raises(LocationUnclear) as asked:
        store.write(attendance.confirm_location, session, ben, "Library")
    assert (asked.value.question, asked.value.choices) == (PlaceQuestion.STATE, ("NY",))
    with pytest.raises(StateUnknown):
        store.write(attendance.confirm_location, session, ben, "Library", state="Narnia")
    store.write(attendance.confirm_location, session, ben, "Library", state="new jersey")
    line = store.read(attendance.sheet, session).line(ben)
    assert line is not None
    assert (line.location, line.location_state) == ("Library", "NJ")


def test_a_vehicle_holds_once_it_is_parked_and_a_wheel_never(store: Store, clinic: Clinic) -> None:
    session, ben = clinic.session_id, clinic["Ben"]
    with pytest.raises(LocationUnclear):
        store.write(attendance.confirm_location, session, ben, "Car, Troy, NY")
    with pytest.raises(LocationRefused):
        store.write(attendance.confirm_location, session, ben, "Driving, Troy, NY", state="NY")
    store.write(attendance.confirm_location, session, ben, "Car, Troy, NY", parked=True)
    line = store.read(attendance.sheet, session).line(ben)
    assert line is not None
    assert line.location_state == "NY"


def a_friday(work: UnitOfWork, clinic: Clinic) -> Change[GroupSessionId]:
    made = a_session(work, clinic.group_id, local_start=datetime(2026, 3, 13, 9))  # noqa: DTZ001  a wall time
    return Change(Action.ADD_SESSION, made, frozenset({Topic.SESSIONS}), made)


def test_what_held_yesterday_is_only_offered_today(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    session, ben = clinic.session_id, clinic["Ben"]
    store.write(attendance.confirm_location, session, ben, "Aunt's home, Troy, NY")
    store.write(attendance.confirm_callback, session, ben, "(555) 010-0199")
    store.write(attendance.set_emergency_number, session, ben, "(518) 555-0111")
    card = store.read(attendance.emergency_card, session, ben)
    assert (card.callback_number, card.emergency_number_today) == ("(555) 010-0199", "(518) 555-0111")
    moved = store.write(attendance.confirm_location, session, ben, "Home, 7 Birch Rd")
    assert store.read(attendance.emergency_card, session, ben).emergency_number_today == ""
    assert moved.undo is not None
    store.write(moved.undo)
    assert store.read(attendance.emergency_card, session, ben).emergency_number_today == "(518) 555-0111"
    clock.set(NINE + timedelta(days=2))
    friday = store.read(attendance.sheet, store.write(a_friday, clinic).outcome).line(ben)
    assert friday is not None
    assert friday.last_location == "Aunt's home, Troy, NY"
    assert (friday.location, friday.location_confirmed_at, friday.callback_today) == ("", None, "")
