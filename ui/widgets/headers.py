"""Headings: of a page, of a section, and the column at the side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.layouts import column, row
from ui.widgets.surfaces import GroupBar, Panel
from ui.widgets.text import ElidedText, Text

__all__ = ["InspectorPanel", "PageHeader", "ScrollColumn", "SectionHeader", "SessionHeader"]


class PageHeader(QWidget):
    """The title of a screen with its controls at the end.

    `add_beside` puts a control right after the title (previous and next week), `add_action` at the end.
    """

    def __init__(self, theme: Theme, title: str, subtitle: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(theme, title, "display")
        self.subtitle = Text(theme, subtitle, "body", "textSecondary")
        self.subtitle.setVisible(bool(subtitle))
        self._beside = row(gap=7)
        self._actions = row(gap=8)
        words = column(self.title, self.subtitle, gap=2)
        self._box = row(words, 16, self._beside, None, self._actions, gap=0, margins=(24, 18, 24, 14))
        self.setLayout(self._box)

    def set_words(self, title: str, subtitle: str = "") -> None:
        """Change title and subtitle."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Other margins than 24, 18, 24, 14: Today uses 28, 22, 28, 0."""
        self._box.setContentsMargins(left, top, right, bottom)

    def add_beside(self, widget: QWidget) -> None:
        """Put a control right after the title."""
        self._beside.addWidget(widget)

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the end."""
        self._actions.addWidget(widget)


class SessionHeader(Panel):
    """The white header with a group's bar, its name and one line of facts, as on Session and Notes.

    Further lines go into `body`, which starts 16 pixels in, so that a `Ribbon` lines up with the words above.
    """

    def __init__(
        self, theme: Theme, colour: str, title: str, subtitle: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, edges=("bottom",), parent=parent)
        self.bar = GroupBar(theme, colour, height=theme.px(40))
        self.title = ElidedText(theme, title, "title")
        self.subtitle = ElidedText(theme, subtitle, "dense", "textSecondary")
        self._actions = row(gap=8)
        words = column(self.title, self.subtitle, gap=0)
        self.line = row(self.bar, words, None, self._actions, gap=12, margins=(6, 0, 0, 0))
        # Sixteen and six: a ribbon added below reaches six pixels past its bar for the needle.
        self.body = column(self.line, gap=10, margins=(16, 16, 22, 14))
        self.setLayout(self.body)

    def set_words(self, title: str, subtitle: str, colour: str) -> None:
        """Change all three."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.bar.set_group_colour(colour)

    def add_action(self, widget: QWidget) -> None:
        """Put a control at the end of the first line."""
        self._actions.addWidget(widget)


class SectionHeader(QWidget):
    """A section title with a caption or an action at the end.

    Args:
        theme: the program's theme.
        title: the heading.
        caption: muted words at the end, such as a count.
        role: "subtitle" in cards, "section" inside pages.
        action: a widget at the end in place of the caption.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        caption: str = "",
        *,
        role: str = "subtitle",
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = Text(theme, title, role)
        self.caption = Text(theme, caption, "caption", "textMuted")
        self.setLayout(row(self.title, None, self.caption, *([action] if action is not None else [])))


class ScrollColumn(QScrollArea):
    """A column that scrolls up and down, never sideways. Add to `.box`."""

    def __init__(
        self,
        *,
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        gap: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(*margins)
        self.box.setSpacing(gap)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)  # setWidget turns it on
        self.viewport().setAutoFillBackground(False)


class InspectorPanel(Panel):
    """The column at the end of a screen: 272 to 296 wide, scrolling, with an optional footer.

    On windows under 1180 wide the main window shows it as a drawer (F7).
    """

    def __init__(
        self, theme: Theme, name: str, *, width: int = 272, fill: str = "surface", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, fill=fill, edges=("left",), parent=parent)
        self._theme, self._width = theme, width
        self.setAccessibleName(name)
        self._scroll = ScrollColumn(margins=(20, 16, 18, 16))
        self.body = self._scroll.box
        self._all = column(self._scroll, gap=0, margins=(1, 0, 0, 0))
        self.setLayout(self._all)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_footer(self, widget: QWidget) -> None:
        """Keep a widget at the bottom, below the scrolling part."""
        self._all.addWidget(widget)

    def _restyle(self) -> None:
        self.setFixedWidth(min(self._theme.px(self._width), 420))
