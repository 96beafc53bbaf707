"""`coordinator attendance read`: one JSON document, exit codes, and a start without the store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from coordinator.cli_read import read

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "tests" / "fixtures" / "reports"
SAMPLES = ROOT.parent / "shared" / "attendance-samples"


def run(*arguments: str | Path) -> Result:
    program = typer.Typer()
    program.command()(read)
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


def test_json_shape() -> None:
    result = run("--json", "--zone", "America/New_York", FIXTURES / "zoom_z4_current.csv")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert (document["platform"], document["variant"], document["encoding"]) == ("zoom", "Z4", "utf-8-sig")
    assert (document["zone"], document["rows"]) == ("America/New_York", 3)
    assert document["meeting"] == {
        "title": "Evening group", "id": "912 3456 7890",
        "starts_at": "2026-03-04T22:55:00Z", "ends_at": "2026-03-05T00:00:00Z",
    }  # fmt: skip
    ida = document["people"][0]
    assert ida["intervals"] == [["2026-03-04T23:00:11Z", "2026-03-04T23:59:40Z"]]
    assert (ida["seconds"], ida["stated_seconds"], ida["flags"]) == (3569, 3600, ["waiting-room-removed"])
    assert (ida["name"], ida["other_names"], ida["email"], ida["role"]) == ("Ida Falk", [], None, "attendee")
    assert document["questions"] == [{"code": "date-order", "choices": ["mdy", "dmy"], "people": []}]


def test_window_clips() -> None:
    result = run(
        "--json", "--zone", "America/New_York", "--window", "2026-03-04T23:30:00Z/2026-03-05T00:30:00Z",
        FIXTURES / "zoom_z4_current.csv",
    )  # fmt: skip
    assert [person["seconds"] for person in json.loads(result.stdout)["people"]] == [29 * 60 + 40, 0]


def test_a_table_for_people() -> None:
    result = run("--zone", "America/New_York", FIXTURES / "zoom_z3_unique.csv")
    assert "Ida Falk       55.0 min  unverified" in result.stdout
    assert "Amir Haddad       ? min  no-times" in result.stdout


def test_a_picture_named_csv(tmp_path: Path) -> None:
    path = tmp_path / "participants.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    result = run("--json", path)
    assert (result.exit_code, result.stdout) == (4, "")
    error = json.loads(result.stderr)["error"]
    assert (error["code"], error["where"]) == ("image", None)
    assert "picture" in error["message"]


def test_a_damaged_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes((FIXTURES / "zoom_z3_unique.csv").read_bytes().replace(b"Amir", b"A\0ir"))
    result = run("--json", path)
    assert result.exit_code == 4
    assert json.loads(result.stderr)["error"]["where"] == "row 3, column Name (Original Name)"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["--window", "tomorrow"], 2), (["--date", "2026-13-01"], 2), (["--column", "join"], 2), (["--zone", "Mars"], 2),
     (["--date", "2026-03-05"], 4), (["--platform", "other"], 4), (["--same-name", "Ida=both"], 2)],
)  # fmt: skip
def test_exit_codes(arguments: list[str], status: int) -> None:
    assert run(FIXTURES / "zoom_z2_block.csv", *arguments).exit_code == status


def test_a_missing_file() -> None:
    assert run(FIXTURES / "nowhere.csv").exit_code == 4


def test_it_starts_without_the_store() -> None:
    code = (
        "import sys, coordinator.cli_read; "
        "print(sorted({'sqlalchemy', 'sqlmodel', 'keyring', 'PySide6', 'openpyxl', 'rapidfuzz'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.samples
@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("Lightbridge-KS_participants_heroes.csv", (31, 27, 2328.87)),
        ("sujith12145_sample_zoom_class1.csv", (46, 45, 2199)),
        ("sujith12145_sample_zoom_class2.csv", (47, 41, 1871)),
        ("sujith12145_sample_zoom_class3.csv", (49, 44, 2075)),
        ("sujith12145_sample_zoom_class4.csv", (46, 36, 1740)),
        ("sujith12145_sample_zoom_class5.csv", (49, 43, 2038)),
    ],
)
def test_reference_figures(name: str, figures: tuple[int, int, float]) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the sample reports are not on this computer")
    document = json.loads(run("--json", SAMPLES / "zoom" / name).stdout)
    minutes = round(sum(person["seconds"] for person in document["people"]) / 60, 2)
    assert (document["rows"], len(document["people"]), minutes) == figures
