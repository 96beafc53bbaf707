"""What a member of staff must have."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from coordinator.errors import RuleViolation
from coordinator.vocabulary import FacilitatorId


class NameMissing(RuleViolation):
    """A member of staff, a client or a group needs a name."""


class SupervisionRefusal(StrEnum):
    """Why somebody cannot supervise somebody."""

    OWN = "own"
    NOT_HERE = "not-here"
    SUPERVISED_THEMSELVES = "supervised-themselves"
    SUPERVISES_OTHERS = "supervises-others"


class SupervisionRefused(RuleViolation):
    """Whoever signs beside must work here, be somebody else, and not need a signature beside their own."""

    def __init__(self, refusal: SupervisionRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def check_supervision(
    person: FacilitatorId,
    supervisor: FacilitatorId,
    *,
    supervisor_active: bool,
    supervised: Mapping[FacilitatorId, FacilitatorId],
) -> None:
    """Refuse a supervision that would leave a signature missing; raises `SupervisionRefused`.

    `supervised` maps whoever works under supervision to who supervises them.
    """
    if person == supervisor:
        raise SupervisionRefused(SupervisionRefusal.OWN)
    if not supervisor_active:
        raise SupervisionRefused(SupervisionRefusal.NOT_HERE)
    if supervisor in supervised:
        raise SupervisionRefused(SupervisionRefusal.SUPERVISED_THEMSELVES)
    if person in supervised.values():
        raise SupervisionRefused(SupervisionRefusal.SUPERVISES_OTHERS)


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
