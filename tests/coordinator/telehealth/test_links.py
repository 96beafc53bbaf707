"""Links somebody could plant, and links that clinics use."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from coordinator.telehealth import (
    PLATFORMS,
    Concern,
    Door,
    Finding,
    LinkProblem,
    LinkRefused,
    check_link,
    platform_of,
    preflight,
)
from coordinator.vocabulary import Platform

ZOOM = "https://zoom.us/j/85012345678"

GENUINE = (
    (Platform.ZOOM, "https://zoom.us/j/85012345678"),
    (Platform.ZOOM, "https://us02web.zoom.us/j/85012345678?pwd=QmFzZTY0.1"),
    (Platform.ZOOM, "https://us06web.zoom.us/j/85012345678?pwd=abc-_DEF.1&from=addon"),
    (Platform.ZOOM, "https://alderstreet.zoom.us/my/renee.alvarado"),
    (Platform.ZOOM, "https://alderstreet.zoom.us/my/renee-group?pwd=abc"),
    (Platform.ZOOM, "https://zoom.us/s/85012345678"),
    (Platform.ZOOM, "https://zoom.us/w/85012345678?tk=abc"),
    (Platform.ZOOM, "https://zoom.us/wc/85012345678/join"),
    (Platform.ZOOM, "https://zoom.us/wc/join/85012345678"),
    (Platform.ZOOM, "https://hhs.zoomgov.com/j/1612345678"),
    (Platform.ZOOM, "HTTPS://Zoom.US/j/85012345678"),
    (Platform.ZOOM, "https://zoom.us/j/123456789"),
    (Platform.ZOOM, "https://zoom.us/j/85012345678#success"),
    (Platform.TEAMS, "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NGQ%40thread.v2/0?context=%7b%22Tid%22%3a%22a%22%7d"),
    (Platform.TEAMS, "https://teams.microsoft.com/l/meetup-join/19:meeting_NGQ@thread.v2/0"),
    (Platform.TEAMS, "https://teams.microsoft.com/meet/2345678901234?p=abcDEF"),
    (Platform.TEAMS, "https://teams.live.com/meet/9345678901234?p=x1"),
    (Platform.TEAMS, "https://teams.live.com/meet/9345678901234"),
    (Platform.TEAMS, "https://gov.teams.microsoft.us/l/meetup-join/19%3agcch%3ameeting_a%40thread.v2/0"),
    (Platform.TEAMS, "https://teams.cloud.microsoft/meet/2345678901234"),
    (Platform.MEET, "https://meet.google.com/abc-defg-hij"),
    (Platform.MEET, "https://meet.google.com/abc-defg-hij?authuser=0"),
    (Platform.MEET, "https://meet.google.com/abc-defg-hij/"),
    (Platform.MEET, "https://meet.google.com/lookup/alderstreet"),
    (Platform.WEBEX, "https://alderstreet.webex.com/meet/ralvarado"),
    (Platform.WEBEX, "https://alderstreet.webex.com/join/ralvarado"),
    (Platform.WEBEX, "https://alderstreet.webex.com/alderstreet/j.php?MTID=m0123456789abcdef"),
    (Platform.WEBEX, "https://meet1234.webex.com/wbxmjs/joinservice/sites/meet1234/meeting/download/0a1b"),
    (Platform.WEBEX, "https://alderstreet.webex.com/webappng/sites/alderstreet/meeting/info/0a1b"),
    (Platform.WEBEX, "https://alderstreet.webex.com/m/0a1b-2c3d"),
    (Platform.DOXY, "https://doxy.me/reneealvarado"),
    (Platform.DOXY, "https://alderstreet.doxy.me/reneealvarado"),
    (Platform.DOXY, "https://doxy.me/renee.alvarado"),
    (Platform.DOXY, "https://doxy.me/room/renee"),
    (Platform.JITSI, "https://meet.jit.si/AlderStreetMoodAnxiety"),
    (Platform.JITSI, "https://meet.jit.si/Alder#config.startWithAudioMuted=true"),
    (Platform.JITSI, "https://8x8.vc/vpaas-magic-cookie-0a1b/Alder"),
    (Platform.JITSI, "https://jitsi.alderstreet.org/MoodAnxiety"),
    (Platform.JITSI, "https://talk.alderstreet.org/mood"),
    (Platform.BIGBLUEBUTTON, "https://demo.bigbluebutton.org/rooms/abc-def-ghi/join"),
    (Platform.BIGBLUEBUTTON, "https://bbb.alderstreet.org/b/ren-abc-def"),
    (Platform.BIGBLUEBUTTON, "https://bbb.alderstreet.org/gl/ren-abc-def"),
    (Platform.BIGBLUEBUTTON, "https://rooms.alderstreet.org/rooms/ren-abc-def/join"),
    (Platform.OTHER, "https://video.alderstreet.org/room/12"),
    (Platform.OTHER, "https://room.alderstreet.org/"),
    (Platform.OTHER, "https://app.simplepractice.com/appt-0a1b2c3d"),
    (Platform.OTHER, "https://vsee.com/c/alder"),
    (Platform.OTHER, "https://clinic.thera-link.com/join?id=12&name=a"),
    (Platform.OTHER, "https://alderstreet.coviu.com/room/mood"),
    (Platform.OTHER, "https://telehealth.alder-street.org/g/1"),
)  # fmt: skip

HOSTILE_WHOLE = (
    "", " ", "zoom.us/j/85012345678", "http://zoom.us/j/85012345678", "file:///etc/passwd", "javascript:alert(1)",
    "data:text/html,x", "zoommtg://zoom.us/join?confno=85012345678", "ms-msdt:/id", "search-ms:query=x", "vbscript:x",
    "smb://files/x", "ftp://zoom.us/j/85012345678", "//zoom.us/j/85012345678", "\\\\files\\x",
    "https:zoom.us/j/85012345678",
    "https:/zoom.us/j/85012345678", "https:///zoom.us/j/85012345678", "--help", "-psn", "--gpu-launcher=calc",
    "$(calc)",
    "`calc`", "| calc", "https://", "https://zoom.us", "https://zoom.us/", "https://zoom.us/j/", "https://zoom.us/j/abc",
    "https://zoom.us/redirect?url=https://bad.example", "https://zoom.us/oauth/authorize?x=1", "https://zoom.us/j/../oauth",
    "https://[::1]/j/85012345678", "https://127.0.0.1/j/85012345678", "https://2130706433/j/85012345678",
    "https://0x7f000001/j/85012345678", "https://0x7f.1/j/85012345678", "https://localhost/j/85012345678",
    "view-source:https://zoom.us/j/85012345678", "about:blank", "chrome://settings", "mailto:a@b.example",
    "tel:5550100",
)  # fmt: skip
HOSTILE_HOSTS = (
    "zoom.us.bad.example", "zoom.us-join.bad.example", "bad.example", "zoom-us.com", "zo0m.us", "z00m.us", "zooom.us",
    "zom.us", "zomo.us", "zoorn.us", "xn--zom-xdc.us", "z\u043e\u043em.us", "\uff5a\uff4f\uff4f\uff4d.us",
    "zoom\u3002us", "zoom.us.", ".zoom.us",
    "zoom..us", "zoom.uss", "notzoom.us", "zoom.us%2ebad.example", "zoom.us%00.bad.example", "zoom_us", "-zoom.us",
    "teams-microsoft.com", "teams.rnicrosoft.com", "teams.microsoft.com.bad.example", "webex.com.bad.example",
    "we8ex.com", "vvebex.com", "meet-google.com", "meet.google.com.bad.example", "doxy-me.com", "d0xy.me",
    "zoom.join.bad.example",
    "support-zoom.bad.example", "zoomgov.bad.example", "bad.example:443", "zoom.us:8443", "zoom.us:", "user@zoom.us",
    "user:secret@zoom.us", "zoom.us@bad.example", "zoom.us%40bad.example", "@zoom.us",
)  # fmt: skip
HOSTILE_PIECES = (
    "%0a", "%0d%0a", "%00", "%0A--help", "%250a", "%25250a", "\n", "\r", "\t", "\x00", "\x7f", "\u202e", "\u200b",
    "\u2028",
    '"', "'", "`", "<", ">", "\\", "{", "}", "|", "^", " ", "%", "%zz", "%c0%af", "é", "“", "😀", "%1b", "%E2%80%A8",
)  # fmt: skip
PREFIXES = (
    "https://{host}/j/85012345678",
    "https://{host}/j/85012345678?pwd=a1",
    "https://{host}/meet/room",
    "https://{host}/b/abc",
)


def hostile_links() -> list[tuple[Platform, str]]:
    """Every hostile whole, host and piece, in different places, under different platforms."""
    links = [
        (platform, link)
        for platform in Platform
        for link in HOSTILE_WHOLE
        if platform is Platform.ZOOM or "zoom.us/" not in link
    ]
    for host, shape in itertools.product(HOSTILE_HOSTS, PREFIXES):
        known = {Platform.ZOOM, Platform.TEAMS, Platform.MEET, Platform.WEBEX, Platform.DOXY}
        own = host in {"bad.example", "bad.example:443"}
        links += [(platform, shape.format(host=host)) for platform in Platform if platform in known or not own]
    for piece in HOSTILE_PIECES:
        for platform, link in GENUINE[::4]:
            middle = link.index("/", 8) + 1
            links += [(platform, link[:middle] + piece + link[middle:] + "/x"), (platform, link + "?x=" + piece + "y")]
            links += [(platform, link[:9] + piece + link[9:]), (platform, "https://" + piece + link[8:])]
    return links


def is_opened(link: str, platform: Platform) -> bool:
    try:
        check_link(link, platform)
    except LinkRefused:
        return False
    return True


def test_two_thousand_hostile_links_are_refused() -> None:
    links = hostile_links()
    opened = [link for platform, link in links if is_opened(link, platform)]
    assert len(links) >= 2000
    assert opened == []


def test_a_refusal_does_not_repeat_the_link() -> None:
    with pytest.raises(LinkRefused) as refused:
        check_link("https://zoom.us.bad.example/j/85012345678?pwd=a1", Platform.ZOOM)
    assert "pwd" not in str(refused.value)


@pytest.mark.parametrize(("platform", "link"), GENUINE)
def test_a_genuine_link_is_opened_as_it_is(platform: Platform, link: str) -> None:
    verdict = check_link(f" {link} ", platform)
    assert verdict.url.lower() == link.lower()
    assert verdict.url.startswith("https://")
    known = any(verdict.host == host or verdict.host.endswith("." + host) for host in PLATFORMS[platform].hosts)
    assert verdict.needs_confirmation is not known


def test_there_are_fifty_genuine_ones() -> None:
    assert len(GENUINE) >= 50


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("", LinkProblem.MISSING),
        ("javascript:alert(1)", LinkProblem.NOT_HTTPS),
        ("https://renee@zoom.us/j/85012345678", LinkProblem.USER_NAME),
        ("https://zoom.us:8443/j/85012345678", LinkProblem.PORT),
        ("https://zoom.us.bad.example/j/85012345678", LinkProblem.LOOK_ALIKE),
        ("https://meet.google.com/abc-defg-hij", LinkProblem.OTHER_PLATFORM),
        ("https://zoom.us/profile", LinkProblem.NOT_A_MEETING),
        ("https://zoom.us/j/850%0a12345678", LinkProblem.STRANGE_CHARACTER),
        ("https://127.0.0.1/j/85012345678", LinkProblem.NOT_A_HOST),
        ("https://zoom.us/j/85012345678?pwd=" + "a" * 3000, LinkProblem.TOO_LONG),
    ],
)
def test_the_reason_is_named(link: str, problem: LinkProblem) -> None:
    with pytest.raises(LinkRefused) as refused:
        check_link(link, Platform.ZOOM)
    assert refused.value.problem is problem


def test_a_pasted_link_tells_its_platform() -> None:
    assert platform_of(" https://us02web.zoom.us/j/85012345678") is Platform.ZOOM
    assert platform_of("https://video.alderstreet.org/x") is None
    assert platform_of("https://[") is None


NOW = datetime(2026, 3, 11, 12, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("door", "findings"),
    [
        (Door(Platform.ZOOM, ZOOM + "?pwd=a1", "", 180), ()),
        (Door(Platform.ZOOM, "", "", 180), (Finding(Concern.LINK_MISSING),)),
        (Door(Platform.ZOOM, "zoom", "", 180), (Finding(Concern.LINK_REFUSED, LinkProblem.NOT_HTTPS),)),
        (Door(Platform.ZOOM, ZOOM, "", 180), (Finding(Concern.PASSCODE_MISSING),)),
        (Door(Platform.ZOOM, ZOOM, "482 913", 180, shared=True), (Finding(Concern.LINK_SHARED),)),
        (Door(Platform.ZOOM, ZOOM, "1", 180, last_used_at=NOW - timedelta(days=301)), (Finding(Concern.LINK_UNUSED),)),
        (Door(Platform.ZOOM, ZOOM, "482 913", 180, free_plan=True), (Finding(Concern.LIMIT_TOO_SHORT),)),
    ],
)  # fmt: skip
def test_the_door_is_looked_at_before_the_session(door: Door, findings: tuple[Finding, ...]) -> None:
    assert preflight(door, NOW) == findings
