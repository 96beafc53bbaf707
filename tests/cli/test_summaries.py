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
