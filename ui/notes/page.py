"""The notes of one session: list, editor, facts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QDeadlineTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.notes import NoteChanged, NoteContent, NoteList, NoteState, NoteView, SignsForAnother
from coordinator.vocabulary import ClientId, GroupSessionId
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats
from ui.notes import errors  # noqa: F401  registers the words of this feature's errors
from ui.notes.desk import UNDO_MS, NotesDesk
from ui.notes.editor import NoteEditor
from ui.notes.head import NotesHead
from ui.notes.keys import Key, add_actions, key_lines
from ui.notes.list_view import NoteListView
from ui.notes.pace import DraftPace
from ui.notes.printing import NotePrinter, Printing, print_notes
from ui.notes.side import FactsColumn
from ui.notes.spelling import SpellCheck
from ui.notes.words import NoteWords
from ui.page import KeyLine, Page
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import column, row

__all__ = ["NotesPage"]


class NotesPage(Page):
    """Notes of one session.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's locale.
        names: whether names are shown.
        send_to_printer: asks for a printer and prints a page of HTML.
    """

    attendance_requested = Signal(object)
    """The session whose attendance is wanted."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        *,
        send_to_printer: Printing = print_notes,
    ) -> None:
        super().__init__()
        self.title = self.tr("Notes")
        self._theme = theme
        self.desk = NotesDesk(bridge, self)
        self.words = NoteWords(formats, names, self)
        self._printer = NotePrinter(self, bridge, self.words, send_to_printer)
        self.head = NotesHead(theme, self.words)
        self.list = NoteListView(theme, self.words)
        self.editor = NoteEditor(theme, self.words, SpellCheck(bridge, self))
        self.side = FactsColumn(theme, self.words)
        self._view: NoteView | None = None
        self._found: NoteList | None = None
        self._asked: tuple[object, tuple[str, ...]] | None = None
        self._wants_first = self._focus_wanted = False
        self._deadlines: dict[ClientId | None, QDeadlineTimer] = {}
        self._soon = DraftPace(self.desk)
        self._soon.due.connect(self.save_now)
        self.desk.more_to_save = lambda: self.editor.unsaved
        self._build()
        self._connect()

    def _build(self) -> None:
        middle = row(self.list, self.editor, self.side, gap=0)
        middle.setStretchFactor(self.editor, 1)
        page = column(self.head, middle)
        page.setStretchFactor(middle, 1)
        self.setLayout(page)
        add_actions(
            self,
            {
                Key.ATTENDANCE: self._to_attendance,
                Key.NEXT: partial(self._step, 1),
                Key.PREVIOUS: partial(self._step, -1),
                Key.SIGN: self.sign,
                Key.INSERT: self.editor.insert_newest,
                Key.PICKS: self.editor.open_picks,
                Key.SPELL: self.editor.next_misspelling,
                Key.PRINT: self.print_note,
            },
        )

    def _connect(self) -> None:
        self.head.attendance_requested.connect(self._to_attendance)
        self.head.print.clicked.connect(self.print_note)
        self.list.chosen.connect(self.show_note)
        editor, bars = self.editor, self.editor.bars
        self.list.entered.connect(editor.begin)
        self.side.insert_requested.connect(editor.insert)
        editor.edited.connect(self._edited)
        editor.template_requested.connect(self._change_template)
        editor.next_requested.connect(partial(self._step, 1))
        editor.sign_requested.connect(self.sign)
        editor.addendum_requested.connect(self.desk.add)
        editor.sealed.typed.connect(self.desk.keep_addition)
        editor.sealed.cosign_requested.connect(self.desk.cosign_addition)
        bars.overwrite_requested.connect(self._keep_mine)
        bars.again_requested.connect(self.save_now)
        bars.anyway_requested.connect(self._sign)
        bars.reload_requested.connect(self._show_theirs)
        self.desk.listed.connect(self._listed)
        self.desk.shown.connect(self._shown)
        self.desk.saved.connect(self._saved)
        self.desk.signed.connect(self._signed)
        self.desk.withdrawn.connect(self._withdrawn)
        self.desk.added.connect(self._added)
        self.desk.refused.connect(self._refused)
        self.words.names.changed.connect(self._renamed)

    # -- what the window asks for

    def open(self, session_id: GroupSessionId, client_id: ClientId | None = None) -> None:
        """Show the notes of a session: that of a client, or the one that was open, or the first to write."""
        self.leave()
        same = session_id == self.desk.session_id
        if not same:
            self._found = None
            self._deadlines.clear()
        wanted = self.desk.client_id if same and client_id is None else client_id
        self._view = None
        self.desk.open(session_id, wanted)
        if not same and client_id is None:
            self._open_first()

    def save_now(self) -> None:
        """Hand what is typed to the store at once: before leaving, locking or closing."""
        self._soon.stop()
        self.editor.sealed.save_now()
        if self._view is not None and self._view.signature is None and self.editor.unsaved:
            self.editor.handed_over()
            self.desk.save(self.editor.content())

    def leave(self) -> None:
        """Hand over what is typed, and enter in the history how the note stands: its writer goes elsewhere."""
        self.save_now()
        self.desk.settle()

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of this screen."""
        return key_lines()

    def activate(self) -> None:
        """Write on where writing stopped."""
        self.desk.watch(on=True)
        self.desk.refresh()
        self._focus_wanted = True
        self._focus()

    def refresh(self) -> None:
        """Read the facts again."""
        self.desk.refresh()

    def inspector(self) -> QWidget | None:
        """The column of facts."""
        return self.side

    def showEvent(self, event: QShowEvent) -> None:
        """Facts follow the store while somebody looks."""
        super().showEvent(event)
        self.desk.watch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed stays behind."""
        super().hideEvent(event)
        self.leave()
        self.desk.watch(on=False)

    # -- choosing a note

    def show_note(self, client_id: ClientId | None) -> None:
        """Show another note of this session."""
        if self.desk.session_id is None or client_id == self.desk.client_id:
            return
        self.leave()
        self._view = None
        self.editor.bars.drop("signed", "refused", "conflict")
        self.list.choose(client_id)
        self.desk.open(self.desk.session_id, client_id)

    def _step(self, step: int) -> None:
        line = self.list.neighbour(step)
        if line is not None:
            self._focus_wanted = True
            self.show_note(line.client_id)

    def _open_first(self) -> None:
        """Begin with the first note that still wants words or a signature, then with one that wants a co-signature."""
        found = self._found
        self._wants_first = found is None or found.sheet.session.id != self.desk.session_id
        if found is None or self._wants_first:
            return
        unsigned = [one for one in found.lines if one.state is not NoteState.SIGNED]
        waiting = unsigned or [one for one in found.lines if one.awaits_cosignature]
        self.show_note((waiting or found.lines)[0].client_id)

    # -- what arrives

    def _listed(self, found: NoteList) -> None:
        self._found = found
        self.head.show_list(found)
        self.list.show_list(found, self.desk.client_id)
        if self._wants_first:
            self._open_first()

    def _shown(self, view: NoteView) -> None:
        fresh, self._view = self._view is None, view
        self.editor.show_view(view, fresh=fresh)
        kept = self.desk.kept(view.client_id)
        if fresh and kept is not None and view.signature is None:
            self.editor.take_back(kept, show=True)
        self.side.show_view(view)
        self.head.print.setEnabled(view.updated_at is not None and view.client_id is not None)
        self._show_undo()
        self._focus()

    def _focus(self) -> None:
        if self._focus_wanted and self._view is not None and self.isVisible():
            self._focus_wanted = False
            self.editor.begin() if self._view.signature is None else self.list.focus_current()

    def _renamed(self) -> None:
        if self._found is not None:
            self.list.show_list(self._found, self.desk.client_id)

    # -- writing

    def _edited(self) -> None:
        self._asked = self._asked if self._asked and self._asked[1] == self._missing() else None
        self._soon.touched()

    def _missing(self) -> tuple[str, ...]:
        return tuple(section.key for section in self.editor.missing())

    def _saved(self, client_id: ClientId | None) -> None:
        if client_id == self.desk.client_id:
            self.editor.bars.drop("refused", "conflict")
        self._soon.arrived()

    def _change_template(self, key: str) -> None:
        if self._view is None or self._view.template.key == key:
            return
        self._soon.stop()
        content = self.editor.content()
        self.editor.handed_over()
        self.desk.save(NoteContent(key, content.sections, content.participation, content.goals))

    # -- signing

    def sign(self) -> None:
        """Sign what is shown as its session's leader."""
        self._sign("")

    def _sign(self, reason: str) -> None:
        """Sign what is shown. Where a required section is empty, ask once: the second time it is signed so."""
        view = self._view
        if view is None or view.signature is not None or self.words.names.hidden:
            self.desk.cosign(None if self.words.names.hidden else view)
            return
        content = self.editor.content()
        if content.is_empty:
            self.editor.bars.refuse(self.tr("Nothing is written yet, so there is nothing to sign."))
            self.editor.begin()
            return
        missing = self._missing()
        if missing and self._asked != (view.client_id, missing):
            self._asked = (view.client_id, self.editor.empty_required())
            return
        self._soon.stop()
        self.editor.handed_over(for_good=True)
        self.desk.sign(content, reason)

    def _signed(self, client_id: ClientId | None) -> None:
        self._deadlines[client_id] = QDeadlineTimer(UNDO_MS)
        self._asked = None
        # What was written in is gone from the screen: the list takes the focus, not some far corner of the window.
        self._focus_wanted = client_id == self.desk.client_id
        self.editor.bars.drop("refused", "conflict", "empty")
        self.refresh()

    def _show_undo(self) -> None:
        """Offer to take the signature back while its minute runs."""
        client_id = self.desk.client_id
        deadline = self._deadlines.get(client_id)
        signed = self._view is not None and self._view.signature is not None
        if deadline is None or deadline.hasExpired() or not signed:
            self.editor.bars.drop("signed")
        elif self.editor.bars.bar("signed") is None:
            self.editor.bars.show_signed(deadline).undo_requested.connect(partial(self.desk.withdraw, client_id))

    def _withdrawn(self, client_id: ClientId | None) -> None:
        self._deadlines.pop(client_id, None)
        self._focus_wanted = True
        self.desk.refresh()

    def _added(self) -> None:
        self.editor.sealed.close_form()
        self._deadlines.pop(self.desk.client_id, None)
        self.desk.refresh()

    def _refused(self, error: CoordinatorError) -> None:
        self.editor.take_back(self.desk.kept(self.desk.client_id), show=False)
        told = describe(error)
        if isinstance(error, SignsForAnother):
            self.editor.bars.led_by_another(told.sentence)
        elif isinstance(error, NoteChanged):
            self.editor.bars.changed_elsewhere(told.sentence)
        else:
            self.editor.bars.refuse(f"{told.title} {told.sentence}", again=self.editor.unsaved)
            self.editor.footer.tell(self.tr("Not saved"), "circle-alert", "absent.text")

    def _keep_mine(self) -> None:
        self.editor.handed_over()
        self.desk.save(self.editor.content(), over=True)

    def _show_theirs(self) -> None:
        self.editor.bars.drop("conflict")
        self.desk.let_go()
        self._view = None
        self.desk.read_note()

    # -- elsewhere

    def _to_attendance(self) -> None:
        self.save_now()
        if self.desk.session_id is not None:
            self.attendance_requested.emit(self.desk.session_id)

    def print_note(self) -> None:
        """Print the open client's note of this session; no other client is named on it."""
        self.save_now()
        if self._view is not None and not self.words.names.hidden:
            self._printer.print_view(self._view)
