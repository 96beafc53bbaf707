"""Who looks at a week on Reports is in the history of everybody whose hours are shown, once a look."""

from __future__ import annotations

from sqlmodel import select

from coordinator import audit
from coordinator.store.tables import ClientRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import ClientId
from tests.ui.summaries.bench import Bench


def everybody(work: UnitOfWork) -> list[ClientId]:
    return [ClientId(one) for one in work.rows.exec(select(ClientRow.id))]


def test_a_look_at_a_week_is_one_entry_that_names_everybody_shown(bench: Bench, store: Store) -> None:
    ids = store.read(everybody)
    seen = {client: [dict(one.detail) for one in store.read(audit.accesses, client)] for client in ids}
    shown = {client: found for client, found in seen.items() if found}
    assert len(shown) == 10
    for found in shown.values():
        assert [one["seen"] for one in found] == ["week"]
        assert len(found[0]["clients"].split()) == 10
    bench.page.refresh()
    assert all(len(store.read(audit.accesses, client)) == 1 for client in shown)


def test_a_look_at_more_weeks_is_an_entry_of_its_own(bench: Bench, store: Store) -> None:
    ids = store.read(everybody)
    period = bench.page.view.period
    period.length.choose("4")
    period.length.chosen.emit("4")
    found = [dict(one.detail) for one in store.read(audit.accesses, ids[0])]
    assert [one.get("from", one.get("week")) for one in found] == ["2026-02-09", "2026-03-02"]
