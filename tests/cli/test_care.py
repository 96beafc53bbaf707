"""Levels of care and authorizations by command."""

from __future__ import annotations

from tests.cli.conftest import Command


def test_levels_of_care(clinic: Command) -> None:
    made = clinic("clients", "set-level", "Ben Castellano", "mh_php", "--from", "2026-02-02")
    clinic(
        "clients", "set-level", "Ben Castellano", "mh_iop", "--from", "2026-03-04", "--ordered-minutes", "480",
        "--transition-until", "2026-03-15",
    )  # fmt: skip
    assert [
        (one["from"], one["level"], one["ordered_weekly_minutes"], one["transition_until"])
        for one in clinic("clients", "levels", "Ben Castellano").json["levels"]
    ] == [("2026-02-02", "mh_php", None, None), ("2026-03-04", "mh_iop", 480, "2026-03-15")]
    assert clinic("clients", "remove-level", made.json["id"]).status == 0
    assert len(clinic("clients", "levels", "Ben Castellano").json["levels"]) == 1
    wrong = clinic("clients", "set-level", "Ben Castellano", "mh_iop", "--ordered-minutes", "20000")
    assert wrong.status == 3


def test_authorizations(clinic: Command) -> None:
    approve = ("24", "days", "--from", "2026-03-02", "--to", "2026-04-30")
    made = clinic(
        "clients", "authorize", "Ben Castellano", *approve, "--number", "NHP-4471", "--next-review", "2026-03-20"
    )
    (one,) = clinic("clients", "authorizations", "Ben Castellano").json["authorizations"]
    assert (one["id"], one["number"], one["approved"], one["unit"]) == (made.json["id"], "NHP-4471", 24, "days")
    assert one["used"] + one["remaining"] == 24
    changed = ("30", "days", "--from", "2026-03-02", "--to", "2026-05-31")
    assert clinic("clients", "change-authorization", one["id"], *changed).status == 0
    (one,) = clinic("clients", "authorizations", "Ben Castellano").json["authorizations"]
    assert (one["approved"], one["to"], one["number"]) == (30, "2026-05-31", "")
    assert clinic("clients", "remove-authorization", one["id"]).status == 0
    assert clinic("clients", "authorizations", "Ben Castellano").json["authorizations"] == []
    none = clinic("clients", "authorize", "Ben Castellano", "0", "days", "--from", "2026-03-02", "--to", "2026-04-30")
    backwards = clinic(
        "clients", "authorize", "Ben Castellano", "5", "days", "--from", "2026-03-02", "--to", "2026-02-01"
    )
    assert (none.status, backwards.status) == (3, 3)
