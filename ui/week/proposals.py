"""The blocks that another program's calendar offers, before any is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.interchange import CalendarProblem, CalendarProblemKind, CalendarProposals, ProposedBlock
from coordinator.vocabulary import GroupId
from ui.formats import Formats, counted
from ui.theme import Theme
from ui.week import words
from ui.week.clash_check import ClashCheck
from ui.week.despite import DespiteField
from ui.week.facts import WeekView
from ui.widgets import (
    Button,
    CheckBox,
    ComboBox,
    InfoBar,
    Labelled,
    PrimaryButton,
    Text,
    Tone,
    clear_layout,
    column,
    row,
)

MOST_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """The blocks that were chosen, for one group; `despite` is why a clash is accepted."""

    group_id: GroupId
    blocks: tuple[ProposedBlock, ...]
    despite: str = ""


class ProposalForm(QWidget):
    """Lists what a file offers and what of it cannot be a block. Nothing is stored until *Add blocks*."""

    ordered = Signal(object)
    check_wanted = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self._groups: tuple[GroupId, ...] = ()
        self._offered: list[tuple[CheckBox, ProposedBlock]] = []
        self._count = Text(theme, "", "dense", "textSecondary", wrap=True)
        self._group = ComboBox(theme, self.tr("Group"))
        self._blocks = column(gap=4)
        self._problems = column(gap=3)
        self._despite = DespiteField(theme)
        self._check = ClashCheck(self._despite, self._read, self)
        self._fault = InfoBar(theme, Tone.ERROR, "")
        self._add = PrimaryButton(theme, self.tr("Add blocks"), icon="plus")
        self._dismiss = Button(theme, self.tr("Cancel"))
        self.setLayout(
            column(
                Text(theme, self.tr("Import calendar"), "titleSmall"),
                6,
                self._count,
                12,
                Labelled(theme, self.tr("Group"), self._group),
                12,
                self._blocks,
                8,
                self._despite,
                self._fault,
                4,
                row(self._add, self._dismiss, None),
                14,
                self._problems,
                None,
                margins=(20, 0, 18, 0),
            )
        )
        self._group.currentIndexChanged.connect(self._check.later)
        self._check.wanted.connect(self.check_wanted)
        self._add.clicked.connect(self._order)
        self._dismiss.clicked.connect(self.dismissed)

    def begin(self, view: WeekView, found: CalendarProposals) -> None:
        """Show what a file offers, all of it chosen."""
        self._groups = tuple(group.id for group in view.groups)
        self._group.clear()
        for group in view.groups:
            self._group.addItem(group.name, str(group.id))
        self._count.setText(counted("Week", "%n block(s) can be made of this file.", len(found.blocks)))
        clear_layout(self._blocks)
        self._offered = []
        for block in found.blocks:
            box = CheckBox(self._theme, self._block_words(block), checked=True)
            box.toggled.connect(self._check.later)
            self._blocks.addWidget(box)
            self._offered.append((box, block))
        self._show_problems(found.problems)
        self._check.begin()
        self.refuse("" if self._groups else self.tr("Add a group first, under Groups."))
        self._add.setEnabled(bool(self._groups and found.blocks))
        self._group.setFocus()
        self._check.later()

    def refuse(self, sentence: str) -> None:
        """Show why nothing was stored; empty takes the sentence away."""
        self._fault.setVisible(bool(sentence))
        self._fault.set_text(sentence)

    def show_clashes(self, sentences: tuple[str, ...]) -> None:
        """Say what the chosen blocks would clash with, and ask for a reason."""
        self._check.answer(sentences)

    def _block_words(self, block: ProposedBlock) -> str:
        days = ", ".join(words.weekday_name(day) for day in block.weekdays)
        whole = self.tr("%1 at %2, %3") if block.every_weeks == 1 else self.tr("%1 at %2, %3, every %4 weeks")
        whole = whole.replace("%1", days).replace("%2", self._formats.time(block.starts))
        whole = whole.replace("%3", self._formats.hours(block.minutes)).replace("%4", str(block.every_weeks))
        return f"{block.title}: {whole}" if block.title else whole

    def _show_problems(self, problems: tuple[CalendarProblem, ...]) -> None:
        clear_layout(self._problems)
        for problem in problems[:MOST_PROBLEMS]:
            sentence = problem_words(problem)
            self._problems.addWidget(Text(self._theme, sentence, "caption", "textSecondary", wrap=True))
        if len(problems) > MOST_PROBLEMS:
            more = counted("Week", "and %n more", len(problems) - MOST_PROBLEMS)
            self._problems.addWidget(Text(self._theme, more, "caption", "textMuted"))

    def _read(self) -> ImportOrder | None:
        chosen = tuple(block for box, block in self._offered if box.isChecked())
        place = self._group.currentIndex()
        if not chosen or not 0 <= place < len(self._groups):
            return None
        return ImportOrder(self._groups[place], chosen)

    def _order(self) -> None:
        order = self._read()
        if order is None:
            self.refuse(self.tr("Choose at least one block."))
            return
        self.refuse("")
        if not self._check.settled(order, partial(self._order)):
            return
        if self._despite.mark_missing():
            self.refuse(self.tr("Say why the blocks are planned all the same."))
            return
        self.ordered.emit(replace(order, despite=self._despite.reason))


def problem_words(problem: CalendarProblem) -> str:
    """Give a sentence that names the line and says what became of its event."""
    kinds = CalendarProblemKind
    whole = {
        kinds.ONCE: words.tr("Line %1: %2 takes place once and is no block."),
        kinds.ALL_DAY: words.tr("Line %1: %2 lasts all day and is no block."),
        kinds.NOT_WEEKLY: words.tr("Line %1: %2 does not repeat by weeks."),
        kinds.RULE_UNREADABLE: words.tr("Line %1: the repetition of %2 cannot be read."),
        kinds.TIME_UNREADABLE: words.tr("Line %1: the time of %2 cannot be read."),
        kinds.LENGTH: words.tr("Line %1: %2 does not last from 1 to 720 minutes."),
        kinds.TOO_MANY_SESSIONS: words.tr("Line %1: %2 repeats too often."),
        kinds.ZONE_UNKNOWN: words.tr("Line %1: the time zone of %2 is not known."),
        kinds.CANCELLED: words.tr("Line %1: %2 is cancelled."),
        kinds.CHANGED_DATES: words.tr("Line %1: single changed dates of %2 are left out."),
        kinds.ADDED_DATES: words.tr("Line %1: single added dates of %2 are left out."),
        kinds.NO_ZONE: words.tr("Line %1: %2 names no time zone, so the program's own is taken."),
    }[problem.kind]
    return whole.replace("%1", str(problem.line)).replace("%2", problem.title or words.tr("an event without a title"))
