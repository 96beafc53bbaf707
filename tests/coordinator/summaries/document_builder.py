"""A weekly summary like one a clinic would make; every person in it is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from coordinator.summaries.document import (
    BelowGoalLine,
    BlockCell,
    ClientLine,
    Clinic,
    NoteSection,
    NoteState,
    NoteText,
    OutreachAttempt,
    ScheduledBlock,
    SessionLine,
    Shortfall,
    Signature,
    SummaryDocument,
)
from coordinator.vocabulary import (
    AttendanceLabel,
    Audience,
    CreditRule,
    NameStyle,
    OutreachOutcome,
    SessionStatus,
    Weekday,
)

PLANNED = 180
GOAL = 540
MONDAY, WEDNESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 6)
EASTERN = timezone(timedelta(hours=-5), "EST")
RENEE = "Renee Alvarado, LCSW"


def present() -> BlockCell:
    return BlockCell(AttendanceLabel.PRESENT, PLANNED, PLANNED, note=NoteState.SIGNED)


def late(minutes: int) -> BlockCell:
    return BlockCell(
        AttendanceLabel.LATE, PLANNED, PLANNED - minutes, arrived_late_minutes=minutes, note=NoteState.SIGNED
    )


def left_early(minutes: int) -> BlockCell:
    return BlockCell(
        AttendanceLabel.LEFT_EARLY, PLANNED, PLANNED - minutes, left_early_minutes=minutes, note=NoteState.SIGNED
    )


def absent() -> BlockCell:
    return BlockCell(AttendanceLabel.ABSENT, PLANNED, 0, note=NoteState.SIGNED)


def excused() -> BlockCell:
    return BlockCell(AttendanceLabel.EXCUSED, PLANNED, 0, note=NoteState.SIGNED)


def unsigned(cell: BlockCell) -> BlockCell:
    return replace(cell, note=NoteState.UNSIGNED)


def a_client(
    client: str, code: str, cells: tuple[BlockCell, ...], *, individual: int = 0, contacted: bool = True
) -> ClientLine:
    attended = sum(cell.attended_minutes or 0 for cell in cells)
    in_group = sum(round((cell.attended_minutes or 0) / 15) * 15 for cell in cells)
    missed = sum(cell.label is AttendanceLabel.ABSENT for cell in cells)
    return ClientLine(
        client=client,
        code=code,
        cells=cells,
        expected_minutes=PLANNED * len(cells),
        attended_minutes=attended,
        group_minutes=in_group,
        individual_minutes=individual,
        credited_minutes=in_group + individual,
        goal_minutes=GOAL,
        reached_goal=in_group + individual >= GOAL,
        no_shows=missed,
        no_shows_contacted=missed if contacted else 0,
    )


def the_clients() -> tuple[ClientLine, ...]:
    p = present()
    return (
        a_client("Amara Osei", "A-1031", (p, p, p)),
        a_client("Ben Castellano", "A-1028", (p, late(20), p), individual=60),
        a_client("Chloe Nakamura", "A-1040", (p, p, p)),
        a_client("Elias Brandt", "A-1036", (late(10), unsigned(p), p)),
        a_client("Farah Siddiqui", "A-1022", (p, p, p), individual=60),
        a_client("Hana Kim", "A-1044", (p, absent(), p)),
        a_client("Jolene Baptiste", "A-0998", (p, p, excused()), individual=60),
        a_client("Marcus Oyelaran", "A-1039", (p, unsigned(left_early(60)), p), individual=60),
        a_client("Owen Gallagher", "A-0987", (p, p, p)),
        a_client("Tomás Rivera", "A-1041", (absent(), p, p), individual=60),
    )


def the_sessions() -> tuple[SessionLine, ...]:
    def held(day: date, topic: str, led_by: str = RENEE, *, substitute: bool = False) -> SessionLine:
        return SessionLine(
            day, time(9), PLANNED, PLANNED, SessionStatus.HELD, topic, led_by, substitute, attended=9, expected=10
        )

    return (
        held(MONDAY, "Behavioral activation"),
        held(WEDNESDAY, "Thought records"),
        held(FRIDAY, "Relapse prevention mapping", "M. Chen, LPC", substitute=True),
    )


def those_below() -> tuple[BelowGoalLine, ...]:
    return (
        BelowGoalLine(
            "Elias Brandt", "A-1036", 525, (Shortfall(AttendanceLabel.LATE, MONDAY, 10, reason="connection problem"),)
        ),
        BelowGoalLine(
            "Hana Kim",
            "A-1044",
            360,
            (Shortfall(AttendanceLabel.ABSENT, WEDNESDAY),),
            (OutreachAttempt(time(9, 20), OutreachOutcome.NO_ANSWER),),
            "Care manager told.",
        ),
        BelowGoalLine(
            "Jolene Baptiste",
            "A-0998",
            420,
            (Shortfall(AttendanceLabel.EXCUSED, FRIDAY, reason="childcare"),),
            plan="No make-up available this week",
        ),
        BelowGoalLine(
            "Tomás Rivera",
            "A-1041",
            420,
            (Shortfall(AttendanceLabel.ABSENT, MONDAY),),
            (OutreachAttempt(time(9, 25), OutreachOutcome.REACHED),),
            "Make-up March 10.",
        ),
    )


def a_summary_document() -> SummaryDocument:
    """Ten clients, three sessions, four below the goal; two notes are not signed."""
    return SummaryDocument(
        number="2026-W10-MA-01",
        clinic=Clinic("Alder Street IOP", "220 Alder Street, Suite 4", "(555) 555-0100"),
        group="Mood & Anxiety",
        program="Intensive Outpatient Program",
        week_starts_on=MONDAY,
        week_ends_on=FRIDAY,
        schedule=(ScheduledBlock((Weekday.MON, Weekday.WED, Weekday.FRI), time(9), time(12)),),
        facilitator=RENEE,
        audience=Audience.TREATMENT_TEAM,
        name_style=NameStyle.FULL,
        prepared_at=datetime(2026, 3, 11, 12, 20, tzinfo=UTC),
        sessions=the_sessions(),
        clients=the_clients(),
        below_goal=those_below(),
        credit_rule=CreditRule.NEAREST_15,
        individual_counts=True,
        part_2_program=True,
        locations_confirmed=True,
        signature=Signature(RENEE, datetime(2026, 3, 11, 8, 20, tzinfo=EASTERN)),
    )


def a_note_text(client: str, code: str, text: str) -> NoteText:
    return NoteText(
        client,
        code,
        MONDAY,
        RENEE,
        datetime(2026, 3, 2, 13, 5, tzinfo=EASTERN),
        (NoteSection("Data", text), NoteSection("Assessment", "Engaged."), NoteSection("Plan", "Practice daily.")),
    )


def a_crowded_document(clients: int) -> SummaryDocument:
    """A group so large that its summary takes several pages."""
    lines = tuple(
        a_client(f"Client Number{place:03d}", f"B-{place:04d}", (present(), late(10 + place % 60), absent()))
        for place in range(clients)
    )
    below = tuple(
        BelowGoalLine(line.client, line.code, line.credited_minutes, (Shortfall(AttendanceLabel.ABSENT, FRIDAY),))
        for line in lines
    )
    return replace(a_summary_document(), clients=lines, below_goal=below)
