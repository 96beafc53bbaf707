"""Note templates: which are offered and in which order, the clinic's own, and words that the spelling check learned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from coordinator import notes
from coordinator.errors import CoordinatorError
from coordinator.notes import Shelf, Template
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import TemplateKind
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.settings import template_words  # noqa: F401  registers the words of this page's errors
from ui.settings.rows import RowCard, Section, SettingRow
from ui.settings.template_form import TemplateForm
from ui.theme import Theme
from ui.widgets import Button, IconButton, LinkButton, row

__all__ = ["TemplatesSection"]


@dataclass(frozen=True, slots=True)
class _Found:
    shelf: Shelf
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edited:
    """What the open form is about: a kind, and the own template that it changes, if it changes one."""

    kind: TemplateKind
    key: str


def _find(work: UnitOfWork) -> _Found:
    return _Found(notes.shelf(work), notes.known_words(work))


class TemplatesSection(Section):
    """Templates by kind. What ships is copied to be changed; notes keep the template they were written with."""

    def __init__(self, theme: Theme, bridge: Bridge) -> None:
        super().__init__(theme)
        self._bridge = bridge
        self._found: _Found | None = None
        self._edited: _Edited | None = None
        self.form: TemplateForm | None = None
        titles = {
            TemplateKind.INDIVIDUAL: self.tr("Notes about a client"),
            TemplateKind.GROUP: self.tr("Group notes"),
            TemplateKind.NO_SHOW: self.tr("Notes about an absent client"),
        }
        self.cards: dict[TemplateKind, RowCard] = {kind: self.add(title) for kind, title in titles.items()}
        self.words: RowCard = self.add(self.tr("Words you added to the dictionary"))

    def activate(self) -> None:
        """Read templates and words."""
        self._bridge.read(_find, then=self._show)

    # -- showing

    def _show(self, found: _Found) -> None:
        self._found = found
        focused = self._focused_name()
        for kind, card in self.cards.items():
            if self._edited is not None and self._edited.kind is kind:
                continue  # a form is open in it
            card.show_rows(self._rows(kind, found.shelf))
        self.words.show_rows([self._word(word) for word in found.words] or [self._no_words()])
        self._restore_focus(focused)

    def _rows(self, kind: TemplateKind, shelf: Shelf) -> list[QWidget]:
        shown = [one for one in shelf.templates if one.kind is kind and not one.replaced]
        first = shelf.first(kind)
        rows: list[QWidget] = [self._row(one, shown, first=one == first) for one in shown]
        new = Button(self.theme, self.tr("New template"), icon="plus")
        new.setAccessibleName(self.tr("New template: %1").replace("%1", self._kind_words(kind)))
        new.clicked.connect(partial(self._open, kind, None, ""))
        rows.append(SettingRow(self.theme, self.tr("A note with sections of your own"), "", new))
        return rows

    def _kind_words(self, kind: TemplateKind) -> str:
        return {
            TemplateKind.INDIVIDUAL: self.tr("note about a client"),
            TemplateKind.GROUP: self.tr("group note"),
            TemplateKind.NO_SHOW: self.tr("note about an absent client"),
        }[kind]

    def _row(self, one: Template, beside: list[Template], *, first: bool) -> SettingRow:
        said = [", ".join(section.title for section in one.sections)]
        if first and len(beside) > 1:
            said.append(self.tr("New notes start with it."))
        if not one.offered:
            said.append(self.tr("Retired; notes written with it stay as they are."))
        up = IconButton(self.theme, "arrow-up", self._named(self.tr("Move %1 up"), one))
        up.setEnabled(one != beside[0])
        up.clicked.connect(partial(self._move, one.key, -1))
        down = IconButton(self.theme, "arrow-down", self._named(self.tr("Move %1 down"), one))
        down.setEnabled(one != beside[-1])
        down.clicked.connect(partial(self._move, one.key, 1))
        controls = QWidget()
        box = row(*self._links(one, beside), up, down, gap=10)
        controls.setLayout(box)
        controls.setAccessibleName(one.title)
        return SettingRow(self.theme, one.title, "\n".join(said), controls)

    def _links(self, one: Template, beside: list[Template]) -> list[QWidget]:
        links: list[QWidget] = []
        if one.own:
            change = LinkButton(self.theme, self.tr("Change"), name=self._named(self.tr("Change %1"), one))
            change.clicked.connect(partial(self._open, one.kind, one, one.title, key=one.key))
            links.append(change)
        copy = LinkButton(self.theme, self.tr("Copy"), name=self._named(self.tr("Copy %1"), one))
        title = self.tr("%1, copy").replace("%1", one.title)
        copy.clicked.connect(partial(self._open, one.kind, one, title))
        links.append(copy)
        alone = one.offered and sum(other.offered for other in beside) == 1
        if alone:
            return links  # a kind of note without a template could not be written
        if one.offered:
            retire = LinkButton(self.theme, self.tr("Retire"), name=self._named(self.tr("Retire %1"), one))
            retire.clicked.connect(partial(self._retire, one.key))
            links.append(retire)
        else:
            offer = LinkButton(self.theme, self.tr("Offer again"), name=self._named(self.tr("Offer %1 again"), one))
            offer.clicked.connect(partial(self._offer, one.key))
            links.append(offer)
        return links

    def _named(self, words: str, one: Template) -> str:
        return words.replace("%1", one.title)

    def _word(self, word: str) -> SettingRow:
        remove = LinkButton(self.theme, self.tr("Remove"), name=self.tr("Remove %1").replace("%1", word))
        remove.clicked.connect(lambda: self._bridge.change(notes.forget_word, word))
        return SettingRow(self.theme, word, "", remove)

    def _no_words(self) -> SettingRow:
        caption = self.tr("In a note, Ctrl+. at a word with a red wave adds it.")
        return SettingRow(self.theme, self.tr("None yet"), caption)

    # -- arranging

    def _move(self, key: str, step: int) -> None:
        self._bridge.change(notes.move_template, key, step, then=self._again)

    def _retire(self, key: str) -> None:
        self._bridge.change(notes.retire_template, key, then=self._again)

    def _offer(self, key: str) -> None:
        self._bridge.change(notes.offer_template, key, then=self._again)

    def _again(self, outcome: object) -> None:
        del outcome
        self.activate()

    def _focused_name(self) -> str:
        focused = self.focusWidget()
        return focused.accessibleName() if isinstance(focused, QAbstractButton) and focused.hasFocus() else ""

    def _restore_focus(self, name: str) -> None:
        """Rows are made anew with every change; a template that is moved by keyboard can be moved on."""
        buttons = (one for one in self.findChildren(QAbstractButton) if name and one.accessibleName() == name)
        target = next((one for one in buttons if one.isVisible() and one.isEnabled()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the form

    def _open(self, kind: TemplateKind, start: Template | None, title: str, *, key: str = "") -> None:
        if self._found is None:
            return
        self._close_form()
        self._edited = _Edited(kind, key)
        self.form = TemplateForm(self.theme, kind, start, title)
        self.form.saved.connect(self._save)
        self.form.left.connect(self._leave)
        others = self._rows(kind, self._found.shelf)[:-1]
        self.cards[kind].show_rows([self.form, *others])
        self.form.begin()

    def _save(self) -> None:
        form, edited = self.form, self._edited
        if form is None or edited is None:
            return
        if edited.key:
            self._bridge.change(notes.change_template, edited.key, form.draft(), then=self._saved, fail=self._refused)
        else:
            self._bridge.change(notes.add_template, form.draft(), then=self._saved, fail=self._refused)

    def _saved(self, outcome: object) -> None:
        del outcome
        self._leave()

    def _refused(self, error: CoordinatorError) -> None:
        if self.form is not None:
            self.form.refuse(describe(error).sentence)

    def _leave(self) -> None:
        self._close_form()
        self.activate()

    def _close_form(self) -> None:
        self._edited, self.form = None, None
        if self._found is not None:
            self._show(self._found)
