"""The Settings screen: a list of sections at the start, the chosen one beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QWidget

from coordinator.changes import Change
from coordinator.clock import Clock
from coordinator.settings import Settings
from ui.background import Background
from ui.bridge import Bridge
from ui.formats import Formats
from ui.page import Page
from ui.settings.about import AboutSection
from ui.settings.appearance import AppearanceSection
from ui.settings.backups import AskFolder, BackupsSection, ask_folder
from ui.settings.general import GeneralSection
from ui.settings.hours import HoursSection
from ui.settings.keyboard import KeyboardSection
from ui.settings.navigation import SectionList
from ui.settings.notifications import NotificationsSection
from ui.settings.rows import Section, SettingRow
from ui.settings.security import SecuritySection
from ui.settings.templates import TemplatesSection
from ui.settings.vault_actions import VaultActions
from ui.theme import Theme
from ui.widgets import ComboBox, Panel, ScrollColumn, Text, column, row

MOST_WIDE = 540
SIDE_WIDTH = 232
NAV_WIDTH = 218
NARROW = 620
ROOM_FOR_SIDE = 820


class Part(StrEnum):
    """The sections, by the key under which others may open them."""

    GENERAL = "general"
    APPEARANCE = "appearance"
    HOURS = "hours"
    TEMPLATES = "templates"
    NOTIFICATIONS = "notifications"
    SECURITY = "security"
    BACKUPS = "backups"
    KEYBOARD = "keyboard"
    ABOUT = "about"


GUEST_PARTS = (Part.APPEARANCE, Part.NOTIFICATIONS, Part.SECURITY, Part.KEYBOARD, Part.ABOUT)
"""What a guest vault has: the rest is the clinic's, or would take a copy of the vault elsewhere."""
ICONS = {
    Part.GENERAL: "sliders-horizontal",
    Part.APPEARANCE: "sun",
    Part.HOURS: "clipboard-list",
    Part.TEMPLATES: "file-text",
    Part.NOTIFICATIONS: "bell",
    Part.SECURITY: "shield-check",
    Part.BACKUPS: "hard-drive",
    Part.KEYBOARD: "keyboard",
    Part.ABOUT: "info",
}


