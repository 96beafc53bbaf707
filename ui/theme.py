"""Tokens to palette and style sheet: light, dark, high contrast, text size; switched live."""

from dataclasses import dataclass
from enum import StrEnum
from string import Template
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui.icons import IconShelf
from ui.tokens import GROUP_COLOURS, STATUSES, Palette, StatusColours, palette
from ui.typography import load_fonts, make_font

__all__ = ["SchemeChoice", "StatusTones", "Theme"]


class SchemeChoice(StrEnum):
    """What the reader chose under Settings, Appearance."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class StatusTones:
    """The four colours of an attendance status."""

    text: QColor
    soft: QColor
    solid: QColor
    on_solid: QColor


class Theme(QObject):
    """Colours, fonts and icons for every widget. One per program, handed down by constructors.

    `changed` is sent after a switch of scheme, contrast or text size; a widget that paints itself
    connects its own restyling to it.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, *, scheme: SchemeChoice = SchemeChoice.SYSTEM, text_percent: int = 100
    ) -> None:
        super().__init__(app)
        self._app = app
        self._choice = scheme
        self._percent = _clamped(text_percent)
        self._shelf = IconShelf()
        self._palette = palette(dark=False)
        load_fonts()
        app.setStyle("Fusion")
        # Held for the life of the theme: PySide drops the wrapper of a temporary and then takes it for deleted.
        self._hints = QGuiApplication.styleHints()
        self._contrast_hints = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._contrast_hints.contrastPreferenceChanged.connect(self._system_changed)
        self._apply()

    # -- what the reader chose

    @property
    def scheme(self) -> SchemeChoice:
        """The choice, which may be to follow the system."""
        return self._choice

    def set_scheme(self, scheme: SchemeChoice) -> None:
        """Follow the system, or stay light or dark. Takes effect at once."""
        if scheme != self._choice:
            self._choice = scheme
            self._apply()

    @property
    def text_percent(self) -> int:
        """Text size, 100 to 200."""
        return self._percent

    def set_text_percent(self, percent: int) -> None:
        """Set the text size; values outside 100 to 200 are moved to the nearest end."""
        if _clamped(percent) != self._percent:
            self._percent = _clamped(percent)
            self._apply()

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use now."""
        return self._palette.dark

    @property
    def high_contrast(self) -> bool:
        """Whether the system asks for more contrast: then no style sheet, system colours, outlines."""
        return self._contrast_hints.contrastPreference() == Qt.ContrastPreference.HighContrast

    # -- what widgets ask for

    @property
    def scale(self) -> float:
        """1.0 at 100 % text size."""
        return self._percent / 100

    def px(self, size: float) -> int:
        """A length of the design, grown with the text. Use it for anything that holds text."""
        return round(size * self._percent / 100)

    def colour(self, name: str) -> QColor:
        """A colour by name: "text", "accent", a status part "late.soft", or a group "group.plum".

        Raises KeyError for an unknown name.
        """
        return QColor(self.hex(name))

    def hex(self, name: str) -> str:
        """The same as `colour`, as #RRGGBB for rich text."""
        first, _, part = name.partition(".")
        if not part:
            return self._palette.colours[first]
        if first == "group":
            return self._palette.groups.get(part, self._palette.groups["slate"])
        return cast("str", getattr(self._palette.statuses[first], part))

    def status(self, status: str) -> StatusTones:
        """The colours of "present", "late", "leftEarly", "absent", "excused", "cancelled" or "unmarked"."""
        tones = self._palette.statuses[status]
        return StatusTones(QColor(tones.text), QColor(tones.soft), QColor(tones.solid), QColor(tones.on_solid))

    def font(self, role: str, *, weight: int | None = None, passcode: bool = False) -> QFont:
        """The font of a type role at the present text size; see `ui.tokens.TYPE_ROLES`."""
        return make_font(role, scale=self.scale, weight=weight, passcode=passcode)

    def pixmap(self, name: str, colour: str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """A Lucide icon tinted with a colour name. `size` is used as given: pass `theme.px(16)` beside text."""
        return self._shelf.pixmap(name, self.hex(colour), size, ratio)

    def icon(self, name: str, colour: str = "text", size: int = 16) -> QIcon:
        """The icon for menus and stock Qt widgets."""
        ratio = self._app.devicePixelRatio()
        return self._shelf.icon(name, self.hex(colour), self.hex("textDisabled"), self.px(size), ratio)

    # -- switching

    def _system_changed(self, *_: object) -> None:
        self._apply()

    def _apply(self) -> None:
        if self.high_contrast:
            self._app.setPalette(QPalette())  # back to whatever the system shows now
            self._palette = _contrast(self._app.palette())
        else:
            self._palette = palette(dark=self._wants_dark())
            self._app.setPalette(self._qt_palette())
        self._app.setFont(self.font("dense"))
        for widget in self._app.allWidgets():
            # One that was never shown keeps what it has now: a style sheet puts that back at its first showing.
            if isinstance(widget, QWidget):  # PySide may take one for an item of a layout that lay at its address
                widget.ensurePolished()
        self._app.setStyleSheet("" if self.high_contrast else self._sheet())
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._choice == SchemeChoice.SYSTEM:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self._choice == SchemeChoice.DARK

    def _sheet(self) -> str:
        sizes = {"control": self.px(30), "header": self.px(28)}
        return Template(resources.style_template("main")).substitute(self._palette.colours, **sizes)

    def _qt_palette(self) -> QPalette:
        role = QPalette.ColorRole
        found = QPalette()
        pairs = {
            role.Window: "canvas",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "surfaceSunken",
            role.Text: "text",
            role.Button: "surface",
            role.ButtonText: "text",
            role.BrightText: "onAccent",
            role.Highlight: "accent",
            role.HighlightedText: "onAccent",
            role.Link: "link",
            role.LinkVisited: "link",
            role.ToolTipBase: "toast",
            role.ToolTipText: "onToast",
            role.PlaceholderText: "textMuted",
            role.Light: "surfaceRaised",
            role.Midlight: "divider",
            role.Mid: "border",
            role.Dark: "borderStrong",
            role.Shadow: "scrim",
            role.Accent: "accent",
        }
        for one, name in pairs.items():
            found.setColor(one, self.colour(name))
        for one in (role.WindowText, role.Text, role.ButtonText):
            found.setColor(QPalette.ColorGroup.Disabled, one, self.colour("textDisabled"))
        return found


def _clamped(percent: int) -> int:
    return max(100, min(200, percent))


def _contrast(system: QPalette) -> Palette:
    """The tokens replaced by the system's own colours, so that painted widgets follow it too."""
    role = QPalette.ColorRole
    window, text = system.color(role.Window).name(), system.color(role.WindowText).name()
    base, accent = system.color(role.Base).name(), system.color(role.Highlight).name()
    on_accent, disabled = (
        system.color(role.HighlightedText).name(),
        system.color(QPalette.ColorGroup.Disabled, role.Text).name(),
    )
    light = palette(dark=False).colours
    grounds = {"canvas", "sidebar", "surfaceSunken", "hover", "selection"}
    surfaces = {"surface", "surfaceRaised", "accentSoft", "infoSoft", "warnSoft", "track", "toast"}
    colours = {}
    for name in light:
        if name in grounds:
            colours[name] = window
        elif name in surfaces:
            colours[name] = base
        elif name in {"accent", "accentHover", "accentPressed", "focus"}:
            colours[name] = accent
        elif name in {"onAccent", "onDanger"}:
            colours[name] = on_accent
        else:
            colours[name] = disabled if name == "textDisabled" else text
    statuses = {name: StatusColours(text, base, text, base) for name in STATUSES}
    dark = system.color(role.Window).lightness() < system.color(role.WindowText).lightness()
    return Palette(dark, colours, statuses, dict.fromkeys(GROUP_COLOURS, text))
