"""Exports for somebody outside: who has no release is left out and named; of several recipients one is chosen."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Audience, FileFormat
from tests.coordinator.summaries.releases import TO_COURT, TO_PAYER, release
from tests.ui.summaries.bench import Bench, document_there
from tests.ui.summaries.six_weeks import SixWeeks


def test_those_without_a_release_are_named_and_the_others_done(
    bench: Bench, qtbot: QtBot, store: Store, weeks: SixWeeks
) -> None:
    document_there(bench, qtbot)
    for name, client_id in weeks.clients.items():
        if name not in {"Hana", "Owen"}:
            release(store, client_id, TO_PAYER)
    bench.page.panel._choose_audience(Audience.UTILIZATION_REVIEW.value)
    bench.page.panel._alter(file_format=FileFormat.CSV)
    qtbot.waitUntil(bench.page.panel.footer.export.isEnabled, timeout=15_000)
    bench.page.desk.export()
    assert len(list(bench.places.chosen.iterdir())) == 8
    assert bench.page.panel.footer.message() == (
        "8 files saved. Not for Hana Kim, Owen Gallagher: There is no written release for this. "
        "Add the signed release under Clients."
    )


def test_of_several_recipients_one_is_chosen(bench: Bench, qtbot: QtBot, store: Store, weeks: SixWeeks) -> None:
    document_there(bench, qtbot)
    amara, panel = weeks.clients["Amara"], bench.page.panel
    release(store, amara, TO_COURT)
    release(store, amara, replace(TO_COURT, recipient="Mill & Sons"))
    panel._choose_audience(Audience.REFERRAL.value)
    panel._choose_client(panel._who.findText("Amara Osei"))
    qtbot.waitUntil(lambda: panel._recipient.isVisibleTo(bench.page), timeout=15_000)
    assert not panel.footer.export.isEnabled()
    panel._recipient.activated.emit(panel._recipient.findText("Mill & Sons"))
    qtbot.waitUntil(panel.footer.export.isEnabled, timeout=15_000)
    panel._alter(file_format=FileFormat.HTML)
    bench.page.desk.export()
    (file,) = bench.places.chosen.iterdir()
    assert "Mill &amp; Sons" in file.read_text("utf-8")
