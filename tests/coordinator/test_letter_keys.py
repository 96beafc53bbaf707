"""The letters of the Session screen: none is ever lost or given twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.letter_keys import USUAL, LetterAction, assigned, holder, letter_key, read_letters, written
from coordinator.settings import Settings, SettingsUnusable, read_settings, write_settings

KEYS = st.builds(lambda code, shift: letter_key(code, shift=shift), st.integers(65, 90), st.booleans())


@given(st.lists(st.tuples(st.sampled_from(LetterAction), KEYS), max_size=30))
def test_every_action_keeps_a_letter_of_its_own_and_the_file_gives_back_what_was_chosen(
    chosen: list[tuple[LetterAction, str]],
) -> None:
    letters = USUAL
    for action, key in chosen:
        letters = assigned(letters, action, key)
        assert holder(letters, key) is action
    assert set(letters) == set(LetterAction)
    assert len(set(letters.values())) == len(LetterAction)
    assert read_letters(written(letters)) == letters


def test_only_what_differs_stands_in_the_file() -> None:
    assert written(USUAL) == ""
    assert written(assigned(USUAL, LetterAction.PRESENT, "J")) == "present=J"
    assert written(assigned(USUAL, LetterAction.PRESENT, "L")) == "present=L late=P"


@pytest.mark.parametrize(
    ("code", "shift", "key"),
    [
        (ord("P"), False, "P"),
        (ord("P"), True, "Shift+P"),
        (0x41F, False, "П"),  # a Cyrillic keyboard
        (ord("7"), False, ""),
        (ord("/"), False, ""),
        (0x01000013, False, ""),  # an arrow
        (0x20, False, ""),
    ],
)
def test_letters_of_any_alphabet_are_letters_and_nothing_else_is(code: int, shift: bool, key: str) -> None:
    assert letter_key(code, shift=shift) == key


@pytest.mark.parametrize(
    "text", ["present=7", "present", "present=", "nobody=J", "present=j", "present=L", "late=Ctrl+J"]
)
def test_a_file_that_cannot_be_names_its_key(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f'letters = "{text}"\n', encoding="utf-8")
    with pytest.raises(SettingsUnusable) as refused:
        read_settings(path)
    assert refused.value.key == "letters"


def test_what_was_chosen_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_settings(path, Settings(letters="present=J late=Shift+L"))
    assert read_settings(path).letters == "present=J late=Shift+L"
