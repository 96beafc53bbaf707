"""Bring a packet back: what it brings, what differs from what was typed here, and a choice for each of those."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QFileDialog, QLayout, QWidget

from coordinator import packet
from coordinator.errors import CoordinatorError
from coordinator.packet import Keep, Merged, Preview, Returned, Standing
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats, counted
from ui.handover.words import PieceWords, kind_words, standing_words
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    Button,
    Divider,
    InfoBar,
    Panel,
    PrimaryButton,
    RadioButton,
    ScrollColumn,
    Text,
    Tone,
    announce,
    column,
    row,
)

ChooseFile = Callable[[QWidget], Path | None]
LARGE_TEXT = 1.4
"""From here on how a piece stands may take several lines."""


def choose_return(parent: QWidget) -> Path | None:
    """Ask for the file of a return."""
    name, _ = QFileDialog.getOpenFileName(parent, parent.tr("Choose the return of a packet"), str(Path.home()))
    return Path(name) if name else None


class BringBackDialog(QDialog):
    """Shows a return before anything of it is taken in.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's formats.
        names: clients' names as they may stand on screen now.
        path: the file.
    """

    merged = Signal(object)
    """Carries a `Merged`."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        path: Path,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._bridge, self._formats, self._names, self._path = theme, bridge, formats, names, path
        self._found: Preview | None = None
        self._choices: dict[str, QButtonGroup] = {}
        self.setWindowTitle(self.tr("Bring back a packet"))
        self.resize(min(theme.px(760), 1100), min(theme.px(600), 720))
        self.heading = Text(theme, self.tr("Bring back a packet"), "title", wrap=True)
        self.about = Text(theme, "", "dense", "textSecondary", wrap=True)
        self.problem = InfoBar(theme, Tone.ERROR, "")
        self.problem.hide()
        self.list = ScrollColumn(margins=(24, 12, 24, 20), gap=8)
        self._sum = Text(theme, self.tr("Nothing changes until you take it in."), "dense", "textSecondary", wrap=True)
        self.go = PrimaryButton(theme, self.tr("Take it in"))
        self.go.setEnabled(False)
        self.go.clicked.connect(self._merge)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        footer = Panel(theme, edges=("top",))
        end = row(self._sum, cancel, self.go, gap=8, margins=(24, 12, 24, 12))
        end.setStretch(0, 1)
        footer.setLayout(end)
        ground = Panel(theme)
        head = column(self.heading, self.about, self.problem, gap=6, margins=(24, 20, 24, 6))
        ground.setLayout(column(head, self.list, footer))
        self.setLayout(column(ground))
        bridge.read(packet.preview, path, then=self._show, fail=self._refuse)

    @property
    def open_rows(self) -> tuple[str, ...]:
        """The keys of the rows about which nobody has chosen yet."""
        return tuple(key for key, group in self._choices.items() if group.checkedId() < 0)

    def choose(self, key: str, keep: Keep) -> None:
        """Choose for one row."""
        button = self._choices[key].button(list(Keep).index(keep))
        button.setChecked(True)
        self._count()

    def _show(self, found: Preview) -> None:
        self._found = found
        packet_ = found.packet
        words = PieceWords(self._formats, packet_.zone)
        heading = self.tr("{group}, from {name}")
        self.heading.setText(heading.format(group=packet_.group_name, name=packet_.facilitator))
        self.about.setText(
            self.tr("This return was taken in before. It brings nothing new.")
            if found.before is not None
            else counted("Handover", "%n piece(s) recorded there", len(found.rows))
        )
        shown = sorted(found.rows, key=lambda one: (not one.is_open, one.standing is Standing.SAME))
        for one in shown:
            self.list.box.addWidget(self._row(one, words))
        self.list.box.addStretch(1)
        self._count()
        first = next(iter(self._choices.values()), None)
        (first.button(0) if first is not None else self.go).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._sum.text())

    def _row(self, one: Returned, words: PieceWords) -> QWidget:
        theme = self._theme
        client = self._names.of(one.client) if one.client else ""
        whose = f"{client} {one.code}" if self._has_namesake(one) else client
        title = " · ".join(part for part in (whose, kind_words(one.key.kind)) if part)
        tone = "warnText" if one.is_open else "textMuted"
        head = Text(theme, title, "denseStrong", wrap=True)
        stands = Text(theme, standing_words(one), "caption", tone, wrap=theme.scale > LARGE_TEXT)
        line = row(head, stands, gap=12)
        line.setStretch(0, 1)
        lines: list[QWidget | QLayout] = [line]
        theirs, mine = words.of(one.key.kind, one.theirs), words.of(one.key.kind, one.mine)
        holder = QWidget()
        if one.is_open:
            from_there = self.tr("From the packet: {what}").format(what=theirs)
            ours = self.tr("Keep ours: {what}").format(what=mine)
            lines.append(self._choice(str(one.key), Keep.PACKET, from_there, title))
            lines.append(self._choice(str(one.key), Keep.MINE, ours, title))
        else:
            lines.append(Text(theme, theirs, "dense", "textSecondary", wrap=True))
        holder.setLayout(column(*lines, Divider(theme), gap=5))
        return holder

    def _has_namesake(self, one: Returned) -> bool:
        rows = self._found.rows if self._found is not None else ()
        return bool(one.client) and any(other.client == one.client and other.code != one.code for other in rows)

    def _choice(self, key: str, keep: Keep, text: str, title: str) -> RadioButton:
        button = RadioButton(self._theme, text)
        button.setAccessibleName(f"{title}. {text}")
        group = self._choices.setdefault(key, QButtonGroup(self))
        group.addButton(button, list(Keep).index(keep))
        button.toggled.connect(self._count)
        return button

    def _count(self) -> None:
        found = self._found
        if found is None:
            return
        left = len(self.open_rows)
        some = any(row.standing is not Standing.SAME for row in found.rows)
        if left:
            self._sum.setText(counted("Handover", "%n difference(s) to decide first.", left))
        elif some:
            self._sum.setText(self.tr("You can undo it afterwards; what was signed there stays signed."))
        else:
            self._sum.setText(self.tr("Everything is here already."))
        self.go.setEnabled(not left and some)

    def _merge(self) -> None:
        if self._found is None:
            return
        self.go.setEnabled(False)
        keep = {key: list(Keep)[group.checkedId()] for key, group in self._choices.items()}
        command = partial(packet.merge, shown_digest=self._found.digest)
        self._bridge.change(command, self._path, keep, then=self._done, fail=self._refuse)

    def _done(self, outcome: Merged) -> None:
        self.merged.emit(outcome)
        self.accept()

    def _refuse(self, error: CoordinatorError) -> None:
        sentence = describe(error).sentence
        self.problem.set_text(sentence)
        self.problem.show()
        self._count()
        announce(self, sentence, urgent=True)
