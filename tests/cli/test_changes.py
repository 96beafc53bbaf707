"""Every write goes through the rules and the history, and does nothing by half."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, Command, run

ROSTER = """Name,Client ID,Group,Start,Emergency contact,Emergency phone
Ada Quist,Q-1,Evening,2026-03-02,Bo Quist,(555) 010-0160
Cyd Roth,Q-2,Evening,2026-03-02,,
"""


def test_a_clinic_from_nothing(vault: Command, tmp_path: Path) -> None:
    assert vault("groups", "add", "Evening", "--short-code", "EV", "--capacity", "1").status == 0
    first = vault("clients", "add", "Ada Quist", "--state", "NY", "--admitted", "2026-03-02")
    second = vault("clients", "add", "Cyd Roth", "--code", "C-7")
    placed = vault("enroll", first.json["code"], "ev", "--from", "2026-03-02")
    full = vault("enroll", "Cyd Roth", "Evening", "--from", "2026-03-02")
    block = vault(
        "blocks", "add", "--group", "EV", "--weekday", "mon", "--starts", "09:00", "--from", "2026-03-02",
        "--until", "2026-06-30", "--segment", "group_therapy=165", "--segment", "break=15",
    ).json["ids"][0]  # fmt: skip
    vault("blocks", "skip", block, "2026-03-16")
    vault("blocks", "move", block, "2026-03-23", "--to", "10:30")
    closed = vault("closures", "add", "2026-03-30", "2026-03-30", "Staff day")
    found = vault("sessions", "list", "--from", "2026-03-02", "--to", "2026-04-05").json["sessions"]

    assert first.json["code"] == "A-1001"
    assert second.json["code"] == "C-7"
    assert placed.json["result"] == "enrolled"
    assert full.json == {"result": "waitlisted", "position": 1}
    assert closed.json["sessions_cancelled"] == 1
    assert [(one["service_date"], one["exception"], one["break_minutes"]) for one in found] == [
        ("2026-03-02", None, 15),
        ("2026-03-09", None, 15),
        ("2026-03-23", "moved", 15),
        ("2026-03-30", "closure", 15),
    ]
    assert found[2]["local_start"] == "2026-03-23T10:30:00-04:00"
    assert vault("waitlist", "list", "EV").json["waiting"][0]["code"] == "C-7"


def test_marking(clinic: Command) -> None:
    session = clinic("sessions", "list", "--from", "2026-03-09", "--to", "2026-03-09", "--group", "MA")
    session_id = session.json["sessions"][0]["id"]

    late = clinic("attendance", "mark", session_id, "A-1031", "present", "--late", "20")
    excused = clinic("attendance", "mark", session_id, "Ben Castellano", "excused", "--reason", "medical")

    other = clinic(
        "attendance", "mark", session_id, "Ben Castellano", "excused", "--reason", "other", "--note", "Flood"
    )
    long = clinic("attendance", "mark", session_id, "Ben Castellano", "excused", "--note", "x" * 121)
    nobody = clinic("attendance", "mark", session_id, "Ben Castellano", "absent", "--note", "Flood")

    assert (other.status, other.json["changed"]) == (0, True)
    assert (long.status, long.error["code"]) == (3, "reason-too-long")
    assert (nobody.status, nobody.error["code"]) == (2, "usage")
    assert (late.json["label"], late.json["minutes"], late.json["notices"]) == ("late", 160, ["note-signed"])
    assert (excused.json["label"], excused.json["minutes"]) == ("excused", 0)
    week = clinic("summary", "show", "--week", "2026-W11", "--client", "A-1031").json["clients"][0]
    assert week["attended_minutes"] == 160
    assert clinic("audit", "list", "--limit", "2").json["entries"][1]["action"] == "view_record", "the week"


def test_launching_prints_or_opens(clinic: Command) -> None:
    found = clinic("sessions", "list", "--from", "2026-03-11", "--to", "2026-03-11", "--group", "MA")
    session_id = found.json["sessions"][0]["id"]

    printed = clinic("sessions", "launch", session_id, "--print-only")

    assert printed.json["url"].startswith("https://zoom.us/j/")
    assert printed.json["opened"] is False
    after = clinic("sessions", "list", "--from", "2026-03-11", "--to", "2026-03-11", "--group", "MA")
    assert after.json["sessions"][0]["status"] == "planned"


def test_a_roster_file(vault: Command, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER)
    vault("groups", "add", "Evening")

    tried = vault("roster", "import", str(file), "--dry-run")
    nobody = vault("clients", "list").json["clients"]
    done = vault("roster", "import", str(file))

    assert (tried.status, tried.json["new_clients"], tried.json["imported"]) == (0, 2, False)
    assert tried.json["columns"]["code"] == "Client ID"
    assert nobody == []
    assert (done.status, done.json["imported"], done.json["enrolled"]) == (0, True, 2)
    assert [one["code"] for one in vault("clients", "list").json["clients"]] == ["Q-1", "Q-2"]


def test_the_weekly_summary_as_files(clinic: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    answer = clinic(
        "summary", "export", "--week", "2026-W10", "--group", "MA", "--format", "pdf,csv", "--out", str(out)
    )

    assert answer.status == 0
    assert answer.json["notes_unsigned"] == 2
    assert sorted(path.name for path in out.iterdir()) == [
        "Weekly summary 2026-W10 MA.csv",
        "Weekly summary 2026-W10 MA.pdf",
    ]
    assert clinic("audit", "list", "--limit", "3").json["entries"][1]["action"] == "export_summary"


def test_the_sample_is_taken_away(clinic: Command) -> None:
    again = clinic("sample", "create")
    removed = clinic("sample", "remove")
    info = Command(clinic.vault, clinic.passphrase_file)("vault", "info")

    assert (again.status, again.error["code"]) == (3, "sample-needs-empty-vault")
    assert removed.status == 0
    assert (info.json["clients"], info.json["groups"], info.json["sample"]) == (0, 0, False)
    assert info.json["people"] == ["Renee Alvarado, LCSW"]


def test_snapshot_and_restore(vault: Command, tmp_path: Path) -> None:
    vault("clients", "add", "Ada Quist")
    taken = vault("vault", "snapshot", "--to", str(tmp_path / "backup")).json["snapshot"]
    vault("clients", "add", "Cyd Roth")

    restored = vault("vault", "restore", taken)

    assert restored.status == 0
    assert Path(restored.json["replaced"]).is_dir()
    assert [one["name"] for one in vault("clients", "list").json["clients"]] == ["Ada Quist"]


def test_the_passphrase_is_changed_and_the_recovery_code_opens(
    vault: Command, empty_vault: Command, tmp_path: Path
) -> None:
    new, newer = tmp_path / "new.txt", tmp_path / "newer.txt"
    new.write_text("another seven word phrase for opening vaults\n")
    newer.write_text("yet one more phrase nobody will ever guess\n")
    recovery = empty_vault.vault.with_name("recovery.txt")

    changed = vault("vault", "change-passphrase", "--new-passphrase-file", str(new))
    old = vault("vault", "info")
    by_code = vault("vault", "change-passphrase", "--recovery-file", str(recovery), "--new-passphrase-file", str(newer))

    assert changed.status == 0
    assert (old.status, old.error["code"]) == (5, "wrong-secret")
    assert by_code.status == 0
    assert Command(vault.vault, newer)("vault", "check", "--full").json["ok"] is True


def test_the_recovery_file_is_for_its_owner_alone(empty_vault: Command) -> None:
    recovery = empty_vault.vault.with_name("recovery.txt")

    assert stat.S_IMODE(recovery.stat().st_mode) == 0o600
    assert len(recovery.read_text().strip().split("-")) == 8
    again = run(
        "--json", "--vault", str(empty_vault.vault.with_name("other")), "--passphrase-stdin", "vault", "create",
        "--facilitator", "B", "--recovery-file", str(recovery), "--without-keyring", given=PASSPHRASE + "\n",
    )  # fmt: skip
    assert again.status == 2
    assert again.error["code"] == "not-writable"
    assert not empty_vault.vault.with_name("other").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access lists, not modes")
def test_nothing_in_the_vault_is_open_to_others_or_readable(vault: Command) -> None:
    planted = ["Zebulon Quartermaine", "Ottoline Vexworth", "14 Marzipan Close"]
    vault("clients", "add", planted[0], "--legal-name", planted[1], "--location", planted[2])
    vault("vault", "snapshot")

    files = [path for path in vault.vault.rglob("*") if path.is_file()]
    assert len(files) >= 4
    for path in files:
        content = path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        for secret in (*planted, PASSPHRASE):
            assert secret.encode() not in content
            assert secret.encode("utf-16-le") not in content
    folders = [vault.vault, *(path for path in vault.vault.rglob("*") if path.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders[1:]} <= {0o700}
