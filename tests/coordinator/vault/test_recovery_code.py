"""The printed code survives being typed by people, and names the group that was mistyped."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.vault.recovery_code import ALPHABET, GROUP_LENGTH, GROUPS, RecoveryCode, RecoveryCodeMistyped

codes = st.text(ALPHABET, min_size=32, max_size=32).map(RecoveryCode)


def test_a_code_is_eight_groups_of_five_without_look_alikes() -> None:
    code = RecoveryCode.generate()
    assert [len(group) for group in code.groups] == [GROUP_LENGTH] * GROUPS
    assert not set(code.printed()) & set("ILOU")


def test_two_codes_differ() -> None:
    assert RecoveryCode.generate() != RecoveryCode.generate()


@given(codes)
def test_a_printed_code_reads_back(code: RecoveryCode) -> None:
    assert RecoveryCode.read(code.printed()) == code


@given(codes, st.sampled_from(["-", " ", "", "  ", "\n", "\u2013", ".", "\u00a0"]))
def test_case_spacing_and_look_alikes_do_not_matter(code: RecoveryCode, separator: str) -> None:
    typed = separator.join(code.groups).lower().replace("0", "o").replace("1", "l")
    assert code.matches(typed)
    assert code.matches(typed.replace("l", "I"))


@given(codes, st.integers(0, 39), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_and_its_group_named(code: RecoveryCode, place: int, letter: str) -> None:
    typed = "".join(code.groups)
    if typed[place] == letter:
        return
    with pytest.raises(RecoveryCodeMistyped) as refused:
        RecoveryCode.read(typed[:place] + letter + typed[place + 1 :])
    assert refused.value.groups == (place // GROUP_LENGTH + 1,)


@given(codes, st.integers(0, GROUPS - 1), st.integers(0, GROUP_LENGTH - 2))
def test_two_swapped_neighbours_are_found(code: RecoveryCode, group: int, place: int) -> None:
    letters = list(code.groups[group])
    if letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    groups = [*code.groups]
    groups[group] = "".join(letters)
    with pytest.raises(RecoveryCodeMistyped) as refused:
        RecoveryCode.read("-".join(groups))
    assert refused.value.groups == (group + 1,)


@given(codes, st.integers(0, GROUPS - 2))
def test_swapped_groups_are_found(code: RecoveryCode, group: int) -> None:
    groups = [*code.groups]
    groups[group], groups[group + 1] = groups[group + 1], groups[group]
    assert groups == [*code.groups] or not code.matches(" ".join(groups))


def test_a_short_code_names_the_groups_that_are_missing() -> None:
    with pytest.raises(RecoveryCodeMistyped) as refused:
        RecoveryCode.read("-".join(RecoveryCode.generate().groups[:6]))
    assert refused.value.groups == (7, 8)


def test_a_code_with_something_behind_it_is_refused() -> None:
    with pytest.raises(RecoveryCodeMistyped):
        RecoveryCode.read(RecoveryCode.generate().printed() + "7")


@given(st.text(max_size=80))
def test_nonsense_is_refused_and_never_breaks(typed: str) -> None:
    assert not RecoveryCode.generate().matches(typed)


def test_a_code_hides_itself() -> None:
    code = RecoveryCode.generate()
    assert code.groups[0] not in f"{code!r} {code} {[code]}"
    with pytest.raises(TypeError):
        pickle.dumps(code)
