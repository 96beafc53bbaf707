"""Push buttons: primary, secondary, flat and dangerous, with an icon and a keycap inside."""

from enum import StrEnum
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon, draw_keycap, key_text, keycap_width
from ui.theme import Theme

__all__ = ["Button", "ButtonKind", "ButtonSize", "IconButton", "PrimaryButton"]


class ButtonKind(StrEnum):
    """How much a button asks for attention."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    FLAT = "flat"
    DANGER = "danger"


class ButtonSize(StrEnum):
    """28, 32 or 40 pixels high at 100 %."""

    COMPACT = "compact"
    REGULAR = "regular"
    LARGE = "large"


_HEIGHT = {ButtonSize.COMPACT: 28, ButtonSize.REGULAR: 32, ButtonSize.LARGE: 40}
_PADDING = {ButtonSize.COMPACT: 9, ButtonSize.REGULAR: 13, ButtonSize.LARGE: 17}
_ICON = {ButtonSize.COMPACT: 14, ButtonSize.REGULAR: 15, ButtonSize.LARGE: 17}


class Button(QPushButton):
    """A button with its own painting.

    Args:
        theme: the program's theme.
        text: the label, a verb.
        icon: a Lucide name shown before the label.
        keys: a portable key sequence shown as a keycap, "F5" or "Ctrl+E". It is a hint only:
            the shortcut itself belongs to the page.
        kind: primary, secondary, flat or danger.
        size: compact, regular or large.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        keys: str = "",
        kind: ButtonKind = ButtonKind.SECONDARY,
        size: ButtonSize = ButtonSize.REGULAR,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._icon_name, self._keys, self._kind, self._size = theme, icon, keys, kind, size
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if keys:
            self.setAccessibleDescription(key_text(keys))
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_kind(self, kind: ButtonKind) -> None:
        """Change the emphasis, as *End session* does in the last five minutes."""
        self._kind = kind
        self._restyle()

    def set_icon(self, name: str) -> None:
        """Change the icon; empty for none."""
        self._icon_name = name
        self._restyle()

    def _restyle(self) -> None:
        role = "body" if self._size is ButtonSize.LARGE else "dense"
        strong = self._kind in {ButtonKind.PRIMARY, ButtonKind.DANGER}
        self.setFont(self._theme.font(role, weight=600 if strong else 500))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, label and keycap with the paddings of the design."""
        width = 2 * self._theme.px(_PADDING[self._size]) + self._content_width()
        return QSize(max(ceil(width - 0.5), self._theme.px(28)), self._theme.px(_HEIGHT[self._size]))

    def minimumSizeHint(self) -> QSize:
        """Labels are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, as Space does."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for the hover colour."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint for the resting colour."""
        super().leaveEvent(event)
        self.update()

    def _content_width(self) -> float:
        px = self._theme.px
        parts: list[float] = []
        if self._icon_name:
            parts.append(px(_ICON[self._size]))
        if self.text():
            parts.append(QFontMetricsF(self.font()).horizontalAdvance(self.text()))
        width = sum(parts) + px(8) * (len(parts) - 1)
        return width + (px(12) + keycap_width(self._theme, self._keys) if self._keys else 0)

    def _colours(self) -> tuple[QColor | None, QColor | None, str]:
        """Fill, border and the name of the ink."""
        theme, down, over = self._theme, self.isDown(), self.underMouse()
        if not self.isEnabled():
            ground = None if self._kind is ButtonKind.FLAT else theme.colour("surfaceSunken")
            return ground, None if ground is None else theme.colour("border"), "textDisabled"
        if self._kind is ButtonKind.PRIMARY:
            fill = theme.colour("accentPressed" if down else "accentHover" if over else "accent")
            return fill, fill, "onAccent"
        if self._kind is ButtonKind.DANGER:
            fill = theme.colour("danger")
            return fill, fill, "onDanger"
        if self._kind is ButtonKind.FLAT:
            return (theme.colour("hover") if over or down else None), None, "accentText" if self.text() else "text"
        fill = theme.colour("selection" if down else "hover" if over else "surface")
        return fill, theme.colour("borderButton"), "text"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, icon, label, keycap; mirrored for right-to-left."""
        del event
        px = self._theme.px
        painter = QPainter(self)
        fill, stroke, ink = self._colours()
        if fill is not None or stroke is not None:
            crisp_box(painter, QRectF(self.rect()), radius=6, fill=fill, stroke=stroke)
        width = self._content_width()
        left = (self.width() - width) / 2
        middle = self.height() / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._icon_name:
            size = px(_ICON[self._size])
            centre = self.width() - left - size / 2 if mirrored else left + size / 2
            draw_icon(painter, self._theme, self._icon_name, ink, QPointF(centre, middle), size)
            left += size + px(8)
        if self.text():
            advance = QFontMetricsF(self.font()).horizontalAdvance(self.text())
            start = self.width() - left - advance if mirrored else left
            painter.setFont(self.font())
            painter.setPen(self._theme.colour(ink))
            box = QRectF(start, 0, advance + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, self.text())
            left += advance + px(12)
        if self._keys:
            cap = keycap_width(self._theme, self._keys)
            start = self.width() - left - cap if mirrored else left
            filled = self._kind in {ButtonKind.PRIMARY, ButtonKind.DANGER}
            draw_keycap(painter, self._theme, start, middle, self._keys, self._theme.colour(ink) if filled else None)


class PrimaryButton(Button):
    """The one action a place is about."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        keys: str = "",
        size: ButtonSize = ButtonSize.REGULAR,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, icon=icon, keys=keys, kind=ButtonKind.PRIMARY, size=size, parent=parent)


class IconButton(Button):
    """A square button with an icon and no label; `name` is its accessible name and tooltip."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        bordered: bool = False,
        size: ButtonSize = ButtonSize.REGULAR,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        kind = ButtonKind.SECONDARY if bordered else ButtonKind.FLAT
        super().__init__(theme, "", icon=icon, kind=kind, size=size, parent=parent)
        self.set_name(name, keys)

    def set_name(self, name: str, keys: str = "") -> None:
        """Change what the button is called; the keys join the tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key_text(keys)})" if keys else name)

    def sizeHint(self) -> QSize:
        """A square."""
        edge = self._theme.px(_HEIGHT[self._size])
        return QSize(edge, edge)

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedSize(self.sizeHint())
