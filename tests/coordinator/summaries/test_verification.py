"""A file is known again by its bytes: what it was, for whom, under which release, and whether it still holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from coordinator import attendance, sessions, summaries
from coordinator.store.unit_of_work import Store
from coordinator.summaries import DocumentUnreadable, ExportRequest, Standing, VerifiedDocument
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, FileFormat, Mark
from tests.coordinator.summaries.releases import SIGNED, TO_COURT, TO_PAYER, release
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, at, six_weeks

WORDING = Wording.load()


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    made = six_weeks(store, clock, weeks=1)
    clock.set(at(MAR_2 + timedelta(days=7), 8))
    return made


def known(store: Store, path: Path) -> VerifiedDocument | None:
    return store.read(summaries.verified_document, summaries.digest_of_file(path))


def test_a_locked_file_is_known_and_told_until_it_is_replaced(
    store: Store, clock: FakeClock, weeks: SixWeeks, tmp_path: Path
) -> None:
    hana = weeks.clients["Hana"]
    release(store, hana, TO_PAYER)
    asked = ExportRequest(
        MAR_2,
        weeks.group_id,
        tmp_path,
        formats=(FileFormat.PDF, FileFormat.CSV),
        audience=Audience.UTILIZATION_REVIEW,
        client_id=hana,
        password="quiet harbor lamp",
    )
    files = summaries.export_weekly_summary(store, asked, WORDING).files
    for path in files:
        found = known(store, path)
        assert found is not None
        assert (found.number, found.client_code, found.recipient) == (
            "2026-W10-MA-01",
            "A-1046",
            "Northfield Health Plan",
        )
        assert (found.consent_signed_on, found.exported_at, found.standing) == (
            SIGNED,
            clock.now(),
            Standing.CURRENT,
        )
    kept = files[0].rename(tmp_path / "renamed by the reader.pdf")
    clock.advance(minutes=1)
    summaries.export_weekly_summary(store, asked, WORDING)
    copy = known(store, kept)
    assert copy is not None
    assert copy.standing is Standing.CURRENT, "a copy of what still holds replaces nothing"
    clock.advance(minutes=1)
    first = store.read(sessions.sessions_between, MAR_2, MAR_2, weeks.group_id)[0]
    store.write(attendance.mark, first.id, hana, Mark.ABSENT)
    stale = known(store, kept)
    assert stale is not None
    clock.advance(minutes=1)
    summaries.export_weekly_summary(store, replace(asked, folder=tmp_path), WORDING)
    last = known(store, kept)
    assert last is not None
    assert (last.standing, last.replaced_by) == (Standing.REPLACED, "2026-W10-MA-03")


def test_one_changed_byte_is_not_known(store: Store, weeks: SixWeeks, tmp_path: Path) -> None:
    asked = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.HTML,))
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    assert known(store, file) is not None
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert known(store, file) is None


def test_what_was_changed_after_and_not_exported_again_is_outdated(
    store: Store, clock: FakeClock, weeks: SixWeeks, tmp_path: Path
) -> None:
    asked = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.CSV,))
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    clock.advance(minutes=1)
    first = store.read(sessions.sessions_between, MAR_2, MAR_2, weeks.group_id)[0]
    store.write(attendance.mark, first.id, weeks.clients["Ben"], Mark.EXCUSED)
    found = known(store, file)
    assert found is not None
    assert (found.standing, found.replaced_by, found.week_starts_on) == (Standing.OUTDATED, "", date(2026, 3, 2))


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable):
        summaries.digest_of_file(tmp_path)


def test_what_went_to_one_recipient_is_not_said_to_be_replaced_by_what_went_to_another(
    store: Store, clock: FakeClock, weeks: SixWeeks, tmp_path: Path
) -> None:
    ben = weeks.clients["Ben"]
    release(store, ben, TO_COURT)
    release(store, ben, replace(TO_COURT, recipient="Mill & Sons"))
    asked = ExportRequest(
        MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.CSV,), audience=Audience.REFERRAL, client_id=ben
    )
    court, employer = replace(asked, recipient="County probation"), replace(asked, recipient="Mill & Sons")
    kept = summaries.export_weekly_summary(store, court, WORDING).files[0].rename(tmp_path / "kept.csv")
    clock.advance(minutes=1)
    first = store.read(sessions.sessions_between, MAR_2, MAR_2, weeks.group_id)[0]
    store.write(attendance.mark, first.id, ben, Mark.EXCUSED)
    clock.advance(minutes=1)
    summaries.export_weekly_summary(store, employer, WORDING)
    found = known(store, kept)
    assert found is not None
    assert (found.standing, found.replaced_by) == (Standing.OUTDATED, "")
    again = summaries.export_weekly_summary(store, court, WORDING)
    found = known(store, kept)
    assert found is not None
    assert (found.standing, found.replaced_by) == (Standing.REPLACED, again.number)
