"""The meeting platforms: their hosts, the shape of their meeting links, and how long a free meeting lasts.

Hosts and shapes are from the vendors' own pages on joining by link. A free plan's limit matters to a clinic that
pays for none: Zoom 40 minutes, Teams and Meet 60, Webex 40 (their pricing pages).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coordinator.vocabulary import Platform


@dataclass(frozen=True, slots=True)
class MeetingPlatform:
    """What is known of one platform.

    A host is allowed if it is one of `hosts` or lies below one. Where `self_hosted`, a clinic may run its own
    server, and a person confirms its host once. `paths` says what a meeting link's path (and query) look like.
    """

    platform: Platform
    name: str
    hosts: tuple[str, ...]
    paths: re.Pattern[str]
    self_hosted: bool = False
    free_limit_minutes: int | None = None
    has_passcode: bool = False


_ANY_PATH = re.compile(r".*", re.DOTALL)
_ROOM = re.compile(r"/[^/?]+(/[^?]*)?(\?.*)?")

PLATFORMS: dict[Platform, MeetingPlatform] = {
    one.platform: one
    for one in (
        MeetingPlatform(
            Platform.ZOOM,
            "Zoom",
            ("zoom.us", "zoomgov.com", "zoom.com"),
            re.compile(r"/(j|s|w|wc)/\d{9,12}(/(join|start))?/?(\?.*)?|/wc/join/\d{9,12}(\?.*)?|/my/[\w.\-]+/?(\?.*)?"),
            free_limit_minutes=40,
            has_passcode=True,
        ),
        MeetingPlatform(
            Platform.TEAMS,
            "Teams",
            ("teams.microsoft.com", "teams.live.com", "teams.cloud.microsoft", "teams.microsoft.us"),
            re.compile(r"/l/meetup-join/[^?]+(\?.*)?|/meet/\d+/?(\?.*)?"),
            free_limit_minutes=60,
            has_passcode=True,
        ),
        MeetingPlatform(
            Platform.MEET,
            "Meet",
            ("meet.google.com",),
            re.compile(r"/([a-z]{3}-[a-z]{4}-[a-z]{3}|lookup/[\w\-]+)/?(\?.*)?"),
            free_limit_minutes=60,
        ),
        MeetingPlatform(
            Platform.WEBEX,
            "Webex",
            ("webex.com", "webexgov.us"),
            re.compile(
                r"/(meet|join)/[\w.\-@]+/?(\?.*)?|/[\w.\-]+/j\.php\?MTID=\w+(&.*)?|/wbxmjs/joinservice/[^?]+(\?.*)?"
                r"|/webappng/sites/[\w.\-]+/meeting/[^?]+(\?.*)?|/m/[\w\-]+(\?.*)?"
            ),
            free_limit_minutes=40,
            has_passcode=True,
        ),
        MeetingPlatform(Platform.DOXY, "Doxy.me", ("doxy.me",), _ROOM, has_passcode=True),
        MeetingPlatform(Platform.JITSI, "Jitsi", ("meet.jit.si", "8x8.vc"), _ROOM, self_hosted=True, has_passcode=True),
        MeetingPlatform(
            Platform.BIGBLUEBUTTON, "BigBlueButton", ("bigbluebutton.org",), _ROOM, self_hosted=True, has_passcode=True
        ),
        MeetingPlatform(Platform.OTHER, "Other", (), _ANY_PATH, self_hosted=True, has_passcode=True),
    )
}


def lies_below(host: str, suffix: str) -> bool:
    """Say whether a host is `suffix` or one of its subdomains."""
    return host == suffix or host.endswith("." + suffix)


def is_known_host(host: str, platform: Platform) -> bool:
    """Say whether a host belongs to a platform."""
    return any(lies_below(host, suffix) for suffix in PLATFORMS[platform].hosts)


def platform_of_host(host: str) -> Platform | None:
    """Give the platform that a host belongs to."""
    return next((platform for platform in PLATFORMS if is_known_host(host, platform)), None)
