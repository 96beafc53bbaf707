"""Whether a facilitator may practise where a client is: licensure follows the client's location."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
