"""The parts of a settings page: headings, cards of rows, a row with its control."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets import Card, ComboBox, Divider, Text, TextField, announce, clear_layout, column, row

CONTROL_WIDTH = 150
FIELD_WIDTH = 260
ROW_HEIGHT = 52


class SettingRow(QWidget):
    """Words at the start, a control at the end, and a message below when something is wrong."""

    def __init__(self, theme: Theme, title: str, caption: str = "", control: QWidget | None = None) -> None:
        super().__init__()
        self._title = Text(theme, title, "denseMedium", wrap=True)
        self._caption = Text(theme, caption, "caption", "textMuted", wrap=True)
        if not caption:
            self._caption.hide()  # and never shown here: without a parent yet, it would be a window of its own
        self._message = Text(theme, "", "caption", "absent.text", wrap=True)
        self._message.hide()
        words = column(None, self._title, self._caption, self._message, None, gap=1)
        self._box = row(gap=20, margins=(18, 7, 18, 7))
        self._box.addLayout(words, 1)
        if control is not None:
            self._box.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
            if not control.accessibleName():
                control.setAccessibleName(title)
            if caption:
                control.setAccessibleDescription(caption)
        self.setLayout(self._box)
        self.setMinimumHeight(theme.px(ROW_HEIGHT))
        self._control, self._theme = control, theme

    def say(self, caption: str) -> None:
        """Show other words below the title."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what was entered; empty takes it away."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        if isinstance(self._control, TextField):
            self._control.set_invalid(bool(sentence), sentence)
        if sentence:
            announce(self, sentence, urgent=True)

    def message(self) -> str:
        """What is said to be wrong; empty without a message."""
        return self._message.text() if not self._message.isHidden() else ""

    def stack(self, *, narrow: bool) -> None:
        """Put a wide control below its words where the room is short."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._box.setSpacing(6 if narrow else 20)


class RowCard(Card):
    """A card of rows with hairlines between them."""

    def __init__(self, theme: Theme, *rows: QWidget) -> None:
        super().__init__(theme)
        self._theme = theme
        self._box = column(margins=(1, 1, 1, 1))
        self.setLayout(self._box)
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show other rows; those before are gone."""
        clear_layout(self._box)
        for place, one in enumerate(rows):
            if place:
                self._box.addWidget(Divider(self._theme))
            self._box.addWidget(one)
            one.show()  # a layout would show it a little later; the focus may be wanted in it now


class Section(QWidget):
    """One page of Settings: a title, then headings and cards. `side` is the column beside it, if any."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._heading = Text(theme, "", "heading")
        self.box = column(self._heading)
        self.setLayout(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_title(self, title: str) -> None:
        """Name the section; the list of sections has the same words."""
        self._heading.setText(title)

    def add(self, heading: str, *rows: QWidget) -> RowCard:
        """Add a headed card of rows."""
        card = RowCard(self.theme, *rows)
        self.add_heading(heading)
        self.box.addWidget(card)
        return card

    def add_heading(self, heading: str) -> None:
        """Add a heading above what follows."""
        self.box.addSpacing(16)
        self.box.addWidget(Text(self.theme, heading, "section"))
        self.box.addSpacing(8)

    def side(self) -> QWidget | None:
        """What stands beside the section; None without anything."""
        return None

    def activate(self) -> None:
        """Read again what may have changed."""


class Choice(ComboBox):
    """A list as wide as the others beside it, at any text size."""

    def __init__(self, theme: Theme, name: str, width: int) -> None:
        self._width = width
        super().__init__(theme, name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """At least the common width."""
        hint = super().sizeHint()
        return QSize(max(self._theme.px(self._width), hint.width()), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Choices are never cut."""
        return self.sizeHint()


class WideField(TextField):
    """A field as wide as the others beside it, at any text size."""

    def sizeHint(self) -> QSize:
        """The common width."""
        return QSize(self._theme.px(FIELD_WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Half of it where the room is short."""
        return QSize(self._theme.px(FIELD_WIDTH // 2), super().sizeHint().height())


def choice(
    theme: Theme, name: str, pairs: Sequence[tuple[object, str]], chosen: object, *, width: int = CONTROL_WIDTH
) -> ComboBox:
    """Give a list of (value, words). A present value that is not among them is added as it is."""
    box = Choice(theme, name, width)
    for value, words in pairs:
        box.addItem(words, value)
    choose(box, chosen)
    return box


def choose(box: ComboBox, value: object) -> None:
    """Make a value the current one."""
    place = next((at for at in range(box.count()) if box.itemData(at) == value), -1)
    if place < 0:
        box.addItem(str(value), value)
        place = box.count() - 1
    box.setCurrentIndex(place)
