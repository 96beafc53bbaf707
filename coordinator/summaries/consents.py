"""Which written consent lets a summary go to somebody outside, and what is wrong where none does (42 CFR part 2).

Consents are typed as the signed form says them, so what one is for is read from its own words: a consent that
speaks of payment or review serves a payer, any other a referrer. One for the one purpose never serves the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordinator.roster import Consent, ConsentDetails, ConsentStanding, consent_standing
from coordinator.vocabulary import Audience, ConsentKind

OF_AGE = 18

_PAYER = re.compile(
    r"\b(pay|payers?|payments?|payors?|insur\w*|utili[sz]ation|authori[sz]ation|billing|claims?|health plan|"
    r"managed care|medicaid|medicare|benefits?|concurrent review|medical necessity|reimburse\w*)\b"
)
_REFERRER = re.compile(
    r"\b(courts?|probation|parole|judge|employers?|eap|schools?|refer\w*|attorneys?|lawyers?|monitor\w*|"
    r"attendance|compliance|coordination)\b"
)
_CLINICAL = re.compile(
    r"\b(participat\w*|engage\w*|progress|goals?|clinical|treatment plan|(full|whole|entire|complete) record|"
    r"all (information|records))\b"
)
_SIGNERS = re.compile(r"\s*(?:,|;|&|\+|/|\band\b)\s*", re.IGNORECASE)
_ALONE = re.compile(r"\balone\b", re.IGNORECASE)


class ConsentProblem(StrEnum):
    """Why no consent lets a summary go out."""

    ABSENT = "absent"
    OTHER_PURPOSE = "other-purpose"
    OTHER_RECIPIENT = "other-recipient"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ONE_SIGNATURE = "one-signature"
    CAME_OF_AGE = "came-of-age"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True)
class Person:
    """As much of a client as decides whose signature counts; `died_on` where care ended with death."""

    born_on: date | None = None
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The consent to go by, or what is wrong; `recipients` where several could be meant and one must be named."""

    consent: Consent | None = None
    problem: ConsentProblem | None = None
    recipients: tuple[str, ...] = ()


def serves(details: ConsentDetails, audience: Audience) -> bool:
    """Say whether a consent's recipient and purpose are those of an audience."""
    words = f"{details.recipient} {details.purpose}".casefold()
    payer = _PAYER.search(words) is not None
    if audience is Audience.UTILIZATION_REVIEW:
        return payer
    return not payer or _REFERRER.search(words) is not None


def allows_clinical(details: ConsentDetails) -> bool:
    """Say whether the information that a consent names includes progress or engagement, not attendance alone."""
    return _CLINICAL.search(details.information.casefold()) is not None


def needs_consent(audience: Audience, *, part2_covered: bool) -> bool:
    """Say whether an audience's summary may go out only under a written consent.

    A referrer always needs one (45 CFR 164.508(a)); a payer where the program falls under 42 CFR part 2, since
    elsewhere payment needs none (45 CFR 164.506(c)); the team and the client never do.
    """
    return audience is Audience.REFERRAL or (audience is Audience.UTILIZATION_REVIEW and part2_covered)


def problem_of(consent: Consent, person: Person, today: date) -> ConsentProblem | None:
    """Say why a consent does not count today; None where it does.

    A minor's needs the parent's signature beside their own wherever state law asks for it (42 CFR 2.14), so one
    signature alone counts only where the record says that the minor may consent "alone". One that was signed before
    the eighteenth birthday ends with it. After a death a personal representative signs anew (42 CFR 2.15(b)).
    """
    standing = consent_standing(consent.details, consent.revoked_on, today)
    if standing is not ConsentStanding.HOLDS:
        return {
            ConsentStanding.REVOKED: ConsentProblem.REVOKED,
            ConsentStanding.EXPIRED: ConsentProblem.EXPIRED,
            ConsentStanding.NOT_YET: ConsentProblem.NOT_YET,
        }[standing]
    if person.died_on is not None and consent.details.signed_on <= person.died_on:
        return ConsentProblem.DECEASED
    if person.born_on is None or age_on(person.born_on, consent.details.signed_on) >= OF_AGE:
        return None
    if age_on(person.born_on, today) >= OF_AGE:
        return ConsentProblem.CAME_OF_AGE
    signed_by = consent.details.signed_by
    names = [name for name in _SIGNERS.split(signed_by) if name.strip()]
    return None if len(names) > 1 or _ALONE.search(signed_by) else ConsentProblem.ONE_SIGNATURE


def chosen_consent(
    consents: Sequence[Consent], audience: Audience, recipient: str, person: Person, today: date
) -> Choice:
    """Choose the consent for an audience, and for a recipient where one is named; of several the newest.

    Where none counts, the newest that would serve says what is wrong.
    """
    releases = [one for one in consents if one.kind is ConsentKind.DISCLOSURE]
    if not releases:
        return Choice(problem=ConsentProblem.DECEASED if person.died_on is not None else ConsentProblem.ABSENT)
    serving = [one for one in releases if serves(one.details, audience)]
    if not serving:
        return Choice(problem=ConsentProblem.OTHER_PURPOSE)
    if recipient:
        serving = [one for one in serving if _folded(one.details.recipient) == _folded(recipient)]
    if not serving:
        return Choice(problem=ConsentProblem.OTHER_RECIPIENT)
    newest_first = sorted(serving, key=lambda one: one.details.signed_on, reverse=True)
    counting = [one for one in newest_first if problem_of(one, person, today) is None]
    if not counting:
        return Choice(problem=problem_of(newest_first[0], person, today))
    recipients = {_folded(one.details.recipient): one.details.recipient for one in counting}
    if len(recipients) > 1:
        return Choice(recipients=tuple(sorted(recipients.values())))
    return Choice(consent=counting[0])


def age_on(born_on: date, day: date) -> int:
    """Give somebody's age on a day; born on February 29, one is a year older from March 1 on."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
