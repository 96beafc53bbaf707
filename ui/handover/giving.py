"""Hand a session over: for whom, until when, under which passphrase; then the passphrase, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QSizePolicy, QStackedWidget, QWidget

from coordinator import packet, people, sessions
from coordinator.errors import CoordinatorError
from coordinator.packet import PacketMade
from coordinator.people import Facilitator
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.passphrase import suggest_passphrase
from coordinator.vocabulary import FacilitatorId, GroupSessionId
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats, counted
from ui.handover import words  # noqa: F401  registers the words of the packet's errors
from ui.roster_form import choices
from ui.theme import Theme
from ui.widgets import (
    Button,
    InfoBar,
    Labelled,
    LinkButton,
    Panel,
    PrimaryButton,
    ScrollColumn,
    Text,
    TextField,
    Tone,
    announce,
    column,
    row,
)

DAYS = (1, 2, 7)
CopySecret = Callable[[str], None]
ChooseFile = Callable[[QWidget, str], Path | None]


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the dialog asks about: the session, who may lead it, who is signed in."""

    session: GroupSession
    staff: tuple[Facilitator, ...]
    me: FacilitatorId


def hand_over(work: UnitOfWork, session_id: GroupSessionId) -> HandOver:
    """Give what a hand-over is decided by; raises `NotFound`."""
    return HandOver(sessions.session(work, session_id), people.facilitators(work), people.signed_in(work).id)


def choose_target(parent: QWidget, name: str) -> Path | None:
    """Ask where the packet is to be saved; its name tells a day and nothing else."""
    title = parent.tr("Save the packet")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), parent.tr("Packets (*.packet)"))
    return Path(chosen) if chosen else None


