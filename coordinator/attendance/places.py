"""Reading where a client says they are: in which state, in another country, at the wheel, or unclear.

A place is read from its end: "Albany, NY 12207", "my aunt's in Santa Fe, New Mexico", "Toronto, ON". What can be read
in two ways, and what names no state at all, is a question to a person; nothing is guessed. Names of places abroad come
from `resources/places`, of states from the roster's table.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from coordinator.roster import STATE_NAMES, STATES


class LocationRefusal(StrEnum):
    """Why nobody is seen where they are."""

    DRIVING = "driving"
    ABROAD = "abroad"


class PlaceQuestion(StrEnum):
    """What a person must say before a place is known."""

    STATE = "state"
    """No state is named."""
    COUNTRY = "country"
    """The name belongs to a place in the United States and to one abroad, or to two states."""
    PARKED = "parked"
    """A vehicle or a way to somewhere: is anybody driving?"""


@dataclass(frozen=True, slots=True)
class Place:
    """What a location says: a state's postal code, or why nobody is seen there, or what must be asked first.

    `choices` are the states that it may be.
    """

    state: str = ""
    refusal: LocationRefusal | None = None
    question: PlaceQuestion | None = None
    choices: tuple[str, ...] = ()


_ABROAD = Place(refusal=LocationRefusal.ABROAD)
_DRIVING = re.compile(
    r"\b(?:driving|drives|at the wheel|behind the wheel|in traffic"
    r"|on the (?:road|highway|freeway|interstate|motorway))\b",
    re.IGNORECASE,
)
_NOT_DRIVING = re.compile(
    r"\b(?:not|no longer|isn.?t|stopped|done|finished) driving\b|\bdriving (?:school|range|test)\b"
    r"|\bparked\b|\bpulled over\b",
    re.IGNORECASE,
)
_VEHICLE = re.compile(
    r"\b(?:car|truck|van|minivan|suv|jeep|pickup|vehicle|taxi|cab|uber|lyft|passenger|commuting|commute|en route"
    r"|on (?:my|the|her|his|their) way|heading (?:home|to))\b"
    r"(?!\s+(?:dealer\w*|wash|repair\w*|shop|stop|rental\w*|lot|park|garage|port|insurance|stand)\b)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:abroad|overseas|out(?:side)? of (?:the )?(?:us|u\.s\.?|usa|u\.s\.a\.?|country|united states|states)"
    r"|outside the (?:us|u\.s\.?|usa|country|united states))(?!\w)",
    re.IGNORECASE,
)
_CANADIAN_POST = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b")
_ZIP = re.compile(r"\b\d{5}(?:-\d{4})?\s*$")
TOWN_AND_STATE = 2
_OURS = frozenset({"usa", "us", "u s", "u s a", "united states", "united states of america", "america"})
_INTRODUCES = frozenset({"in", "at", "near", "outside", "visiting", "from", "of", "to"})
_WORDS = frozenset(
    ["al", "as", "co", "de", "hi", "id", "in", "la", "ma", "me", "mi", "mo", "ms", "oh", "ok", "or", "pa"]
)
"""Postal codes that are words when nobody writes them in capitals."""
_SHORT = (
    "ala=AL ariz=AZ ark=AR calif=CA cal=CA colo=CO conn=CT del=DE fla=FL ga=GA ill=IL ind=IN kan=KS kans=KS ky=KY "
    "la=LA mass=MA md=MD mich=MI minn=MN miss=MS mo=MO mont=MT neb=NE nebr=NE nev=NV okla=OK ore=OR oreg=OR pa=PA "
    "penn=PA penna=PA tenn=TN tex=TX va=VA vt=VT wash=WA wis=WI wisc=WI wyo=WY usvi=VI cnmi=MP"
)
_ABBREVIATIONS = dict(pair.split("=") for pair in _SHORT.split()) | {
    "n mex": "NM", "n dak": "ND", "s dak": "SD", "w va": "WV", "n car": "NC", "s car": "SC",
}  # fmt: skip
"""Traditional abbreviations (Associated Press and Government Publishing Office); "N.Y." is read letter by letter."""
_ALSO = {
    "washington dc": "DC", "us virgin islands": "VI", "virgin islands": "VI", "st thomas": "VI", "st croix": "VI",
    "saint croix": "VI", "new york city": "NY", "nyc": "NY", "manhattan": "NY", "saipan": "MP", "pago pago": "AS",
}  # fmt: skip
_CANADIAN = frozenset({"toronto", "vancouver", "montreal", "hamilton", "winnipeg"})
"""Cities that "CA" may be written behind although a smaller place in the United States has the name too."""
_TWO_MEANINGS = {"washington": ("WA", "DC"), "georgia": ("GA",)}
_GIVEN_NAMES = frozenset({"virginia", "georgia"})


@dataclass(frozen=True, slots=True)
class _Abroad:
    countries: frozenset[str]
    regions: frozenset[str]
    codes: frozenset[str]
    cities: frozenset[str]
    shared: frozenset[str]
    georgia: frozenset[str]


@cache
def _abroad() -> _Abroad:
    told = tomllib.loads(files("resources").joinpath("places", "abroad.toml").read_text(encoding="utf-8"))

    def names(key: str) -> frozenset[str]:
        return frozenset(one.strip() for one in " ".join(str(told[key]).split()).split(","))

    return _Abroad(
        countries=names("countries"),
        regions=names("regions"),
        codes=frozenset(str(told["codes"]).split()),
        cities=names("cities"),
        shared=names("shared"),
        georgia=names("georgia"),
    )


@cache
def _state_names() -> dict[str, str]:
    spelled = {_folded(name): code for code, name in STATE_NAMES.items()}
    lettered = {" ".join(code.casefold()): code for code in STATES}
    return spelled | lettered | _ALSO


def state_named(text: str) -> str:
    """Give the postal code of a state that is named alone: "ny", "New York", "Calif."; "" for anything else."""
    folded = _folded(text)
    if folded.upper() in STATES:
        return folded.upper()
    return _state_names().get(folded) or _ABBREVIATIONS.get(folded, "")


def read_place(location: str, *, parked: bool = False) -> Place:
    """Read a location as somebody typed it. `parked` says that a person has made sure that nobody drives."""
    driving = _NOT_DRIVING.search(location) is None and not parked
    if driving and _DRIVING.search(location):
        return Place(refusal=LocationRefusal.DRIVING)
    if _AWAY.search(location) or _CANADIAN_POST.search(location):
        return _ABROAD
    if driving and _VEHICLE.search(location):
        return Place(question=PlaceQuestion.PARKED)
    parts = [part.strip() for part in re.split(r"[,;|/()\n]", location) if _folded(part)]
    while parts and _folded(parts[-1]) in _OURS:
        parts.pop()
    for number in range(len(parts) - 1, -1, -1):
        found = _read_part(parts[number], parts[:number])
        if found is not None:
            return found
    return Place(question=PlaceQuestion.STATE)


def _read_part(part: str, before: list[str]) -> Place | None:
    """Read one part of a location by the words it ends with; None where they name no place."""
    zipped = _ZIP.search(part) is not None
    plain = re.sub(r"[,\s]+(?:USA|U\.S\.A\.|US|U\.S\.)\s*$", "", _ZIP.sub("", part).strip())
    coded = _by_code(plain, zipped=zipped, before=before)
    if coded is not None:
        return coded
    words = _folded(plain).split()
    for start in range(len(words)):
        introduced = start == 0 or words[start - 1] in _INTRODUCES
        tail, ahead = " ".join(words[start:]), words[:start]
        found = _state_of(tail, ahead, before, introduced=introduced) or _abroad_of(tail, ahead, introduced=introduced)
        if found is not None:
            return found
    dotted = plain.rstrip().endswith(".")
    short = next((_ABBREVIATIONS[tail] for tail in _tails(words) if tail in _ABBREVIATIONS), "")
    return Place(state=short) if short and (dotted or zipped or (before and len(words) <= TOWN_AND_STATE)) else None


def _by_code(plain: str, *, zipped: bool, before: list[str]) -> Place | None:
    last = plain.rpartition(" ")[2]
    alone = last == plain and not before
    capitals = last.isupper()
    if capitals and last in _abroad().codes and not alone:
        return _ABROAD
    if last.upper() not in STATES or (not capitals and not zipped and last.casefold() in _WORDS):
        return None
    if alone and last.casefold() in _WORDS:
        return None
    if last.upper() == "CA" and before and _folded(before[-1]) in _abroad().cities | _CANADIAN:
        return Place(question=PlaceQuestion.COUNTRY, choices=("CA",))
    return Place(state=last.upper())


def _state_of(tail: str, ahead: list[str], before: list[str], *, introduced: bool) -> Place | None:
    state = _state_names().get(tail)
    if state is None or (ahead and ahead[-1].isdigit()):
        return None  # "12 Virginia" is a street
    if tail == "georgia" and before and _folded(before[-1]) in _abroad().georgia:
        return _ABROAD
    alone = not before and (not ahead or introduced)
    if tail in _TWO_MEANINGS and (alone or (ahead and not introduced)):
        return Place(question=PlaceQuestion.COUNTRY, choices=_TWO_MEANINGS[tail])
    if tail in _GIVEN_NAMES and not introduced:
        return Place(question=PlaceQuestion.STATE, choices=(state,))
    return Place(state=state)


def _abroad_of(tail: str, ahead: list[str], *, introduced: bool) -> Place | None:
    abroad = _abroad()
    named = tail in abroad.countries or tail in abroad.regions
    if named and (introduced or _ends_with(ahead, abroad.cities | abroad.shared)):
        return _ABROAD
    if tail in abroad.cities and introduced:
        return _ABROAD
    if named or (tail in abroad.shared and introduced):
        return Place(question=PlaceQuestion.COUNTRY)
    return None


def _ends_with(words: list[str], names: frozenset[str]) -> bool:
    return any(tail in names for tail in _tails(words))


def _tails(words: list[str]) -> Iterator[str]:
    """Give what words end with, the longest first."""
    return (" ".join(words[start:]) for start in range(len(words)))


def _folded(text: str) -> str:
    """Give text for comparison: case-folded, without accents, signs as blanks."""
    special = str.maketrans({"ø": "o", "ł": "l", "đ": "d"})
    letters = unicodedata.normalize("NFKD", text.casefold().translate(special))
    kept = (one if one.isalnum() else " " for one in letters if not unicodedata.combining(one))
    return " ".join("".join(kept).split())
