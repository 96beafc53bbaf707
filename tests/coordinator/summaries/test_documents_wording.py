from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from coordinator.summaries.attendance_block import block_of
from coordinator.summaries.composition import compose
from coordinator.summaries.document import BlockCell, KeyFigures, LaterRule, for_one_client, shown_name
from coordinator.summaries.others_named import others_named
from coordinator.summaries.page import Drawing
from coordinator.summaries.sentences import (
    below_plan,
    below_reason,
    confidentiality_notice,
    file_name,
    initials_of_group,
)
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import (
    AttendanceLabel,
    Audience,
    CreditRule,
    FileFormat,
    NameStyle,
    OutreachOutcome,
    ServiceType,
)
from tests.coordinator.summaries.document_builder import (
    GOAL,
    a_client,
    a_summary_document,
    absent,
    present,
    those_below,
)

WORDING = Wording.load()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "\u2013"), (540, "9 h"), (525, "8 h 45"), (605, "10 h 05"), (40, "40 min"), (4770, "79 h 30")],
)
def test_durations_are_said_as_people_write_them(minutes: int, said: str) -> None:
    assert WORDING.duration(minutes) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 3, 2), date(2026, 3, 6), "March 2 \u2013 6, 2026"),
        (date(2026, 3, 30), date(2026, 4, 5), "March 30 \u2013 April 5, 2026"),
        (date(2025, 12, 29), date(2026, 1, 4), "December 29, 2025 \u2013 January 4, 2026"),
    ],
)
def test_a_week_says_each_part_once(first: date, last: date, said: str) -> None:
    assert WORDING.week(first, last) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [(time(0, 5), "12:05 AM"), (time(9), "9:00 AM"), (time(12), "12:00 PM"), (time(17, 30), "5:30 PM")],
)
def test_times_follow_the_language(moment: time, said: str) -> None:
    assert WORDING.clock(moment) == said


def test_a_language_may_count_to_twenty_four() -> None:
    wording = Wording({**WORDING.words, "clock": "24h"})
    assert wording.clock(time(17, 5)) == "17:05"
    assert wording.clock(datetime(2026, 3, 2, 9, 0), brief=True) == "09:00"  # noqa: DTZ001  # wall time, as on the page


def test_everything_that_can_be_said_has_words() -> None:
    for label in AttendanceLabel:
        assert WORDING.choose("label", label.value)
        assert label.value in WORDING.words["letter"]
        assert WORDING.choose("shortfall", label.value, late=1, left_early=1, weekday="Monday")
    for key, values in (("audience", Audience), ("credit_rule", CreditRule)):
        assert all(WORDING.choose(key, value.value) for value in values)
    assert all(WORDING.choose("outreach", outcome.value, time="9:00 AM") for outcome in OutreachOutcome)


@pytest.mark.parametrize(
    ("label", "drawing"),
    [
        (AttendanceLabel.PRESENT, Drawing.ATTENDED),
        (AttendanceLabel.ABSENT, Drawing.CROSSED),
        (AttendanceLabel.EXCUSED, Drawing.HATCHED),
        (AttendanceLabel.CANCELLED, Drawing.DOTTED),
        (AttendanceLabel.UNMARKED, Drawing.DASHED),
        (AttendanceLabel.NOT_EXPECTED, Drawing.EMPTY),
    ],
)
def test_every_mark_has_a_shape_of_its_own(label: AttendanceLabel, drawing: Drawing) -> None:
    assert block_of(BlockCell(label, 180), "Mon 2", WORDING).drawing is drawing


def test_the_filled_length_is_the_time_attended() -> None:
    cell = BlockCell(AttendanceLabel.LATE_AND_LEFT_EARLY, 180, 105, arrived_late_minutes=45, left_early_minutes=30)
    block = block_of(cell, "Mon 2", WORDING)
    assert (block.start, block.end) == (0.75, 2.5)
    assert block.tick_start
    assert block.tick_end


def test_unknown_lateness_shows_its_tick_and_says_so() -> None:
    block = block_of(BlockCell(AttendanceLabel.LATE, 180), "Mon 2", WORDING)
    assert (block.start, block.tick_start) == (0, True)
    assert block.says == "Mon 2: Late, minutes not recorded"


@pytest.mark.parametrize(
    ("missed", "contacted", "said"),
    [
        (0, 0, "no-shows"),
        (1, 1, "no-show, contacted"),
        (1, 0, "no-show, not contacted"),
        (2, 2, "no-shows, both contacted"),
        (3, 3, "no-shows, all contacted"),
        (3, 1, "no-shows, 1 contacted"),
        (2, 0, "no-shows, none contacted"),
    ],
)
def test_no_shows_are_counted_with_what_was_done(missed: int, contacted: int, said: str) -> None:
    line = replace(a_client("Amara Osei", "A-1031", (present(),) * 3), no_shows=missed, no_shows_contacted=contacted)
    document = replace(a_summary_document(), clients=(line,), below_goal=())
    figure = compose(document, WORDING).figures[2]
    assert (figure.value, figure.label) == (str(missed), said)


def test_reasons_and_plans_are_sentences() -> None:
    elias, hana, *_ = those_below()
    assert below_reason(elias, WORDING) == "Late 10 min Monday, connection problem"
    assert below_plan(elias, WORDING) == "None recorded"
    assert below_plan(hana, WORDING) == "Called 9:20 AM, no answer. Care manager told."
    assert below_plan(hana, WORDING, outreach=False) == "Care manager told."


