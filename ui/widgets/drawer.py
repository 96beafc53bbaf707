"""A side column that slides over the content when the window is narrow."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

__all__ = ["Drawer"]


class Drawer(QObject):
    """Takes an inspector out of its page's layout, and puts it back.

    Works with a column that is a direct item of any box layout of its parent.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._column: QWidget | None = None
        self._home: tuple[QBoxLayout, int, QWidget] | None = None
        host.installEventFilter(self)

    def take(self, column: QWidget | None) -> None:
        """Turn this column into a closed drawer; a column taken before goes home first."""
        if column is self._column:
            return
        self.give_back()
        if column is None:
            return
        parent = column.parentWidget()
        layout = _layout_of(parent.layout(), column) if parent is not None else None
        if parent is None or layout is None:
            return
        self._home = (layout, layout.indexOf(column), parent)
        self._column = column
        layout.removeWidget(column)
        column.setParent(self._host)
        column.hide()

    def give_back(self) -> None:
        """Put the column where it came from."""
        if self._column is None or self._home is None:
            return
        layout, place, parent = self._home
        self._column.setParent(parent)
        layout.insertWidget(place, self._column)
        self._column.show()
        self._column, self._home = None, None

    def is_open(self) -> bool:
        """Whether the drawer is in sight."""
        return self._column is not None and self._column.isVisible()

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide the drawer; focus goes into it when it opens."""
        if self._column is None:
            return
        self._place()
        self._column.setVisible(is_open)
        if is_open:
            self._column.raise_()
            self._column.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the end of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        if self._column is None:
            return
        width = min(self._column.width(), self._host.width())
        mirrored = self._host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if mirrored else self._host.width() - width
        self._column.setGeometry(left, 0, width, self._host.height())


def _layout_of(layout: QLayout | None, widget: QWidget) -> QBoxLayout | None:
    if layout is None:
        return None
    within = [layout, *layout.findChildren(QBoxLayout)]
    return next((one for one in within if isinstance(one, QBoxLayout) and one.indexOf(widget) >= 0), None)
