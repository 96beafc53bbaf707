"""What a store file looks like from outside, without a key: ours, cut short, plain, or somebody else's."""

from pathlib import Path

from coordinator.errors import (
    StoreDamaged,
    StoreEmpty,
    StoreError,
    StoreForeign,
    StoreMissing,
    StoreNotEncrypted,
    StoreTruncated,
    WrongKey,
)
from coordinator.vault.private_files import error_of_system

PAGE_BYTES = 4096

_PLAIN_HEADER = b"SQLite format 3\0"
_LEAST_DISTINCT_BYTES = 200  # a page of random bytes has all 256; text, headers of pictures and zeroes far fewer


def checked_size(path: Path) -> int:
    """The size of a store file in bytes.

    Raises:
        StoreMissing, StoreEmpty, StoreForeign, StoreNotEncrypted: there is nothing to open.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise StoreEmpty
        refuse_plain(path)
    except FileNotFoundError:
        raise StoreMissing from None
    except IsADirectoryError:
        raise StoreForeign from None
    except OSError as problem:
        raise error_of_system(problem) or problem from None
    return size


def refuse_plain(path: Path) -> None:
    """Refuse a file that SQLite would read without any key.

    Raises:
        StoreNotEncrypted: it is one.
    """
    with path.open("rb") as stream:
        if stream.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
            raise StoreNotEncrypted


def why_closed(path: Path, *, key_is_proved: bool) -> StoreError:
    """Why a file does not open with a key: cut short, somebody else's, damaged, or another key's."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        first = stream.read(PAGE_BYTES)
        stream.seek(max(0, size - PAGE_BYTES))
        last = stream.read(PAGE_BYTES)
    if not (_looks_random(first) or _looks_random(last)):
        return StoreForeign()
    if size < PAGE_BYTES:
        return StoreTruncated()
    if size % PAGE_BYTES:
        return StoreForeign()
    return StoreDamaged() if key_is_proved else WrongKey()


def _looks_random(page: bytes) -> bool:
    return not page.isascii() and len(set(page)) >= min(_LEAST_DISTINCT_BYTES, len(page) * 6 // 10)
