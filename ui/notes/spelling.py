"""Spelling in the fields of a note: red waves, and a menu with what may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from coordinator import notes
from coordinator.changes import Change
from coordinator.notes import Misspelling, NoteView, Speller
from coordinator.vocabulary import Action
from ui.background import Background
from ui.bridge import Bridge
from ui.notes.field import NoteField
from ui.widgets import announce

__all__ = ["SpellCheck"]

LEARNING = frozenset({Action.LEARN_WORD, Action.FORGET_WORD})


class SpellCheck(QObject):
    """Knows the words of the language, of the field, of this vault and the names around the open note.

    Args:
        bridge: the way to the store, which keeps the words that were learned.
    """

    ready = Signal()
    """Words are known now that were not before: look again."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._speller: Speller | None = None
        self._names: tuple[str, ...] = ()
        self._learned: tuple[str, ...] = ()
        self._ignored: set[str] = set()
        self._background: Background | None = None
        bridge.changed.connect(self._changed)

    def open(self, view: NoteView) -> None:
        """Know the names around a note. The first time, the word lists are read meanwhile."""
        people = [name for member in view.others for name in member.names]
        session = view.sheet.session
        self._names = (*view.own_names, *people, session.group_name, session.facilitator)
        if notes.are_words_read():
            self._make()
        elif self._background is None:
            self._background = Background(self)
            self._background.run(notes.read_words, self._read, _raise)

    def forget_ignored(self) -> None:
        """Another note: what was ignored in the one before counts again."""
        self._ignored.clear()

    def look(self, fields: Iterable[NoteField]) -> None:
        """Underline what is in no list, but the word that is being typed."""
        for field in fields:
            found = self._found(field) if not field.isReadOnly() else ()
            caret = field.caret() if field.hasFocus() else -1
            field.wave([(one.start, one.end) for one in found if one.end != caret])

    def step(self, fields: Sequence[NoteField]) -> None:
        """Go to the next misspelling after the caret, round all fields, and offer what may be meant."""
        focused = next((at for at, field in enumerate(fields) if field.hasFocus()), 0)
        for field in (*fields[focused:], *fields[:focused]):
            after = field.caret() if field.hasFocus() and not field.textCursor().hasSelection() else 0
            found = self._found(field)
            if not found or field.isReadOnly():
                continue
            one = next((one for one in found if one.end >= after), found[0])
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.select(one.start, one.end)
            menu = QMenu(field)
            self._fill(menu, field, one)
            self._pop_up(menu, field.viewport().mapToGlobal(field.cursorRect().bottomLeft()))
            return
        if fields:
            announce(fields[0], self.tr("No misspelled word."))

    def offer(self, field: NoteField, place: QPoint, at: int) -> None:
        """Show a field's own menu, with what may be meant on top where the word at a place is misspelled."""
        menu = field.createStandardContextMenu()
        one = next((one for one in self._found(field) if one.start <= at <= one.end), None)
        if one is not None and not field.isReadOnly():
            standard = menu.actions()
            self._fill(menu, field, one, before=standard[0] if standard else None)
        self._pop_up(menu, place)

    # -- inside

    def _found(self, field: NoteField) -> tuple[Misspelling, ...]:
        if self._speller is None:
            return ()
        return tuple(one for one in self._speller.misspelled(field.text()) if one.word not in self._ignored)

    def _fill(self, menu: QMenu, field: NoteField, one: Misspelling, *, before: QAction | None = None) -> None:
        def add(words: str, run: Callable[[], object] | None) -> None:
            action = QAction(words, menu)
            action.setEnabled(run is not None)
            if run is not None:
                action.triggered.connect(lambda _=False: run())
            menu.insertAction(before, action)  # type: ignore[arg-type]  # None is the end

        meant = self._speller.suggestions(one.word) if self._speller is not None else ()
        for word in meant:
            add(word, lambda word=word: field.correct(one.start, one.end, word))  # type: ignore[misc]  # bound now
        if not meant:
            add(self.tr("Nothing like it is known"), None)
        menu.insertSeparator(before)  # type: ignore[arg-type]
        told = self.tr("Add “%1” to the dictionary").replace("%1", one.word)
        add(told, lambda: self._bridge.change(notes.learn_word, one.word))
        add(self.tr("Ignore in this note"), lambda: self._ignore(one.word))
        if before is not None:
            menu.insertSeparator(before)
        menu.setActiveAction(menu.actions()[0])

    def _pop_up(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("Spelling"))
        menu.popup(place)

    def _ignore(self, word: str) -> None:
        self._ignored.add(word)
        self.ready.emit()

    def _read(self, done: object) -> None:
        del done
        if self._background is not None:
            self._background.stop()
        self._make()

    def _make(self) -> None:
        first = self._speller is None
        self._speller = Speller((*self._names, *self._learned))
        if first:
            self._bridge.read(notes.known_words, then=self._know)
        self.ready.emit()

    def _know(self, words: tuple[str, ...]) -> None:
        self._learned = words
        self._make()

    def _changed(self, change: Change[object]) -> None:
        if change.action in LEARNING and self._speller is not None:
            self._bridge.read(notes.known_words, then=self._know)


def _raise(failure: BaseException) -> None:
    raise failure
