"""`coordinator summary export` for somebody outside, and `summary verify`, on the sample clinic."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from tests.cli.conftest import Command

WEEK = ("--week", "2026-W10")
FORMATS = "pdf,xlsx,csv,html,json,fhir"


def export(clinic: Command, out: Path, *words: str) -> tuple[int, dict[str, object] | None, str]:
    answer = clinic("summary", "export", *WEEK, "--out", str(out), *words)
    return answer.status, answer.json if answer.status == 0 else None, answer.err


def test_a_payers_week_is_a_file_a_client_and_the_one_without_a_release_is_named(
    clinic: Command, tmp_path: Path
) -> None:
    out, password = tmp_path / "out", tmp_path / "password.txt"
    password.write_text("quiet harbor lamp\n")
    words = ("--for", "utilization-review", "--names", "initials", "--password-file", str(password))
    status, told, _ = export(clinic, out, "--group", "MA", "--format", FORMATS, *words)
    assert status == 0
    assert told is not None
    assert [(one["client"], one["code"]) for one in told["blocked"]] == [("A-1044", "consent-absent")]  # type: ignore[attr-defined]
    files = sorted(out.iterdir())
    assert len(files) == 9 * 6 == len(told["files"])  # type: ignore[arg-type]
    assert not any("Hana" in path.read_text("utf-8") for path in files if path.suffix in {".csv", ".json", ".html"})
    page = out / "Weekly summary 2026-W10 A-1031.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(page)

    known = clinic("summary", "verify", str(page))
    assert known.status == 0
    assert (known.json["client"], known.json["recipient"], known.json["standing"]) == (
        "A-1031",
        "Northfield Health Plan",
        "current",
    )
    page.write_bytes(page.read_bytes() + b"\n")
    changed = clinic("summary", "verify", str(page))
    assert (changed.status, changed.error["code"]) == (3, "not-exported-here")
    missing = clinic("summary", "verify", str(tmp_path / "nowhere.pdf"))
    assert missing.status == 4


def test_nobody_left_is_a_refusal_with_the_sentence_that_says_what_to_do(clinic: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, _, said = export(clinic, out, "--client", "A-1044", "--for", "referral")
    assert status == 3, said
    error = json.loads(said.strip().splitlines()[-1])["error"]
    assert error["code"] == "consent-absent"
    assert error["message"].endswith("Record the signed release under Clients.")
    assert list(out.iterdir()) == []


def test_a_file_that_was_to_be_locked_is_never_written_open(clinic: Command, tmp_path: Path) -> None:
    out, password = tmp_path / "out", tmp_path / "password.txt"
    password.write_text("\n")
    answer = clinic("summary", "export", *WEEK, "--out", str(out), "--group", "MA", "--password-file", str(password))
    assert (answer.status, answer.error["code"]) == (2, "no-password")
    assert not out.exists()
    password.write_text("quiet harbor lamp\n")
    status, _, said = export(clinic, out, "--group", "MA", "--format", "pdf,csv,html", "--password-file", str(password))
    assert status == 0
    assert "Only a PDF can carry a password. Not locked: csv, html." in said


def test_a_payer_gets_initials_unless_names_are_asked_for(clinic: Command, tmp_path: Path) -> None:
    words = ("--client", "A-1031", "--for", "utilization-review", "--format", "json")
    assert export(clinic, tmp_path / "usual", *words)[0] == 0
    assert export(clinic, tmp_path / "asked", *words, "--names", "full")[0] == 0
    usual, asked = (next((tmp_path / name).iterdir()).read_text("utf-8") for name in ("usual", "asked"))
    assert "Amara" not in usual
    assert '"A. O."' in usual
    assert '"Amara Osei"' in asked


def test_who_is_kept_back_in_two_groups_is_named_once(clinic: Command, tmp_path: Path) -> None:
    status, told, _ = export(clinic, tmp_path / "out", "--all", "--for", "referral", "--format", "json")
    assert status == 0
    assert told is not None
    left_out = [one["client"] for one in told["blocked"]]  # type: ignore[attr-defined]
    assert len(left_out) == len(set(left_out)) > 0


def test_the_table_of_a_week_tells_every_kind_of_hours_and_the_rule(clinic: Command) -> None:
    table = clinic("summary", "show", *WEEK, as_json=False).out
    head = next(line for line in table.splitlines() if "Client" in line)
    for heading in ("Goal", "Offered", "Expected", "Attended", "Credited", "At most", "No-shows"):
        assert heading in head
    assert "Group time is credited to the nearest 15 minutes." in table
    alone = clinic("summary", "show", *WEEK, "--client", "A-1031", as_json=False).out
    assert "Group therapy" in alone
    assert alone.count("Present") == 3


def test_a_csv_begins_with_a_byte_order_mark_unless_none_is_wanted(clinic: Command, tmp_path: Path) -> None:
    words = ("--group", "MA", "--format", "csv")
    assert export(clinic, tmp_path / "usual", *words)[0] == 0
    assert export(clinic, tmp_path / "plain", *words, "--no-bom")[0] == 0
    usual, plain = (next((tmp_path / name).iterdir()).read_bytes() for name in ("usual", "plain"))
    assert usual.startswith(b"\xef\xbb\xbfsummary,")
    assert plain.startswith(b"summary,")


def test_where_one_file_cannot_be_written_those_before_it_are_told(clinic: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("--group", "MA", "--for", "client", "--format", "csv")
    assert export(clinic, out, *words)[0] == 0
    files = sorted(out.iterdir())
    in_the_way = out / "Weekly summary 2026-W10 A-1041.csv"
    assert in_the_way in files
    for path in files:
        path.unlink()
    in_the_way.mkdir()
    status, _, said = export(clinic, out, *words)
    assert status == 3
    written = [path for path in out.iterdir() if path.is_file()]
    assert 0 < len(written) < len(files)
    assert f"{len(written)} files are written and recorded before this one." in said
    assert str(in_the_way) in said
