"""The printed recovery code: 160 random bits that a tired person can copy from paper.

Eight groups of five characters. Four characters of each group carry 20 bits, the fifth is a check character, so a
typing error is found while typing and the group that holds it is named. The alphabet is Crockford's Base32
(crockford.com/base32.html): it has no I, L, O or U, and reads I and L as 1, O as 0.
"""

import secrets
from typing import NoReturn

from coordinator.errors import RuleViolation

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
GROUP_LENGTH = 5
BITS = 160

_BITS_PER_CHARACTER = 5
_READ_AS = str.maketrans("OIL", "011")
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, irreducible: the field of 32 elements
_SEPARATORS = "-\u2010\u2011\u2012\u2013\u2014_., \t\r\n\u00a0"  # word processors make dashes of hyphens


class RecoveryCodeMistyped(RuleViolation):
    """What was typed is no recovery code. ``groups`` are the numbers, from 1, of those to look at again."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        super().__init__(f"groups to look at again: {groups}")
        self.groups = groups


class RecoveryCode:
    """160 bits in the form that is printed. Hides itself from logs like the key it stands for."""

    __slots__ = ("_text",)

    def __init__(self, symbols: str) -> None:
        """Take 32 characters of the alphabet, without check characters; `generate` and `read` are the ways in."""
        if len(symbols) * _BITS_PER_CHARACTER != BITS or not set(symbols) <= set(ALPHABET):
            raise ValueError("A recovery code is 32 characters of its alphabet")
        self._text = symbols

    @classmethod
    def generate(cls) -> "RecoveryCode":
        """A fresh code from the operating system's random source."""
        return cls("".join(secrets.choice(ALPHABET) for _ in range(BITS // _BITS_PER_CHARACTER)))

    @classmethod
    def read(cls, typed: str) -> "RecoveryCode":
        """Understand a code as people type it: any case, any spacing, O for 0, I or L for 1.

        Raises:
            RecoveryCodeMistyped: with the numbers of the groups that hold an error.
        """
        cleaned = "".join(letter for letter in typed.upper() if letter not in _SEPARATORS).translate(_READ_AS)
        parts = [cleaned[start : start + GROUP_LENGTH] for start in range(0, len(cleaned), GROUP_LENGTH)]
        wrong = [number for number, part in enumerate(parts[:GROUPS], 1) if not _is_group(part, number)]
        wrong += range(len(parts) + 1, GROUPS + 1)
        if not wrong and len(parts) > GROUPS:
            wrong = [GROUPS]
        if wrong:
            raise RecoveryCodeMistyped(tuple(wrong))
        return cls("".join(part[:-1] for part in parts))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups of five characters, check character included, as printed."""
        length = GROUP_LENGTH - 1
        bare = (self._text[start : start + length] for start in range(0, len(self._text), length))
        return tuple(part + _check_character(part, number) for number, part in enumerate(bare, 1))

    def printed(self) -> str:
        """The code for paper and screen: ``ABCDE-FGHJK-…``."""
        return "-".join(self.groups)

    def secret(self) -> bytes:
        """What the key is derived from."""
        return self._text.encode("ascii")

    def matches(self, typed: str) -> bool:
        """Whether a person typed this very code; used to confirm that it was written down."""
        try:
            return self == RecoveryCode.read(typed)
        except RecoveryCodeMistyped:
            return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RecoveryCode) and secrets.compare_digest(self._text, other._text)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "<RecoveryCode, hidden>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A recovery code is never written out by itself")


def _is_group(part: str, number: int) -> bool:
    return len(part) == GROUP_LENGTH and set(part) <= set(ALPHABET) and part[-1] == _check_character(part[:-1], number)


def _check_character(part: str, number: int) -> str:
    """One character that changes with every single wrong or swapped character, and with the group's place."""
    value = number
    for letter in part:
        value = _doubled(value) ^ ALPHABET.index(letter)
    return ALPHABET[_doubled(value)]


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value > len(ALPHABET) - 1 else value
