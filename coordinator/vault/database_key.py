"""The key of the encrypted store, in a wrapper that does not show itself."""

import hashlib
import hmac
import secrets
from typing import NoReturn

KEY_BYTES = 32
_CHECKED_TEXT = b"session coordinator, key check value, 1"


class DatabaseKey:
    """32 random bytes that open the store. Logs, tracebacks and pickles never show them."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError(f"A database key has {KEY_BYTES} bytes, not {len(raw)}")
        self._raw = raw

    @classmethod
    def generate(cls) -> "DatabaseKey":
        """A fresh key from the operating system's random source."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def raw(self) -> bytes:
        """The 32 bytes themselves, for wrapping."""
        return self._raw

    def hex(self) -> str:
        """The key as 64 hexadecimal digits, the form SQLCipher takes."""
        return self._raw.hex()

    def check_value(self) -> bytes:
        """A keyed digest of a constant: tells the right key from a wrong one without telling the key."""
        return hmac.new(self._raw, _CHECKED_TEXT, hashlib.sha256).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and hmac.compare_digest(self._raw, other._raw)

    __hash__ = None  # type: ignore[assignment]  # a key in a set or a dictionary is a key kept by accident

    def __repr__(self) -> str:
        return "<DatabaseKey, hidden>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A database key is never written out")
