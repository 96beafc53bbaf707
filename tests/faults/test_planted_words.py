"""Twenty words that were told in confidence, looked for wherever they must not be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlmodel import SQLModel
from sqlmodel.main import default_registry

from coordinator import attendance, notes, people, roster, series, sessions
from coordinator.bootstrap import FirstRun
from coordinator.notes import NoteContent
from coordinator.roster import ClientDetails, EmergencyContact, GroupDetails
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import FlagKind, Mark, Participation, Weekday
from tests.fakes import FakeClock, MemorySecrets
from tests.faults.conftest import a_vault, opened
from tests.planted import PLANTED, hits

# ---------------------------------------------------------------- what a row shows


ROWS = sorted((mapper.class_ for mapper in default_registry.mappers), key=str)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_shows_nothing_but_its_kind_and_key(row: type[SQLModel]) -> None:
    keys = {"id", "sequence", "number"}
    planted = row(**{field: PLANTED[number % 20] for number, field in enumerate(row.model_fields) if field not in keys})
    for shown in (repr(planted), str(planted), f"{planted}", repr([planted]), str({"row": planted})):
        assert hits(shown.encode()) == []
    assert row.__name__ in repr(planted)


# ---------------------------------------------------------------- files


def test_a_whole_day_leaves_no_confided_word_readable_in_any_file(
    tmp_path: Path, clock: FakeClock, recovery: RecoveryCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    word, secrets = iter(PLANTED), MemorySecrets()
    passphrase = f"{next(word)} lantern copper eight"
    signer, clinic = next(word), next(word)
    vault = a_vault(tmp_path / "vault", clock, secrets, recovery, signer=signer, clinic=clinic, passphrase=passphrase)
    with opened(vault, clock, secrets, passphrase) as day:
        store = day.store
        link = f"https://us02web.zoom.us/j/812345678?pwd={next(word)}"
        details = GroupDetails(next(word), link=link, passcode=next(word))
        group = store.write(roster.add_group, details).outcome
        person = ClientDetails(
            next(word), code=next(word), legal_name=next(word), pronouns=next(word), usual_location=next(word),
            callback_number="202-555-0143", preferred_contact=next(word),
        )  # fmt: skip
        contact = EmergencyContact(next(word), "sister", "202-555-0144", None)
        client = store.write(
            roster.take_in_client, person, contacts=[contact], group_id=group, starts_on=date(2026, 1, 5)
        ).outcome.id
        store.write(roster.raise_flag, client, FlagKind.OTHER, next(word))
        store.write(series.add_block, group, weekdays=[Weekday.WED], starts=time(9), from_on=date(2026, 3, 2))
        store.write(sessions.plan_ahead)
        (today,) = store.read(sessions.todays_sessions)
        store.write(sessions.set_topic, today.id, next(word))
        clock.set(datetime(2026, 3, 11, 13, 0, tzinfo=UTC))
        store.write(sessions.launch, today.id)
        store.write(attendance.mark, today.id, client, Mark.PRESENT)
        store.write(attendance.add_observation, today.id, client, next(word))
        store.write(attendance.confirm_location, today.id, client, next(word))
        clock.set(datetime(2026, 3, 11, 16, 1, tzinfo=UTC))
        store.write(sessions.end_session, today.id)
        said = {"response": next(word), "plan": next(word)}
        digest = store.write(
            notes.save_draft, today.id, client, NoteContent("participation", said, Participation.ACTIVE)
        ).outcome
        while_open = everything(tmp_path)
        store.write(notes.sign, today.id, client, digest)
        store.write(people.add_facilitator, next(word))
        assert store.read(notes.note, today.id, client).signature is not None
        day.close()
    assert next(word, None) is None
    after = everything(tmp_path)
    assert any(name.endswith("store.db-wal") for name in while_open)
    assert any("snapshots" in name for name in after)
    for files in (while_open, after):
        assert {name: found for name, content in files.items() if (found := hits(content))} == {}
        assert not any(content.startswith(b"SQLite format 3") for content in files.values())


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() + path.name.encode() for path in folder.rglob("*") if path.is_file()}


def test_the_form_of_the_first_run_does_not_show_its_secrets(recovery: RecoveryCode) -> None:
    form = FirstRun(Path("vault"), PLANTED[0], recovery, PLANTED[1], PLANTED[2], "America/New_York")
    assert PLANTED[0] not in repr(form)
    assert recovery.printed() not in repr(form)
