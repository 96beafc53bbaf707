"""The guards: on made-up notes with known answers, and on whatever can be generated."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.notes import NoteContent, empty_required, replacement
from coordinator.notes.claims import ClaimKind, Recorded, contradictions, has_risk, risk_without_plan
from coordinator.notes.facts import MemberName
from coordinator.notes.names import names_others
from coordinator.notes.resemblance import comparable, folded, is_alike, is_used
from coordinator.notes.templates import Shelf, shipped
from coordinator.vocabulary import ClientId, TemplateKind
from tests.coordinator.notes import more_labelled_notes as more
from tests.coordinator.notes.held_out_set import HeldOut, HeldOutGroup, held_out_set
from tests.coordinator.notes.labelled_notes import CLEAN, MEMBERS, NAMING
from tests.coordinator.notes.labelled_set import labelled_set
from tests.coordinator.notes.second_held_out_set import second_held_out_set

OTHERS = tuple(MemberName(ClientId(uuid4()), names) for names in MEMBERS)
OWN = ("Elias Brandt",)
MORE = tuple(MemberName(ClientId(uuid4()), names) for names in more.MEMBERS)
SHELF = Shelf(shipped())
PARTICIPATION = SHELF.template("participation")


class TestNames:
    @pytest.mark.parametrize(("text", "name"), NAMING, ids=[text[:40] for text, _ in NAMING])
    def test_a_name_is_found(self, text: str, name: str) -> None:
        found = names_others(text, OTHERS, OWN)
        assert name in [one.text for one in found]
        assert all(text[one.start :].startswith(one.text) for one in found)

    @pytest.mark.parametrize("text", CLEAN, ids=[text[:40] for text in CLEAN])
    def test_an_ordinary_sentence_names_nobody(self, text: str) -> None:
        assert [one.text for one in names_others(text, OTHERS, OWN)] == []

    @pytest.mark.parametrize(("text", "name"), more.NAMING, ids=[text[:40] for text, _ in more.NAMING])
    def test_a_name_that_is_a_word_is_found(self, text: str, name: str) -> None:
        assert name in [one.text for one in names_others(text, MORE, OWN)]

    @pytest.mark.parametrize("text", more.CLEAN, ids=[text[:40] for text in more.CLEAN])
    def test_a_word_that_is_a_name_elsewhere_names_nobody(self, text: str) -> None:
        assert [one.text for one in names_others(text, MORE, OWN)] == []

    def test_a_role_without_its_article_reads_as_a_name(self) -> None:
        """Shown rather than missed: nothing in the sentence tells the judge from somebody called Judge."""
        assert [one.text for one in names_others("Judge ordered treatment.", MORE, OWN)] == ["Judge"]

    def test_the_set_is_large_enough(self) -> None:
        assert len(NAMING) + len(CLEAN) >= 120
        assert len({text for text, _ in NAMING} | set(CLEAN)) == len(NAMING) + len(CLEAN)

    def test_a_shared_first_name_is_the_clients_own(self) -> None:
        other = MemberName(ClientId(uuid4()), ("Elias Ward",))
        assert names_others("Elias spoke first.", [other], OWN) == ()
        assert [one.text for one in names_others("Ward spoke first.", [other], OWN)] == ["Ward"]

    @pytest.mark.parametrize(
        ("text", "replaced"),
        [
            ("Feedback to Marcus was kind.", "Feedback to a peer was kind."),
            ("Marcus spoke. Later Hana spoke.", "A peer spoke. Later a peer spoke."),
            ("Marcus's story and Marcus’ plan.", "A peer's story and a peer's plan."),
        ],
    )
    def test_names_give_way_to_a_peer(self, text: str, replaced: str) -> None:
        for one in reversed(names_others(text, OTHERS, OWN)):
            text = text[: one.start] + replacement(one, "a peer", "a peer's") + text[one.end :]
        assert text == replaced
        assert names_others(text, OTHERS, OWN) == ()

    @given(before=st.text(max_size=30), after=st.text(max_size=30), member=st.sampled_from(OTHERS))
    def test_a_full_name_is_found_wherever_it_stands(self, before: str, after: str, member: MemberName) -> None:
        name = member.names[0]
        text = f"{before} {name} {after}"
        found = names_others(text, OTHERS, OWN)
        at = text.index(name, len(before))
        assert any(one.start <= at and one.end >= at + len(name) for one in found)

    @given(st.text())
    def test_places_are_in_order_inside_the_text_and_apart(self, text: str) -> None:
        found = names_others(text, OTHERS, OWN)
        edges = [edge for one in found for edge in (one.start, one.end)]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)


class TestLikeness:
    def test_a_few_other_words_are_the_same_note(self) -> None:
        one = NoteContent("participation", {"response": "Took part in the mapping exercise and named two signs."})
        two = NoteContent("participation", {"response": "Took part in the mapping exercise, and named three signs!"})
        assert is_alike(comparable(one, PARTICIPATION), comparable(two, PARTICIPATION))

    def test_routine_sections_do_not_make_notes_alike(self) -> None:
        risk = "No current safety concerns expressed or observed during the whole session."
        one = NoteContent("participation", {"risk": risk, "response": "Led the check-in and asked who slept well."})
        two = NoteContent("participation", {"risk": risk, "response": "Came late, listened, and left a note in chat."})
        assert not is_alike(comparable(one, PARTICIPATION), comparable(two, PARTICIPATION))

    def test_short_texts_are_alike_by_chance(self) -> None:
        assert not is_alike("present and attentive", "present and attentive")

    @given(st.text(min_size=60))
    def test_a_text_is_like_itself_whatever_its_capitals(self, text: str) -> None:
        words = folded(text)
        assert is_alike(words, folded(text.upper().lower())) or len(words) < 40 or folded(text.upper().lower()) != words

    @pytest.mark.parametrize(
        ("observation", "text", "used"),
        [
            ("Named two warning signs unprompted.", "Named two early warning signs for low mood.", True),
            ("Breathing skill 4 of 5 days. Sleep poor.", "Uses the paced-breathing skill on four of five days.", False),
            ("Tearful.", "Was tearful when the mother was mentioned.", True),
            ("Tearful.", "Was cheerful.", False),
            ("", "Anything.", False),
        ],
    )
    def test_an_observation_is_used_when_its_words_stand_in_the_note(
        self, observation: str, text: str, used: bool
    ) -> None:
        assert is_used(observation, [text]) is used


def record(late: int | None = 0, early: int | None = 0, attended: int | None = 168) -> Recorded:
    return Recorded(
        present=True,
        attended_minutes=attended,
        arrived_late_minutes=late,
        left_early_minutes=early,
        late=late != 0,
        left_early=early != 0,
        starts_at=datetime(2026, 3, 11, 9, 0),  # noqa: DTZ001  wall time
    )


class TestMinutes:
    @pytest.mark.parametrize(
        ("text", "kind", "claimed", "recorded"),
        [
            ("Came 20 minutes late.", ClaimKind.LATE, 20, 12),
            ("Was late by 5 min.", ClaimKind.LATE, 5, 12),
            ("Joined at 9:30 by phone.", ClaimKind.JOINED_AT, 570, 552),
            ("Attended for 3 hours 10 minutes.", ClaimKind.ATTENDED, 190, 168),
            ("Attended 90 minutes.", ClaimKind.ATTENDED, 90, 168),
            ("Left 15 minutes early.", ClaimKind.LEFT_EARLY, 15, 0),
            ("Was present for the entire session.", ClaimKind.WHOLE, None, 168),
        ],
    )
    def test_other_minutes_than_the_record_are_found(
        self, text: str, kind: ClaimKind, claimed: int | None, recorded: int
    ) -> None:
        (one,) = contradictions(text, record(late=12))
        assert one.kind is kind
        assert one.recorded_minutes == recorded
        if kind is not ClaimKind.JOINED_AT:
            assert one.claimed_minutes == claimed

    @pytest.mark.parametrize(
        "text",
        [
            "Came 12 minutes late.",
            "Joined at 9:12 after a connection problem.",
            "Attended for 3 hours, said the program.",
            "Attended 2 h 48.",
            "Practiced breathing for 10 minutes.",
            "Meets a friend at 9:30.",
            "Walks 20 minutes a day.",
        ],
    )
    def test_the_same_minutes_and_other_minutes_are_not(self, text: str) -> None:
        assert contradictions(text, record(late=12)) == ()

    def test_nothing_contradicts_what_is_not_recorded(self) -> None:
        assert contradictions("Came 20 minutes late.", record(late=None, attended=None)) == ()

    def test_logging_in_before_the_start_is_on_time(self) -> None:
        assert contradictions("Joined at 8:55.", record()) == ()

    @given(st.integers(2, 170), st.integers(1, 170))
    def test_late_minutes_contradict_exactly_when_they_differ(self, said: int, recorded: int) -> None:
        found = contradictions(f"Was {said} minutes late.", record(late=recorded))
        assert bool(found) is (abs(said - recorded) > 1)


class TestRisk:
    @pytest.mark.parametrize(
        "text",
        [
            "Told of suicidal thoughts on Sunday.",
            "Relapsed on Friday evening.",
            "Says he wants to die.",
            "Cut herself last week.",
            "Denies a plan, but reports suicidal ideation.",
            "Overdosed in January.",
            "Passive SI reported.",
        ],
    )
    def test_a_stated_risk_needs_a_plan(self, text: str) -> None:
        assert risk_without_plan(text, "")
        assert not risk_without_plan(text, "Safety call tomorrow.")

    @pytest.mark.parametrize(
        "text",
        [
            "Denies suicidal or homicidal thoughts.",
            "No current safety concerns, no self-harm.",
            "There was no talk of overdose.",
            "Has not relapsed.",
            "Hasn't relapsed since March.",
            "Without suicidal ideation.",
            "Sí, said the client, and laughed.",
        ],
    )
    def test_a_denied_risk_does_not(self, text: str) -> None:
        assert not has_risk(text)

    def test_a_safety_measure_in_the_text_is_a_plan(self) -> None:
        assert not risk_without_plan("Suicidal thoughts; safety plan reviewed.", "")


class TestTemplates:
    def test_the_formats_have_exactly_their_sections(self) -> None:
        shapes = {one.key: [section.title for section in one.sections] for one in shipped()}
        assert shapes["dap"] == ["Data", "Assessment", "Plan"]
        assert shapes["soap"] == ["Subjective", "Objective", "Assessment", "Plan"]
        assert shapes["birp"] == ["Behavior", "Intervention", "Response", "Plan"]
        assert shapes["girp"] == ["Goal", "Intervention", "Response", "Plan"]
        assert shapes["pie"] == ["Problem", "Intervention", "Evaluation", "Plan"]

    def test_every_template_asks_for_something_and_has_own_keys(self) -> None:
        for one in shipped():
            keys = [section.key for section in one.sections]
            assert len(set(keys)) == len(keys)
            assert any(section.required for section in one.sections)
            assert sum(section.goals for section in one.sections) <= 1

    def test_a_client_is_never_offered_the_groups_template(self) -> None:
        assert [one.key for one in SHELF.offered(TemplateKind.GROUP)] == ["group"]
        assert "group" not in [one.key for one in SHELF.offered(TemplateKind.NO_SHOW)]
        assert SHELF.offered(TemplateKind.INDIVIDUAL)[0].key == "participation"

    def test_required_sections_without_text_are_named_in_order(self) -> None:
        content = NoteContent("soap", {"objective": "Calm.", "plan": " \n"})
        assert [section.title for section in empty_required(content, SHELF.template("soap"))] == [
            "Subjective",
            "Assessment",
            "Plan",
        ]


class TestFiveHundredNotes:
    def test_nobody_is_missed_and_few_alarms_are_false(self) -> None:
        missed, false_alarms = [], []
        for one in labelled_set():
            found = {hit.text for hit in names_others(one.text, OTHERS, OWN)}
            if one.name and one.name not in found:
                missed.append(one)
            if found - {one.name}:
                false_alarms.append(one)
        assert missed == []
        assert len(false_alarms) <= 500 * 0.02

    def test_the_set_is_five_hundred_different_notes(self) -> None:
        notes = labelled_set()
        assert len({one.text for one in notes}) == len(notes) == 500
        assert sum(bool(one.name) for one in notes) == 300


class TestFiveHundredHeldOutNotes:
    """On its first run over these notes the guard of that day missed 9 names and raised 38 false alarms.

    Worked on with `more_labelled_notes`, it missed 3 and raised 14; only then were the notes themselves looked at. On
    its first run over the second set, which has a word that is somebody's name in every note, it missed 3 and raised
    39, most of them on a handful of sentences such as "Hope keeps the client going".
    """

    @pytest.mark.parametrize("notes", [held_out_set, second_held_out_set], ids=["first", "second"])
    def test_nobody_is_missed_and_few_alarms_are_false(self, notes: Callable[[], tuple[HeldOut, ...]]) -> None:
        held_out = notes()
        known = {id(one.group): people_of(one.group) for one in held_out}
        missed, false_alarms = [], []
        for one in held_out:
            found = names_others(one.text, known[id(one.group)], one.group.own)
            there = [hit for hit in found if hit.start < one.at + len(one.name) and hit.end > one.at >= 0]
            if one.name and not there:
                missed.append(one)
            if len(found) > len(there):
                false_alarms.append(one)
        sys.stdout.write(
            f"{len(held_out)} held-out notes: {len(missed)} missed, {len(false_alarms)} with a false alarm\n"
        )
        assert missed == []
        assert len(false_alarms) <= 500 * 0.02

    def test_the_set_is_five_hundred_different_notes(self) -> None:
        for held_out in (held_out_set(), second_held_out_set()):
            assert len({one.text for one in held_out}) == len(held_out) == 500
            assert sum(bool(one.name) for one in held_out) == 250
            assert all(one.text[one.at :].startswith(one.name) for one in held_out if one.name)


def people_of(group: HeldOutGroup) -> tuple[MemberName, ...]:
    return tuple(MemberName(ClientId(uuid4()), names) for names in group.others)
