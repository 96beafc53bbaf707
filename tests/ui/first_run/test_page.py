"""The first-run screen takes nothing that would be regretted, and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.first_run import Answers, FirstRunPage, RecoveryPage, StartChoice
from ui.theme import SchemeChoice, Theme

STRONG = "river lantern copper eight fold"
GROUPS = ("3G7PH", "GRVJV", "PHB1T", "RE3D4", "BXNHT", "0VFFZ", "RA0SF", "WY2E1")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, tmp_path: Path) -> FirstRunPage:
    page = FirstRunPage(
        theme, tmp_path / "vault", score=lambda text, _known: min(4, len(text.split()) - 1), suggest=lambda: STRONG
    )
    qtbot.addWidget(page)
    page.resize(1280, 768)
    page.show()
    return page


def submit(page: FirstRunPage) -> str:
    page._create.click()
    return page._problem.accessibleName() if page._problem.isVisible() else ""


def test_a_name_is_needed_for_signing(page: FirstRunPage) -> None:
    page.fill("", STRONG)
    assert submit(page) == "Enter your name. It is printed under the notes you sign."


def test_the_keyboard_begins_in_the_first_field_and_ends_in_the_footer(qtbot: QtBot, page: FirstRunPage) -> None:
    reached: list[QWidget] = []
    at = page.nextInFocusChain()
    while at is not page and at is not None and at not in reached:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(page):
            reached.append(at)
        at = at.nextInFocusChain()
    assert reached[0] is page._signer
    assert reached[-1] is page._create


def test_a_weak_passphrase_is_refused(page: FirstRunPage) -> None:
    page.fill("Renee Alvarado, LCSW", "two words")
    assert "guessed too soon" in submit(page)


def test_without_a_keyring_it_must_be_stronger(page: FirstRunPage) -> None:
    page.show_keyring("This computer has no keyring that the program can use.")
    page.fill("Renee Alvarado, LCSW", "four words are few")
    assert "guessed too soon" in submit(page)
    page.fill("Renee Alvarado, LCSW", STRONG)
    assert submit(page) == ""


def test_a_slip_in_the_second_passphrase_is_noticed(qtbot: QtBot, page: FirstRunPage) -> None:
    page.fill("Renee Alvarado, LCSW", STRONG)
    page._repeat.setText(STRONG + "s")
    with qtbot.assertNotEmitted(page.submitted):
        assert submit(page) == "The two passphrases differ. Type the same one again."


def test_a_suggestion_must_be_typed_once(page: FirstRunPage) -> None:
    page.fill("Renee Alvarado, LCSW", "x")
    page._use_suggestion()
    assert page._passphrase.text() == STRONG
    assert page._repeat.text() == ""


@pytest.mark.parametrize("choice", [StartChoice.IMPORT, StartChoice.SAMPLE, StartChoice.EMPTY])
def test_complete_answers_are_handed_on(qtbot: QtBot, page: FirstRunPage, tmp_path: Path, choice: StartChoice) -> None:
    page.fill("Renee Alvarado, LCSW", STRONG)
    page._cards[choice].setChecked(True)
    with qtbot.waitSignal(page.submitted) as caught:
        qtbot.keyClick(page._repeat, Qt.Key.Key_Return)
    assert caught.args == [Answers("Renee Alvarado, LCSW", STRONG, tmp_path / "vault", choice)]


def test_restoring_asks_for_nothing_else(qtbot: QtBot, page: FirstRunPage, tmp_path: Path) -> None:
    page._cards[StartChoice.RESTORE].setChecked(True)
    assert page._create.text() == "Choose backup"
    assert not page._passphrase.isEnabled()
    with qtbot.waitSignal(page.restore_requested) as caught:
        submit(page)
    assert caught.args == [tmp_path / "vault"]


# -- the recovery sheet


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme) -> RecoveryPage:
    sheet = RecoveryPage(
        theme, GROUPS, render_pdf=lambda: b"%PDF-1.7", render_pages=lambda _dots: (), ask=(1, 5)
    )  # fmt: skip
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def test_both_groups_must_be_typed_back(qtbot: QtBot, sheet: RecoveryPage) -> None:
    first, second = sheet._fields
    first.setText("GRVJV")
    with qtbot.assertNotEmitted(sheet.confirmed):
        qtbot.keyClick(first, Qt.Key.Key_Return)
    assert "Group 6 is not what the sheet says" in sheet._problem.accessibleName()
    assert second.hasFocus()
    second.setText("0VFFZ")
    with qtbot.waitSignal(sheet.confirmed):
        qtbot.keyClick(second, Qt.Key.Key_Return)


def test_letters_that_look_like_digits_are_read_as_them(qtbot: QtBot, sheet: RecoveryPage) -> None:
    sheet._fields[0].setText("grv jv")
    sheet._fields[1].setText("oVFFZ")
    with qtbot.waitSignal(sheet.confirmed):
        sheet._confirm.click()


def test_a_folder_that_takes_no_file_is_told(
    sheet: RecoveryPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        "ui.first_run.recovery.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "no" / "sheet.pdf"), "")
    )
    sheet._save()
    assert sheet._problem.accessibleName() == "The sheet could not be saved there. Choose another folder."
    monkeypatch.setattr(
        "ui.first_run.recovery.QFileDialog.getSaveFileName", lambda *_: (str(tmp_path / "sheet.pdf"), "")
    )
    sheet._save()
    assert (tmp_path / "sheet.pdf").read_bytes() == b"%PDF-1.7"


# -- at another text size


def leaves_the_window(part: QWidget, window: QWidget) -> bool:
    """Whether a part reaches past the sides of a window, where nothing scrolls."""
    left = part.mapTo(window, part.rect().topLeft()).x()
    return left < 0 or left + part.width() > window.width()


@pytest.mark.parametrize(("percent", "width"), [(100, 1280), (100, 960), (150, 1280), (200, 1280), (200, 1000)])
def test_nothing_leaves_the_window_however_large_the_text(
    qtbot: QtBot, theme: Theme, page: FirstRunPage, sheet: RecoveryPage, percent: int, width: int
) -> None:
    page.show_keyring("This computer has no keyring that the program can use.")
    theme.set_text_percent(percent)
    for window in (page, sheet):
        window.resize(width, 760)
        qtbot.waitUntil(lambda window=window: window.width() == width)  # type: ignore[misc]
        parts = [one for one in window.findChildren(QWidget) if one.isVisible() and not one.children()]
        assert len(parts) > 8
        qtbot.waitUntil(
            lambda parts=parts, window=window: not [one for one in parts if leaves_the_window(one, window)]  # type: ignore[misc]
        )
    for card in page._cards.values():
        assert card.height() >= card.heightForWidth(card.width()), card.text()
    for field in (page._signer, page._passphrase, page._repeat):
        assert field.height() == theme.px(38)


def test_a_narrow_card_takes_more_lines(theme: Theme, page: FirstRunPage) -> None:
    card = page._cards[StartChoice.SAMPLE]
    assert card.heightForWidth(600) == theme.px(66)
    assert card.heightForWidth(260) > theme.px(80)


def test_the_columns_stand_below_each_other_in_a_narrow_window(qtbot: QtBot, page: FirstRunPage) -> None:
    def top(part: QWidget) -> int:
        return part.mapTo(page, part.rect().topLeft()).y()

    card = page._cards[StartChoice.IMPORT]
    assert top(card) < top(page._repeat)
    page.resize(760, 700)
    qtbot.waitUntil(lambda: top(card) > top(page._repeat))
