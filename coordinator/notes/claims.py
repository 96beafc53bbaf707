"""Minutes and risk as a text tells them, held against the record. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TOLERANCE_MINUTES = 1
SPOKEN_TOLERANCE_MINUTES = 15
"""Whole hours are said roughly: "for three hours" is right for 2 h 48."""


class ClaimKind(StrEnum):
    """What a text says about somebody's presence."""

    LATE = "late"
    LEFT_EARLY = "left-early"
    ATTENDED = "attended"
    JOINED_AT = "joined-at"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record says. Minutes of None are not known; `starts_at` is the local start."""

    present: bool
    attended_minutes: int | None
    arrived_late_minutes: int | None
    left_early_minutes: int | None
    late: bool
    left_early: bool
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A place where the text and the record differ; minutes of None where it is not about a number."""

    kind: ClaimKind
    start: int
    end: int
    claimed_minutes: int | None
    recorded_minutes: int | None


NUMBER = r"(?P<n>\d{1,3})"
OTHER_NUMBER = r"(?P<k>\d{1,3})"
MINUTES = r"\s*min(?:ute)?s?\b"
HOURS = r"(?P<h>\d)\s*(?:h|hrs?|hours?)\b(?:\s*(?:and\s*)?(?P<m>\d{1,2})\s*(?:m\b|min\w*)?)?"
FEW_WORDS = r"\s+(?:\w+\s+){0,2}?"


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})", re.IGNORECASE)


LATE = _pattern(rf"{NUMBER}{MINUTES}\s+late", rf"late\s+(?:by\s+)?{OTHER_NUMBER}{MINUTES}")
EARLY = _pattern(
    rf"left\s+(?:the\s+\w+\s+)?{NUMBER}{MINUTES}\s+early",
    rf"{OTHER_NUMBER}{MINUTES}\s+before the end",
)
ATTENDED = _pattern(rf"(?:attended|present|participated)\s+(?:for\s+)?(?:{HOURS}|{NUMBER}{MINUTES})")
JOINED = _pattern(rf"(?:joined|arrived|logged (?:in|on)|connected){FEW_WORDS}at\s+(?P<h>\d{{1,2}}):(?P<m>\d\d)")
WHOLE = _pattern(
    rf"(?:attended|present|stayed){FEW_WORDS}(?:entire|full|whole|complete)\s+(?:group|session|block|three hours)"
)
RISK = _pattern(
    r"suicid\w+",
    r"homicid\w+",
    r"self[- ]harm\w*",
    r"self[- ]injur\w+",
    r"overdos\w+",
    r"(?-i:SI|HI)\b",
    r"end(?:ing)? (?:his|her|their) (?:own )?life",
    r"(?:wants?|wish\w*|wanted) to die",
    r"better off dead",
    r"(?:hurt|harm|kill|cut)(?:ting|ing)? (?:him|her|them)sel(?:f|ves)",
    r"unsafe at home",
    r"domestic violence",
    r"relapsed",
    r"withdrawal symptoms",
)
DENIED = _pattern(
    r"no\b",
    r"not\b",
    r"none\b",
    r"never\b",
    r"den(?:ies|ied|ying)\b",
    r"without\b",
    r"absence of\b",
    r"negative for\b",
    r"free of\b",
    r"n?either\b",
    r"nor\b",
    r"(?:is|does|did|has|had)n['’]t\b",
)
ANSWERED = _pattern(
    r"safety plan\b",
    r"crisis (?:plan|line)\b",
    r"988\b",
    r"911\b",
    r"emergency\b",
    r"means restriction\b",
    r"hospital\w*",
)
DENIAL_REACHES = 60


def contradictions(text: str, record: Recorded) -> tuple[Contradiction, ...]:
    """Give what the text says about minutes and the record does not, in order of the text.

    Nothing is said about somebody who was not there, nor where the record does not know.
    """
    if not record.present:
        return ()
    found = [
        *_late(text, record),
        *_early(text, record),
        *_attended(text, record),
        *_joined(text, record),
        *_whole(text, record),
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def has_risk(text: str) -> bool:
    """Say whether a risk is stated that is not denied in the same breath: "denies suicidal thoughts" is none."""
    return any(not _is_denied(text, match.start()) for match in RISK.finditer(text))


def risk_without_plan(text: str, plan: str) -> bool:
    """Say whether a risk is stated while the plan is empty and no safety measure is named anywhere."""
    return has_risk(text) and not plan.strip() and not ANSWERED.search(text)


def _is_denied(text: str, at: int) -> bool:
    before = text[max(0, at - DENIAL_REACHES) : at]
    clause = re.split(r"[.!?;\n]|\bbut\b|\bhowever\b", before)[-1]
    return DENIED.search(clause) is not None


def _number(match: re.Match[str]) -> int:
    return int(match["n"] or match["k"])


def _late(text: str, record: Recorded) -> list[Contradiction]:
    recorded = record.arrived_late_minutes if record.late else 0
    if recorded is None:
        return []
    return [
        Contradiction(ClaimKind.LATE, match.start(), match.end(), _number(match), recorded)
        for match in LATE.finditer(text)
        if abs(_number(match) - recorded) > TOLERANCE_MINUTES
    ]


def _early(text: str, record: Recorded) -> list[Contradiction]:
    recorded = record.left_early_minutes if record.left_early else 0
    if recorded is None:
        return []
    return [
        Contradiction(ClaimKind.LEFT_EARLY, match.start(), match.end(), _number(match), recorded)
        for match in EARLY.finditer(text)
        if abs(_number(match) - recorded) > TOLERANCE_MINUTES
    ]


def _attended(text: str, record: Recorded) -> list[Contradiction]:
    if record.attended_minutes is None:
        return []
    found = []
    for match in ATTENDED.finditer(text):
        exact = match["n"] is not None or match["m"] is not None
        minutes = int(match["n"]) if match["n"] else int(match["h"]) * 60 + int(match["m"] or 0)
        allowed = TOLERANCE_MINUTES if exact else SPOKEN_TOLERANCE_MINUTES
        if abs(minutes - record.attended_minutes) > allowed:
            found.append(
                Contradiction(ClaimKind.ATTENDED, match.start(), match.end(), minutes, record.attended_minutes)
            )
    return found


def _joined(text: str, record: Recorded) -> list[Contradiction]:
    late = record.arrived_late_minutes if record.late else 0
    if late is None:
        return []
    joined = record.starts_at + timedelta(minutes=late)
    found = []
    for match in JOINED.finditer(text):
        hour, minute = int(match["h"]), int(match["m"])
        clock = (hour % 12) * 60 + minute
        recorded = (joined.hour % 12) * 60 + joined.minute
        difference = (clock - recorded + 360) % 720 - 360
        # Somebody who logs in before the start is on time.
        early = not late and difference < 0
        if abs(difference) > TOLERANCE_MINUTES and not early:
            found.append(Contradiction(ClaimKind.JOINED_AT, match.start(), match.end(), clock, recorded))
    return found


def _whole(text: str, record: Recorded) -> list[Contradiction]:
    if not (record.late or record.left_early):
        return []
    return [
        Contradiction(ClaimKind.WHOLE, match.start(), match.end(), None, record.attended_minutes)
        for match in WHOLE.finditer(text)
    ]
