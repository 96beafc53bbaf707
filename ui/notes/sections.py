"""The headed fields of a note, one below the other: what is written, and where the caret goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from coordinator.notes import BLANK, Guards, NoteContent, NoteSection, NoteView, Pick, Section, pick_sets
from ui.notes.field import NoteField
from ui.notes.quick_picks import QuickPicks
from ui.notes.small_controls import GoalChips
from ui.theme import Theme
from ui.widgets import LinkButton, Text, clear_layout, column, row

__all__ = ["NoteSections"]


class NoteSections(QWidget):
    """The fields of one note, built anew only where another note or template is shown.

    Args:
        theme: the program's theme.
        over: what quick picks lie over while they are open.
    """

    edited = Signal()
    """The reader changed a word or cited a goal."""
    picks_requested = Signal()
    """Quick picks for the field with the caret."""
    left = Signal()
    """A field lost the caret."""
    menu_wanted = Signal(object, QPoint, int)
    """A field's menu: the field, where on the screen, at which character."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self.picks = QuickPicks(theme, over)
        self.picks.chosen.connect(self._picked)
        self.picks.left.connect(self._back_to_field)
        self._picking: NoteField | None = None
        self._view: NoteView | None = None
        self._fields: dict[str, NoteField] = {}
        self._layout_key: object = None
        # The chips outlive the fields: while those are built anew, they wait here.
        self._aside = QWidget(self)
        self._aside.hide()
        self.goals = GoalChips(theme, self._aside)
        self.goals.changed.connect(self.edited)
        self._offer = LinkButton(theme, self.tr("Quick picks"), icon="plus", parent=self)
        self._offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offer.setToolTip(self.tr("Ctrl+J"))
        self._offer.clicked.connect(self.picks_requested)
        self._offer.hide()
        self._body = column()
        self.setLayout(self._body)

    # -- showing

    def lay_out(self, view: NoteView, *, keep_words: bool) -> None:
        """Make the fields of a note; `keep_words` are those that are typed and not stored yet."""
        self._view = view
        sealed = view.signature is not None
        shown = [one for one in view.sections if one.text.strip() or not sealed]
        key = (view.client_id, view.session_id, view.template.key, sealed, [one.section.key for one in shown])
        if key == self._layout_key:
            return
        self._layout_key = key
        words = {name: field.text() for name, field in self._fields.items()} if keep_words else {}
        self.goals.setParent(self._aside)
        clear_layout(self._body)
        self._fields = {}
        for one in shown:
            self._add_field(one)
            self._fields[one.section.key].show_text(words.get(one.section.key, one.text))

    def forget_layout(self) -> None:
        """Build the fields anew the next time: another note, or another text size."""
        self._layout_key = None

    def _add_field(self, one: NoteSection) -> None:
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
        field.edited.connect(self.edited)
        field.focused.connect(partial(self._focus_moved, field))
        field.menu_wanted.connect(partial(self.menu_wanted.emit, field))
        heading.setBuddy(field)
        self._body.addLayout(line)
        self._body.addWidget(field)
        # A layout shows what is added to it a little later; the caret is wanted in it now.
        field.show()
        self._fields[one.section.key] = field

    def show_words(self, texts: Mapping[str, str]) -> None:
        """Show words by section; a field that is not named keeps its own."""
        for key, field in self._fields.items():
            if key in texts:
                field.show_text(texts[key])

    def _cite(self, number: int) -> None:
        if self._view is not None and number not in self.goals.cited():
            cited = (*self.goals.cited(), number)
            self.goals.show_goals(self._view.goals, cited, editable=True)
            self.edited.emit()

    def _section_of(self, field: NoteField) -> Section | None:
        key = next((key for key, one in self._fields.items() if one is field), "")
        shown = self._view.sections if self._view is not None else ()
        return next((one.section for one in shown if one.section.key == key), None)

    def show_goals(self, view: NoteView) -> None:
        """Show the client's goals and which of them the note cites."""
        self.goals.show_goals(view.goals, view.content.goals, editable=view.signature is None)

    def mark(self, found: Guards) -> None:
        """Underline what the guards found."""
        for key, field in self._fields.items():
            named = [(one.named.start, one.named.end) for one in found.named if one.section == key]
            minutes = [
                (one.contradiction.start, one.contradiction.end) for one in found.contradictions if one.section == key
            ]
            field.mark(named + minutes)

    def freeze(self, *, on: bool) -> None:
        """Let nobody write, or let them again."""
        for field in self._fields.values():
            field.setReadOnly(on)

    # -- what is written

    def fields(self) -> dict[str, NoteField]:
        """The fields by section, in order."""
        return dict(self._fields)

    def texts(self) -> dict[str, str]:
        """What is written, by section."""
        return {key: field.text() for key, field in self._fields.items()}

    def cited(self, known: NoteContent) -> tuple[int, ...]:
        """The goals that are cited; those known where the template has no place for them."""
        has_goals = self._view is not None and any(section.goals for section in self._view.template.sections)
        return self.goals.cited() if has_goals else known.goals

    # -- quick picks

    def offer_picks(self, field: NoteField) -> None:
        """Offer the quick picks that fit a field, below its caret."""
        section, view = self._section_of(field), self._view
        if section is None or view is None:
            return
        self._picking = field
        sets = pick_sets(view.template.kind, section.key, view.goals if section.goals else ())
        caret = field.viewport().mapTo(self._over, field.cursorRect().bottomLeft())
        self.picks.open(sets, caret + QPoint(0, self._theme.px(6)))

    def _picked(self, pick: Pick) -> None:
        field = self._back_to_field()
        if field is not None:
            field.add_sentence(pick.sentence, BLANK)
        if pick.goal is not None:
            self._cite(pick.goal)

    def _back_to_field(self) -> NoteField | None:
        """Give the focus back to where the picks were asked for; None where another note is shown by now."""
        field, self._picking = self._picking, None
        if field is None or field not in self._fields.values():
            return None
        field.setFocus(Qt.FocusReason.PopupFocusReason)
        return field

    # -- the caret

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The offer stays beside the heading of the field with the caret."""
        super().resizeEvent(event)
        self._place_offer()

    def _focus_moved(self, field: NoteField, on: bool) -> None:  # noqa: FBT001  as Qt tells it
        if not on:
            self.left.emit()
        self._place_offer()
        del field

    def _place_offer(self) -> None:
        """Beside the heading and not in the layout: a line that came and went with the focus would move the text."""
        field = self.focused()
        self._offer.setVisible(field is not None and not field.isReadOnly())
        if field is None:
            return
        self._offer.resize(self._offer.sizeHint())
        middle = field.y() - self._theme.px(13)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if mirrored else self.width() - self._offer.width()
        self._offer.move(left, max(0, middle - self._offer.height() // 2))
        self._offer.raise_()

    def begin(self) -> None:
        """Put the caret where writing goes on: the first empty field, or the end of the last one."""
        if not self._fields:
            return
        empty = next((field for field in self._fields.values() if not field.text().strip()), None)
        self._go_to(empty or list(self._fields.values())[-1])

    def go_to(self, section: Section) -> None:
        """Put the caret into a section."""
        if section.key in self._fields:
            self._fields[section.key].setFocus(Qt.FocusReason.OtherFocusReason)

    def focused(self) -> NoteField | None:
        """The field with the caret, if one has it."""
        return next((field for field in self._fields.values() if field.hasFocus()), None)

    def write(self, put: Callable[[NoteField], None]) -> None:
        """Let something be written at the caret, or at the end of the first field; nothing happens to a sealed note."""
        field = self.focused() or next(iter(self._fields.values()), None)
        if field is None or field.isReadOnly():
            return
        if not field.hasFocus():
            self._go_to(field)
        put(field)

    def _go_to(self, field: NoteField) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.moveCursor(field.textCursor().MoveOperation.End)
