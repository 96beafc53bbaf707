"""How far the cells of an old workbook (.xls) reach, found before a library makes room for all of them.

A sheet's few cells may lie in the last row and the last column, and a damaged one may claim any size; the library
allocates the whole rectangle. Compound files: [MS-CFB]; records of the workbook: [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_HEADER_FATS, _FATS_AT = 109, 76
_ENTRY = 128
_STREAMS = frozenset({"workbook", "book"})
_ROOT = 5
_DIMENSIONS, _LOCKED = 0x0200, 0x002F
_CELLS = frozenset({0x0006, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6})
_SEVERAL_CELLS = frozenset({0x00BD, 0x00BE})
_LONG_DIMENSIONS = 14


def extent_of(data: bytes) -> tuple[int, int]:
    """Rows and columns that the cells of a workbook reach, (0, 0) where it is locked.

    Raises ValueError or struct.error where the file is damaged.
    """
    rows = columns = 0
    for kind, body in _records(_workbook_stream(data)):
        if kind == _LOCKED:
            return 0, 0
        if kind == _DIMENSIONS:
            wide = len(body) >= _LONG_DIMENSIONS
            _, last, _, right = struct.unpack_from("<IIHH" if wide else "<HHHH", body)
            rows, columns = max(rows, last), max(columns, right)
        elif kind in _CELLS or kind in _SEVERAL_CELLS:
            row, column = struct.unpack_from("<HH", body)
            (last,) = struct.unpack_from("<H", body, len(body) - 2) if kind in _SEVERAL_CELLS else (column,)
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
    return rows, columns


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == 0 and length == 0:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_stream(data: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    small = 1 << struct.unpack_from("<H", data, 32)[0]
    if size not in {512, 4096} or small != 64:  # noqa: PLR2004 - the only sizes there are
        raise ValueError("no compound file")
    (first_entry,) = struct.unpack_from("<I", data, 48)
    cutoff, first_small = struct.unpack_from("<II", data, 56)
    table = _table(data, size)
    entries = _chain(data, size, table, first_entry)
    root = b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        start, total = struct.unpack_from("<II", entries, at + 116)
        if entries[at + 66] == _ROOT:
            root = _chain(data, size, table, start)
        elif name.casefold() in _STREAMS:
            if total >= cutoff:
                return _chain(data, size, table, start)[:total]
            sectors = _chain(data, size, table, first_small)
            small_table = struct.unpack(f"<{len(sectors) // 4}I", sectors)
            return _chain(root, small, small_table, start, before=0)[:total]
    raise ValueError("no workbook in the file")


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """The table that says which sector follows which."""
    sectors = [one for one in struct.unpack_from(f"<{_HEADER_FATS}I", data, _FATS_AT) if one < _END]
    (more,) = struct.unpack_from("<I", data, 68)
    seen: set[int] = set()
    while more < _END and more not in seen:
        seen.add(more)
        *listed, more = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += [one for one in listed if one < _END]
    joined = b"".join(data[(one + 1) * size : (one + 2) * size] for one in sectors)
    return struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4])


def _chain(data: bytes, size: int, table: tuple[int, ...], start: int, *, before: int = 1) -> bytes:
    parts: list[bytes] = []
    while start < _END:
        if start >= len(table) or len(parts) > len(table):
            raise ValueError("the file's sectors lead nowhere")
        parts.append(data[(start + before) * size : (start + before + 1) * size])
        start = table[start]
    return b"".join(parts)
