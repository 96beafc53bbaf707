"""Shown names: what else they may be called, and one spelling for comparing them. Nothing here guesses."""

from __future__ import annotations

import re
import unicodedata

_ROLE = re.compile(
    r"\s*\((?:co-?host|host|guest|external|unverified|me|you|presenter|organi[sz]er|moderator|anfitrião|"
    r"gast|extern|invité|externe|convidado|gość|misafir|ホスト|호스트)(?:,\s*(?:co-?host|host|me|guest))?\)\s*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:she|he|they|her|him|them|hers|his|theirs|ze|zir|xe|xem|ey|em|it|its|ella|él|elle|any|ask|all)"
    r"(?:\s*/\s*(?:she|he|they|her|him|them|hers|his|theirs|ze|zir|xe|xem|ey|em|it|its|ella|él|elle|any|all|pronouns))*"
    r"(?:\s+pronouns)?",
    re.IGNORECASE,
)
_TRAILING_PRONOUNS = re.compile(r"[\s,|\-\u2013\u2014]+(?:she|he|they|ella|él|elle)/[\w/]{2,24}$", re.IGNORECASE)
_ROLL = re.compile(
    r"^(?:\[[^\]]{1,40}\]\s*|(?:[A-Za-z]{1,4}[-_. ]?)?\d[\dA-Za-z]*(?:[-_.]\d+)*[\s_.\-:)]+)(?=\D*[^\W\d_])"
)
_DASHES = re.compile(r"[\u2010-\u2015]")
_LONGEST_NAME = 300


def without_roles(name: str) -> str:
    """The name without `(Host)`, `(Guest)`, `(External)` and their kind, however many there are."""
    shown = " ".join(name[:_LONGEST_NAME].split())
    while (shorter := _ROLE.sub("", shown)) != shown:
        shown = shorter
    return shown.strip()


def parts(name: str) -> tuple[str, str]:
    """The name outside and inside the last balanced parentheses; the inside is "" where there is none."""
    shown = without_roles(name)
    if not shown.endswith(")"):
        return shown, ""
    depth = 0
    for index in range(len(shown) - 1, -1, -1):
        depth += (shown[index] == ")") - (shown[index] == "(")
        if depth == 0:
            return shown[:index].strip(), shown[index + 1 : -1].strip()
    return shown, ""


def is_pronouns(text: str) -> bool:
    """Whether a text is only pronouns, as in `she/her`."""
    alone = {"she", "he", "they", "ella", "él", "elle"}
    return _PRONOUN.fullmatch(text.strip()) is not None and ("/" in text or text.strip().casefold() in alone)


def candidates(name: str) -> tuple[str, ...]:
    """What a roster could know this name as, the whole shown name first: outer, inner, without roll number."""
    outer, inner = parts(name)
    found = [without_roles(name), outer]
    if inner and not is_pronouns(inner):
        found.append(inner)
    for text in tuple(found):
        found += [_ROLL.sub("", text), _TRAILING_PRONOUNS.sub("", text)]
    return tuple(dict.fromkeys(text.strip() for text in found if text.strip()))


def key(name: str) -> str:
    """One spelling of a name: NFKC, case, accents kept, spaces, role suffixes, pronouns, `Last, First` flipped."""
    outer, inner = parts(name)
    text = outer if not inner or is_pronouns(inner) else f"{outer} ({inner})"
    return plain(flipped(text or without_roles(name)))


def flipped(name: str) -> str:
    """`Berg, Nora` as `Nora Berg`; a credential after a comma (`Renee Alvarado, LCSW`) stays where it is."""
    last, comma, first = name.partition(",")
    first = first.strip()
    is_credential = first.isupper() and len(first) > 1 and first.isascii() and not name.isupper()
    if not comma or not first or "," in first or is_credential:
        return name
    return f"{first} {last.strip()}"


def plain(text: str) -> str:
    """NFKC, case folded, dashes and apostrophes in one form, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'").replace("`", "'")
    return " ".join(unicodedata.normalize("NFKC", _DASHES.sub("-", folded)).split())


def words(name: str) -> frozenset[str]:
    """The words of a name without roll number, possessive and device words."""
    found = re.findall(r"[^\W\d_]+", plain(_ROLL.sub("", without_roles(name))).replace("'s ", " "))
    return frozenset(found) - DEVICE_WORDS


DEVICE_WORDS = frozenset((
    "iphone", "ipad", "ipod", "android", "galaxy", "samsung", "pixel", "macbook", "imac", "mac",
    "laptop", "phone", "tablet", "desktop", "pc", "chromebook", "redmi", "xiaomi", "huawei", "oppo",
    "vivo", "oneplus", "nokia", "moto", "motorola", "lenovo", "dell", "hp", "asus", "surface",
    "windows", "zoom", "user", "guest",
))  # fmt: skip


def is_compatible(one: str, other: str) -> bool:
    """Whether two shown names on one e-mail may be one person: one's words are all among the other's."""
    if key(one) == key(other):
        return True
    mine, theirs = words(one), words(other)
    # "Room 1" and "Room 2" differ in nothing but the number, and are two.
    numbers = [set(re.findall(r"\d+", _ROLL.sub("", name))) for name in (one, other)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)
