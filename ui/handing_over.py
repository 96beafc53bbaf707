"""Where handing over begins and ends: from a session, from the palette, and in a guest vault its return."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator import guest_vault, sessions
from coordinator.guest_vault import GuestOf, NotInPacket
from coordinator.sessions import GroupSession
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import GroupSessionId
from ui.bridge import Bridge
from ui.error_messages import ErrorMessage, Where, describe
from ui.formats import counted
from ui.main_window import MainWindow
from ui.page import Place
from ui.pages import Pages, Tools
from ui.secret_clipboard import SecretClipboard
from ui.widgets import Tone

if TYPE_CHECKING:
    from coordinator.packet import ReturnMade


class HandingOver(QObject):
    """Opens the dialogs of the packet over one window, and says in a guest vault whose packet it is.

    Args:
        window: the window.
        pages: the pages, whose sessions may be handed over.
        bridge: the way to the store.
        tools: what pages are made with.
        clipboard: takes a secret for a minute.
        guest: whether this vault was made of a packet itself.
    """

    def __init__(
        self,
        window: MainWindow,
        pages: Pages,
        bridge: Bridge,
        tools: Tools,
        clipboard: SecretClipboard,
        guest: bool,  # noqa: FBT001  a fact, not a switch
    ) -> None:
        super().__init__(window)
        self._window, self._pages, self._bridge = window, pages, bridge
        self._theme, self._formats, self._names = tools.theme, tools.formats, tools.names
        self._wait, self._copy, self._guest = tools.wait_for_screens, clipboard.copy, guest
        pages.today.hand_over_requested.connect(self.give)
        pages.made.connect(self._join)
        if guest:
            bridge.read(guest_vault.guest_of, then=self._show_guest)

    def give(self, session_id: GroupSessionId) -> None:
        """Hand a session over."""
        self._wait()
        from ui.handover.giving import HandOver, HandOverDialog, hand_over  # noqa: PLC0415  few hand over on a day

        def ask(found: HandOver) -> None:
            dialog = HandOverDialog(
                self._theme, self._bridge, self._formats, found, copy=self._copy, parent=self._window
            )
            dialog.exec()
            dialog.deleteLater()

        self._bridge.read(hand_over, session_id, then=ask)

    def give_next(self) -> None:
        """Hand over the live or next session."""
        self._bridge.read(sessions.next_session, then=self._give_or_say)

    def bring_back(self) -> None:
        """Take the return of a packet in."""
        self._wait()
        from ui.handover.bringing_back import BringBackDialog, choose_return  # noqa: PLC0415  few do on a day

        path = choose_return(self._window)
        if path is not None:
            dialog = BringBackDialog(self._theme, self._bridge, self._formats, self._names, path, parent=self._window)
            dialog.exec()
            dialog.deleteLater()

    def give_back(self) -> None:
        """Write the return of this guest vault."""
        self._wait()
        from coordinator import packet  # noqa: PLC0415  the day is painted without it
        from ui.handover import words  # noqa: F401, PLC0415  registers the words of the packet's errors

        self._pages.save_now()
        target = choose_return_target(self._window)
        if target is None:
            return

        def write(store: Store) -> ReturnMade:
            return packet.write_return(store, target)

        self._bridge.run(write, then=self._returned)

    # -- inside

    def _join(self, place: Place) -> None:
        if place is Place.WEEK:
            self._pages.week.hand_over_requested.connect(self.give)
        elif place is Place.SESSION and not self._guest:
            self._pages.session.hand_over_requested.connect(self.give)
            self._pages.session.offer_handing_over()

    def _give_or_say(self, found: GroupSession | None) -> None:
        if found is None:
            self._window.show_toast(self.tr("No session is planned."))
        else:
            self.give(found.id)

    def _show_guest(self, facts: GuestOf | None) -> None:
        if facts is None:
            return
        local = facts.expires_at.astimezone(ZoneInfo(facts.zone))
        sentence = self.tr("Substitute packet from {name}, {clinic}. It opens until {day}, {time}.").format(
            name=facts.made_by,
            clinic=facts.clinic,
            day=self._formats.day(local.date()),
            time=self._formats.time(local.time()),
        )
        button = self._window.show_message(Tone.INFO, sentence, action=self.tr("Return…"))
        if button is not None:
            button.setAccessibleName(self.tr("Return the packet"))
            button.clicked.connect(self.give_back)

    def _returned(self, made: ReturnMade) -> None:
        words = counted("Handover", "Return written: %n piece(s). Send it to whoever made the packet.", made.pieces)
        self._window.show_toast(words)


def choose_return_target(parent: QWidget) -> Path | None:
    """Ask where the return is to be saved; its name tells nothing."""
    title = parent.tr("Save the return")
    name, _ = QFileDialog.getSaveFileName(
        parent, title, str(Path.home() / "Substitute return.return"), parent.tr("Returns (*.return)")
    )
    return Path(name) if name else None


@describe.register
def _not_in_packet(error: NotInPacket) -> ErrorMessage:
    del error
    sentence = _tr("In a substitute packet only what belongs to its session can be recorded. Nothing was changed.")
    return ErrorMessage(_tr("This is not possible."), sentence, Where.BESIDE)


def _tr(source: str) -> str:
    return QCoreApplication.translate("Handover", source)
