"""How good a passphrase is, and a good one to begin with."""

import importlib
import importlib.resources
import secrets
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from coordinator.errors import RuleViolation

LONGEST_ESTIMATED = 72
"""Characters that are estimated: more would be refused by the estimator, whose time grows with the square of them."""

LEAST_SCORE = 3
"""With a device secret: a stolen folder alone gives nothing to guess at."""

LEAST_SCORE_ALONE = 4
"""Without a keyring the passphrase is all there is."""

LONGEST_PASSPHRASE = 1024
SUGGESTED_WORDS = 5

_ONE_WAIT_SECONDS = 1
_LONGEST_WAIT_SECONDS = 60
_FREE_TRIES = 5


@dataclass(frozen=True, slots=True)
class Strength:
    """An estimate: ``score`` 0 (guessed at once) to 4, and how many guesses an attacker would need."""

    score: int
    guesses: float


class PassphraseTooWeak(RuleViolation):
    """The passphrase would be guessed too soon."""

    def __init__(self, score: int, needed: int) -> None:
        super().__init__(f"score {score}, needed {needed}")
        self.score = score
        self.needed = needed


class PassphraseTooLong(RuleViolation):
    """The passphrase is longer than any person types."""


class _Estimator(Protocol):
    def zxcvbn(self, password: str, user_inputs: list[str]) -> dict[str, int]: ...


def estimate_strength(passphrase: str, known: tuple[str, ...] = ()) -> Strength:
    """How many guesses the passphrase takes (zxcvbn, Wheeler, USENIX Security 2016).

    ``known`` are words an attacker would try first, such as the facilitator's and the clinic's name.
    """
    if not passphrase:
        return Strength(0, 1)
    # Imported here: its word lists take longer to load than the lock page takes to draw.
    estimator = cast("_Estimator", importlib.import_module("zxcvbn"))
    words = [word for phrase in known for word in phrase.split()]
    found = estimator.zxcvbn(passphrase[:LONGEST_ESTIMATED], user_inputs=words)
    return Strength(found["score"], float(found["guesses"]))


def check_passphrase(passphrase: str, *, has_device_secret: bool, known: tuple[str, ...] = ()) -> None:
    """Refuse a passphrase that is too weak for where it is used.

    Raises:
        PassphraseTooWeak: with the score it has and the score it needs.
        PassphraseTooLong: beyond 1,024 characters.
    """
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise PassphraseTooLong
    needed = LEAST_SCORE if has_device_secret else LEAST_SCORE_ALONE
    score = estimate_strength(passphrase, known).score
    if score < needed:
        raise PassphraseTooWeak(score, needed)


def suggest_passphrase(words: int = SUGGESTED_WORDS) -> str:
    """Random words of the EFF's long list (eff.org/dice): 12.9 bits each, chosen by the system's random source."""
    return " ".join(secrets.choice(_word_list()) for _ in range(words))


def seconds_to_wait(wrong_tries: int) -> int:
    """How long to wait before the next try: nothing for the first five, then doubling up to a minute."""
    if wrong_tries < _FREE_TRIES:
        return 0
    return min(_LONGEST_WAIT_SECONDS, _ONE_WAIT_SECONDS << min(wrong_tries - _FREE_TRIES, 6))


@cache
def _word_list() -> tuple[str, ...]:
    text = importlib.resources.files("xkcdpass").joinpath("static", "eff-long").read_text("utf-8")
    return tuple(text.split())
