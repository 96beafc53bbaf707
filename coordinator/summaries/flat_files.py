"""The summary as CSV and JSON, for programs rather than people.

CSV follows RFC 4180. It begins with a byte order mark, because Excel reads UTF-8 correctly only then. One
line is one client in one session; a client without sessions has one line of totals. The columns and the
letters P L D A E C never change with the language.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from datetime import date
from io import StringIO

from coordinator.summaries.client_json import Json, Value, about_client, authorizations_of
from coordinator.summaries.document import BlockCell, ClientLine, SessionLine, SummaryDocument
from coordinator.vocabulary import AttendanceLabel

BYTE_ORDER_MARK = "\ufeff"
GUARD = "'"
# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"), after width folding.
_FORMULA_STARTS = frozenset("=+-@|%")
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})

COLUMNS = (
    "summary",
    "week_starts_on",
    "week_ends_on",
    "group",
    "client",
    "client_code",
    "service_date",
    "starts",
    "letter",
    "label",
    "planned_minutes",
    "attended_minutes",
    "late_minutes",
    "left_early_minutes",
    "note",
    "week_expected_minutes",
    "week_attended_minutes",
    "week_group_minutes",
    "week_individual_minutes",
    "week_credited_minutes",
    "goal_minutes",
    "reached_goal",
    "notes_signed",
    "notes_due",
    "credit_rule",
    "replaces_summary",
    "replaces_prepared_at",
    "level_of_care",
    "authorization_number",
    "authorized_from",
    "authorized_to",
    "authorization_unit",
    "authorized_units",
    "used_units",
    "remaining_units",
    "used_through",
    "runs_out_on",
    "next_review_on",
    "week_other_groups_minutes",
)
APPROVAL_COLUMNS = COLUMNS.index("next_review_on") + 1 - COLUMNS.index("authorization_number")

LETTERS = {
    AttendanceLabel.PRESENT: "P",
    AttendanceLabel.LATE: "L",
    AttendanceLabel.LEFT_EARLY: "D",
    AttendanceLabel.LATE_AND_LEFT_EARLY: "LD",
    AttendanceLabel.ABSENT: "A",
    AttendanceLabel.EXCUSED: "E",
    AttendanceLabel.REMOVED: "R",
    AttendanceLabel.CANCELLED: "C",
    AttendanceLabel.NOT_EXPECTED: "",
    AttendanceLabel.UNMARKED: "",
}


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before anything that could start one.

    Leading blanks and invisible characters do not hide a formula, nor do full-width signs. Text that already
    starts with an apostrophe gets another, so that `unguard` gives back exactly what was typed.
    """
    return GUARD + text if text.startswith(GUARD) or _could_be_formula(text) else text


def unguard(text: str) -> str:
    """What was typed, from what `guard` wrote."""
    return text[1:] if text.startswith(GUARD) else text


