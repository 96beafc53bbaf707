"""A return that meets what was typed at home meanwhile, and a merge that is taken back."""

from __future__ import annotations

import pytest

from coordinator import attendance, audit, integrity, notes, packet, sessions
from coordinator.packet import Keep, Standing
from coordinator.undo import UndoHistory
from coordinator.vocabulary import (
    Mark,
    NoteStatus,
    SessionStatus,
)
from tests.coordinator.attendance.clinic import NINE
from tests.coordinator.packet.conftest import Guest, Home
from tests.coordinator.packet.evening import DRAFT, SAID, an_evening, mark_of, merged, returned
from tests.fakes import FakeClock


class TestDifferences:
    """Somebody at home typed something else meanwhile."""

    @pytest.fixture
    def both(self, home: Home, guest: Guest, clock: FakeClock) -> Home:
        session, at = home.clinic.session_id, home.clinic.__getitem__
        clock.set(NINE)
        home.store.write(attendance.mark, session, at("Amara"), Mark.ABSENT)
        home.store.write(attendance.mark, session, at("Ben"), Mark.PRESENT)
        guest.store.write(attendance.mark, session, at("Amara"), Mark.PRESENT)
        guest.store.write(attendance.mark, session, at("Ben"), Mark.PRESENT)
        guest.store.write(attendance.mark, session, at("Chloe"), Mark.PRESENT)
        home.store.write(notes.save_draft, session, at("Amara"), DRAFT)
        guest.store.write(notes.save_draft, session, at("Amara"), SAID)
        returned(home, guest)
        return home

    def test_both_are_shown_and_nothing_is_chosen_by_itself(self, both: Home) -> None:
        found = both.store.read(packet.preview, both.back)
        amara = str(both.clinic["Amara"])
        assert [str(row.key) for row in found.open_rows] == [f"mark:{amara}", f"note:{amara}"]
        row = found.open_rows[0]
        assert row.mine is not None
        assert row.theirs is not None
        assert (row.client, row.mine["mark"], row.theirs["mark"]) == ("Amara Osei", "absent", "present")
        before = both.store.read(audit.head)
        with pytest.raises(packet.ChoicesMissing) as missing:
            both.store.write(packet.merge, both.back, {})
        assert len(missing.value.keys) == 2
        assert both.store.read(audit.head) == before
        assert mark_of(both.store, both, "Chloe") is Mark.UNMARKED

    def test_who_agrees_is_not_asked(self, both: Home) -> None:
        ben = f"mark:{both.clinic['Ben']}"
        found = both.store.read(packet.preview, both.back)
        assert [row.standing for row in found.rows if str(row.key) == ben] == [Standing.SAME]

    @pytest.mark.parametrize(("keep", "mark"), [(Keep.MINE, Mark.ABSENT), (Keep.PACKET, Mark.PRESENT)])
    def test_what_was_chosen_holds(self, both: Home, keep: Keep, mark: Mark) -> None:
        merged(both, keep)
        view = both.store.read(notes.note, both.clinic.session_id, both.clinic["Amara"])
        assert mark_of(both.store, both, "Amara") is mark
        assert view.content == (DRAFT if keep is Keep.MINE else SAID)
        assert mark_of(both.store, both, "Chloe") is Mark.PRESENT
        assert not merged(both).topics, "what was settled is not asked about again"

    def test_each_row_is_chosen_by_itself(self, both: Home) -> None:
        amara = str(both.clinic["Amara"])
        both.store.write(packet.merge, both.back, {f"mark:{amara}": Keep.MINE, f"note:{amara}": Keep.PACKET})
        view = both.store.read(notes.note, both.clinic.session_id, both.clinic["Amara"])
        assert mark_of(both.store, both, "Amara") is Mark.ABSENT
        assert view.content == SAID

    def test_a_note_that_was_signed_here_stays_whatever_comes(self, home: Home, guest: Guest, clock: FakeClock) -> None:
        session, ben = home.clinic.session_id, home.clinic["Ben"]
        clock.set(NINE)
        digest = home.store.write(notes.save_draft, session, ben, DRAFT).outcome
        home.store.write(notes.sign, session, ben, digest, reason="Mallory was away")
        digest = guest.store.write(notes.save_draft, session, ben, SAID).outcome
        guest.store.write(notes.sign, session, ben, digest)
        returned(home, guest)

        found = home.store.read(packet.preview, home.back)
        merged(home, Keep.PACKET)

        assert [row.standing for row in found.rows] == [Standing.SIGNED_HERE]
        assert home.store.read(notes.note, session, ben).content == DRAFT


class TestUndo:
    """One undo takes the merge back, but for what was signed."""

    def test_everything_but_signatures_is_as_before_and_redo_brings_it_again(
        self, home: Home, guest: Guest, clock: FakeClock
    ) -> None:
        session = home.clinic.session_id
        an_evening(home, guest, clock)
        returned(home, guest)
        before = home.store.read(attendance.sheet, session)
        history = UndoHistory()
        history.record(merged(home))
        after = home.store.read(attendance.sheet, session)

        step = history.next_undo
        assert step is not None
        undone = home.store.write(step.inverse)
        history.undone(step, undone)
        now = home.store.read(attendance.sheet, session)

        assert [(line.mark, line.location, line.observations) for line in now.lines] == [
            (line.mark, line.location, line.observations) for line in before.lines
        ]
        assert home.store.read(sessions.session, session).status is SessionStatus.PLANNED
        assert home.store.read(notes.note, session, home.clinic["Amara"]).content.is_empty
        assert home.store.read(notes.note, session, home.clinic["Ben"]).status is NoteStatus.SIGNED
        assert home.store.read(integrity.verify).altered == ()
        redo = history.next_redo
        assert redo is not None
        home.store.write(redo.inverse)
        again = home.store.read(attendance.sheet, session)
        assert [line.mark for line in again.lines] == [line.mark for line in after.lines]
        assert home.store.read(integrity.verify).altered == ()

    def test_what_was_changed_since_is_not_undone_over(self, home: Home, guest: Guest, clock: FakeClock) -> None:
        an_evening(home, guest, clock)
        returned(home, guest)
        undo = merged(home).undo
        assert undo is not None
        home.store.write(attendance.mark, home.clinic.session_id, home.clinic["Amara"], Mark.ABSENT)
        with pytest.raises(packet.MergeChangedSince):
            home.store.write(undo)
        assert mark_of(home.store, home, "Amara") is Mark.ABSENT
