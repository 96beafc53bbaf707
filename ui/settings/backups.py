"""Backups: take one now, put one elsewhere, go back to an earlier one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from coordinator import programs
from coordinator.clock import Clock
from coordinator.errors import CoordinatorError
from coordinator.programs import Program
from coordinator.vault.snapshots import Snapshot
from ui.background import Background
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats, counted
from ui.settings.rows import RowCard, Section, SettingRow
from ui.settings.vault_actions import VaultActions
from ui.theme import Theme
from ui.widgets import Button, ButtonKind, LinkButton, PrimaryButton, Text, announce, column, row

MOST_SHOWN = 20
MEGABYTE = 1_000_000
AskFolder = Callable[[QWidget], str]


def ask_folder(parent: QWidget) -> str:
    """Let the reader choose a folder with the system's dialog; empty when they give up."""
    return QFileDialog.getExistingDirectory(parent, parent.tr("Back up to this folder"), str(Path.home()))


class RestoreDialog(QDialog):
    """One of the few dialogs that remain: what it does cannot be taken back. The safe button has the focus."""

    def __init__(self, theme: Theme, when: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Restore a backup"))
        self.setModal(True)
        title = Text(theme, self.tr("Go back to {when}?").format(when=when), "title", wrap=True)
        said = self.tr(
            "Everything since then leaves the vault. The files it has now are kept beside it. The program locks and "
            "starts again."
        )
        self.keep = PrimaryButton(theme, self.tr("Keep the vault as it is"))
        self.keep.clicked.connect(self.reject)
        self.go = Button(theme, self.tr("Restore"), kind=ButtonKind.DANGER)
        self.go.clicked.connect(self.accept)
        words = Text(theme, said, "dense", "textSecondary", wrap=True)
        words.setMinimumWidth(theme.px(380))
        self.setLayout(column(title, words, row(None, self.go, self.keep), gap=14, margins=(24, 20, 24, 20)))
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)


class BackupsSection(Section):
    """Work is done off the interface thread; what came of it is said in the row where it was started."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        clock: Clock,
        background: Background,
        vault: VaultActions,
        *,
        remove_sample: Callable[[], None],
        ask: AskFolder = ask_folder,
    ) -> None:
        super().__init__(theme)
        self._bridge, self._formats, self._clock = bridge, formats, clock
        self._background, self._vault, self._ask, self._remove_sample = background, vault, ask, remove_sample
        self.now = Button(theme, self.tr("Back up now"), icon="hard-drive")
        self.now.clicked.connect(self._back_up)
        self.elsewhere = Button(theme, self.tr("Choose folder"), icon="folder-open")
        self.elsewhere.setAccessibleName(self.tr("Back up to another folder"))
        self.elsewhere.clicked.connect(self._back_up_elsewhere)
        self.last = SettingRow(theme, self.tr("Last backup"), "", self.now)
        self.other = SettingRow(
            theme,
            self.tr("Back up to another folder"),
            self.tr("Such as a memory stick. It is encrypted and opens with your passphrase or the recovery sheet."),
            self.elsewhere,
        )
        self.add(self.tr("Back up"), self.last, self.other)
        self.list: RowCard = self.add(self.tr("Restore"))
        self._sample = Button(theme, self.tr("Remove sample"), icon="trash-2")
        self._sample.clicked.connect(lambda _=False: self._remove_sample())
        self._sample_card = RowCard(
            theme,
            SettingRow(
                theme,
                self.tr("Sample clinic"),
                self.tr("Everyone here is made up. Removing it leaves an empty vault."),
                self._sample,
            ),
        )
        self.box.addSpacing(16)
        self.box.addWidget(self._sample_card)
        self._sample_card.hide()

    def activate(self) -> None:
        """List the snapshots again, and look whether this is the sample."""
        self._background.run(self._vault.snapshots, self._show, self._failed)
        self._bridge.read(programs.program, then=self._show_sample)

    def _show_sample(self, program: Program) -> None:
        self._sample_card.setVisible(program.is_sample)

    def _when(self, snapshot: Snapshot) -> str:
        day = self._formats.date_of(snapshot.taken_at)
        said = self._formats.short_day(day)
        if day == self._formats.date_of(self._clock.now()):
            said = self.tr("Today")
        return self.tr("{day}, {time}").format(day=said, time=self._formats.time(snapshot.taken_at))

    def _show(self, found: tuple[Snapshot, ...]) -> None:
        newest = self._when(found[0]) if found else self.tr("None yet.")
        self.last.say(self.tr("{when}. Taken and verified every 30 minutes of work.").format(when=newest.rstrip(".")))
        rows: list[QWidget] = []
        for snapshot in found[:MOST_SHOWN]:
            when = self._when(snapshot)
            link = LinkButton(
                self.theme, self.tr("Restore"), name=self.tr("Restore backup of {when}").format(when=when), role="dense"
            )
            link.clicked.connect(partial(self._confirm, snapshot))
            size = self._formats_size(snapshot.size_bytes)
            rows.append(SettingRow(self.theme, when, size, link))
        if not rows:
            rows = [SettingRow(self.theme, self.tr("No backup yet."), "")]
        elif len(found) > MOST_SHOWN:
            more = counted("Settings", "%n older backup(s) in the vault’s folder", len(found) - MOST_SHOWN)
            rows.append(SettingRow(self.theme, more))
        self.list.show_rows(rows)

    def _formats_size(self, size: int) -> str:
        if size < MEGABYTE:
            return self.tr("{size} kB").format(size=max(1, size // 1000))
        return self.tr("{size} MB").format(size=round(size / MEGABYTE, 1))

    def _back_up(self) -> None:
        self.now.setEnabled(False)
        self._background.run(self._vault.snapshot_now, self._backed_up, self._failed)

    def _backed_up(self, snapshot: Snapshot) -> None:
        self.now.setEnabled(True)
        self.last.refuse("")
        announce(self, self.tr("Backed up and verified, {when}.").format(when=self._when(snapshot)))
        self.activate()

    def _back_up_elsewhere(self) -> None:
        chosen = self._ask(self)
        if chosen:
            self.elsewhere.setEnabled(False)
            self.other.refuse("")
            self._background.run(partial(self._vault.snapshot_to, Path(chosen)), self._copied, self._not_copied)

    def _copied(self, snapshot: Snapshot) -> None:
        self.elsewhere.setEnabled(True)
        said = self.tr("Saved and verified as {name}.").format(name=snapshot.folder.name)
        self.other.say(said)
        announce(self, said)

    def _not_copied(self, failure: BaseException) -> None:
        self.elsewhere.setEnabled(True)
        self.other.refuse(self._words(failure))

    def _failed(self, failure: BaseException) -> None:
        self.now.setEnabled(True)
        self.last.refuse(self._words(failure))

    def _words(self, failure: BaseException) -> str:
        if isinstance(failure, CoordinatorError):
            return describe(failure).sentence
        if isinstance(failure, OSError):
            return self.tr("The folder could not be written. Choose another one.")
        raise failure

    def _confirm(self, snapshot: Snapshot) -> None:
        dialog = RestoreDialog(self.theme, self._when(snapshot), self.window())
        dialog.accepted.connect(partial(self._vault.restore, snapshot))
        dialog.open()
        self.dialog = dialog
