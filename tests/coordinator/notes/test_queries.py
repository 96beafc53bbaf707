"""What stands in the list, beside a note, and what still waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from coordinator import attendance, notes
from coordinator.notes import NoteContent, NoteState
from coordinator.notes.queries import seal_of
from coordinator.store.tables import AddendumRow, NoteRow
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import AttendanceLabel, ClientId, CreditRule, GroupSessionId, OutreachOutcome
from tests.coordinator.notes.note_builders import RESPONSE, Morning, written
from tests.fakes import FakeClock


def sign(store: Store, session: GroupSessionId, client: ClientId | None, content: NoteContent) -> None:
    digest = store.write(notes.save_draft, session, client, content).outcome
    store.write(notes.sign, session, client, digest)


@contextmanager
def _meddling(engine: Engine) -> Iterator[Session]:
    """Write to the store past every command, as somebody with the key and another program could."""
    with Session(engine, expire_on_commit=False) as rows, rows.begin():
        yield rows


def test_the_list_has_the_group_and_then_everybody_with_attendance_and_state(store: Store, morning: Morning) -> None:
    sign(store, morning.session, None, NoteContent("group", {"topic": "Relapse mapping"}))
    store.write(notes.save_draft, morning.session, morning.elias, written())
    found = store.read(notes.note_list, morning.session)
    assert [(line.attendance.name if line.attendance else "", line.state) for line in found.lines] == [
        ("", NoteState.SIGNED),
        ("Amara Osei", NoteState.TO_WRITE),
        ("Elias Brandt", NoteState.DRAFT),
        ("Hana Kim", NoteState.NO_SHOW),
        ("Marcus Oyelaran", NoteState.TO_WRITE),
    ]
    assert found.signed == 1
    assert found.due_on == date(2026, 3, 14)


def test_the_facts_beside_a_note_come_from_attendance(store: Store, morning: Morning) -> None:
    store.write(attendance.add_observation, morning.session, morning.elias, "Named two warning signs unprompted.")
    store.write(attendance.add_observation, morning.session, morning.elias, "Breathing skill 4 of 5 days. Sleep poor.")
    store.write(notes.save_draft, morning.session, morning.elias, written(f"{RESPONSE}"))
    view = store.read(notes.note, morning.session, morning.elias)
    assert view.attendance is not None
    assert view.attendance.label is AttendanceLabel.LATE
    assert (view.attendance.attended_minutes, view.credited_minutes) == (168, 165)
    assert view.credit_rule is CreditRule.NEAREST_15
    assert [goal.number for goal in view.goals] == [2]
    assert [one.used for one in view.observations] == [True, False]


def test_an_absent_client_starts_with_a_no_show_note(store: Store, morning: Morning) -> None:
    store.write(attendance.log_outreach, morning.session, morning.hana, OutreachOutcome.NO_ANSWER)
    view = store.read(notes.note, morning.session, morning.hana)
    assert view.template.key == "no_show"
    assert view.attendance is not None
    assert len(view.attendance.outreach) == 1
    assert "participation" in [template.key for template in view.offered]


def test_the_last_note_is_the_newest_before_this_session(store: Store, morning: Morning) -> None:
    assert store.read(notes.note, morning.session, morning.elias).last is None
    sign(store, morning.monday, morning.elias, written("Identified morning routine as a protective factor."))
    store.write(notes.save_draft, morning.session, morning.elias, written())
    last = store.read(notes.note, morning.session, morning.elias).last
    assert last is not None
    assert last.service_date == date(2026, 3, 9)
    assert "protective factor" in last.content.written


def test_a_note_knows_whom_it_must_not_name(store: Store, morning: Morning) -> None:
    view = store.read(notes.note, morning.session, morning.elias)
    assert view.own_names == ("Elias Brandt",)
    assert [member.names for member in view.others] == [("Amara Osei",), ("Hana Kim",), ("Marcus Oyelaran",)]
    assert len(store.read(notes.note, morning.session, None).others) == 4


def test_one_clients_notes_are_theirs_alone(store: Store, morning: Morning) -> None:
    sign(store, morning.monday, morning.elias, written("On Monday."))
    sign(store, morning.session, morning.elias, written("On Wednesday."))
    sign(store, morning.session, morning.amara, written("Somebody else."))
    sign(store, morning.session, None, NoteContent("group", {"topic": "All of us"}))
    found = store.read(notes.client_notes, morning.elias)
    assert [one.content.sections["response"] for one in found] == ["On Wednesday.", "On Monday."]
    assert [one.section.title for one in found[0].sections] == ["Response to the session", "Plan"]
    only = store.read(partial(notes.client_notes, session_id=morning.monday), morning.elias)
    assert [one.session_id for one in only] == [morning.monday]


class TestUnsigned:
    def test_counts_what_is_left_of_each_held_session(self, store: Store, morning: Morning) -> None:
        store.write(notes.save_draft, morning.session, morning.elias, written())
        sign(store, morning.session, morning.amara, written())
        found = store.read(notes.unsigned)
        assert [(one.session_id, one.notes, one.drafts) for one in found] == [
            (morning.monday, 5, 0),
            (morning.session, 4, 1),
        ]
        assert found[1].group_name == "Mood & Anxiety"

    def test_is_overdue_after_the_programs_days(self, store: Store, morning: Morning, clock: FakeClock) -> None:
        clock.advance(days=1)
        assert [one.overdue for one in store.read(notes.unsigned)] == [False, False]
        clock.advance(days=1)
        assert [one.overdue for one in store.read(notes.unsigned)] == [True, False]
        assert store.read(notes.unsigned)[0].due_on == date(2026, 3, 12)

    def test_a_finished_session_is_gone(self, store: Store, morning: Morning) -> None:
        sign(store, morning.session, None, NoteContent("group", {"topic": "Sleep"}))
        for client in morning.clients:
            sign(store, morning.session, client, written(f"Words of {client}."))
        assert [one.session_id for one in store.read(notes.unsigned)] == [morning.monday]


class TestSeals:
    @pytest.fixture
    def signed(self, store: Store, morning: Morning) -> Morning:
        sign(store, morning.session, morning.elias, written())
        store.write(notes.add_addendum, morning.session, morning.elias, "More.")
        return morning

    def test_hold_while_nobody_meddles(self, store: Store, engine: Engine, signed: Morning) -> None:
        report = store.read(notes.verify_seals)
        assert (report.notes, report.addenda, report.intact) == (1, 1, True)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("sections", {"response": "Something else.", "plan": "Bring the sleep log on Friday."}),
            ("signer", "Minh Chen, LCSW"),
            ("goals", [1]),
            ("participation", None),
            ("facts", {}),
            ("digest", "0" * 64),
            ("template", "dap"),
        ],
    )
    def test_name_a_note_altered_behind_our_back(
        self, store: Store, engine: Engine, signed: Morning, field: str, value: object
    ) -> None:
        with _meddling(engine) as rows:
            row = rows.exec(select(NoteRow)).one()
            setattr(row, field, value)
            note_id = row.id
        assert str(note_id) in store.read(notes.verify_seals).altered

    def test_name_a_time_moved_by_a_second(self, store: Store, engine: Engine, signed: Morning) -> None:
        with _meddling(engine) as rows:
            row = rows.exec(select(AddendumRow)).one()
            row.signed_at -= timedelta(seconds=1)
        assert store.read(notes.verify_seals).altered == (str(row.id),)

    def test_name_a_record_whose_digest_was_made_to_fit(self, store: Store, engine: Engine, signed: Morning) -> None:
        with _meddling(engine) as rows:
            row = rows.exec(select(NoteRow)).one()
            row.sections = {"response": "Forged.", "plan": "Forged."}
            row.digest = seal_of(row)
        assert str(row.id) in store.read(notes.verify_seals).altered

    def test_name_a_record_that_is_gone_or_unsigned(self, store: Store, engine: Engine, signed: Morning) -> None:
        with _meddling(engine) as rows:
            addendum = rows.exec(select(AddendumRow)).one()
            rows.delete(addendum)
        assert store.read(notes.verify_seals).altered == (str(addendum.id),)
