"""Bad input gets a sentence and its exit code, and changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coordinator import people
from coordinator.changes import ChangeFeed
from coordinator.clock import SystemClock
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.unit_of_work import Store
from coordinator.vault.folder import Vault, open_vault_key
from tests.cli.conftest import PASSPHRASE, ROOT, Command, run

A_PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


def clients(command: Command) -> int:
    return len(command("clients", "list").json["clients"])


def test_a_wrong_passphrase(vault: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase\n")

    answer = Command(vault.vault, wrong)("groups", "list")

    assert (answer.status, answer.out, answer.error["code"]) == (5, "", "wrong-secret")
    assert "passphrase" in answer.error["message"]


def test_no_vault_is_said_before_a_passphrase_is_asked_for(vault: Command, tmp_path: Path) -> None:
    answer = run("--json", "--vault", str(tmp_path / "nowhere"), "groups", "list")

    assert (answer.status, answer.error["code"]) == (5, "vault-missing")
    assert not (tmp_path / "nowhere").exists()


def test_nobody_acts_as_somebody_whose_passphrase_was_not_given(vault: Command) -> None:
    """The program's own first person is the one whose passphrase this is."""
    key = open_vault_key(Vault(vault.vault), PASSPHRASE, None)
    opened = open_local_store(vault.vault / "store.db", key)
    store = Store(opened.engine, clock=SystemClock(), feed=ChangeFeed())
    (me,) = store.read(people.facilitators)
    store.sign_in(me.id)
    store.write(people.add_facilitator, "Tomas Berg", "LPC", states=["NY"])
    opened.close()

    assert vault("--as", me.name, "groups", "list").status == 0
    answer = vault("--as", "Tomas Berg", "groups", "list")
    assert (answer.status, answer.error["code"]) == (3, "not-theirs")
    assert "Tomas" not in answer.err


def test_no_passphrase(vault: Command) -> None:
    answer = run("--json", "--vault", str(vault.vault), "groups", "list")

    assert (answer.status, answer.error["code"]) == (2, "passphrase-needed")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda path: path.write_bytes(b""), "vault-empty"),
        (lambda path: path.write_bytes(path.read_bytes()[:5000]), "vault-truncated"),
        (lambda path: path.write_bytes(bytes(8192)), "vault-foreign"),
        (lambda path: path.unlink(), "vault-missing"),
    ],
    ids=["empty", "cut short", "something else", "missing"],
)
def test_a_damaged_vault(vault: Command, damage: object, code: str) -> None:
    store = vault.vault / "store.db"
    assert callable(damage)
    damage(store)
    before = store.read_bytes() if store.exists() else None

    answer = vault("groups", "list")

    assert answer.status == 5
    assert answer.error["code"] in {code, "vault-damaged"}
    assert (store.read_bytes() if store.exists() else None) == before


def test_a_vault_newer_than_the_program(vault: Command) -> None:
    key = open_vault_key(Vault(vault.vault), PASSPHRASE, None)
    connection = sqlcipher.connect(vault.vault / "store.db", key)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    answer = vault("groups", "list")

    assert (answer.status, answer.error["code"]) == (5, "vault-too-new")


def test_a_picture_called_a_table(vault: Command, tmp_path: Path) -> None:
    picture = tmp_path / "roster.csv"
    picture.write_bytes(A_PICTURE)

    as_roster = vault("roster", "import", str(picture))
    as_report = run("--json", "attendance", "read", str(picture))

    assert (as_roster.status, as_roster.error["code"]) == (4, "image")
    assert (as_report.status, as_report.error["code"]) == (4, "image")
    assert clients(vault) == 0


