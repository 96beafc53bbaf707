"""Colours, fonts and icons as a reader meets them."""

import math
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import resources
from ui.theme import SchemeChoice, Theme
from ui.tokens import GROUP_COLOURS, STATUSES, TYPE_ROLES, palette, status_icon


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2 relative luminance contrast of two #RRGGBB colours."""

    def luminance(text: str) -> float:
        colour = QColor(text)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [part / 12.92 if part <= 0.03928 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    first, second = sorted((luminance(one), luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", ["canvas", "sidebar", "surface", "surfaceSunken", "selection", "hover"])
def test_words_are_readable_on_every_ground(dark: bool, ground: str) -> None:
    colours = palette(dark=dark).colours
    assert _contrast(colours["text"], colours[ground]) >= 7
    for ink in ("textSecondary", "textMuted", "accentText", "link"):
        assert _contrast(colours[ink], colours[ground]) >= 4.5, ink
    assert _contrast(colours["focus"], colours[ground]) >= 3


@pytest.mark.parametrize("dark", [False, True])
def test_fields_are_outlined_against_their_own_ground(dark: bool) -> None:
    colours = palette(dark=dark).colours
    assert _contrast(colours["borderStrong"], colours["surface"]) >= 3
    assert _contrast(colours["borderStrong"], colours["canvas"]) >= 3


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("status", STATUSES)
def test_status_words_and_icons_are_readable(dark: bool, status: str) -> None:
    tones = palette(dark=dark).statuses[status]
    assert _contrast(tones.text, tones.soft) >= 4.5
    assert _contrast(tones.on_solid, tones.solid) >= (3 if status == "unmarked" else 4.5)


def test_switching_to_dark_repaints_at_once(theme: Theme, qtbot: QtBot) -> None:
    light = theme.hex("canvas")
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(SchemeChoice.DARK)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert theme.dark
    assert theme.hex("canvas") != light
    assert app.palette().color(QPalette.ColorRole.Window) == theme.colour("canvas")
    assert theme.hex("surface") in app.styleSheet()


@pytest.mark.parametrize(("asked", "given"), [(50, 100), (100, 100), (150, 150), (400, 200)])
def test_text_size_stays_between_100_and_200_percent(theme: Theme, asked: int, given: int) -> None:
    theme.set_text_percent(asked)
    assert theme.text_percent == given
    assert theme.font("dense").pixelSize() == round(13 * given / 100)
    assert theme.px(28) == round(28 * given / 100)


def test_text_size_reaches_stock_widgets(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Wednesday")
    qtbot.addWidget(label)
    before = label.sizeHint().width()
    theme.set_text_percent(200)
    assert label.sizeHint().width() > before * 1.8


def test_colours_have_one_name_space(theme: Theme) -> None:
    assert theme.colour("late.soft") == theme.status("late").soft
    assert theme.hex("group.plum") == palette(dark=False).groups["plum"]
    assert theme.hex("group.chartreuse") == palette(dark=False).groups["slate"], "an unknown group colour is slate"
    with pytest.raises(KeyError):
        theme.colour("mauve")
    assert set(palette(dark=True).groups) == set(GROUP_COLOURS)


@pytest.mark.parametrize("role", sorted(TYPE_ROLES))
def test_every_role_uses_a_shipped_font(theme: Theme, role: str) -> None:
    assert QFontInfo(theme.font(role)).family().startswith("Inter")


def test_weights_are_real(theme: Theme) -> None:
    widths = [
        QFontMetricsF(theme.font("dense", weight=weight)).horizontalAdvance("Launch") for weight in (400, 500, 600, 700)
    ]
    assert widths == sorted(set(widths)), "four weights, four widths"


def test_figures_line_up_and_hyphens_stay_narrow(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font("dense"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
    assert metrics.horizontalAdvance("-") < metrics.horizontalAdvance("8") * 0.8


def test_the_font_files_reach_beyond_english(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font("body"))
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "ÁÑçőŠžĐệαβЖщ½¾–•€₫⌘⌥↑↓")


def _icon_names() -> list[str]:
    return sorted(file.stem for file in (resources.FOLDER / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", _icon_names())
def test_every_icon_draws_in_the_asked_colour(theme: Theme, name: str) -> None:
    image = theme.pixmap(name, "danger", 24, 2.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    assert image.width() == 48
    strong = [
        image.pixelColor(x, y) for x in range(0, 48, 2) for y in range(0, 48, 2) if image.pixelColor(x, y).alpha() > 200
    ]
    assert strong
    wanted = theme.colour("danger")
    assert all(abs(pixel.red() - wanted.red()) < 12 and abs(pixel.blue() - wanted.blue()) < 12 for pixel in strong)


def test_an_icon_is_drawn_once(theme: Theme) -> None:
    assert theme.pixmap("sun", "text", 16, 1.0).cacheKey() == theme.pixmap("sun", "text", 16, 1.0).cacheKey()
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon")


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_its_icon(status: str) -> None:
    assert Path(resources.FOLDER / "icons" / f"{status_icon(status)}.svg").is_file()


def test_licences_lie_beside_what_they_cover() -> None:
    assert "SIL Open Font License" in (resources.FOLDER / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "ISC License" in (resources.FOLDER / "icons" / "LICENSE.txt").read_text(encoding="utf-8")


def test_high_contrast_drops_the_style_sheet_and_follows_the_system(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    # Offscreen Qt has no system setting to switch, so the answer of the system is stood in for.
    monkeypatch.setattr(Theme, "high_contrast", property(lambda _: True))
    theme._apply()
    try:
        assert not qapp.styleSheet()
        system = qapp.palette()
        assert theme.colour("text") == system.color(QPalette.ColorRole.WindowText)
        assert theme.colour("accent") == system.color(QPalette.ColorRole.Highlight)
        for status in STATUSES:
            assert theme.status(status).solid == theme.colour("text"), "shape alone tells the status"
    finally:
        monkeypatch.undo()
        theme._apply()
    assert qapp.styleSheet()
