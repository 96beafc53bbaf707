"""Notifications: what they say and when they come. A client's name is never among the choices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from PySide6.QtWidgets import QWidget

from coordinator.settings import ReminderContent, Settings
from ui.formats import Formats, counted
from ui.settings.rows import Section, SettingRow, choice
from ui.theme import Theme
from ui.widgets import Card, Logo, Text, column, row

LEADS = (1, 2, 3, 5, 10, 15, 20, 30)
NINE = time(9)


class NotificationsSection(Section):
    """Content and lead, with a picture of what will appear."""

    def __init__(
        self, theme: Theme, formats: Formats, settings: Callable[[], Settings], save: Callable[[Settings], None]
    ) -> None:
        super().__init__(theme)
        self._settings, self._save, self._formats = settings, save, formats
        now = settings()
        contents = [
            (ReminderContent.TIME_ONLY, self.tr("Time only")),
            (ReminderContent.GROUP_NAME, self.tr("Group name")),
            (ReminderContent.OFF, self.tr("Off")),
        ]
        self.content = choice(theme, self.tr("Notifications show"), contents, now.reminder_content)
        self.content.activated.connect(
            lambda at: self._keep(
                replace(self._settings(), reminder_content=ReminderContent(self.content.itemData(at)))
            )
        )
        leads = [(minutes, counted("Settings", "%n minute(s)", minutes)) for minutes in LEADS]
        self.lead = choice(theme, self.tr("Before a session"), leads, now.reminder_lead_minutes)
        self.lead.activated.connect(
            lambda at: self._keep(replace(self._settings(), reminder_lead_minutes=int(self.lead.itemData(at))))
        )
        self.add(
            self.tr("Reminders"),
            SettingRow(theme, self.tr("Notifications show"), self.tr("Never client names."), self.content),
            SettingRow(theme, self.tr("Before a session"), self.tr("Silent while a session runs."), self.lead),
        )
        self._title = Text(theme, "", "denseStrong", wrap=True)
        self._detail = Text(theme, "", "caption", "textMuted")
        self._picture = QWidget()
        card = Card(theme, radius=8)
        words = column(self._title, self._detail)
        inside = row(Logo(theme, size=28), words, gap=11, margins=(14, 12, 14, 12))
        inside.setStretch(1, 1)
        card.setLayout(inside)
        self._card = card
        self._note = Text(theme, "", "caption", "textMuted", wrap=True)
        caption = Text(theme, self.tr("Notification, as it will appear"), "caption", "textMuted", wrap=True)
        self._picture.setLayout(column(caption, 8, card, 8, self._note, None))
        self._show_picture()

    def side(self) -> QWidget:
        """The notification as it will appear."""
        return self._picture

    def _keep(self, settings: Settings) -> None:
        self._save(settings)
        self._show_picture()

    def _show_picture(self) -> None:
        now = self._settings()
        off = now.reminder_content is ReminderContent.OFF
        self._card.setVisible(not off)
        minutes = now.reminder_lead_minutes
        if now.reminder_content is ReminderContent.GROUP_NAME:
            words = self.tr("Mood & Anxiety in {time}")
        else:
            words = self.tr("Next session in {time}")
        self._title.setText(words.format(time=counted("Settings", "%n minute(s)", minutes)))
        self._detail.setText(self._formats.time(NINE))
        shown = self.tr("Clicking it opens the app, or the lock screen.")
        self._note.setText(self.tr("No notification appears. Today shows the same.") if off else shown)
