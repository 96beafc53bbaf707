"""The parts of the import: columns to match, the first rows, the list of problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from coordinator.roster import Choice, ProblemKey, RosterField, RosterTable, RowProblem
from ui.roster_import.words import choice_words, field_words, problem_words
from ui.roster_words import contact_words
from ui.theme import Theme
from ui.widgets import ComboBox, Divider, ElidedText, Labelled, Text, TextField, clear_layout, column, row

PREVIEW_ROWS = 5
ACROSS = 4
LISTED = 200


class ColumnMatching(QWidget):
    """A list for each column of the file: what does it hold?"""

    matched = Signal(object)
    """Carries the new `{field: column}`."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._boxes: list[ComboBox] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self.setLayout(self._grid)

    def show_columns(self, headers: Sequence[str], columns: Mapping[RosterField, int]) -> None:
        """Show the file's columns and what each is taken for."""
        clear_layout(self._grid)
        self._boxes = []
        by_column = {number: field for field, number in columns.items()}
        for number, header in enumerate(headers):
            box = ComboBox(self._theme, self.tr("Column %1 holds").replace("%1", header))
            box.addItem(self.tr("Leave out"), "")
            for field in RosterField:
                box.addItem(field_words(field), field.value)
            chosen = by_column.get(number)
            box.setCurrentIndex(box.findData(chosen.value) if chosen is not None else 0)
            box.activated.connect(partial(self._changed, number))
            self._boxes.append(box)
            label = header or self.tr("Column %1").replace("%1", str(number + 1))
            self._grid.addWidget(Labelled(self._theme, label, box), number // ACROSS, number % ACROSS)
        for place in range(ACROSS):
            self._grid.setColumnStretch(place, 1)

    def box(self, number: int) -> ComboBox:
        """Give the list of a column."""
        return self._boxes[number]

    def columns(self) -> dict[RosterField, int]:
        """Give what is matched now."""
        return {RosterField(box.currentData()): number for number, box in enumerate(self._boxes) if box.currentData()}

    def _changed(self, number: int, _chosen: int) -> None:
        """A field stands in one column: taking it here lets the other column go."""
        field = self._boxes[number].currentData()
        for other, box in enumerate(self._boxes):
            if field and other != number and box.currentData() == field:
                box.setCurrentIndex(0)
        self.matched.emit(self.columns())


class Preview(QWidget):
    """The first rows of the file as they are understood: matched columns only."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self.setLayout(self._grid)

    def show_rows(self, table: RosterTable, columns: Mapping[RosterField, int]) -> None:
        """Show the first five rows."""
        clear_layout(self._grid)
        shown = [(field, columns[field]) for field in RosterField if field in columns]
        self._put(0, 0, self.tr("Row"), head=True)
        for place, (field, _) in enumerate(shown, start=1):
            self._put(0, place, field_words(field), head=True)
        self._grid.addWidget(Divider(self._theme), 1, 0, 1, len(shown) + 1)
        for line, found in enumerate(table.rows[:PREVIEW_ROWS], start=2):
            self._put(line, 0, str(found.number), head=True)
            for place, (_, number) in enumerate(shown, start=1):
                self._put(line, place, found.cells[number])

    def _put(self, line: int, place: int, text: str, *, head: bool = False) -> None:
        role, colour = ("captionMedium", "textMuted") if head else ("dense", "text")
        self._grid.addWidget(ElidedText(self._theme, text, role, colour), line, place)


class ProblemList(QWidget):
    """Each problem with what can be done; one choice can be taken for all of its kind."""

    chosen = Signal(object)
    """Carries `{ProblemKey: Choice}` with what was just chosen."""
    explained = Signal(object, str)
    """Carries a `ProblemKey`, and why a place is given all the same, at each letter."""

    def __init__(self, theme: Theme, *, shown: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._shown = theme, shown
        self._box = column()
        self._lists: dict[ProblemKey, ComboBox] = {}
        self._reasons: dict[ProblemKey, TextField] = {}
        self.setLayout(self._box)

    def show_problems(self, problems: Sequence[RowProblem]) -> None:
        """Show the problems in the order of their rows, those without a choice first."""
        clear_layout(self._box)
        self._lists, self._reasons = {}, {}
        ordered = sorted(problems, key=lambda found: (not found.is_open, found.key.row))
        for problem in ordered[:LISTED]:
            self._box.addWidget(Divider(self._theme))
            self._box.addLayout(self._line(problem, [other for other in ordered if _alike(problem, other)]))
            if problem.orders:
                told = contact_words(problem.orders, self._shown)
                self._box.addWidget(Text(self._theme, told, "dense", "textSecondary", wrap=True))
            if problem.choice is Choice.DESPITE:
                self._box.addWidget(self._reason(problem))
        if len(ordered) > LISTED:
            words = self.tr("%1 more. Settle these first.").replace("%1", str(len(ordered) - LISTED))
            self._box.addWidget(Text(self._theme, words, "caption", "textMuted"))

    def focus_first(self, problems: Sequence[RowProblem]) -> None:
        """Put the focus on the first problem for which nothing is chosen, or no reason said."""
        for problem in problems:
            box = self._reasons.get(problem.key) or self._lists.get(problem.key)
            if problem.is_open and box is not None:
                # The list is new: it can take the focus only once it is on screen.
                QTimer.singleShot(0, box, partial(box.setFocus, Qt.FocusReason.OtherFocusReason))
                return

    def list_of(self, key: ProblemKey) -> ComboBox:
        """Give the list of choices of a problem."""
        return self._lists[key]

    def reason_of(self, key: ProblemKey) -> TextField:
        """Give the field for why a place is given all the same."""
        return self._reasons[key]

    def _line(self, problem: RowProblem, alike: list[RowProblem]) -> QHBoxLayout:
        sentence = problem_words(problem)
        box = ComboBox(self._theme, self.tr("What to do. %1").replace("%1", sentence))
        box.setPlaceholderText(self.tr("Choose"))
        box.setFixedWidth(min(self._theme.px(300), 460))
        for choice in problem.choices:
            box.addItem(choice_words(choice), (choice, False))
        if len(alike) > 1:
            for choice in problem.choices:
                words = self.tr("%1, in all %2 such rows").replace("%1", choice_words(choice))
                box.addItem(words.replace("%2", str(len(alike))), (choice, True))
        box.setCurrentIndex(problem.choices.index(problem.choice) if problem.choice is not None else -1)
        box.activated.connect(partial(self._taken, problem, alike, box))
        self._lists[problem.key] = box
        ink = "text" if problem.is_open else "textSecondary"
        line = row(Text(self._theme, sentence, "dense", ink, wrap=True), box, gap=12, margins=(0, 6, 0, 6))
        line.setStretch(0, 1)
        return line

    def _reason(self, problem: RowProblem) -> Labelled:
        sentence = problem_words(problem)
        name = self.tr("Reason. %1").replace("%1", sentence)
        field = TextField(self._theme, name, placeholder=self.tr("Why it is done all the same"))
        field.setText(problem.reason)
        field.textEdited.connect(partial(self.explained.emit, problem.key))
        self._reasons[problem.key] = field
        return Labelled(self._theme, self.tr("Reason"), field)

    def _taken(self, problem: RowProblem, alike: list[RowProblem], box: ComboBox, _chosen: int) -> None:
        choice, for_all = box.currentData()
        about = alike if for_all else [problem]
        self.chosen.emit({found.key: Choice(choice) for found in about if choice in found.choices})


def _alike(one: RowProblem, other: RowProblem) -> bool:
    return (one.key.kind, one.key.field) == (other.key.kind, other.key.field)
