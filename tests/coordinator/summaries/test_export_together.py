"""A group's week is read once for all its clients, and what a file tells is still what is recorded at the moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import pytest
from sqlalchemy import event
from sqlmodel import select

from coordinator import attendance, roster, sessions, summaries
from coordinator.changes import Change
from coordinator.errors import Conflict
from coordinator.store.tables import ExportRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries import ConsentMissing, ConsentProblem, ExportedWeek, ExportRequest
from coordinator.summaries.preparation import Prepared, prepared_together
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, ExcuseReason, FileFormat, GroupSessionId, Mark
from tests.coordinator.summaries.releases import TO_PAYER, release_all
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, six_weeks

WORDING = Wording.load()
MORE_STATEMENTS_A_FILE = 12
P = ParamSpec("P")
T = TypeVar("T")


class BesideSomebody:
    """The store, while somebody at another workstation does something right after each of the first readings."""

    def __init__(self, store: Store, *others: Callable[[], object]) -> None:
        self._store, self._others = store, list(others)

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        found = self._store.read(query, *args, **kwargs)
        if self._others:
            self._others.pop(0)()
        return found

    def write(
        self, command: Callable[Concatenate[UnitOfWork, P], Change[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Change[T]:
        return self._store.write(command, *args, **kwargs)


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=1)


@pytest.fixture
def like(weeks: SixWeeks, tmp_path: Path) -> ExportRequest:
    (tmp_path / "out").mkdir()
    return ExportRequest(MAR_2, weeks.group_id, tmp_path / "out", formats=(FileFormat.JSON,), audience=Audience.CLIENT)


def everybody(
    store: Store, like: ExportRequest, weeks: SixWeeks, beside: BesideSomebody | None = None, *, some: int = 10
) -> ExportedWeek:
    requests = store.read(summaries.week_requests, like, [weeks.group_id])[:some]
    return summaries.export_all(beside or store, requests, WORDING, progress=lambda *_: None, stop=lambda: False)


def monday(store: Store, weeks: SixWeeks) -> GroupSessionId:
    return store.read(sessions.sessions_between, MAR_2, MAR_2, weeks.group_id)[0].id


def labels(path: Path) -> list[str]:
    (client,) = json.loads(path.read_text(encoding="utf-8"))["clients"]
    return [session["label"] for session in client["sessions"]]


def logged(store: Store) -> int:
    return store.read(lambda work: len(work.rows.exec(select(ExportRow)).all()))


def test_each_document_is_what_it_is_when_made_alone(store: Store, like: ExportRequest, weeks: SixWeeks) -> None:
    alone = [
        store.read(summaries.preview_document, replace(like, client_id=client_id, audience=audience), WORDING)
        for audience in (Audience.CLIENT, Audience.TREATMENT_TEAM)
        for client_id in weeks.clients.values()
    ]
    together = [
        one.document
        for audience in (Audience.CLIENT, Audience.TREATMENT_TEAM)
        for one in store.read(
            prepared_together,
            [replace(like, client_id=client_id, audience=audience) for client_id in weeks.clients.values()],
            WORDING,
        )
        if isinstance(one, Prepared)
    ]
    assert [replace(one, number="") for one in together] == [replace(one, number="") for one in alone]
    assert [one.number for one in together[:3]] == ["2026-W10-MA-01", "2026-W10-MA-02", "2026-W10-MA-03"]


def test_more_clients_are_hardly_more_questions(store: Store, like: ExportRequest, weeks: SixWeeks) -> None:
    counted = 0

    def count(*_anything: object) -> None:
        nonlocal counted
        counted += 1

    event.listen(store._engine, "before_cursor_execute", count)
    asked = []
    for some in (1, 10):
        counted = 0
        assert len(everybody(store, like, weeks, some=some).done) == some
        asked.append(counted)
    assert (asked[1] - asked[0]) / 9 <= MORE_STATEMENTS_A_FILE


def test_a_mark_changed_while_the_files_are_written_stands_in_the_file(
    store: Store, like: ExportRequest, weeks: SixWeeks
) -> None:
    first = monday(store, weeks)
    change = partial(store.write, attendance.excuse, first, weeks.clients["Ben"], ExcuseReason.FAMILY)
    made = everybody(store, like, weeks, BesideSomebody(store, change))
    (bens,) = [one.files[0] for one in made.done if one.client_id == weeks.clients["Ben"]]
    assert labels(bens)[0] == "excused"
    assert len(made.done) == logged(store) == len(list(like.folder.iterdir())) == 10


def test_what_concerns_nobody_in_the_file_holds_nothing_up(store: Store, like: ExportRequest, weeks: SixWeeks) -> None:
    """Somebody who writes without pause, elsewhere in the program, does not keep an export from its end."""
    names = [partial(store.write, roster.add_client, roster.ClientDetails(f"Noor Haddad {n}")) for n in range(30)]
    made = everybody(store, like, weeks, BesideSomebody(store, *names))
    assert [one.number for one in made.done] == [f"2026-W10-MA-{number:02}" for number in range(1, 11)]


def test_a_release_revoked_after_the_reading_keeps_the_file_back(
    store: Store, like: ExportRequest, weeks: SixWeeks
) -> None:
    release_all(store, weeks.clients, TO_PAYER)
    hana = weeks.clients["Hana"]
    (consent,) = store.read(roster.client, hana).consents
    revoke = partial(store.write, roster.revoke_consent, consent.id, on=store.read(roster.today))
    asked = replace(like, audience=Audience.UTILIZATION_REVIEW)
    made = everybody(store, asked, weeks, BesideSomebody(store, revoke))
    (kept,) = made.blocked
    assert kept.client_id == hana
    assert isinstance(kept.error, ConsentMissing)
    assert kept.error.problem is ConsentProblem.REVOKED
    assert len(made.done) == logged(store) == len(list(like.folder.iterdir())) == 9


def test_a_number_taken_at_another_workstation_is_left_to_it(
    store: Store, like: ExportRequest, weeks: SixWeeks, tmp_path: Path
) -> None:
    theirs = replace(like, folder=tmp_path, client_id=weeks.clients["Ben"])
    take = partial(summaries.export_weekly_summary, store, theirs, WORDING)
    made = everybody(store, like, weeks, BesideSomebody(store, take))
    assert [one.number for one in made.done] == [f"2026-W10-MA-{number:02}" for number in range(2, 12)]


def test_a_week_that_changes_faster_than_it_is_written_is_a_conflict_and_leaves_no_file(
    store: Store, like: ExportRequest, weeks: SixWeeks
) -> None:
    first, marks = monday(store, weeks), [Mark.ABSENT, Mark.PRESENT] * 20
    amara = weeks.clients["Amara"]
    faster = [partial(store.write, attendance.mark, first, amara, mark) for mark in marks]
    with pytest.raises(Conflict):
        summaries.export_weekly_summary(BesideSomebody(store, *faster), replace(like, client_id=amara), WORDING)
    assert logged(store) == 0
    assert not list(like.folder.iterdir())
