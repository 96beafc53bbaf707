"""Fonts: loading the shipped files, and one QFont per role of the type scale."""

from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase

import resources
from ui.tokens import TYPE_ROLES

__all__ = ["line_height", "load_fonts", "make_font"]

LOADED = "session_coordinator_fonts"
_FALLBACK = ["Inter", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans", "sans-serif"]


def load_fonts() -> None:
    """Register Inter and Inter Display with Qt. Safe to call twice; needs a QGuiApplication."""
    app = QCoreApplication.instance()
    if app is None or app.property(LOADED):
        return
    for file in resources.font_files():
        QFontDatabase.addApplicationFont(str(file))
    app.setProperty(LOADED, True)


def make_font(role: str, *, scale: float = 1.0, weight: int | None = None, passcode: bool = False) -> QFont:
    """The font of a type role.

    Args:
        role: a name of the type scale, such as "dense" or "title".
        scale: 1.0 for 100 %, 2.0 for 200 %.
        weight: 400 to 700, in place of the role's own.
        passcode: slashed zero and distinct letters, so that a code cannot be misread.

    Each call gives a font of its own, which may be changed. Raises KeyError for an unknown role.
    """
    return QFont(_made(role, scale, weight, passcode))


@cache
def _made(role: str, scale: float, weight: int | None, passcode: bool) -> QFont:  # noqa: FBT001  part of the key
    """Make a font once: a screen that is painted asks for the same few a hundred times."""
    entry = TYPE_ROLES[role]
    font = QFont()
    families = [entry.family, *(name for name in _FALLBACK if name != entry.family)]
    font.setFamilies(families)
    font.setPixelSize(max(1, round(entry.size * scale)))
    font.setWeight(QFont.Weight(weight or entry.weight))
    if entry.tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, entry.tracking * scale)
    # Figures line up wherever they stand below each other. Titles and single large figures never do,
    # and tabular figures would tear "March 11" and "1:14" apart.
    features = {"tnum": int(passcode or entry.family != "Inter Display"), "case": 1}
    features |= {"zero": int(passcode), "ss02": int(passcode)}
    for feature, value in features.items():
        # Named even when off: Qt fills what a font leaves open from the application's font.
        font.setFeature(QFont.Tag(feature), value)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def line_height(role: str, *, scale: float = 1.0) -> int:
    """The line height of a type role in pixels. Raises KeyError for an unknown role."""
    return round(TYPE_ROLES[role].line * scale)
