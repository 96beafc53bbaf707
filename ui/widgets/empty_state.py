"""What stands where nothing is yet: icon, one line, one next step, one button."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.widgets.button import Button, ButtonKind
from ui.widgets.layouts import column, row
from ui.widgets.text import Text

__all__ = ["EmptyState", "IconTile"]


class IconTile(QWidget):
    """An icon on a small square ground.

    The 26-pixel tile of a list row by default; EmptyState uses 44 on the soft accent.
    """

    def __init__(
        self,
        theme: Theme,
        icon: str,
        *,
        size: int = 26,
        icon_size: int = 15,
        fill: str = "surfaceSunken",
        stroke: str = "divider",
        colour: str = "textSecondary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon_name, self._size, self._icon_size = theme, icon, size, icon_size
        self._fill, self._stroke, self._colour = fill, stroke, colour
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        edge = self._theme.px(self._size)
        self.setFixedSize(edge, edge)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tile and icon."""
        del event
        painter, rect = QPainter(self), QRectF(self.rect())
        stroke = self._theme.colour(self._stroke) if self._stroke else None
        radius = 6 if self._size < 40 else 10  # noqa: PLR2004 - tiles above 40 pixels are cards
        crisp_box(painter, rect, radius=radius, fill=self._theme.colour(self._fill), stroke=stroke)
        size = self._theme.px(self._icon_size)
        draw_icon(painter, self._theme, self._icon_name, self._colour, QPointF(rect.center()), size)


class EmptyState(QWidget):
    """Centred in the room it is given. `button` is None when no button text was given."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        detail: str = "",
        button: str = "",
        *,
        button_icon: str = "",
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        tile = IconTile(theme, icon, size=44, icon_size=22, fill="accentSoft", stroke="", colour="accentText")
        self.title = Text(theme, title, "subtitle", wrap=True)
        self.detail = Text(theme, detail, "dense", "textSecondary", wrap=True)
        for words in (self.title, self.detail):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setMaximumWidth(theme.px(320))
        if not detail:
            self.detail.hide()
        kind = ButtonKind.PRIMARY if primary else ButtonKind.SECONDARY
        self.button = Button(theme, button, icon=button_icon, kind=kind) if button else None
        box = column(None, row(None, tile, None), 14, row(None, self.title, None, gap=0), 2, gap=0)
        box.addLayout(row(None, self.detail, None, gap=0))
        if self.button is not None:
            box.addSpacing(14)
            box.addLayout(row(None, self.button, None))
        box.addStretch(1)
        self.title.setMinimumWidth(theme.px(260))
        self.detail.setMinimumWidth(theme.px(260))
        self.setLayout(box)
