"""Which links may be opened. A link is opened only in the form that `check_link` gives back.

Whoever holds a link can walk into a therapy room, and whoever can plant one can send a facilitator anywhere.
So: https only, plain ASCII, no user name, no port, a host that belongs to the chosen platform, and the path of
a meeting. A clinic's own server is allowed under platforms that can be self-hosted, after a person confirmed
its host, and never where it looks like one of the known platforms.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from coordinator.errors import RuleViolation
from coordinator.telehealth.platforms import PLATFORMS, is_known_host, platform_of_host
from coordinator.vocabulary import Platform

LONGEST_LINK = 2048


class LinkProblem(StrEnum):
    """Why a link is not opened."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    NOT_HTTPS = "not-https"
    STRANGE_CHARACTER = "strange-character"
    USER_NAME = "user-name"
    PORT = "port"
    NOT_A_HOST = "not-a-host"
    OTHER_PLATFORM = "other-platform"
    LOOK_ALIKE = "look-alike"
    NOT_A_MEETING = "not-a-meeting"


class LinkRefused(RuleViolation):
    """A link is not opened and not stored. Carries the reason, never the link."""

    def __init__(self, problem: LinkProblem, platform: Platform) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.platform = platform


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """A link that may be opened.

    `needs_confirmation` says that the host belongs to no known platform: a person says once that it is theirs.
    `passcode_in_link` says that the link itself admits whoever has it.
    """

    url: str
    host: str
    platform: Platform
    needs_confirmation: bool
    passcode_in_link: bool


# RFC 3986 without the characters that shells and HTML give a meaning; an apostrophe is legal and not needed.
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=%]+")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?")
_NUMERIC = re.compile(r"(0x[0-9a-f]*|\d+)")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LOOKS = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "4": "a", "7": "t", "8": "b", "i": "l", "q": "g"})
_BRANDS = ("zoom", "zoomgov", "webex", "doxyme", "msteams", "microsoftteams", "googlemeet", "jitsi", "bigbluebutton")
_PASSCODE_KEYS = {"pwd", "p", "password", "passcode", "pw"}


def check_link(url: str, platform: Platform) -> LinkVerdict:
    """Give the link in the form in which it may be opened; spaces around it are dropped.

    Raises `LinkRefused` with the reason.
    """
    text = url.strip(" ")
    problem = _problem_of_text(text)
    if problem is not None:
        raise LinkRefused(problem, platform)
    try:
        parts = urlsplit(text)
        host, problem = _host_of(parts)
    except ValueError as malformed:
        raise LinkRefused(LinkProblem.NOT_A_HOST, platform) from malformed
    problem = problem or _problem_of_host(host, platform) or _problem_of_path(parts, host, platform)
    if problem is not None:
        raise LinkRefused(problem, platform)
    return LinkVerdict(
        url=f"https://{host}" + text[len("https://") + len(parts.netloc) :],
        host=host,
        platform=platform,
        needs_confirmation=not is_known_host(host, platform),
        passcode_in_link=bool(_PASSCODE_KEYS & parse_qs(parts.query).keys()),
    )


def platform_of(url: str) -> Platform | None:
    """Guess the platform of a link from its host, for a form that was just pasted into."""
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return platform_of_host(host) if host else None


def _problem_of_text(text: str) -> LinkProblem | None:
    if not text:
        return LinkProblem.MISSING
    if len(text) > LONGEST_LINK:
        return LinkProblem.TOO_LONG
    if not text.lower().startswith("https://"):
        return LinkProblem.NOT_HTTPS
    if not _PLAIN.fullmatch(text) or _BAD_PERCENT.search(text):
        return LinkProblem.STRANGE_CHARACTER
    decoded = text
    for _ in range(3):  # "%250a" hides a line break from one decoding, not from the next program's
        decoded = unquote(decoded, errors="replace")
        if _CONTROL.search(decoded) or "\ufffd" in decoded:
            return LinkProblem.STRANGE_CHARACTER
    return None


def _host_of(parts: SplitResult) -> tuple[str, LinkProblem | None]:
    if "@" in parts.netloc:
        return "", LinkProblem.USER_NAME
    if ":" in parts.netloc.rpartition("]")[2]:
        return "", LinkProblem.PORT
    host = parts.netloc.lower()
    return host, None if _is_domain(host) else LinkProblem.NOT_A_HOST


def _is_domain(host: str) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 - RFC 1035
        return False
    if any(label.startswith("xn--") for label in labels) or _NUMERIC.fullmatch(labels[-1]):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False


def _problem_of_host(host: str, platform: Platform) -> LinkProblem | None:
    if is_known_host(host, platform):
        return None
    if platform_of_host(host) is not None:
        return LinkProblem.OTHER_PLATFORM
    if _looks_like_a_platform(host):
        return LinkProblem.LOOK_ALIKE
    return None if PLATFORMS[platform].self_hosted else LinkProblem.OTHER_PLATFORM


def _looks_like_a_platform(host: str) -> bool:
    """Say whether a foreign host could be taken for a known platform's by a person in a hurry."""
    whole = _skeleton(host.replace(".", ""))
    suffixes = [suffix for one in PLATFORMS.values() for suffix in one.hosts]
    if any(_skeleton(suffix.replace(".", "")) in whole for suffix in suffixes):
        return True
    labels = [label for label in host.split(".")[:-1] if label]
    words = {word for label in labels for word in (label, label.replace("-", ""), *label.split("-")) if word}
    return any(_resembles(word, brand) for word in words for brand in _BRANDS[:-2])


def _resembles(word: str, brand: str) -> bool:
    seen, meant = _skeleton(word), _skeleton(brand)
    return _once(seen) == _once(meant) or seen in _swaps(meant)


def _skeleton(word: str) -> str:
    plain = word.lower().replace("-", "").replace("rn", "m").replace("vv", "w")
    return plain.translate(_LOOKS)


def _once(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _swaps(word: str) -> set[str]:
    return {word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)}


def _problem_of_path(parts: SplitResult, host: str, platform: Platform) -> LinkProblem | None:
    path = parts.path + ("?" + parts.query if parts.query else "")
    known = PLATFORMS[platform]
    wanted = known.paths if is_known_host(host, platform) or platform is not Platform.OTHER else None
    if ".." in unquote(unquote(parts.path)).split("/") or (wanted is not None and not wanted.fullmatch(path)):
        return LinkProblem.NOT_A_MEETING
    return None
