"""Text in one role and one colour of the design."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Theme
from ui.typography import line_height

__all__ = ["ElidedText", "Text"]


class Text(QLabel):
    """A label that keeps to the type scale and follows the theme.

    Args:
        theme: the program's theme.
        text: plain text; use `rich=True` only for text you escaped yourself.
        role: a type role, such as "title", "body", "dense", "caption".
        colour: a colour name, such as "text", "textSecondary", "textMuted", "late.text".
        weight: 400 to 700, in place of the role's own.
        wrap: break lines; the label then takes the width it is given.
        passcode: letters and digits that cannot be taken for one another.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "dense",
        colour: str = "text",
        *,
        weight: int | None = None,
        wrap: bool = False,
        rich: bool = False,
        passcode: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._colour, self._weight = theme, role, colour, weight
        self._words, self._rich, self._passcode = text, rich, passcode
        # Only rich text has a line height of its own, so wrapped words are set as such.
        self.setTextFormat(Qt.TextFormat.RichText if rich or wrap else Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        theme.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """The words as they were set."""
        return self._words

    def setText(self, text: str) -> None:
        """Show other words; the same ones again cost nothing."""
        if text != self._words:
            self._words = text
            self._put(text)

    def _put(self, text: str) -> None:
        if self.wordWrap():
            line = line_height(self._role, scale=self._theme.scale)
            inner = text if self._rich else escape(text, quote=False).replace("\n", "<br>")
            text = f'<p style="margin:0; line-height:{line}px">{inner}</p>' if text else ""
        super().setText(text)

    def set_colour(self, colour: str) -> None:
        """Change the colour by name."""
        if colour != self._colour:
            self._colour = colour
            self._restyle()

    def set_role(self, role: str, *, weight: int | None = None) -> None:
        """Change the type role."""
        if (role, weight) != (self._role, self._weight):
            self._role, self._weight = role, weight
            self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role, weight=self._weight, passcode=self._passcode))
        self.setMinimumHeight(line_height(self._role, scale=self._theme.scale))
        self.setIndent(self.indent())  # a label remembers its size with the former height in it; this has it forget
        self._put(self._words)
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._colour))
        palette.setColor(QPalette.ColorRole.Link, self._theme.colour("link"))
        self.setPalette(palette)


class ElidedText(Text):
    """One line that ends in an ellipsis where the room ends; the whole text is in the tooltip."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "dense",
        colour: str = "text",
        *,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, role, colour, weight=weight, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters: the rest may be cut."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 4), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, cut to the width."""
        del event
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        tip = self.text() if shown != self.text() else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(self.alignment()), shown)
