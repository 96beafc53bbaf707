"""Colours and text size are switched while widgets stand, some of them not shown yet: all follow, without a resize."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QStandardItemModel
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import SchemeChoice, Theme
from ui.widgets import Labelled, Table, Text, TextField


@pytest.fixture(autouse=True)
def as_before(theme: Theme) -> Iterator[None]:
    yield
    theme.set_scheme(SchemeChoice.LIGHT)
    theme.set_text_percent(100)


def page_with(qtbot: QtBot, *parts: QWidget) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    for part in parts:
        box.addWidget(part)
    box.addStretch(1)
    page.resize(500, 500)
    return page


def colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("wrap", [False, True])
def test_a_text_that_was_never_shown_takes_the_new_colours_and_size(theme: Theme, qtbot: QtBot, wrap: bool) -> None:
    words = Text(theme, "HHHH", "title", wrap=wrap)
    page = page_with(qtbot, words)
    theme.set_scheme(SchemeChoice.DARK)
    theme.set_text_percent(200)
    page.show()
    qtbot.waitExposed(page)
    assert theme.hex("text").lower() in colours_of(words.grab().toImage())
    assert words.font().pixelSize() == theme.font("title").pixelSize()


def test_a_page_behind_another_one_takes_them_too(theme: Theme, qtbot: QtBot) -> None:
    words = Text(theme, "HHHH", "title")
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    pages.addWidget(QWidget())
    behind = page_with(qtbot, words)
    pages.addWidget(behind)
    pages.show()
    theme.set_scheme(SchemeChoice.DARK)
    pages.setCurrentWidget(behind)
    assert theme.hex("text").lower() in colours_of(words.grab().toImage())


def test_what_grew_with_the_text_shrinks_with_it_again(theme: Theme, qtbot: QtBot) -> None:
    field = Labelled(theme, "For", TextField(theme, "For"))
    parts = (Text(theme, "Export week", "subtitle"), Text(theme, "Weekly summary", "caption"), field)
    page = page_with(qtbot, *parts)
    page.show()

    def places() -> list[QRect]:
        return [part.geometry() for part in parts]

    qtbot.waitUntil(lambda: places()[-1].top() > 0)
    before = places()
    theme.set_text_percent(200)
    qtbot.waitUntil(lambda: places()[-1].top() > 1.5 * before[-1].top())
    theme.set_text_percent(100)
    qtbot.waitUntil(lambda: places() == before)


def ink_height(table: Table) -> int:
    """How many lines of pixels the words of the header take."""
    image = table.horizontalHeader().grab().toImage()
    ground = image.pixel(2, 2)
    lines = range(image.height() - 3)  # above the hairline
    return sum(any(image.pixel(x, y) != ground for x in range(image.width() // 2)) for y in lines)


def test_the_headings_of_a_table_grow_with_the_text(theme: Theme, qtbot: QtBot) -> None:
    table, model = Table(theme, "Clients"), QStandardItemModel(1, 2)
    model.setHorizontalHeaderLabels(["HHH", "HHH"])
    table.setModel(model)
    page = page_with(qtbot, table)
    page.show()
    before = ink_height(table)
    theme.set_text_percent(200)
    assert ink_height(table) == pytest.approx(2 * before, abs=1)
    theme.set_text_percent(100)
    assert ink_height(table) == before


def test_a_field_that_is_refused_keeps_its_text_size(theme: Theme, qtbot: QtBot) -> None:
    field = TextField(theme, "From")
    page = page_with(qtbot, field)
    page.show()
    theme.set_text_percent(200)
    size = field.font().pixelSize()
    field.set_invalid(True, "Enter a day.")
    assert field.font().pixelSize() == size == theme.font("dense").pixelSize()
    field.set_invalid(False)
    assert field.font().pixelSize() == size
