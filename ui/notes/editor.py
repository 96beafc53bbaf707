"""The middle of the screen: one note as headed fields, what to look at above it, what to do below it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.notes import (
    Guards,
    NoteContent,
    NoteView,
    Section,
    empty_required,
    is_used,
    judge,
)
from coordinator.vocabulary import Participation
from ui.notes.addenda import SealedPart
from ui.notes.field import NoteField
from ui.notes.footer import NoteFooter
from ui.notes.guard_bars import GuardBars
from ui.notes.participation import ParticipationControl
from ui.notes.sections import NoteSections
from ui.notes.small_controls import TemplateChooser
from ui.notes.spelling import SpellCheck
from ui.notes.words import NoteWords
from ui.theme import Theme
from ui.widgets import (
    Chip,
    ElidedText,
    Panel,
    ScrollColumn,
    Text,
    column,
    row,
)

__all__ = ["NoteEditor"]


class NoteEditor(Panel):
    """One note. It edits words only; what is stored comes back as a `NoteView`.

    Args:
        theme: the program's theme.
        words: the words of notes.
        spelling: underlines misspelled words.
    """

    edited = Signal()
    """The reader changed something that must be saved soon."""
    template_requested = Signal(str)
    next_requested = Signal()
    sign_requested = Signal()
    addendum_requested = Signal(str, object)

    def __init__(self, theme: Theme, words: NoteWords, spelling: SpellCheck, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme, self._words, self._spelling = theme, words, spelling
        self._view: NoteView | None = None
        self._unsaved = self._filled = self._frozen = False
        self._scale = theme.scale
        self._name = ElidedText(theme, "", "title")
        self._chip = Chip(theme, "", "unmarked")
        self.template = TemplateChooser(theme)
        self.bars = GuardBars(theme, words)
        self._participation_part = QWidget()
        self.participation = ParticipationControl(theme, words)
        self._level_words = Text(theme, "", "body")
        self.sections = NoteSections(theme, self)
        self._hidden = Text(
            theme, self.tr("The note is hidden while names are hidden."), "body", "textMuted", wrap=True
        )
        self.sealed = SealedPart(theme, words)
        self.footer = NoteFooter(theme)
        self.next, self.sign, self.add = self.footer.next, self.footer.sign, self.footer.add
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self._theme
        self._name.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head = row(self._name, self._chip, None, self.template, gap=10)
        heading = Text(theme, self.tr("Participation"), "captionStrong", "textSecondary")
        self._participation_part.setLayout(column(17, heading, 5, row(self.participation, self._level_words, None)))
        self._scroll = ScrollColumn(margins=(28, 14, 28, 20))
        self._hidden.setContentsMargins(0, 16, 0, 0)
        for part in (head, self.bars, self._participation_part, self.sections, self._hidden, 16, self.sealed):
            if isinstance(part, int):
                self._scroll.box.addSpacing(part)
            elif isinstance(part, QWidget):
                self._scroll.box.addWidget(part)
            else:
                self._scroll.box.addLayout(part)
        self._scroll.box.addStretch(1)
        self.setLayout(column(self._scroll, self.footer))

    def _connect(self) -> None:
        self.participation.chosen.connect(self._touched)
        self.sections.edited.connect(self._touched)
        self.sections.left.connect(self._look_at_spelling)
        self.sections.picks_requested.connect(self.open_picks)
        self.sections.menu_wanted.connect(self._spelling.offer)
        self._spelling.ready.connect(self._look_at_spelling)
        self.template.chosen.connect(self.template_requested)
        self.next.clicked.connect(self.next_requested)
        self.sign.clicked.connect(self.sign_requested)
        self.add.clicked.connect(self.sealed.open_form)
        self.sealed.addendum_requested.connect(self.addendum_requested)
        self.bars.replace_requested.connect(self._replace)
        self._words.names.changed.connect(self._again)
        self._theme.changed.connect(self._resized)

    # -- showing

    def show_view(self, view: NoteView, *, fresh: bool) -> None:
        """Show a note. Unless it is `fresh` in sight, words that are not saved yet stay."""
        self._view = view
        if fresh:
            self._unsaved = self._filled = self._frozen = False
            self._spelling.forget_ignored()
            self.sealed.close_form()
            self.sections.forget_layout()
        sealed = view.signature is not None
        self._frozen = self._frozen and not sealed
        self._head(view)
        self.sections.lay_out(view, keep_words=self._unsaved)
        if not self._unsaved or sealed:
            self._show_words(view)
        elif view.template.participation:
            self._participation_part.show()
        self.sections.freeze(on=sealed or self._frozen)
        self.template.setEnabled(not sealed)
        self.sealed.show_view(view)
        self.footer.show_sealed(sealed=sealed, awaited=view.may_cosign or view.addition_to_cosign is not None)
        self._collapse()
        self._tell_state(view)
        self.look()
        self._spelling.open(view)

    def _head(self, view: NoteView) -> None:
        line = view.attendance
        self._name.setText(self._words.name(line))
        self._chip.setVisible(line is not None)
        if line is not None:
            self._chip.show_as(self._words.label(line), self._words.tone(line))
        self.template.show_template(view.template, view.offered)

    def _show_words(self, view: NoteView) -> None:
        self.sections.show_words({one.section.key: one.text for one in view.sections})
        self._show_participation(view)
        self.sections.show_goals(view)
        self._fill_known(view)

    def _show_participation(self, view: NoteView) -> None:
        """A control to choose from; the word alone once the note is signed."""
        level, sealed = view.content.participation, view.signature is not None
        self.participation.show_level(level)
        self.participation.setVisible(not sealed)
        self._level_words.setVisible(sealed)
        self._level_words.setText(self._words.participation(level) if level is not None else "")
        self._participation_part.setVisible(view.template.participation and (level is not None or not sealed))

    def _fill_known(self, view: NoteView) -> None:
        """A note nobody touched says what the record knows; it is stored once the reader edits or signs it."""
        known = self._words.filled(view)
        self.sections.show_words(known)
        self._filled = bool(known)

    def _collapse(self) -> None:
        hidden = self._words.names.hidden
        self.sections.setVisible(not hidden)
        if hidden:
            self._participation_part.hide()
        self._hidden.setVisible(hidden)
        self.bars.setVisible(not hidden)
        if self._view is not None and hidden:
            self.sealed.hide()

    def _again(self) -> None:
        if self._view is not None:
            self.show_view(self._view, fresh=False)

    def _resized(self) -> None:
        """Another text size needs other distances."""
        if self._scale != self._theme.scale:
            self._scale = self._theme.scale
            self.sections.forget_layout()
            self._again()

    def _tell_state(self, view: NoteView) -> None:
        zone = view.sheet.session.zone
        icon, colour, told = "", "textMuted", ""
        if view.signature is not None:
            at = self._words.at(view.signature.signed_at, zone)
            icon, colour, told = "circle-check", "present.text", self.tr("Signed %1").replace("%1", at)
        elif view.updated_at is not None:
            at = self._words.at(view.updated_at, zone)
            icon, told = "check", self.tr("Draft saved %1").replace("%1", at)
        elif self._filled:
            icon, told = "file-check", self.tr("Filled from attendance, not signed")
        self.footer.tell(told, icon, colour)

    # -- writing

    def content(self) -> NoteContent:
        """What is on the screen now."""
        if self._view is None:
            raise RuntimeError("no note is shown")
        known = self._view.content
        return NoteContent(
            template=self._view.template.key,
            sections=self.sections.texts(),
            participation=self._level(known.participation),
            goals=self.sections.cited(known),
        )

    def _level(self, known: Participation | None) -> Participation | None:
        return self.participation.level() if self._view is not None and self._view.template.participation else known

    def fields(self) -> dict[str, NoteField]:
        """The fields by section, in order."""
        return self.sections.fields()

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that was not handed to the store."""
        return self._unsaved

    def handed_over(self, *, for_good: bool = False) -> None:
        """The words on the screen are on their way to the store; `for_good` lets nobody write until it answered."""
        self._unsaved, self._frozen = False, for_good
        self.sections.freeze(on=for_good)

    def take_back(self, content: NoteContent | None, *, show: bool) -> None:
        """The store did not take these words: they are unsaved again; `show` brings them back after another note."""
        self._frozen = False
        sealed = self._view is not None and self._view.signature is not None
        self.sections.freeze(on=sealed)
        if show and content is not None:
            self.sections.show_words({key: content.sections.get(key, "") for key in self.sections.fields()})
        self._unsaved = self._unsaved or (content is not None and not sealed)
        if show and content is not None:
            self.participation.show_level(content.participation)
            self.look()

    def begin(self) -> None:
        """Put the caret where writing goes on."""
        if not self._words.names.hidden:
            self.sections.begin()

    def insert(self, text: str) -> None:
        """Write an observation at the caret, or at the end of the first field."""
        self.sections.write(lambda field: field.add_text(text))

    def insert_newest(self) -> None:
        """Write the newest observation that the note does not have yet."""
        if self._view is None:
            return
        words = self.sections.texts().values()
        observed = [one.observation.text for one in self._view.observations]
        unused = [text for text in observed if not is_used(text, words)]
        if unused:
            self.insert(unused[-1])

    def open_picks(self) -> None:
        """Offer the quick picks for the section with the caret."""
        if not self._words.names.hidden:
            self.sections.write(self.sections.offer_picks)

    def missing(self) -> tuple[Section, ...]:
        """The required sections that have no text."""
        return empty_required(self.content(), self._view.template) if self._view is not None else ()

    def empty_required(self) -> tuple[str, ...]:
        """Say which required sections have no text, ask about them, and put the caret into the first."""
        missing = self.missing()
        if missing:
            self.bars.ask_for(missing)
            self.sections.go_to(missing[0])
        return tuple(section.key for section in missing)

    def next_misspelling(self) -> None:
        """Go to the next misspelled word and offer what may be meant."""
        if not self._words.names.hidden:
            self._spelling.step(list(self.fields().values()))

    def _look_at_spelling(self) -> None:
        self._spelling.look(self.fields().values())

    def look(self) -> Guards:
        """Judge what is on the screen now and show what should be looked at."""
        if self._view is None or self._view.signature is not None:
            self.bars.clear()
            self.sections.mark(Guards())
            return Guards()
        content = self.content()
        found = judge(replace(content, sections=dict(content.sections)), self._view)
        self.bars.show_guards(found, self._view)
        self.sections.mark(found)
        return found

    def _replace(self) -> None:
        """Put "a peer" in place of every name, last one first, so that offsets stay true."""
        found = self.look()
        for one in sorted(found.named, key=lambda one: -one.named.start):
            field = self.sections.fields().get(one.section)
            if field is not None:
                field.replace_at(one.named.start, one.named.end, self.bars.peer(one.named))

    def _touched(self, *_: object) -> None:
        self._unsaved = True
        self.look()
        self._look_at_spelling()
        self.edited.emit()
