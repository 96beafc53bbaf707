"""Appearance: colours, text size and paper, all at once and at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coordinator.settings import Paper, Settings, ThemeChoice
from ui.settings.rows import Section, SettingRow, choice
from ui.theme import SchemeChoice, Theme
from ui.widgets import SegmentedControl

SIZES = (100, 110, 125, 150, 175, 200)


class AppearanceSection(Section):
    """What the window looks like, and what documents are set on."""

    def __init__(self, theme: Theme, settings: Callable[[], Settings], save: Callable[[Settings], None]) -> None:
        super().__init__(theme)
        self._settings, self._save = settings, save
        now = settings()
        schemes = [
            (ThemeChoice.SYSTEM.value, self.tr("System")),
            (ThemeChoice.LIGHT.value, self.tr("Light")),
            (ThemeChoice.DARK.value, self.tr("Dark")),
        ]
        self.scheme = SegmentedControl(theme, schemes, name=self.tr("Theme"), chosen=now.theme.value)
        self.scheme.chosen.connect(self._choose_scheme)
        sizes = [(percent, self.tr("{percent} %").format(percent=percent)) for percent in SIZES]
        self.text_size = choice(theme, self.tr("Text size"), sizes, now.text_percent)
        self.text_size.activated.connect(lambda at: self._choose_size(int(self.text_size.itemData(at))))
        papers = [
            (Paper.AUTOMATIC, self.tr("Automatic")),
            (Paper.LETTER, self.tr("Letter")),
            (Paper.A4, self.tr("A4")),
        ]
        self.paper = choice(theme, self.tr("Paper"), papers, now.paper)
        self.paper.activated.connect(
            lambda at: self._keep(replace(self._settings(), paper=Paper(self.paper.itemData(at))))
        )
        self.add(
            self.tr("Window"),
            SettingRow(theme, self.tr("Theme"), "", self.scheme),
            SettingRow(theme, self.tr("Text size"), self.tr("Besides the system’s own scaling."), self.text_size),
        )
        self.add(
            self.tr("Documents"),
            SettingRow(theme, self.tr("Paper"), self.tr("Automatic follows the region of this computer."), self.paper),
        )

    def _keep(self, settings: Settings) -> None:
        self._save(settings)

    def _choose_scheme(self, key: str) -> None:
        self.theme.set_scheme(SchemeChoice(key))
        self._keep(replace(self._settings(), theme=ThemeChoice(key)))

    def _choose_size(self, percent: int) -> None:
        self.theme.set_text_percent(percent)
        self._keep(replace(self._settings(), text_percent=percent))
