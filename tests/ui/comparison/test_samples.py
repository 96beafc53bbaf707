"""Reports that other projects keep, through the screen: the same rows, people and minutes as the reference counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.attendance.reports import Reading, Report, read_report
from coordinator.changes import Change, ChangeFeed
from coordinator.store.tables import GroupSessionRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId, SessionStatus, Topic
from tests.builders import a_client, a_group, a_session
from tests.fakes import FakeClock
from tests.ui.session.bench import a_bridge
from tests.ui.session.conftest import FORMATS
from ui.comparison.page import ComparisonPage
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme

pytestmark = pytest.mark.samples
SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "attendance-samples"
REFERENCE = {
    "zoom/Lightbridge-KS_participants_heroes.csv": (31, 27, 2328.87),
    "zoom/sujith12145_sample_zoom_class1.csv": (46, 45, 2199),
    "zoom/sujith12145_sample_zoom_class2.csv": (47, 41, 1871),
    "zoom/sujith12145_sample_zoom_class3.csv": (49, 44, 2075),
    "zoom/sujith12145_sample_zoom_class4.csv": (46, 36, 1740),
    "zoom/sujith12145_sample_zoom_class5.csv": (49, 43, 2038),
}


def a_session_for(store: Store, report: Report) -> GroupSessionId:
    """A session around everything in a report, with a client for each name in it."""
    times = [at for person in report.people for one in person.intervals for at in (one.start, one.end)]
    starts_at, ends_at = min(times).replace(second=0), max(times) + timedelta(minutes=1)

    def build(work: UnitOfWork) -> Change[GroupSessionId]:
        group_id = a_group(work)
        session_id = a_session(work, group_id, zone="UTC", status=SessionStatus.HELD)
        row = work.get(GroupSessionRow, session_id)
        row.starts_at, row.ends_at, row.service_date = starts_at, ends_at, starts_at.date()
        row.planned_minutes = int((ends_at - starts_at).total_seconds() // 60)
        for number, name in enumerate(sorted({person.name for person in report.people})):
            a_client(work, name=name, code=f"S-{number}", group_id=group_id, admitted_on=starts_at.date())
        return Change(Action.ADD_SESSION, session_id, frozenset({Topic.SESSIONS}), session_id)

    return store.write(build).outcome


@pytest.mark.parametrize("name", REFERENCE)
def test_the_screen_counts_as_the_reference_does(
    qtbot: QtBot, qapp: QApplication, store: Store, feed: ChangeFeed, clock: FakeClock, name: str
) -> None:
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip("the sample reports are not on this computer")
    clock.set(datetime(2027, 1, 1, 12, tzinfo=UTC))
    session_id = a_session_for(store, read_report(path.read_bytes(), path.name, Reading("UTC")))
    page = ComparisonPage(
        Theme(qapp, scheme=SchemeChoice.LIGHT), a_bridge(store, feed), FORMATS, ShownNames(), choose_file=lambda _: ()
    )
    qtbot.addWidget(page)
    page.compare(session_id, path)
    assert page.comparison is not None, page.problem()
    rows = page.comparison.rows
    people = sum(len(row.people) for row in rows)
    seconds = sum(one.seconds for row in rows for one in row.intervals)
    assert (page.comparison.row_count, people, round(seconds / 60, 2)) == REFERENCE[name]
    known = [row for row in rows if row.client_id is not None and row.people]
    assert len(known) >= people - len({row.shown_names for row in rows if row.client_id is None})
    assert all(row.client_name.split()[0].casefold() in row.shown_names[0].casefold() for row in known)
