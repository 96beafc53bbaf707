"""The right column of Reports: what the summary holds, for whom, as what, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from coordinator.summaries.document import Paper
from coordinator.vocabulary import Audience, ClientId, FileFormat, NameStyle
from ui.formats import counted
from ui.summaries.export_footer import ExportFooter
from ui.summaries.export_options import ExportOptions, usual_options
from ui.summaries.preview import Thumbnail
from ui.theme import Theme
from ui.widgets import (
    CheckBox,
    ComboBox,
    InspectorPanel,
    Labelled,
    LinkButton,
    Text,
    column,
    row,
)

WIDTH = 296
BOX_HEIGHT = 26
EACH = "each"
GROUP = "group"


class ExportPanel(InspectorPanel):
    """Holds the choices and says when they change; the page does what they ask for."""

    changed = Signal()
    preview_wanted = Signal()
    print_wanted = Signal()
    verify_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", width=WIDTH, fill="surfaceSunken")
        self.setAccessibleName(self.tr("Export week"))
        self._theme = theme
        self._by_audience = {audience: usual_options(audience) for audience in Audience}
        self._audience = Audience.TREATMENT_TEAM
        self.thumbnail = Thumbnail(theme)
        self._caption = Text(theme, "", "caption", "textMuted", wrap=True)
        self._preview = LinkButton(theme, self.tr("Preview"), role="dense", icon="eye")
        self._print = LinkButton(theme, self.tr("Print"), role="dense", icon="printer")
        self._verify = LinkButton(theme, self.tr("Verify…"), role="dense", icon="file-check")
        self._verify.setAccessibleName(self.tr("Verify a document…"))
        self._verify.setToolTip(self.tr("Say whether a file was exported here, and whether it still holds"))
        self._verify.clicked.connect(self.verify_wanted)
        self._make_choices()
        self._build()
        self.footer = ExportFooter(theme)
        self.set_footer(self.footer)
        self.footer.password_entered.connect(self.changed)
        self._preview.clicked.connect(self.preview_wanted)
        self._print.clicked.connect(self.print_wanted)
        self._show()

    def _make_choices(self) -> None:
        theme, tr = self._theme, self.tr
        audiences = [
            (Audience.TREATMENT_TEAM.value, tr("Treatment team")),
            (Audience.UTILIZATION_REVIEW.value, tr("Utilization review (payer)")),
            (Audience.REFERRAL.value, tr("Referral source")),
            (Audience.CLIENT.value, tr("The client")),
        ]
        self._for = ComboBox(theme, tr("For"))
        for key, words in audiences:
            self._for.addItem(words, key)
        self._for.activated.connect(lambda at: self._choose_audience(self._for.itemData(at)))
        kinds = [
            (FileFormat.PDF.value, tr("PDF")),
            (FileFormat.CSV.value, tr("CSV")),
            (FileFormat.XLSX.value, tr("Excel")),
            (FileFormat.HTML.value, tr("HTML")),
            (FileFormat.JSON.value, tr("JSON")),
            (FileFormat.FHIR.value, tr("FHIR R4")),
        ]
        self._format = ComboBox(theme, tr("Format"))
        for key, words in kinds:
            self._format.addItem(words, key)
        self._format.activated.connect(lambda at: self._alter(file_format=FileFormat(self._format.itemData(at))))
        self._who = ComboBox(theme, tr("Client"))
        self._who.activated.connect(self._choose_client)
        self._recipient = ComboBox(theme, tr("Recipient"))
        self._recipient.setPlaceholderText(tr("Choose the recipient"))
        self._recipient.activated.connect(lambda at: self._alter(recipient=self._recipient.itemText(at)))
        self._names = ComboBox(theme, tr("Clients shown as"))
        for style, words in (
            (NameStyle.FULL, tr("Full name and ID")),
            (NameStyle.INITIALS, tr("Initials and ID")),
            (NameStyle.ID, tr("ID only")),
        ):
            self._names.addItem(words, style)
        self._names.activated.connect(lambda at: self._alter(names=NameStyle(self._names.itemData(at))))
        self._outreach = CheckBox(theme, tr("No-show outreach"))
        self._outreach.clicked.connect(lambda on: self._alter(outreach=on))
        self._status = CheckBox(theme, tr("Note status"))
        self._status.clicked.connect(lambda on: self._alter(note_status=on))
        self._text = CheckBox(theme, tr("Note text"))
        self._text.clicked.connect(lambda on: self._alter(note_text=on))
        self._protect = CheckBox(theme, tr("Protect with a password"))
        self._protect.clicked.connect(lambda on: self._alter(protect=on))
        self._mark = CheckBox(theme, tr("Byte order mark"))
        self._mark.setToolTip(tr("Excel knows by it that names are in UTF-8; some other programs stumble over it."))
        self._mark.clicked.connect(lambda on: self._alter(byte_order_mark=on))

    def _build(self) -> None:
        theme = self._theme
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.addWidget(Text(theme, self.tr("Export week"), "subtitle"))
        self.body.addSpacing(12)
        words = column(
            Text(theme, self.tr("Weekly summary"), "denseMedium"),
            self._caption,
            5,
            row(self._preview, None),
            row(self._print, None),
            row(self._verify, None),
            None,
            gap=0,
        )
        self.body.addLayout(row(self.thumbnail, words, gap=16))
        parts: tuple[tuple[str, QWidget], ...] = (
            (self.tr("For"), self._for),
            (self.tr("Client"), self._who),
            (self.tr("Recipient"), self._recipient),
            (self.tr("Format"), self._format),
            (self.tr("Clients shown as"), self._names),
        )
        for label, control in parts:
            # The gap is inside, so that it goes with a field that is hidden.
            field = QWidget()
            field.setLayout(column(12, Labelled(theme, label, control)))
            self.body.addWidget(field)
            if control is self._who:
                self._who_field = field
            if control is self._recipient:
                self._recipient_field = field
                field.hide()
        self.body.addSpacing(9)
        for box in self._boxes():
            self.body.addWidget(box)
        self.body.addStretch(1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for box in self._boxes():
            box.setFixedHeight(self._theme.px(BOX_HEIGHT))

    def _boxes(self) -> tuple[CheckBox, ...]:
        return (self._outreach, self._status, self._text, self._protect, self._mark)

    # -- facts in

    def show_clients(self, clients: Sequence[tuple[ClientId, str]]) -> None:
        """Offer the clients of the week, by the names that are shown now."""
        here = {client for client, _name in clients}
        for audience, options in self._by_audience.items():
            if options.client_id is not None and options.client_id not in here:
                self._by_audience[audience] = replace(options, client_id=None)
        self._clients = tuple(clients)
        self._show()

    _clients: tuple[tuple[ClientId, str], ...] = ()

    def show_pages(self, pages: Sequence[QImage], paper: Paper) -> None:
        """Show the first page and how many there are."""
        sheet = self.tr("Letter") if paper is Paper.LETTER else self.tr("A4")
        count = counted("ExportPanel", "%n page(s)", len(pages))
        words = self.tr("{count}, {paper}").format(count=count, paper=sheet)
        self.thumbnail.show_page(pages[0] if pages else None, self.tr("First page of the summary"))
        self._caption.setText(words)
        self.allow_paper(allowed=bool(pages))

    def show_no_page(self, why: str) -> None:
        """Say in a sentence why there is no document; empty while it is being set."""
        self.thumbnail.show_page(None, why)
        self._caption.setText(why)
        self.allow_paper(allowed=False)

    def offer_recipients(self, recipients: Sequence[str]) -> None:
        """Let one of several recipients be chosen, whom releases name."""
        self._recipient.clear()
        self._recipient.addItems(list(recipients))
        self._recipient.setCurrentIndex(-1)
        self._recipient_field.setVisible(bool(recipients))

    def allow_paper(self, *, allowed: bool, why: str = "") -> None:
        """Let *Preview* and *Print* be chosen, or say why not."""
        for link in (self._preview, self._print):
            link.setEnabled(allowed)
            link.setToolTip(why)

    # -- choices out

    def options(self) -> ExportOptions:
        """What is chosen now."""
        return self._by_audience[self._audience]

    def set_options(self, options: ExportOptions) -> None:
        """Show these choices without telling anybody."""
        self._audience = options.audience
        self._by_audience[options.audience] = options
        self._show()

    def _choose_audience(self, key: str) -> None:
        kind = self.options().file_format
        self._audience = Audience(key)
        self._by_audience[self._audience] = replace(self.options(), file_format=kind, recipient="")
        self.offer_recipients(())
        self._show()
        self.changed.emit()

    def _choose_client(self, place: int) -> None:
        data = self._who.itemData(place)
        one = data if data not in (EACH, GROUP) else None
        self.offer_recipients(())
        self._alter(client_id=one, each=data == EACH, recipient="")

    def _alter(self, **what: object) -> None:
        self._by_audience[self._audience] = replace(self.options(), **what)  # type: ignore[arg-type]  # typed by the controls
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        options = self.options()
        outside = options.audience in {Audience.UTILIZATION_REVIEW, Audience.REFERRAL}
        self._for.setCurrentIndex(self._for.findData(options.audience.value))
        self._format.setCurrentIndex(self._format.findData(options.file_format.value))
        self._names.setCurrentIndex(self._names.findData(options.names))
        self._outreach.setChecked(options.outreach)
        self._status.setChecked(options.note_status)
        self._text.setChecked(options.note_text and not outside)
        self._text.setEnabled(not outside)
        self._text.setToolTip(
            self.tr("The text of notes goes to the treatment team and to the client only.") if outside else ""
        )
        pdf = options.file_format is FileFormat.PDF
        self._protect.setChecked(options.protect and pdf)
        self._protect.setEnabled(pdf)
        self._protect.setToolTip("" if pdf else self.tr("Only a PDF can carry a password."))
        self._mark.setChecked(options.byte_order_mark)
        self._mark.setVisible(options.file_format is FileFormat.CSV)
        self._show_who(options)

    def _show_who(self, options: ExportOptions) -> None:
        self._who.clear()
        if not options.audience.is_outside:
            self._who.addItem(self.tr("All clients, one file"), GROUP)
        self._who.addItem(self.tr("Each client, own file"), EACH)
        for client, name in self._clients:
            self._who.addItem(name, client)
        chosen: object = EACH if options.each else options.client_id if options.client_id is not None else GROUP
        place = next((at for at in range(self._who.count()) if self._who.itemData(at) == chosen), -1)
        self._who.setPlaceholderText(self.tr("Choose a client"))
        self._who.setCurrentIndex(place)
