"""A substitute's evening from the command line: made at home, opened elsewhere, marked, returned, taken in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Command, run

BEFORE = "2026-03-11T08:55:00-04:00"
DURING = "2026-03-12T09:30:00-04:00"
AFTER = "2026-03-14T09:30:00-04:00"
DBT = ("DBT", "2026-03-12")
"""The session that Mallory Chen leads for somebody else."""


class Evening:
    """Everything that is made on one evening, in a folder of its own."""

    def __init__(self, clinic: Command, folder: Path) -> None:
        self.folder, self.home = folder, clinic
        self.file, self.back, self.secret = folder / "tonight.packet", folder / "back.return", folder / "secret.txt"
        self.guest = Command(folder / "guest", self.secret, DURING)

    def make(self) -> Answer:
        return self.home(
            "packet", "make", *DBT, "--for", "Mallory Chen", "--out", str(self.file), "--passphrase-out",
            str(self.secret),
        )  # fmt: skip

    def open(self, now: str = DURING, into: str = "guest") -> Answer:
        return run(
            "--json", "--now", now, "--passphrase-file", str(self.secret), "packet", "open", str(self.file), "--into",
            str(self.folder / into),
        )  # fmt: skip

    def at_home(self, *words: str, now: str = DURING) -> Answer:
        return Command(self.home.vault, self.home.passphrase_file, now)(*words)


@pytest.fixture
def evening(clinic: Command, tmp_path: Path) -> Iterator[Evening]:
    evening = Evening(clinic, tmp_path)
    yield evening
    if evening.guest.vault.exists():
        evening.guest("packet", "remove", "--even-unreturned")


def test_an_evening_goes_out_and_comes_home(evening: Evening) -> None:
    made = evening.make()
    shown = run(
        "--json", "--now", BEFORE, "--passphrase-file", str(evening.secret), "packet", "show", str(evening.file)
    )
    opened, again = evening.open(), evening.open(into="other")
    session = made.json["session_id"]
    first, second = (one["id"] for one in evening.guest("clients", "list").json["clients"][:2])
    late = evening.guest("attendance", "mark", session, first, "present", "--late", "12")
    evening.guest("attendance", "mark", session, second, "absent")
    refused = evening.guest("clients", "add", "Zed Novak")
    plan = evening.guest("sessions", "list", "--from", "2026-03-01", "--to", "2026-04-30")
    returned = evening.guest("packet", "return", "--out", str(evening.back))
    facts = evening.guest("packet", "list")
    evening.at_home("attendance", "mark", session, second, "present")
    preview = evening.at_home("packet", "merge", str(evening.back), "--preview")
    unchosen = evening.at_home("packet", "merge", str(evening.back))
    merged = evening.at_home("packet", "merge", str(evening.back), "--choose", f"mark:{second}=packet")
    twice = evening.at_home("packet", "merge", str(evening.back))
    checked = evening.at_home("audit", "verify")

    assert (made.status, made.json["clients"], made.json["passphrase"]) == (0, 8, None)
    assert len(evening.secret.read_text().split()) == 5
    assert (shown.json["for"], shown.json["clients"], shown.json["expired"]) == ("Mallory Chen, LPC", 8, False)
    assert (opened.status, opened.json["expires_at"]) == (0, "2026-03-13T16:00:00Z")
    assert (again.status, again.error["code"]) == (3, "packet-already-open")
    assert again.error["where"] == str(evening.guest.vault)
    assert late.json["label"] == "late"
    assert (refused.status, refused.error["code"]) == (3, "not-in-packet")
    assert [one["id"] for one in plan.json["sessions"]] == [session]
    assert (returned.status, returned.json["pieces"]) == (0, 2)
    assert (facts.json["guest"]["made_by"], facts.json["guest"]["unreturned"]) == ("Renee Alvarado, LCSW", 0)
    assert {row["key"]: row["standing"] for row in preview.json["rows"]} == {
        f"mark:{first}": "new", f"mark:{second}": "differs",
    }  # fmt: skip
    assert (unchosen.status, unchosen.error["code"]) == (3, "choices-missing")
    assert (merged.status, merged.json["taken"], merged.json["kept"]) == (0, 2, 0)
    assert (twice.status, twice.json["taken"]) == (0, 0)
    assert checked.json["intact"] is True


def test_each_refusal_has_its_code(evening: Evening, clinic: Command, tmp_path: Path) -> None:
    evening.make()
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("another five word phrase entirely\n")
    before = sorted(one.name for one in tmp_path.iterdir())
    closed = run("--json", "--passphrase-file", str(wrong), "packet", "show", str(evening.file))
    late = evening.open(now=AFTER)
    damaged = bytearray(evening.file.read_bytes())
    damaged[300] ^= 1
    (tmp_path / "damaged").write_bytes(bytes(damaged))
    spoiled = run("--json", "--passphrase-file", str(wrong), "packet", "show", str(tmp_path / "damaged"))
    taken = clinic("packet", "make", *DBT, "--for", "Mallory Chen", "--out", str(evening.file))
    nobody = clinic("packet", "make", *DBT, "--for", "Zed Novak", "--out", str(tmp_path / "x"))
    too_long = clinic(
        "packet", "make", *DBT, "--for", "Mallory Chen", "--out", str(tmp_path / "x"), "--expires",
        "2026-04-12T09:30:00-04:00",
    )  # fmt: skip
    backwards = clinic("packet", "merge", str(evening.file))
    nothing = clinic("packet", "return", "--out", str(tmp_path / "y"))

    assert (closed.status, closed.error["code"]) == (5, "wrong-secret")
    assert (late.status, late.error["code"]) == (4, "packet-expired")
    assert (spoiled.status, spoiled.error["code"]) == (4, "packet-damaged")
    assert (taken.status, taken.error["code"]) == (2, "file-exists")
    assert (nobody.status, nobody.error["code"]) == (3, "not-found")
    assert (too_long.status, too_long.error["code"]) == (3, "expiry-out-of-range")
    assert (backwards.status, backwards.error["code"]) == (4, "packet-not-a-return")
    assert (nothing.status, nothing.error["code"]) == (3, "not-a-guest")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*before, "damaged"])


def test_after_it_expired_a_guest_vault_only_returns(evening: Evening, tmp_path: Path) -> None:
    session = evening.make().json["session_id"]
    evening.open()
    client = evening.guest("clients", "list").json["clients"][0]["id"]
    evening.guest("attendance", "mark", session, client, "present")
    late = Command(evening.guest.vault, evening.secret, AFTER)

    closed = late("clients", "list")
    kept = late("packet", "remove")
    returned = late("packet", "return", "--out", str(evening.back))
    merged = evening.at_home("packet", "merge", str(evening.back), now=AFTER)
    removed = late("packet", "remove")

    assert (closed.status, closed.error["code"]) == (5, "guest-expired")
    assert "packet return" in closed.error["message"]
    assert (kept.status, kept.error["code"]) == (3, "work-not-returned")
    assert returned.status == 0
    assert (merged.status, merged.json["taken"]) == (0, 1)
    assert (removed.status, evening.guest.vault.exists()) == (0, False)
