"""The place of process notes: closed until their author opens it, closed again when they leave it for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from coordinator import roster
from coordinator.clock import Clock
from coordinator.errors import CoordinatorError
from coordinator.process_notes import CodeWanted, Keeper, ProcessNoteId, ProcessText, Standing
from coordinator.roster import ClientLine
from coordinator.roster import Standing as ClientStanding
from coordinator.store.unit_of_work import UnitOfWork
from ui.bridge import Bridge
from ui.formats import Formats
from ui.page import KeyLine, Page
from ui.process_notes.banner import Banner
from ui.process_notes.errors import sentence_of
from ui.process_notes.forms import BeginForm, CodeForm, Doorway, OpenForm
from ui.process_notes.notebook import Notebook
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Button, EmptyState, InfoBar, Tone, clear_layout, column

__all__ = ["ProcessNotesPage"]

AskFolder = Callable[[QWidget, str], str]


def ask_folder(parent: QWidget, title: str) -> str:
    """Let the author choose a folder with the system's dialog; empty when they give up."""
    return QFileDialog.getExistingDirectory(parent, title, str(Path.home()))


def _everybody(work: UnitOfWork) -> tuple[ClientLine, ...]:
    return roster.clients(work, standing=ClientStanding.ALL)


class ProcessNotesPage(Page):
    """Process notes of whoever is signed in.

    Args:
        theme: the program's theme.
        bridge: the way to the store's thread.
        keeper: opens and closes the author's file.
        formats: the reader's locale.
        names: whether names are shown.
        clock: the present day.
        ask: asks for a folder; tests answer at once.
    """

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        keeper: Keeper,
        formats: Formats,
        names: ShownNames,
        clock: Clock,
        *,
        ask: AskFolder = ask_folder,
    ) -> None:
        super().__init__()
        self.title = self.tr("Process notes")
        self._theme, self._bridge, self._keeper = theme, bridge, keeper
        self._formats, self._names, self._clock, self._ask = formats, names, clock, ask
        self._backup: Path | None = None
        self.form: OpenForm | BeginForm | CodeForm | None = None
        self.banner = Banner(theme)
        self._build_actions()
        self._bars = column()
        self._door = Doorway()
        self.notebook = Notebook(theme, formats, names)
        self.notebook.save_requested.connect(self._save)
        self.notebook.remove_requested.connect(self._remove)
        self.notebook.new.clicked.connect(self.new_note)
        self._stack = QStackedLayout()
        page = column(self.banner, self._bars)
        page.addLayout(self._stack, 1)
        self.setLayout(page)
        for part in (self._door, self.notebook):  # once it has its place: the first is shown at once
            self._stack.addWidget(part)
        names.changed.connect(self._hide_with_names)
        self._show_actions(is_open=False)

    def _build_actions(self) -> None:
        theme = self._theme
        self.back_up = Button(theme, self.tr("Back up"), icon="hard-drive")
        self.back_up.setAccessibleName(self.tr("Back up your process notes to a folder"))
        self.back_up.clicked.connect(self._back_up)
        self.restore = Button(theme, self.tr("Restore"), icon="archive-restore")
        self.restore.setAccessibleName(self.tr("Restore your process notes from a backup"))
        self.restore.clicked.connect(self._choose_backup)
        self.close_notes = Button(theme, self.tr("Close"), icon="lock")
        self.close_notes.setAccessibleName(self.tr("Close your process notes"))
        self.close_notes.clicked.connect(self.shut)
        for button in (self.back_up, self.restore, self.close_notes):
            self.banner.tools.addWidget(button)
        for keys, words, slot in self._keys():
            action = QAction(words, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    def _keys(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (
            ("Ctrl+N", self.tr("New process note"), self.new_note),
            ("Alt+Down", self.tr("Next process note"), partial(self.notebook_step, 1)),
            ("Alt+Up", self.tr("Previous process note"), partial(self.notebook_step, -1)),
            ("Ctrl+W", self.tr("Close process notes"), self.shut),
        )

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of this screen."""
        return tuple(KeyLine(keys, words) for keys, words, _slot in self._keys())

    # -- what the window asks

    def activate(self) -> None:
        """See how it stands, and set the focus."""
        self._bridge.run(self._keeper.standing, then=self._stand)

    def save_now(self) -> None:
        """Hand what is typed to the file: before leaving, locking or closing."""
        self.notebook.save_now()

    def is_open(self) -> bool:
        """Whether the notes are on screen."""
        return self._stack.currentWidget() is self.notebook

    def shut(self) -> None:
        """Close the notes and let nothing of them stay on screen."""
        if self.is_open():
            self.save_now()
            self._bridge.run(lambda _store: self._keeper.close(), then=self._is_shut)

    def _hide_with_names(self) -> None:
        if self._names.hidden:
            self.shut()

    def new_note(self) -> None:
        """Turn to an empty sheet."""
        if self.is_open():
            self.notebook.start_new(self._formats.date_of(self._clock.now()))
            self.notebook.begin()

    def notebook_step(self, by: int) -> None:
        """Turn to the note before or after."""
        if self.is_open():
            self.notebook.step(by)

    # -- the door

    def _is_shut(self, _nothing: object) -> None:
        self.notebook.clear()
        self.activate()

    def _stand(self, standing: Standing) -> None:
        if standing is Standing.OPEN:
            self._is_opened(None)
        elif standing is Standing.CLOSED:
            form = OpenForm(self._theme)
            form.submitted.connect(partial(self._open, form))
            self._show_form(form)
        elif standing is Standing.NOT_BEGUN:
            begin = BeginForm(self._theme)
            begin.submitted.connect(partial(self._begin, begin))
            self._show_form(begin)
        else:
            said = self.tr("Only a mental health or substance use professional may keep process notes.")
            self._show_door(EmptyState(self._theme, "shield", self.tr("Not for your role"), said))
            self.form = None
            self.restore.hide()

    def _show_form(self, form: OpenForm | BeginForm | CodeForm) -> None:
        self.form = form
        self._show_door(form)
        form.begin()

    def _show_door(self, widget: QWidget) -> None:
        self._door.show_one(widget)
        self._stack.setCurrentWidget(self._door)
        self._show_actions(is_open=False)

    def _show_actions(self, *, is_open: bool) -> None:
        self.back_up.setVisible(is_open)
        self.close_notes.setVisible(is_open)
        self.restore.show()

    def _open(self, form: OpenForm) -> None:
        form.set_busy(busy=True)
        self._bridge.run(
            self._keeper.open, form.passphrase.text(), then=self._is_opened, fail=partial(self._not_opened, form)
        )

    def _not_opened(self, form: OpenForm, error: CoordinatorError) -> None:
        if isinstance(error, CodeWanted):
            self._ask_for_code(form.passphrase.text())
        else:
            self._refuse(form, error)

    def _ask_for_code(self, passphrase: str) -> None:
        form = CodeForm(
            self._theme,
            title=self.tr("Your passphrase was set by a recovery"),
            said=self.tr(
                "The vault's recovery sheet does not reach process notes. Type the code that you wrote down when you "
                "began them; from then on your passphrase opens them again."
            ),
            go=self.tr("Open process notes"),
        )
        form.passphrase.setText(passphrase)
        form.left.connect(self.activate)
        form.submitted.connect(partial(self._open_with_code, form))
        self._show_form(form)

    def _open_with_code(self, form: CodeForm) -> None:
        form.set_busy(busy=True)
        self._bridge.run(
            self._keeper.open_with_code,
            form.passphrase.text(),
            form.code.text(),
            then=self._is_opened,
            fail=partial(self._refuse, form),
        )

    def _begin(self, form: BeginForm) -> None:
        if form.is_written_down():
            form.set_busy(busy=True)
            self._bridge.run(
                self._keeper.begin,
                form.passphrase.text(),
                form.secret,
                then=self._is_opened,
                fail=partial(self._refuse, form),
            )

    def _refuse(self, form: OpenForm | BeginForm | CodeForm, error: CoordinatorError) -> None:
        form.set_busy(busy=False)
        form.refuse(sentence_of(error))
        form.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        form.passphrase.selectAll()

    # -- the notes

    def _is_opened(self, _nothing: object) -> None:
        fresh = not self.is_open()
        self.form = None
        self._stack.setCurrentWidget(self.notebook)
        self._show_actions(is_open=True)
        self._bridge.read(_everybody, then=self._show_clients)
        self._bridge.run(self._keeper.notes, then=self.notebook.show_notes, fail=self._fail)
        if fresh:
            self.notebook.start_new(self._formats.date_of(self._clock.now()))
        self.notebook.begin()

    def _show_clients(self, found: tuple[ClientLine, ...]) -> None:
        self.notebook.show_clients([(one.id, one.name) for one in found])

    def _save(self, note_id: ProcessNoteId | None, content: ProcessText) -> None:
        self._bridge.run(
            self._keeper.save,
            note_id,
            content,
            then=partial(self._saved, was_new=note_id is None),
            fail=lambda error: self.notebook.not_saved(sentence_of(error)),
        )

    def _saved(self, note_id: ProcessNoteId, *, was_new: bool) -> None:
        self.notebook.saved(note_id, was_new=was_new)
        if self.is_open():
            self._bridge.run(self._keeper.notes, then=self.notebook.show_notes, fail=self._fail)

    def _remove(self, note_id: ProcessNoteId) -> None:
        self._bridge.run(self._keeper.remove, note_id, then=self._removed, fail=self._fail)

    def _removed(self, _nothing: object) -> None:
        self.notebook.start_new(self._formats.date_of(self._clock.now()))
        self._bridge.run(self._keeper.notes, then=self.notebook.show_notes, fail=self._fail)
        self.notebook.begin()

    def _fail(self, error: CoordinatorError) -> None:
        self._tell(Tone.ERROR, sentence_of(error))
        if self.is_open():
            self.notebook.clear()
            self.activate()

    # -- the author's own backup

    def _back_up(self) -> None:
        chosen = self._ask(self, self.tr("Back up process notes to this folder"))
        if chosen:
            self.save_now()
            self._bridge.run(self._keeper.back_up, Path(chosen), then=self._backed_up, fail=self._not_done)

    def _backed_up(self, made: Path) -> None:
        said = self.tr("Saved as {name}, encrypted. Your passphrase or your code opens it, and nothing else does.")
        self._tell(Tone.INFO, said.format(name=made.name))

    def _choose_backup(self) -> None:
        chosen = self._ask(self, self.tr("Choose the folder of the backup"))
        if not chosen:
            return
        self.save_now()
        form = CodeForm(
            self._theme,
            title=self.tr("Restore process notes"),
            said=self.tr(
                "The backup takes the place of your present process notes, which are kept beside it. The code is only "
                "needed for a backup that was made under another passphrase or on another computer."
            ),
            go=self.tr("Restore"),
        )
        form.left.connect(self.activate)
        form.submitted.connect(partial(self._restore, form, Path(chosen)))
        self._show_form(form)

    def _restore(self, form: CodeForm, folder: Path) -> None:
        form.set_busy(busy=True)
        self._bridge.run(
            self._keeper.restore,
            folder,
            form.passphrase.text(),
            form.code.text().strip(),
            then=self._restored,
            fail=partial(self._refuse, form),
        )

    def _restored(self, _nothing: object) -> None:
        self.notebook.clear()
        self._is_opened(None)
        self._tell(Tone.INFO, self.tr("Restored. What was there before is kept in the vault's folder."))

    def _not_done(self, error: CoordinatorError) -> None:
        self._tell(Tone.ERROR, sentence_of(error))

    def _tell(self, tone: Tone, sentence: str) -> None:
        clear_layout(self._bars)
        bar = InfoBar(self._theme, tone, sentence, flush=True, closable=True)
        bar.closed.connect(bar.hide)
        self._bars.addWidget(bar)
        bar.set_text(sentence)
