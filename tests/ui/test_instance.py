"""One window for one vault."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.instance import Instance


def test_a_second_start_brings_the_first_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.raised):
        assert not second.claim()
    first.release()


def test_another_vault_is_another_window(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "one"), Instance(tmp_path / "two")
    assert first.claim()
    assert second.claim()
    first.release()
    second.release()


def test_what_was_given_back_can_be_taken_again(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim()
    first.release()
    assert second.claim()
    second.release()


def test_two_paths_to_the_same_folder_are_one_vault(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "vault"), Instance(Path(f"{tmp_path}/./vault"))
    assert first.claim()
    assert not second.claim()
    first.release()
