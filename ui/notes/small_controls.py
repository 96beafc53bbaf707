"""Two small painted controls of the editor: the template chooser and the goals that a note cites."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from coordinator.notes import Template
from coordinator.roster import Goal
from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.widgets import clear_layout, row

__all__ = ["GoalChips", "TemplateChooser"]


class TemplateChooser(QPushButton):
    """Names the note's template and offers the others in a menu."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._offered: tuple[Template, ...] = ()
        self._shown = ""
        self.clicked.connect(self._open)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_template(self, template: Template, offered: Sequence[Template]) -> None:
        """Show which template holds and remember what is offered."""
        self._offered, self._shown = tuple(offered), template.key
        self.setText(template.title)
        self.setAccessibleName(self.tr("Template: %1").replace("%1", template.title))
        self.updateGeometry()

    def menu_of_templates(self) -> QMenu:
        """Make the menu; each entry is one template."""
        menu = QMenu(self)
        for template in self._offered:
            action = QAction(template.title, menu)
            action.setCheckable(True)
            action.setChecked(template.key == self._shown)
            action.triggered.connect(lambda _=False, key=template.key: self.chosen.emit(key))
            menu.addAction(action)
        return menu

    def sizeHint(self) -> QSize:
        """Icon, words, arrow."""
        px = self._theme.px
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + px(4 + 15 + 8 + 8 + 14 + 4)
        return QSize(round(width + 0.5), px(32))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, words and arrow in the accent colour."""
        del event
        px, theme, painter = self._theme.px, self._theme, QPainter(self)
        ink = "accentText" if self.isEnabled() else "textSecondary"
        if self.underMouse() and self.isEnabled():
            crisp_box(painter, QRectF(self.rect()), radius=6, fill=theme.colour("hover"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle, width = self.height() / 2, self.width()

        def place(at: float) -> QPointF:
            return QPointF(width - at if mirrored else at, middle)

        draw_icon(painter, theme, "file-text", ink, place(px(4) + px(15) / 2), px(15))
        painter.setFont(self.font())
        painter.setPen(theme.colour(ink))
        box = QRectF(px(26) if mirrored else px(27), 0, width - px(52), self.height())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.isEnabled():
            draw_icon(painter, theme, "chevron-down", ink, place(width - px(4) - px(14) / 2), px(14))

    def _open(self) -> None:
        menu = self.menu_of_templates()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _restyle(self) -> None:
        self.setFont(self._theme.font("dense", weight=500))
        self.updateGeometry()
        self.update()


class GoalChip(QAbstractButton):
    """One goal of the client's plan: filled when the note cites it."""

    def __init__(self, theme: Theme, text: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setCheckable(True)
        self.setText(text)
        self.setToolTip(label)
        self.setAccessibleName(f"{text}, {label}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        """20 pixels of chip inside a target of 28."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + self._theme.px(18)
        return QSize(round(width + 0.5), self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled, or an outline."""
        del event
        painter, theme, height = QPainter(self), self._theme, self._theme.px(20)
        box = QRectF(0, (self.height() - height) / 2, self.width(), height)
        on = self.isChecked()
        fill = theme.colour("accentSoft") if on else None
        stroke = None if on and not theme.high_contrast else theme.colour("borderStrong")
        crisp_box(painter, box, radius=height / 2, fill=fill, stroke=stroke)
        painter.setFont(self.font())
        painter.setPen(theme.colour("accentText" if on else "textMuted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())

    def _restyle(self) -> None:
        self.setFont(self._theme.font("micro"))
        self.updateGeometry()
        self.update()


class GoalChips(QWidget):
    """The client's goals beside a heading; a click cites one, another takes it out."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._goals: tuple[Goal, ...] = ()
        self._chips: dict[int, GoalChip] = {}
        self._box: QHBoxLayout = row(gap=6)
        self.setLayout(self._box)

    def show_goals(self, goals: tuple[Goal, ...], cited: Sequence[int], *, editable: bool) -> None:
        """Show the goals; a signed note shows only those it cites."""
        shown = goals if editable else tuple(goal for goal in goals if goal.number in cited)
        if shown != self._goals:
            clear_layout(self._box)
            self._goals = shown
            self._chips = {}
            for goal in shown:
                chip = GoalChip(self._theme, self.tr("Goal %1").replace("%1", str(goal.number)), goal.label)
                chip.clicked.connect(self.changed)
                self._chips[goal.number] = chip
                self._box.addWidget(chip)
        for number, chip in self._chips.items():
            chip.setChecked(number in cited)
            chip.setEnabled(editable)

    def cited(self) -> tuple[int, ...]:
        """The numbers of the goals that are cited."""
        return tuple(number for number, chip in self._chips.items() if chip.isChecked())