def write_csv(document: SummaryDocument, *, byte_order_mark: bool = True) -> bytes:
    """The document as CSV with the fixed columns `COLUMNS`, in UTF-8."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in document.clients:
        head = (document.number, document.week_starts_on.isoformat(), document.week_ends_on.isoformat(), document.group)
        days = [_day(document, session, cell) for session, cell in zip(document.sessions, line.cells, strict=True)]
        for place, day in enumerate(days or [("",) * 9]):
            on = document.sessions[place].service_date if days else document.week_ends_on
            about = (line.client, line.code, *day, *_week(document, line, on), *_approved(document, line, on))
            row = (*head, *about, line.elsewhere_minutes)
            writer.writerow([guard(value) if isinstance(value, str) else value for value in row])
    return ((BYTE_ORDER_MARK if byte_order_mark else "") + stream.getvalue()).encode()


def write_json(document: SummaryDocument) -> bytes:
    """The document as JSON: the keys of `coordinator summary show`, with what the page adds to them.

    A client is named as the document names clients, and known by `client_code`; ids of the store stay inside.
    """
    facts: dict[str, Json] = {
        "summary": document.number,
        "group": document.group,
        "program": document.program,
        "starts_on": document.week_starts_on.isoformat(),
        "ends_on": document.week_ends_on.isoformat(),
        "audience": document.audience.value,
        "facilitator": document.facilitator,
        "prepared_at": document.prepared_at.isoformat(),
        "amended": {"replaces": document.amends, "prepared_at": document.amends_made_at.isoformat()}
        if document.amends_made_at
        else None,
        "rule": {
            "credit": document.credit_rule.value,
            "goal_minutes": document.goal_minutes if document.contents.goal else None,
        },
        "counting": {
            "individual": document.individual_counts,
            "uncounted_services": [one.value for one in document.uncounted_services],
        },
        "rules_later": [
            {"from": one.from_on.isoformat(), "credit": one.credit_rule.value} for one in document.rules_later
        ],
        "clients": [_client(document, line) for line in document.clients],
        "below_goal": [
            {
                "client_code": line.code,
                "credited_minutes": line.credited_minutes,
                "shortfalls": [
                    {
                        "label": shortfall.label.value,
                        "service_date": shortfall.service_date.isoformat(),
                        "late_minutes": shortfall.late_minutes,
                        "left_early_minutes": shortfall.left_early_minutes,
                        "reason": shortfall.reason,
                    }
                    for shortfall in line.shortfalls
                ],
                "outreach": [
                    {"tried_at": attempt.tried_at.isoformat("minutes"), "outcome": attempt.outcome.value}
                    for attempt in line.outreach
                    if document.include_outreach
                ],
                "plan": line.plan,
            }
            for line in document.below_goal
        ],
        "sessions": [_session(session) for session in document.sessions],
    }
    facts |= about_client(document)
    if document.note_texts:
        facts["notes"] = [
            {
                "client_code": note.code,
                "service_date": note.service_date.isoformat(),
                "signed_by": note.signed_by,
                "signed_at": note.signed_at.isoformat(),
                "sections": [{"heading": section.heading, "text": section.text} for section in note.sections],
            }
            for note in document.note_texts
        ]
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def _could_be_formula(text: str) -> bool:
    for character in text:
        if unicodedata.normalize("NFKC", character)[:1] in _FORMULA_STARTS:
            return True
        if unicodedata.category(character) not in _INVISIBLE:
            return False
        if character in "\t\r\n":
            return True
    return False


def _day(document: SummaryDocument, session: SessionLine, cell: BlockCell) -> tuple[Value, ...]:
    return (
        session.service_date.isoformat(),
        session.starts.isoformat("minutes"),
        LETTERS[cell.label],
        cell.label.value,
        cell.planned_minutes,
        cell.attended_minutes,
        cell.arrived_late_minutes,
        cell.left_early_minutes,
        cell.note.value if document.include_note_status else "",
    )


def _week(document: SummaryDocument, line: ClientLine, on: date) -> tuple[Value, ...]:
    return (
        line.expected_minutes,
        line.attended_minutes,
        line.group_minutes,
        line.individual_minutes,
        line.credited_minutes,
        line.goal_minutes if document.contents.goal else None,
        ("true" if line.reached_goal else "false") if document.contents.goal else "",
        line.notes_signed if document.include_note_status else None,
        line.notes_due if document.include_note_status else None,
        document.credit_rule_on(on).value,
        document.amends,
        document.amends_made_at.isoformat() if document.amends_made_at else "",
    )


def _approved(document: SummaryDocument, line: ClientLine, on: date) -> tuple[Value, ...]:
    """What holds of a client on a day: the newest approval that covers it; of one client also the level of care."""
    facts = document.client if document.one_client else None
    levels = [one.level.value for one in facts.levels if one.from_on <= on] if facts is not None else []
    covering = [one for one in line.authorizations if one.from_on <= on <= one.to_on]
    level = levels[-1] if levels else ""
    if not covering:
        return (level, *("",) * APPROVAL_COLUMNS)
    one = covering[-1]
    return (
        level,
        one.number,
        one.from_on.isoformat(),
        one.to_on.isoformat(),
        one.unit.value,
        one.approved,
        one.used,
        one.remaining,
        one.counted_through.isoformat(),
        one.runs_out_on.isoformat() if one.runs_out_on is not None else "",
        one.next_review_on.isoformat() if one.next_review_on is not None else "",
    )


def _client(document: SummaryDocument, line: ClientLine) -> Json:
    approved: dict[str, Json] = {"authorizations": authorizations_of(line)} if _tells_approvals(document) else {}
    return approved | {
        "name": line.client,
        "client_code": line.code,
        "goal_minutes": line.goal_minutes if document.contents.goal else None,
        "expected_minutes": line.expected_minutes,
        "attended_minutes": line.attended_minutes,
        "group_minutes": line.group_minutes,
        "other_groups_minutes": line.elsewhere_minutes,
        "individual_minutes": line.individual_minutes,
        "credited_minutes": line.credited_minutes,
        "sessions": [
            {
                "service_date": session.service_date.isoformat(),
                "label": cell.label.value,
                "minutes": cell.attended_minutes,
            }
            for session, cell in zip(document.sessions, line.cells, strict=True)
        ],
        "reached_goal": line.reached_goal if document.contents.goal else None,
        "notes_signed": line.notes_signed if document.include_note_status else None,
        "notes_due": line.notes_due if document.include_note_status else None,
    }


def _tells_approvals(document: SummaryDocument) -> bool:
    """Say whether each client's line tells them; a document about one client does so under its key `client`."""
    return document.contents.authorization and not document.one_client


def _session(session: SessionLine) -> Json:
    return {
        "service_date": session.service_date.isoformat(),
        "starts": session.starts.isoformat("minutes"),
        "status": session.status.value,
        "topic": session.topic,
        "led_by": session.led_by,
        "substitute": session.substitute,
        "services": [service.value for service in session.services],
        "attended": session.attended,
        "expected": session.expected,
        "planned_minutes": session.planned_minutes,
        "held_minutes": session.held_minutes,
    }