def test_goals_that_differ_are_not_called_nine_hours() -> None:
    document = a_summary_document()
    young = replace(document.clients[5], goal_minutes=360, reached_goal=True)
    composed = compose(replace(document, clients=(*document.clients[:5], young, *document.clients[6:])), WORDING)
    assert composed.attendance.goal_label == ""
    assert composed.below is not None
    assert composed.below.heading == "Below the goal"
    assert composed.figures[1].label == "clients reached their goal"


def test_the_clinics_own_notice_comes_before_ours() -> None:
    document = a_summary_document()
    assert "42 CFR part 2" in confidentiality_notice(document, WORDING)
    assert "42 CFR" not in confidentiality_notice(replace(document, part_2_program=False), WORDING)
    assert confidentiality_notice(replace(document, confidentiality="Ours."), WORDING) == "Ours."


def test_the_long_statement_goes_to_recipients_outside() -> None:
    document = a_summary_document()
    assert compose(document, WORDING).statement is None
    outside = compose(replace(document, audience=Audience.UTILIZATION_REVIEW), WORDING).statement
    assert outside is not None
    assert outside.value.startswith("This record which has been disclosed to you")


@pytest.mark.parametrize(
    ("style", "shown"), [(NameStyle.FULL, "Tomás Rivera"), (NameStyle.INITIALS, "T. R."), (NameStyle.ID, "A-1041")]
)
def test_clients_are_shown_in_the_style_asked_for(style: NameStyle, shown: str) -> None:
    assert shown_name("Tomás Rivera", "A-1041", style) == shown


def test_the_figures_are_the_sums_of_the_lines() -> None:
    figures = a_summary_document().figures
    assert figures == KeyFigures(4770, 10 * GOAL, 10, 6, 2, 2, 30, 28)
    assert figures.notes_unsigned == 2


def test_a_document_holds_together() -> None:
    document = a_summary_document()
    with pytest.raises(ValueError, match="one cell for each session"):
        replace(document, clients=(a_client("Amara Osei", "A-1031", (absent(),)),), below_goal=())
    with pytest.raises(ValueError, match="not in the document"):
        replace(document, clients=document.clients[:3])
    with pytest.raises(ValueError, match="exactly one"):
        for_one_client(document, "nobody", number="1")


def test_file_names_hold_the_week_and_a_mark_and_no_name() -> None:
    document = a_summary_document()
    assert file_name(document, initials_of_group(document.group), FileFormat.PDF, WORDING) == (
        "Weekly summary 2026-W10 MA.pdf"
    )
    assert file_name(document, "../A:1036\n", FileFormat.CSV, WORDING) == "Weekly summary 2026-W10 A1036.csv"


@pytest.mark.parametrize(
    ("plan", "found"),
    [("佐藤さんと話す。", {"佐藤 花子"}), ("Will ask 花子 to come.", {"佐藤 花子"}), ("藤の花を見る。", set())],
)
def test_a_name_without_capitals_is_noticed_inside_a_sentence(plan: str, found: set[str]) -> None:
    document = a_summary_document()
    elias, *others = document.below_goal
    whole = replace(document, below_goal=(replace(elias, plan=plan), *others))
    assert others_named(for_one_client(whole, "A-1036", number="2026-W10-MA-02"), ["佐藤 花子"], WORDING) == found


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        ("Care manager told.", set()),
        ("Will share a ride with Hana.", {"Hana Kim"}),
        ("Asked after TOMAS's group; rivera agreed.", {"Tom\u00e1s Rivera"}),
        ("Elias will call.", set()),
        ("Renee Alvarado will call.", set()),
    ],
)
def test_another_client_in_free_text_is_noticed(plan: str, found: set[str]) -> None:
    document = a_summary_document()
    elias, *others = document.below_goal
    alone = for_one_client(
        replace(document, below_goal=(replace(elias, plan=plan), *others)), "A-1036", number="2026-W10-MA-02"
    )
    names = [line.client for line in document.clients if line.code != "A-1036"]
    assert others_named(alone, names, WORDING) == found


@pytest.mark.parametrize(
    ("counts", "uncounted", "said"),
    [
        (True, (), "Individual and family sessions count toward the weekly total."),
        (
            True,
            (ServiceType.CASE_MANAGEMENT,),
            "Individual and family sessions count toward the weekly total. Recorded, but not counted: Case management.",
        ),
        (
            True,
            (ServiceType.FAMILY_THERAPY,),
            "sessions counts toward the weekly total. Recorded, but not counted: Family therapy.",
        ),
        (
            False,
            (ServiceType.BREAK,),
            "Individual and family sessions do not count toward the weekly total. Recorded, but not counted: Break.",
        ),
    ],
)
def test_a_service_that_does_not_count_is_named_and_never_said_to_count(
    counts: bool, uncounted: tuple[ServiceType, ...], said: str
) -> None:
    document = replace(a_summary_document(), individual_counts=counts, uncounted_services=uncounted)
    assert said in " ".join(compose(document, WORDING).remarks)


def test_a_service_that_stops_counting_within_the_week_is_named_with_its_day() -> None:
    later = LaterRule(date(2026, 3, 4), CreditRule.NEAREST_15, individual_counts=True)
    document = replace(a_summary_document(), rules_later=(later,))
    assert len(compose(document, WORDING).remarks) == 3
    changed = replace(document, rules_later=(replace(later, uncounted_services=(ServiceType.CASE_MANAGEMENT,)),))
    assert "From March 4, 2026 on: Individual" in " ".join(compose(changed, WORDING).remarks)
