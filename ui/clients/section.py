"""A part of the details: a heading with what can be done, lines, and a form that opens below them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.clients.asking import STACKED_FROM, InlineForm
from ui.theme import Theme
from ui.widgets import Divider, ElidedText, GroupBar, LinkButton, Text, clear_layout, column, row

KEY_WIDTH = 112


class Section(QWidget):
    """Lines that are drawn anew with each change, and forms that stay, with what was typed in them.

    Args:
        theme: the program's theme.
        title: the heading.
    """

    asked = Signal(object, object)
    """Carries an intent and the form it came from, or None."""
    opened = Signal(object)
    """A form of this section opens: carries it, so that another one can be put away."""

    def __init__(self, theme: Theme, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = Text(theme, title, "subtitle")
        self._actions = row(gap=14)
        self._links: list[LinkButton] = []
        self._holder = QWidget()
        self.lines = column()
        self._holder.setLayout(self.lines)
        self._forms = column(gap=8)
        head = row(self._title, None, self._actions, gap=8)
        self.setLayout(column(head, 2, self._holder, 4, self._forms))

    def add_action(self, words: str, do: Callable[[], None]) -> LinkButton:
        """Add what can be done to the heading."""
        link = LinkButton(self._theme, words)
        link.clicked.connect(lambda: do())  # noqa: PLW0108  the signal would hand over whether it is checked
        self._links.append(link)
        self._actions.addWidget(link)
        return link

    def add_form(self, form: InlineForm, action: LinkButton | None = None) -> None:
        """Keep a form below the lines; once it is left the focus goes back to its action."""
        self._forms.addWidget(form)
        form.asked.connect(lambda intent: self.asked.emit(intent, form))
        form.left.connect(lambda: self._leave(form, action))

    def open_form(self, form: InlineForm, start: Callable[[], None]) -> None:
        """Open a form, and have any other one put away."""
        self.opened.emit(form)
        start()

    def redraw(self, draw: Callable[[], None]) -> None:
        """Draw the lines anew; a focus within them goes to the heading's action, so that it is not lost."""
        focus = QApplication.focusWidget()
        was_inside = focus is not None and self._holder.isAncestorOf(focus)
        clear_layout(self.lines)
        draw()
        if was_inside:
            self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the first thing that can be done here."""
        link = next((one for one in self._links if not one.isHidden()), None)
        if link is not None:
            link.setFocus(Qt.FocusReason.OtherFocusReason)

    def link(self, words: str, name: str, do: Callable[[], None]) -> LinkButton:
        """Make a link for a line; `name` says about whom or what it is."""
        link = LinkButton(self._theme, words, name=name)
        link.clicked.connect(lambda: do())  # noqa: PLW0108  the signal would hand over whether it is checked
        return link

    def ask(self, intent: object) -> None:
        """Ask for something that needs no form."""
        self.asked.emit(intent, None)

    def _leave(self, form: InlineForm, action: LinkButton | None) -> None:
        had_focus = form.isVisible()
        form.hide()
        if had_focus and action is not None:
            action.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self.take_focus()

    # -- lines

    def add_line(
        self,
        key: str,
        value: str,
        *,
        second: str = "",
        end: str = "",
        colour: str = "text",
        second_colour: str = "textSecondary",
        links: tuple[LinkButton, ...] = (),
    ) -> None:
        """Add what something is, its value, perhaps a second row, words at the end and what can be done."""
        add_line(
            self._theme,
            self.lines,
            key,
            value,
            second=second,
            end=end,
            colour=colour,
            second_colour=second_colour,
            links=links,
        )

    def add_words(self, words: str) -> None:
        """Add a line that says that there is nothing yet."""
        self.lines.addWidget(Divider(self._theme))
        self.lines.addLayout(row(Text(self._theme, words, "dense", "textMuted", wrap=True), margins=(0, 7, 0, 7)))

    def add_group_line(self, colour: str, name: str, words: str, end: str) -> None:
        """Add a group with its colour."""
        self.lines.addWidget(Divider(self._theme))
        label = row(GroupBar(self._theme, colour, height=16), ElidedText(self._theme, name, "denseMedium"), gap=8)
        holder = QWidget()
        holder.setLayout(label)
        holder.setFixedWidth(min(self._theme.px(150), 220))
        line = row(
            holder,
            ElidedText(self._theme, words, "dense", "textSecondary"),
            None,
            Text(self._theme, end, "dense", "textSecondary"),
            gap=10,
            margins=(0, 7, 0, 7),
        )
        self.lines.addLayout(line)


def add_line(
    theme: Theme,
    layout: QVBoxLayout,
    key: str,
    value: str,
    *,
    second: str = "",
    end: str = "",
    colour: str = "text",
    second_colour: str = "textSecondary",
    links: tuple[LinkButton, ...] = (),
) -> None:
    """Add a divider and a line to a column; large text stands below its key."""
    layout.addWidget(Divider(theme))
    label = Text(theme, key, "caption", "textMuted", wrap=True)
    shown = Text(theme, value, "dense", colour, wrap=True)
    label.setBuddy(shown)
    words = column(shown)
    if second:
        words.addWidget(Text(theme, second, "dense", second_colour, wrap=True))
    last = [Text(theme, end, "caption", "textMuted")] if end else []
    for link in links:
        link.setFixedHeight(max(20, theme.px(20)))
    if theme.scale > STACKED_FROM:
        acts = [row(*links, None, gap=14)] if links else []
        layout.addLayout(column(label, words, *last, *acts, margins=(0, 7, 0, 7)))
        return
    label.setFixedWidth(theme.px(KEY_WIDTH))
    line = row(label, words, *last, *links, gap=10, margins=(0, 7, 0, 7))
    line.setStretch(1, 1)
    for part in (label, *last, *links):
        line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(line)
