"""Exporting a week: recorded first, whole or not at all, and only to whom it may go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from coordinator import summaries
from coordinator.errors import ExportFailed
from coordinator.store.tables import ExportRow
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ConsentMissing, ExportRequest, NothingToExport, OneClientOnly
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, FileFormat
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import JAN_26, MAR_2, SixWeeks, six_weeks

WORDING = Wording.load()


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=1)


@pytest.fixture
def request_(weeks: SixWeeks, tmp_path: Path) -> ExportRequest:
    return ExportRequest(MAR_2, weeks.group_id, tmp_path / "out", formats=(FileFormat.CSV, FileFormat.HTML))


def logged(store: Store) -> list[tuple[str, str]]:
    return store.read(lambda work: [(row.number, row.formats) for row in work.rows.exec(select(ExportRow))])


def test_every_format_is_written_once_and_logged_with_its_number(store: Store, request_: ExportRequest) -> None:
    request_.folder.mkdir()
    done = summaries.export_weekly_summary(store, request_, WORDING)
    assert sorted(path.suffix for path in request_.folder.iterdir()) == [".csv", ".html"]
    assert done.notes_unsigned == 2
    assert logged(store) == [("2026-W10-MA-01", "csv html")]
    again = summaries.export_weekly_summary(store, request_, WORDING)
    assert again.number == "2026-W10-MA-02"


def test_without_a_folder_nothing_is_written_and_nothing_is_logged(store: Store, request_: ExportRequest) -> None:
    with pytest.raises(ExportFailed):
        summaries.export_weekly_summary(store, request_, WORDING)
    assert logged(store) == []


def test_a_referral_is_about_one_client_who_released_it(store: Store, request_: ExportRequest, weeks: SixWeeks) -> None:
    request_.folder.mkdir()
    referral = replace(request_, audience=Audience.REFERRAL)
    with pytest.raises(OneClientOnly):
        summaries.export_weekly_summary(store, referral, WORDING)
    with pytest.raises(ConsentMissing):
        summaries.export_weekly_summary(store, replace(referral, client_id=weeks.clients["Hana"]), WORDING)
    assert list(request_.folder.iterdir()) == []


def test_a_client_who_was_not_there_yet_has_nothing_to_export(
    store: Store, request_: ExportRequest, weeks: SixWeeks
) -> None:
    early = replace(request_, day=JAN_26, client_id=weeks.clients["Hana"])
    with pytest.raises(NothingToExport):
        summaries.export_weekly_summary(store, early, WORDING)
