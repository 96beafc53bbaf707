"""Shown names to clients: exact or remembered is assigned, everything else is a suggestion that a person confirms.

Nothing is assigned that two clients could claim, or that two people of the report claim with the same right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from coordinator.attendance.reports.names import DEVICE_WORDS, candidates, is_pronouns, key, parts, plain, words
from coordinator.attendance.reports.report import Flag, ReportPerson, Role
from coordinator.attendance.reports.watching import tell
from coordinator.vocabulary import ClientId

_MOST_SUGGESTIONS = 3
_LEAST_SCORE = 60
_POOL = 12
_INITIAL, _PREFIX = 88.0, 92.0
_SAME_EMAIL = 20
_LONG_ENOUGH = 3


class How(StrEnum):
    """Why a person of the report has a client, or has none."""

    EXACT = "exact"
    ALIAS = "alias"
    SUGGESTED = "suggested"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RosterName:
    """A client as the matcher knows one: any of the names may be what a platform shows."""

    client_id: ClientId
    preferred: str
    legal: str = ""
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, without empty ones."""
        return tuple(dict.fromkeys(name for name in (self.preferred, self.legal, *self.nicknames) if name.strip()))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A client that a person may confirm; `score` runs from 0 to 100."""

    client_id: ClientId
    score: int


@dataclass(frozen=True, slots=True)
class Match:
    """One person of the report (`person` is the index) and the client, where one is certain."""

    person: int
    client_id: ClientId | None
    how: How
    suggestions: tuple[Suggestion, ...] = ()


def alias_key(shown_name: str) -> str:
    """The form under which a confirmed match is remembered, the same on every platform; "" for a blank name."""
    return key(shown_name)


def match(
    people: Sequence[ReportPerson], roster: Sequence[RosterName], aliases: Mapping[str, ClientId]
) -> tuple[Match, ...]:
    """One `Match` per person, in order. `aliases` maps `alias_key(shown name)` to a client.

    A remembered alias goes before an equal name, unless they contradict each other or the name belongs to two clients.
    """
    index = _Index.of(roster)
    claims = [_claim(person, index, aliases) for person in people]
    claims = _settle_rivals(claims, people)
    return tuple(
        Match(number, claim.client_id, claim.how)
        if claim.client_id is not None
        else _suggest(number, person, claim, index)
        for number, (person, claim) in enumerate(zip(people, claims, strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a person's names say: a client with a rank (0 is strongest), or several who must be offered."""

    client_id: ClientId | None = None
    how: How = How.NONE
    rank: int = 0
    offered: tuple[ClientId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Index:
    """The roster prepared for look-ups."""

    roster: Mapping[ClientId, RosterName]
    by_key: Mapping[str, frozenset[ClientId]]
    by_word: Mapping[str, tuple[ClientId, ...]]
    by_email: Mapping[str, frozenset[ClientId]]
    folded: Sequence[str] = field(repr=False)
    owners: Sequence[ClientId] = field(repr=False)
    said: Mapping[ClientId, Sequence[tuple[str, ...]]] = field(repr=False)

    @classmethod
    def of(cls, roster: Sequence[RosterName]) -> _Index:
        """Index every name of every client."""
        by_key: dict[str, set[ClientId]] = defaultdict(set)
        by_word: dict[str, set[ClientId]] = defaultdict(set)
        by_email: dict[str, set[ClientId]] = defaultdict(set)
        folded: list[str] = []
        owners: list[ClientId] = []
        said: dict[ClientId, list[tuple[str, ...]]] = defaultdict(list)
        for client in roster:
            for name in client.names:
                by_key[key(name)].add(client.client_id)
                text = fold(name)
                folded.append(text)
                owners.append(client.client_id)
                said[client.client_id].append(tuple(text.split()))
                for word in text.split():
                    by_word[word].add(client.client_id)
                    by_word[word[0]].add(client.client_id)
            for email in client.emails:
                by_email[email.casefold()].add(client.client_id)
        keys, emails = ({text: frozenset(ids) for text, ids in table.items()} for table in (by_key, by_email))
        # In the roster's order, so that the same report gives the same suggestions.
        place = {client.client_id: number for number, client in enumerate(roster)}
        words_ = {text: tuple(sorted(ids, key=place.__getitem__)) for text, ids in by_word.items()}
        return cls({client.client_id: client for client in roster}, keys, words_, emails, folded, owners, said)


def fold(name: str) -> str:
    """A name for ranking only: no accents, no punctuation, `Last, First` flipped, lower case."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", key(name)) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.replace("'s ", " ")))


def _claim(person: ReportPerson, index: _Index, aliases: Mapping[str, ClientId]) -> _Claim:
    shown = (person.name, *person.other_names)
    remembered = {aliases[found] for name in shown if (found := alias_key(name)) in aliases}
    remembered &= index.roster.keys()
    exact = _exact(person, index)
    everyone = tuple(dict.fromkeys([*sorted(remembered, key=str), *(one for _, one in exact)]))
    if len(everyone) != 1:
        return _Claim(offered=everyone)
    if remembered:
        return _Claim(everyone[0], How.ALIAS, offered=everyone)
    return _Claim(everyone[0], How.EXACT, rank=exact[0][0], offered=everyone)


def _exact(person: ReportPerson, index: _Index) -> list[tuple[int, ClientId]]:
    """Clients one of whose names is one of the person's, with the rank of the spelling that says so.

    A single word is never enough, whoever it may be the nickname of; a device or a telephone number names nobody.
    """
    if person.role in {Role.PHONE, Role.ANONYMOUS}:
        return []
    found: dict[ClientId, int] = {}
    for rank, text in enumerate(person.candidates or candidates(person.name)):
        spelled = key(text)
        if len(words(text)) < 2 and not _is_one_word_script(text):  # noqa: PLR2004 - first and last name
            continue
        for client in sorted(index.by_key.get(spelled, ()), key=str):
            found.setdefault(client, rank)
    return sorted(((rank, client) for client, rank in found.items()), key=lambda pair: pair[0])


def _is_one_word_script(text: str) -> bool:
    """Whether a name is written without a space between its parts, as in Chinese, Japanese and Korean."""
    letters = [c for c in text if c.isalpha()]
    scripts = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
    return len(letters) > 1 and all(unicodedata.name(c, "").startswith(scripts) for c in letters)


def _settle_rivals(claims: Sequence[_Claim], people: Sequence[ReportPerson]) -> list[_Claim]:
    """Of several people who claim one client by name, only the best spelling keeps the claim; equals are all asked.

    Somebody the report itself cannot tell from a namesake keeps no claim by name either.
    """
    best: dict[ClientId, int] = {}
    for claim in claims:
        if claim.client_id is not None and claim.how is How.EXACT:
            best[claim.client_id] = min(claim.rank, best.get(claim.client_id, claim.rank))
    holders = Counter(c.client_id for c in claims if c.how is How.EXACT and c.client_id and c.rank == best[c.client_id])
    namesakes = Counter(key(person.name) for person in people)
    settled = []
    for claim, person in zip(claims, people, strict=True):
        stays = claim.client_id is None or claim.how is not How.EXACT
        if not stays and claim.client_id is not None:
            stays = claim.rank == best[claim.client_id] and holders[claim.client_id] == 1
        if claim.client_id is not None and Flag.AMBIGUOUS_NAME in person.flags and namesakes[key(person.name)] > 1:
            stays = False
        settled.append(claim if stays else replace(claim, client_id=None, how=How.NONE))
    return settled


def _suggest(number: int, person: ReportPerson, claim: _Claim, index: _Index) -> Match:
    tell()  # the slow part: each text is held against every name of the roster
    scores: dict[ClientId, float] = dict.fromkeys(claim.offered, 100.0)
    if person.role not in {Role.PHONE, Role.ANONYMOUS}:
        for text in _sayings(person):
            shown = tuple(text.split())
            for client in _pool(text, index):
                score = max(_likeness(shown, known) for known in index.said[client])
                scores[client] = max(score, scores.get(client, 0.0))
    for client in index.by_email.get((person.email or "").casefold(), ()):
        scores[client] = min(100.0, max(scores.get(client, 0.0), float(_LEAST_SCORE)) + _SAME_EMAIL)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], str(pair[0])))
    kept = tuple(Suggestion(c, round(score)) for c, score in ranked if score >= _LEAST_SCORE)[:_MOST_SUGGESTIONS]
    return Match(number, None, How.SUGGESTED if kept else How.NONE, kept)


def _sayings(person: ReportPerson) -> list[str]:
    """The folded texts that may hold a name; words that only name a device are left out."""
    texts: list[str] = []
    for text in person.candidates or candidates(person.name):
        outer, inner = parts(text)
        for piece in (text, outer, inner):
            if piece and not is_pronouns(piece):
                said = (word for word in fold(piece).split() if _is_name_word(word))
                texts += [" ".join(said)]
    # Two or three Latin letters, as a device's model leaves them behind, point at everybody.
    return [text for text in dict.fromkeys(texts) if text and not (text.isascii() and len(text) < _LONG_ENOUGH)]


def _is_name_word(word: str) -> bool:
    return word not in DEVICE_WORDS and not any(c.isdigit() for c in word)


def _pool(text: str, index: _Index) -> Iterable[ClientId]:
    """The clients worth a closer look: similar by letters, sharing a word, or fitting an initial."""
    pool: dict[ClientId, None] = {}
    for _, _, place in process.extract(text, index.folded, scorer=fuzz.token_ratio, limit=_POOL, score_cutoff=50):
        pool[index.owners[place]] = None
    words_ = text.split()
    # An initial beside a whole word fits too many to be worth it; where there are only initials, it is all there is.
    whole = [word for word in words_ if len(word) > 1]
    for word in whole or words_:
        if len(word) > 1 or len(words_) > 1:
            pool.update(dict.fromkeys(index.by_word.get(word, ())))
    return pool


def likeness(shown: str, known: str) -> float:
    """How alike two folded names are, 0 to 100: word by word in any order, with initials and shortened first names."""
    return _likeness(tuple(plain(shown).split()), tuple(known.split()))


def _likeness(mine: Sequence[str], theirs: Sequence[str]) -> float:
    if not mine or not theirs:
        return 0.0
    fewer, more = (mine, list(theirs)) if len(mine) <= len(theirs) else (theirs, list(mine))
    total = 0.0
    for word in sorted(fewer, key=len, reverse=True):
        best, place = max((_word_likeness(word, other), place) for place, other in enumerate(more))
        total += best
        more.pop(place)
    missing = sum(len(word) > 1 for word in more)
    score = total / len(fewer) - 6.0 * missing
    return max(score, float(fuzz.ratio("".join(sorted(mine)), "".join(sorted(theirs)), score_cutoff=max(score, 0.0))))


@lru_cache(maxsize=16384)
def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return 100.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return _INITIAL if long.startswith(short) else 0.0
    if len(short) >= _LONG_ENOUGH and long.startswith(short):
        return _PREFIX
    return float(fuzz.ratio(one, other))
