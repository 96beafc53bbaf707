"""What can be wrong with a packet, a return, or what is asked for in a guest vault."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from coordinator.errors import InputUnusable, RuleViolation, StoreError


class PacketFault(StrEnum):
    """Why a packet or a return cannot be used."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    NOT_A_PACKET = "not-a-packet"
    NOT_A_RETURN = "not-a-return"
    IS_A_RETURN = "is-a-return"
    TOO_NEW = "too-new"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    OTHER_VAULT = "other-vault"
    NOT_THEIRS = "not-theirs"
    """What the return brings is not of its session, its clients or its facilitator."""


class PacketUnusable(InputUnusable):
    """A packet or a return cannot be used; nothing was changed. `at` is when it expired, where it did."""

    def __init__(self, fault: PacketFault, at: datetime | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.at = at


class PacketAlreadyOpen(RuleViolation):
    """This packet was opened here before; its guest vault is in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__("already open")
        self.folder = folder


class ExpiryOutOfRange(RuleViolation):
    """A packet expires after its session and at most `longest_days` days after it."""

    def __init__(self, longest_days: int) -> None:
        super().__init__(str(longest_days))
        self.longest_days = longest_days


class SessionOver(RuleViolation):
    """A session that was held or cancelled is not handed over."""


class ChoicesMissing(RuleViolation):
    """Some pieces differ from what was typed here meanwhile, and nobody said which holds. `keys` are theirs."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(str(len(keys)))
        self.keys = keys


class MergeChangedSince(RuleViolation):
    """Something that the return brought was changed since; the merge is not taken back."""


class PacketNotOut(RuleViolation):
    """The packet was withdrawn already."""


class NotAGuest(RuleViolation):
    """This vault was not made of a packet, so nothing is returned from it."""


class IsAGuest(RuleViolation):
    """This vault was made of a packet; it hands nothing over and takes nothing back."""


class NothingToReturn(RuleViolation):
    """Everything recorded here was written into a return already."""


class WorkNotReturned(RuleViolation):
    """The guest vault holds work that no return has; removing it would lose that."""


class GuestExpired(StoreError):
    """The packet of this guest vault expired; it opens no more. `unreturned` says whether it holds work to return."""

    def __init__(self, at: datetime, *, unreturned: bool) -> None:
        super().__init__(at.isoformat())
        self.at = at
        self.unreturned = unreturned