def test_a_roster_without_names(vault: Command, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("Phone,City\n(555) 010-0101,Albany\n")

    answer = vault("roster", "import", str(file))

    assert (answer.status, answer.error["code"]) == (4, "no-name-column")
    assert clients(vault) == 0


def test_a_roster_with_a_bad_row_changes_nothing(vault: Command, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("Name,Date of birth,State\nAda Quist,1990-02-30,NY\nCyd Roth,1990-02-03,NY\n")

    answer = vault("roster", "import", str(file))

    assert answer.status == 4
    assert "2" in (answer.error["where"] or "")
    assert clients(vault) == 0


def test_a_report_of_another_day(clinic: Command, tmp_path: Path) -> None:
    report = tmp_path / "participants.csv"
    report.write_text(
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent\n"
        "Amara Osei,,02/02/2026 09:00:10 AM,02/02/2026 12:00:02 PM,180,Yes,\n"
    )
    found = clinic("sessions", "list", "--from", "2026-03-09", "--to", "2026-03-09", "--group", "MA")

    answer = clinic("attendance", "compare", str(report), "--session", found.json["sessions"][0]["id"])

    assert (answer.status, answer.error["code"]) == (4, "wrong-date")
    assert "2026-02-02" in answer.error["message"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://zoom.us.evil.example/j/123456789", "file:///etc"])
def test_a_hostile_link(vault: Command, link: str) -> None:
    answer = vault("groups", "add", "Evening", "--link", link)

    assert (answer.status, answer.error["code"]) == (3, "link-refused")
    assert link not in answer.err
    assert vault("groups", "list").json["groups"] == []


def test_another_instant_is_for_sample_vaults_only(vault: Command, sample: Command) -> None:
    real = Command(vault.vault, vault.passphrase_file, "2026-03-11T09:00:00-04:00")

    refused = real("groups", "list")

    assert (refused.status, refused.error["code"]) == (3, "not-a-sample")
    assert Command(sample.vault, sample.passphrase_file, "2026-03-11T09:00:00-04:00")("groups", "list").status == 0


def test_rules_refuse_with_three(clinic: Command) -> None:
    found = clinic("sessions", "list", "--from", "2026-03-10", "--to", "2026-03-13").json["sessions"]
    cancelled = next(one["id"] for one in found if one["status"] == "cancelled")
    far_off = next(one["id"] for one in found if one["service_date"] == "2026-03-13")

    in_cancelled = clinic("attendance", "mark", cancelled, "A-1018", "present")
    too_early = clinic("sessions", "launch", far_off)
    two_of_them = clinic("clients", "discharge", "Daniel Reyes")
    nobody = clinic("clients", "discharge", "Nobody Here")

    assert (in_cancelled.status, in_cancelled.error["code"]) == (3, "not-markable")
    assert (too_early.status, too_early.error["code"]) == (3, "session-not-launchable")
    assert (two_of_them.status, two_of_them.error["code"]) == (3, "several-found")
    assert (nobody.status, nobody.error["code"]) == (3, "not-found")


def test_usage(vault: Command) -> None:
    assert vault("sessions", "list").error["code"] == "usage"
    assert vault("sessions", "list", "--from", "soon", "--to", "later").status == 2
    assert run("--now", "yesterday", "groups", "list").status == 2
    assert run("no-such-command").status == 2


def test_an_altered_history_is_named(clinic: Command) -> None:
    key = open_vault_key(Vault(clinic.vault), PASSPHRASE, None)
    connection = sqlcipher.connect(clinic.vault / "store.db", key)
    connection.execute("UPDATE audit SET subject_id = 'x' WHERE sequence = 40")
    connection.close()

    answer = clinic("audit", "verify")

    assert answer.status == 3
    assert (answer.json["intact"], answer.json["first_altered"]) == (False, 40)


def test_help_and_reports_need_no_store() -> None:
    program = (
        "import sys; sys.argv = ['coordinator', {words}]\n"
        "from coordinator.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('sqlalchemy' in sys.modules, 'sqlmodel' in sys.modules, 'PySide6' in sys.modules)"
    )
    report = ROOT / "tests" / "cli" / "conftest.py"
    for words in ("'--help'", f"'attendance', 'read', {str(report)!r}", "'attendance', 'read', '--help'"):
        done = subprocess.run(
            [sys.executable, "-c", program.format(words=words)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.stdout.strip().endswith("False False False"), words


def test_the_desktop_and_the_command_write_into_one_vault(vault: Command) -> None:
    key = open_vault_key(Vault(vault.vault), PASSPHRASE, None)
    other = sqlcipher.connect(vault.vault / "store.db", key)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM client").fetchall()

    added = vault("clients", "add", "Ada Quist")

    other.execute("COMMIT")
    other.close()
    assert added.status == 0
    assert clients(vault) == 1


def test_doctor(vault: Command) -> None:
    answer = vault("doctor")

    found = {one["code"]: one for one in answer.json["findings"]}
    assert answer.status == 0
    assert set(found) >= {"python", "packages", "cipher", "keyring", "fonts", "display", "folder", "file-modes", "disk"}
    assert found["cipher"]["found"].startswith("SQLCipher 4.")
    assert all(one["mend"] for one in answer.json["findings"] if not one["ok"])
