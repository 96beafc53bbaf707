"""A group's meeting link: platform, address, passcode, and a way to try it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from coordinator.errors import CoordinatorError
from coordinator.roster import Group, GroupDetails
from coordinator.telehealth import check_link
from coordinator.vocabulary import Platform
from ui.attendance_words import platform_words
from ui.error_messages import describe
from ui.links import OpenLink
from ui.theme import Theme
from ui.widgets import Button, ComboBox, Labelled, SecretField, Text, TextField, announce, column, row


class LinkEditor(QWidget):
    """Edits a link in place: what was typed is saved when the field is left or Enter is pressed.

    Args:
        theme: the program's theme.
        open_link: hands a checked link to the operating system; False when no program took it.
    """

    changed = Signal(object)
    """Carries the `GroupDetails` with the new link."""

    def __init__(self, theme: Theme, open_link: OpenLink, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._open_link = theme, open_link
        self._group: Group | None = None
        self._confirmed = ""
        self.platform = ComboBox(theme, self.tr("Platform"))
        for platform in Platform:
            self.platform.addItem(platform_words(platform), platform.value)
        self.link = TextField(
            theme, self.tr("Meeting link"), icon="link", placeholder=self.tr("Paste the link of the invitation")
        )
        self.passcode = SecretField(theme, self.tr("Passcode"))
        self.test = Button(theme, self.tr("Test"), icon="external-link")
        self._message = Text(theme, "", "caption", "danger", wrap=True)
        self._message.hide()
        labelled = Labelled(theme, self.tr("Platform"), self.platform)
        secret = Labelled(theme, self.tr("Passcode"), self.passcode)
        labelled.setFixedWidth(theme.px(112))
        secret.setFixedWidth(theme.px(126))
        fields = row(labelled, Labelled(theme, self.tr("Meeting link"), self.link), gap=12)
        fields.setStretch(1, 1)
        self._last = row(secret, column(None, self.test), gap=12)
        self._fields = fields
        fields = row(fields, self._last, gap=12)
        fields.setStretch(0, 1)
        self._both = fields
        self.setLayout(column(Text(theme, self.tr("Link"), "section"), 10, fields, 4, self._message))
        self.platform.activated.connect(self._save)
        self.link.editingFinished.connect(self._save)
        self.passcode.editingFinished.connect(self._save)
        self.test.clicked.connect(self._try)

    def show_group(self, group: Group) -> None:
        """Show a group's link, unless somebody is just typing another one for the same group."""
        same = self._group is not None and self._group.id == group.id
        self._group = group
        self.platform.setCurrentIndex(self.platform.findData(group.platform.value))
        if not (same and self.link.hasFocus() and self.link.isModified()):
            self.link.setText(group.link)
        if not (same and self.passcode.hasFocus() and self.passcode.isModified()):
            self.passcode.setText(group.passcode)
        if not same:
            self._say("")
        self.test.setEnabled(bool(group.link))

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the passcode below the link, or beside it; below the platform the link has the whole width."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for box in (self._both, self._fields):
            box.setDirection(down if narrow else across)
        self._last.setAlignment(Qt.AlignmentFlag.AlignLeading if narrow else Qt.AlignmentFlag(0))

    def refuse(self, error: CoordinatorError) -> None:
        """Say beside the field why the link was not taken; what was typed stays."""
        self._say(describe(error).sentence)

    def _details(self) -> GroupDetails | None:
        if self._group is None:
            return None
        return replace(
            self._group.details,
            platform=Platform(self.platform.currentData()),
            link=self.link.text().strip(),
            passcode=self.passcode.text().strip(),
        )

    def _save(self) -> None:
        details = self._details()
        if details is None or self._group is None or details == self._group.details:
            return
        if details.link:
            try:
                check_link(details.link, details.platform)
            except CoordinatorError as error:
                self.refuse(error)
                return
        self._say("")
        self.changed.emit(details)

    def _try(self) -> None:
        """Open the link without starting a session."""
        details = self._details()
        if details is None or not details.link:
            return
        try:
            verdict = check_link(details.link, details.platform)
        except CoordinatorError as error:
            self.refuse(error)
            return
        if verdict.needs_confirmation and self._confirmed != verdict.host:
            self._confirmed = verdict.host
            words = self.tr("%1 belongs to no platform known here. If it is your own server, press Test again.")
            self._say(words.replace("%1", verdict.host))
            return
        opened = self._open_link(verdict.url)
        self._say("" if opened else self.tr("No program took this link. Copy it into your browser."))

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self.link.set_invalid(bool(sentence), sentence)
        if sentence:
            announce(self, sentence, urgent=True)
