"""The design tokens as typed facts: colours by scheme, type roles, statuses."""

import json
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, cast

import resources

__all__ = ["GROUP_COLOURS", "STATUSES", "TYPE_ROLES", "Palette", "StatusColours", "TypeRole", "palette", "status_icon"]


class _TypeEntry(TypedDict):
    family: str
    size: int
    line: int
    weight: int
    tracking: float


class _File(TypedDict):
    color: dict[str, dict[str, str]]
    status: dict[str, dict[str, dict[str, str]]]
    groupColour: dict[str, dict[str, str]]
    type: dict[str, _TypeEntry]


@dataclass(frozen=True, slots=True)
class TypeRole:
    """One entry of the type scale; sizes in device-independent pixels at 100 %."""

    family: str
    size: float
    line: float
    weight: int
    tracking: float


@dataclass(frozen=True, slots=True)
class StatusColours:
    """The four colours of one attendance status, as #RRGGBB."""

    text: str
    soft: str
    solid: str
    on_solid: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of one scheme, as #RRGGBB."""

    dark: bool
    colours: dict[str, str]
    statuses: dict[str, StatusColours]
    groups: dict[str, str]


STATUSES = ("present", "late", "leftEarly", "absent", "excused", "cancelled", "unmarked")
GROUP_COLOURS = ("harbour", "plum", "moss", "clay", "indigo", "slate")
_FAMILIES = {"ui": "Inter", "display": "Inter Display"}
_EXTRA_ROLES = {
    # The mocks use these beside the named scale.
    "denseMedium": TypeRole("Inter", 13, 18, 500, -0.09),
    "captionMedium": TypeRole("Inter", 12, 16, 500, -0.09),
    "captionStrong": TypeRole("Inter", 12, 16, 600, -0.09),
    "section": TypeRole("Inter", 14, 20, 600, -0.09),
    "bodyStrong": TypeRole("Inter", 14, 21, 600, -0.09),
    "bodyMedium": TypeRole("Inter", 14, 20, 500, -0.09),
    "heading": TypeRole("Inter Display", 24, 30, 600, -0.4),
    "titleLarge": TypeRole("Inter Display", 22, 28, 600, -0.2),
    "titleSmall": TypeRole("Inter Display", 18, 26, 600, -0.2),
    "figure": TypeRole("Inter Display", 24, 28, 600, -0.4),
    "clock": TypeRole("Inter Display", 22, 24, 600, -0.1),
    "countdown": TypeRole("Inter Display", 30, 30, 600, -0.6),
}


@cache
def _file() -> _File:
    return cast("_File", json.loads(resources.tokens_json()))


@cache
def palette(*, dark: bool) -> Palette:
    """All colours of the light or the dark scheme."""
    scheme = "dark" if dark else "light"
    statuses = {}
    for name in STATUSES:
        entry = _file()["status"][scheme][name]
        statuses[name] = StatusColours(entry["text"], entry["soft"], entry["solid"], entry["onSolid"])
    return Palette(dark, _file()["color"][scheme], statuses, _file()["groupColour"][scheme])


def status_icon(status: str) -> str:
    """The icon name of an attendance status, for example "log-in" for "late"."""
    # The file mixes one list and two schemes into the same object; an entry with an icon is a status.
    return cast("dict[str, str]", _file()["status"][status])["icon"]


def _roles() -> dict[str, TypeRole]:
    roles = dict(_EXTRA_ROLES)
    for name, entry in _file()["type"].items():
        if isinstance(entry, dict):
            tracking = entry["tracking"] or -0.09
            roles[name] = TypeRole(_FAMILIES[entry["family"]], entry["size"], entry["line"], entry["weight"], tracking)
    return roles


TYPE_ROLES = _roles()
