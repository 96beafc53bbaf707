"""A usual week of one client is one sheet of paper, for whoever it is, and a screen reader finds its way on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from coordinator import roster, summaries
from coordinator.store.unit_of_work import Store
from coordinator.summaries import AuthorizationDetails, ExportRequest
from coordinator.summaries.document import Paper
from coordinator.summaries.pdf import Typesetter
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import ApprovedUnit, Audience, ClientId, LevelOfCare
from tests.coordinator.summaries.releases import TO_COURT, TO_PAYER, release
from tests.coordinator.summaries.test_documents_pdf import elements
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import JAN_26, MAR_2, SixWeeks, six_weeks

WORDING = Wording.load()
APPROVED = AuthorizationDetails(
    ApprovedUnit.QUARTER_HOURS,
    400,
    date(2026, 2, 23),
    date(2026, 4, 30),
    next_review_on=date(2026, 3, 20),
    number="NHP-4471",
    payer="Northfield Health Plan",
)
READERS = (
    (Audience.UTILIZATION_REVIEW, ""),
    (Audience.REFERRAL, "County probation"),
    (Audience.CLIENT, ""),
    (Audience.TREATMENT_TEAM, ""),
)


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    """Amara was always there; Hana missed a session without notice and is below the goal."""
    weeks = six_weeks(store, clock, weeks=2)
    for name in ("Amara", "Hana"):
        client_id = weeks.clients[name]
        release(store, client_id, TO_PAYER)
        release(store, client_id, TO_COURT)
        store.write(summaries.add_authorization, client_id, APPROVED)
        store.write(roster.set_care_level, client_id, JAN_26, LevelOfCare.MH_IOP)
    return weeks


def exported(
    store: Store,
    weeks: SixWeeks,
    client_id: ClientId,
    folder: Path,
    *,
    audience: Audience,
    recipient: str,
    paper: Paper = Paper.LETTER,
) -> pikepdf.Pdf:
    asked = ExportRequest(
        MAR_2, weeks.group_id, folder, audience=audience, client_id=client_id, recipient=recipient, paper=paper
    )
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    return pikepdf.open(BytesIO(file.read_bytes()))


@pytest.mark.parametrize("name", ["Amara", "Hana"])
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_a_usual_week_is_one_sheet_for_everybody(
    store: Store, weeks: SixWeeks, tmp_path: Path, name: str, paper: Paper
) -> None:
    for audience, recipient in READERS:
        with exported(
            store, weeks, weeks.clients[name], tmp_path, audience=audience, recipient=recipient, paper=paper
        ) as opened:
            assert len(opened.pages) == 1, audience


def test_its_headings_and_tables_are_tagged(store: Store, weeks: SixWeeks, tmp_path: Path) -> None:
    hana = weeks.clients["Hana"]
    with exported(store, weeks, hana, tmp_path, audience=Audience.UTILIZATION_REVIEW, recipient="") as opened:
        assert b"pdfuaid:part" in opened.Root.Metadata.read_bytes()
        kinds = [str(entry.S) for entry in elements(opened)]
    # Attendance, below the goal, sessions, hours, authorization in two bands, engagement, plan; consent and notice.
    assert kinds.count("/Table") == 8
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 8
    assert kinds.count("/TH") == 9 + 4 + 5 + 6 + 7 + 3 + 2


def test_what_does_not_fit_takes_another_sheet(store: Store, weeks: SixWeeks, tmp_path: Path) -> None:
    asked = ExportRequest(MAR_2, weeks.group_id, tmp_path, client_id=weeks.clients["Hana"])
    document = store.read(summaries.preview_document, asked, WORDING)
    assert document.client is not None
    concerns = tuple(f"Concern {place}: {'something to be told at length ' * 5}" for place in range(20))
    crowded = replace(document, client=replace(document.client, concerns=concerns))
    with pikepdf.open(BytesIO(Typesetter(WORDING).render_pdf(crowded))) as opened:
        assert len(opened.pages) == 2
