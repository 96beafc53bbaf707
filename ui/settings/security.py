"""Security and privacy: the lock, what is on screen, and the secrets that open the vault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from coordinator import audit
from coordinator.audit import AuditEntry
from coordinator.settings import Settings
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action
from ui.background import Background
from ui.bridge import Bridge
from ui.capture import can_hide
from ui.formats import Formats, counted
from ui.settings.passphrase_form import PassphraseForm
from ui.settings.recovery_form import RecoveryForm
from ui.settings.rows import RowCard, Section, SettingRow, choice
from ui.settings.vault_actions import VaultActions
from ui.theme import Theme
from ui.widgets import Button, Divider, Switch, Text, clear_layout, column

LOCKS = (1, 2, 5, 10, 15, 20, 30)
SHOWN = 4
LOOKED_THROUGH = 200


def _recent(work: UnitOfWork) -> tuple[AuditEntry, ...]:
    wanted = {Action.UNLOCK, Action.LOCK, Action.EXPORT_SUMMARY, Action.CHANGE_PROGRAM, Action.IMPORT_ROSTER}
    found = [one for one in audit.entries(work, limit=LOOKED_THROUGH) if one.action in wanted]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN])


class SecuritySection(Section):
    """Everything takes effect at once; secrets are changed in place."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        background: Background,
        vault: VaultActions,
        settings: Callable[[], Settings],
        save: Callable[[Settings], None],
        *,
        hides: bool | None = None,
    ) -> None:
        super().__init__(theme)
        self._bridge, self._formats, self._background, self._vault = bridge, formats, background, vault
        self._settings, self._save = settings, save
        can = can_hide() if hides is None else hides
        now = settings()
        locks = [(minutes * 60, counted("Settings", "%n minute(s)", minutes)) for minutes in LOCKS]
        self.idle = choice(theme, self.tr("Lock after no activity"), locks, now.idle_lock_seconds)
        self.idle.activated.connect(lambda at: self._keep(idle_lock_seconds=int(self.idle.itemData(at))))
        self.hide_window = Switch(theme, self.tr("Hide this app from screen sharing"), on=now.hide_from_capture and can)
        self.hide_window.setEnabled(can)
        self.hide_window.clicked.connect(lambda on: self._keep(hide_from_capture=on))
        self.copies = Switch(theme, self.tr("Copy the passcode at launch"), on=now.copy_passcode_at_launch)
        self.copies.clicked.connect(lambda on: self._keep(copy_passcode_at_launch=on))
        able = self.tr("Sharing one window is still safer.")
        unable = self.tr("This system cannot do that. Share a single window instead of the whole screen.")
        self.add(
            self.tr("Lock"),
            SettingRow(
                theme,
                self.tr("Lock after no activity"),
                self.tr("It locks at once when the computer sleeps. A running session goes on."),
                self.idle,
            ),
        )
        self.add(
            self.tr("On screen"),
            SettingRow(theme, self.tr("Hide this app from screen sharing"), able if can else unable, self.hide_window),
            SettingRow(
                theme,
                self.tr("Copy the passcode at launch"),
                self.tr("It leaves the clipboard after 60 seconds."),
                self.copies,
            ),
        )
        self.secrets: RowCard = self.add(self.tr("Passphrase"))
        self._keyring = ""
        self._show_secrets()
        self._activity = column()
        self._side = QWidget()
        self._side.setLayout(
            column(Text(theme, self.tr("Recent activity"), "caption", "textMuted"), 8, self._activity, None)
        )

    def side(self) -> QWidget:
        """What happened last."""
        return self._side

    def activate(self) -> None:
        """Ask for the keyring and read the history's newest entries."""
        self._bridge.read(_recent, then=self._show_recent)
        self._background.run(self._vault.keyring, self._show_keyring, self._no_keyring)

    def _keep(self, **what: object) -> None:
        self._save(replace(self._settings(), **what))  # type: ignore[arg-type]  # typed by the controls

    # -- secrets

    def _show_secrets(self, done: str = "") -> None:
        theme = self.theme
        change = Button(theme, self.tr("Change"))
        change.setAccessibleName(self.tr("Change passphrase"))
        change.clicked.connect(self._change_passphrase)
        sheet = Button(theme, self.tr("New sheet"), icon="printer")
        sheet.setAccessibleName(self.tr("New recovery sheet"))
        sheet.clicked.connect(self._renew_sheet)
        self._keyring_row = SettingRow(theme, self.tr("Keyring of this computer"), self._keyring)
        self._passphrase_row = SettingRow(theme, self.tr("Change passphrase"), done, change)
        self._sheet_row = SettingRow(
            theme,
            self.tr("Recovery sheet"),
            self.tr("Keep it away from this computer. A new one makes the old one worthless."),
            sheet,
        )
        self.secrets.show_rows((self._passphrase_row, self._sheet_row, self._keyring_row))

    def _change_passphrase(self) -> None:
        form = PassphraseForm(self.theme, self._background, self._vault)
        form.left.connect(self._show_secrets)
        form.done.connect(lambda: self._show_secrets(self.tr("The passphrase was changed.")))
        self.secrets.show_rows((form,))
        form.begin()

    def _renew_sheet(self) -> None:
        form = RecoveryForm(self.theme, self._background, self._vault)
        form.left.connect(self._show_secrets)
        form.done.connect(lambda: self._show_secrets(self.tr("The new recovery sheet is valid from now on.")))
        self.secrets.show_rows((form,))
        form.begin()

    def _show_keyring(self, name: str) -> None:
        used = self.tr("{name} holds one half of the key.").format(name=name)
        self._keyring = used if name else self.tr("None is used. The passphrase alone opens the vault.")
        self._keyring_row.say(self._keyring)

    def _no_keyring(self, failure: BaseException) -> None:
        del failure
        self._keyring = self.tr("It does not answer now.")
        self._keyring_row.say(self._keyring)

    # -- activity

    def _show_recent(self, entries: tuple[AuditEntry, ...]) -> None:
        clear_layout(self._activity)
        words = {
            Action.UNLOCK: self.tr("Unlocked"),
            Action.LOCK: self.tr("Locked"),
            Action.EXPORT_SUMMARY: self.tr("Weekly summary exported"),
            Action.CHANGE_PROGRAM: self.tr("Clinic settings changed"),
            Action.IMPORT_ROSTER: self.tr("Roster imported"),
        }
        for one in entries:
            day = self._formats.short_day(self._formats.date_of(one.at))
            when = self.tr("{day}, {time}").format(day=day, time=self._formats.time(one.at))
            self._activity.addWidget(Divider(self.theme, colour="border"))
            self._activity.addLayout(
                column(
                    Text(self.theme, words[one.action], "dense"),
                    Text(self.theme, when, "caption", "textMuted"),
                    margins=(0, 7, 0, 7),
                )
            )
