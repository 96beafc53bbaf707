"""Members of staff: who leads, who signs, who is signed in, and where they are licensed."""

from coordinator.people.commands import add_facilitator, change_facilitator, record_lock, record_unlock, set_supervision
from coordinator.people.queries import Facilitator, facilitator, facilitators, signed_in
from coordinator.people.rules import NameMissing, SupervisionRefusal, SupervisionRefused, split_credentials

__all__ = [
    "Facilitator",
    "NameMissing",
    "SupervisionRefusal",
    "SupervisionRefused",
    "add_facilitator",
    "change_facilitator",
    "facilitator",
    "facilitators",
    "record_lock",
    "record_unlock",
    "set_supervision",
    "signed_in",
    "split_credentials",
]
