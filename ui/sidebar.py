"""The column at the start: mark, search, places, the running session, backup, settings, lock."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.page import Place
from ui.shapes import crisp_box, draw_icon, draw_keycap, keycap_width
from ui.theme import Theme
from ui.widgets import Divider, ElidedText, Logo, Panel, column, icon_label, row

__all__ = ["RAIL_WIDTH", "SIDEBAR_WIDTH", "Sidebar"]

SIDEBAR_WIDTH = 208
RAIL_WIDTH = 52


class _SideButton(QAbstractButton):
    """What every button of the sidebar shares: a painted row that Enter presses."""

    def __init__(self, theme: Theme, name: str, height: int) -> None:
        super().__init__()
        self.theme, self.rail, self._height = theme, False, height
        self.setText(name)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_rail(self, *, rail: bool) -> None:
        self.rail = rail
        self.setToolTip(self.accessibleName() if rail else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH - 20, self.theme.px(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def flip(self, rect: QRectF) -> QRectF:
        """The same box counted from the other side when mirrored."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            rect.moveLeft(self.width() - rect.right())
        return rect

    def leading(self) -> Qt.AlignmentFlag:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class _NavButton(_SideButton):
    def __init__(self, theme: Theme, icon: str, name: str, keys: tuple[str, ...] = ()) -> None:
        super().__init__(theme, name, 34)
        self._icon_name, self._keys, self._badge = icon, keys, ""
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """The window says which place is in front."""

    def set_badge(self, text: str) -> None:
        self._badge = text
        self.setAccessibleDescription(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px, on = self.theme, self.theme.px, self.isChecked()
        painter, rect = QPainter(self), QRectF(self.rect())
        if on or self.underMouse():
            crisp_box(painter, rect, radius=6, fill=theme.colour("surface" if on else "hover"))
        if on:
            mark = self.flip(QRectF(0, px(8), 3, rect.height() - 2 * px(8)))
            crisp_box(painter, mark, radius=1.5, fill=theme.colour("accent"))
        ink, size = ("text" if on else "textSecondary"), px(17)
        middle = rect.height() / 2
        if self.rail:
            draw_icon(painter, theme, self._icon_name, ink, QPointF(rect.width() / 2, middle), size)
            if self._badge:
                dot = self.flip(QRectF(rect.width() - 9, 4, 6, 6))
                crisp_box(painter, dot, radius=3, fill=theme.colour("accent"))
            return
        box = self.flip(QRectF(px(10), middle - size / 2, size, size))
        draw_icon(painter, theme, self._icon_name, ink, box.center(), size)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font("dense", weight=600 if on else 500))
        words = self.flip(QRectF(px(37), 0, rect.width() - px(37) - px(10), rect.height()))
        painter.drawText(words, self.leading(), self.text())
        if self._badge:
            painter.setPen(theme.colour("textMuted"))
            painter.setFont(theme.font("captionMedium"))
            badge = self.flip(QRectF(rect.width() - px(50), 0, px(40), rect.height()))
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            side = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
            painter.drawText(badge, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self._badge)
        _draw_keys(painter, self, self._keys, px(10))


class _SearchButton(_SideButton):
    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self.theme, self.theme.px
        painter, rect = QPainter(self), QRectF(self.rect())
        fill = theme.colour("hover" if self.underMouse() else "surface")
        crisp_box(painter, rect, radius=6, fill=fill, stroke=theme.colour("borderStrong"))
        size = px(15)
        if self.rail:
            draw_icon(painter, theme, "search", "textMuted", rect.center(), size)
            return
        box = self.flip(QRectF(px(10), (rect.height() - size) / 2, size, size))
        draw_icon(painter, theme, "search", "textMuted", box.center(), size)
        painter.setPen(theme.colour("textMuted"))
        painter.setFont(theme.font("dense"))
        words = self.flip(QRectF(px(33), 0, rect.width() - px(40), rect.height()))
        painter.drawText(words, self.leading(), self.text())
        _draw_keys(painter, self, ("Ctrl", "K"), 3)


def _draw_keys(painter: QPainter, button: _SideButton, keys: tuple[str, ...], inset: float) -> None:
    if not keys:
        return
    theme = button.theme
    total = sum(keycap_width(theme, key) for key in keys) + 3 * (len(keys) - 1)
    mirrored = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = inset if mirrored else button.width() - inset - total
    for key in keys:
        left += draw_keycap(painter, theme, left, button.height() / 2, key) + 3


