"""One client beside the list: flags, safety, enrollment, consent, six weeks of blocks."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.roster import Client, Consent, ConsentStanding, Enrolment, Flag, Standing, consent_standing
from coordinator.vocabulary import ConsentKind
from ui.attendance_words import block_of, label_words
from ui.clients.facts import ClientFacts, ShownWeek
from ui.clients.leaving import LeavingForm
from ui.clients.recording import RecordingForm
from ui.formats import Formats
from ui.roster_words import consent_words, flag_words, reason_words, weekday_words
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    BlockStrip,
    Button,
    ButtonSize,
    Divider,
    ElidedText,
    GroupBar,
    InfoBar,
    InspectorPanel,
    LinkButton,
    SectionHeader,
    Text,
    Tone,
    clear_layout,
    column,
    row,
)

PANEL_WIDTH = 452
WIDEST = 640
STACKED_FROM = 1.4
"""From this text size on, what stands side by side stands below each other."""
KEY_WIDTH = 112


class ClientPanel(InspectorPanel):
    """Shows a client and asks for what is to be done; it changes nothing itself."""

    edit_requested = Signal()
    flag_read = Signal(object)
    readmit_requested = Signal()

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", width=PANEL_WIDTH, fill="surfaceSunken", parent=parent)
        self.setAccessibleName(self.tr("Client details"))
        self._formats, self._names = formats, names
        self.leaving = LeavingForm(theme, formats)
        self.leaving.left.connect(self._put_away)
        self.leaving.hide()
        self.recording = RecordingForm(theme)
        self.recording.left.connect(self.recording.hide)
        self.recording.hide()
        self._facts: ClientFacts | None = None
        self._parts = column()
        self.body.setContentsMargins(21, 16, 22, 16)
        self.body.addLayout(self._parts)
        self.body.addWidget(self.leaving)
        self._after = column()
        self.body.addLayout(self._after)
        self.body.addSpacing(10)
        self.record = Button(theme, self.tr("Add flag or consent"), icon="plus", size=ButtonSize.COMPACT)
        self.record.clicked.connect(self.open_recording)
        self.record.hide()
        self.body.addLayout(row(self.record, None))
        self.body.addWidget(self.recording)
        self.body.addStretch(1)

    @property
    def facts(self) -> ClientFacts | None:
        """The client that is shown."""
        return self._facts

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client."""
        if self._facts is None or self._facts.client.id != facts.client.id:
            self.leaving.hide()
            self.recording.hide()
        self._facts = facts
        self.record.show()
        clear_layout(self._parts)
        clear_layout(self._after)
        client = facts.client
        self._head(facts)
        for flag in client.flags:
            if flag.read_at is None:
                self._flag(flag)
        self._safety(client)
        self._enrollment(facts)
        self.leaving.offer(facts.groups)
        self.leaving.show_client(client, facts.today)
        for consent in self._newest(client):
            self._consent(consent, facts)
        if client.standing is not Standing.WAITING:
            self._attendance(facts)

    def open_leaving(self) -> None:
        """Open the inline form to move or discharge the client."""
        self.leaving.show()
        self.leaving.start()

    def open_recording(self) -> None:
        """Open the inline form for a flag or a consent."""
        if self._facts is not None:
            self.recording.show()
            self.recording.start(self._facts.today)

    def _head(self, facts: ClientFacts) -> None:
        client = facts.client
        edit = Button(self._theme, self.tr("Edit"))
        edit.setAccessibleName(self.tr("Edit %1").replace("%1", self._names.of(client.name)))
        edit.clicked.connect(self.edit_requested)
        parts = [client.code, client.pronouns, self._episode(client)]
        words = "  \u00b7  ".join(part for part in parts if part)
        title = ElidedText(self._theme, self._names.of(client.name), "title")
        names = column(title, ElidedText(self._theme, words, "dense", "textSecondary"))
        head = row(names, edit, gap=8)
        head.setStretch(0, 1)
        head.setAlignment(edit, Qt.AlignmentFlag.AlignTop)
        self._parts.addLayout(head)
        self._parts.addSpacing(12)

    def _episode(self, client: Client) -> str:
        episode = client.episode
        if episode is None:
            return self.tr("not admitted yet")
        if episode.discharged_on is not None:
            words = self.tr("discharged %1").replace("%1", self._formats.month_day(episode.discharged_on))
            return f"{words}, {reason_words(episode.discharge_reason)}" if episode.discharge_reason else words
        return self.tr("admitted %1").replace("%1", self._formats.month_day(episode.admitted_on))

    def _flag(self, flag: Flag) -> None:
        if self._names.hidden:
            sentence = f"<b>{escape(flag_words(flag.kind))}.</b>"
        else:
            when = f"{self._formats.weekday(self._formats.date_of(flag.raised_at), short=True)} "
            when += self._formats.time(flag.raised_at)
            text = flag.text if flag.text.endswith((".", "?")) else f"{flag.text}."
            sentence = f"<b>{escape(text)}</b> {escape(f'{flag.raised_by}, {when}')}"
        bar = InfoBar(self._theme, Tone.WARNING, sentence, icon="flag", rich=True)
        read = bar.add_action(self.tr("Mark read"))
        read.clicked.connect(lambda: self.flag_read.emit(flag.id))
        self._parts.addWidget(bar)
        self._parts.addSpacing(6)

    def _safety(self, client: Client) -> None:
        self._section(self._parts, SectionHeader(self._theme, self.tr("Safety")), 12)
        nothing = self.tr("Not known yet")
        self._line(self._parts, self.tr("Usual location"), client.usual_location or nothing)
        if not client.contacts:
            self._line(self._parts, self.tr("Emergency contact"), self.tr("Missing"), colour="warnText")
        for contact in client.contacts:
            who = ", ".join(part for part in (contact.name, contact.relationship) if part)
            day = self._formats.date_of(contact.checked_at) if contact.checked_at is not None else None
            checked = self.tr("Checked %1").replace("%1", self._formats.short_day(day)) if day else ""
            self._line(self._parts, self.tr("Emergency contact"), who, second=contact.phone, end=checked)
        if client.callback_number:
            self._line(self._parts, self.tr("Call back"), client.callback_number)
        self._line(self._parts, self.tr("Local crisis line"), client.local_emergency_number or nothing)

    def _enrollment(self, facts: ClientFacts) -> None:
        client = facts.client
        link = self._enrollment_link(client)
        self._section(self._parts, SectionHeader(self._theme, self.tr("Enrollment"), action=link), 8)
        present = [stay for stay in client.enrolments if stay.ends_on is None or stay.ends_on >= facts.today]
        for stay in present:
            self._stay(stay, facts)
        for place in client.waitlist_places:
            words = self.tr("number %1 on the waitlist").replace("%1", str(place.position))
            self._group_line(place.group.colour.value, place.group.name, words, "")
        if not present and not client.waitlist_places:
            self._line(self._parts, self.tr("Group"), self.tr("In no group now"))

    def _enrollment_link(self, client: Client) -> LinkButton:
        if client.standing is Standing.DISCHARGED:
            link = LinkButton(self._theme, self.tr("Admit again"))
            link.clicked.connect(self.readmit_requested)
        else:
            link = LinkButton(self._theme, self.tr("Move or discharge"))
            link.clicked.connect(self.open_leaving)
        return link

    def _stay(self, stay: Enrolment, facts: ClientFacts) -> None:
        if stay.starts_on > facts.today:
            words = self.tr("from %1").replace("%1", self._formats.month_day(stay.starts_on))
        elif stay.ends_on is not None:
            words = self.tr("until %1").replace("%1", self._formats.month_day(stay.ends_on))
        else:
            blocks = facts.blocks.get(stay.group.id, ())
            days = dict.fromkeys(weekday_words(block.recurrence.weekday, short=True) for block in blocks)
            words = ", ".join(days)
        planned = self._formats.hours(facts.planned_minutes(stay.group.id))
        self._group_line(stay.group.colour.value, stay.group.name, words, self.tr("%1 planned").replace("%1", planned))

    def _newest(self, client: Client) -> list[Consent]:
        """The newest consent of each kind, telehealth first; every release is listed."""
        newest = {consent.kind: consent for consent in client.consents if consent.kind is not ConsentKind.DISCLOSURE}
        releases = [consent for consent in client.consents if consent.kind is ConsentKind.DISCLOSURE]
        return [*sorted(newest.values(), key=lambda consent: list(ConsentKind).index(consent.kind)), *releases]

    def _consent(self, consent: Consent, facts: ClientFacts) -> None:
        details = consent.details
        standing = consent_standing(details, consent.revoked_on, facts.today)
        signed = self.tr("Signed %1").replace("%1", self._formats.month_day(details.signed_on))
        if consent.kind is ConsentKind.DISCLOSURE:
            signed = self.tr("To %1").replace("%1", details.recipient)
        end = ""
        if standing is ConsentStanding.REVOKED:
            end = self.tr("revoked")
        elif standing is ConsentStanding.EXPIRED:
            end = self.tr("expired")
        elif details.expires_on is not None:
            end = self.tr("renew by %1").replace("%1", self._formats.full_date(details.expires_on, short=True))
        self._line(self._after, consent_words(consent.kind), signed, end=end)

    def _attendance(self, facts: ClientFacts) -> None:
        share = facts.attended_share
        caption = "" if share is None else self.tr("Six weeks, %1% of planned hours").replace("%1", str(share))
        header = SectionHeader(self._theme, self.tr("Attendance"), caption)
        self._section(self._after, header, 10)
        for shown in facts.weeks:
            self._week(shown, facts)

    def _week(self, shown: ShownWeek, facts: ClientFacts) -> None:
        self._after.addWidget(Divider(self._theme))
        day = Text(self._theme, self._formats.month_day(shown.starts_on, short=True), "caption", "textMuted")
        day.setFixedWidth(self._theme.px(56))
        cells = shown.week.hours.cells if shown.week else ()
        labels = ", ".join(label_words(cell.label) for cell in cells)
        hours = self._formats.hours(shown.week.hours.credited) if shown.week else self.tr("Not enrolled")
        sentence = self.tr("Week of %1. %2. %3.").replace("%1", self._formats.month_day(shown.starts_on))
        sentence = sentence.replace("%2", labels).replace("%3", hours)
        width = min(84, (264 - 6 * max(0, len(cells) - 1)) // max(1, len(cells)))
        strip = BlockStrip(
            self._theme, [block_of(cell, facts.now) for cell in cells], sentence, cell=(width, 12), gap=6
        )
        line = row(day, strip, None, Text(self._theme, hours, "dense", "textSecondary"), gap=12)
        self._after.addLayout(_at_least(line, self._theme.px(25)))

    # -- lines

    def _section(self, layout: QVBoxLayout, header: SectionHeader, before: int) -> None:
        layout.addSpacing(before)
        layout.addWidget(header)
        layout.addSpacing(2 if header.findChild(LinkButton) else 5)

    def _line(
        self, box: object, key: str, value: str, *, second: str = "", end: str = "", colour: str = "text"
    ) -> None:
        layout = self._parts if box is self._parts else self._after
        layout.addWidget(Divider(self._theme))
        label = Text(self._theme, key, "caption", "textMuted")
        shown = Text(self._theme, value, "dense", colour, wrap=True)
        label.setBuddy(shown)
        words = column(shown)
        if second:
            words.addWidget(Text(self._theme, second, "dense", "textSecondary"))
        last = Text(self._theme, end, "caption", "textMuted")
        if self._theme.scale > STACKED_FROM:
            layout.addLayout(column(label, words, last, margins=(0, 7, 0, 7)))
            return
        label.setFixedWidth(self._theme.px(KEY_WIDTH))
        line = row(label, words, last, gap=10, margins=(0, 7, 0, 7))
        line.setStretch(1, 1)
        for part in (label, last):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)

    def _group_line(self, colour: str, name: str, words: str, end: str) -> None:
        self._parts.addWidget(Divider(self._theme))
        group = ElidedText(self._theme, name, "denseMedium")
        label = row(GroupBar(self._theme, colour, height=16), group, gap=8)
        holder = QWidget()
        holder.setLayout(label)
        holder.setFixedWidth(min(self._theme.px(150), 220))
        line = row(
            holder,
            ElidedText(self._theme, words, "dense", "textSecondary"),
            None,
            Text(self._theme, end, "dense", "textSecondary"),
            gap=10,
            margins=(0, 7, 0, 7),
        )
        self._parts.addLayout(line)

    def _put_away(self) -> None:
        self.leaving.hide()

    def _restyle(self) -> None:
        self.setFixedWidth(min(self._theme.px(PANEL_WIDTH), WIDEST))


def _at_least(line: QHBoxLayout, height: int) -> QHBoxLayout:
    """Give a line a least height."""
    strut = QWidget()
    strut.setFixedSize(0, height)
    line.insertWidget(0, strut)
    line.insertSpacing(1, -line.spacing())
    return line
