"""Single-line fields: with a button inside, for search, for a secret, and with a label above."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.shapes import draw_icon
from ui.theme import Theme
from ui.widgets.button import ButtonSize, IconButton
from ui.widgets.keycap import Keycap
from ui.widgets.layouts import column
from ui.widgets.text import Text

__all__ = ["Labelled", "SearchField", "SecretField", "TextField"]


class TextField(QLineEdit):
    """A line of text.

    Args:
        theme: the program's theme.
        name: the accessible name; the visible label comes from `Labelled`.
        placeholder: an example or a hint, never the only label.
        icon: a Lucide name at the start of the field.
        height: 32, or 38 and 44 on the first-run and lock screens.
        role: a type role.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        placeholder: str = "",
        icon: str = "",
        height: int = 32,
        role: str = "dense",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon_name, self._height, self._role = theme, icon, height, role
        self._mark = ("", "")
        self._trailing: IconButton | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        theme.changed.connect(self._restyle)
        self._restyle()

    def add_button(self, icon: str, name: str) -> IconButton:
        """Put a button at the end of the field and give it back, to be connected."""
        self._trailing = IconButton(self._theme, icon, name, size=ButtonSize.COMPACT, parent=self)
        self._place()
        return self._trailing

    def set_mark(self, icon: str, colour: str) -> None:
        """Show a small icon at the end, such as a check when both passphrases agree; empty removes it."""
        self._mark = (icon, colour)
        self._place()
        self.update()

    def set_invalid(self, invalid: bool, why: str = "") -> None:  # noqa: FBT001 - a state, as in setEnabled
        """Outline the field in red; `why` becomes its description for screen readers and its tooltip."""
        self.setProperty("invalid", invalid)
        self.setAccessibleDescription(why if invalid else "")
        self.setToolTip(why if invalid else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._restyle()  # a style sheet puts the first font back, of whatever size that was

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the inner button at the end."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field as Qt draws it, then the icons, which grow with the text."""
        super().paintEvent(event)
        painter, size = QPainter(self), self._theme.px(16)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inset = 11 + size / 2
        near, far = (self.width() - inset, inset) if mirrored else (inset, self.width() - inset)
        if self._icon_name:
            draw_icon(painter, self._theme, self._icon_name, "textMuted", QPointF(near, self.height() / 2), size)
        if self._mark[0]:
            draw_icon(painter, self._theme, self._mark[0], self._mark[1], QPointF(far, self.height() / 2), size)

    def _end_room(self) -> int:
        """Pixels the end of the field keeps free of text."""
        if self._trailing is not None:
            return self._trailing.width() + 2
        return self._theme.px(16) + 8 if self._mark[0] else 0

    def _place(self) -> None:
        start = self._theme.px(16) + 7 if self._icon_name else 0
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        end = self._end_room()
        self.setTextMargins(end if mirrored else start, 0, start if mirrored else end, 0)
        if self._trailing is not None:
            edge = self._trailing.width()
            self._trailing.move(4 if mirrored else self.width() - edge - 4, (self.height() - edge) // 2)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        self.setFixedHeight(self._theme.px(self._height))
        self._place()


class SecretField(TextField):
    """A passphrase, PIN or passcode: hidden, with an eye to show it. Pasting is allowed."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        placeholder: str = "",
        height: int = 32,
        role: str = "dense",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, placeholder=placeholder, height=height, role=role, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._eye = self.add_button("eye", self.tr("Show"))
        self._eye.clicked.connect(self._toggle)

    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-off" if hidden else "eye")
        self._eye.set_name(self.tr("Hide") if hidden else self.tr("Show"))


class SearchField(TextField):
    """A field with a magnifier and the keycap that leads to it. `escaped` is sent on Esc when empty."""

    escaped = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        placeholder: str = "",
        keys: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._cap: Keycap | None = None
        super().__init__(theme, name, placeholder=placeholder, icon="search", parent=parent)
        if keys:
            self._cap = Keycap(theme, *keys, parent=self)
        self.textChanged.connect(self._show_cap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field; on an empty field it leaves."""
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.escaped.emit()
            return
        super().keyPressEvent(event)

    def _show_cap(self, text: str) -> None:
        if self._cap is not None:
            self._cap.setVisible(not text)

    def _end_room(self) -> int:
        return self._cap.width() + 4 if self._cap is not None else 0

    def _place(self) -> None:
        super()._place()
        if self._cap is not None:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = 6 if mirrored else self.width() - self._cap.width() - 6
            self._cap.move(left, (self.height() - self._cap.height()) // 2)


class Labelled(QWidget):
    """A caption above a field, joined for screen readers."""

    def __init__(
        self, theme: Theme, label: str, field: QWidget, *, gap: int = 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        caption = Text(theme, label, "caption", "textMuted")
        caption.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        self.setLayout(column(caption, field, gap=gap))