class HandOverDialog(QDialog):
    """One window, two steps: what to make, and the passphrase that opens it.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's formats.
        found: the session and the staff.
        copy: puts a secret on the clipboard for a minute.
        choose: asks for the file's place.
    """

    made = Signal(object)
    """Carries a `PacketMade`."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        found: HandOver,
        *,
        copy: CopySecret,
        choose: ChooseFile = choose_target,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._bridge, self._formats, self._found = theme, bridge, formats, found
        self._copy, self._choose = copy, choose
        self._zone = ZoneInfo(found.session.zone)
        self.setWindowTitle(self.tr("Hand over a session"))
        self.resize(min(theme.px(560), 1000), min(theme.px(540), 720))
        others = [one for one in found.staff if one.id != found.me] or list(found.staff)
        leader = found.session.facilitator_id
        self.whom = choices(
            theme, self.tr("For whom"), [(str(one.id), one.display) for one in others], str(leader or "")
        )
        expiries = [(str(days), self._expiry_words(days)) for days in DAYS]
        self.expiry = choices(theme, self.tr("Opens until"), expiries, "1")
        self.passphrase = TextField(theme, self.tr("Passphrase of the packet"))
        self.passphrase.setText(suggest_passphrase())
        again = LinkButton(theme, self.tr("Suggest another"), role="dense")
        again.clicked.connect(lambda: self.passphrase.setText(suggest_passphrase()))
        self.hint = Text(theme, "", "caption", "warnText", wrap=True)
        self.problem = InfoBar(theme, Tone.ERROR, "")
        self.problem.hide()
        self.save = PrimaryButton(theme, self.tr("Save packet"), icon="lock")
        self.save.clicked.connect(self._save)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.whom.currentIndexChanged.connect(self._show_hint)
        self.shown = Text(theme, "", "title", wrap=True)
        self.shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.where = Text(theme, "", "dense", "textSecondary", wrap=True)
        self.copying = Button(theme, self.tr("Copy passphrase"), icon="copy")
        self.copying.clicked.connect(self._copy_secret)
        self.told = PrimaryButton(theme, self.tr("I told the passphrase"))
        self.told.clicked.connect(self.accept)
        self.steps = QStackedWidget()
        self.steps.addWidget(self._asking(again))
        self.steps.addWidget(self._telling())
        self._buttons = QStackedWidget()
        self._buttons.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        for parts in ((cancel, self.save), (self.copying, self.told)):
            holder = QWidget()
            holder.setLayout(row(None, *parts, gap=8))
            self._buttons.addWidget(holder)
        footer = Panel(theme, edges=("top",))
        footer.setLayout(row(self._buttons, margins=(24, 12, 24, 12)))
        ground = Panel(theme)
        ground.setLayout(column(self.steps, footer))
        self.setLayout(column(ground))
        self._show_hint()

    # -- building

    def _asking(self, again: LinkButton) -> QWidget:
        theme, session = self._theme, self._found.session
        local = session.starts_at.astimezone(self._zone)
        when = self.tr("{day}, {time}").format(
            day=self._formats.day(local.date()), time=self._formats.time(local.time())
        )
        what = self.tr(
            "The file holds this session’s roster, link, emergency contacts, flags and note templates: no history, "
            "no other session, no older note."
        )
        scroll = ScrollColumn(margins=(24, 20, 24, 20), gap=12)
        for part in (
            Text(theme, self.tr("Hand over {group}").format(group=session.group_name), "title", wrap=True),
            Text(theme, when, "dense", "textSecondary", wrap=True),
            Text(theme, what, "dense", "textSecondary", wrap=True),
            self.problem,
            Labelled(theme, self.tr("For whom"), self.whom),
            self.hint,
            Labelled(theme, self.tr("Opens until"), self.expiry),
            Labelled(theme, self.tr("Passphrase of the packet"), self.passphrase),
        ):
            scroll.box.addWidget(part)
        scroll.box.addLayout(row(None, again))
        tell = self.tr("Tell it by telephone. It never goes with the file, and the program does not keep it.")
        scroll.box.addWidget(Text(theme, tell, "caption", "textMuted", wrap=True))
        scroll.box.addStretch(1)
        return scroll

    def _telling(self) -> QWidget:
        theme = self._theme
        scroll = ScrollColumn(margins=(24, 20, 24, 20), gap=12)
        once = self.tr("This passphrase is shown once. Tell it by telephone, never in the message with the file.")
        for part in (
            Text(theme, self.tr("The packet is ready"), "title", wrap=True),
            self.where,
            Text(theme, self.tr("Passphrase of the packet"), "caption", "textMuted"),
            self.shown,
            InfoBar(theme, Tone.WARNING, once, icon="phone-call"),
        ):
            scroll.box.addWidget(part)
        scroll.box.addStretch(1)
        return scroll

    def _expiry_words(self, days: int) -> str:
        at = (self._found.session.ends_at + timedelta(days=days)).astimezone(self._zone)
        return self.tr("{day}, {time}").format(day=self._formats.day(at.date()), time=self._formats.time(at.time()))

    def _show_hint(self) -> None:
        leader = self._found.session.facilitator_id
        chosen = self.whom.currentData()
        led_by_other = leader is not None and chosen != str(leader)
        self.hint.setText(
            self.tr("Another facilitator is planned to lead this session. Notes signed there will ask for a reason.")
            if led_by_other
            else ""
        )
        self.hint.setVisible(led_by_other)

    # -- making

    def _save(self) -> None:
        self.problem.hide()
        day = self._found.session.service_date.isoformat()
        target = self._choose(self, f"Substitute packet {day}.packet")
        if target is None:
            return
        self.save.setEnabled(False)
        make = partial(
            _make,
            session_id=self._found.session.id,
            facilitator_id=FacilitatorId(next(o.id for o in self._found.staff if str(o.id) == self.whom.currentData())),
            target=target,
            passphrase=self.passphrase.text().strip(),
            expires_at=self._found.session.ends_at + timedelta(days=int(self.expiry.currentData())),
        )
        self._bridge.run(make, then=partial(self._tell, target), fail=self._refuse)

    def _tell(self, target: Path, made: PacketMade) -> None:
        self.shown.setText(self.passphrase.text().strip())
        self.shown.setAccessibleName(self.tr("Passphrase: {words}").format(words=self.shown.text()))
        clients = counted("Handover", "%n client(s)", made.clients)
        self.where.setText(self.tr("{file}: {clients}.").format(file=target.name, clients=clients))
        self.steps.setCurrentIndex(1)
        self._buttons.setCurrentIndex(1)
        self.told.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.tr("The packet is ready"))
        self.made.emit(made)

    def _refuse(self, error: CoordinatorError) -> None:
        self.save.setEnabled(True)
        sentence = describe(error).sentence
        self.problem.set_text(sentence)
        self.problem.show()
        announce(self, sentence, urgent=True)

    def _copy_secret(self) -> None:
        self._copy(self.shown.text())
        self.copying.setText(self.tr("Copied. Clears in 60 s."))


def _make(
    store: Store,
    *,
    session_id: GroupSessionId,
    facilitator_id: FacilitatorId,
    target: Path,
    passphrase: str,
    expires_at: datetime,
) -> PacketMade:
    return packet.make_packet(store, session_id, facilitator_id, target, passphrase, expires_at=expires_at)
