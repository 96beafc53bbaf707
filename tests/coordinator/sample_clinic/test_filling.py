"""The sample clinic shows what the program is drawn to show, and holds every case there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from coordinator import attendance, audit, notes, roster, sample_clinic, series, sessions, summaries, today
from coordinator.attendance.commands_report import report_imports, undo_report
from coordinator.roster import Standing
from coordinator.sample_clinic import FillStopped, SampleNeedsEmptyVault, Scale
from coordinator.store.tables import AuditRow, NoteRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.today import ChangeKind, TodoKind
from coordinator.vocabulary import Action, AttendanceLabel, ExceptionKind, NoteStatus, SessionStatus
from tests.coordinator.sample_clinic.conftest import Sample, a_store, filled_at

MARCH_2, MARCH_9, MARCH_13 = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 13)
FIRST, TODAY = date(2026, 1, 12), date(2026, 3, 11)


def group_named(store: Store, name: str) -> roster.GroupLine:
    return next(line for line in store.read(roster.group_lines) if line.group.name == name)


def test_the_week_of_march_2_has_the_figures_of_the_report(sample: Sample) -> None:
    group = group_named(sample.store, "Mood & Anxiety").group
    week = sample.store.read(summaries.weekly_summary, MARCH_2, group.id)

    hours = {one.name: one.hours.credited / 60 for one in week.clients}
    assert hours == {
        "Amara Osei": 9,
        "Ben Castellano": 9.75,
        "Chloe Nakamura": 9,
        "Elias Brandt": 8.75,
        "Farah Siddiqui": 10,
        "Hana Kim": 6,
        "Jolene Baptiste": 7,
        "Marcus Oyelaran": 9,
        "Owen Gallagher": 9,
        "Tomás Rivera": 7,
    }
    (figures,) = week.groups
    assert (figures.credited_minutes, figures.expected_minutes) == (79 * 60 + 30, 90 * 60)
    assert (figures.reached_goal, figures.clients) == (6, 10)
    assert (figures.no_shows, figures.no_shows_contacted) == (2, 2)
    assert (figures.notes_signed, figures.notes_due) == (28, 30)
    held = sample.store.read(sessions.sessions_between, MARCH_2, date(2026, 3, 6), group.id)
    assert [(one.topic, one.facilitator_short) for one in held] == [
        ("Behavioral activation", "R. Alvarado"),
        ("Thought records", "R. Alvarado"),
        ("Relapse prevention mapping", "M. Chen"),
    ]
    plans = sample.store.read(summaries.week_plans, MARCH_2)
    assert sorted(plans.values()) == ["Care manager told", "Make-up next Tuesday", "No make-up available"]


def test_the_six_weeks_before_have_the_hours_of_the_report(sample: Sample) -> None:
    group = group_named(sample.store, "Mood & Anxiety").group
    weeks = sample.store.read(summaries.weeks_before, MARCH_2, 6, group.id)

    def row(name: str) -> list[float | None]:
        found = ((next((one for one in week.clients if one.name == name), None)) for week in weeks)
        return [one.hours.credited / 60 if one is not None else None for one in found]

    assert row("Amara Osei") == [9, 9, 9, 6, 9, 9]
    assert row("Ben Castellano") == [9, 6, 9, 6, 10, 9.75]
    assert row("Chloe Nakamura") == [None, None, 9, 6, 9, 9]
    assert row("Elias Brandt") == [None, 9, 8.5, 6, 9, 8.75]
    assert row("Farah Siddiqui") == [9, 8.75, 6, 6, 9, 10]
    assert row("Hana Kim") == [None, None, None, 6, 6, 6]
    assert row("Marcus Oyelaran") == [9, 9, 3, 6, 7.25, 9]
    assert row("Tomás Rivera") == [None, None, 9, 6, 9, 7]


def test_today_shows_the_day(sample: Sample) -> None:
    found = sample.store.read(today.today)

    assert [(one.session.group_name, one.expected) for one in found.sessions] == [
        ("Mood & Anxiety", 10),
        ("Recovery Skills", 9),
    ]
    assert {(one.kind, one.name) for one in found.sessions[0].changes} == {
        (ChangeKind.FLAG, "Farah Siddiqui"),
        (ChangeKind.FIRST_SESSION, "Dana Whitfield"),
        (ChangeKind.LAST_SESSION, "Jolene Baptiste"),
        (ChangeKind.PLANNED_ABSENCE, "Tomás Rivera"),
    }
    assert {one.text for one in found.sessions[0].changes} >= {"Safety plan updated.", "Discharge to outpatient."}
    assert not found.sessions[0].concerns
    unfinished = sample.store.read(today.to_finish)
    left = {(one.kind, one.group_name or one.client_name, one.service_date, one.count) for one in unfinished.todos}
    assert (TodoKind.NOTES, "Mood & Anxiety", MARCH_9, 3) in left
    assert (TodoKind.REPORT, "Recovery Skills", MARCH_9, 1) in left
    assert (TodoKind.CONTACT, "Dana Whitfield", None, 1) in left
    assert any(one.kind is TodoKind.SUMMARY and one.starts_on == MARCH_2 for one in unfinished.todos)
    assert unfinished.forecast is not None
    short = {one.name: (one.hours.credited, one.hours.best_still_possible) for one in unfinished.forecast.falling_short}
    assert short == {"Hana Kim": (150, 510), "Marcus Oyelaran": (135, 495), "Nina Ferreira": (0, 360)}


def test_the_week_has_its_exceptions(sample: Sample) -> None:
    found = sample.store.read(sessions.sessions_between, MARCH_9, MARCH_13)
    by_day = {(one.short_code, one.service_date.day): one for one in found}

    moved = by_day["RS", 12]
    assert (moved.exception, moved.local_start.hour) == (ExceptionKind.MOVED, 18)
    assert by_day["DBT", 12].facilitator_short == "M. Chen"
    assert by_day["FE", 10].status is SessionStatus.CANCELLED
    assert {(one.group.short_code, one.enrolled, one.group.capacity, one.waiting)
            for one in sample.store.read(roster.group_lines)} == {
        ("MA", 10, 12, 2), ("RS", 9, 12, 1), ("DBT", 8, 8, 0), ("FE", 6, 10, 0)}  # fmt: skip


def test_there_are_24_clients_two_of_one_name_and_two_readmissions(sample: Sample) -> None:
    everybody = sample.store.read(roster.clients, standing=Standing.ALL)
    here = [line for line in everybody if line.standing is not Standing.DISCHARGED]

    assert len(here) == 24
    assert len(everybody) == 27
    assert [line.code for line in here if line.second_identifier_needed] == ["A-1018", "A-1046"]
    details = [sample.store.read(roster.client, line.id) for line in everybody]
    assert {one.name for one in details if len(one.episodes) == 2} == {"Ivan Petrov", "Keisha Boone"}
    numbers = [contact.phone for one in details for contact in one.contacts] + [one.callback_number for one in details]
    assert all(number.startswith("(555) 010-01") for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_eight_weeks_hold_every_status_and_a_holiday(sample: Sample) -> None:
    facts = sample.store.read(attendance.attendance_between, FIRST, TODAY)
    held = sample.store.read(sessions.sessions_between, FIRST, MARCH_9)

    assert {fact.label for fact in facts} == set(AttendanceLabel) - {AttendanceLabel.NOT_EXPECTED}
    assert [closure.name for closure in sample.store.read(series.closures)] == ["Presidents’ Day"]
    assert {one.exception for one in held if one.exception} == {
        ExceptionKind.CLOSURE,
        ExceptionKind.SUBSTITUTE,
        ExceptionKind.CANCELLED,
        ExceptionKind.MOVED,
    }
    assert sum(one.status is SessionStatus.HELD for one in held) >= 70


def test_everything_was_done_by_commands_at_its_time(sample: Sample) -> None:
    report = sample.store.read(audit.verify)
    seals = sample.store.read(notes.verify_seals)

    def entries(work: UnitOfWork) -> list[tuple[Action, datetime]]:
        return [(row.action, row.at) for row in work.rows.exec(select(AuditRow).order_by(AuditRow.sequence))]  # type: ignore[arg-type]

    found = sample.store.read(entries)
    assert report.intact
    assert report.entries == sample.filled.entries + 3
    assert seals.intact
    assert seals.notes > 500
    counts = Counter(action for action, _at in found)
    assert counts[Action.LAUNCH] == counts[Action.END_SESSION] == sample.filled.sessions_held
    story = [at for action, at in found[2:-1]]
    assert story == sorted(story)
    assert found[-1][0] is Action.FILL_SAMPLE


def test_late_in_the_week_what_has_passed_has_been_held(tmp_path: Path) -> None:
    saturday = datetime(2026, 11, 14, 15, 0, tzinfo=UTC)
    for sample in filled_at(tmp_path, saturday, Scale.SMALL):
        held = sample.store.read(sessions.sessions_between, date(2026, 11, 9), date(2026, 11, 14))
        found = sample.store.read(today.today)

        assert {one.status for one in held} == {SessionStatus.HELD}
        assert len(held) == 3
        assert {closure.name for closure in sample.store.read(series.closures)} == {"Staff training day"}
        assert not found.sessions
        assert found.upcoming is not None
        assert found.upcoming.service_date == date(2026, 11, 16)
        assert TodoKind.NOT_HELD not in {one.kind for one in sample.store.read(today.to_finish).todos}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    yield from a_store(tmp_path, datetime(2026, 3, 11, 12, 55, tzinfo=UTC))


def test_the_small_scale_is_one_group_and_its_last_weeks(small: Store) -> None:
    filled = small.write(sample_clinic.fill, Scale.SMALL).outcome

    assert filled.groups == 1
    assert filled.sessions_held == 7
    week = small.read(summaries.weekly_summary, MARCH_2)
    assert week.groups[0].credited_minutes == 79 * 60 + 30


def test_real_records_are_never_mixed_with_made_up_ones(small: Store) -> None:
    small.write(roster.add_client, roster.ClientDetails("Somebody Real"))

    with pytest.raises(SampleNeedsEmptyVault):
        small.write(sample_clinic.fill)

    assert [line.name for line in small.read(roster.clients)] == ["Somebody Real"]


def test_stopping_leaves_nothing(small: Store) -> None:
    seen: list[int] = []

    with pytest.raises(FillStopped):
        small.write(
            sample_clinic.fill,
            progress=lambda done, _total: seen.append(done),
            stop=lambda: len(seen) >= 50,
        )

    assert len(seen) == 50
    assert not small.read(roster.groups)
    assert small.read(audit.verify).entries == 2


def test_drafts_wait_where_the_story_says_so(sample: Sample) -> None:
    def drafts(work: UnitOfWork) -> int:
        return len(work.rows.exec(select(NoteRow).where(NoteRow.status == NoteStatus.DRAFT)).all())

    assert sample.store.read(drafts) == 2
    assert [(one.service_date.day, one.notes, one.drafts) for one in sample.store.read(notes.unsigned)] == [
        (6, 2, 1),
        (9, 3, 1),
    ]


@pytest.mark.slow
def test_ten_years_are_whole_sealed_and_removable(small: Store) -> None:
    filled = small.write(sample_clinic.fill, Scale.TEN_YEARS).outcome

    assert filled.sessions_held > 4600
    assert filled.clients > 1300
    assert small.read(audit.verify).intact
    assert small.read(notes.verify_seals).intact
    assert [one.service_date for one in small.read(notes.unsigned)] == [date(2026, 3, 6), MARCH_9]
    old = small.read(summaries.weekly_summary, date(2018, 5, 14))
    assert len(old.clients) > 25
    assert sum(one.hours.attended for one in old.clients) > 200 * 60
    assert all(one.notes_signed == one.notes_due for one in old.clients)

    small.write(sample_clinic.remove_sample)

    assert not small.read(roster.clients, standing=Standing.ALL)
    assert small.read(notes.verify_seals).intact


def test_reports_of_the_last_weeks_were_really_brought_in(small: Store) -> None:
    small.write(sample_clinic.fill, Scale.SMALL)
    found = small.read(sessions.sessions_between, MARCH_9, MARCH_9)
    (imported,) = small.read(report_imports, found[0].id)

    before = small.read(attendance.sheet, found[0].id)
    small.write(undo_report, imported[0])
    after = small.read(attendance.sheet, found[0].id)

    assert [line.state for line in after.lines] == [line.state for line in before.lines]
    assert [line.attended_minutes for line in after.lines] == [line.attended_minutes for line in before.lines]
