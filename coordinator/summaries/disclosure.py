"""May this summary go to this audience, and under which consent: asked before a document is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordinator import programs, roster
from coordinator.errors import RuleViolation
from coordinator.roster import Consent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.audiences import EVERYTHING, Contents, contents_of
from coordinator.summaries.consents import (
    ConsentProblem,
    Person,
    allows_clinical,
    chosen_consent,
    needs_consent,
)
from coordinator.vocabulary import Audience, ClientId, DischargeReason


class ConsentMissing(RuleViolation):
    """A summary that leaves the clinic needs the client's consent, and none lets it go (42 CFR 2.31)."""

    def __init__(self, client_id: ClientId, problem: ConsentProblem = ConsentProblem.ABSENT) -> None:
        super().__init__(f"{client_id} {problem.value}")
        self.client_id = client_id
        self.problem = problem


class RecipientNotChosen(RuleViolation):
    """Consents to several recipients hold; the one that is meant must be named."""

    def __init__(self, client_id: ClientId) -> None:
        super().__init__(str(client_id))
        self.client_id = client_id


class OneClientOnly(RuleViolation):
    """What leaves the treatment team is about one client; a whole group's would name the others."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """That a summary may go out: what it holds, and the consent it goes under, if it needs or has one."""

    contents: Contents
    consent: Consent | None = None


INTERNAL = Disclosure(EVERYTHING)
"""Nothing leaves the team."""


def disclosure(work: UnitOfWork, audience: Audience, client_id: ClientId | None, recipient: str = "") -> Disclosure:
    """Give what may go to an audience about a client, or about a whole group where there is none.

    Raises `OneClientOnly`, `ConsentMissing`, `RecipientNotChosen`, `NotFound`.
    """
    if not audience.is_outside:
        return INTERNAL
    if client_id is None:
        raise OneClientOnly
    client = roster.client(work, client_id)
    person = Person(client.born_on, _died_on(client))
    if audience is Audience.CLIENT:
        if person.died_on is not None:
            raise ConsentMissing(client_id, ConsentProblem.DECEASED)
        return Disclosure(contents_of(audience, clinical_consented=True))
    choice = chosen_consent(client.consents, audience, recipient, person, roster.today(work))
    required = needs_consent(audience, part2_covered=programs.program(work).part2_covered)
    if choice.recipients:
        raise RecipientNotChosen(client_id)
    if choice.problem is not None and required:
        raise ConsentMissing(client_id, choice.problem)
    clinical = choice.consent is not None and allows_clinical(choice.consent.details)
    return Disclosure(contents_of(audience, clinical_consented=clinical), choice.consent)


def recipients_of(work: UnitOfWork, audience: Audience, client_id: ClientId) -> tuple[str, ...]:
    """Give to whom a client's consents let an audience's summary go today, by name. Raises `NotFound`."""
    client = roster.client(work, client_id)
    person = Person(client.born_on, _died_on(client))
    choice = chosen_consent(client.consents, audience, "", person, roster.today(work))
    return choice.recipients or ((choice.consent.details.recipient,) if choice.consent is not None else ())


def _died_on(client: roster.Client) -> date | None:
    ends = [one.discharged_on for one in client.episodes if one.discharge_reason is DischargeReason.DECEASED]
    return next((day for day in ends if day is not None), None)
