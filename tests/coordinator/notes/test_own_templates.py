"""The clinic's own templates: added, changed into a new edition, moved, retired, and what notes keep of them."""

from __future__ import annotations

import pytest

from coordinator import integrity, notes
from coordinator.notes import NoteContent, Section, TemplateDraft, TemplateFault, TemplateRefused, TemplateUnknown
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import TemplateKind
from tests.coordinator.notes.note_builders import Morning

DRAFT = TemplateDraft(
    "  Family   note ",
    TemplateKind.INDIVIDUAL,
    (Section("", "Family", "Who came", required=True), Section("", "Plan", required=True, goals=True)),
    participation=True,
)


def test_an_own_template_is_offered_and_shares_the_plan(store: Store, morning: Morning) -> None:
    key = store.write(notes.add_template, DRAFT).outcome
    view = store.read(notes.note, morning.session, morning.elias)
    assert view.offered[-2].title == "Family note"
    store.write(notes.save_draft, morning.session, morning.elias, NoteContent("dap", {"plan": "Call the school."}))
    store.write(notes.set_template, morning.session, morning.elias, key)
    view = store.read(notes.note, morning.session, morning.elias)
    assert [(one.section.key, one.section.title, one.text) for one in view.sections] == [
        ("family", "Family", ""),
        ("plan", "Plan", "Call the school."),
    ]


def test_a_note_keeps_the_edition_it_was_written_with(store: Store, morning: Morning) -> None:
    key = store.write(notes.add_template, DRAFT).outcome
    content = NoteContent(key, {"family": "The sister came.", "plan": "Call the school."})
    digest = store.write(notes.save_draft, morning.session, morning.elias, content).outcome
    store.write(notes.sign, morning.session, morning.elias, digest)
    before = store.read(notes.shelf).template(key)
    newer = TemplateDraft(
        "Family note", TemplateKind.INDIVIDUAL, (before.sections[1], Section("", "Who came"), Section("", "Risk"))
    )
    changed = store.write(notes.change_template, key, newer).outcome
    assert changed != key
    view = store.read(notes.note, morning.session, morning.elias)
    assert [one.section.title for one in view.sections] == ["Family", "Plan"]
    assert view.signature is not None
    assert view.signature.intact
    shelf = store.read(notes.shelf)
    assert [one.key for one in shelf.templates if one.title == "Family note" and one.offered] == [changed]
    assert [one.key for one in shelf.template(changed).sections] == ["plan", "who_came", "risk"]
    assert [one.title for one in store.read(notes.note, morning.session, morning.amara).offered].count(
        "Family note"
    ) == 1
    assert store.read(integrity.verify).intact


def test_undo_takes_an_unused_edition_away_and_the_one_before_holds(store: Store, morning: Morning) -> None:
    added = store.write(notes.add_template, DRAFT)
    newer = TemplateDraft("Family and friends", TemplateKind.INDIVIDUAL, DRAFT.sections)
    changed = store.write(notes.change_template, added.outcome, newer)
    assert changed.undo is not None
    assert added.undo is not None
    store.write(changed.undo)
    assert store.read(notes.shelf).template(added.outcome).offered
    store.write(added.undo)
    with pytest.raises(TemplateUnknown):
        store.read(notes.shelf).template(added.outcome)
    assert store.read(integrity.verify).intact


def test_a_template_in_use_is_only_retired(store: Store, morning: Morning) -> None:
    added = store.write(notes.add_template, DRAFT)
    store.write(notes.save_draft, morning.session, morning.elias, NoteContent(added.outcome, {"plan": "Walk."}))
    assert added.undo is not None
    store.write(added.undo)
    view = store.read(notes.note, morning.session, morning.elias)
    assert view.template.title == "Family note"
    assert not view.template.offered
    assert view.template in view.offered
    assert "Family note" not in [one.title for one in store.read(notes.note, morning.session, morning.amara).offered]


def test_retiring_and_moving_change_what_new_notes_start_with(store: Store, morning: Morning) -> None:
    assert store.read(notes.note, morning.session, morning.amara).template.key == "participation"
    moved = store.write(notes.move_template, "dap", -1)
    assert store.read(notes.note, morning.session, morning.amara).template.key == "dap"
    assert moved.undo is not None
    store.write(moved.undo)
    retired = store.write(notes.retire_template, "participation")
    assert store.read(notes.note, morning.session, morning.amara).template.key == "dap"
    assert retired.undo is not None
    store.write(retired.undo)
    assert store.read(notes.note, morning.session, morning.amara).template.key == "participation"
    assert store.write(notes.move_template, "participation", -1).topics == frozenset()


def test_the_last_of_a_kind_stays(store: Store) -> None:
    with pytest.raises(TemplateRefused) as refused:
        store.write(notes.retire_template, "group")
    assert refused.value.fault is TemplateFault.LAST_OF_ITS_KIND


@pytest.mark.parametrize(
    ("draft", "fault"),
    [
        (TemplateDraft(" ", TemplateKind.GROUP, DRAFT.sections), TemplateFault.NO_TITLE),
        (TemplateDraft("dap NOTE", TemplateKind.GROUP, DRAFT.sections), TemplateFault.TITLE_TAKEN),
        (TemplateDraft("Mine", TemplateKind.GROUP, ()), TemplateFault.NO_SECTION),
        (TemplateDraft("Mine", TemplateKind.GROUP, (Section("", " "),)), TemplateFault.SECTION_WITHOUT_TITLE),
        (
            TemplateDraft("Mine", TemplateKind.GROUP, (Section("", "Plan"), Section("", "plan"))),
            TemplateFault.SECTION_TWICE,
        ),
        (TemplateDraft("M" * 61, TemplateKind.GROUP, DRAFT.sections), TemplateFault.TOO_LONG),
        (
            TemplateDraft("Mine", TemplateKind.GROUP, tuple(Section("", f"Part {number}") for number in range(13))),
            TemplateFault.TOO_MANY_SECTIONS,
        ),
    ],
)
def test_what_a_template_must_be(store: Store, draft: TemplateDraft, fault: TemplateFault) -> None:
    with pytest.raises(TemplateRefused) as refused:
        store.write(notes.add_template, draft)
    assert refused.value.fault is fault


def test_what_ships_cannot_be_changed(store: Store) -> None:
    with pytest.raises(TemplateUnknown):
        store.write(notes.change_template, "dap", DRAFT)


def test_only_a_clients_note_has_participation_and_goals(store: Store) -> None:
    key = store.write(notes.add_template, TemplateDraft("Circle", TemplateKind.GROUP, DRAFT.sections, True)).outcome
    made = store.read(notes.shelf).template(key)
    assert not made.participation
    assert not any(section.goals for section in made.sections)


def test_an_altered_template_is_found(store: Store, morning: Morning) -> None:
    from sqlalchemy import text  # noqa: PLC0415  an outside hand

    store.write(notes.add_template, DRAFT)
    with store._engine.begin() as outside:
        outside.execute(text("UPDATE note_template SET title = 'Another'"))
    report = store.read(integrity.verify)
    assert [one.kind for one in report.altered] == ["note_template"]
