"""The way in: make a vault, unlock one, recover one, restore one. Ends with an open coordinator.

Everything slow happens off the interface thread, and everything heavy is imported there, after the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from coordinator.clock import Clock
from coordinator.errors import CoordinatorError, RollbackSuspected, SecretsUnavailable, WrongSecret
from ui import opening
from ui.background import Background
from ui.loading import Loading
from ui.packet_door import PacketDoor
from ui.theme import Theme
from ui.unlock import SecretKind, UnlockPage

if TYPE_CHECKING:
    from coordinator.bootstrap import Coordinator
    from coordinator.vault.database_key import DatabaseKey
    from coordinator.vault.recovery_code import RecoveryCode
    from coordinator.vault.secret_item import Secrets
    from ui.first_run import Answers, FirstRunPage, RecoveryPage, StartChoice
    from ui.unlock.new_passphrase import NewPassphrasePage

PRODUCT = "Session Coordinator"
UNSEEN_MS = 1_500
"""A window that is not painted within this time (begun out of sight) is prepared all the same."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    """An open vault, and what the person wanted to do first, if this was the first run."""

    coordinator: Coordinator
    start: StartChoice | None


class Door(QStackedWidget):
    """One window with the page that fits: first run, recovery sheet, unlock, new passphrase.

    Args:
        theme: the program's theme.
        folder: the vault folder.
        clock: where the present instant comes from.
        clinic: the clinic's name as this computer knows it.
        locked_at: the local time of a lock, written for a reader; empty at the start of the day.
        session_runs: whether a session was live when the vault was locked.
        claim: holds another vault instead; False where another process has it, which then comes to the front.
        make_secrets: gives the keyring.
        loading: imports what comes after the door, while the passphrase is typed.
        prepare: imports what is needed to show the open vault.
    """

    opened = Signal(object)
    """Carries an `Opened`."""
    quit_requested = Signal()
    in_sight = Signal()
    """The first picture is on screen: what the window does not need may be loaded now."""

    def __init__(
        self,
        theme: Theme,
        folder: Path,
        *,
        clock: Clock,
        clinic: str = "",
        locked_at: str = "",
        session_runs: bool = False,
        claim: Callable[[Path], bool],
        make_secrets: Callable[[], Secrets],
        loading: Loading,
        prepare: Callable[[], None],
    ) -> None:
        super().__init__()
        self._theme, self._folder, self._clock = theme, folder, clock
        self._claim, self._make_secrets, self._loading, self._prepare = claim, make_secrets, loading, prepare
        self._keyring_found: Future[None] | None = None
        self._prepared: Future[None] | None = None
        self._secrets: Secrets | None = None
        self._keyring_problem: SecretsUnavailable | None = None
        self._background = Background(self)
        self._opening = Background(self)
        self._wrong_tries = 0
        self._answers: Answers | None = None
        self._recovery: RecoveryCode | None = None
        self._key: DatabaseKey | None = None
        self._packets = PacketDoor(self, theme, self._background, clock, self._be_ready, self._refused)
        self._packets.opened.connect(self._open_guest)
        self._packets.again.connect(lambda typed: self._try(typed, SecretKind.PASSPHRASE))
        self._packets.removed.connect(self.quit_requested)
        self.setWindowTitle(PRODUCT)
        self.setMinimumSize(560, 420)
        self._first_run: FirstRunPage | None = None
        self._unlock: UnlockPage | None = None
        if (folder / "vault.json").exists():
            self._show_unlock(clinic, locked_at, session_runs=session_runs)
        else:
            self._show_first_run()
        self._begun = False
        QTimer.singleShot(UNSEEN_MS, self._begin)

    # -- pages

    def _show(self, page: QWidget) -> None:
        self.addWidget(page)
        self.setCurrentWidget(page)

    def _show_unlock(self, clinic: str, locked_at: str, *, session_runs: bool) -> None:
        footer = self.tr("Records on this computer stay encrypted until you unlock.")
        if locked_at:
            footer = self.tr("Locked at {time}. Records on this computer stay encrypted until you unlock.").format(
                time=locked_at
            )
        self._unlock = UnlockPage(
            self._theme,
            application=PRODUCT,
            clinic=clinic,
            heading=self.tr("Locked") if locked_at else self.tr("Welcome back"),
            explanation=self.tr("A session is running. Marks so far are saved.") if session_runs else "",
            footer=footer,
        )
        self._unlock.unlock_requested.connect(self._try)
        self._unlock.older_accepted.connect(self._accept_older)
        self._packets.join(self._unlock, self._folder)
        self._show(self._unlock)

    def _show_first_run(self) -> None:
        from ui.first_run import FirstRunPage  # noqa: PLC0415  on most days nobody sees it

        self._first_run = FirstRunPage(self._theme, self._folder, score=opening.score, suggest=opening.suggest)
        self._first_run.submitted.connect(self._keep_recovery_code)
        self._first_run.restore_requested.connect(self._restore)
        self._first_run.quit_requested.connect(self.quit_requested)
        self._first_run.packet_requested.connect(self._packets.ask)
        self._show(self._first_run)

    # -- heavy imports and the keyring, once the page is on screen

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin what takes long once this is on screen: a timer alone would come before the first paint."""
        super().paintEvent(event)
        if not self._begun:
            QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        if self._begun:
            return
        self._begun = True
        opening.harden()  # before anybody can have typed a secret
        self._warm_up()
        self.in_sight.emit()

    def _warm_up(self) -> None:
        self._keyring_found = self._loading.run(self._find_keyring)
        self._prepared = self._loading.run(self._prepare)
        self._loading.begin_the_rest()
        self._background.run(self._keyring_found.result, self._warmed_up, self._cold)
        self._background.run(self._prepared.result, lambda _nothing: None, self._cold)

    def _find_keyring(self) -> None:
        """Runs off the interface thread, before anything that needs the keyring."""
        self._secrets, self._keyring_problem = opening.warm_up(self._make_secrets)

    def _run_with_keyring(
        self, call: Callable[[Secrets | None], T], then: Callable[[T], None], fail: Callable[[BaseException], None]
    ) -> None:
        """Off the interface thread, behind the search for the keyring: who types before it answered still has it.

        The key is derived beside the import of the screens; `then` is called when both are done.
        """
        self._begin()
        self._loading.pause()

        def opened() -> T:
            self._wait(self._keyring_found)
            outcome = call(self._secrets)
            self._wait(self._prepared)
            return outcome

        def failed(failure: BaseException) -> None:
            self._loading.go_on()
            fail(failure)

        self._opening.run(opened, then, failed)

    @staticmethod
    def _wait(imported: Future[None] | None) -> None:
        if imported is not None:
            imported.result()

    def _warmed_up(self, _nothing: None) -> None:
        if self._first_run is not None and self._keyring_problem is not None:
            from ui.error_messages import describe  # noqa: PLC0415  only where something is wrong

            self._first_run.show_keyring(
                self.tr("{reason} The passphrase alone protects this vault, so it must be very strong.").format(
                    reason=describe(self._keyring_problem).sentence
                )
            )

    def _cold(self, failure: BaseException) -> None:
        raise failure

    # -- first run

    def _keep_recovery_code(self, answers: Answers) -> None:
        from coordinator.vault.recovery_code import RecoveryCode  # noqa: PLC0415  after the first paint
        from ui.first_run import RecoveryPage  # noqa: PLC0415

        self._answers = answers
        self._recovery = self._recovery or RecoveryCode.generate()
        sheet = partial(opening.recovery_sheet, self._recovery.printed(), answers.folder.name, self._clock.now())
        page = RecoveryPage(
            self._theme,
            self._recovery.groups,
            render_pdf=lambda: sheet()[0],
            render_pages=lambda dots: sheet(dots)[1],
        )
        page.confirmed.connect(lambda: self._create(page))
        page.back_requested.connect(lambda: self._leave(page))
        self._show(page)

    def _leave(self, page: QWidget) -> None:
        if self._first_run is not None:
            self.setCurrentWidget(self._first_run)
        self.removeWidget(page)
        page.deleteLater()

    def _create(self, page: RecoveryPage) -> None:
        answers, recovery = self._answers, self._recovery
        if answers is None or recovery is None:
            return
        page.set_busy(True)

        def failed(failure: BaseException) -> None:
            page.set_busy(False)
            page.show_problem(_sentence(failure))

        self._run_with_keyring(
            partial(opening.create_and_open, answers, recovery, self._clock),
            lambda coordinator: self.opened.emit(Opened(coordinator, answers.start)),
            failed,
        )

    def _restore(self, folder: Path) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose the backup's folder"), str(Path.home()))
        if not chosen or self._first_run is None:
            return
        page = self._first_run
        page.set_busy(True)

        def restored(_vault: object) -> None:
            page.set_busy(False)
            self._folder = folder
            self._show_unlock("", "", session_runs=False)

        def failed(failure: BaseException) -> None:
            page.set_busy(False)
            page.show_problem(_sentence(failure))

        self._background.run(partial(opening.adopt, Path(chosen), folder), restored, failed)

    # -- unlocking

    def _try(self, typed: str, kind: str) -> None:
        unlock = opening.open_with_code if kind == SecretKind.RECOVERY else opening.open_with_passphrase
        call: Callable[[Secrets | None], Coordinator | DatabaseKey] = partial(unlock, self._folder, typed, self._clock)
        self._run_with_keyring(call, self._open_or_renew, self._refused)

    def _open_or_renew(self, found: Coordinator | DatabaseKey) -> None:
        from coordinator.bootstrap import Coordinator  # noqa: PLC0415  it is imported by now

        if isinstance(found, Coordinator):
            if self._unlock is not None:
                self._unlock.forget()
            self.opened.emit(Opened(found, None))
            return
        from ui.unlock.new_passphrase import NewPassphrasePage  # noqa: PLC0415  only after a recovery

        page = NewPassphrasePage(self._theme, score=lambda text: opening.score(text, ()))
        page.chosen.connect(partial(self._renew, page, found))
        self._show(page)

    def _renew(self, page: NewPassphrasePage, key: DatabaseKey, passphrase: str) -> None:
        self._run_with_keyring(
            partial(opening.renew_and_open, self._folder, key, passphrase, self._clock),
            self._open_or_renew,
            lambda failure: page.show_problem(_sentence(failure)),
        )

    def _refused(self, failure: BaseException) -> None:
        if self._unlock is None:
            raise failure
        wrong = isinstance(failure, WrongSecret)
        self._wrong_tries += wrong
        wait = opening.seconds_to_wait(self._wrong_tries) if wrong else 0
        if isinstance(failure, CoordinatorError) and (left := opening.left_in_guest(failure)) is not None:
            self._unlock.show_expired(self._packets.sentence(failure), unreturned=left)
            return
        self._unlock.show_problem(_sentence(failure), wait, may_accept=isinstance(failure, RollbackSuspected))

    def _be_ready(self) -> None:
        """Let what is imported be there: two threads may not import one package at once."""
        self._begin()
        self._wait(self._prepared)

    def _open_guest(self, folder: Path, typed: str) -> None:
        """Go in to a guest vault as if its passphrase had been typed at its own door; one window for each vault."""
        if not self._claim(folder):
            if (page := self._unlock or self._first_run) is not None:
                page.show_problem(self.tr("This packet is already open in another window."))
            return
        self._folder = folder
        self._show_unlock("", "", session_runs=False)
        if self._unlock is not None:
            self._unlock.fill(typed)
        self._try(typed, SecretKind.PASSPHRASE)

    def _accept_older(self, typed: str, kind: str) -> None:
        self._run_with_keyring(
            partial(opening.accept_older, self._folder, typed, kind, self._clock),
            self._open_or_renew,
            self._refused,
        )

    def stop(self) -> None:
        """End the background threads."""
        self._background.stop()
        self._opening.stop()


def _sentence(failure: BaseException) -> str:
    if not isinstance(failure, CoordinatorError):
        raise failure
    from ui.error_messages import describe  # noqa: PLC0415  only where something is wrong

    return describe(failure).sentence
