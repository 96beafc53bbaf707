"""From facts to a page in words: one pure function, so every format says the same."""

from __future__ import annotations

import math

from coordinator.summaries.attendance_block import block_of, legend
from coordinator.summaries.client_sections import (
    attendance_figures,
    client_sections,
    consent_explained,
    identity_facts,
    prepared_for,
    services_of,
)
from coordinator.summaries.document import (
    ClientLine,
    KeyFigures,
    NoteText,
    SessionLine,
    SummaryDocument,
)
from coordinator.summaries.page import (
    AttendanceRow,
    AttendanceTable,
    Bar,
    ComposedSummary,
    Fact,
    Footer,
    PrintedNote,
    TextTable,
)
from coordinator.summaries.sentences import (
    below_plan,
    below_reason,
    clean,
    confidentiality_notice,
    day_headings,
    led_by,
    topic_of,
    unsigned_sentence,
    what_counts,
)
from coordinator.summaries.wording import MINUTES_IN_AN_HOUR, Wording
from coordinator.vocabulary import Audience, NameStyle, SessionStatus, Weekday

ROOM_BEYOND_GOAL_HOURS = 2
BOTH = 2


def compose(document: SummaryDocument, wording: Wording) -> ComposedSummary:
    """The document in words, ready to be laid out."""
    days = day_headings(document.sessions, wording)
    shows_notes = document.include_note_status and not document.one_client
    return ComposedSummary(
        language=wording.say("language"),
        region=wording.say("region"),
        paper=document.paper.value,
        alone=document.one_client,
        file_title=f"{wording.say('title')}, {document.number}",
        title=wording.say("title"),
        subtitle=_subtitle(document, wording),
        running_head=wording.say(
            "running_head",
            title=wording.say("title"),
            group=clean(document.group or document.program),
            week=wording.week(document.week_starts_on, document.week_ends_on),
        ),
        clinic=clean(document.clinic.name),
        clinic_lines=tuple(clean(line) for line in (document.clinic.address, document.clinic.phone) if line),
        facts=_facts(document, wording),
        figures=_figures(document, wording),
        attendance=_attendance(document, days, wording),
        legend=legend(document.clients, wording, individual=any(line.individual_minutes for line in document.clients)),
        below=_below(document, wording),
        sessions=_sessions(document, wording),
        details=client_sections(document, wording),
        signature=clean(document.signature.name) if document.signature else clean(document.facilitator),
        signature_line=wording.say("signed", when=wording.instant(document.signature.signed_at))
        if document.signature
        else wording.say("not_signed"),
        remarks=_remarks(document, wording),
        note_remark=unsigned_sentence(document.figures, wording) if document.include_note_status else "",
        note_status=_note_status(document, days, wording) if shows_notes else None,
        notes_heading=wording.say("heading_note_texts"),
        notes=tuple(_printed_note(note, wording) for note in document.note_texts),
        consent=consent_explained(document, wording),
        statement=Fact(wording.say("heading_statement"), wording.say("statement_part_2"))
        if document.part_2_program and document.audience.is_outside and document.audience is not Audience.CLIENT
        else None,
        footer=Footer(
            confidential=wording.say("confidential"),
            notice=confidentiality_notice(document, wording),
            number=wording.say("summary_number", number=clean(document.number)),
            page_of=wording.say("page_of", page="{page}", pages="{pages}"),
        ),
    )


def _subtitle(document: SummaryDocument, wording: Wording) -> str:
    if not document.group:
        return clean(document.program)
    return clean(wording.say("subtitle", group=document.group, program=document.program))


def _facts(document: SummaryDocument, wording: Wording) -> tuple[Fact, ...]:
    separator = wording.say("list_separator")
    blocks = [
        separator.join(
            [wording.items("weekdays_short")[tuple(Weekday).index(weekday)] for weekday in block.weekdays]
            + [
                wording.choose(
                    "time",
                    "range",
                    starts=wording.clock(block.starts, brief=True),
                    ends=wording.clock(block.ends, brief=True),
                )
            ]
        )
        for block in document.schedule
    ]
    facts = [
        Fact(wording.say("fact_week"), wording.week(document.week_starts_on, document.week_ends_on)),
        Fact(wording.say("fact_schedule"), "\n".join(blocks)),
        Fact(wording.say("fact_facilitator"), clean(document.facilitator)),
        Fact(wording.say("fact_audience"), prepared_for(document, wording)),
        *identity_facts(document, wording),
    ]
    if document.amends_made_at is not None:
        made = wording.instant(document.amends_made_at)
        words = wording.say("amends", when=made, number=clean(document.amends))
        facts.append(Fact(wording.say("fact_amends"), words))
    return tuple(fact for fact in facts if fact.value)


