"""The foot of the export column: password, progress, what came of it, and the button."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.formats import counted
from ui.shapes import crisp_box
from ui.summaries.export_options import SHORTEST_PASSWORD
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    IconButton,
    InfoBar,
    PrimaryButton,
    SecretField,
    Text,
    Tone,
    announce,
    clear_layout,
    column,
    row,
    widgets_of,
)

SHOWN_AFTER = timedelta(seconds=1)
"""Work that takes less needs no bar."""


class ExportFooter(QWidget):
    """Asks for the password in place, shows progress after a second, and says what was saved."""

    export_wanted = Signal()
    stop_wanted = Signal()
    folder_wanted = Signal()
    show_folder_wanted = Signal()
    password_entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._message = column()
        self._make_password()
        self._make_progress()
        folder = IconButton(theme, "folder-open", self.tr("Choose where to save"), size=ButtonSize.COMPACT)
        folder.clicked.connect(self.folder_wanted)
        self._folder = folder
        self._where = Text(theme, "", "caption", "textMuted", wrap=True)
        self.export = PrimaryButton(
            theme, self.tr("Export week"), icon="download", keys="Ctrl+E", size=ButtonSize.LARGE
        )
        self.export.clicked.connect(self.export_wanted)
        where = row(gap=1)
        where.addWidget(folder, 0, Qt.AlignmentFlag.AlignTop)
        words = column(self._where, margins=(0, 6, 0, 0))
        where.addLayout(words, 1)
        self.setLayout(
            column(
                self._message,
                self._password,
                self._progress,
                where,
                10,
                column(self.export, margins=(8, 0, 0, 0)),
                margins=(12, 4, 20, 16),
            )
        )
        self._say_place = ""

    def _make_password(self) -> None:
        theme = self._theme
        self._first = _Secret(theme, self.tr("Password"), placeholder=self.tr("Password"))
        self._second = _Secret(theme, self.tr("Repeat the password"), placeholder=self.tr("Repeat the password"))
        self._wrong = Text(theme, "", "caption", "absent.text", wrap=True)
        hint = self.tr("Whoever opens the PDF needs it. Nobody can look it up.")
        self._password = QWidget()
        self._password.setLayout(
            column(
                Text(theme, hint, "caption", "textMuted", wrap=True),
                self._first,
                self._second,
                self._wrong,
                gap=6,
                margins=(8, 0, 0, 8),
            )
        )
        self._first.entered.connect(lambda: self._second.setFocus(Qt.FocusReason.TabFocusReason))
        self._second.entered.connect(self.export_wanted)
        for field in (self._first, self._second):
            field.escaped.connect(self.forget_password)
            field.textEdited.connect(lambda _text: self._say_wrong(""))
        self._password.hide()
        self._wrong.hide()

    def _make_progress(self) -> None:
        theme = self._theme
        self._bar = _Bar(theme)
        self._count = Text(theme, "", "caption", "textSecondary", wrap=True)
        stop = Button(theme, self.tr("Stop"), size=ButtonSize.COMPACT)
        stop.clicked.connect(self.stop_wanted)
        line = row(self._count, None, stop)
        line.setStretch(0, 1)
        self._progress = QWidget()
        self._progress.setLayout(column(self._bar, line, gap=4, margins=(8, 0, 0, 8)))
        self._progress.hide()
        self._elapsed = QElapsedTimer()
        self._late = QTimer(self, singleShot=True, interval=int(SHOWN_AFTER.total_seconds() * 1000))
        self._late.timeout.connect(self._progress.show)

    # -- where and what

    def show_place(self, sentence: str, full: str) -> None:
        """Say where files go, and how many notes are unsigned."""
        self._where.setText(sentence)
        self._folder.set_name(self.tr("Choose where to save, now {folder}").format(folder=full))

    def allow(self, *, allowed: bool, why: str = "") -> None:
        """Let the week be exported, or say why not."""
        self.export.setEnabled(allowed)
        self.export.setToolTip(why)

    # -- the password

    def ask_password(self) -> None:
        """Show the two fields and put the focus into the first."""
        self._password.show()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.tr("Password for the PDF"))

    def asks_password(self) -> bool:
        """Whether the fields are shown."""
        return not self._password.isHidden()

    def password(self) -> str:
        """The password, once it is long enough and was typed twice alike; empty before."""
        first, second = self._first.text(), self._second.text()
        if len(first) < SHORTEST_PASSWORD:
            words = counted("ExportFooter", "Use at least %n character(s).", SHORTEST_PASSWORD)
            self._say_wrong(words)
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
            return ""
        if first != second:
            self._say_wrong(self.tr("The two do not match."))
            self._second.setFocus(Qt.FocusReason.OtherFocusReason)
            return ""
        return first

    def forget_password(self) -> None:
        """Empty and hide the fields."""
        had_focus = self._first.hasFocus() or self._second.hasFocus()
        self._first.clear()
        self._second.clear()
        self._say_wrong("")
        self._password.hide()
        if had_focus:
            self.export.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_wrong(self, words: str) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)

    # -- progress and outcome

    def begin(self, total: int) -> None:
        """An export starts: the bar comes after a second."""
        self._clear_message()
        self.export.setEnabled(False)
        self._elapsed.start()
        self.show_progress(0, total)
        self._late.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show count and, once one file is written, an estimate."""
        self._bar.show_share(done / max(1, total))
        words = self.tr("{done} of {total}").format(done=done, total=total)
        if done and total - done:
            seconds = max(1, round(self._elapsed.elapsed() / 1000 / done * (total - done)))
            left = counted("ExportFooter", "about %n second(s) left", seconds)
            words = self.tr("{count}, {left}").format(count=words, left=left)
        self._count.setText(words)

    def end(self) -> None:
        """The export is over, however it ended."""
        self._late.stop()
        self._progress.hide()
        self.export.setEnabled(True)

    def say_saved(self, sentence: str) -> None:
        """Say what was saved, with the way to it."""
        bar = self._show_bar(Tone.INFO, sentence, "circle-check")
        link = bar.add_action(self.tr("Show in folder"))
        link.clicked.connect(self.show_folder_wanted)

    def say_verified(self, sentence: str, holds: bool) -> None:  # noqa: FBT001  a callback's argument
        """Say what is known of a file that was asked about."""
        self._show_bar(Tone.INFO if holds else Tone.WARNING, sentence, "circle-check" if holds else "")

    def say_failed(self, sentence: str) -> None:
        """Say why nothing was saved."""
        self._show_bar(Tone.ERROR, sentence, "")

    def message(self) -> str:
        """The sentence of the bar; empty without one."""
        return next((bar.accessibleName() for bar in widgets_of(self._message)), "")

    def _show_bar(self, tone: Tone, sentence: str, icon: str) -> InfoBar:
        self._clear_message()
        bar = InfoBar(self._theme, tone, sentence, icon=icon)
        self._message.addWidget(bar)
        self._message.setContentsMargins(8, 0, 0, 10)
        bar.set_text(sentence)
        return bar

    def _clear_message(self) -> None:
        clear_layout(self._message)
        self._message.setContentsMargins(0, 0, 0, 0)


class _Secret(SecretField):
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class _Bar(QLabel):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        self.setFixedHeight(6)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, rect = QPainter(self), QRectF(self.rect())
        crisp_box(painter, rect, radius=3, fill=self._theme.colour("track"))
        filled = QRectF(0, 0, rect.width() * self._share, rect.height())
        if filled.width() >= rect.height():
            crisp_box(painter, filled, radius=3, fill=self._theme.colour("accent"))
