"""No call of the command changes a signed note: every word it knows is tried, with every argument it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import typer.main

from coordinator import attendance, notes
from coordinator.bootstrap import FirstRun, create_vault
from coordinator.changes import ChangeFeed
from coordinator.cli.app import GROUPS, build
from coordinator.notes import NoteContent
from coordinator.store.engine import open_local_store
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.recovery_code import RecoveryCode
from tests.cli.conftest import PASSPHRASE, Command
from tests.coordinator.notes.note_builders import a_morning, mark_them, written
from tests.coordinator.outside_client import outside_client
from tests.fakes import FakeClock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

NOON = datetime(2026, 3, 11, 16, 30, tzinfo=UTC)
NEVER = {("vault", "create"), ("vault", "restore"), ("vault", "change-passphrase")}
"""They do not write into the store of an open vault, and the second would put another in its place."""
REPORT = "Name,Join Time,Leave Time\nElias Brandt,03/11/2026 09:00:00 AM,03/11/2026 12:00:00 PM\n"


@pytest.fixture
def vault(tmp_path: Path) -> tuple[Vault, DatabaseKey, dict[str, str]]:
    """A vault with a signed note of a client and one of the group, and the words that stand for what is in it."""
    folder = tmp_path / "vault"
    known: dict[str, str] = {}

    def fill(store: Store) -> None:
        morning = store.write(a_morning).outcome
        mark_them(store, morning)
        for client, content in ((morning.elias, written()), (None, NoteContent("group", {"topic": "Sleep"}))):
            digest = store.write(notes.save_draft, morning.session, client, content).outcome
            store.write(notes.sign, morning.session, client, digest)
        store.write(notes.add_addendum, morning.session, morning.elias, "Added.")
        store.write(attendance.add_observation, morning.session, morning.elias, "Quiet.")
        known.update(session=str(morning.session), client=str(morning.elias), group=str(morning.group))

    asked = FirstRun(folder, PASSPHRASE, RecoveryCode.generate(), "Renee Alvarado, LCSW", "Alder", "America/New_York")
    key, _me = create_vault(asked, clock=FakeClock(NOON), secrets=None, fill=fill)
    return Vault(folder), key, known


def every_word() -> Iterator[tuple[str, str, list[Any]]]:
    """Group, word, and the parameters that must be given."""
    for group in GROUPS:
        whole: Any = typer.main.get_command(build([group, "x"]))
        for word, command in whole.commands[group].commands.items():
            if (group, word) not in NEVER:
                needed = [one for one in command.params if one.required or one.param_type_name == "argument"]
                yield group, word, needed


def value(name: str, kind: Any, known: dict[str, str], folder: Path) -> str:
    guesses = {"weekday": "wed", "starts": "09:00", "zone": "America/New_York", "week": "2026-W11", "mark": "absent"}
    guesses |= {"names": "full", "audience": "treatment-team", "formats": "json", "block": known["group"]}
    guesses |= {"out": str(folder / "out"), "to": str(folder / "out"), "file": str(folder / "report.csv")}
    thing = next((known[word] for word in ("session", "client", "group") if word in name), None)
    if thing is not None or name in guesses:
        return thing or guesses[name]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    if kind in {int, float}:
        return "12"
    dated = {"date", "from", "until", "first", "last", "on", "day"}
    return "2026-03-11" if dated & set(name.split("_")) else "Forged words"


def signed_rows(vault: Vault, key: DatabaseKey) -> list[Any]:
    with outside_client(vault.store_path, key) as client:
        signed = client.execute("SELECT * FROM note WHERE status = 'signed' ORDER BY id").fetchall()
        return [*signed, *client.execute("SELECT * FROM addendum ORDER BY id").fetchall()]


def test_no_call_of_the_command_changes_what_is_signed(
    vault: tuple[Vault, DatabaseKey, dict[str, str]], tmp_path: Path
) -> None:
    opened, key, known = vault
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    (tmp_path / "report.csv").write_text(REPORT)
    (tmp_path / "out").mkdir()
    command = Command(opened.folder, secret)
    before = signed_rows(opened, key)
    assert len(before) == 3
    answers = {}
    for group, word, needed in every_word():
        words = [group, word]
        for one in needed:
            given = value(one.name, one.type_descriptor.annotation, known, tmp_path)
            words += [given] if one.param_type_name == "argument" else [one.opts[0], given]
        answers[group, word] = command(*words).status
        assert signed_rows(opened, key) == before, (group, word)
    assert sum(status == 0 for status in answers.values()) >= len(answers) / 3, answers
    assert command("audit", "verify").json["intact"]
    with closing(open_local_store(opened.store_path, key)) as local:
        store = Store(local.engine, clock=FakeClock(NOON), feed=ChangeFeed())
        assert store.read(notes.search, "Forged") == ()
