"""Grounds: cards, panels, dividers, the bar in a group's colour, the program's mark."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.shapes import crisp_box
from ui.theme import Theme

__all__ = ["Card", "Divider", "GroupBar", "Logo", "Panel"]


class Card(QFrame):
    """A white box with a hairline and round corners. Flat: cards have no shadow."""

    def __init__(
        self,
        theme: Theme,
        *,
        radius: int = 10,
        fill: str = "surface",
        stroke: str = "border",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._radius, self._fill, self._stroke = theme, radius, fill, stroke
        theme.changed.connect(self.update)

    def set_colours(self, fill: str, stroke: str) -> None:
        """Change ground and border by colour name."""
        self._fill, self._stroke = fill, stroke
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        del event
        painter = QPainter(self)
        fill, stroke = self._theme.colour(self._fill), self._theme.colour(self._stroke)
        crisp_box(painter, QRectF(self.rect()), radius=self._radius, fill=fill, stroke=stroke)


class Panel(QWidget):
    """A plain ground with hairlines on chosen edges: headers, footers, side columns.

    `edges` holds any of "left", "right", "top", "bottom"; left and right are swapped when mirrored.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        fill: str = "surface",
        edges: tuple[str, ...] = (),
        stroke: str = "border",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._fill, self._edges, self._stroke = theme, fill, edges, stroke
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground and draw the hairlines."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(self._fill))
        line = self._theme.colour(self._stroke)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width, height = self.width(), self.height()
        places = {
            "left": (width - 1 if mirrored else 0, 0, 1, height),
            "right": (0 if mirrored else width - 1, 0, 1, height),
            "top": (0, 0, width, 1),
            "bottom": (0, height - 1, width, 1),
        }
        for edge in self._edges:
            painter.fillRect(*places[edge], line)


class Divider(QWidget):
    """A hairline between rows."""

    def __init__(self, theme: Theme, *, colour: str = "divider", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._colour = theme, colour
        self.setFixedHeight(1)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        QPainter(self).fillRect(self.rect(), self._theme.colour(self._colour))


class GroupBar(QWidget):
    """Four pixels in a group's colour, always beside the group's written name.

    Args:
        theme: the program's theme.
        colour: one of harbour, plum, moss, clay, indigo, slate.
        height: fixed height in pixels; None takes the height of the row.
    """

    def __init__(self, theme: Theme, colour: str, *, height: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._colour = theme, colour
        self.setFixedWidth(4)
        if height is None:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        else:
            self.setFixedHeight(height)
        theme.changed.connect(self.update)

    def set_group_colour(self, colour: str) -> None:
        """Show another group's colour."""
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        crisp_box(QPainter(self), QRectF(self.rect()), radius=2, fill=self._theme.colour(f"group.{self._colour}"))


class Logo(QWidget):
    """The program's mark: three bars, the last one short."""

    def __init__(self, theme: Theme, *, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self.setFixedSize(QSize(size, size))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark on a grid of 22."""
        del event
        painter = QPainter(self)
        painter.scale(self._size / 22, self._size / 22)
        crisp_box(painter, QRectF(0, 0, 22, 22), radius=6, fill=self._theme.colour("accent"))
        for left, tall in ((5.0, 10.0), (9.5, 10.0), (14.0, 5.0)):
            crisp_box(painter, QRectF(left, 6, 3, tall), radius=1, fill=self._theme.colour("onAccent"))
