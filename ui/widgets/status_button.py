"""The five attendance buttons P L D A E."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.tokens import status_icon

__all__ = ["StatusButton", "StatusMark"]


class StatusButton(QAbstractButton):
    """A 28-pixel button: the letter while off, the filled status icon while on.

    It is checkable but never checks itself: the page shows the mark once it is stored, with `setChecked`.

    Args:
        theme: the program's theme.
        status: "present", "late", "leftEarly", "absent" or "excused".
        letter: the key, "P".
        name: the accessible name with context: "Present, Elias Brandt".
    """

    def __init__(self, theme: Theme, status: str, letter: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._status = theme, status
        self.setText(letter)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def nextCheckState(self) -> None:
        """A click asks; it does not change the mark by itself."""

    def sizeHint(self) -> QSize:
        """28 by 28 at 100 %."""
        edge = self._theme.px(28)
        return QSize(edge, edge)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the letter or the icon."""
        del event
        theme, painter = self._theme, QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            tones = theme.status(self._status)
            crisp_box(painter, rect, radius=6, fill=tones.solid)
            draw_icon(
                painter, theme, status_icon(self._status), f"{self._status}.on_solid", rect.center(), theme.px(14)
            )
            return
        fill = theme.colour("hover" if self.underMouse() and self.isEnabled() else "surface")
        crisp_box(painter, rect, radius=6, fill=fill, stroke=theme.colour("borderButton"))
        painter.setFont(theme.font("caption", weight=500))
        painter.setPen(theme.colour("textSecondary" if self.isEnabled() else "textDisabled"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())


class StatusMark(QWidget):
    """The 24-pixel square with a status icon, as in the compact window. Not a control."""

    def __init__(self, theme: Theme, status: str, name: str, *, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._status, self._size = theme, status, size
        self.setAccessibleName(name)
        self.setFixedSize(theme.px(size), theme.px(size))
        theme.changed.connect(self._restyle)

    def set_status(self, status: str, name: str) -> None:
        """Show another status."""
        self._status = status
        self.setAccessibleName(name)
        self.update()

    def _restyle(self) -> None:
        self.setFixedSize(self._theme.px(self._size), self._theme.px(self._size))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled for a mark, dashed while unmarked."""
        del event
        theme, painter, rect = self._theme, QPainter(self), QRectF(self.rect())
        ink = f"{self._status}.on_solid"
        if self._status == "unmarked":
            crisp_box(painter, rect, radius=6, stroke=theme.colour("borderStrong"), dashes=(3, 2))
            ink = "textMuted"
        else:
            crisp_box(painter, rect, radius=6, fill=theme.status(self._status).solid)
        draw_icon(painter, theme, status_icon(self._status), ink, rect.center(), theme.px(14))