def show_folder(folder: Path) -> None:
    """Open a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class SettingsPage(Page):
    """Shows one section at a time.

    Args:
        theme: the program's theme; appearance changes it live.
        bridge: the way to the store, for what belongs to the clinic.
        formats: dates and hours in the reader's locale.
        clock: says which backups are of today.
        settings: gives this computer's preferences as they are now.
        save: keeps changed preferences, and puts them into force.
        vault: the vault's own work.
        remove_sample: takes the sample clinic out of the vault.
        ask: asks for a folder; tests answer at once.
        parts: the sections there are, the first of which is shown first.
    """

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        clock: Clock,
        *,
        settings: Callable[[], Settings],
        save: Callable[[Settings], None],
        vault: VaultActions,
        remove_sample: Callable[[], None],
        ask: AskFolder = ask_folder,
        parts: Sequence[Part] = tuple(Part),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Settings")
        self._theme = theme
        self._background = Background(self)
        titles = self._titles()
        make: Mapping[Part, Callable[[], Section]] = {
            Part.GENERAL: lambda: GeneralSection(theme, bridge, self._background, vault, settings, save),
            Part.APPEARANCE: lambda: AppearanceSection(theme, settings, save),
            Part.HOURS: lambda: HoursSection(theme, bridge, formats),
            Part.TEMPLATES: lambda: TemplatesSection(theme, bridge),
            Part.NOTIFICATIONS: lambda: NotificationsSection(theme, formats, settings, save),
            Part.SECURITY: lambda: SecuritySection(theme, bridge, formats, self._background, vault, settings, save),
            Part.BACKUPS: lambda: BackupsSection(
                theme, bridge, formats, clock, self._background, vault, remove_sample=remove_sample, ask=ask
            ),
            Part.KEYBOARD: lambda: KeyboardSection(theme, settings, save),
            Part.ABOUT: lambda: AboutSection(theme, vault.folder, show_folder),
        }
        self.sections = {part: make[part]() for part in parts}
        for part, section in self.sections.items():
            section.set_title(titles[part])
        self._part = parts[0]
        self.navigation = SectionList(theme, [(part, titles[part], ICONS[part]) for part in parts], self.tr("Settings"))
        self.navigation.chosen.connect(lambda key: self.show_part(Part(key)))
        self._build(titles)
        bridge.changed.connect(self._changed)
        theme.changed.connect(self._arrange)
        self._show()

    def _titles(self) -> dict[Part, str]:
        return {
            Part.GENERAL: self.tr("General"),
            Part.APPEARANCE: self.tr("Appearance"),
            Part.HOURS: self.tr("Attendance and hours"),
            Part.TEMPLATES: self.tr("Note templates"),
            Part.NOTIFICATIONS: self.tr("Notifications"),
            Part.SECURITY: self.tr("Security and privacy"),
            Part.BACKUPS: self.tr("Backups"),
            Part.KEYBOARD: self.tr("Keyboard"),
            Part.ABOUT: self.tr("About"),
        }

    def _build(self, titles: dict[Part, str]) -> None:
        theme = self._theme
        self._nav = Panel(theme, edges=("right",))
        heading = row(Text(theme, self.tr("Settings"), "title"), None, margins=(24, 20, 12, 14))
        self._nav.setLayout(column(heading, self.navigation, None))
        self._picker = ComboBox(theme, self.tr("Settings"))
        for part in self.sections:
            self._picker.addItem(titles[part], part)
        self._picker.activated.connect(lambda at: self.show_part(Part(self._picker.itemData(at))))
        self._top = QWidget()
        self._top.setLayout(row(self._picker, margins=(24, 14, 24, 0)))
        scroll = ScrollColumn(margins=(36, 20, 36, 28))
        self._scroll = scroll
        self._side = QWidget()
        self._side_box = column(margins=(0, 46, 0, 0))
        self._side.setLayout(self._side_box)
        self._main = column()
        holder = QWidget()
        holder.setLayout(self._main)
        holder.setMaximumWidth(theme.px(MOST_WIDE))
        self._holder = holder
        for section in self.sections.values():
            self._main.addWidget(section)
            side = section.side()
            if side is not None:
                self._side_box.addWidget(side)
        line = row(gap=28)
        line.addWidget(holder, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(0)
        scroll.box.addLayout(line)
        scroll.box.addStretch(1)
        ground = column(self._top, scroll)
        body = row(self._nav, gap=0)
        body.addLayout(ground, 1)
        self.setLayout(body)

    # -- what the window asks

    def activate(self) -> None:
        """Read the section again and put the focus into the list."""
        self.refresh()
        target: QWidget = self.navigation if self._nav.isVisibleTo(self) else self._picker
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the shown section again."""
        self.sections[self._part].activate()

    def show_part(self, part: Part) -> None:
        """Show a section."""
        self._part = part
        self._show()
        self.refresh()

    def part(self) -> Part:
        """The section that is shown."""
        return self._part

    def stop(self) -> None:
        """End the thread for backups and secrets, once what it does is done."""
        self._background.stop()

    def _changed(self, change: Change[object]) -> None:
        del change
        if self.isVisible():
            self.refresh()

    def _show(self) -> None:
        for part, section in self.sections.items():
            section.setVisible(part is self._part)
            side = section.side()
            if side is not None:
                side.setVisible(part is self._part)
        self.navigation.choose(self._part)
        self._picker.setCurrentIndex(self._picker.findData(self._part))
        self._scroll.verticalScrollBar().setValue(0)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit list and side column into what room there is."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px = self._theme.px
        self._nav.setFixedWidth(px(NAV_WIDTH))
        slim = self.width() < px(NARROW) + 60
        self._nav.setVisible(not slim)
        self._top.setVisible(slim)
        self._holder.setMaximumWidth(px(MOST_WIDE))
        room = self.width() - (0 if slim else px(NAV_WIDTH)) - 72
        has_side = self.sections[self._part].side() is not None
        self._side.setFixedWidth(px(SIDE_WIDTH))
        self._side.setVisible(has_side and room >= px(ROOM_FOR_SIDE) - px(100))
        narrow = room < px(MOST_WIDE) * 0.8
        for line in self.findChildren(SettingRow):
            line.stack(narrow=narrow)
