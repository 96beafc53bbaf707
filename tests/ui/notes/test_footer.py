"""The buttons below a note are never cut, with a co-signature among them and in the largest text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.notes.footer import NoteFooter
from ui.theme import SchemeChoice, Theme

WIDTHS = (520, 620, 740, 860, 1100)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, scheme=SchemeChoice.LIGHT)
    yield made
    made.set_text_percent(100)


@pytest.fixture
def footer(theme: Theme, qtbot: QtBot) -> Iterator[NoteFooter]:
    """Below a signed note, in a window that gives it whatever width a test says."""
    window = QWidget()
    qtbot.addWidget(window)
    made = NoteFooter(theme, window)
    made.tell("Signed Mar 11, 8:55 AM", "circle-check")
    made.resize(WIDTHS[-1], 60)
    window.resize(WIDTHS[-1], 100)
    window.show()
    yield made
    window.close()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("awaited", [False, True])
def test_no_button_is_cut(footer: NoteFooter, theme: Theme, qtbot: QtBot, percent: int, awaited: bool) -> None:
    footer.show_sealed(sealed=True, awaited=awaited)
    theme.set_text_percent(percent)
    needed = sum(one.sizeHint().width() + 40 for one in (footer.add, footer.sign) if not one.isHidden())
    for width in (one for one in WIDTHS if one >= needed):
        footer.resize(width, footer.height())
        shown = [one for one in (footer.next, footer.add, footer.sign) if one.isVisible()]
        assert footer.add in shown
        assert (footer.sign in shown) == awaited

        def whole(shown: Sequence[QPushButton] = shown, width: int = width) -> bool:
            wide = all(one.width() >= one.sizeHint().width() for one in shown)
            return wide and shown[-1].geometry().right() <= width

        qtbot.waitUntil(whole)


def test_words_give_way_before_the_next_note_does(footer: NoteFooter) -> None:
    footer.show_sealed(sealed=True, awaited=True)
    seen = []
    for width in range(1100, 380, -20):
        footer.resize(width, footer.height())
        seen.append((not footer._state.isHidden(), not footer.next.isHidden()))
    assert list(dict.fromkeys(seen)) == [(True, True), (False, True), (False, False)]
