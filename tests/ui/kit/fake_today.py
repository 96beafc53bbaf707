"""A Today page of made-up facts, to look at the shell and the widgets beside the mock."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.block_painter import BlockScale, BlockShape, BlockStatus, RibbonShape
from ui.page import KeyLine, Page
from ui.theme import Theme
from ui.widgets import (
    BlockStrip,
    BlockWidget,
    Button,
    ButtonSize,
    Card,
    Chip,
    Divider,
    GroupBar,
    IconButton,
    IconTile,
    LinkButton,
    PageHeader,
    PrimaryButton,
    Ribbon,
    ScrollColumn,
    SectionHeader,
    Text,
    column,
    icon_label,
    row,
)

PLANNED = BlockShape(180, BlockStatus.PLANNED)
CHANGES = (
    ("user-plus", "Dana Whitfield", "First session today.", "Emergency contact missing", "Add"),
    ("flag", "Farah Siddiqui", "Flag: safety plan updated yesterday.", "", "Read"),
    ("user-minus", "Jolene Baptiste", "Last session today. Discharge to outpatient.", "", ""),
    ("mail-check", "Tomás Rivera", "Excused until 10:00 AM. Medical appointment.", "", ""),
)
TASKS = (
    ("pen-line", "3 notes to sign", "Mood & Anxiety, Mon Mar 9", "Open"),
    ("file-input", "Attendance report not imported", "Recovery Skills, Mon Mar 9", "Import"),
    ("contact-round", "Emergency contact missing", "Dana Whitfield", "Add"),
    ("send", "Weekly summary not exported", "Mar 2 – 6", "Export"),
)
HOURS = (
    ("Hana Kim", "2 h 30", "at most 8 h 30", BlockShape(180, BlockStatus.PRESENT, left_early=30)),
    ("Marcus Oyelaran", "2 h 15", "at most 8 h 15", BlockShape(180, BlockStatus.PRESENT, arrived_late=45)),
    ("Nina Ferreira", "0 h", "at most 6 h", BlockShape(180, BlockStatus.ABSENT)),
)


class FakeToday(Page):
    title = "Today"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        header = PageHeader(theme, "Wednesday, March 11", "Two groups, 6 hours. 19 clients expected.")
        header.set_margins(28, 22, 28, 0)
        side = QWidget()
        side.setFixedWidth(theme.px(316))
        side.setLayout(column(self._finish(), self._hours(), None, gap=16))
        main = column(self._hero(), self._later(), None, gap=16)
        self._launch.setFocus()
        scroll = ScrollColumn(margins=(28, 18, 28, 24))
        body = row(gap=20)
        body.addLayout(main, 1)
        body.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
        scroll.box.addLayout(body)
        self.setLayout(column(header, scroll))

    def keys(self) -> tuple[KeyLine, ...]:
        return (KeyLine("Enter", "Launch the next session"),)

    def activate(self) -> None:
        self._launch.setFocus(Qt.FocusReason.TabFocusReason)

    def _hero(self) -> Card:
        theme = self._theme
        card = Card(theme)
        count = Text(theme, "5 min", "countdown")
        until = Text(theme, "until start", "caption", "textMuted")
        for words in (count, until):
            words.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        facts = column(
            Text(theme, "Mood & Anxiety", "titleLarge"),
            Text(theme, "9:00 AM – 12:00 PM  ·  Zoom  ·  10 of 12 places", "dense", "textSecondary"),
            gap=1,
        )
        head = row(GroupBar(theme, "harbour"), facts, None, column(count, until, gap=2), gap=14, margins=(22, 0, 22, 0))
        ribbon = Ribbon(theme, RibbonShape(180, -5, ("9 AM", "10", "11", "12 PM")), "Starts in 5 minutes")
        self._launch = PrimaryButton(theme, "Launch session", icon="video", keys="F5", size=ButtonSize.LARGE)
        attendance = Button(theme, "Attendance", icon="clipboard-list", keys="F4", size=ButtonSize.LARGE)
        dots = Text(theme, "••••••", "bodyMedium")
        actions = row(
            self._launch,
            attendance,
            None,
            Text(theme, "Passcode", "caption", "textMuted"),
            dots,
            IconButton(theme, "eye", "Show passcode", size=ButtonSize.COMPACT),
            Button(theme, "Copy", icon="copy"),
            gap=8,
            margins=(22, 0, 22, 0),
        )
        changed = SectionHeader(theme, "Changed since Monday", "4 changes", role="section")
        rows = column(row(changed, margins=(0, 0, 0, 8)))
        for icon, name, what, chip, link in CHANGES:
            line = row(
                IconTile(theme, icon),
                row(Text(theme, name, "denseStrong"), Text(theme, what, "dense", "textSecondary"), gap=4),
                None,
                gap=12,
                margins=(0, 6, 0, 6),
            )
            if chip:
                line.addWidget(Chip(theme, chip, "warn"))
            if link:
                line.addWidget(LinkButton(theme, link, name=f"{link}, {name}"))
            holder = QWidget()
            holder.setFixedHeight(theme.px(45))
            holder.setLayout(line)
            rows.addWidget(Divider(theme))
            rows.addWidget(holder)
        rows.setContentsMargins(22, 0, 22, 0)
        box = column(head, 16, row(ribbon, margins=(16, 0, 16, 0)), 15, actions, 22, rows, margins=(0, 20, 0, 8))
        card.setLayout(box)
        return card

    def _later(self) -> Card:
        theme = self._theme
        card = Card(theme)
        facts = column(
            Text(theme, "Recovery Skills", "subtitle"),
            Text(theme, "5:30 – 8:30 PM  ·  Teams  ·  9 of 12 places", "dense", "textSecondary"),
        )
        ribbon = BlockWidget(theme, PLANNED, "Not started", scale=BlockScale.RIBBON)
        line = row(GroupBar(theme, "plum"), facts, None, ribbon, Button(theme, "Prepare"), gap=14)
        line.setContentsMargins(22, 18, 22, 18)
        card.setLayout(line)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return card

    def _finish(self) -> Card:
        theme = self._theme
        card = Card(theme)
        box = column(row(SectionHeader(theme, "To finish", "4"), margins=(0, 0, 0, 4)), margins=(18, 14, 18, 8))
        for icon, what, where, verb in TASKS:
            box.addWidget(Divider(theme))
            words = column(Text(theme, what, "denseMedium"), Text(theme, where, "caption", "textMuted"))
            glyph, link = icon_label(theme, icon), LinkButton(theme, verb, name=f"{verb}: {what}")
            line = row(gap=10, margins=(0, 9, 0, 9))
            line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(words, 1)
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            box.addLayout(line)
        card.setLayout(box)
        return card

    def _hours(self) -> Card:
        theme = self._theme
        card = Card(theme)
        box = column(
            SectionHeader(theme, "Toward 9 hours", "Mar 9 – 13"),
            1,
            Text(theme, "16 of 19 clients can still reach 9 hours.", "caption", "textMuted"),
            4,
            margins=(18, 14, 18, 10),
        )
        for place, (name, hours, most, shape) in enumerate(HOURS):
            if place:
                box.addWidget(Divider(theme))
            strip = BlockStrip(theme, (shape, PLANNED, PLANNED), f"{name}: {hours}, {most}")
            first = row(Text(theme, name, "denseMedium"), None, Text(theme, hours, "dense", "textSecondary"))
            second = row(strip, None, Text(theme, most, "caption", "textMuted"))
            box.addLayout(column(first, 5, second, margins=(0, 9, 0, 9)))
        card.setLayout(box)
        return card
