"""May this summary go to this audience, and under which consent: asked before a document is made."""

from __future__ import annotations

from collections.abc import Collection
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
from coordinator.vocabulary import Audience, ClientId


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
    found = disclosures(work, audience, [client_id], recipient)[client_id]
    if isinstance(found, Disclosure):
        return found
    raise found


def disclosures(
    work: UnitOfWork, audience: Audience, client_ids: Collection[ClientId], recipient: str = ""
) -> dict[ClientId, Disclosure | ConsentMissing | RecipientNotChosen]:
    """Give what may go to an audience outside about each of these clients, or what keeps it back.

    Raises `NotFound`.
    """
    today, part2_covered = roster.today(work), programs.program(work).part2_covered
    return {
        client_id: _allowed(client_id, found, audience, recipient, today, part2_covered=part2_covered)
        for client_id, found in roster.releases(work, client_ids).items()
    }


def _allowed(
    client_id: ClientId,
    found: roster.Releases,
    audience: Audience,
    recipient: str,
    today: date,
    *,
    part2_covered: bool,
) -> Disclosure | ConsentMissing | RecipientNotChosen:
    if audience is Audience.CLIENT:
        if found.died_on is not None:
            return ConsentMissing(client_id, ConsentProblem.DECEASED)
        return Disclosure(contents_of(audience, clinical_consented=True))
    choice = chosen_consent(found.consents, audience, recipient, Person(found.born_on, found.died_on), today)
    if choice.recipients:
        return RecipientNotChosen(client_id)
    if choice.problem is not None and needs_consent(audience, part2_covered=part2_covered):
        return ConsentMissing(client_id, choice.problem)
    clinical = choice.consent is not None and allows_clinical(choice.consent.details)
    return Disclosure(contents_of(audience, clinical_consented=clinical), choice.consent)


def recipients_of(work: UnitOfWork, audience: Audience, client_id: ClientId) -> tuple[str, ...]:
    """Give to whom a client's consents let an audience's summary go today, by name. Raises `NotFound`."""
    found = roster.releases(work, [client_id])[client_id]
    person = Person(found.born_on, found.died_on)
    choice = chosen_consent(found.consents, audience, "", person, roster.today(work))
    return choice.recipients or ((choice.consent.details.recipient,) if choice.consent is not None else ())
