"""Settings is where the text size is changed: the page lies as it should at once, without a resize."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.settings.bench import Bench
from ui.settings.page import Part
from ui.theme import Theme

LARGEST = 200
A_BIT = 40

Places = list[tuple[str, int, int, int, int]]


def places(page: QWidget) -> Places:
    """Where everything in sight is that somebody reads or presses."""
    kinds = (QLabel, QAbstractButton, QLineEdit)
    parts = [part for kind in kinds for part in page.findChildren(kind) if part.isVisibleTo(page)]
    found = []
    for part in parts:
        at = part.mapTo(page, QPoint(0, 0))
        found.append((type(part).__name__, at.x(), at.y(), part.width(), part.height()))
    return found


def after_a_resize(page: QWidget, qtbot: QtBot) -> Places:
    """Make the page another size and the first one again, which lays everything out anew."""
    size = page.size()
    page.resize(size.width() + A_BIT, size.height() + A_BIT)
    settled(page, qtbot)
    page.resize(size)
    return settled(page, qtbot)


def settled(page: QWidget, qtbot: QtBot) -> Places:
    """Wait until nothing moves any more."""
    seen: list[Places] = []

    def still() -> bool:
        QApplication.sendPostedEvents()
        seen.append(places(page))
        return seen[-3:] == [seen[-1]] * 3

    qtbot.waitUntil(still, timeout=20_000)
    return seen[-1]


@pytest.mark.parametrize("part", [Part.APPEARANCE, Part.GENERAL])
def test_another_text_size_lies_as_after_a_resize(bench: Bench, theme: Theme, qtbot: QtBot, part: Part) -> None:
    page = bench.page
    page.show_part(part)
    before = after_a_resize(page, qtbot)
    theme.set_text_percent(LARGEST)
    large = settled(page, qtbot)
    assert large != before
    assert large == after_a_resize(page, qtbot)
    theme.set_text_percent(100)
    assert settled(page, qtbot) == before
