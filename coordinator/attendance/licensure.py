"""Whether a facilitator may practise where a client is, and what is refused or asked before a location holds."""

from __future__ import annotations

from collections.abc import Sequence

from coordinator.attendance.places import LocationRefusal, PlaceQuestion, read_place
from coordinator.errors import RuleViolation
from coordinator.vocabulary import ClientId


def state_in(location: str) -> str:
    """Give the postal code of the state that a location names, or "" where none is named for certain."""
    return read_place(location, parked=True).state


def is_licensed_in(state: str, licensed_states: Sequence[str]) -> bool:
    """Say whether a state is one of those, where both are on record; an unknown is not a mismatch."""
    return not state or not licensed_states or state in licensed_states


class LocationRefused(RuleViolation):
    """A client drives, or is in another country."""

    def __init__(self, refusal: LocationRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class LocationUnclear(RuleViolation):
    """A person must say more about a location before it holds; `choices` are the states that it may be."""

    def __init__(self, client_id: ClientId, question: PlaceQuestion, choices: Sequence[str] = ()) -> None:
        super().__init__(f"{client_id} {question.value}")
        self.client_id = client_id
        self.question = question
        self.choices = tuple(choices)


class StateUnknown(RuleViolation):
    """What was given as a state is none."""


class NotLicensedThere(RuleViolation):
    """A client is in a state for which the facilitator has no license on record, and gave no reason."""

    def __init__(self, client_id: ClientId, state: str) -> None:
        super().__init__(f"{client_id} {state}")
        self.client_id = client_id
        self.state = state


def check_place(location: str, *, parked: bool = False) -> None:
    """Refuse a client who drives or is in another country; raises `LocationRefused`.

    Nobody takes part in a group at the wheel, and practice outside the United States is not covered by a state
    license.
    """
    refusal = read_place(location, parked=parked).refusal
    if refusal is not None:
        raise LocationRefused(refusal)
