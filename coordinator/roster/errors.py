"""What the roster refuses, as typed facts: ids, dates, counts and field names, never what a person is called."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coordinator.errors import RuleViolation
from coordinator.people.rules import NameMissing
from coordinator.vocabulary import ClientId, GroupId


class CodeTaken(RuleViolation):
    """Another client already has this ID."""

    def __init__(self, code: str) -> None:
        super().__init__("code")
        self.code = code


class GroupNameTaken(RuleViolation):
    """Another group already bears this name or this short code; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class UnknownZone(RuleViolation):
    """The zone is no name of the IANA time zone database."""

    def __init__(self, zone: str) -> None:
        super().__init__(zone)
        self.zone = zone


class UnknownState(RuleViolation):
    """The state is no two-letter code of the United States Postal Service."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class CapacityTooSmall(RuleViolation):
    """A group needs at least one place."""

    def __init__(self, capacity: int) -> None:
        super().__init__(str(capacity))
        self.capacity = capacity


class GoalOutOfRange(RuleViolation):
    """A weekly goal is between nothing and the minutes of a week."""

    def __init__(self, minutes: int) -> None:
        super().__init__(str(minutes))
        self.minutes = minutes


class BornInTheFuture(RuleViolation):
    """A date of birth lies after today, or before 1900."""

    def __init__(self, born_on: date) -> None:
        super().__init__(born_on.isoformat())
        self.born_on = born_on


class LinkNotSafe(RuleViolation):
    """A meeting link must be a complete https address without a sign-in name in it; `field` says which link."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class DatesOutOfOrder(RuleViolation):
    """What ends must not end before it starts."""

    def __init__(self, starts_on: date, ends_on: date) -> None:
        super().__init__(f"{starts_on} > {ends_on}")
        self.starts_on = starts_on
        self.ends_on = ends_on


class StaysOverlap(RuleViolation):
    """The client is already in this group on some of these days."""

    def __init__(self, client_id: ClientId, group_id: GroupId, starts_on: date, ends_on: date | None) -> None:
        super().__init__(f"{starts_on} {ends_on or ''}".strip())
        self.client_id = client_id
        self.group_id = group_id
        self.starts_on = starts_on
        self.ends_on = ends_on


class StayBeforeAdmission(RuleViolation):
    """A stay in a group cannot start before the client was admitted."""

    def __init__(self, starts_on: date, admitted_on: date) -> None:
        super().__init__(f"{starts_on} < {admitted_on}")
        self.starts_on = starts_on
        self.admitted_on = admitted_on


class ContactOrderInForce(RuleViolation):
    """A no-contact flag is up for the client or for somebody of the group; say why they may meet all the same."""

    def __init__(self, client_id: ClientId, group_id: GroupId) -> None:
        super().__init__(f"{client_id} {group_id}")
        self.client_id = client_id
        self.group_id = group_id


class ClientDischarged(RuleViolation):
    """The client was discharged; admit them again first."""

    def __init__(self, client_id: ClientId, discharged_on: date) -> None:
        super().__init__(discharged_on.isoformat())
        self.client_id = client_id
        self.discharged_on = discharged_on


class NotAdmitted(RuleViolation):
    """The client has no episode of care that is open."""

    def __init__(self, client_id: ClientId) -> None:
        super().__init__(str(client_id))
        self.client_id = client_id


class StillAdmitted(RuleViolation):
    """The client's present episode of care has not ended."""

    def __init__(self, client_id: ClientId, admitted_on: date) -> None:
        super().__init__(admitted_on.isoformat())
        self.client_id = client_id
        self.admitted_on = admitted_on


class EpisodesOverlap(RuleViolation):
    """A new episode starts after the last one ended."""

    def __init__(self, admitted_on: date, discharged_on: date) -> None:
        super().__init__(f"{admitted_on} <= {discharged_on}")
        self.admitted_on = admitted_on
        self.discharged_on = discharged_on


class AlreadyWaiting(RuleViolation):
    """The client already has a place on this waitlist."""


class NotWaiting(RuleViolation):
    """The client has no place on this waitlist."""


class GroupArchived(RuleViolation):
    """Nobody can be enrolled in a group that is archived."""

    def __init__(self, group_id: GroupId) -> None:
        super().__init__(str(group_id))
        self.group_id = group_id


class GroupStillHasClients(RuleViolation):
    """A group with clients enrolled or waiting cannot be archived."""

    def __init__(self, enrolled: int, waiting: int) -> None:
        super().__init__(f"{enrolled} {waiting}")
        self.enrolled = enrolled
        self.waiting = waiting


class RecordsExist(RuleViolation):
    """Attendance, notes or sessions were recorded meanwhile, so this cannot be taken back."""

    def __init__(self, kind: str, record_id: UUID, count: int) -> None:
        super().__init__(f"{kind} {count}")
        self.kind = kind
        self.record_id = record_id
        self.count = count


class ConsentIncomplete(RuleViolation):
    """A consent to disclose lacks elements that 42 CFR 2.31(a) asks for; `missing` are field names."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class ConsentAlreadyRevoked(RuleViolation):
    """The consent was revoked before."""


class TextMissing(RuleViolation):
    """A field that needs text is empty."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class FieldTooLong(RuleViolation):
    """A field holds more text than anybody would type, or characters that cannot be shown."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


__all__ = [
    "AlreadyWaiting",
    "BornInTheFuture",
    "CapacityTooSmall",
    "ClientDischarged",
    "CodeTaken",
    "ConsentAlreadyRevoked",
    "ConsentIncomplete",
    "ContactOrderInForce",
    "DatesOutOfOrder",
    "EpisodesOverlap",
    "FieldTooLong",
    "GoalOutOfRange",
    "GroupArchived",
    "GroupNameTaken",
    "GroupStillHasClients",
    "LinkNotSafe",
    "NameMissing",
    "NotAdmitted",
    "NotWaiting",
    "RecordsExist",
    "StayBeforeAdmission",
    "StaysOverlap",
    "StillAdmitted",
    "TextMissing",
    "UnknownState",
    "UnknownZone",
]
