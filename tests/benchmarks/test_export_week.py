"""A week's summaries for 300 clients, each a locked PDF of its own, against bare Typst compiles of the same pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from time import perf_counter

import pytest
import typst

from coordinator.store.unit_of_work import Store
from coordinator.summaries.composition import compose
from coordinator.summaries.export import preview_document
from coordinator.summaries.export_week import export_all, week_requests
from coordinator.summaries.pdf import RESOURCES, SUMMARY_TEMPLATE
from coordinator.summaries.requests import ExportRequest
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, six_weeks

CLIENTS = 300
AT_MOST_SECONDS = 60
AT_MOST_RATIO = 6.0

pytestmark = pytest.mark.benchmark


def test_three_hundred_locked_files_take_a_minute_at_most(
    store: Store, clock: FakeClock, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    weeks, wording = six_weeks(store, clock, weeks=1), Wording.load()
    like = ExportRequest(MAR_2, weeks.group_id, tmp_path, audience=Audience.CLIENT, password="quiet harbor lamp")
    ten = store.read(week_requests, like, [weeks.group_id])
    folders = [tmp_path / str(place) for place in range(CLIENTS // len(ten))]
    for folder in folders:
        folder.mkdir()
    requests = [replace(one, folder=folder) for folder in folders for one in ten]
    bare = typst.Compiler(
        root=str(RESOURCES / "templates"),
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(RESOURCES / "fonts")]
        ),
    )
    pages = [
        json.dumps(asdict(compose(replace(store.read(preview_document, one, wording), number=f"N{at}"), wording)))
        for at, one in enumerate(ten)
    ]
    begun = perf_counter()
    for page in pages:
        bare.compile(
            input=str(RESOURCES / "templates" / SUMMARY_TEMPLATE),
            format="pdf",
            sys_inputs={"summary": page},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    floor = (perf_counter() - begun) / len(pages)
    begun = perf_counter()
    made = export_all(store, requests, wording, progress=lambda *_: None, stop=lambda: False)
    seconds = perf_counter() - begun
    assert len(made.done) == CLIENTS
    record_property("seconds", round(seconds, 1))
    record_property("bare_compile_ms", round(floor * 1000, 1))
    record_property("ratio", round(seconds / CLIENTS / floor, 2))
    assert seconds <= AT_MOST_SECONDS
    assert seconds / CLIENTS <= AT_MOST_RATIO * floor
