"""All widgets on one sheet."""

from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget

from ui.block_painter import BlockScale, BlockShape, BlockStatus, RibbonMark, RibbonShape
from ui.table_model import Align, Column, RowTableModel
from ui.theme import Theme
from ui.widgets import (
    BlockStrip,
    BlockWidget,
    Button,
    ButtonKind,
    ButtonSize,
    CapacityCells,
    Card,
    CheckBox,
    Chip,
    ComboBox,
    HeatCell,
    HeatTone,
    HoursBar,
    IconButton,
    InfoBar,
    Keycap,
    KeyFigure,
    KeyHint,
    Labelled,
    LinkButton,
    PassphraseStrength,
    PrimaryButton,
    RadioButton,
    RadioCard,
    Ribbon,
    SearchField,
    SecretField,
    SegmentedControl,
    SessionHeader,
    StatusButton,
    StatusMark,
    Switch,
    Table,
    Text,
    TextField,
    Tone,
    column,
    row,
)

P, A, E, C, U, N = (BlockStatus(name) for name in ("present", "absent", "excused", "cancelled", "unmarked", "planned"))
SHAPES = (
    ("Present", BlockShape(180, P)),
    ("Late", BlockShape(180, P, arrived_late=12)),
    ("Left early", BlockShape(180, P, left_early=40)),
    ("Both", BlockShape(180, P, arrived_late=20, left_early=30)),
    ("Away", BlockShape(180, P, away=((70, 85),))),
    ("Running", BlockShape(180, P, elapsed=74)),
    ("Running late", BlockShape(180, P, arrived_late=68, elapsed=74)),
    ("Left while running", BlockShape(180, P, arrived_late=6, left_early=122, elapsed=74)),
    ("Absent", BlockShape(180, A)),
    ("Excused", BlockShape(180, E)),
    ("Cancelled", BlockShape(180, C)),
    ("Unmarked", BlockShape(180, U)),
    ("Planned", BlockShape(180, N)),
    ("150 minutes", BlockShape(150, P, arrived_late=10)),
)


