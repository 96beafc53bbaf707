"""Bars at the top of the affected area: icon, sentence, actions."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.shapes import crisp_box
from ui.theme import Theme
from ui.widgets.button import ButtonSize, IconButton
from ui.widgets.layouts import row
from ui.widgets.link_button import LinkButton
from ui.widgets.text import Text

__all__ = ["InfoBar", "Tone", "announce", "icon_label"]


class Tone(StrEnum):
    """What a bar is about."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_ICON = {Tone.INFO: "info", Tone.WARNING: "triangle-alert", Tone.ERROR: "circle-alert"}
_COLOURS = {
    Tone.INFO: ("infoSoft", "border", "accentText"),
    Tone.WARNING: ("warnSoft", "warnBorder", "warnText"),
    Tone.ERROR: ("absent.soft", "absent.solid", "absent.text"),
}


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a sentence: politely, or at once for errors."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    level = QAccessible.AnnouncementPoliteness
    event.setPoliteness(level.Assertive if urgent else level.Polite)
    QAccessible.updateAccessibility(event)


def icon_label(theme: Theme, name: str, colour: str = "textMuted", size: int = 16) -> QLabel:
    """A label that shows one icon and follows the theme. Decorative: it has no accessible name."""
    return _IconLabel(theme, name, colour, size)


class _IconLabel(QLabel):
    def __init__(self, theme: Theme, name: str, colour: str, size: int) -> None:
        super().__init__()
        self._theme, self._icon_name, self._colour, self._size = theme, name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        size = self._theme.px(self._size)
        self.setFixedSize(size, size)
        self.setPixmap(self._theme.pixmap(self._icon_name, self._colour, size, self.devicePixelRatioF()))


class InfoBar(QFrame):
    """One sentence about the area below it, with what can be done. `closed` is sent by the close button.

    Args:
        theme: the program's theme.
        tone: information, warning or error.
        text: whole sentences; `rich=True` allows <b>, escape what you put in.
        flush: fills the width of a card without round corners, as on the states sheet.
        icon: a Lucide name in place of the tone's own, for example "wifi-off" or "flag".
        closable: adds a close button.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        tone: Tone,
        text: str,
        *,
        flush: bool = False,
        icon: str = "",
        closable: bool = False,
        rich: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._tone, self._flush = theme, tone, flush
        ink = _COLOURS[tone][2]
        self._words = Text(theme, text, "dense", "text", wrap=True, rich=rich)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._box = row(icon_label(theme, icon or _ICON[tone], ink), self._words, gap=10, margins=(14, 7, 12, 7))
        self._links = row(gap=14)
        self._box.addLayout(self._links)
        if closable:
            close = IconButton(theme, "x", self.tr("Close"), size=ButtonSize.COMPACT)
            close.clicked.connect(self.closed)
            self._box.addWidget(close)
        self.setLayout(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self._words.text())
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setMinimumHeight(self._theme.px(36))
        self.update()

    def add_action(self, text: str) -> LinkButton:
        """Add an action at the end and give it back, to be connected."""
        link = LinkButton(self._theme, text, role="dense")
        self._links.addWidget(link)
        return link

    def set_text(self, text: str) -> None:
        """Show another sentence and have it read out."""
        self._words.setText(text)
        self.setAccessibleName(text)
        announce(self, text, urgent=self._tone is Tone.ERROR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and border."""
        del event
        fill, stroke, _ = _COLOURS[self._tone]
        painter, rect = QPainter(self), QRectF(self.rect())
        if self._flush:
            painter.fillRect(rect, self._theme.colour(fill))
            painter.fillRect(QRectF(0, rect.height() - 1, rect.width(), 1), self._theme.colour("border"))
            return
        crisp_box(painter, rect, radius=8, fill=self._theme.colour(fill), stroke=self._theme.colour(stroke))
