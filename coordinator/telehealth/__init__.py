"""Meeting platforms and the links that lead into a room: what may be opened, and what could go wrong."""

from coordinator.telehealth.links import LinkProblem, LinkRefused, LinkVerdict, check_link, platform_of
from coordinator.telehealth.platforms import PLATFORMS, MeetingPlatform
from coordinator.telehealth.preflight import Concern, Door, Finding, preflight

__all__ = [
    "PLATFORMS",
    "Concern",
    "Door",
    "Finding",
    "LinkProblem",
    "LinkRefused",
    "LinkVerdict",
    "MeetingPlatform",
    "check_link",
    "platform_of",
    "preflight",
]
