"""The services that the tests start are the real ones, and none of the person who runs the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from keyring.backend import KeyringBackend


def test_the_run_has_folders_of_its_own() -> None:
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        assert not Path(os.environ[f"XDG_{kind}_HOME"]).is_relative_to(Path.home())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is a Linux service")
def test_the_keyring_keeps_a_secret(keyring_daemon: str) -> None:
    from keyring.backends.SecretService import Keyring  # noqa: PLC0415 - only Linux has it

    keyring: KeyringBackend = Keyring()
    keyring.set_password("session-coordinator-tests", "device", "kept")
    assert keyring.get_password("session-coordinator-tests", "device") == "kept"
    keyring.delete_password("session-coordinator-tests", "device")
    assert keyring.get_password("session-coordinator-tests", "device") is None


def test_a_display_without_a_screen_answers(virtual_display: str) -> None:
    asked = ["xdotool", "getdisplaygeometry"]
    env = {**os.environ, "DISPLAY": virtual_display}
    answer = subprocess.run(asked, env=env, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["1280", "800"]


@pytest.mark.postgres
def test_each_test_has_an_empty_database(postgres_database: str) -> None:
    with psycopg.connect(postgres_database.replace("+psycopg", "", 1)) as database:
        tables = database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)
