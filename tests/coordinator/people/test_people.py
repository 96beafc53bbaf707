"""Members of staff: names, credentials, licences, and what undo puts back."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coordinator import audit, people
from coordinator.errors import NotFound
from coordinator.people import Facilitator, NameMissing
from coordinator.people.rules import check_name
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Action, FacilitatorId, StaffRole
from tests.reversing import take_back


@given(some.text())
def test_a_name_is_refused_only_when_it_is_blank(name: str) -> None:
    if name.split():
        assert check_name(name) == check_name(f"  {name}\t")
        assert check_name(name).split() == name.split()
    else:
        with pytest.raises(NameMissing):
            check_name(name)


@given(some.text())
def test_nothing_but_blanks_and_the_first_comma_is_lost_when_a_signature_is_split(signature: str) -> None:
    name, credentials = people.split_credentials(signature)
    assert "," not in name
    before, comma, after = signature.partition(",")
    assert (name.split(), credentials.split()) == (before.split(), after.split() if comma else [])


@pytest.mark.parametrize(
    ("signature", "parts"),
    [
        ("Renee Alvarado, LCSW", ("Renee Alvarado", "LCSW")),
        ("Renee Alvarado", ("Renee Alvarado", "")),
        ("M. Chen ,LPC, CADC II", ("M. Chen", "LPC, CADC II")),
        (" , LCSW", ("", "LCSW")),
    ],
)
def test_a_signature_is_split_at_its_first_comma(signature: str, parts: tuple[str, str]) -> None:
    assert people.split_credentials(signature) == parts


@pytest.mark.parametrize(
    ("name", "credentials", "display", "short"),
    [
        ("Renee Alvarado", "LCSW", "Renee Alvarado, LCSW", "R. Alvarado"),
        ("Renee", "", "Renee", "Renee"),
        ("Ana María López", "LPC", "Ana María López, LPC", "A. López"),
    ],
)
def test_a_name_is_shown_whole_and_short(name: str, credentials: str, display: str, short: str) -> None:
    person = Facilitator(FacilitatorId(UUID(int=1)), name, credentials, StaffRole.FACILITATOR, active=True, states=())
    assert (person.display, person.short) == (display, short)


def test_licences_are_kept_once_in_capitals_and_in_order(store: Store) -> None:
    added = store.write(people.add_facilitator, "M. Chen", states=["ny", " NJ ", "NY", ""]).outcome
    assert store.read(people.facilitator, added).states == ("NJ", "NY")


def test_staff_stand_in_order_of_their_names_whatever_their_case(store: Store) -> None:
    for name in ("émile Roy", "Zoë Park", "adam Smith"):
        store.write(people.add_facilitator, name)
    shown = [person.name for person in store.read(people.facilitators)]
    assert shown == ["adam Smith", "Renee Alvarado", "Zoë Park", "émile Roy"]


def test_who_left_is_no_longer_offered_and_still_known(store: Store) -> None:
    gone = store.write(people.add_facilitator, "M. Chen").outcome
    store.write(people.change_facilitator, gone, name="M. Chen", credentials="", active=False)
    assert gone not in {person.id for person in store.read(people.facilitators)}
    assert gone in {person.id for person in store.read(people.facilitators, with_inactive=True)}
    assert store.read(people.facilitator, gone).name == "M. Chen"


def test_undo_and_redo_of_a_change_give_back_every_field(store: Store) -> None:
    added = store.write(people.add_facilitator, "M. Chen", "LPC", states=["NY", "NJ"]).outcome
    before = store.read(people.facilitator, added)
    change = store.write(people.change_facilitator, added, name="Mei Chen", credentials="LPC-S", states=["CT"])
    after = store.read(people.facilitator, added)
    undone = take_back(store, change)
    assert store.read(people.facilitator, added) == before
    take_back(store, undone)
    assert store.read(people.facilitator, added) == after


def test_a_blank_name_changes_nothing(store: Store) -> None:
    before, head = store.read(people.facilitators), store.read(audit.head)
    with pytest.raises(NameMissing):
        store.write(people.change_facilitator, before[0].id, name=" \t", credentials="MD", states=["TX"])
    with pytest.raises(NameMissing):
        store.write(people.add_facilitator, "")
    assert (store.read(people.facilitators), store.read(audit.head)) == (before, head)


def test_somebody_unknown_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(NotFound):
        store.write(people.change_facilitator, FacilitatorId(UUID(int=7)), name="Nobody", credentials="")


def test_who_opens_and_locks_the_vault_is_in_the_history(store: Store) -> None:
    store.write(people.record_unlock)
    store.write(people.record_lock)
    locked, unlocked = store.read(audit.entries, limit=2)
    assert (unlocked.action, locked.action) == (Action.UNLOCK, Action.LOCK)
    assert locked.actor_id == store.actor
    assert store.read(people.signed_in).display == "Renee Alvarado, LCSW"
