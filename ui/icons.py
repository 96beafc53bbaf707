"""Lucide icons, tinted when loaded and kept per name, colour, size and screen density."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

__all__ = ["IconShelf"]

_STROKE = 1.75


class IconShelf:
    """Draws icons once and hands out the same picture afterwards."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """The icon as a pixmap.

        Args:
            name: a Lucide name, for example "users".
            colour: #RRGGBB.
            size: edge in device-independent pixels.
            ratio: device pixels per device-independent pixel.

        Raises FileNotFoundError for an icon that is not shipped.
        """
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = _draw(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str, disabled: str, size: int, ratio: float) -> QIcon:
        """The icon for a menu or a stock Qt button, with a paler picture for the disabled state."""
        icon = QIcon()
        icon.addPixmap(self.pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
        icon.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return icon


def _draw(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    svg = resources.icon_svg(name).replace("currentColor", colour)
    svg = svg.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    pixels = max(1, round(size * ratio))
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
