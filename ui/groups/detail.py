"""One group: who leads it, its weekly blocks, its link, its roster and its waitlist."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from coordinator.series import Block
from ui.block_painter import BlockScale, BlockShape, BlockStatus
from ui.formats import Formats, counted
from ui.groups.facts import GroupFacts, end_of
from ui.groups.link_editor import LinkEditor
from ui.groups.roster_section import RosterSection
from ui.links import OpenLink
from ui.roster_words import age_words, weekday_words
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    BlockWidget,
    Button,
    Card,
    ElidedText,
    GroupBar,
    LinkButton,
    Panel,
    ScrollColumn,
    Text,
    clear_layout,
    column,
    row,
)

BLOCKS_IN_A_ROW = 3
NARROW = 640
"""Below this width, at 100 %, the parts stand below each other."""


class GroupDetail(Panel):
    """Shows one group and asks for what is to be done with it; it changes nothing itself.

    Args:
        theme: the program's theme.
        formats: the reader's formats.
        names: names or initials.
        open_link: hands a checked link to the operating system.
    """

    edit_requested = Signal()
    archive_requested = Signal()
    block_requested = Signal(object)
    """A weekly block is to be added (carries None) or changed (carries its `Block`)."""

    def __init__(
        self,
        theme: Theme,
        formats: Formats,
        names: ShownNames,
        open_link: OpenLink,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, fill="surfaceSunken", parent=parent)
        self._theme, self._formats = theme, formats
        self._shown: tuple[Block, ...] = ()
        self._is_narrow = False
        self._bar = GroupBar(theme, "harbour", height=theme.px(40))
        self._title = ElidedText(theme, "", "title")
        self._facts = ElidedText(theme, "", "dense", "textSecondary")
        archive = Button(theme, self.tr("Archive"))
        edit = Button(theme, self.tr("Edit"))
        archive.clicked.connect(self.archive_requested)
        edit.clicked.connect(self.edit_requested)
        names_of = row(self._bar, 12, column(self._title, self._facts), None, gap=0)
        self._head = row(names_of, None, row(archive, edit, None, gap=8), gap=8)
        add = LinkButton(theme, self.tr("Add block"))
        add.clicked.connect(self._add_block)
        self._blocks = column(gap=10)
        self.link = LinkEditor(theme, open_link)
        self.roster = RosterSection(theme, formats, names)
        scroll = ScrollColumn(margins=(26, 18, 26, 18))
        scroll.box.addLayout(self._head)
        scroll.box.addSpacing(16)
        scroll.box.addLayout(row(Text(theme, self.tr("Weekly blocks"), "section"), None, add))
        scroll.box.addSpacing(6)
        scroll.box.addLayout(self._blocks)
        scroll.box.addSpacing(22)
        scroll.box.addWidget(self.link)
        scroll.box.addSpacing(22)
        scroll.box.addWidget(self.roster)
        scroll.box.addStretch(1)
        self.setLayout(column(scroll))
        theme.changed.connect(self._fit)

    def show_facts(self, facts: GroupFacts) -> None:
        """Show a group."""
        group = facts.line.group
        self._bar.set_group_colour(group.colour.value)
        self._title.setText(group.name)
        self._facts.setText(self._words(facts))
        self._show_blocks(facts.blocks)
        self.link.show_group(group)
        self.roster.show_facts(facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room, below each other where there is not."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self._theme.px(NARROW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            self._head.setDirection(down if narrow else across)
            self.link.set_narrow(narrow=narrow)
            self.roster.set_narrow(narrow=narrow)
            self._show_blocks(self._shown)

    def _words(self, facts: GroupFacts) -> str:
        group = facts.line.group
        who = self.tr("%1, %2 a week").replace("%1", age_words(group.age_band))
        who = who.replace("%2", self._formats.spoken_duration(facts.planned_minutes))
        if not facts.blocks:
            who = age_words(group.age_band)
        leader = self.tr("led by %1").replace("%1", group.facilitator) if group.facilitator else ""
        return "  \u00b7  ".join(part for part in (who, leader) if part)

    def _show_blocks(self, blocks: tuple[Block, ...]) -> None:
        clear_layout(self._blocks)
        self._shown = blocks
        in_a_row = 1 if self._is_narrow else BLOCKS_IN_A_ROW
        if not blocks:
            self._blocks.addWidget(
                Text(self._theme, self.tr("No weekly blocks yet. Add the first one."), "dense", "textMuted")
            )
        for first in range(0, len(blocks), in_a_row):
            line = [self._block(block) for block in blocks[first : first + in_a_row]]
            box = row(*line, gap=10)
            for place in range(len(line)):
                box.setStretch(place, 1)
            self._blocks.addLayout(box)

    def _block(self, block: Block) -> Card:
        pattern = block.recurrence
        day = weekday_words(pattern.weekday)
        times = self._formats.time_range(pattern.starts, end_of(block))
        if pattern.every_weeks > 1:
            whole = counted("Groups", "%1, every %n week(s)", pattern.every_weeks)
            times = whole.replace("%1", times)
        card = Card(self._theme, radius=7)
        shape = BlockShape(pattern.minutes, BlockStatus.PLANNED)
        sentence = f"{day}, {times}"
        name = LinkButton(
            self._theme, day, name=self.tr("Change block, %1").replace("%1", sentence), role="dense", colour="text"
        )
        name.clicked.connect(lambda: self.block_requested.emit(block))
        name.setFixedHeight(self._theme.px(18))
        picture = BlockWidget(self._theme, shape, sentence, scale=BlockScale.STRIP, size=(150, 8))
        head = row(name, None)
        card.setLayout(
            column(
                head,
                1,
                Text(self._theme, times, "caption", "textMuted"),
                8,
                row(picture, None),
                margins=(13, 10, 13, 10),
            )
        )
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return card

    def _add_block(self) -> None:
        self.block_requested.emit(None)
