"""The sheets of the workbook as plain values: headings, lines, and in which form a column is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from coordinator.summaries.client_sections import services_of
from coordinator.summaries.document import ClientLine, SummaryDocument
from coordinator.summaries.page import ComposedSummary
from coordinator.summaries.sentences import below_plan, below_reason, led_by, topic_of
from coordinator.summaries.wording import MINUTES_IN_AN_HOUR, Wording

Value = str | int | float | date | time | None

HOURS = "0.00"
DATE = "yyyy-mm-dd"
TIME = "hh:mm"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its headings, its lines, and the number formats of its columns by place."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Sequence[Value], ...]
    formats: dict[int, str]
    summed: tuple[int, ...] = ()
    wraps: bool = False


def sheets_of(document: SummaryDocument, composed: ComposedSummary, wording: Wording) -> Iterator[Sheet]:
    """Give the sheets in their order; those that the document has nothing for are left out."""
    yield summary_sheet(document, wording)
    yield _attendance(document, wording)
    if document.below_goal:
        yield _below(document, wording)
    if any(line.authorizations for line in document.clients):
        yield _authorizations(document, wording)
    if document.one_client and composed.details:
        yield _details(composed, wording)
    yield _sessions(document, wording)
    yield _about(composed, wording)


def summary_sheet(document: SummaryDocument, wording: Wording) -> Sheet:
    """Give the first sheet: a line for each client, with sums."""
    keys = ["expected_minutes", "attended_minutes", "group_minutes"]
    keys += ["elsewhere_minutes"] if document.has_elsewhere else []
    keys += ["individual_minutes", "credited_minutes", "credited_hours"]
    goal = document.contents.goal
    if goal:
        keys += ["goal_minutes", "goal_hours", "reached_goal"]
    if document.include_note_status:
        keys += ["notes_signed", "notes_due"]

    def values(line: ClientLine) -> dict[str, Value]:
        return {
            "expected_minutes": line.expected_minutes,
            "attended_minutes": line.attended_minutes,
            "group_minutes": line.group_minutes,
            "elsewhere_minutes": line.elsewhere_minutes,
            "individual_minutes": line.individual_minutes,
            "credited_minutes": line.credited_minutes,
            "credited_hours": line.credited_minutes / MINUTES_IN_AN_HOUR,
            "goal_minutes": line.goal_minutes,
            "goal_hours": line.goal_minutes / MINUTES_IN_AN_HOUR,
            "reached_goal": wording.say("yes" if line.reached_goal else "no"),
            "notes_signed": line.notes_signed,
            "notes_due": line.notes_due,
        }

    unsummed = {"goal_minutes", "goal_hours", "reached_goal"}
    return Sheet(
        title=wording.say("sheet_summary"),
        headings=(
            wording.say("column_client"),
            wording.say("column_code"),
            *(wording.choose("workbook", key) for key in keys),
        ),
        rows=tuple((line.client, line.code, *(values(line)[key] for key in keys)) for line in document.clients),
        formats={2 + place: HOURS for place, key in enumerate(keys) if key.endswith("_hours")},
        summed=tuple(2 + place for place, key in enumerate(keys) if key not in unsummed),
    )


def _attendance(document: SummaryDocument, wording: Wording) -> Sheet:
    keys = ("date", "starts", "letter", "label", "planned_minutes", "attended_minutes", "late_minutes")
    with_notes = document.include_note_status
    return Sheet(
        title=wording.say("sheet_attendance"),
        headings=(
            wording.say("column_client"),
            wording.say("column_code"),
            *(wording.choose("workbook", key) for key in (*keys, "left_early_minutes")),
            *((wording.say("heading_notes"),) if with_notes else ()),
        ),
        rows=tuple(
            (
                line.client,
                line.code,
                session.service_date,
                session.starts,
                wording.choose("letter", cell.label.value),
                wording.choose("label", cell.label.value),
                cell.planned_minutes,
                cell.attended_minutes,
                cell.arrived_late_minutes,
                cell.left_early_minutes,
                *((wording.choose("note_state", cell.note.value),) if with_notes else ()),
            )
            for line in document.clients
            for session, cell in zip(document.sessions, line.cells, strict=True)
        ),
        formats={2: DATE, 3: TIME},
    )


def _below(document: SummaryDocument, wording: Wording) -> Sheet:
    return Sheet(
        title=wording.say("sheet_below"),
        headings=(
            wording.say("column_client"),
            wording.say("column_code"),
            wording.choose("workbook", "credited_minutes"),
            wording.choose("workbook", "credited_hours"),
            wording.say("column_reason"),
            wording.say("column_plan" if document.include_outreach else "column_plan_only"),
        ),
        rows=tuple(
            (
                line.client,
                line.code,
                line.credited_minutes,
                line.credited_minutes / MINUTES_IN_AN_HOUR,
                below_reason(line, wording),
                below_plan(line, wording, outreach=document.include_outreach),
            )
            for line in document.below_goal
        ),
        formats={3: HOURS},
    )


def _details(composed: ComposedSummary, wording: Wording) -> Sheet:
    rows = [(table.heading, *row) for table in composed.details for row in table.rows]
    widest = max(len(row) for row in rows)
    blanks = ("",) * (widest - 3)
    return Sheet(
        title=wording.say("sheet_details"),
        headings=(wording.say("column_part"), wording.say("column_what"), wording.say("column_value"), *blanks),
        rows=tuple(rows),
        formats={},
    )


def _authorizations(document: SummaryDocument, wording: Wording) -> Sheet:
    keys = ("authorized_from", "authorized_to", "unit", "approved", "used", "remaining", "counted_through")
    return Sheet(
        title=wording.say("sheet_authorizations"),
        headings=(
            wording.say("column_client"),
            wording.say("column_code"),
            *(wording.choose("workbook", key) for key in (*keys, "runs_out_on", "next_review_on")),
        ),
        rows=tuple(
            (
                line.client,
                line.code,
                one.from_on,
                one.to_on,
                wording.choose("unit", one.unit.value),
                one.approved,
                one.used,
                one.remaining,
                one.counted_through,
                one.runs_out_on,
                one.next_review_on,
            )
            for line in document.clients
            for one in line.authorizations
        ),
        formats=dict.fromkeys((2, 3, 8, 9, 10), DATE),
    )


def _sessions(document: SummaryDocument, wording: Wording) -> Sheet:
    keys = ["planned_minutes", "held_minutes"]
    if not document.one_client:
        keys += ["attended", "expected"]
    return Sheet(
        title=wording.say("sheet_sessions"),
        headings=(
            wording.choose("workbook", "date"),
            wording.choose("workbook", "starts"),
            wording.say("column_topic" if document.contents.topics else "column_service"),
            wording.say("column_led_by"),
            *(wording.choose("workbook", key) for key in keys),
        ),
        rows=tuple(
            (
                session.service_date,
                session.starts,
                topic_of(session, wording) if document.contents.topics else services_of(session, wording),
                led_by(session, wording),
                session.planned_minutes,
                session.held_minutes,
                *(() if document.one_client else (session.attended, session.expected)),
            )
            for session in document.sessions
        ),
        formats={0: DATE, 1: TIME},
    )


def _about(composed: ComposedSummary, wording: Wording) -> Sheet:
    rows: list[Sequence[Value]] = [
        (composed.subtitle, ""),
        (composed.clinic, wording.say("list_separator").join(composed.clinic_lines)),
        *((fact.label, fact.value) for fact in composed.facts),
        *((figure.label, figure.value) for figure in composed.figures),
        (composed.signature, composed.signature_line),
        *(("", remark) for remark in composed.remarks),
        ("", composed.note_remark),
        (composed.footer.confidential, composed.footer.notice),
        *((said.label, said.value) for said in (composed.consent, composed.statement) if said is not None),
    ]
    headings = (composed.title, composed.footer.number)
    return Sheet(wording.say("sheet_about"), headings, tuple(rows), {}, wraps=True)
