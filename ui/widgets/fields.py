"""Single-line fields: with a button inside, for search, for a secret, and with a label above."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

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
        self._lead: QAction | None = None
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
        for action in self.actions():
            if action.property("mark"):
                self.removeAction(action)
        if icon:
            action = self.addAction(self._theme.icon(icon, colour, 16), QLineEdit.ActionPosition.TrailingPosition)
            action.setProperty("mark", True)  # noqa: FBT003 - a Qt property

    def set_invalid(self, invalid: bool, why: str = "") -> None:  # noqa: FBT001 - a state, as in setEnabled
        """Outline the field in red; `why` becomes its description for screen readers and its tooltip."""
        self.setProperty("invalid", invalid)
        self.setAccessibleDescription(why if invalid else "")
        self.setToolTip(why if invalid else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def resizeEvent(self, event: QEvent) -> None:  # type: ignore[override]
        """Keep the inner button at the end."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place()

    def _place(self) -> None:
        if self._trailing is None:
            return
        edge = self._trailing.width()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 4 if mirrored else self.width() - edge - 4
        self._trailing.move(left, (self.height() - edge) // 2)
        self.setTextMargins(edge + 2 if mirrored else 0, 0, 0 if mirrored else edge + 2, 0)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        self.setFixedHeight(self._theme.px(self._height))
        if self._icon_name:
            if self._lead is None:
                self._lead = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
                self._lead.setEnabled(False)
            self._lead.setIcon(QIcon(self._theme.pixmap(self._icon_name, "textMuted", 16, self.devicePixelRatioF())))
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
        super().__init__(theme, name, placeholder=placeholder, icon="search", parent=parent)
        self._cap = Keycap(theme, *keys, parent=self) if keys else None
        self.textChanged.connect(self._show_cap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place()

    def _show_cap(self, text: str) -> None:
        if self._cap is not None:
            self._cap.setVisible(not text)

    def _place(self) -> None:
        super()._place()
        cap = getattr(self, "_cap", None)
        if cap is not None:
            size: QSize = cap.size()
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = 6 if mirrored else self.width() - size.width() - 6
            cap.move(left, (self.height() - size.height()) // 2)
            room = size.width() + 4
            self.setTextMargins(room if mirrored else 0, 0, 0 if mirrored else room, 0)


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
