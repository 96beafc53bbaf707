"""Bytes to text: what kind of file it is, its encoding, and where the bytes can be read in two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.report import Limits

_MAGIC: tuple[tuple[bytes, ReportFault, str], ...] = (
    (b"\x89PNG", ReportFault.IMAGE, "PNG"),
    (b"\xff\xd8\xff", ReportFault.IMAGE, "JPEG"),
    (b"GIF8", ReportFault.IMAGE, "GIF"),
    (b"II*\0", ReportFault.IMAGE, "TIFF"),
    (b"MM\0*", ReportFault.IMAGE, "TIFF"),
    (b"8BPS", ReportFault.IMAGE, "PSD"),
    (b"%PDF", ReportFault.BINARY, "PDF"),
    (b"{\\rtf", ReportFault.BINARY, "RTF"),
    (b"\x1f\x8b", ReportFault.BINARY, "GZIP"),
    (b"7z\xbc\xaf", ReportFault.BINARY, "7Z"),
    (b"Rar!", ReportFault.BINARY, "RAR"),
    (b"\x7fELF", ReportFault.BINARY, "ELF"),
    (b"MZ\x90\0", ReportFault.BINARY, "EXE"),
    (b"SQLite format 3", ReportFault.BINARY, "SQLite"),
    (b"OggS", ReportFault.BINARY, "OGG"),
    (b"ID3", ReportFault.BINARY, "MP3"),
    (b"\x1aE\xdf\xa3", ReportFault.BINARY, "MKV"),
)
_BOX_BRANDS = (b"ftyphei", b"ftypmif", b"ftypavif")
_WEB = re.compile(rb"\s*(?:<!doctype html|<html|<head|<script)", re.IGNORECASE)
_UTF16_NUL_SHARE = 0.25
_FEWEST_NULS = 8
_SAMPLE = 4096
_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp932", "cp949")
_PLAIN_SIGNS = frozenset(
    "\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026\u2022\u00b7\u00b4\u00a0\u00b0\u00ba\u00aa\uff08\uff09\u3000"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the codec that gave it, and other codecs that would give another, equally possible text."""

    text: str
    encoding: str
    others: tuple[str, ...] = ()


def load_report(path: Path, limits: Limits | None = None) -> bytes:
    """The bytes of a file, never more than the limit; raises `ReportUnreadable` beyond it and OSError as it comes."""
    most = (limits or Limits()).max_bytes
    with path.open("rb") as file:
        data = file.read(most + 1)
    check_size(data, most)
    return data


def check_size(data: bytes, most: int) -> None:
    """Refuse an empty file and one of more than `most` bytes."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReportUnreadable(ReportFault.EMPTY)
    if len(data) > most:
        row = data.count(b"\n", 0, most) + 1  # where the limit was reached
        raise ReportUnreadable(ReportFault.TOO_LARGE, row=row, detail=str(most // (1024 * 1024)))


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip archive or an OLE file, the two containers of workbooks."""
    return data.startswith((ZIP, _OLE))


def is_structured(text: str) -> bool:
    """Whether a text is JSON or XML rather than a table."""
    return text[:200].lstrip().startswith(("{", "<?xml", "<recording"))


def refuse_foreign(data: bytes) -> None:
    """Refuse pictures, documents, archives and web pages by their first bytes, whatever the file is called."""
    for magic, fault, name in _MAGIC:
        if data.startswith(magic):
            raise ReportUnreadable(fault, detail=name)
    if data[4:].startswith(_BOX_BRANDS) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise ReportUnreadable(ReportFault.IMAGE, detail="HEIC" if data[:4] != b"RIFF" else "WEBP")
    if data[4:8] == b"ftyp" or data.startswith(b"RIFF"):
        raise ReportUnreadable(ReportFault.BINARY, detail="video")
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        raise ReportUnreadable(ReportFault.IMAGE, detail="BMP")
    if _WEB.match(data[:_SAMPLE]):
        raise ReportUnreadable(ReportFault.WEB_PAGE)


def decode(data: bytes, *, wanted: str | None = None, recognised: Callable[[str], int]) -> Decoded:
    """Text of a report by byte-order mark, share of NULs, UTF-8, then the code pages of the listed languages.

    `recognised` counts the known headers of a text's table; it chooses among code pages. `wanted` is a codec a
    person chose. Raises `ReportUnreadable` (encoding, damaged) with the row where it is known.
    """
    found = _by_mark(data) if wanted is None else _with(data, wanted)
    if found is None:
        found = _by_code_page(data, recognised)
    return Decoded(found.text.replace("\ufeff", ""), found.encoding, found.others)


def _with(data: bytes, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as bad:
        row = data[: bad.start].decode(codec, "replace").count("\n") + 1
        raise ReportUnreadable(ReportFault.ENCODING, row=row, detail=codec) from bad
    except (UnicodeError, LookupError) as bad:
        raise ReportUnreadable(ReportFault.ENCODING, detail=codec) from bad


def _by_mark(data: bytes) -> Decoded | None:
    """Unicode by its byte-order mark or its NULs, or strict UTF-8; None leaves the code pages."""
    if data.startswith(b"\xff\xfe"):
        return _with(_even(data[2:]), "utf-16-le")
    if data.startswith(b"\xfe\xff"):
        return _with(_even(data[2:]), "utf-16-be")
    if data.startswith(b"\xef\xbb\xbf"):
        return _with(data, "utf-8-sig")
    head = data[:_SAMPLE]
    odd, even = head[1::2].count(0), head[::2].count(0)
    # Letters beyond Latin have no NUL, but commas and digits do, and all of them on one side.
    one_sided = min(odd, even) == 0 and odd + even >= _FEWEST_NULS and len(data) % 2 == 0
    if odd + even >= _UTF16_NUL_SHARE * len(head) or one_sided:
        return _with(_even(data), "utf-16-le" if odd >= even else "utf-16-be")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _even(data: bytes) -> bytes:
    """UTF-16 without a last half character, which a cut-off download leaves behind."""
    if len(data) % 2:
        raise ReportUnreadable(ReportFault.DAMAGED, detail="cut-off")
    return data


def _by_code_page(data: bytes, recognised: Callable[[str], int]) -> Decoded:
    texts: dict[str, str] = {}
    for codec in _CODE_PAGES:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if text not in texts.values():
            texts[codec] = text
    if not texts:
        raise ReportUnreadable(ReportFault.ENCODING)
    # Signs that are no letters leave no plausible reading; then every reading is offered.
    texts = {codec: text for codec, text in texts.items() if _is_plausible(text)} or texts
    headers = {codec: recognised(text) for codec, text in texts.items()}
    most = max(headers.values())
    chosen = {codec: text for codec, text in texts.items() if headers[codec] == most}
    first, *rest = chosen
    return Decoded(chosen[first], first, tuple(rest))


def _is_plausible(text: str) -> bool:
    """Whether every sign beyond ASCII is a letter or common punctuation, and no word mixes two scripts."""
    foreign = {c for c in text if not c.isascii()}
    if any(not (c in _PLAIN_SIGNS or unicodedata.category(c)[0] in "LM") for c in foreign):
        return False
    return not any(_is_mixed(word) for word in {w for w in _WORD.findall(text) if not w.isascii()})


def _is_mixed(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if latin not in (0, len(letters)):
        return True
    # "é" alone in capitals inside lower case, as another code page makes of it, is no word either.
    return word[1:] != word[1:].lower() and word != word.upper() and not word.isascii() and _inner_capital(word)


def _inner_capital(word: str) -> bool:
    return any(c.isupper() and not c.isascii() for c in word[1:])
