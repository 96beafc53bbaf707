"""Asked below the roster when a client would be in two groups at once: why is the place given all the same?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.sessions import Clash
from coordinator.vocabulary import ClientId
from ui.formats import Formats, counted
from ui.theme import Theme
from ui.widgets import Button, InfoBar, Labelled, PrimaryButton, TextField, Tone, announce, column, row


def clash_words(found: tuple[Clash, ...], formats: Formats, shown: Callable[[str], str]) -> str:
    """Such as "Ana Ortiz is in DBT Skills, Thu Mar 12, 9:00 AM – 12:00 PM. On 26 dates in half a year."."""
    said = []
    for one in found:
        if one.other_starts_at is None or one.other_ends_at is None:
            continue
        day = formats.short_day(formats.date_of(one.other_starts_at))
        whole = QCoreApplication.translate("Groups", "%1 is in %2, %3, %4.")
        whole = whole.replace("%1", ", ".join(shown(name) for name in one.names)).replace("%2", one.other_group_name)
        sentence = whole.replace("%3", day).replace("%4", formats.time_range(one.other_starts_at, one.other_ends_at))
        if one.times > 1:
            sentence += " " + counted("Groups", "On %n date(s) in half a year.", one.times)
        said.append(sentence)
    return " ".join(said)


class ClashQuestion(QWidget):
    """Holds an enrolment back until a reason is typed. Esc or *Leave it* gives it up."""

    confirmed = Signal(object, str)
    """The client's id and the reason."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client_id: ClientId | None = None
        self._bar = InfoBar(theme, Tone.WARNING, "")
        self.reason = TextField(theme, self.tr("Reason"), placeholder=self.tr("Why it is done all the same"))
        self.confirm = PrimaryButton(theme, self.tr("Enroll all the same"))
        self.leave = Button(theme, self.tr("Leave it"))
        reason = Labelled(theme, self.tr("Reason"), self.reason)
        self.setLayout(column(self._bar, reason, row(self.confirm, self.leave, None), gap=6, margins=(0, 4, 0, 10)))
        self.reason.returnPressed.connect(self._confirm)
        self.confirm.clicked.connect(self._confirm)
        self.leave.clicked.connect(self.dismiss)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._bar.accessibleName()

    def ask(self, client_id: ClientId, sentence: str) -> None:
        """Say what clashes and put the focus into the reason."""
        self._client_id = client_id
        self._bar.set_text(sentence)
        self.reason.clear()
        self.reason.set_invalid(False)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence)

    def dismiss(self) -> None:
        """Give the enrolment up."""
        if self._client_id is not None:
            self._client_id = None
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _confirm(self) -> None:
        client_id, why = self._client_id, self.reason.text().strip()
        if client_id is None:
            return
        self.reason.set_invalid(not why, self.tr("Say why it is done all the same."))
        if not why:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._client_id = None
        self.hide()
        self.confirmed.emit(client_id, why)
