"""The middle of the screen: one note as headed fields, what to look at above it, what to do below it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.notes import Guards, NoteContent, NoteSection, NoteState, NoteView, empty_required, judge
from coordinator.vocabulary import Participation
from ui.notes.addenda import SealedPart
from ui.notes.field import NoteField
from ui.notes.footer import NoteFooter
from ui.notes.guard_bars import GuardBars
from ui.notes.participation import ParticipationControl
from ui.notes.small_controls import GoalChips, TemplateChooser
from ui.notes.words import NoteWords
from ui.theme import Theme
from ui.widgets import (
    Chip,
    ElidedText,
    Panel,
    ScrollColumn,
    Text,
    clear_layout,
    column,
    row,
)

__all__ = ["NoteEditor"]


class NoteEditor(Panel):
    """One note. It edits words only; what is stored comes back as a `NoteView`.

    Args:
        theme: the program's theme.
        words: the words of notes.
    """

    edited = Signal()
    """The reader changed something that must be saved soon."""
    template_requested = Signal(str)
    next_requested = Signal()
    sign_requested = Signal()
    addendum_requested = Signal(str, object)

    def __init__(self, theme: Theme, words: NoteWords, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._theme, self._words = theme, words
        self._view: NoteView | None = None
        self._fields: dict[str, NoteField] = {}
        self._layout_key: object = None
        self._unsaved = self._filled = self._frozen = False
        self._scale = theme.scale
        self._name = ElidedText(theme, "", "title")
        self._chip = Chip(theme, "", "unmarked")
        self.template = TemplateChooser(theme)
        self.bars = GuardBars(theme, words)
        self._participation_part = QWidget()
        self.participation = ParticipationControl(theme, words)
        self._level_words = Text(theme, "", "body")
        self.goals = GoalChips(theme)
        self._body = column()
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
        self._fields_part = QWidget()
        self._fields_part.setLayout(self._body)
        self._scroll = ScrollColumn(margins=(28, 14, 28, 20))
        self._hidden.setContentsMargins(0, 16, 0, 0)
        for part in (head, self.bars, self._participation_part, self._fields_part, self._hidden, 16, self.sealed):
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
        self.goals.changed.connect(self._touched)
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
            self.sealed.close_form()
            self._layout_key = None
        sealed = view.signature is not None
        self._frozen = self._frozen and not sealed
        self._head(view)
        self._lay_out(view)
        if not self._unsaved or sealed:
            self._show_words(view)
        elif view.template.participation:
            self._participation_part.show()
        for field in self._fields.values():
            field.setReadOnly(sealed or self._frozen)
        self.template.setEnabled(not sealed)
        self.sealed.show_view(view)
        self.footer.show_sealed(sealed=sealed)
        self._collapse()
        self._tell_state(view)
        self.look()

    def _head(self, view: NoteView) -> None:
        line = view.attendance
        self._name.setText(self._words.name(line))
        self._chip.setVisible(line is not None)
        if line is not None:
            self._chip.show_as(self._words.label(line), self._words.tone(line))
        self.template.show_template(view.template, view.offered)

    def _lay_out(self, view: NoteView) -> None:
        """Build the fields anew where another note or template is shown, and only then."""
        sealed = view.signature is not None
        shown = [one for one in view.sections if one.text.strip() or not sealed]
        key = (view.client_id, view.session_id, view.template.key, sealed, [one.section.key for one in shown])
        if key == self._layout_key:
            return
        self._layout_key = key
        words = {name: field.text() for name, field in self._fields.items()} if self._unsaved else {}
        self.goals.setParent(self)
        self.goals.hide()
        clear_layout(self._body)
        self._fields = {}
        for one in shown:
            self._add_field(self._body, one)
            self._fields[one.section.key].show_text(words.get(one.section.key, one.text))

    def _add_field(self, box: QVBoxLayout, one: NoteSection) -> None:
        title = one.section.title
        if one.former:
            title = self.tr("%1 (from another template)").replace("%1", title)
        heading = Text(self._theme, title, "captionStrong", "textSecondary")
        heading.setFixedHeight(self._theme.px(16))
        px = self._theme.px
        line = row(heading, gap=8, margins=(0, px(16), 0, px(5)))
        if one.section.goals:
            # A chip of 28 pixels in a line of 16: it reaches into the space around the heading.
            line.setContentsMargins(0, px(11), 0, 0)
            line.addWidget(self.goals)
            self.goals.show()
        line.addStretch(1)
        field = NoteField(self._theme, title, one.section.placeholder)
        field.edited.connect(self._touched)
        heading.setBuddy(field)
        box.addLayout(line)
        box.addWidget(field)
        # A layout shows what is added to it a little later; the caret is wanted in it now.
        field.show()
        self._fields[one.section.key] = field

    def _show_words(self, view: NoteView) -> None:
        for one in view.sections:
            if one.section.key in self._fields:
                self._fields[one.section.key].show_text(one.text)
        self._show_participation(view)
        self.goals.show_goals(view.goals, view.content.goals, editable=view.signature is None)
        self._fill_absence(view)

    def _show_participation(self, view: NoteView) -> None:
        """A control to choose from; the word alone once the note is signed."""
        level, sealed = view.content.participation, view.signature is not None
        self.participation.show_level(level)
        self.participation.setVisible(not sealed)
        self._level_words.setVisible(sealed)
        self._level_words.setText(self._words.participation(level) if level is not None else "")
        self._participation_part.setVisible(view.template.participation and (level is not None or not sealed))

    def _fill_absence(self, view: NoteView) -> None:
        """A no-show note nobody touched is written from the record; it is stored once the reader edits or signs it."""
        field = self._fields.get("absence")
        untouched = view.updated_at is None and view.state is NoteState.NO_SHOW
        if field is not None and view.attendance is not None and untouched:
            field.show_text(self._words.absence(view.attendance, view.sheet))
            self._filled = True

    def _collapse(self) -> None:
        hidden = self._words.names.hidden
        self._fields_part.setVisible(not hidden)
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
            self._layout_key = None
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
            sections={key: field.text() for key, field in self._fields.items()},
            participation=self._level(known.participation),
            goals=self.goals.cited() if self._has_goals() else known.goals,
        )

    def _level(self, known: Participation | None) -> Participation | None:
        return self.participation.level() if self._view is not None and self._view.template.participation else known

    def _has_goals(self) -> bool:
        return self._view is not None and any(section.goals for section in self._view.template.sections)

    def fields(self) -> dict[str, NoteField]:
        """The fields by section, in order."""
        return dict(self._fields)

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that was not handed to the store."""
        return self._unsaved

    def handed_over(self, *, for_good: bool = False) -> None:
        """The words on the screen are on their way to the store; `for_good` lets nobody write until it answered."""
        self._unsaved, self._frozen = False, for_good
        for field in self._fields.values():
            field.setReadOnly(for_good)

    def take_back(self, content: NoteContent | None, *, show: bool) -> None:
        """The store did not take these words: they are unsaved again; `show` brings them back after another note."""
        self._frozen = False
        sealed = self._view is not None and self._view.signature is not None
        for key, field in self._fields.items():
            field.setReadOnly(sealed)
            if show and content is not None:
                field.show_text(content.sections.get(key, ""))
        self._unsaved = self._unsaved or (content is not None and not sealed)
        if show and content is not None:
            self.participation.show_level(content.participation)
            self.look()

    def begin(self) -> None:
        """Put the caret where writing goes on: the first empty field, or the end of the last one."""
        if not self._fields or self._words.names.hidden:
            return
        empty = next((field for field in self._fields.values() if not field.text().strip()), None)
        field = empty or list(self._fields.values())[-1]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.moveCursor(field.textCursor().MoveOperation.End)

    def focused_field(self) -> NoteField | None:
        """The field with the caret, if one has it."""
        return next((field for field in self._fields.values() if field.hasFocus()), None)

    def insert(self, text: str) -> None:
        """Write an observation at the caret, or at the end of the first field."""
        field = self.focused_field() or next(iter(self._fields.values()), None)
        if field is None or field.isReadOnly():
            return
        if not field.hasFocus():
            field.moveCursor(field.textCursor().MoveOperation.End)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.add_text(text)

    def empty_required(self) -> tuple[str, ...]:
        """Say which required sections have no text, ask about them, and put the caret into the first."""
        missing = empty_required(self.content())
        if missing:
            self.bars.ask_for(missing)
            self._fields[missing[0].key].setFocus(Qt.FocusReason.OtherFocusReason)
        return tuple(section.key for section in missing)

    def look(self) -> Guards:
        """Judge what is on the screen now and show what should be looked at."""
        if self._view is None or self._view.signature is not None:
            self.bars.clear()
            self._mark(Guards())
            return Guards()
        content = self.content()
        found = judge(replace(content, sections=dict(content.sections)), self._view)
        self.bars.show_guards(found, self._view)
        self._mark(found)
        return found

    def _mark(self, found: Guards) -> None:
        for key, field in self._fields.items():
            named = [(one.named.start, one.named.end) for one in found.named if one.section == key]
            minutes = [
                (one.contradiction.start, one.contradiction.end) for one in found.contradictions if one.section == key
            ]
            field.mark(named + minutes)

    def _replace(self) -> None:
        """Put "a peer" in place of every name, last one first, so that offsets stay true."""
        found = self.look()
        for one in sorted(found.named, key=lambda one: -one.named.start):
            field = self._fields.get(one.section)
            if field is not None:
                field.replace_at(one.named.start, one.named.end, self.bars.peer(one.named))

    def _touched(self, *_: object) -> None:
        self._unsaved = True
        self.look()
        self.edited.emit()
