"""The form of one note template: its name, and its sections in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.notes import Section, Template, TemplateDraft
from coordinator.vocabulary import TemplateKind
from ui.theme import Theme
from ui.widgets import (
    Button,
    CheckBox,
    Divider,
    IconButton,
    Labelled,
    PrimaryButton,
    Text,
    TextField,
    announce,
    clear_layout,
    column,
    row,
)

__all__ = ["TemplateForm"]


class _SectionLine(QWidget):
    """One section: what it is called, what it asks for, whether it must be written, and where it stands."""

    def __init__(self, theme: Theme, section: Section, place: int, *, goals: bool) -> None:
        super().__init__()
        self.section = section
        number = str(place)
        self.title = TextField(theme, self.tr("Name of section %1").replace("%1", number))
        self.title.setPlaceholderText(self.tr("Section"))
        self.title.setText(section.title)
        self.hint = TextField(theme, self.tr("Hint of section %1").replace("%1", number))
        self.hint.setPlaceholderText(self.tr("What it asks for"))
        self.hint.setText(section.placeholder)
        self.required = CheckBox(theme, self.tr("Required"), checked=section.required)
        self.required.setAccessibleName(self.tr("Section %1 is required").replace("%1", number))
        self.routine = CheckBox(theme, self.tr("May repeat"), checked=section.routine)
        self.routine.setAccessibleName(self.tr("Section %1 may repeat").replace("%1", number))
        self.routine.setToolTip(self.tr("The same words in several notes are not pointed out."))
        self.goals = CheckBox(theme, self.tr("Goals"), checked=section.goals)
        self.goals.setAccessibleName(self.tr("Goals of the plan beside section %1").replace("%1", number))
        if not goals:
            self.goals.hide()  # and never shown here: without a parent yet, it would be a window of its own
        self.up = IconButton(theme, "arrow-up", self.tr("Move section %1 up").replace("%1", number))
        self.down = IconButton(theme, "arrow-down", self.tr("Move section %1 down").replace("%1", number))
        self.remove = IconButton(theme, "x", self.tr("Remove section %1").replace("%1", number))
        words = row(self.title, self.hint, gap=8)
        words.setStretch(0, 2)
        words.setStretch(1, 3)
        marks = row(self.required, self.goals, self.routine, None, self.up, self.down, self.remove, gap=12)
        self.setLayout(column(words, marks, gap=2))

    def draft(self) -> Section:
        """The section as it is typed."""
        return replace(
            self.section,
            title=self.title.text(),
            placeholder=self.hint.text(),
            required=self.required.isChecked(),
            routine=self.routine.isChecked(),
            goals=self.goals.isChecked(),
        )


class TemplateForm(QWidget):
    """Stands in the list in the template's place. Enter saves, Esc leaves.

    Args:
        theme: the program's theme.
        kind: what the template is for.
        start: what it starts from: itself, a copy, or None for an empty one.
        title: the name to start with.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, theme: Theme, kind: TemplateKind, start: Template | None, title: str) -> None:
        super().__init__()
        self._theme, self._kind = theme, kind
        self._individual = kind is TemplateKind.INDIVIDUAL
        self._lines: list[_SectionLine] = []
        self.title = TextField(theme, self.tr("Name"), placeholder=self.tr("Family session note"))
        self.title.setText(title)
        asks = start is None or start.participation
        self.participation = CheckBox(theme, self.tr("Ask how much the client took part"), checked=asks)
        if not self._individual:
            self.participation.hide()
        self._wrong = Text(theme, "", "caption", "absent.text", wrap=True)
        self._wrong.hide()
        self.add = Button(theme, self.tr("Add section"), icon="plus")
        self.add.clicked.connect(self._add)
        self.save = PrimaryButton(theme, self.tr("Save"))
        self.save.clicked.connect(self.saved)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.left)
        self._box = column(gap=8)
        heading = Text(theme, self.tr("Sections"), "captionStrong", "textSecondary")
        self.setLayout(
            column(
                Labelled(theme, self.tr("Name"), self.title),
                self.participation,
                Divider(theme),
                heading,
                self._box,
                row(self.add, None),
                Divider(theme),
                self._wrong,
                row(self.save, cancel, None),
                gap=10,
                margins=(18, 14, 18, 14),
            )
        )
        self._show(start.sections if start is not None else (Section("", ""),))

    def begin(self) -> None:
        """Put the focus into the name."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def draft(self) -> TemplateDraft:
        """The template as it is typed; sections without a word are left out."""
        sections = [line.draft() for line in self._lines]
        kept = tuple(one for one in sections if one.title.strip() or one.placeholder.strip())
        return TemplateDraft(self.title.text(), self._kind, kept, self.participation.isChecked() and self._individual)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong."""
        self._wrong.setText(sentence)
        self._wrong.show()
        announce(self, sentence, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- sections

    def _show(self, sections: tuple[Section, ...]) -> None:
        clear_layout(self._box)
        self._lines = []
        for place, section in enumerate(sections, start=1):
            line = _SectionLine(self._theme, section, place, goals=self._individual)
            line.up.setEnabled(place > 1)
            line.down.setEnabled(place < len(sections))
            line.remove.setEnabled(len(sections) > 1)
            line.up.clicked.connect(partial(self._move, place - 1, -1))
            line.down.clicked.connect(partial(self._move, place - 1, 1))
            line.remove.clicked.connect(partial(self._remove, place - 1))
            self._lines.append(line)
            self._box.addWidget(line)
            line.show()

    def _add(self) -> None:
        self._show((*self._typed(), Section("", "")))
        self._lines[-1].title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, at: int, step: int) -> None:
        sections = list(self._typed())
        sections.insert(at + step, sections.pop(at))
        self._show(tuple(sections))
        self._focus(at + step, (lambda line: line.up) if step < 0 else (lambda line: line.down))

    def _remove(self, at: int) -> None:
        sections = list(self._typed())
        sections.pop(at)
        self._show(tuple(sections))
        self._focus(min(at, len(sections) - 1), lambda line: line.remove)

    def _focus(self, at: int, button: Callable[[_SectionLine], IconButton]) -> None:
        """Keep the focus where it was; where that button has nothing left to do, in the section's name."""
        line = self._lines[at]
        target: QWidget = button(line) if button(line).isEnabled() else line.title
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> tuple[Section, ...]:
        return tuple(line.draft() for line in self._lines)
