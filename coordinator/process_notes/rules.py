"""Who may keep process notes, and what a text may be: pure checks."""

from __future__ import annotations

import re
import unicodedata

from coordinator.process_notes.errors import OnlyForProfessionals
from coordinator.vocabulary import StaffRole

PROFESSIONALS = frozenset(
    {
        StaffRole.FACILITATOR,
        StaffRole.CO_FACILITATOR,
        StaffRole.PRIMARY_COUNSELOR,
        StaffRole.PRESCRIBER,
        StaffRole.SUPERVISOR,
    }
)
"""Mental health professionals and SUD counselors. 45 CFR 164.501 and 42 CFR 2.11 define these notes by who writes
them: a case manager's, a director's or an observer's are part of the ordinary record."""

MOST_CHARACTERS = 50_000
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def may_keep(role: StaffRole) -> bool:
    """Say whether somebody in this role may keep process notes."""
    return role in PROFESSIONALS


def check_may_keep(role: StaffRole) -> None:
    """Refuse whoever may not; raises `OnlyForProfessionals`."""
    if not may_keep(role):
        raise OnlyForProfessionals(role)


def clean(text: str) -> str:
    """Give a text as it is kept: NFC, plain line breaks, no control characters, no longer than any note."""
    return unicodedata.normalize("NFC", NOT_TEXT.sub("", LINE_BREAKS.sub("\n", text)))[:MOST_CHARACTERS]