def _figures(document: SummaryDocument, wording: Wording) -> tuple[Fact, ...]:
    if not document.contents.goal:
        return attendance_figures(document, wording)
    figures, goal = document.figures, document.goal_minutes
    if document.one_client and goal is not None:
        reached = wording.say("figure_reached_one_yes" if figures.reached else "figure_reached_one_no")
        caption = wording.say("figure_reached_one", goal=wording.goal_hours(goal))
    else:
        reached = wording.say("figure_reached", reached=figures.reached, clients=figures.clients)
        caption = wording.say("figure_reached_mixed")
        if goal is not None:
            caption = wording.say("figure_reached_same", goal=wording.goal_hours(goal))
    parts = [
        Fact(
            wording.say("figure_hours", planned=wording.total(figures.expected_minutes)),
            wording.total(figures.credited_group_minutes),
        ),
        Fact(caption, reached),
        Fact(_no_show_caption(figures, wording, outreach=document.include_outreach), str(figures.no_shows)),
    ]
    if document.include_note_status:
        signed = wording.say("figure_notes", signed=figures.notes_signed, due=figures.notes_due)
        parts.append(Fact(wording.say("figure_notes_signed"), signed))
    return tuple(parts)


def _no_show_caption(figures: KeyFigures, wording: Wording, *, outreach: bool) -> str:
    missed, contacted = figures.no_shows, figures.no_shows_contacted
    if not outreach:
        return wording.choose("no_shows", "without_outreach_one" if missed == 1 else "without_outreach")
    if missed == 0:
        choice = "zero"
    elif missed == 1:
        choice = "one_contacted" if contacted else "one_not_contacted"
    elif contacted == missed:
        choice = "both_contacted" if missed == BOTH else "all_contacted"
    else:
        choice = "some_contacted" if contacted else "none_contacted"
    return wording.choose("no_shows", choice, contacted=contacted)


def _attendance(document: SummaryDocument, days: tuple[str, ...], wording: Wording) -> AttendanceTable:
    goal = document.goal_minutes if document.contents.goal else None
    longest = max((max(line.credited_minutes, line.goal_minutes) for line in document.clients), default=0)
    highest_goal = max((line.goal_minutes for line in document.clients), default=0)
    scale = max(math.ceil(longest / MINUTES_IN_AN_HOUR), highest_goal / MINUTES_IN_AN_HOUR + ROOM_BEYOND_GOAL_HOURS)
    return AttendanceTable(
        caption=wording.say("attendance_caption"),
        client=wording.say("column_client"),
        code="" if document.name_style is NameStyle.ID else wording.say("column_code"),
        days=days,
        group=wording.say("column_group"),
        elsewhere=wording.say("column_elsewhere") if document.has_elsewhere else "",
        individual=wording.say("column_individual"),
        total=wording.say("column_total"),
        notes=wording.say("column_notes") if document.include_note_status else "",
        goal_label=wording.duration(goal) if goal is not None else "",
        goal_hours=(goal or 0) / MINUTES_IN_AN_HOUR,
        scale_hours=scale,
        rows=tuple(_row(line, days, wording, goal=document.contents.goal) for line in document.clients),
    )


def _row(line: ClientLine, days: tuple[str, ...], wording: Wording, *, goal: bool) -> AttendanceRow:
    total, in_group = wording.total(line.credited_minutes), min(line.group_minutes, line.credited_minutes)
    return AttendanceRow(
        client=clean(line.client),
        code=clean(line.code),
        blocks=tuple(block_of(cell, day, wording) for cell, day in zip(line.cells, days, strict=True)),
        group=wording.duration(line.group_minutes - line.elsewhere_minutes),
        elsewhere=wording.duration(line.elsewhere_minutes),
        individual=wording.duration(line.individual_minutes),
        bar=Bar(
            group_hours=in_group / MINUTES_IN_AN_HOUR,
            individual_hours=(line.credited_minutes - in_group) / MINUTES_IN_AN_HOUR,
            goal_hours=line.goal_minutes / MINUTES_IN_AN_HOUR if goal else 0.0,
            says=wording.say(
                "bar_says" if goal else "bar_says_plain",
                total=total,
                goal=wording.total(line.goal_minutes),
                group=wording.total(line.group_minutes),
                individual=wording.total(line.individual_minutes),
            ),
        ),
        total=total,
        below=goal and not line.reached_goal,
        notes=wording.say("count_of", count=line.notes_signed, of=line.notes_due),
    )


