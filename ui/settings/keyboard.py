"""Keyboard: whether single letters mark and which, and every key of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coordinator.letter_keys import LetterAction
from coordinator.settings import Settings
from ui.settings.letter_rows import LetterRows
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
        caption = self.tr("Letters mark while the attendance list has the focus. While typing they are text.")
        self.add(self.tr("Attendance"), SettingRow(theme, self.tr("Single-key marking"), caption, self.single))
        self.letters = LetterRows(theme, self._actions(), settings, save, self)
        back = self.tr("Every letter below as the program came.")
        usual = SettingRow(theme, self.tr("Usual letters"), back, self.letters.usual)
        self.add(self.tr("Letters of the attendance list"), *self.letters.lines.values(), usual)
        for heading, keys in self._keys():
            self.add(heading, *(self._line(does, one) for one, does in keys))

    def _line(self, does: str, keys: str) -> SettingRow:
        caps = Keycap(self.theme, *keys.split("+"))
        caps.setAccessibleName(keys.replace("+", " "))
        line = SettingRow(self.theme, does, "", caps)
        line.setMinimumHeight(self.theme.px(36))
        return line

    def _actions(self) -> dict[LetterAction, str]:
        tr = self.tr
        return {
            LetterAction.PRESENT: tr("Present, and move down"),
            LetterAction.LATE: tr("Late, minutes from the clock"),
            LetterAction.LEFT_EARLY: tr("Left early"),
            LetterAction.ABSENT: tr("Absent"),
            LetterAction.EXCUSED: tr("Excused, with a reason"),
            LetterAction.ALL_PRESENT: tr("Mark everyone still unmarked present"),
            LetterAction.REMOVE: tr("Removed from the session now"),
            LetterAction.AWAY: tr("Steps out, or is back again"),
            LetterAction.CONFIRM: tr("Confirm usual location and contact"),
            LetterAction.OTHER_LOCATION: tr("Other location"),
            LetterAction.OBSERVE: tr("Write an observation"),
            LetterAction.FOLLOW_UP: tr("Follow up after group"),
            LetterAction.ATTEMPT: tr("Log an attempt to reach who is missing"),
            LetterAction.MODALITY: tr("Video, audio only, mixed or in person"),
            LetterAction.WALK_IN: tr("Add a walk-in, interpreter or visitor"),
            LetterAction.HISTORY: tr("How this mark is known"),
        }

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
                    ("Space", tr("Present, and move down")),
                    ("Backspace", tr("Clear the mark")),
                    ("/", tr("Find by name")),
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
