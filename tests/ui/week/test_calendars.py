"""Calendar files: the plan goes out under neutral titles, another program's events come in as proposed blocks."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator import series, sessions
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Weekday
from tests.ui.week.week_clinic import FRI, MON
from ui.week import WeekPage
from ui.week.printing import WeekPaper

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:1@example.com
DTSTART;TZID=America/New_York:20260314T100000
DTEND;TZID=America/New_York:20260314T130000
RRULE:FREQ=WEEKLY;BYDAY=SA
SUMMARY:Saturday group
END:VEVENT
BEGIN:VEVENT
UID:2@example.com
DTSTART;VALUE=DATE:20260320
SUMMARY:Staff day
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def source(page: WeekPage, tmp_path: Path) -> Path:
    path = tmp_path / "theirs.ics"
    path.write_bytes(FILE.replace("\n", "\r\n").encode())
    page.calendars._choose_source = lambda *_: path
    page.calendars._choose_target = lambda *_: tmp_path / "ours.ics"
    return path


def test_a_file_is_offered_before_anything_is_stored(page: WeekPage, store: Store, source: Path, qtbot: QtBot) -> None:
    page.calendars.read()
    form = page._side.proposals
    assert form._count.text() == "1 block can be made of this file."
    assert [box.text() for box, _ in form._offered] == ["Saturday group: Sat at 10:00 AM, 3 h"]
    assert form._problems.count() == 1
    assert len(store.read(series.blocks)) == 9
    form._group.setCurrentIndex(form._group.findText("Family Education"))
    with qtbot.waitSignal(page.toasted) as said:
        form._add.click()
    assert said.args == ["Blocks added", True]
    added = [one for one in store.read(series.blocks) if one.recurrence.weekday is Weekday.SAT]
    assert [one.recurrence.starts for one in added] == [time(10)]
    assert form.isHidden()


def test_nothing_chosen_is_said(page: WeekPage, source: Path) -> None:
    page.calendars.read()
    form = page._side.proposals
    form._offered[0][0].setChecked(False)
    form._add.click()
    assert form._fault.accessibleName() == "Choose at least one block."


def test_a_file_that_is_no_calendar_is_refused(page: WeekPage, source: Path, qtbot: QtBot) -> None:
    source.write_text("hello")
    with qtbot.waitSignal(page.toasted) as said:
        page.calendars.read()
    assert said.args == ["This file is no calendar.", False]
    assert page._side.proposals.isHidden()


def test_the_plan_goes_out_without_names(page: WeekPage, source: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.toasted) as said:
        page.calendars.export()
    assert said.args == ["Saved ours.ics.", False]
    text = (source.parent / "ours.ics").read_text()
    assert text.count("BEGIN:VEVENT") >= 9
    assert "Mood" not in text
    assert sorted(path.name for path in source.parent.glob("*.ics")) == ["ours.ics", "theirs.ics"]


def test_a_folder_that_cannot_be_written_is_said(page: WeekPage, source: Path, qtbot: QtBot) -> None:
    page.calendars._choose_target = lambda *_: source / "ours.ics"
    with qtbot.waitSignal(page.toasted) as said:
        page.calendars.export()
    assert said.args == ["ours.ics could not be written.", False]


def test_the_week_is_printed_on_one_page_without_clients(page: WeekPage) -> None:
    painted: list[QImage] = []

    def paper(_parent: QWidget, paint: object) -> None:
        image = QImage(1056, 816, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        assert callable(paint)
        paint(image, QRectF(0, 0, 760, 580))
        painted.append(image)

    page._printing = paper
    page.print_week()
    image = painted[0]
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, 1056, 4) for y in range(0, 816, 4))
    assert dark > 100
    assert page._view is not None
    said = WeekPaper(page._theme, page._formats, page._zone, page._view)
    lines = {line for one in page._grid._hours.placed for line in said.lines(one)}
    assert "Mood & Anxiety" in lines
    assert {"Cancelled", "Was 5:30 PM", "Mei Chen, LPC"} <= lines


def test_a_week_that_a_closure_leaves_short_says_so_at_its_head(page: WeekPage, store: Store) -> None:
    assert page._notice.sentence == ""
    store.write(series.add_closure, FRI, FRI, "Staff day")
    page.refresh()
    assert page._notice.sentence == (
        "Mood & Anxiety is offered 6 h of 9 h in the week of March 9 because of Staff day."
    )
    page.show_later()
    assert page._notice.sentence == ""
    assert store.read(sessions.sessions_between, MON, date(2026, 3, 13))