class WidgetSheet(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        columns = row(gap=32)
        columns.addLayout(self._buttons(theme), 1)
        columns.addLayout(self._fields(theme), 1)
        columns.addLayout(self._blocks(theme), 1)
        header = SessionHeader(theme, "harbour", "Mood & Anxiety", "Wednesday, March 11  ·  9:00 AM – 12:00 PM")
        header.add_action(Button(theme, "End session"))
        marks = (RibbonMark(6, "late"), RibbonMark(12, "late"), RibbonMark(58, "leftEarly"), RibbonMark(68, "late"))
        header.body.addWidget(
            Ribbon(theme, RibbonShape(180, 74, ("9 AM", "10", "11", "12 PM"), marks), "1 h 14 of 3 h")
        )
        box.addWidget(header)
        box.addSpacing(16)
        box.addLayout(columns)

    def _buttons(self, theme: Theme) -> QVBoxLayout:
        chips = [
            Chip(theme, str(n), tone)
            for n, tone in (
                (6, "present"),
                (3, "late"),
                (1, "leftEarly"),
                (1, "absent"),
                (1, "excused"),
                (0, "cancelled"),
            )
        ]
        disabled = PrimaryButton(theme, "Sign note", icon="signature", keys="Ctrl+Enter")
        disabled.setEnabled(False)
        buttons = [
            StatusButton(theme, status, letter, status)
            for status, letter in (
                ("present", "P"),
                ("late", "L"),
                ("leftEarly", "D"),
                ("absent", "A"),
                ("excused", "E"),
            )
        ]
        on = [
            StatusButton(theme, status, "", status) for status in ("present", "late", "leftEarly", "absent", "excused")
        ]
        for button in on:
            button.setChecked(True)
        warning = InfoBar(theme, Tone.WARNING, "Names another group member: <b>Marcus</b>", rich=True)
        warning.add_action("Use “a peer”")
        return column(
            row(PrimaryButton(theme, "Sign note", icon="signature", keys="Ctrl+Enter"), disabled, None),
            row(
                Button(theme, "Next note", keys="Alt+Down"),
                Button(theme, "Enroll", size=ButtonSize.COMPACT),
                Button(theme, "Erase", kind=ButtonKind.DANGER),
                None,
            ),
            row(
                IconButton(theme, "chevron-left", "Earlier", bordered=True),
                IconButton(theme, "eye", "Show"),
                LinkButton(theme, "Add block"),
                LinkButton(theme, "Preview", icon="eye", role="dense"),
                None,
            ),
            row(*chips, None, gap=6),
            row(
                Chip(theme, "First session today"),
                Chip(theme, "Under 9 h", "warn"),
                Chip(theme, "Late 12 min", "late"),
                Chip(theme, "Not marked", "unmarked"),
                None,
            ),
            row(*buttons, 12, *on, None, gap=3),
            row(
                *[StatusMark(theme, s, s) for s in ("present", "late", "leftEarly", "absent", "excused", "unmarked")],
                None,
            ),
            SegmentedControl(theme, [("pdf", "PDF"), ("csv", "CSV"), ("xlsx", "Excel")], name="Format"),
            SegmentedControl(
                theme,
                [("a", "Active 27"), ("w", "Waitlist 3"), ("d", "Discharged")],
                name="Which",
                chosen="w",
                stretch=True,
            ),
            warning,
            InfoBar(theme, Tone.ERROR, "Not saved. The disk is full.", closable=True),
            InfoBar(theme, Tone.INFO, "You are offline. Zoom may not open.", icon="wifi-off", flush=True),
            row(
                Keycap(theme, "Ctrl", "K"),
                KeyHint(theme, "P", "Present"),
                KeyHint(theme, ("Up", "Down"), "move"),
                None,
                gap=16,
            ),
            row(
                KeyFigure(theme, "79 h 30", "attended of 90 h planned"),
                KeyFigure(theme, "2", "notes to sign", warning=True),
                None,
                gap=32,
            ),
            RadioCard(theme, "upload", "Import a roster", "A CSV with client names and groups.", checked=True),
            RadioCard(theme, "play", "Explore a sample clinic", "20 made-up clients."),
            None,
            gap=10,
        )

    def _fields(self, theme: Theme) -> QVBoxLayout:
        bad = TextField(theme, "Bad", placeholder="Name")
        bad.set_invalid(True, "Write a name.")
        combo = ComboBox(theme, "Group")
        for name, colour in (("Mood & Anxiety", "harbour"), ("Recovery Skills", "plum")):
            combo.addItem(name, name)
            combo.setItemData(combo.count() - 1, colour, ComboBox.GROUP)
        secret = SecretField(theme, "Passphrase", height=38, role="body")
        secret.setText("river lantern copper")
        marked = TextField(theme, "Repeat", height=38)
        marked.setText("river")
        marked.set_mark("check", "present.text")
        strength = PassphraseStrength(theme)
        strength.show_level(4)
        location = TextField(theme, "Location", icon="map-pin")
        location.setText("Home, 418 Larch Ave, Unit 2")
        area = QTextEdit()
        area.setPlaceholderText("Short observation")
        area.setFixedHeight(64)
        plain = QLineEdit("Plain QLineEdit")
        columns = (
            Column[tuple[str, int]]("Client", text=lambda line: line[0]),
            Column[tuple[str, int]](
                "Hours", text=lambda line: f"{line[1]} h", sort=lambda line: line[1], align=Align.END
            ),
        )
        model = RowTableModel(columns, key=lambda line: line[0])
        model.setParent(self)
        model.replace([("Amara Osei", 9), ("Ben Castellano", 8), ("Chloe Nakamura", 10)])
        table = Table(theme, "Clients")
        table.setModel(model)
        table.set_widths(160, 60)
        table.selectRow(1)
        table.setMinimumHeight(130)
        return column(
            Labelled(theme, "Passphrase", secret), strength, Labelled(theme, "Repeat passphrase", marked), location,
            SearchField(theme, "Find", placeholder="Name or ID", keys=("Ctrl+F",)), bad, plain, combo, area,
            row(CheckBox(theme, "No-show outreach", checked=True), CheckBox(theme, "Note text"), None),
            row(RadioButton(theme, "This session only", checked=True), RadioButton(theme, "This and following"), None),
            row(Switch(theme, "On", on=True), Switch(theme, "Off"), CapacityCells(theme, 10, 12, "10 of 12"), None),
            table, None, gap=10,
        )  # fmt: skip

    def _blocks(self, theme: Theme) -> QVBoxLayout:
        box = column(gap=8)
        for name, shape in SHAPES:
            box.addLayout(
                row(
                    BlockWidget(theme, shape, name),
                    BlockWidget(theme, shape, name, scale=BlockScale.ROW),
                    BlockWidget(theme, shape, name, scale=BlockScale.STRIP),
                    Text(theme, name, "caption"),
                    None,
                    gap=12,
                )
            )
        heat = [
            HeatCell(theme, text, tone, text)
            for text, tone in (
                ("9", HeatTone.REACHED),
                ("8¾", HeatTone.BELOW),
                ("3", HeatTone.FAR_BELOW),
                ("6", HeatTone.CANCELLED),
                ("", HeatTone.NOT_ENROLLED),
            )
        ]
        box.addLayout(row(*heat, None, gap=2))
        for group, other in ((540, 0), (525, 60), (360, 0), (360, 60), (0, 0)):
            box.addWidget(HoursBar(theme, group, other, 540, f"{group} minutes"))
        box.addWidget(BlockStrip(theme, [shape for _, shape in SHAPES[:3]], "week", cell=(30, 10), gap=4))
        card = Card(theme)
        card.setLayout(
            column(
                Text(theme, "A card", "subtitle"),
                Text(theme, "Body text wraps when it needs to.", "body", "textSecondary", wrap=True),
                margins=(18, 14, 18, 14),
            )
        )
        box.addWidget(card)
        box.addStretch(1)
        return box
