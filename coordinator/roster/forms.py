"""What a person fills in: the facts that a command takes of a client, a group and a consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordinator.vocabulary import AgeBand, ConsentKind, FacilitatorId, GroupColour, Platform


@dataclass(frozen=True, slots=True)
class ClientDetails:
    """What a form holds of a client. `zone` is an IANA name and `home_state` a postal code; both may be empty.

    An empty `code` asks for the next free one. `weekly_goal_minutes` is None where the program's goal holds.
    """

    preferred_name: str
    code: str = ""
    legal_name: str = ""
    pronouns: str = ""
    born_on: date | None = None
    zone: str = ""
    home_state: str = ""
    usual_location: str = ""
    callback_number: str = ""
    preferred_contact: str = ""
    local_emergency_number: str = ""
    weekly_goal_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What a form holds of a group. An empty `zone` means the program's; an empty `short_code` the initials.

    `limit_minutes` is how long the group's meeting plan lets it meet; None, or 0, where there is no limit to heed.
    """

    name: str
    short_code: str = ""
    colour: GroupColour = GroupColour.HARBOUR
    capacity: int = 12
    zone: str = ""
    age_band: AgeBand = AgeBand.ADULT
    facilitator_id: FacilitatorId | None = None
    platform: Platform = Platform.ZOOM
    link: str = ""
    passcode: str = ""
    backup_link: str = ""
    topic: str = ""
    limit_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentDetails:
    """What a form holds of a consent.

    A disclosure needs all nine elements of 42 CFR 2.31(a): the patient (the client it belongs to), who
    discloses, what, to whom, why, that it can be revoked, when it ends (a day or an event), signature and date.
    """

    kind: ConsentKind
    signed_on: date
    expires_on: date | None = None
    expires_on_event: str = ""
    discloser: str = ""
    recipient: str = ""
    information: str = ""
    purpose: str = ""
    signed_by: str = ""
    revocation_explained: bool = False
