"""What could keep a group from meeting: looked at a quarter of an hour before, while it can still be mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coordinator.telehealth.links import LinkProblem, LinkRefused, check_link
from coordinator.telehealth.platforms import PLATFORMS
from coordinator.vocabulary import Platform

UNUSED_DAYS = 300
"""Zoom deletes a recurring meeting that nobody used for 365 days."""


class Concern(StrEnum):
    """One thing to look at before the session: about its door, and about the clients who are expected."""

    LINK_MISSING = "link-missing"
    LINK_REFUSED = "link-refused"
    PASSCODE_MISSING = "passcode-missing"
    LINK_SHARED = "link-shared"
    LINK_UNUSED = "link-unused"
    LIMIT_TOO_SHORT = "limit-too-short"
    CONTACT_MISSING = "contact-missing"
    CONSENT_EXPIRING = "consent-expiring"


@dataclass(frozen=True, slots=True)
class Door:
    """How a session is entered. `shared` says that another session at the same time has the same link.

    `limit_minutes` is what the meeting plan allows, where somebody said so; `free_plan` that it is the vendor's
    free one.
    """

    platform: Platform
    link: str
    passcode: str
    planned_minutes: int
    shared: bool = False
    last_used_at: datetime | None = None
    free_plan: bool = False
    limit_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A concern; `problem` where the link is refused."""

    concern: Concern
    problem: LinkProblem | None = None


def preflight(door: Door, now: datetime) -> tuple[Finding, ...]:
    """Give what is wrong with a session's door, most urgent first; empty when all is well."""
    try:
        verdict = check_link(door.link, door.platform)
    except LinkRefused as refused:
        missing = refused.problem is LinkProblem.MISSING
        return (Finding(Concern.LINK_MISSING) if missing else Finding(Concern.LINK_REFUSED, refused.problem),)
    limit = PLATFORMS[door.platform].free_limit_minutes if door.free_plan else door.limit_minutes
    unused = door.last_used_at is not None and now - door.last_used_at > timedelta(days=UNUSED_DAYS)
    checks = (
        (door.shared, Concern.LINK_SHARED),
        (
            door.platform is Platform.ZOOM and not door.passcode and not verdict.passcode_in_link,
            Concern.PASSCODE_MISSING,
        ),
        (unused, Concern.LINK_UNUSED),
        (limit is not None and limit < door.planned_minutes, Concern.LIMIT_TOO_SHORT),
    )
    return tuple(Finding(concern) for applies, concern in checks if applies)