class _LiveCard(_SideButton):
    def __init__(self, theme: Theme, word: str) -> None:
        super().__init__(theme, word, 56)
        self._group, self._elapsed = "", ""

    def show_live(self, group: str, elapsed: str) -> None:
        self._group, self._elapsed = group, elapsed
        self.setAccessibleName(f"{self.text()}, {group}, {elapsed}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px = self.theme, self.theme.px
        painter, rect = QPainter(self), QRectF(self.rect())
        fill = theme.colour("hover" if self.underMouse() else "surface")
        crisp_box(painter, rect, radius=8, fill=fill, stroke=theme.colour("border"))
        dot = (
            QRectF(rect.center().x() - 4, rect.center().y() - 4, 8, 8)
            if self.rail
            else self.flip(QRectF(11, px(14), 8, 8))
        )
        crisp_box(painter, dot, radius=4, fill=theme.colour("live"))
        if self.rail:
            return
        painter.setFont(theme.font("denseStrong"))
        painter.setPen(theme.colour("live"))
        line = self.flip(QRectF(27, px(9), rect.width() - 38, px(18)))
        painter.drawText(line, self.leading(), self.text())
        painter.setPen(theme.colour("text"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        painter.drawText(line, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self._elapsed)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("textSecondary"))
        below = self.flip(QRectF(11, px(29), rect.width() - 22, px(17)))
        words = painter.fontMetrics().elidedText(self._group, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, self.leading(), words)


class Sidebar(Panel):
    """The places of the program. It knows no facts: the window tells it what to show.

    Args:
        theme: the program's theme.
        product: the program's name.
        clinic: the clinic's name.
        places: those that the window leads to.
    """

    place_chosen = Signal(Place)
    search_requested = Signal()
    live_requested = Signal()
    lock_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        product: str,
        clinic: str,
        places: Collection[Place] = tuple(Place),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, fill="sidebar", edges=("right",), parent=parent)
        self._theme, self._rail = theme, False
        self.setAccessibleName(self.tr("Places"))
        self._clinic = ElidedText(theme, clinic, "caption", "textMuted")
        self._names = column(ElidedText(theme, product, "denseStrong"), self._clinic, gap=0)
        if not clinic:
            self._clinic.hide()
        self._brand = QWidget()
        self._brand_box = row(Logo(theme), self._name_box(), gap=10, margins=(8, 5, 4, 12))
        self._brand.setLayout(self._brand_box)
        self._search = _SearchButton(theme, self.tr("Search or run"))
        self._search.clicked.connect(self.search_requested)
        known = {
            Place.TODAY: ("sun", self.tr("Today")),
            Place.WEEK: ("calendar-days", self.tr("Week")),
            Place.GROUPS: ("layers", self.tr("Groups")),
            Place.CLIENTS: ("users", self.tr("Clients")),
            Place.REPORTS: ("chart-column", self.tr("Reports")),
            Place.SETTINGS: ("settings", self.tr("Settings")),
        }
        self._nav = {place: _NavButton(theme, *known[place]) for place in known if place in places}
        for place, button in self._nav.items():
            button.clicked.connect(lambda _=False, chosen=place: self.place_chosen.emit(chosen))
        self._lock = _NavButton(theme, "lock", self.tr("Lock"), ("Ctrl", "L"))
        self._lock.clicked.connect(self.lock_requested)
        self._live = _LiveCard(theme, self.tr("Live"))
        self._live.clicked.connect(self.live_requested)
        self._live.hide()
        self._backup_text = ElidedText(theme, "", "caption", "textMuted")
        self._backup_icon = icon_label(theme, "hard-drive", "textMuted", 14)
        self._backup_warning = icon_label(theme, "triangle-alert", "warnText", 14)
        self._backup = QWidget()
        self._backup.setLayout(
            row(self._backup_icon, self._backup_warning, self._backup_text, gap=8, margins=(10, 0, 4, 6))
        )
        self._backup.hide()
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _name_box(self) -> QWidget:
        self._name_holder = QWidget()
        self._name_holder.setLayout(self._names)
        return self._name_holder

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 11, 12)
        box.setSpacing(2)
        box.addWidget(self._brand)
        box.addWidget(self._search)
        box.addSpacing(8)
        for place, button in self._nav.items():
            if place is not Place.SETTINGS:
                box.addWidget(button)
        box.addSpacing(8)
        box.addWidget(self._live)
        box.addStretch(1)
        box.addWidget(self._backup)
        line = QHBoxLayout()
        line.setContentsMargins(4, 0, 3, 4)
        line.addWidget(Divider(self._theme, colour="border"))
        box.addLayout(line)
        if Place.SETTINGS in self._nav:
            box.addWidget(self._nav[Place.SETTINGS])
        box.addWidget(self._lock)

    def set_clinic(self, clinic: str) -> None:
        """Show another clinic's name below the program's; empty for none."""
        self._clinic.setText(clinic)
        self._clinic.setVisible(bool(clinic))

    def set_current(self, place: Place) -> None:
        """Mark the place that is in front; the session page marks none."""
        for other, button in self._nav.items():
            button.setChecked(other is place)

    def set_badge(self, place: Place, text: str) -> None:
        """Show a count beside a place; empty for none."""
        if place in self._nav:
            self._nav[place].set_badge(text)

    def show_live(self, group: str, elapsed: str) -> None:
        """Show the running session: the group's name and "1:14"."""
        self._live.show_live(group, elapsed)
        self._live.show()

    def hide_live(self) -> None:
        """No session runs."""
        self._live.hide()

    def set_backup(self, sentence: str, *, old: bool = False) -> None:
        """Say "Backed up 8:12 AM", or with `old` "Last backup Friday" and a warning."""
        self._backup_text.setText(sentence)
        self._backup_text.set_colour("warnText" if old else "textMuted")
        self._backup_icon.setVisible(not old)
        self._backup_warning.setVisible(old)
        self._backup.setToolTip(sentence)
        self._backup.setVisible(bool(sentence))
        self._backup_text.setVisible(not self._rail)

    def set_rail(self, *, rail: bool) -> None:
        """Icons only, names in tooltips."""
        self._rail = rail
        for button in (*self._nav.values(), self._lock, self._search, self._live):
            button.set_rail(rail=rail)
        self._name_holder.setVisible(not rail)
        self._brand_box.setContentsMargins(4 if rail else 8, 5, 4, 12)
        self._backup_text.setVisible(not rail)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(max(RAIL_WIDTH, self._theme.px(17) + 35) if self._rail else self._theme.px(SIDEBAR_WIDTH))
