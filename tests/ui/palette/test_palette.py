"""The palette by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.palette.entries import Entry, Kind
from ui.palette.page import Palette
from ui.theme import SchemeChoice, Theme
from ui.widgets import KeyHint


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    del qapp
    made = QWidget()
    made.resize(1280, 768)
    QVBoxLayout(made).addWidget(QLineEdit())
    made.show()
    yield made
    made.close()


@pytest.fixture
def palette(theme: Theme, window: QWidget, ran: list[str]) -> Palette:
    def entry(kind: Kind, title: str, *, why_not: str = "", more: tuple[Entry, ...] = ()) -> Entry:
        return Entry(kind, title, lambda: ran.append(title), why_not=why_not, more=more)

    client = entry(
        Kind.CLIENTS,
        "Marcus Oyelaran",
        more=(entry(Kind.ACTIONS, "Mark late"), entry(Kind.ACTIONS, "Copy emergency contact")),
    )
    entries = (
        entry(Kind.ACTIONS, "Mark all present"),
        entry(Kind.ACTIONS, "Sign note", why_not="Open a note first."),
        client,
    )

    def collect(then: Callable[[Sequence[Entry]], None]) -> None:
        then(entries)

    return Palette(theme, window, collect)


def listed(palette: Palette) -> list[str]:
    return [palette.list.item(at).text() for at in range(palette.list.count())]


def press(palette: Palette, key: Qt.Key) -> None:
    QTest.keyClick(palette.field, key)


def test_it_opens_again_with_the_actions(palette: Palette) -> None:
    palette.open()
    palette.close_quietly()
    palette.open()
    assert listed(palette) == ["Actions", "Mark all present", "Sign note"]


def test_typing_and_enter_run_the_first_match(palette: Palette, ran: list[str]) -> None:
    palette.open()
    QTest.keyClicks(palette.field, "mark")
    press(palette, Qt.Key.Key_Return)
    assert ran == ["Mark all present"]
    assert not palette.isVisible()


def test_what_is_unavailable_is_shown_with_its_reason_and_does_nothing(palette: Palette, ran: list[str]) -> None:
    palette.open()
    QTest.keyClicks(palette.field, "sign")
    item = palette.list.currentItem()
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Sign note, Open a note first."
    press(palette, Qt.Key.Key_Return)
    assert ran == []
    assert palette.isVisible()


def test_tab_on_a_client_shows_what_can_be_done(palette: Palette, ran: list[str]) -> None:
    palette.open()
    QTest.keyClicks(palette.field, "marcus")
    press(palette, Qt.Key.Key_Tab)
    assert listed(palette) == ["Marcus Oyelaran", "Mark late", "Copy emergency contact"]
    press(palette, Qt.Key.Key_Down)
    press(palette, Qt.Key.Key_Return)
    assert ran == ["Copy emergency contact"]


def test_escape_closes_and_forgets(palette: Palette, window: QWidget) -> None:
    palette.open()
    QTest.keyClicks(palette.field, "marcus")
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    palette.open()
    assert palette.field.text() == ""
    assert "Marcus Oyelaran" not in listed(palette)


def test_arrows_go_around_and_pass_the_headings(palette: Palette) -> None:
    palette.open()
    QTest.keyClicks(palette.field, "mar")
    assert palette.list.currentItem().text() == "Mark all present"
    press(palette, Qt.Key.Key_Down)
    assert palette.list.currentItem().text() == "Marcus Oyelaran"
    press(palette, Qt.Key.Key_Down)
    assert palette.list.currentItem().text() == "Mark all present"


def test_the_card_is_as_high_as_what_was_found(palette: Palette) -> None:
    """Every line lies above the hints, whatever was listed before."""
    palette.open()
    low = palette._card.height()
    QTest.keyClicks(palette.field, "mar")
    hint = next(one for one in palette._card.findChildren(KeyHint) if one.isVisible())
    QApplication.processEvents()
    assert palette.list.geometry().bottom() < hint.geometry().top()
    assert palette._card.height() > low
