"""A group's weekly summary as PDF, against the bare Typst compile of the very same document."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from statistics import median
from time import perf_counter

import pytest
import typst

from coordinator.summaries.composition import compose
from coordinator.summaries.pdf import RESOURCES, SUMMARY_TEMPLATE, Typesetter
from coordinator.summaries.wording import Wording
from tests.coordinator.summaries.document_builder import a_summary_document

ROUNDS = 15
AT_MOST = 2.0

pytestmark = pytest.mark.benchmark


def seconds(work: Callable[[int], object], number: int) -> float:
    begun = perf_counter()
    work(number)
    return perf_counter() - begun


def test_a_summary_takes_at_most_twice_the_bare_compile(record_property: Callable[[str, object], None]) -> None:
    wording = Wording.load()
    typesetter = Typesetter(wording)
    bare = typst.Compiler(
        root=str(RESOURCES / "templates"),
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(RESOURCES / "fonts")]
        ),
    )
    # Typst remembers what it has set, so every round has a number of its own.
    documents = [replace(a_summary_document(), number=f"2026-W10-MA-{number:03d}") for number in range(2 * ROUNDS)]
    prepared = [json.dumps(asdict(compose(document, wording))) for document in documents]

    def whole(number: int) -> object:
        return typesetter.render_pdf(documents[number])

    def floor(number: int) -> object:
        return bare.compile(
            input=str(RESOURCES / "templates" / SUMMARY_TEMPLATE),
            format="pdf",
            sys_inputs={"summary": prepared[number]},
            pdf_standards=["ua-1"],
            timestamp=0,
        )

    times = [(seconds(whole, 2 * turn), seconds(floor, 2 * turn + 1)) for turn in range(ROUNDS)]
    ours, theirs = median(time for time, _ in times), median(time for _, time in times)
    record_property("summary_ms", round(ours * 1000, 1))
    record_property("bare_compile_ms", round(theirs * 1000, 1))
    record_property("ratio", round(ours / theirs, 2))
    assert ours <= AT_MOST * theirs
