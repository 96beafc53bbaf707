"""Weak passphrases are refused, and suggested ones are strong."""

from __future__ import annotations

import time

import pytest

from coordinator.vault.passphrase import (
    PassphraseTooLong,
    PassphraseTooWeak,
    check_passphrase,
    estimate_strength,
    seconds_to_wait,
    suggest_passphrase,
)


@pytest.mark.parametrize("weak", ["", "password1", "qwertyuiop", "Summer2026", "aaaaaaaaaaaaaaaa"])
def test_what_everybody_uses_is_refused(weak: str) -> None:
    with pytest.raises(PassphraseTooWeak):
        check_passphrase(weak, has_device_secret=True)


def test_own_names_make_a_passphrase_weak() -> None:
    strong = estimate_strength("Alvarado Brightwater")
    known = estimate_strength("Alvarado Brightwater", known=("Renee Alvarado", "Brightwater Clinic"))
    assert known.guesses < strong.guesses / 1000


def test_without_a_keyring_more_is_asked() -> None:
    middling = next(p for p in ("tulip7kettle", "harbour9moss", "kettlemoss4") if estimate_strength(p).score == 3)
    check_passphrase(middling, has_device_secret=True)
    with pytest.raises(PassphraseTooWeak) as refused:
        check_passphrase(middling, has_device_secret=False)
    assert (refused.value.score, refused.value.needed) == (3, 4)
    assert middling not in str(refused.value)


def test_suggestions_are_strong_and_differ() -> None:
    suggested = {suggest_passphrase() for _ in range(20)}
    assert len(suggested) == 20
    for passphrase in suggested:
        assert len(passphrase.split(" ")) == 5
        check_passphrase(passphrase, has_device_secret=False)


def test_a_very_long_passphrase_is_estimated_quickly() -> None:
    began = time.perf_counter()
    assert estimate_strength(" ".join(suggest_passphrase() for _ in range(30))).score == 4
    assert time.perf_counter() - began < 2
    with pytest.raises(PassphraseTooLong):
        check_passphrase("a b" * 1000, has_device_secret=True)


def test_waits_double_after_five_tries_up_to_a_minute() -> None:
    assert [seconds_to_wait(tries) for tries in range(14)] == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