def _below(document: SummaryDocument, wording: Wording) -> TextTable | None:
    if not document.below_goal:
        return None
    goal = document.goal_minutes
    heading = wording.say("heading_below_mixed")
    if goal is not None:
        heading = wording.say("heading_below", goal_hours=wording.goal_hours(goal))
    plan = "column_plan" if document.include_outreach else "column_plan_only"
    return TextTable(
        heading=heading,
        columns=_headings(wording, "column_client", "column_total", "column_reason", plan),
        weights=("medium", "strong", "plain", "plain"),
        rows=tuple(
            (
                clean(line.client),
                wording.total(line.credited_minutes),
                below_reason(line, wording),
                below_plan(line, wording, outreach=document.include_outreach),
            )
            for line in document.below_goal
        ),
    )


def _sessions(document: SummaryDocument, wording: Wording) -> TextTable | None:
    if not document.sessions:
        return None
    alone = document.clients[0] if document.one_client else None
    return TextTable(
        heading=wording.say("heading_sessions"),
        columns=_headings(
            wording,
            "column_date",
            "column_topic" if document.contents.topics else "column_service",
            "column_led_by",
            "column_attendance" if alone else "column_attended",
            "column_held",
        ),
        weights=("plain",) * 5,
        rows=tuple(
            (
                wording.dated(session.service_date, "short"),
                topic_of(session, wording) if document.contents.topics else services_of(session, wording),
                led_by(session, wording),
                wording.choose("label", alone.cells[place].label.value) if alone else _attended(session, wording),
                wording.duration(session.held_minutes),
            )
            for place, session in enumerate(document.sessions)
        ),
    )


def _attended(session: SessionLine, wording: Wording) -> str:
    if session.attended is None or session.expected is None or session.status is SessionStatus.CANCELLED:
        return wording.choose("duration", "none")
    return wording.say("count_of", count=session.attended, of=session.expected)


def _remarks(document: SummaryDocument, wording: Wording) -> tuple[str, ...]:
    credit = document.credit_rule
    counts = what_counts(document.uncounted_services, wording, individual=document.individual_counts)
    remarks = [wording.choose("credit_rule", credit.value), counts]
    for later in document.rules_later:  # each session is credited by the rule of its date
        changed = []
        if later.credit_rule is not credit:
            changed.append(wording.choose("credit_rule", later.credit_rule.value))
        counts_then = what_counts(later.uncounted_services, wording, individual=later.individual_counts)
        if counts_then != counts:
            changed.append(counts_then)
        if changed:
            remarks.append(wording.say("rule_from", day=wording.dated(later.from_on), rules=" ".join(changed)))
        credit, counts = later.credit_rule, counts_then
    if document.has_elsewhere:
        remarks.append(wording.say("elsewhere_one" if document.one_client else "elsewhere_some"))
    if document.locations_confirmed is not None:
        confirmed = "locations_all_one" if document.one_client else "locations_all"
        remarks.append(wording.say(confirmed if document.locations_confirmed else "locations_some"))
    return tuple(remarks)


def _note_status(document: SummaryDocument, days: tuple[str, ...], wording: Wording) -> TextTable:
    headings = _headings(wording, "column_client")
    return TextTable(
        heading=wording.say("heading_notes"),
        columns=(*headings, *days, wording.say("column_notes")),
        weights=("medium", *("plain",) * len(days), "plain"),
        rows=tuple(
            (
                clean(line.client),
                *(wording.choose("note_state", cell.note.value) for cell in line.cells),
                wording.say("count_of", count=line.notes_signed, of=line.notes_due),
            )
            for line in document.clients
        ),
    )


def _printed_note(note: NoteText, wording: Wording) -> PrintedNote:
    return PrintedNote(
        heading=wording.say("note_about", client=clean(note.client), date=wording.dated(note.service_date, "short")),
        signed=wording.say("note_signed", name=clean(note.signed_by), when=wording.instant(note.signed_at)),
        sections=tuple(Fact(clean(section.heading), clean(section.text)) for section in note.sections),
    )


def _headings(wording: Wording, *keys: str) -> tuple[str, ...]:
    return tuple(wording.say(key) for key in keys)
