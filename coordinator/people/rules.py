"""What a member of staff must have."""

from __future__ import annotations

from coordinator.errors import RuleViolation


class NameMissing(RuleViolation):
    """A member of staff, a client or a group needs a name."""


def check_name(name: str) -> str:
    """Give the name without outer blanks; raises `NameMissing` when nothing is left."""
    cleaned = " ".join(name.split())
    if not cleaned:
        raise NameMissing
    return cleaned


def split_credentials(display: str) -> tuple[str, str]:
    """Split "Renee Alvarado, LCSW" at its first comma into name and credentials; the latter may be empty."""
    name, _, credentials = display.partition(",")
    return " ".join(name.split()), " ".join(credentials.split())
