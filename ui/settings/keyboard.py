"""Keyboard: whether single letters mark, and every key of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coordinator.settings import Settings
from ui.settings.rows import Section, SettingRow
from ui.theme import Theme
from ui.widgets import Keycap, Switch


class KeyboardSection(Section):
    """The switch for single keys, and the list."""

    def __init__(self, theme: Theme, settings: Callable[[], Settings], save: Callable[[Settings], None]) -> None:
        super().__init__(theme)
        self._settings, self._save = settings, save
        self.single = Switch(theme, self.tr("Single-key marking"), on=settings().single_key_marking)
        self.single.clicked.connect(lambda on: self._save(replace(self._settings(), single_key_marking=on)))
        caption = self.tr("P, L, D, A and E mark while the attendance list has the focus. While typing they are text.")
        self.add(self.tr("Attendance"), SettingRow(theme, self.tr("Single-key marking"), caption, self.single))
        for heading, keys in self._keys():
            self.add(heading, *(self._line(does, one) for one, does in keys))

    def _line(self, does: str, keys: str) -> SettingRow:
        caps = Keycap(self.theme, *keys.split("+"))
        caps.setAccessibleName(keys.replace("+", " "))
        line = SettingRow(self.theme, does, "", caps)
        line.setMinimumHeight(self.theme.px(36))
        return line

    def _keys(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        tr = self.tr
        return (
            (
                tr("Everywhere"),
                (
                    ("F5", tr("Launch the next session, passcode copied")),
                    ("F4", tr("Attendance of the live or next session")),
                    ("Ctrl+Shift+C", tr("Copy passcode")),
                    ("Ctrl+K", tr("Search or run")),
                    ("Ctrl+F", tr("Find in this screen")),
                    ("Ctrl+Z", tr("Undo")),
                    ("Ctrl+Shift+Z", tr("Redo")),
                    ("Ctrl+Shift+H", tr("Hide or show names")),
                    ("Ctrl+L", tr("Lock")),
                    ("F6", tr("Next pane")),
                    ("F1", tr("All keys of this screen")),
                ),
            ),
            (
                tr("Attendance list"),
                (
                    ("Shift+P", tr("Mark everyone still unmarked present")),
                    ("P", tr("Present, and move down")),
                    ("L", tr("Late, minutes from the clock")),
                    ("D", tr("Left early")),
                    ("A", tr("Absent")),
                    ("E", tr("Excused, with a reason")),
                    ("V", tr("Confirm usual location and contact")),
                    ("N", tr("Write an observation")),
                    ("F8", tr("Compact window on or off")),
                    ("Ctrl+I", tr("Compare with a report")),
                ),
            ),
            (
                tr("Notes and reports"),
                (
                    ("Ctrl+Tab", tr("Between attendance and notes")),
                    ("Ctrl+Enter", tr("Sign note")),
                    ("Ctrl+E", tr("Export week")),
                    ("Ctrl+P", tr("Print")),
                    ("PgUp", tr("Week earlier")),
                    ("PgDown", tr("Week later")),
                    ("Home", tr("This week")),
                ),
            ),
        )
