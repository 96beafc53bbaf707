"""What the window's frame says: toasts and undo, errors, the running session, the last backup, the sample's bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coordinator import programs
from coordinator.changes import Change
from coordinator.clock import Clock
from coordinator.errors import CoordinatorError, NotFound
from coordinator.programs import Program
from coordinator.sessions import GroupSession, MeetingDoor
from coordinator.undo import UndoStep
from coordinator.vault.snapshots import list_snapshots
from coordinator.vocabulary import Action, GroupSessionId
from ui.action_names import QUIET, done_words, undo_words
from ui.bridge import Bridge
from ui.error_messages import Where, describe
from ui.formats import Formats
from ui.launching import Launcher, failed_words
from ui.main_window import MainWindow
from ui.pulse import Pulse
from ui.widgets import Tone

BACKUP_OLD = timedelta(days=3)
NEWS = frozenset({Action.CHANGE_PROGRAM, Action.FILL_SAMPLE, Action.REMOVE_SAMPLE})
"""What may have changed the clinic's name or whether everybody is made up."""


class Frame(QObject):
    """Listens to the store and speaks through the window.

    Args:
        window: where it is said.
        bridge: what happened.
        pulse: which session runs.
        formats: the reader's locale.
        clock: the present instant.
        snapshots: the folder of the vault's backups.
        remove_sample: takes the sample clinic away; None where that is not this vault's to do.
    """

    clinic_named = Signal(str)
    """The clinic's name, for the lock screen of this computer."""

    def __init__(
        self,
        window: MainWindow,
        bridge: Bridge,
        pulse: Pulse,
        formats: Formats,
        clock: Clock,
        *,
        snapshots: Path,
        remove_sample: Callable[[], None] | None,
    ) -> None:
        super().__init__(window)
        self._window, self._bridge, self._pulse = window, bridge, pulse
        self._formats, self._clock, self._snapshots = formats, clock, snapshots
        self._remove_sample = remove_sample
        self._sample_shown = False
        bridge.changed.connect(self._changed)
        bridge.failed.connect(self.show_error)
        bridge.history_changed.connect(self._show_history)
        pulse.live_shown.connect(self._show_live)
        window.undo_requested.connect(lambda: bridge.undo(then=self._undone))
        window.redo_requested.connect(bridge.redo)

    def begin(self, program: Program) -> None:
        """Show what is known at the start."""
        self._show_program(program)
        self._show_history()
        self.show_backup()

    def show_file_changed(self) -> None:
        """Say that somebody else wrote into the vault's file while it was closed."""
        sentence = self.tr(
            "Another program changed the vault’s file since you last closed it. Check it with “coordinator audit "
            "verify”, or restore a backup."
        )
        self._window.show_message(Tone.WARNING, sentence)

    def show_error(self, error: CoordinatorError) -> None:
        """Say what went wrong above the page."""
        message = describe(error)
        self._window.show_message(Tone.WARNING if message.where is Where.BESIDE else Tone.ERROR, message.sentence)

    def show_backup(self) -> None:
        """Say when the newest backup was made; after three days with a warning."""
        found = list_snapshots(self._snapshots)
        if not found:
            return
        taken = found[0].taken_at
        if self._clock.now() - taken > BACKUP_OLD:
            day = self._formats.weekday(self._formats.date_of(taken))
            self._window.sidebar.set_backup(self.tr("Last backup {day}").format(day=day), old=True)
        else:
            time = self._formats.time(taken)
            self._window.sidebar.set_backup(self.tr("Backed up {time}").format(time=time))

    def show_failed_link(self, launcher: Launcher, session_id: GroupSessionId, door: MeetingDoor) -> None:
        """Say that no program took a link, and offer the browser, the link itself and the backup link."""
        again = self._window.show_message(Tone.ERROR, failed_words(door), action=self.tr("Open in browser"))
        if again is not None:
            again.clicked.connect(lambda: launcher.open_again(session_id, door))
        sentence = self.tr("The session runs and attendance can be taken. The link can be pasted into a browser.")
        copy = self._window.show_message(Tone.INFO, sentence, action=self.tr("Copy link"))
        if copy is not None:
            copy.clicked.connect(lambda: launcher.copy_link(door))
        if door.backup_url:
            there = self.tr("There is a backup link for this session.")
            backup = self._window.show_message(Tone.INFO, there, action=self.tr("Open backup link"))
            if backup is not None:
                backup.clicked.connect(lambda: launcher.launch(session_id, backup=True))

    # -- from the store

    def _changed(self, change: Change[object]) -> None:
        if change.action in NEWS:
            self._bridge.read(programs.program, then=self._show_program, fail=_ignore_missing)
        if change.undo is None or change.action in QUIET:
            return
        words, newest = done_words(change.action, change.detail), self._bridge.history.next_undo
        if words and newest is not None and newest.action is change.action:
            self._window.show_toast(words, undo=True)

    def _show_program(self, program: Program) -> None:
        self._window.set_clinic(program.clinic_name)
        self.clinic_named.emit(program.clinic_name)
        if program.is_sample and not self._sample_shown:
            sentence = self.tr("Sample clinic. Everyone here is made up.")
            offered = self.tr("Remove sample") if self._remove_sample is not None else ""
            link = self._window.show_message(Tone.INFO, sentence, action=offered)
            if link is not None and self._remove_sample is not None:
                link.clicked.connect(self._remove_sample)
        elif self._sample_shown and not program.is_sample:
            self._window.clear_messages()
        self._sample_shown = program.is_sample

    def _show_history(self) -> None:
        history = self._bridge.history
        undo = tuple(undo_words(step) for step in history.steps)
        self._window.show_undo_steps(undo, (self.tr("Redo"),) if history.next_redo is not None else ())

    def _undone(self, step: UndoStep) -> None:
        self._window.show_toast(self.tr("Done: {what}").format(what=undo_words(step)))

    def _show_live(self, live: GroupSession | None) -> None:
        if live is None:
            self._window.sidebar.hide_live()
            return
        elapsed = self._formats.clock_duration(self._pulse.minutes(self._clock.now()))
        self._window.sidebar.show_live(live.group_name, elapsed)


def _ignore_missing(error: CoordinatorError) -> None:
    if not isinstance(error, NotFound):
        raise error
