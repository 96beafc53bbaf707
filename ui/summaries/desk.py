"""What happens to the document: it is previewed, printed, exported. The page only says which week it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from coordinator import settings as preferences
from coordinator import summaries
from coordinator.errors import CoordinatorError, ExportFailed, ExportProblem
from coordinator.settings import Settings
from coordinator.summaries import Exported, ExportedWeek, ExportRequest, RecipientNotChosen, WeekReport
from coordinator.summaries.document import Paper, SummaryDocument
from coordinator.summaries.wording import Wording
from ui.bridge import Bridge
from ui.capture import hide_from_capture
from ui.error_messages import describe
from ui.formats import counted
from ui.printing import print_pages
from ui.shown_names import ShownNames
from ui.summaries import words
from ui.summaries.export_options import requests_of
from ui.summaries.export_panel import ExportPanel
from ui.summaries.exporter import Exporter
from ui.summaries.preview import PRINT_PPI, SCREEN_PPI, PageMaker, printer_for
from ui.summaries.preview_window import PreviewWindow
from ui.theme import Theme

SETTLE_MS = 150


class Places:
    """Asks the reader for folders and printers, with the system's own dialogs."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def folder(self, now: Path, then: Callable[[Path], None]) -> None:
        """Let the reader choose a folder; nothing happens when they give up."""
        dialog = QFileDialog(self._window, self._window.tr("Save summaries in"), str(now))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def document(self, now: Path, then: Callable[[Path], None]) -> None:
        """Let the reader choose a file to be looked up."""
        dialog = QFileDialog(self._window, self._window.tr("Verify a document"), str(now))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    def printer(self, printer: QPrinter, then: Callable[[], None]) -> None:
        """Let the reader choose printer and pages; `then` comes when they go on."""
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(then)
        QDialog.open(dialog)

    def show(self, folder: Path) -> None:
        """Open a folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class Desk(QObject):
    """Keeps preview, print and export in step with the week and the choices."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        panel: ExportPanel,
        names: ShownNames,
        *,
        settings: Callable[[], Settings],
        save: Callable[[Settings], None],
        wording: Wording,
        places: Places,
    ) -> None:
        super().__init__(panel)
        self._theme, self._bridge, self._panel, self._names = theme, bridge, panel, names
        self._settings, self._save, self._wording, self._places = settings, save, wording, places
        self._report: WeekReport | None = None
        self._document: SummaryDocument | None = None
        self._request: ExportRequest | None = None
        self._pages: tuple[QImage, ...] = ()
        self._window: PreviewWindow | None = None
        self._maker = PageMaker(wording, self)
        self._maker.failed.connect(self._no_page)
        self._printing = PageMaker(wording, self)
        self._printing.failed.connect(self._failed)
        self._exporter = Exporter(bridge, wording, self)
        self._exporter.progressed.connect(panel.footer.show_progress)
        self._exporter.finished.connect(self._exported)
        self._exporter.failed.connect(self._failed)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read_document)
        panel.changed.connect(self._options_changed)
        panel.preview_wanted.connect(self.preview)
        panel.print_wanted.connect(self.print)
        footer = panel.footer
        footer.export_wanted.connect(self.export)
        footer.stop_wanted.connect(self._exporter.stop)
        footer.folder_wanted.connect(lambda: places.folder(self.folder(), self._choose_folder))
        footer.show_folder_wanted.connect(lambda: places.show(self.folder()))

    def stop(self) -> None:
        """End the threads that set pages."""
        self._settle.stop()
        self._maker.stop()
        self._printing.stop()

    # -- what it is about

    def show_report(self, report: WeekReport) -> None:
        """Another week, or the same one changed."""
        self._report = report
        self._panel.show_clients([(one.client_id, self._names.of(one.name)) for one in report.clients])
        self._say_place()
        self._settle.start()

    def read_again(self) -> None:
        """Something was exported: the document has another number. While files are written, it waits for the last."""
        if not self._exporter.running:
            self._settle.start()

    def show_nothing(self, why: str) -> None:
        """There is no week to export."""
        self._report, self._document, self._pages = None, None, ()
        self._maker.forget()
        self._panel.show_no_page(why)
        self._panel.footer.allow(allowed=False, why=why)
        self._say_place()

    def folder(self) -> Path:
        """Where files go: the folder used last, or Summaries among the documents."""
        chosen = self._settings().export_folder
        if chosen:
            return Path(chosen)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents or Path.home()) / self.tr("Summaries")

    def paper(self) -> Paper:
        """The sheet: as set, or the reader's locale's."""
        chosen = self._settings().paper
        if chosen is preferences.Paper.AUTOMATIC:
            return (
                Paper.LETTER
                if QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
                else Paper.A4
            )
        return Paper.LETTER if chosen is preferences.Paper.LETTER else Paper.A4

    def _choose_folder(self, folder: Path) -> None:
        self._save(replace(self._settings(), export_folder=str(folder)))
        self._say_place()

    def _say_place(self) -> None:
        folder = self.folder()
        said = [self.tr("Saves to {folder}.").format(folder=folder.name or str(folder))]
        if self._report is not None:
            told = self._panel.options().note_status
            said.append(words.unsigned_sentence(self._report.figures, said=told))
        self._panel.footer.show_place(" ".join(one for one in said if one), str(folder))

    def _requests(self, password: str = "") -> tuple[ExportRequest, ...]:
        report = self._report
        if report is None:
            return ()
        return requests_of(
            self._panel.options(),
            report.summary.starts_on,
            report.group.id,
            self.folder(),
            self.paper(),
            password,
            [one.client_id for one in report.clients],
        )

    # -- preview

    def _options_changed(self) -> None:
        if not self._panel.options().locked:
            self._panel.footer.forget_password()
        self._say_place()
        self._settle.start()

    def _read_document(self) -> None:
        requests = self._requests()
        options = self._panel.options()
        if not requests:
            return
        if not options.complete:
            self._refuse(self.tr("Choose the client it is about."))
            return
        self._bridge.read(summaries.preview_first, requests, self._wording, then=self._found, fail=self._no_page)

    def _found(self, found: tuple[ExportRequest, SummaryDocument]) -> None:
        self._request, document = found
        self._document = document
        self._panel.footer.allow(allowed=not self._exporter.running)
        self._maker.make(document, SCREEN_PPI, self._show_pages)

    def _show_pages(self, pages: tuple[QImage, ...]) -> None:
        self._pages = pages
        self._panel.show_pages(pages, self.paper())
        if self._names.hidden:
            self._panel.allow_paper(allowed=False, why=self.tr("Names are hidden. Show them with Ctrl+Shift+H first."))
        if self._window is not None:
            self._window.show_pages(pages, self._caption())

    def _no_page(self, error: CoordinatorError) -> None:
        if isinstance(error, RecipientNotChosen) and self._panel.options().client_id is not None:
            audience = self._panel.options().audience
            wanted = partial(summaries.recipients_of, audience=audience, client_id=error.client_id)
            self._bridge.read(wanted, then=self._panel.offer_recipients)
        self._refuse(describe(error).sentence)

    def _refuse(self, why: str) -> None:
        self._document, self._pages = None, ()
        self._maker.forget()
        self._panel.show_no_page(why)
        self._panel.footer.allow(allowed=False, why=why)

    def preview(self) -> None:
        """Show all pages in a window."""
        if not self._pages or self._names.hidden:
            return
        if self._window is None:
            self._window = PreviewWindow(self._theme, self._panel.window())
            self._window.print_wanted.connect(self.print)
            self._window.destroyed.connect(self._window_gone)
            hide_from_capture(self._window, hidden=self._settings().hide_from_capture)
        self._window.show_pages(self._pages, self._caption())
        self._window.show()
        self._window.raise_()

    def _window_gone(self) -> None:
        self._window = None

    def _caption(self) -> str:
        number = self._document.number if self._document is not None else ""
        return self.tr("{pages}, summary {number}").format(
            pages=counted("ExportPanel", "%n page(s)", len(self._pages)), number=number
        )

    # -- print

    def print(self) -> None:
        """Set the pages fine enough for paper, then ask for the printer."""
        document, request = self._document, self._request
        if document is not None and request is not None and not self._names.hidden:
            self._printing.make(document, PRINT_PPI, partial(self._ask_printer, document, request))

    def _ask_printer(self, document: SummaryDocument, request: ExportRequest, pages: tuple[QImage, ...]) -> None:
        printer = printer_for(document.paper)
        self._places.printer(printer, partial(self._print_on, printer, document, request, pages))

    def _print_on(
        self, printer: QPrinter, document: SummaryDocument, request: ExportRequest, pages: tuple[QImage, ...]
    ) -> None:
        seen = hashlib.sha256()
        for page in pages:
            seen.update(bytes(page.constBits()))
        digest, week = seen.hexdigest(), document.week_starts_on

        def put_on_paper(number: str) -> None:
            del number
            print_pages(printer, pages)

        # Recorded first: no paper without its entry, as no file appears without its own.
        self._bridge.change(
            summaries.record_print, request, document.number, week, digest, then=put_on_paper, fail=self._no_print
        )

    def _no_print(self, error: CoordinatorError) -> None:
        self._panel.footer.say_failed(describe(error).sentence)

    # -- export

    def export(self) -> None:
        """Export as chosen; a password that is still missing is asked for first."""
        if self._exporter.running or self._document is None:
            return
        footer, options, password = self._panel.footer, self._panel.options(), ""
        if options.locked:
            if not footer.asks_password():
                footer.ask_password()
                return
            password = footer.password()
            if not password:
                return
        folder = self.folder()
        try:
            if not self._settings().export_folder:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self._failed(ExportFailed(folder, ExportProblem.NOT_ALLOWED), ())
            return
        requests = self._requests(password)
        footer.begin(len(requests))
        self._exporter.start(requests)

    def _exported(self, made: ExportedWeek) -> None:
        footer, written = self._panel.footer, sum(len(one.files) for one in made.done)
        footer.end()
        self._settle.start()
        footer.forget_password()
        left_out = [*self._naming(made), *self._left_out(made)]
        if made.stopped:
            footer.say_saved(" ".join([counted("ExportDesk", "Stopped. %n file(s) saved.", written), *left_out]))
        elif left_out and not made.done:
            footer.say_failed(" ".join([self.tr("Nothing was saved."), *left_out]))
        elif left_out:
            footer.say_saved(" ".join([counted("ExportDesk", "%n file(s) saved.", written), *left_out]))
        else:
            footer.say_saved(self.tr("Saved."))
        self._save(replace(self._settings(), export_folder=str(self.folder())))

    def _naming(self, made: ExportedWeek) -> list[str]:
        """Name the clients in whose files something that was typed names another client."""
        names = {one.client_id: self._names.of(one.name) for one in self._report.clients} if self._report else {}
        naming = [names.get(one.client_id, "") for one in made.done if one.names_others and one.client_id is not None]
        said = self.tr("What was typed about {clients} names another client. Read it before you send it.")
        return [said.format(clients=", ".join(naming))] if naming else []

    def _left_out(self, made: ExportedWeek) -> list[str]:
        """Name who was left out, and why, each reason once."""
        names = {one.client_id: self._names.of(one.name) for one in self._report.clients} if self._report else {}
        by_reason: dict[str, list[str]] = {}
        for one in made.blocked:
            by_reason.setdefault(describe(one.error).sentence, []).append(names.get(one.client_id, ""))
        said = self.tr("Not for {clients}: {why}")
        return [said.format(clients=", ".join(clients), why=why) for why, clients in by_reason.items()]

    def _failed(self, error: CoordinatorError, done: tuple[Exported, ...] = ()) -> None:
        self._panel.footer.end()
        if done:
            self._settle.start()
        sentence = describe(error).sentence
        if done:
            saved = counted("ExportDesk", "%n file(s) were saved before that.", sum(len(one.files) for one in done))
            sentence = f"{sentence} {saved}"
        self._panel.footer.say_failed(sentence)
