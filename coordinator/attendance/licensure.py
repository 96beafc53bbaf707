"""Whether a facilitator may practise where a client is, and where nobody is seen: licensure follows the location."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from coordinator.errors import RuleViolation
from coordinator.vocabulary import ClientId

_CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA PR RI SC SD TN TX UT VT VA VI WA WV WI WY GU AS MP"
)
STATES = frozenset(re.findall("[A-Z]{2}", _CODES))
"""The postal codes of the states, the District of Columbia and the territories (USPS Publication 28)."""


def state_in(location: str) -> str:
    """Give the two-letter state that a location ends with ("12 Elm St, Albany, NY 12207"), or "" where none does."""
    words = [word for word in re.split(r"[\s,]+", location.strip()) if not word.replace("-", "").isdigit()]
    return words[-1] if len(words) > 1 and words[-1] in STATES else ""


def is_licensed_in(state: str, licensed_states: Sequence[str]) -> bool:
    """Say whether a state is one of those, where both are on record; an unknown is not a mismatch."""
    return not state or not licensed_states or state in licensed_states


class LocationRefusal(StrEnum):
    """Why nobody is seen where they are."""

    DRIVING = "driving"
    ABROAD = "abroad"


class LocationRefused(RuleViolation):
    """A client drives, or is in another country."""

    def __init__(self, refusal: LocationRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class NotLicensedThere(RuleViolation):
    """A client is in a state for which the facilitator has no license on record, and gave no reason."""

    def __init__(self, client_id: ClientId, state: str) -> None:
        super().__init__(f"{client_id} {state}")
        self.client_id = client_id
        self.state = state


_DRIVING = re.compile(
    r"\b(?:driving|drives|at the wheel|behind the wheel|in traffic|on the (?:road|highway|freeway|interstate))\b",
    re.IGNORECASE,
)
_NOT_DRIVING = re.compile(r"\b(?:not|no longer|isn.t|stopped) driving\b|\bdriving school\b|\bparked\b", re.IGNORECASE)
_ABROAD = re.compile(
    r"\b(?:abroad|overseas|out(?:side)? of the (?:us|u\.s\.|usa|country|united states))\b", re.IGNORECASE
)
_NAMES = (
    "afghanistan, argentina, aruba, australia, austria, bahamas, bangladesh, barbados, belgium, belize, bermuda, "
    "bolivia, brazil, bulgaria, cambodia, cameroon, canada, chile, china, colombia, costa rica, croatia, cuba, "
    "curaçao, czech republic, denmark, dominica, dominican republic, ecuador, egypt, el salvador, england, "
    "eritrea, españa, estonia, ethiopia, finland, france, germany, ghana, great britain, greece, grenada, "
    "guatemala, guyana, haiti, honduras, hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, "
    "israel, italy, jamaica, japan, kazakhstan, kenya, kuwait, laos, latvia, liberia, lithuania, luxembourg, "
    "malaysia, mali, malta, mexico, moldova, mongolia, morocco, mozambique, myanmar, méxico, nepal, netherlands, "
    "new zealand, nicaragua, nigeria, north korea, northern ireland, norway, pakistan, panama, panamá, paraguay, "
    "peru, perú, philippines, poland, portugal, qatar, romania, russia, rwanda, saudi arabia, scotland, senegal, "
    "serbia, singapore, slovakia, slovenia, somalia, south africa, south korea, spain, sri lanka, st. lucia, "
    "sudan, sweden, switzerland, syria, taiwan, tanzania, thailand, the bahamas, the netherlands, the "
    "philippines, togo, trinidad and tobago, tunisia, turkey, türkiye, uganda, uk, ukraine, united arab emirates, "
    "united kingdom, uruguay, venezuela, vietnam, wales, yemen, zambia, zimbabwe"
)
_COUNTRIES = frozenset(_NAMES.split(", "))
"""Countries as people write them after the last comma; names that are also states or first names are left out."""


def check_place(location: str) -> None:
    """Refuse a client who drives or is in another country; raises `LocationRefused`.

    Nobody takes part in a group at the wheel, and practice outside the United States is not covered by a state
    license. Only plain words are recognised; asking stays with the facilitator.
    """
    if _DRIVING.search(location) and not _NOT_DRIVING.search(location):
        raise LocationRefused(LocationRefusal.DRIVING)
    last = location.rpartition(",")[2].strip().rstrip(".").casefold()
    named = last in _COUNTRIES and not state_in(location)
    if named or _ABROAD.search(location):
        raise LocationRefused(LocationRefusal.ABROAD)
