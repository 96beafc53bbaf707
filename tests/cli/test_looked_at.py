"""What the command lists of clients is in the history; notes that wait for a supervisor are among those listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coordinator import notes, people
from coordinator.bootstrap import FirstRun, create_vault
from coordinator.store.unit_of_work import Store
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import StaffRole
from tests.cli.conftest import PASSPHRASE, Command
from tests.coordinator.notes.note_builders import a_morning, mark_them, written
from tests.fakes import FakeClock

AN_HOUR_LATER = "2026-03-11T09:55:00-04:00"
NOON = datetime(2026, 3, 11, 16, 30, tzinfo=UTC)


@pytest.fixture
def supervised(tmp_path: Path) -> Command:
    """Renee works under M. Chen, who co-signed her note of Elias; she added to it since."""

    def fill(store: Store) -> None:
        morning = store.write(a_morning).outcome
        mark_them(store, morning)
        me = store.actor
        assert me is not None
        chen = store.write(people.add_facilitator, "M. Chen", "LPC-S", role=StaffRole.SUPERVISOR).outcome
        store.write(people.set_supervision, me, chen)
        digest = store.write(notes.save_draft, morning.session, morning.elias, written()).outcome
        store.write(notes.sign, morning.session, morning.elias, digest)
        signature = store.read(notes.note, morning.session, morning.elias).signature
        assert signature is not None
        store.sign_in(chen)
        store.write(notes.cosign, morning.session, morning.elias, signature.digest)
        store.sign_in(me)
        store.write(notes.correct, morning.session, morning.elias, "He came at nine.")

    folder, secret = tmp_path / "vault", tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    asked = FirstRun(folder, PASSPHRASE, RecoveryCode.generate(), "Renee Alvarado, LCSW", "Alder", "America/New_York")
    create_vault(asked, clock=FakeClock(NOON), secrets=None, fill=fill)
    return Command(folder, secret)


def looks(command: Command, *words: str) -> list[dict[str, Any]]:
    entries = command("audit", "list", "--limit", "200", *words).json["entries"]
    return [one["detail"] for one in entries if one["action"] == "view_record"]


def test_a_correction_by_supervised_staff_is_listed_as_waiting_for_a_co_signature(supervised: Command) -> None:
    listed = supervised("notes", "list", "--unsigned").json["notes"]
    (elias,) = [one for one in listed if one["client"] == "Elias Brandt" and one["state"] == "signed"]
    assert elias["waits_for"] == "co-signature"


def test_listing_notes_and_sessions_is_an_entry_each_and_found_under_the_clients_shown(clinic: Command) -> None:
    clinic = replace(clinic, now=AN_HOUR_LATER)  # other tests looked at the clinic that this one is a copy of
    known = {one["name"]: one["id"] for one in clinic("clients", "list").json["clients"]}
    marcus, amara = known["Marcus Oyelaran"], known["Amara Osei"]
    assert [looks(clinic, "--client", one)[0]["seen"] for one in (marcus, amara)] == ["client_list", "client_list"]
    before = {one: len(looks(clinic, "--client", one)) for one in (marcus, amara)}
    listed = clinic("notes", "list", "--unsigned").json["notes"]
    assert clinic("sessions", "list", "--from", "2026-03-09", "--to", "2026-03-11").status == 0
    assert [one["seen"] for one in looks(clinic)[:2]] == ["session_list", "note_list"]
    assert {one["client_id"] for one in listed if one["client"] == "Marcus Oyelaran"} == {marcus}
    since = {one: looks(clinic, "--client", one)[: -before[one]] for one in (marcus, amara)}
    assert {one: [look["seen"] for look in found] for one, found in since.items()} == {marcus: ["note_list"], amara: []}
