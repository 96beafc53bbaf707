"""Preferences survive a round trip, and a file that cannot be meant is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.settings import Settings, SettingsUnusable, ThemeChoice, read_settings, write_settings


def test_what_was_written_is_read(tmp_path: Path) -> None:
    chosen = replace(Settings(), theme=ThemeChoice.DARK, text_percent=150, idle_lock_seconds=60)
    write_settings(tmp_path / "settings.toml", chosen)
    assert read_settings(tmp_path / "settings.toml") == chosen


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("idle_lock_seconds = 0", "idle_lock_seconds"),
        ("idle_lock_seconds = true", "idle_lock_seconds"),
        ('theme = "sepia"', "theme"),
        ("telemetry = true", "telemetry"),
        ("text_percent = [", ""),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(tmp_path: Path, line: str, key: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(SettingsUnusable) as refused:
        read_settings(path)
    assert refused.value.key == key
